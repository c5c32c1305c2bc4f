"""The terminal of the measurements: what an xterm answers, and what is then on its screen."""

from __future__ import annotations

import re
from typing import ClassVar

import pyte

KEYS = {"down": b"B", "up": b"A"}
OTHERS = {
    "pagedown": b"\x1b[6~",
    "pageup": b"\x1b[5~",
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "ctrl+q": b"\x11",
}

# Private modes that an xterm knows and so admits to; synchronized output (2026) is none of them.
MODES = {1, 7, 12, 25, 47, 1000, 1002, 1003, 1004, 1006, 1015, 1047, 1048, 1049, 2004}

QUESTION = re.compile(
    rb"\x1b(?:"
    rb"\[(?P<device>[>=]?)0?c"
    rb"|\[>0?(?P<version>q)"
    rb"|\[(?P<report>[56])n"
    rb"|\[\?(?P<mode>\d+)\$p"
    rb"|\[(?P<size>14|16|18)t"
    rb"|\](?P<colour>1[01]);\?(?:\x07|\x1b\\)"
    rb")"
)

# Sequences without any effect on what is drawn, of which pyte would make something else.
UNDRAWN = re.compile(
    rb"\x1b\[[<=>][0-9;]*[ -/]*[@-~]"  # private ones: keyboard protocols, device attributes
    rb"|\x1b\[\?[0-9;]*(?:\$p|[m-u])"  # questions about modes, kitty's keyboard flags
    rb"|\x1b\[[0-9;]*(?: q|t|\$p)"  # the cursor's shape, window reports
    rb"|\x1b[P_^X].*?\x1b\\",
    re.DOTALL,
)
# What may be the beginning of a sequence whose rest has not been read yet.
UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<=>?]*[ -/]*|[P_^X\]][^\x07\x1b]*\x1b?)?\Z")

CURSOR_KEYS = re.compile(rb"\x1b\[\?1([hl])")


class Picture(pyte.Screen):
    """pyte's screen with the three commands that ncurses gives an xterm and pyte does not know."""

    _last = " "

    def draw(self, data: str) -> None:
        """Write text where the cursor is."""
        super().draw(data)
        if data:
            self._last = data[-1]

    def repeat(self, times: int = 1) -> None:
        """Write the last character again (REP)."""
        self.draw(self._last * max(times, 1))

    def roll_up(self, lines: int = 1) -> None:
        """Scroll the region up (SU)."""
        self._at_top(self.delete_lines, lines)

    def roll_down(self, lines: int = 1) -> None:
        """Scroll the region down (SD)."""
        self._at_top(self.insert_lines, lines)

    def _at_top(self, edit: object, lines: int) -> None:
        x, y = self.cursor.x, self.cursor.y
        self.cursor.y = self.margins.top if self.margins else 0
        edit(max(lines, 1))  # type: ignore[operator]
        self.cursor.x, self.cursor.y = x, y


class Feed(pyte.ByteStream):
    """What brings bytes to a :class:`Picture`."""

    csi: ClassVar[dict[str, str]] = {
        **pyte.ByteStream.csi,
        "b": "repeat",
        "S": "roll_up",
        "T": "roll_down",
    }


class Xterm:
    """An emulated screen, fed with what a program wrote."""

    def __init__(self, columns: int, lines: int) -> None:
        self.picture = Picture(columns, lines)
        self._feed = Feed(self.picture)
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Draw ``data``; a sequence that is cut off waits for its rest."""
        data = self._rest + data
        cut = UNFINISHED.search(data)
        data, self._rest = (data[: cut.start()], data[cut.start() :]) if cut else (data, b"")
        self._feed.feed(UNDRAWN.sub(b"", data))

    def line_of(self, text: str) -> int | None:
        """The number of the first line that holds ``text``."""
        return next((y for y, line in enumerate(self.picture.display) if text in line), None)

    def look(self, line: int) -> tuple[pyte.screens.Char, ...]:
        """The cells of a line, with their colours."""
        cells = self.picture.buffer[line]
        return tuple(cells[x] for x in range(self.picture.columns))


def answers(data: bytes, columns: int, lines: int) -> bytes:
    """What an xterm writes back to the questions in ``data``."""
    return b"".join(_answer(question, columns, lines) for question in QUESTION.finditer(data))


def _answer(question: re.Match[bytes], columns: int, lines: int) -> bytes:
    kind, value = question.lastgroup, question[question.lastgroup or 0]
    if kind == "device":
        return {b"": b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c", b">": b"\x1b[>41;379;0c"}.get(
            value, b""
        )
    if kind == "version":
        return b"\x1bP>|XTerm(379)\x1b\\"
    if kind == "report":
        return b"\x1b[0n" if value == b"5" else b"\x1b[1;1R"
    if kind == "mode":
        return b"\x1b[?%s;%d$y" % (value, 2 if int(value) in MODES else 0)
    if kind == "colour":
        level = b"ffff" if value == b"10" else b"0000"
        return b"\x1b]%s;rgb:%s/%s/%s\x1b\\" % (value, level, level, level)
    sizes = {b"14": (4, lines * 18, columns * 9), b"16": (6, 18, 9), b"18": (8, lines, columns)}
    return b"\x1b[%d;%d;%dt" % sizes[value]


def key_code(name: str, application: bool) -> bytes:
    """What an xterm sends for a key; the arrows depend on the mode that the program has set."""
    if name in KEYS:
        return (b"\x1bO" if application else b"\x1b[") + KEYS[name]
    return OTHERS.get(name, name.encode())
