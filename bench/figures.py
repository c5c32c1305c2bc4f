"""What is measured of a program: from its start to an answered key, and key by key after that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from recorded import Run, now
from xterm import Xterm

SIZE = (120, 40)
SETTLED = 0.4  # seconds of silence after which a first screen is complete
ANSWERED = 0.06  # and an answer to a key
DOWNS, PAGES = 12, 4
IDLE = 3.0  # seconds

FIGURES = {
    "paint": "first paint, ms",
    "answer": "first answered key, ms",
    "screen": "first screen, bytes",
    "down_ms": "cursor down, ms",
    "down_bytes": "cursor down, bytes",
    "page_ms": "page down, ms",
    "page_bytes": "page down, bytes",
    "idle_bytes": "idle 3 s, bytes",
    "idle_ms": "idle 3 s, CPU ms",
    "memory": "memory, MB",
}


class Unanswered(Exception):
    """A program did not do what it was started for; its screen is the message."""


@dataclass(frozen=True)
class Program:
    """What is started. ``first`` is a text of its first screen, in a line that has the cursor;
    ``below`` is how many lines under it the first ``key`` is answered, in the first ``cells`` of
    that line: what comes into the others later, as figures do, is no answer to it."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    first: str
    below: int = 1
    key: str = "down"
    lists: bool = True
    cells: int = 1_000


def measure(program: Program) -> dict[str, float]:
    """The figures of one start for the first key, and of one for all else; names as in FIGURES."""
    return {"answer": _first_answer(program)} | _all_else(program)


def _first_answer(program: Program) -> float:
    """Milliseconds from exec until a key that was pressed at the first paint is answered: until
    the line that it changes looks as it does in the end."""
    run = Run(program.argv, program.env, SIZE)
    try:
        if not run.listen_for(program.first.encode()):
            raise Unanswered(_shown(run))
        pressed = len(run.pieces)
        run.press(program.key)
        run.listen_until_quiet(SETTLED)
    finally:
        run.end()
    return (_moment_of_last_change(program, run, pressed) - run.started) * 1e3


def _moment_of_last_change(program: Program, run: Run, pressed: int) -> float:
    xterm = run.screen(pressed)
    top = xterm.line_of(program.first)
    if top is None:
        raise Unanswered(_shown(run))
    line = top + program.below
    last, look = None, xterm.look(line)[: program.cells]
    # What comes after the end (the terminal set back) is no answer: it clears the whole screen.
    for moment, data in run.pieces[pressed:]:
        if b"\x1b[?1049l" in data:
            break
        xterm.feed(data)
        if xterm.look(line)[: program.cells] != look:
            last, look = moment, xterm.look(line)[: program.cells]
    if last is None:
        raise Unanswered(_shown(run))
    return last


def _all_else(program: Program) -> dict[str, float]:
    run = Run(program.argv, program.env, SIZE)
    try:
        if not run.listen_for(program.first.encode()):
            raise Unanswered(_shown(run))
        run.listen_until_quiet(SETTLED)
        figures = {"paint": _paint(program, run), "screen": float(run.written())}
        figures |= _keys(run) if program.lists else {}
        run.listen_until_quiet(SETTLED)
        figures |= _idle(run)
        figures["memory"] = run.memory()
    finally:
        run.end()
    return figures


def _paint(program: Program, run: Run) -> float:
    xterm = Xterm(*SIZE)
    for moment, data in run.pieces:
        xterm.feed(data)
        if xterm.line_of(program.first) is not None:
            return (moment - run.started) * 1e3
    raise Unanswered(_shown(run))


def _keys(run: Run) -> dict[str, float]:
    """Medians of some presses: lines that are on the screen already, then a page there and back."""
    downs = [_answer(run, "down") for _ in range(DOWNS)]
    pages = []
    for _ in range(PAGES):
        pages.append(_answer(run, "pagedown"))
        _answer(run, "pageup")
    return {
        "down_ms": median(ms for ms, _count in downs),
        "down_bytes": median(count for _ms, count in downs),
        "page_ms": median(ms for ms, _count in pages),
        "page_bytes": median(count for _ms, count in pages),
    }


def _answer(run: Run, key: str) -> tuple[float, int]:
    """Milliseconds from a key to the last byte of its answer, and the bytes."""
    first, pressed = len(run.pieces), run.press(key)
    if not run.listen(1):
        raise Unanswered(_shown(run))
    settled = run.listen_until_quiet(ANSWERED)
    return (settled - pressed) * 1e3, run.written(first)


def _idle(run: Run) -> dict[str, float]:
    first, before, until = len(run.pieces), run.processor_seconds(), now() + IDLE
    while (left := until - now()) > 0:
        run.listen(left)
    spent = run.processor_seconds() - before
    return {"idle_bytes": float(run.written(first)), "idle_ms": spent * 1e3}


def _shown(run: Run) -> str:
    return "\n".join(line.rstrip() for line in run.screen().picture.display)
