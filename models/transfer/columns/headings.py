"""Headings and words compared as people read them: without case, spaces, marks and accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SIGNS = str.maketrans(
    {"%": "prosent", "#": "nr", "ø": "o", "æ": "ae", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"}
)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``"Nærmeste leder-nr."`` → ``"naermesteledernr"``: letters and digits only.

    ``%`` counts as the word *prosent* (``Stilling`` is a title, ``Stilling %`` is a share of a
    post) and ``#`` as *nr*. Two texts that fold alike are the same heading or word.
    """
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)
    return "".join(sign for sign in unicodedata.normalize("NFD", lowered) if sign.isalnum())
