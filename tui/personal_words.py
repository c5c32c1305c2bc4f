"""How the document of what is stored about a person says things."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from models.journal import Entry
from models.personal_data.told_on_paper import TellingWords
from tui.change_words import changes_in_words, field_in_words, value_in_words
from tui.languages import N_, _, day
from tui.words import DEED, RECORD, round_name, topic_title, word

if TYPE_CHECKING:
    from models.personal_data.told import Record

KIND = {
    "person": N_("The person"),
    "goal": N_("Goals"),
    "measurement": N_("Measured values"),
    "dialogue": N_("Dialogues"),
    "topic": N_("Topics"),
    "note": N_("Notes"),
    "commitment": N_("Commitments"),
    "leader-agreement": N_("Leader agreements"),
    "appraisal": N_("Medarbeidersamtaler held apart"),
    "unit": N_("Units led"),
    "dialogue-with-others": N_("Dialogues with others, as superior or conductor"),
    "promise-to-others": N_("Promised in dialogues with others"),
    "year-line": N_("Place in closed years"),
    "what-if": N_("What-ifs"),
    "journal": N_("Journal"),
}
FIELD = {
    "unit": N_("Unit"),
    "led_unit": N_("Led the unit"),
    "person": N_("Person"),
    "superior": N_("Superior"),
    "conductor": N_("Held by"),
    "owner": N_("Owner"),
    "promised_by": N_("Promised by"),
    "goal": N_("Goal"),
    "serves": N_("Serves the goal"),
    "carried_from": N_("Carried on from"),
    "topic": N_("Topic"),
    "round": N_("Round"),
    "dialogue": N_("Dialogue"),
    "level": N_("Level"),
    "as_superior": N_("As superior"),
    "as_conductor": N_("As conductor"),
}
SAID_AS = {"promise-to-others": "commitment", "year-line": "person"}
"""Kinds whose values are said as those of another kind."""
TRUTHS = frozenset({"qualitative", "as_superior", "as_conductor"})
"""Columns that say yes or no."""


def telling_words() -> TellingWords:
    """In the language in use."""
    return TellingWords(lambda kind: word(KIND, kind), _field, _value, _entry)


def _field(column: str) -> str:
    if column == "text":
        return _("Text")
    return _(FIELD[column]) if column in FIELD else field_in_words(column)


def _value(kind: str, column: str, value: Any) -> str:
    if column == "removed_at":
        return day(datetime.fromisoformat(value).date())
    if column in {"round", "dialogue"}:
        year, _between, code = str(value).partition(" ")
        return f"{year} · {round_name(code, '')}"
    if column == "topic":
        return topic_title(value)
    if column in TRUTHS:
        value = bool(value)
    return value_in_words(SAID_AS.get(kind, kind), column, value)


def _entry(record: Record) -> str:
    at = datetime.fromisoformat(record["at"]).replace(tzinfo=UTC)
    kind, action = record["kind"], record["action"]
    entry = Entry(0, at, record["who"], action, kind, record["record_id"], record["changes"])
    local = at.astimezone()
    what = f"{word(RECORD, kind)} {word(DEED, action.rpartition('.')[2])}"
    parts = (f"{day(local.date())} {local:%H:%M}", entry.who, what, changes_in_words(entry))
    return " · ".join(part for part in parts if part)
