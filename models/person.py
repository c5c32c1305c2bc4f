"""People: employed somewhere; active, on leave or ended."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict
from peewee import BooleanField, DateField, ForeignKeyField, TextField

from models import records
from models.database import row, rows
from models.fields import PercentField, Record, unscaled
from models.folding import fold, folds, sort_key
from models.lines import FEW_LINES, refuse_loops
from models.problems import Problem, Problems
from models.unit import Named, Unit, refuse_removed_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STATUSES = ("active", "leave", "ended")


class Person(Record):
    """Somebody employed; ``only_named`` if known merely as somebody's leader in a file."""

    employee_no = TextField(null=True)
    name = TextField()
    email = TextField(default="")
    title = TextField(default="")
    fte = PercentField(default=Decimal(100))
    status = TextField(default="active")
    unit = ForeignKeyField(Unit, null=True)
    superior = ForeignKeyField("self", null=True)
    only_named = BooleanField(default=False)
    ended_on = DateField(null=True)
    """The day from which the data of who has ended are kept so long and no longer; the database
    itself notes it."""
    purged_on = DateField(null=True)
    sort_key = TextField()
    search = TextField()


class PersonEntry(Struct, frozen=True):
    """What is entered of a person; ``fte`` is per cent of a full post."""

    name: str
    employee_no: str | None = None
    email: str = ""
    title: str = ""
    fte: Decimal = Decimal(100)
    status: str = "active"
    unit_id: int | None = None
    superior_id: int | None = None


class PersonCard(Struct, frozen=True):
    """A person as the form and the head of the leader's screen show them.

    ``superior_id`` is who the lines give; ``entry.superior_id`` only what is set on the person.
    """

    id: int
    revision: int
    entry: PersonEntry
    only_named: bool
    unit_name: str
    set_superior_name: str
    superior_id: int | None
    superior_name: str


def add_person(entry: PersonEntry) -> int:
    """Store a new person and return their number."""
    _validate(entry)
    return records.add(Person, _columns(entry), partial(_check, entry))


def edit_person(number: int, revision: int, entry: PersonEntry) -> bool:
    """Change a person; whether anything differed. Raises ``line-loop`` with its path."""
    _validate(entry)
    if entry.superior_id == number:
        raise Problems([Problem("own-superior", "superior_id")])
    return records.edit(Person, number, revision, _columns(entry), partial(_check, entry))


def remove_person(number: int) -> None:
    """Remove a person who leads nobody; somebody who has left is ended instead."""

    def check() -> None:
        led = row(
            "SELECT (SELECT count(*) FROM unit WHERE leader_id = ? AND removed_at IS NULL)"
            " + (SELECT count(*) FROM person WHERE superior_id = ? AND removed_at IS NULL"
            " AND status <> 'ended')",
            (number, number),
        )
        if led and led[0]:
            raise Problem("person-leads", count=led[0])

    records.remove(Person, number, check)


def person_card(number: int) -> PersonCard:
    """One person, with unit and superior by name."""
    found = row(
        FEW_LINES
        + "SELECT p.revision, p.name, p.employee_no, p.email, p.title, p.fte, p.status, p.unit_id,"
        " p.superior_id, p.only_named, coalesce(u.name, ''), coalesce(s.name, ''),"
        " n.superior_id, coalesce(r.name, '')"
        " FROM person p JOIN line n ON n.person_id = p.id"
        " LEFT JOIN unit u ON u.id = p.unit_id"
        " LEFT JOIN person s ON s.id = p.superior_id"
        " LEFT JOIN person r ON r.id = n.superior_id WHERE p.id = ? AND p.removed_at IS NULL",
        (number,),
    )
    if found is None:
        raise Problem("removed-meanwhile", kind="person")
    revision, name, employee_no, email, title, fte, status, unit_id, set_superior, *rest = found
    entry = PersonEntry(
        name, employee_no, email, title, unscaled(fte, 100), status, unit_id, set_superior
    )
    only_named, unit_name, set_superior_name, superior_id, superior_name = rest
    return PersonCard(
        number,
        revision,
        entry,
        bool(only_named),
        unit_name,
        set_superior_name,
        superior_id,
        superior_name,
    )


def find_people(text: str, limit: int = 20) -> list[Named]:
    """People not ended whose name or number holds every word of ``text``; leaders come first."""
    words = fold(text).split()
    where = " AND ".join(
        [
            "p.removed_at IS NULL AND p.status <> 'ended'",
            *["instr(p.search, ?)"] * len(words),
        ]
    )
    found = rows(
        "SELECT p.id, p.name, coalesce(u.name, p.title) FROM person p"
        " LEFT JOIN unit u ON u.id = p.unit_id"
        f" WHERE {where} ORDER BY NOT EXISTS (SELECT 1 FROM unit l WHERE l.leader_id = p.id),"
        " p.sort_key LIMIT ?",
        (*words, limit),
    )
    return [Named(*one) for one in found]


def person_search(name: str, employee_no: str | None) -> str:
    """The folded text that a search looks in."""
    return fold(f"{name} {employee_no or ''}")


def person_searches(names: Sequence[str], employee_nos: Iterable[str | None]) -> list[str]:
    """:func:`person_search` of very many people."""
    called = zip(names, employee_nos, strict=True)
    return folds([f"{name} {number}" if number else name for name, number in called])


def _columns(entry: PersonEntry) -> dict[str, object]:
    return {
        **asdict(entry),
        "only_named": False,
        "sort_key": sort_key(entry.name),
        "search": person_search(entry.name, entry.employee_no),
    }


def _check(entry: PersonEntry) -> None:
    if entry.status != "ended":
        refuse_removed_unit(entry.unit_id, "unit_id")
        removed = "SELECT 1 FROM person WHERE id = ? AND removed_at IS NOT NULL"
        if row(removed, (entry.superior_id,)):
            raise Problem("removed-meanwhile", "superior_id", kind="person")
    refuse_loops()


def _validate(entry: PersonEntry) -> None:
    problems = []
    if not entry.name.strip():
        problems.append(Problem("field-empty", "name"))
    if not 0 <= entry.fte <= 100:
        problems.append(Problem("fte-range", "fte", value=entry.fte))
    if entry.status not in STATUSES:
        problems.append(Problem("choice-unknown", "status", value=entry.status))
    if problems:
        raise Problems(problems)
