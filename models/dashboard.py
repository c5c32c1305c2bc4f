"""Where the dialogues stand: the figures on top and one row a unit, with all that is under it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from models.database import row, rows
from models.derived import AsOf, as_of, derive, parameters_of
from models.dialogue_status import STAFF_TALKS
from models.rows_as_text import rows_as_text
from models.rules import Rules
from models.units import UnitRow, Units

SMALL = 3_000
"""Of so many people everything is worked out in the time that it takes to load the program."""


class Figures(Struct, frozen=True):
    """The figures of the whole municipality. ``leaders`` are those whose dialogue the round asks
    for, less the exempt; ``held`` counts the agreed as well. ``staff_asked`` and the following are
    of those who lead nobody."""

    leaders: int
    held: int
    overdue: int
    not_planned: int
    exempt: int
    staff: int
    staff_with_goals: int
    median_span: int
    largest_span: int
    over_limit: int
    staff_asked: int = 0
    staff_held: int = 0
    staff_overdue: int = 0
    staff_not_planned: int = 0


class Dashboard(Struct, frozen=True):
    """Everything on the first screen. In an outline the figures are still to come; ``empty`` is a
    database with nothing in it yet."""

    at: AsOf
    figures: Figures | None
    units: Units
    empty: bool = False


def _talks(stand: str) -> str:
    """How many of those who lead nobody have a dialogue that stands so."""
    return (
        f"(SELECT count(*) FROM talk WHERE status {stand})"
        f" + (SELECT CAST(total(heads) AS INT) FROM silent WHERE status {stand})"
    )


FIGURES = f"""
WITH staff(heads, with_goals) AS (
    SELECT total(heads), total(with_goals) FROM temp.team
    WHERE status = 'active' AND NOT only_named
),
talk(status) AS MATERIALIZED (SELECT status FROM ({STAFF_TALKS})),
silent(heads, status) AS (
    SELECT heads - (SELECT count(*) FROM talk) - (
        SELECT count(*) FROM temp.leader l JOIN person p ON p.id = l.person_id
        WHERE p.status = 'active' AND NOT p.only_named), :unasked FROM staff
)
SELECT count(*) FILTER (WHERE status NOT IN ('', 'exempt')),
       count(*) FILTER (WHERE status IN ('held', 'agreed')),
       count(*) FILTER (WHERE status = 'overdue'),
       count(*) FILTER (WHERE status = 'not-planned'),
       count(*) FILTER (WHERE status = 'exempt'),
       (SELECT CAST(heads AS INT) FROM staff), (SELECT CAST(with_goals AS INT) FROM staff),
       coalesce((SELECT heads FROM temp.leader WHERE heads > 0 ORDER BY heads LIMIT 1 OFFSET
        (SELECT max(count(*) - 1, 0) / 2 FROM temp.leader WHERE heads > 0)), 0),
       coalesce(max(heads), 0),
       count(*) FILTER (WHERE span_flag IN ('span-over', 'span-severe')),
       {_talks("NOT IN ('', 'exempt')")}, {_talks("IN ('held', 'agreed')")},
       {_talks("= 'overdue'")}, {_talks("= 'not-planned'")}
FROM temp.leader"""
"""Of the staff who lead nobody only those who have a dialogue are looked at; all others are
``silent``, and stand alike."""


def dashboard(today: date, rules: Rules) -> Dashboard:
    """The first screen as of ``today``."""
    at = as_of(today, rules)
    return Dashboard(at, figures(at), _units(at))


def outline(today: date, rules: Rules) -> Dashboard:
    """The units and who leads them, as they are stored: there long before what follows from it."""
    units = rows_as_text(
        """u.id, u.parent_id, u.search || ' ' || coalesce(p.search, ''), u.code, u.name, u.kind,
           p.id, p.employee_no, coalesce(p.name, ''), u.sort_key, json('false')""",
        """FROM unit u LEFT JOIN person p
             ON p.id = u.leader_id AND p.status <> 'ended' AND p.removed_at IS NULL
           WHERE u.removed_at IS NULL ORDER BY u.sort_key, u.id""",
    )
    return Dashboard(as_of(today, rules), None, Units(units))


def first_board(today: date, rules: Rules) -> Dashboard:
    """What the program opens with: the outline where the rest would be waited for."""
    people = row("SELECT count(*) FROM (SELECT 1 FROM person LIMIT ?)", (SMALL + 1,))
    board = dashboard(today, rules) if people and people[0] <= SMALL else outline(today, rules)
    return replace(board, empty=not board.units and people == (0,))


def figures(at: AsOf) -> Figures:
    """The figures on top. The median of an even number of spans is the lower of the middle two."""
    derive(at)
    found = row(FIGURES, parameters_of(at))
    assert found is not None  # noqa: S101 (a statement of aggregates always has a row)
    return Figures(*found)


def unit_rows(at: AsOf) -> list[UnitRow]:
    """The units in tree order, siblings as Norwegian sorts them."""
    return list(_units(at))


def top_name() -> str:
    """What the one unit that all others are under is called; empty where there are several."""
    found = rows("SELECT name FROM unit WHERE parent_id IS NULL AND removed_at IS NULL LIMIT 2")
    return found[0][0] if len(found) == 1 else ""


def _units(at: AsOf) -> Units:
    derive(at)
    units = rows_as_text(
        """u.id, u.parent_id, u.search || ' ' || coalesce(b.search, ''), u.code, u.name, u.kind,
           l.person_id, b.employee_no, coalesce(b.name, ''), u.sort_key,
           json('true'), coalesce(l.status, ''), l.planned_on, l.planned_time, l.held_on,
           l.agreed_on, l.heads, coalesce(l.upper, 0), coalesce(l.span_flag, ''),
           CAST(f.staff AS INT), CAST(f.with_goals AS INT), CAST(f.leaders AS INT),
           CAST(f.held AS INT), CAST(f.flags AS INT), CAST(f.severe AS INT),
           CAST(f.staff_asked AS INT), CAST(f.staff_held AS INT)""",
        """FROM unit u JOIN temp.figure f ON f.unit_id = u.id
           LEFT JOIN temp.leader l ON l.person_id = u.leader_id
           LEFT JOIN person b ON b.id = l.person_id
           ORDER BY u.sort_key, u.id""",
    )
    return Units(units)
