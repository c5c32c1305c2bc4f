"""How names are searched and put in order.

Neither the engine's ``LIKE`` nor its collations know æ, ø and å, so both rules are kept as stored
text beside the name: :func:`fold` for searching, :func:`sort_key` for ordering.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TYPOGRAPHY = {"‘": "'", "’": "'", "\u2010": "-", "–": "-"}

# Letters that Unicode does not take apart into a base letter and a mark.
_BASE_LETTERS = str.maketrans(
    {
        "æ": "ae", "ø": "o", "œ": "oe", "þ": "th", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t",
        "å": "a", "ł": "l", "ħ": "h", "ǥ": "g", "ʒ": "z", "ı": "i", **_TYPOGRAPHY,
    }
)  # fmt: skip

# The order ... z æ ø å holds in plain binary comparison when the last three are written as the
# characters that follow z; NS 4551, the Norwegian 7-bit code, gave them these same places.
_AE, _OE, _AA = "{", "|", "}"
# What stood in those places moves in among the punctuation.
_PLACES = str.maketrans({"æ": _AE, "ø": _OE, "å": _AA, "{": "(", "|": "!", "}": ")", "~": "-"})
# ä counts as æ, ö as ø and ü as y, as in the Norwegian tables of the Unicode CLDR.
_MARKED_LETTERS = {"a\u030a": _AA, "a\u0308": _AE, "o\u0308": _OE, "o\u030b": _OE, "u\u0308": "y"}
_MARKED_LETTER = re.compile("|".join(_MARKED_LETTERS))
_NUMBER = re.compile("[0-9]{1,99}")
_LENGTHS = [f"{length:02d}" for length in range(100)]
# Most names: words of the Norwegian alphabet and numbers, of which nothing has to be taken apart.
_PLAIN = re.compile("[0-9a-zæøå]+(?:[ -][0-9a-zæøå]+)*").fullmatch
# The same of a name a line.
_PLAIN_LINES = re.compile("[0-9a-zæøå]+(?:[ \n-][0-9a-zæøå]+)*").fullmatch
_TOGETHER = 50
# A zero that begins a number. The zero first: only so are all others passed over quickly.
_FIRST_ZERO = re.compile("0(?<![0-9]0)").search
_LEADING_ZERO = re.compile("(?<![0-9])0[0-9]").search
# A name that its key tells in full: nothing is dropped from it or counted as something else.
_TOLD = re.compile("(?:(?!aa|(?<![0-9])0[0-9])(?:a\u030a|[ -zæø]))*").fullmatch
_BREAK = "\x01"  # sorts before the space, so that a name comes before those that go on from it


def fold(text: str) -> str:
    """Return ``text`` as search compares it: ``"Ødegård "`` and ``"odegard"`` are both ``odegard``.

    Case, accents, width and surplus space do not count; ø is o, æ is ae and å is a, and the Sámi
    letters are their nearest Latin one. Fold what is sought as well as what is searched in.
    """
    lower = text.lower()
    if _PLAIN(lower):
        return _folded(lower)
    if text.isascii():
        return _spaced(lower)
    return _spaced(_unmarked(_decomposed(text)).translate(_BASE_LETTERS))


def sort_key(text: str) -> str:
    """Return a text that orders names as Norwegian does under plain binary comparison.

    The alphabet ends in æ ø å, aa stands where å does, and numbers count by their value
    (``Avdeling 2`` before ``Avdeling 10``). Accents count only between names that are otherwise
    alike, the plain name first; case does not count.
    """
    lower = text.lower()
    if _PLAIN(lower) and not _is_untold(lower):
        placed = _placed(lower)
        if lower.replace(" ", "").isalpha():
            return placed
        words, _space, last = lower.rpartition(" ")
        if last.isdigit() and len(last) < 100 and words.replace(" ", "").isalpha():
            return f"{placed[: -len(last)]}{_LENGTHS[len(last)]}{last}"
        return _NUMBER.sub(_by_value, placed)
    decomposed = _spaced(lower if text.isascii() else _decomposed(text))
    placed = _MARKED_LETTER.sub(_in_its_place, decomposed.translate(_PLACES))
    lettered = _unmarked(placed).translate(_BASE_LETTERS).replace("aa", _AA)
    key = _NUMBER.sub(_by_value, lettered)
    return key if _TOLD(decomposed) else f"{key}{_BREAK}{decomposed}"


def folds(texts: Sequence[str]) -> list[str]:
    """:func:`fold` of each of ``texts``, for very many: plain ones go together."""
    return _together(texts, fold, _folded)


def sort_keys(texts: Sequence[str]) -> list[str]:
    """:func:`sort_key` of each of ``texts``, for very many: plain ones go together."""
    return _together(texts, sort_key, _keys_of_lines)


def _together(
    texts: Sequence[str], one: Callable[[str], str], lines: Callable[[str], str]
) -> list[str]:
    found: list[str] = []
    for first in range(0, len(texts), _TOGETHER):
        some = texts[first : first + _TOGETHER]
        lower = "\n".join(some).lower()
        done = lines(lower).split("\n") if _PLAIN_LINES(lower) else []
        # What has a line break in it would be two.
        found += done if len(done) == len(some) else map(one, some)
    return found


def _keys_of_lines(plain: str) -> str:
    if "aa" in plain or "aå" in plain or _FIRST_ZERO(plain):
        return "\n".join(map(sort_key, plain.split("\n")))
    return _NUMBER.sub(_by_value, _placed(plain))


def _folded(plain: str) -> str:
    return plain.replace("æ", "ae").replace("ø", "o").replace("å", "a")


def _placed(plain: str) -> str:
    return plain.replace("æ", _AE).replace("ø", _OE).replace("å", _AA)


def _is_untold(plain: str) -> bool:
    """Whether the key of a plain name does not tell it in full: ``aa`` counts as å, 07 as 7."""
    if "aa" in plain or "aå" in plain:
        return True
    return "0" in plain and _LEADING_ZERO(plain) is not None


def _in_its_place(letter: re.Match[str]) -> str:
    return _MARKED_LETTERS[letter[0]]


def _by_value(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0")
    return _LENGTHS[len(digits)] + digits


def _decomposed(text: str) -> str:
    """Return ``text`` in lower case, each letter apart from its marks."""
    # Compatibility forms can hold capitals, and lower case can hold new forms to take apart.
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


def _unmarked(decomposed: str) -> str:
    if decomposed.isascii():
        return decomposed
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _spaced(text: str) -> str:
    """Return ``text`` with single spaces, without control characters and what cannot be stored."""
    if not text.isprintable():
        text = "".join(map(_kept, text))
    return " ".join(text.split())


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cf", "Cs"} else character
