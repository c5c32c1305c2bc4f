"""Names in HR exports: turned round, of vacant posts, or standing for nobody."""

from __future__ import annotations

import re

from models.folding import fold

_VACANT = re.compile(
    r"(vakan[st]|vacan(t|cy)|ubesatt|ledig (stilling|post)|open position|unfilled)\b"
    r"|(ledig|n\s*/\s*d|n\.?\s*n\.?|t\.?b\.?[ad]\.?)$",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"x+|0+|n\.?/?a\.?|none|null|ingen", re.IGNORECASE)
_INITIAL = re.compile(r"\w\.?")


def is_vacant(name: str) -> bool:
    """Whether a name or number says that nobody holds the post."""
    return _VACANT.match(name.strip("-–*()[] ")) is not None


def is_nobody(number: str) -> bool:
    """Whether what stands where a leader's number should means the top of the organisation."""
    return _NOBODY.fullmatch(number) is not None


def name_key(name: str) -> str:
    """The form in which names are compared: ``Hansen, Kari M`` and ``Kari M Hansen`` are one."""
    return fold(turned(name))


def turned(name: str) -> str:
    """``Hansen, Kari M`` → ``Kari M Hansen``; other names as they are."""
    family, comma, given = name.partition(",")
    if not comma or "," in given or not given.strip():
        return name
    return f"{given.strip()} {family.strip()}"


def without_initials(name: str) -> str:
    """``Hansen, Kari M.`` → ``Kari Hansen``; the first and last word always stay."""
    words = turned(name).split()
    return " ".join(
        [*words[:1], *(w for w in words[1:-1] if not _INITIAL.fullmatch(w)), *words[1:][-1:]]
    )
