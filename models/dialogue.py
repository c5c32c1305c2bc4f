"""Results dialogues: planning one, recording what became of it, and its notes by topic.

The status of a dialogue is derived on reading (:mod:`models.dialogue_status`), never stored: the
facts are when it is planned, when it was held, and when each side confirmed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict
from peewee import DateField, ForeignKeyField, IntegerField, TextField

from models import journal, records
from models.agenda import agenda_for
from models.database import row, rows, with_days, writing
from models.dialogue_status import STATUS
from models.fields import Record
from models.lines import superior_of
from models.person import Person
from models.problems import Problem, Problems
from models.rules import Rules
from models.year import Round


class Dialogue(Record):
    """One talk: a round, a subject, a superior, a conductor."""

    round = ForeignKeyField(Round)
    person = ForeignKeyField(Person)
    superior = ForeignKeyField(Person, null=True)
    conductor = ForeignKeyField(Person, null=True)
    planned_on = DateField(null=True)
    planned_time = TextField(null=True)
    place = TextField(default="")
    held_on = DateField(null=True)
    superior_confirmed_on = DateField(null=True)
    subject_confirmed_on = DateField(null=True)
    minutes = IntegerField(null=True)
    exempt_because = TextField(null=True)
    cancelled_because = TextField(null=True)


class Topic(Record):
    """An item on a dialogue's agenda, which it keeps as it was made. ``title`` is a code of the
    standard agenda or the municipality's own words."""

    dialogue = ForeignKeyField(Dialogue)
    position = IntegerField()
    title = TextField()


class Plan(Struct, frozen=True):
    """What is entered to plan a dialogue; ``planned_time`` is ``HH:MM``.

    Without ``conductor_id`` or ``minutes`` a dialogue that is there keeps what it has.
    """

    round_id: int
    person_id: int
    planned_on: date | None
    planned_time: str | None = None
    conductor_id: int | None = None
    place: str = ""
    minutes: int | None = None


class DialogueCard(Struct, frozen=True):
    """A dialogue as lists and its form show it."""

    id: int
    revision: int
    round_id: int
    round_code: str
    round_name: str
    year: int
    person_id: int
    person_name: str
    superior_id: int | None
    superior_name: str
    conductor_id: int | None
    conductor_name: str
    planned_on: date | None
    planned_time: str | None
    place: str
    held_on: date | None
    superior_confirmed_on: date | None
    subject_confirmed_on: date | None
    exempt_because: str | None
    cancelled_because: str | None
    status: str
    minutes: int | None

    @property
    def waits(self) -> bool:
        """Whether nothing has become of it yet: then it is with the superior of today."""
        return self.planned_on is None and self.held_on is None and self.exempt_because is None


DIALOGUE_CARD = f"""
SELECT d.id, d.revision, d.round_id, r.code, r.name, r.year_id, d.person_id, p.name,
       d.superior_id, coalesce(s.name, ''), d.conductor_id, coalesce(c.name, ''),
       d.planned_on, d.planned_time, d.place, d.held_on, d.superior_confirmed_on,
       d.subject_confirmed_on, d.exempt_because, d.cancelled_because,
       {STATUS.replace(":deadline", "m.day")}, d.minutes
FROM dialogue d JOIN round r ON r.id = d.round_id JOIN person p ON p.id = d.person_id
LEFT JOIN person s ON s.id = d.superior_id LEFT JOIN person c ON c.id = d.conductor_id
LEFT JOIN milestone m ON m.id = r.precedes_id
WHERE d.removed_at IS NULL """


def plan(entry: Plan, rules: Rules) -> int:
    """Plan the dialogue of a person in a round, or move the one there is; its number.

    The superior is the one the lines give today; the conductor is the one named, else whom a
    plan or a hand-over gave it, else the superior. A new dialogue has the agenda of the settings.
    """
    if entry.planned_on is None:
        raise Problems([Problem("field-empty", "planned_on")])
    there = row(
        "SELECT id, revision, held_on, conductor_id, minutes FROM dialogue"
        " WHERE round_id = ? AND person_id = ? AND removed_at IS NULL",
        (entry.round_id, entry.person_id),
    )
    superior = superior_of(entry.person_id)
    number, revision, held_on, conductor, minutes = there or (None,) * 5
    if number and _led_by_now(number, entry.person_id).get("conductor_id"):
        conductor = superior
    values = asdict(entry) | {
        "superior_id": superior,
        "conductor_id": entry.conductor_id or conductor or superior,
        "minutes": entry.minutes or minutes,
        "cancelled_because": None,
        "exempt_because": None,
    }
    if there is None:
        return _add(values, "plan", rules)
    if held_on:
        raise Problem("dialogue-held-already", day=date.fromisoformat(held_on))
    records.edit(Dialogue, number, revision, values, action="plan")
    return int(number)


