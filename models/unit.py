"""Units: the nodes of the organisation."""

from __future__ import annotations

from functools import partial

from msgspec import Struct
from msgspec.structs import asdict
from peewee import ForeignKeyField, IntegerField, TextField

from models import records
from models.database import row, rows
from models.fields import Record
from models.folding import fold, sort_key
from models.lines import refuse_loops, refuse_unit_loops
from models.problems import Problem, Problems


class Unit(Record):
    """A node of the organisation, with a kind such as school or nursery."""

    code = TextField(null=True)
    name = TextField()
    kind = TextField(default="")
    parent = ForeignKeyField("self", null=True)
    leader_id = IntegerField(null=True)
    sort_key = TextField()
    search = TextField()


class UnitEntry(Struct, frozen=True):
    """What is entered of a unit."""

    name: str
    code: str | None = None
    kind: str = ""
    parent_id: int | None = None
    leader_id: int | None = None


class UnitCard(Struct, frozen=True):
    """A unit as its form shows it."""

    id: int
    revision: int
    entry: UnitEntry
    parent_name: str
    leader_name: str


def add_unit(entry: UnitEntry) -> int:
    """Store a new unit and return its number."""
    _validate(entry)
    return records.add(Unit, _columns(entry), partial(_check, entry.parent_id))


def edit_unit(number: int, revision: int, entry: UnitEntry) -> bool:
    """Change a unit; whether anything differed. Raises ``line-loop``, ``unit-loop``."""
    _validate(entry)
    check = partial(_check, entry.parent_id)
    return records.edit(Unit, number, revision, _columns(entry), check)


def remove_unit(number: int) -> None:
    """Remove a unit that has neither people nor units under it."""

    def check() -> None:
        people = row(
            "SELECT count(*) FROM person WHERE unit_id = ? AND removed_at IS NULL"
            " AND status <> 'ended'",
            (number,),
        )
        units = row(
            "SELECT count(*) FROM unit WHERE parent_id = ? AND removed_at IS NULL", (number,)
        )
        if people and units and (people[0] or units[0]):
            raise Problem("unit-in-use", people=people[0], units=units[0])

    records.remove(Unit, number, check)


def unit_card(number: int) -> UnitCard:
    """One unit, to be edited."""
    found = row(
        "SELECT u.revision, u.name, u.code, u.kind, u.parent_id, u.leader_id,"
        " coalesce(a.name, ''), coalesce(p.name, '') FROM unit u"
        " LEFT JOIN unit a ON a.id = u.parent_id LEFT JOIN person p ON p.id = u.leader_id"
        " WHERE u.id = ? AND u.removed_at IS NULL",
        (number,),
    )
    if found is None:
        raise Problem("removed-meanwhile", kind="unit")
    revision, *entry, parent_name, leader_name = found
    return UnitCard(number, revision, UnitEntry(*entry), parent_name, leader_name)


class Named(Struct, frozen=True):
    """Something to choose by typing part of its name; ``detail`` tells like names apart."""

    id: int
    name: str
    detail: str


def find_units(text: str, limit: int = 20) -> list[Named]:
    """Units whose name or code holds every word of ``text``."""
    words = fold(text).split()
    where = " AND ".join(["u.removed_at IS NULL", *["instr(u.search, ?)"] * len(words)])
    found = rows(
        "SELECT u.id, u.name, coalesce(a.name, '') FROM unit u"
        " LEFT JOIN unit a ON a.id = u.parent_id"
        f" WHERE {where} ORDER BY u.sort_key LIMIT ?",
        (*words, limit),
    )
    return [Named(*one) for one in found]


def unit_kinds() -> list[str]:
    """The kinds in use, most used first."""
    found = rows(
        "SELECT kind FROM unit WHERE kind <> '' AND removed_at IS NULL"
        " GROUP BY kind ORDER BY count(*) DESC, kind"
    )
    return [kind for (kind,) in found]


def unit_search(name: str, code: str | None) -> str:
    """The folded text that a search looks in."""
    return fold(f"{name} {code or ''}")


def _columns(entry: UnitEntry) -> dict[str, object]:
    return {
        **asdict(entry),
        "sort_key": sort_key(entry.name),
        "search": unit_search(entry.name, entry.code),
    }


def _validate(entry: UnitEntry) -> None:
    if not entry.name.strip():
        raise Problems([Problem("field-empty", "name")])


def refuse_removed_unit(number: int | None, field: str) -> None:
    """Raise ``removed-meanwhile`` for a unit that is in no list any more."""
    if row("SELECT 1 FROM unit WHERE id = ? AND removed_at IS NOT NULL", (number,)):
        raise Problem("removed-meanwhile", field, kind="unit")


def _check(parent_id: int | None) -> None:
    refuse_removed_unit(parent_id, "parent_id")
    refuse_unit_loops()
    refuse_loops()
