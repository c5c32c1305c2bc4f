"""How a text file's bytes are to be read: BOM, UTF-16 by its zeros, strict UTF-8, Windows-1252.

The detectors on the index take Norwegian Windows-1252 for a Central European encoding; this order
does not guess among look-alikes, and says what it found.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from models.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 64 * 1024
_CHUNK = 1024 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
)
_MARKUP = (
    (re.compile(r"\s*<(!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE), "html"),
    (re.compile(r"\s*<(\?xml|[\w:]+[\s>])", re.IGNORECASE), "xml"),
    (re.compile(r"\s*(\{\s*\"|\[\s*[\[{\"])"), "json"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1a\x1b\0")
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
}
"""Codec → the name people know it by."""


def kind_of(head: bytes) -> str | None:
    """What a file is by its first bytes, when it is not text: ``"zip"``, ``"xls"``, ``"gzip"``…"""
    return next((kind for sign, kind in _KINDS if head.startswith(sign)), None)


def markup_of(text: str) -> str | None:
    """``"html"``, ``"xml"`` or ``"json"`` when text begins so. Some systems hand out a web page
    under the name of a workbook."""
    return next((kind for pattern, kind in _MARKUP if pattern.match(text)), None)


def detect(path: Path) -> str:
    """The codec that reads the whole of ``path``.

    Raises ``file-kind-unsupported`` for what is not text, ``encoding-unreadable`` with the line
    where the bytes are wrong, ``encoding-mixed`` for UTF-8 with other bytes in between: read
    as Windows-1252, every name would come out garbled.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    codec = next((codec for bom, codec in _BOMS if head.startswith(bom)), None)
    codec = codec or _utf16_without_bom(head)
    if codec:
        fault = _first_fault(path, codec)
        if fault is not None:
            raise _unreadable(path, codec, fault)
        return codec
    fault = _first_fault(path, "utf-8")
    _refuse_binary(path, head, valid_text=fault is None)
    if fault is None:
        return "utf-8"
    data = path.read_bytes()
    if _mostly_utf8(data):
        raise Problem("encoding-mixed", file=str(path), line=_line_at(data, fault))
    fault = _first_fault(path, "cp1252")
    if fault is not None:
        raise _unreadable(path, "cp1252", fault)
    return "cp1252"


def _utf16_without_bom(head: bytes) -> str | None:
    """Western text in UTF-16 has a zero in nearly every other byte, and in none of the others."""
    pairs = len(head) // 2
    if pairs < 4:
        return None
    first, second = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if second > 0.6 * pairs and first < 0.05 * pairs:
        return "utf-16-le"
    if first > 0.6 * pairs and second < 0.05 * pairs:
        return "utf-16-be"
    return None


def _first_fault(path: Path, codec: str) -> int | None:
    """Where in the file the first byte stands that ``codec`` cannot read."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    done = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            kept = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return max(0, done - kept) + error.start
            done += len(chunk)
            if not chunk:
                return None


def _refuse_binary(path: Path, head: bytes, *, valid_text: bool) -> None:
    """Text has hardly a control sign; a stray NUL is a known fault of some exports."""
    if valid_text:
        binary = 4 * head.count(0) > len(head)
    else:
        odd = sum(1 for byte in head if byte < 32 and byte not in _TEXT_CONTROLS)
        binary = 33 * (odd + head.count(0)) > len(head)
    if binary:
        raise Problem("file-kind-unsupported", file=str(path), found="binary", line=1)


def _mostly_utf8(data: bytes) -> bool:
    """Whether well-formed UTF-8 sequences outnumber the faults; by chance they hardly occur."""
    text = data.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    formed = len(text) - len(text.encode("ascii", "ignore")) - faults
    return formed > faults


def _unreadable(path: Path, codec: str, fault: int) -> Problem:
    data = path.read_bytes()
    line = _line_at(data, fault, codec)
    return Problem("encoding-unreadable", file=str(path), encoding=NAMES[codec], line=line)


def _line_at(data: bytes, place: int, codec: str = "cp1252") -> int:
    """The number of the line that byte ``place`` is on."""
    before = data[:place].decode(codec, "ignore")
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1
