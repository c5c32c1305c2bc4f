"""What undoing must not do: touch what somebody has changed since, or leave a rule broken."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.database import row, rows
from models.goal_rings import refuse_goal_rings
from models.lines import refuse_loops, refuse_unit_loops
from models.past import key_of
from models.problems import Problem
from models.putting_back import Noted
from models.record_names import kind_of_table, name_of

SINCE = """
SELECT p.place, p.first, p.last, s.who FROM past p JOIN step s ON s.id = p.step_id
WHERE s.id > ?1 AND s.deed IN (
    SELECT deed FROM step WHERE id > ?1 GROUP BY deed HAVING count(*) % 2 = 1)"""
"""What was written after a step, but for what was undone, or done again, meanwhile."""

NEEDS = (
    ("unit", "parent_id", "unit", "1"),
    ("unit", "leader_id", "person", "1"),
    ("person", "unit_id", "unit", "c.status <> 'ended'"),
    ("person", "superior_id", "person", "c.status <> 'ended'"),
    ("round", "follows_id", "milestone", "1"),
    ("round", "precedes_id", "milestone", "1"),
    ("dialogue", "round_id", "round", "1"),
)
"""Table, column, and the table in which what it points at may not be removed, for which rows."""


def refuse_changed_since(step: int, noted: Iterable[Noted]) -> None:
    """Raise ``changed-since`` with ``who`` and ``record`` if a row that ``step`` wrote has been
    written since, unless that was undone."""
    ours = _spans(noted)
    for place, first, last, who in rows(SINCE, (step,)):
        spans = ours.get(place, [])
        at = bisect_left(spans, first, key=lambda span: span[1])
        if at < len(spans) and spans[at][0] <= last:
            raise _changed_since(place, max(first, spans[at][0]), who)


Pair = tuple[str, int, str, int]
"""A table and the number of a row in it; table and number of what it points at."""


def pointing_at_removed() -> set[Pair]:
    """What points at something removed that should not be."""
    return {
        (child, number, parent, above)
        for child, column, parent, which in NEEDS
        for number, above in rows(
            f"SELECT c.id, p.id FROM {child} c JOIN {parent} p ON p.id = c.{column}"
            f" WHERE c.removed_at IS NULL AND p.removed_at IS NOT NULL AND {which}"
        )
    }


def refuse_broken_rules(noted: Sequence[Noted], pointed: set[Pair]) -> None:
    """Raise the problem of a rule that no longer holds now that ``noted`` is put back.

    ``changed-since`` names who has since built on what would be gone; ``line-loop``, ``unit-loop``,
    ``goal-ring``. ``pointed`` is what :func:`pointing_at_removed` gave before.
    """
    ours = _spans(noted)
    gone = {one.place for one in noted if one.event == "INSERT"}
    for (table,) in rows("SELECT name FROM sqlite_schema WHERE type = 'table'"):
        links = {link: (parent, column) for link, _, parent, column, *_ in _links_of(table)}
        if table in ours or any(parent in gone for parent, _ in links.values()):
            for _, number, _parent, link in rows(f"PRAGMA foreign_key_check({table})"):
                raise _dangling(table, number, *links[link], ours)
    for child, number, parent, above in sorted(pointing_at_removed() - pointed):
        if _is_in(ours.get(parent, []), above):
            raise _built_on(child, number)
        raise _built_on(parent, above)
    refuse_unit_loops()
    refuse_loops()
    refuse_goal_rings([one.first for one in noted if one.place == "goal" and one.before])


Spans = list[tuple[int, int]]


def _spans(noted: Iterable[Noted]) -> dict[str, Spans]:
    """The keys by table, from and to, in order; none overlaps another."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for one in noted:
        found[one.place].add((one.first, one.last))
    return {place: _joined(spans) for place, spans in found.items()}


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    joined: Spans = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _is_in(spans: Spans, number: int) -> bool:
    at = bisect_left(spans, number, key=lambda span: span[1])
    return at < len(spans) and spans[at][0] <= number


def _links_of(table: str) -> list[tuple[Any, ...]]:
    return rows(f"PRAGMA foreign_key_list({table})")


def _dangling(
    table: str, number: int | None, parent: str, column: str, ours: Mapping[str, Spans]
) -> Problem:
    """Whoever has taken away what ours points at, or has pointed at what ours takes away."""
    if number is None or not _is_in(ours.get(table, []), number):
        return _built_on(table, number)
    found = row(f"SELECT {column} FROM {table} WHERE {key_of(table)} = ?", (number,))
    return _built_on(parent, found[0] if found else None)


def _built_on(table: str, number: int | None) -> Problem:
    found = row(
        "SELECT s.who FROM past p JOIN step s ON s.id = p.step_id"
        " WHERE p.place = ? AND ? BETWEEN p.first AND p.last ORDER BY p.id DESC LIMIT 1",
        (table, number),
    )
    return _changed_since(table, number, found[0] if found else None)


def _changed_since(table: str, number: int | None, who: str | None) -> Problem:
    kind = kind_of_table(table)
    name = "" if number is None else name_of(kind, number)
    return Problem("changed-since", kind=kind, who=who, record=name)
