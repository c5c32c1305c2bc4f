"""What is measured of a program: from its start to an answered key, and key by key after that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from recorded import Run, now
from xterm import Xterm

SIZE = (120, 40)
SETTLED = 0.4  # seconds of silence after which a first screen is complete
ANSWERED = 0.15  # and an answer to a key
AT_REST = 2.0  # seconds after the last key from which on nothing of it is left to be done
PATIENCE = 60.0
IDLE = 3.0  # seconds


class Unanswered(Exception):
    """A program did not do what it was started for; its screen is the message."""


@dataclass(frozen=True)
class Action:
    """Keys of which the answer is measured, one by one: their median is the figure ``name``.

    ``before`` is pressed first, and ``after`` at the end, unmeasured; with ``apart`` each key has
    figures of its own, ``name`` followed by the key's: the median of all times that it was pressed,
    and ``first``, which may have more to do.
    """

    name: str
    press: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    apart: bool = False


@dataclass(frozen=True)
class Program:
    """What is started. ``first`` is a text of its first screen, in a line that has the cursor;
    ``below`` is how many lines under it the first ``key`` is answered, in the first ``cells`` of
    that line: what comes into the others later, as figures do, is no answer to it. ``whole`` is
    written when everything is there; without it, silence tells."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    first: str
    below: int = 1
    key: str = "down"
    actions: tuple[Action, ...] = ()
    cells: int = 1_000
    whole: str = ""


def measure(program: Program) -> dict[str, float]:
    """The figures of one start for the first key, and of one for all else.

    ``answer``, ``paint``, ``whole``: ms from the start; ``screen``: bytes; each action's with
    ``_ms`` and ``_bytes``; ``idle_bytes``, ``idle_ms`` (of the processor); ``memory``: MB.
    """
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
        if program.whole and not run.listen_for(program.whole.encode(), PATIENCE):
            raise Unanswered(_shown(run))
        whole = run.listen_until_quiet(SETTLED)
        figures = {"paint": _paint(program, run), "whole": (whole - run.started) * 1e3}
        figures["screen"] = float(run.written())
        for action in program.actions:
            figures |= _answers(run, action)
        run.listen_until_quiet(AT_REST)
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


def _answers(run: Run, action: Action) -> dict[str, float]:
    for key in action.before:
        _answer(run, key)
    found = [(key, *_answer(run, key)) for key in action.press]
    for key in action.after:
        run.press(key)
        run.listen_until_quiet(SETTLED)
    if not action.apart:
        return _medians(action.name, found)
    figures: dict[str, float] = {}
    for key in dict.fromkeys(action.press):
        name, of_key = f"{action.name}_{key}", [one for one in found if one[0] == key]
        figures |= _medians(name, of_key) | {f"{name}_first": of_key[0][1]}
    return figures


def _medians(name: str, found: Sequence[tuple[str, float, int]]) -> dict[str, float]:
    return {
        f"{name}_ms": median(ms for _key, ms, _count in found),
        f"{name}_bytes": median(count for _key, _ms, count in found),
    }


def _answer(run: Run, key: str) -> tuple[float, int]:
    """Milliseconds from a key to the last byte of its answer, and the bytes."""
    first, pressed = len(run.pieces), run.press(key)
    if not run.listen(PATIENCE):
        raise Unanswered(f"No answer to {key}.\n{_shown(run)}")
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
