"""The rows of all people, straight from the tables.

They are those that :func:`models.transfer.exporting.rows.people_values` gives of some: of a whole
municipality a record apiece would take as long as all the rest.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from models.database import database, rows
from models.derived import AsOf, derive, parameters_of
from models.dialogue_status import STATUS
from models.fields import unscaled
from models.line_of_sight import IN_FORCE
from models.line_views import UNASKED
from models.people import WHICH
from models.transfer.exporting.files import WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.transfer.exporting.files import Window

EVERYBODY = f"""
WITH own(person_id, goals, in_line) AS MATERIALIZED (
    SELECT g.person_id, count(*) FILTER (WHERE g.state <> 'dropped'),
           count(*) FILTER (WHERE w.in_line AND {IN_FORCE})
    FROM goal g LEFT JOIN temp.way w ON w.goal_id = g.serves_id
    WHERE g.year_id = :year AND g.person_id IS NOT NULL AND g.removed_at IS NULL
    GROUP BY g.person_id
)
SELECT n.employee_no, n.name, n.email, n.title, n.fte, n.status, n.unit_id, n.superior_id,
       l.person_id IS NOT NULL, coalesce(o.goals, 0), coalesce(o.in_line, 0),
       CASE WHEN l.person_id IS NOT NULL THEN l.status WHEN d.id IS NOT NULL THEN {STATUS}
            ELSE {UNASKED.format(who="n")} END, d.held_on
FROM temp.line n LEFT JOIN temp.leader l ON l.person_id = n.person_id
LEFT JOIN own o ON o.person_id = n.person_id
LEFT JOIN dialogue d
  ON d.person_id = n.person_id AND d.round_id = :round AND d.removed_at IS NULL
WHERE NOT n.only_named AND {{which}} ORDER BY n.sort_key, n.person_id"""
"""Goals are counted in one pass, in the order of their index, and not looked for person by person;
so is the dialogue that both its status and its day are of."""

SUPERIORS = """
SELECT id, employee_no, name FROM person WHERE id IN (
    SELECT leader_id FROM temp.unit_line UNION SELECT above_id FROM temp.unit_line
    UNION SELECT superior_id FROM person WHERE superior_id IS NOT NULL)"""
"""Everybody who may be a superior."""


def everybody(at: AsOf) -> Iterator[Window]:
    """The people by name, those who have ended last, in windows."""
    derive(at, with_flags=False)
    columns = _columns()
    for which in ("all", "ended"):
        found = database.execute_sql(EVERYBODY.format(which=WHICH[which]), parameters_of(at))
        while window := found.fetchmany(WINDOW):
            yield columns(window)


def _columns() -> Callable[[list[tuple[Any, ...]]], Window]:
    """The function that makes a window of rows that were found. Units and superiors come again and
    again: to look them up here takes less than to join them to every row."""
    share = lru_cache(partial(unscaled, scale=100))
    day = lru_cache(lambda value: value and date.fromisoformat(value))
    units = _looked_up("SELECT id, code, name FROM unit")
    superiors = _looked_up(SUPERIORS)

    def columns(window: list[tuple[Any, ...]]) -> Window:
        no, name, email, title, fte, status, unit, superior, leads, goals, line, talk, held = zip(
            *window, strict=True
        )
        unit_code, unit_name = zip(*map(units.__getitem__, unit), strict=True)
        leader_no, leader_name = zip(*map(superiors.__getitem__, superior), strict=True)
        return {
            "employee_no": no,
            "name": name,
            "email": email,
            "title": title,
            "fte": list(map(share, fte)),
            "status": status,
            "unit_code": unit_code,
            "unit": unit_name,
            "leader_no": leader_no,
            "leader_name": leader_name,
            "is_leader": list(map(bool, leads)),
            "goals": goals,
            "goals_in_line": line,
            "dialogue_status": talk,
            "held_on": list(map(day, held)),
        }

    return columns


def _looked_up(statement: str) -> dict[int | None, tuple[str | None, str]]:
    """Number and name by record; of none, nothing."""
    return {None: (None, "")} | {record: (number, name) for record, number, name in rows(statement)}