def hold(person_id: int, round_id: int, day: date, rules: Rules, today: date | None = None) -> int:
    """Record that the dialogue was held on ``day``, planned or not; its number.

    With ``today``, ``held-in-future`` for a day that has not come.
    """
    _refuse_future(day, today)
    there = _current(person_id, round_id)
    if there is None:
        superior = superior_of(person_id)
        values: dict[str, Any] = {
            "round_id": round_id,
            "person_id": person_id,
            "superior_id": superior,
            "conductor_id": superior,
            "held_on": day,
        }
        return _add(values, "hold", rules)
    number, revision = there
    values = {"held_on": day, "exempt_because": None, "cancelled_because": None}
    values |= _led_by_now(number, person_id)
    records.edit(Dialogue, number, revision, values, action="hold")
    return number


def ensure_dialogue(person_id: int, round_id: int, rules: Rules) -> int:
    """The dialogue of a person in a round; made if it is not there, with nothing planned."""
    there = _current(person_id, round_id)
    if there is not None:
        return there[0]
    superior = superior_of(person_id)
    values = {
        "round_id": round_id,
        "person_id": person_id,
        "superior_id": superior,
        "conductor_id": superior,
    }
    return _add(values, "add", rules)


def cancel(number: int, revision: int, reason: str) -> bool:
    """Call off what was planned, because of ``reason``; it counts as not planned again."""
    _need_reason(reason)
    values = {"planned_on": None, "planned_time": None, "cancelled_because": reason}
    return records.edit(Dialogue, number, revision, values, action="cancel")


def exempt(person_id: int, round_id: int, reason: str, rules: Rules) -> int:
    """Let a person go without a dialogue in a round, because of ``reason``; its number."""
    _need_reason(reason)
    there = _current(person_id, round_id)
    if there is None:
        values = {"round_id": round_id, "person_id": person_id, "exempt_because": reason}
        return _add(values, "exempt", rules)
    number, revision = there
    records.edit(Dialogue, number, revision, {"exempt_because": reason}, action="exempt")
    return number


def edit_dialogue(
    number: int, revision: int, values: Mapping[str, Any], today: date | None = None
) -> bool:
    """Correct the facts of a dialogue: days, place, conductor, reasons.

    With ``today``, ``held-in-future`` for a day that has not come.
    """
    _refuse_future(values.get("held_on"), today)
    if values.get("held_on") is None and (
        values.get("superior_confirmed_on") or values.get("subject_confirmed_on")
    ):
        raise Problems([Problem("not-held-yet", "held_on")])
    return records.edit(Dialogue, number, revision, values)


def remove_dialogue(number: int) -> None:
    """Take a dialogue out of every list, with its notes."""
    records.remove(Dialogue, number)


def dialogue_card(number: int, today: date) -> DialogueCard:
    """One dialogue, to be shown or edited."""
    found = row(
        DIALOGUE_CARD + "AND d.id = :number", {"number": number, "today": today.isoformat()}
    )
    if found is None:
        raise Problem("removed-meanwhile", kind="dialogue")
    return card_of(found)


def dialogues_of(person_id: int, today: date) -> list[DialogueCard]:
    """A person's own dialogues, the newest first."""
    found = rows(
        DIALOGUE_CARD + "AND d.person_id = :person ORDER BY r.starts_on DESC",
        {"person": person_id, "today": today.isoformat()},
    )
    return [card_of(one) for one in found]


def card_of(found: tuple[Any, ...]) -> DialogueCard:
    """A row of :data:`DIALOGUE_CARD` as a record."""
    return DialogueCard(*with_days(found, 12, 15, 16, 17))


def _add(values: dict[str, Any], action: str, rules: Rules) -> int:
    agenda = agenda_for(values["person_id"], values["round_id"], rules)
    with writing():
        number = int(Dialogue.insert(**values).execute())
        for position, title in enumerate(agenda):
            Topic.insert(dialogue_id=number, position=position, title=title).execute()
        changes = {name: (None, value) for name, value in values.items() if value is not None}
        journal.record(f"dialogue.{action}", "dialogue", number, changes)
    return number


def _current(person_id: int, round_id: int) -> tuple[int, int] | None:
    found = row(
        "SELECT id, revision FROM dialogue WHERE round_id = ? AND person_id = ?"
        " AND removed_at IS NULL",
        (round_id, person_id),
    )
    return (found[0], found[1]) if found else None


def _led_by_now(number: int, person_id: int) -> dict[str, Any]:
    """Superior and conductor of today for a dialogue that has only waited since its year began."""
    waiting = row(
        "SELECT superior_id IS conductor_id FROM dialogue"
        " WHERE id = ? AND planned_on IS NULL AND held_on IS NULL",
        (number,),
    )
    if waiting is None:
        return {}
    superior = superior_of(person_id)
    led: dict[str, Any] = {"superior_id": superior}
    return led | {"conductor_id": superior} if waiting[0] else led


def _refuse_future(held_on: date | None, today: date | None) -> None:
    if held_on and today and held_on > today:
        raise Problems([Problem("held-in-future", "held_on", day=held_on)])


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise Problems([Problem("reason-missing", "reason")])
