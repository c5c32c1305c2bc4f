"""What the journal says of a change, in words: which field, from what to what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from models.journal import Entry
from tui.languages import N_, _, day, decimal
from tui.words import (
    COMMITMENT_STATE,
    DIRECTION,
    GOAL_KIND,
    GOAL_STATE,
    PERSON_STATUS,
    SIDE,
    YES_NO,
    milestone_name,
    round_name,
    topic_title,
    word,
)

FIELD = {
    "name": N_("Name"),
    "code": N_("Code"),
    "kind": N_("Kind"),
    "parent_id": N_("Belongs to"),
    "leader_id": N_("Leader"),
    "employee_no": N_("Employee number"),
    "email": N_("E-mail"),
    "title": N_("Title"),
    "fte": N_("FTE %"),
    "status": N_("Status"),
    "unit_id": N_("Unit"),
    "superior_id": N_("Superior"),
    "year_id": N_("Year"),
    "day": N_("Day"),
    "starts_on": N_("First day"),
    "ends_on": N_("Last day"),
    "follows_id": N_("Follows"),
    "precedes_id": N_("Comes before"),
    "levels": N_("Levels"),
    "closed_on": N_("Closed on"),
    "round_id": N_("Round"),
    "person_id": N_("Person"),
    "conductor_id": N_("Held by"),
    "planned_on": N_("Planned on"),
    "planned_time": N_("Time"),
    "place": N_("Place"),
    "minutes": N_("Length"),
    "held_on": N_("Held on"),
    "superior_confirmed_on": N_("Superior agreed"),
    "subject_confirmed_on": N_("Subject agreed"),
    "exempt_because": N_("Exempt because"),
    "cancelled_because": N_("Called off because"),
    "dialogue_id": N_("Dialogue"),
    "position": N_("Position"),
    "topic_id": N_("Topic"),
    "written_on": N_("Written on"),
    "qualitative": N_("Qualitative"),
    "indicator": N_("Indicator"),
    "measure": N_("Measured in"),
    "direction": N_("Direction"),
    "baseline": N_("Baseline"),
    "target": N_("Target"),
    "band": N_("Band (keep within)"),
    "due": N_("Due"),
    "weight": N_("Weight"),
    "adopted_by": N_("Adopted by"),
    "case_no": N_("Case number"),
    "adopted_on": N_("Adopted on"),
    "repealed_on": N_("Repealed on"),
    "serves_id": N_("Serves the goal"),
    "carried_from_id": N_("Carried on from"),
    "meaning": N_("What it means for me"),
    "state": N_("State"),
    "goal_id": N_("Goal"),
    "measured_on": N_("Measured on"),
    "value": N_("Value"),
    "source": N_("Source"),
    "side": N_("Side"),
    "owner_id": N_("Owner"),
    "promised_by_id": N_("Promised by"),
    "text": N_("What is promised"),
    "dropped_because": N_("Dropped because"),
    "settled_on": N_("Settled on"),
    "content": N_("Content"),
    "purpose": N_("Purpose"),
    "dialogues_a_year": N_("Dialogues a year"),
    "valid_from": N_("From"),
    "valid_until": N_("Until"),
    "signed_on": N_("Signed"),
    "made_on": N_("Made on"),
    "applied_on": N_("Applied on"),
    "file": N_("File"),
    "left_out": N_("Left out"),
    "notes": N_("Notes"),
    "people": N_("People"),
    "reason": N_("Reason"),
    "ended_on": N_("Ended on"),
    "purged_on": N_("Erased on"),
    "removed_at": N_("Removed at"),
}
DERIVED = frozenset({"sort_key", "search", "only_named", "steps"})
"""Columns that follow from others, or say nothing to a person."""

WORDS = {
    ("person", "status"): PERSON_STATUS,
    ("goal", "kind"): GOAL_KIND,
    ("goal", "direction"): DIRECTION,
    ("goal", "state"): GOAL_STATE,
    ("commitment", "side"): SIDE,
    ("commitment", "state"): COMMITMENT_STATE,
}
NAMES = {
    ("round", "code"): lambda code: round_name(code, ""),
    ("milestone", "code"): lambda code: milestone_name(code, ""),
    ("topic", "title"): topic_title,
}
DECIMALS = frozenset({"fte", "baseline", "target", "band", "value"})


def changes_in_words(entry: Entry) -> str:
    """Such as “Status: active → ended · Unit”: what points at another record is only
    named, and comes last."""
    told = {
        column: pair
        for column, pair in entry.changes.items()
        if column not in DERIVED and any(value not in {None, ""} for value in pair)
    }
    return " · ".join(
        _change(entry.kind, column, *told[column]) for column in sorted(told, key=_is_pointer)
    )


def _is_pointer(column: str) -> bool:
    return column.endswith("_id") and column != "year_id"


def _change(kind: str, column: str, before: object, after: object) -> str:
    field = field_in_words(column)
    if _is_pointer(column):
        return field
    if before is None or before == "":
        return f"{field}: {value_in_words(kind, column, after)}"
    return (
        f"{field}: {value_in_words(kind, column, before)} → {value_in_words(kind, column, after)}"
    )


def field_in_words(column: str) -> str:
    """What a column is called; one that is named by nobody as it is."""
    return _(FIELD[column]) if column in FIELD else column.replace("_", " ")


def value_in_words(kind: str, column: str, value: object) -> str:
    """What stands in a column of a ``kind`` of record, as the screens say it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return word(YES_NO, "yes" if value else "no")
    text = str(value)
    if (kind, column) in WORDS:
        return word(WORDS[kind, column], text)
    if (kind, column) in NAMES:
        return NAMES[kind, column](text)
    if column in DECIMALS:
        return _number(text)
    if column.endswith("_on") or column in {"due", "day", "valid_from", "valid_until"}:
        return _day(text)
    return text


def _number(text: str) -> str:
    try:
        return decimal(Decimal(text))
    except InvalidOperation:
        return text


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
