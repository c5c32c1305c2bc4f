"""Importing small files of people and units, and looking at what has come of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from models.database import rows
from models.lines import LINES
from models.person import edit_person, person_card
from models.rules import Rules
from models.transfer.importing.people import apply, prepare
from models.transfer.importing.plan import ImportPlan, ImportRequest
from models.unit import edit_unit, unit_card

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2027, 3, 10)
TABLES = ("unit", "person", "year", "round", "milestone", "journal")


def plan_of(path: Path, *lines: str, **options: Any) -> ImportPlan:
    """What an import of ``path`` would do, written anew from ``lines`` if there are any."""
    if lines:
        path.write_text("\n".join(lines) + "\n", "utf-8")
    return prepare(ImportRequest(path, **options), TODAY, Rules())


def bring_in(path: Path, *lines: str, **options: Any) -> ImportPlan:
    """The same, written to the database; afterwards the file must have nothing new in it."""
    plan = plan_of(path, *lines, **options)
    apply(plan)
    again = plan_of(path, **options)
    assert again.is_empty, (again.changes, again.work)
    assert again.problems == plan.problems or [bad.line for bad in again.problems] == [
        bad.line for bad in plan.problems
    ]
    return plan


def told(plan: ImportPlan) -> dict[str, dict[str, object]]:
    """Code → facts of the remarks, without the lines; of several alike the last."""
    return {
        one.code: {name: fact for name, fact in one.facts.items() if name != "lines"}
        for one in plan.remarks
    }


def told_on(plan: ImportPlan, code: str) -> list[int | None]:
    """The first lines of the remarks with ``code``."""
    return [one.line for one in plan.remarks if one.code == code]


def refused(plan: ImportPlan) -> list[tuple[int, str, str | None]]:
    """Line, code and field of each problem."""
    return [(bad.line, bad.problem.code, bad.problem.field) for bad in plan.problems]


def superiors() -> dict[str, str | None]:
    """Name → name of the superior whom the stored lines give."""
    return dict(
        rows(
            LINES + "SELECT p.name, s.name FROM line l JOIN person p ON p.id = l.person_id"
            " LEFT JOIN person s ON s.id = l.superior_id"
        )
    )


def unit_leaders() -> dict[str, str | None]:
    """Unit → leader."""
    return dict(rows("SELECT u.name, p.name FROM unit u LEFT JOIN person p ON p.id = u.leader_id"))


def parents() -> dict[str, str | None]:
    """Unit → unit above, by code where there is one."""
    return dict(
        rows(
            "SELECT coalesce(u.code, u.name), coalesce(a.code, a.name)"
            " FROM unit u LEFT JOIN unit a ON a.id = u.parent_id"
        )
    )


def set_superiors() -> dict[str, str]:
    """Name → the superior that is set on the person, where there is one."""
    return dict(rows("SELECT p.name, s.name FROM person p JOIN person s ON s.id = p.superior_id"))


def person(name: str) -> dict[str, Any]:
    """The stored columns of somebody."""
    columns = (
        "id, employee_no, email, title, fte, status, unit_id, superior_id, only_named, revision,"
        " search, sort_key"
    )
    found = rows(f"SELECT {columns} FROM person WHERE name = ? AND removed_at IS NULL", (name,))
    assert len(found) == 1, found
    return dict(zip(columns.replace(" ", "").split(","), found[0], strict=True))


def lead(unit: str, name: str | None) -> None:
    """Make somebody the leader of a unit by hand, or nobody."""
    number = rows("SELECT id FROM unit WHERE name = ?", (unit,))[0][0]
    card = unit_card(number)
    leader = person(name)["id"] if name else None
    edit_unit(number, card.revision, replace(card.entry, leader_id=leader))


def put_under(name: str, superior: str) -> None:
    """Set somebody's superior by hand."""
    change(name, superior_id=person(superior)["id"])


def change(name: str, **columns: Any) -> None:
    """Edit a person by hand."""
    card = person_card(person(name)["id"])
    edit_person(card.id, card.revision, replace(card.entry, **columns))


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All that an import could touch."""
    return {table: rows(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}
