"""How leadership spans spread within each kind of unit, beside the limits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from models.database import rows
from models.derived import AsOf, derive


class KindSpread(Struct, frozen=True):
    """The leaders of one kind of unit. ``spans`` are (heads, how many leaders), fewest heads first;
    the limits are the kind's own, though a unit may have others."""

    kind: str
    spans: tuple[tuple[int, int], ...]
    over: int
    lower: int
    upper: int
    severe: int
    source: str

    @property
    def leaders(self) -> int:
        """How many lead a unit of this kind, or people in it."""
        return sum(count for _heads, count in self.spans)

    @property
    def largest(self) -> int:
        """The largest span."""
        return self.spans[-1][0]

    @property
    def median(self) -> int:
        """The middle span; the lower of the middle two."""
        each = [heads for heads, count in self.spans for _ in range(count)]
        return each[(len(each) - 1) // 2]


def spreads(at: AsOf) -> list[KindSpread]:
    """Each kind of unit that has leaders, those with the largest spans first."""
    derive(at, with_flags=False)
    found = rows(
        """
        SELECT coalesce(u.kind, ''), l.heads, count(*),
               sum(l.span_flag IN ('span-over', 'span-severe'))
        FROM temp.leader l LEFT JOIN unit u ON u.id = coalesce(l.led_unit_id, l.unit_id)
        WHERE l.heads > 0 GROUP BY coalesce(u.kind, ''), l.heads ORDER BY 1, 2"""
    )
    return sorted(_by_kind(found, at), key=lambda one: (-one.over, -one.largest, one.kind))


def _by_kind(found: list[tuple[str, int, int, int]], at: AsOf) -> Iterator[KindSpread]:
    for kind, group in groupby(found, key=lambda one: one[0]):
        each = list(group)
        limit = at.rules.limit_for(kind, None)
        yield KindSpread(
            kind,
            tuple((heads, count) for _kind, heads, count, _over in each),
            sum(over for *_, over in each),
            limit.lower,
            limit.upper,
            limit.severe,
            limit.source,
        )
