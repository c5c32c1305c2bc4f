"""One line of the table of ``make soak``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was done, what was ``asked`` of it and what was ``found``; ``faults`` are those met."""

    done: str
    asked: str
    found: str
    faults: tuple[str, ...] = ()
