"""What drafts would mean, worked out on a scratch copy.

The scratch copy is a transaction that is never finished: the steps are taken by the very functions
that apply them, the lines worked out by the statements that always do, and everything is rolled
back. So what is shown is what would be.
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from models.database import LAST_NUMBER, rows, writing
from models.derived import AsOf, derive
from models.fields import unscaled
from models.what_if.applying import perform
from models.what_if.steps import Step


class Span(Struct, frozen=True):
    """Somebody's span; ``fte`` in full posts, ``flag`` as in the table of leaders."""

    heads: int
    fte: Decimal
    flag: str


class Totals(Struct, frozen=True):
    """What the organisation as a whole comes to; ``hours`` are those of the leaders' talks."""

    leaders: int
    over: int
    median: int
    largest: int
    hours: Decimal


class LeaderEffect(Struct, frozen=True):
    """A leader now and by each draft; None where they lead nobody. A new post has a negative id."""

    id: int
    name: str
    unit: str
    spans: tuple[Span | None, ...]

    @property
    def changed(self) -> bool:
        """Whether any draft makes a difference to them."""
        return len(set(self.spans)) > 1


class Effect(Struct, frozen=True):
    """As it is now, then by each draft: totals, and those who lead somebody in any of them."""

    totals: tuple[Totals, ...]
    leaders: tuple[LeaderEffect, ...]


class _RolledBack(Exception):
    """Ends the scratch copy."""


class _Leader(Struct, frozen=True):
    name: str
    unit: str
    span: Span


def effect(drafts: Sequence[Sequence[Step]], at: AsOf) -> Effect:
    """What each draft would mean beside what is. Problems: as for applying one."""
    states = [_leaders(at), *(_tried(steps, at) for steps in drafts)]
    leaders: dict[int, _Leader] = {}
    for state in states:
        leaders = state | leaders
    return Effect(
        tuple(_totals(state, at.rules.talk_minutes) for state in states),
        tuple(
            LeaderEffect(
                number,
                leader.name,
                leader.unit,
                tuple(state[number].span if number in state else None for state in states),
            )
            for number, leader in leaders.items()
        ),
    )


def _tried(steps: Sequence[Step], at: AsOf) -> dict[int, _Leader]:
    """The leaders as the steps would have them; the database stays as it is."""
    found: dict[int, _Leader] = {}
    newest = rows(f"SELECT {LAST_NUMBER.format(table='person')}")[0][0]
    with contextlib.suppress(_RolledBack), writing():
        perform(steps)
        found = _leaders(at)
        raise _RolledBack
    return {
        number if number <= newest else _post_number(one, number - newest): one
        for number, one in found.items()
    }


def _post_number(leader: _Leader, place: int) -> int:
    """A number below 0 for the ``place``-th new post: alike in two drafts if the post is."""
    return -zlib.crc32(f"{place}/{leader.name}/{leader.unit}".encode())


def _leaders(at: AsOf) -> dict[int, _Leader]:
    derive(at, with_flags=False)
    found = rows(
        """
        SELECT l.person_id, p.name, coalesce(u.name, ''), l.heads, l.fte, l.span_flag
        FROM temp.leader l CROSS JOIN person p ON p.id = l.person_id
        LEFT JOIN unit u ON u.id = coalesce(l.led_unit_id, l.unit_id)
        WHERE l.heads > 0 ORDER BY l.heads DESC, p.sort_key"""
    )
    return {
        number: _Leader(name, unit, Span(heads, unscaled(fte, 10_000), flag))
        for number, name, unit, heads, fte, flag in found
    }


def _totals(state: dict[int, _Leader], minutes: int) -> Totals:
    from statistics import median_low

    heads = [one.span.heads for one in state.values()]
    over = sum(one.span.flag in {"span-over", "span-severe"} for one in state.values())
    hours = hours_of(sum(heads), minutes)
    return Totals(len(heads), over, median_low(heads) if heads else 0, max(heads, default=0), hours)


def hours_of(heads: int, minutes: int) -> Decimal:
    """The hours that a dialogue with each of ``heads`` takes, ``minutes`` apiece."""
    return Decimal(heads * minutes) / 60
