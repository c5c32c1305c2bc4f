"""The one gate between data and the screen: whatever a name or a note holds comes out as text.

A terminal obeys control characters and a Textual widget obeys markup, wherever they come from, so
nothing read from the database or a file is shown without passing here. What is stored stays as it
is; only its showing is changed. What passes is NFC, printable, and without anything that steers,
hides or reorders its surroundings:

* line breaks and tabs become a space (:func:`paragraphs` keeps the breaks), other C0 controls
  their picture (ESC becomes ␛), C1 controls, surrogates, private and unassigned characters �;
* format characters (bidi marks, joiners, soft hyphens) and other invisible ones are left out;
* a character keeps at most three combining marks, and a mark without a character goes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.content import Content

MARKS_PER_CHARACTER = 3
TAB = " " * 4
_CUT = "…"
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_CACHED_LENGTH = 256

# Latin letters and common typography, all harmless and in NFC: nearly every name there is.
_ORDINARY = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*").fullmatch
_LINE_BREAK = re.compile("\r\n?|[\u2028\u2029]")
# Invisible, though Unicode counts them as letters or marks: fillers and variation selectors.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
).fullmatch
_NO_BREAK_SPACES = "\u00a0\u202f"


class _Harmless(dict[int, str]):
    """A table for ``str.translate`` that learns each character as it meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = shown_as = _harmless(chr(code))
        return shown_as


def _harmless(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc":
        return _picture(ord(character))
    if category == "Cf" or _INVISIBLE(character):
        return ""
    if category in {"Cs", "Co", "Cn"}:
        return _UNKNOWN
    if category == "Zs" and character not in _NO_BREAK_SPACES:
        return " "
    return character


def _picture(control: int) -> str:
    if control < 0x20:
        return chr(0x2400 + control)
    return "\N{SYMBOL FOR DELETE}" if control == 0x7F else _UNKNOWN


_TABLE = _Harmless({ord("\n"): "\n", ord("\t"): TAB})


def plain(text: str, limit: int | None = None) -> str:
    """Return ``text`` as one harmless line of at most ``limit`` characters, cut with ``…``.

    ``limit`` counts characters, not cells: a wide character fills two cells.
    """
    if limit is None:
        return _line(text)
    if len(text) <= limit and _is_ordinary(text):
        return text  # most are: a whole municipality's flags have two million of them
    # What lies far beyond the limit is never shown, so a long note in a narrow cell costs little.
    start = text[: max(limit, 0) * 4 + 16]
    line = _line(start)
    if len(line) <= limit and len(start) == len(text):
        return line
    return line[: limit - 1] + _CUT if limit > 0 else ""


def paragraphs(text: str) -> str:
    """Return ``text`` harmless with its line breaks kept as ``\\n`` and tabs as four spaces."""
    if _ORDINARY(text):
        return text
    broken = _LINE_BREAK.sub("\n", text)
    return _few_marks(unicodedata.normalize("NFC", broken.translate(_TABLE)))


def shown(text: str, limit: int | None = None) -> Content:
    """Return :func:`plain` text as content that a widget shows as it stands, never as markup."""
    # The command line uses the gate too, and has no need to load Textual.
    from textual.content import Content

    return Content(plain(text, limit))


def _is_ordinary(text: str) -> bool:
    return (text.isascii() and text.isprintable()) or _ORDINARY(text) is not None


def _line(text: str) -> str:
    if _is_ordinary(text):
        return text
    return _cached_line(text) if len(text) <= _CACHED_LENGTH else _cleaned_line(text)


def _cleaned_line(text: str) -> str:
    return paragraphs(text.replace("\t", " ")).replace("\n", " ")


_cached_line = lru_cache(maxsize=4096)(_cleaned_line)


def _few_marks(text: str) -> str:
    """Return ``text`` without marks that pile up, or that would land on what stands before it."""
    marks = {character for character in set(text) if unicodedata.category(character)[0] == "M"}
    if not marks:
        return text
    kept: list[str] = []
    room = 0
    for character in text:
        if character not in marks:
            room = 0 if character == "\n" else MARKS_PER_CHARACTER
        elif room:
            room -= 1
        else:
            continue
        kept.append(character)
    return "".join(kept)
