"""The rows of the tables that belong to a dialogue year: dialogues, goals, commitments.

As in :mod:`models.transfer.exporting.rows`; ``keys`` are those of people for dialogues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from models.commitments import CommitmentScope, commitments
from models.database import rows
from models.dialogues import DialogueRow, dialogues
from models.goal import GoalCard, goals_of
from models.transfer.columns.agenda import round_text, topic_text
from models.transfer.exporting.rows import Export, Values, moment, windows
from models.year import RoundCard, all_rounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.commitment import CommitmentCard


def dialogue_values(export: Export) -> Iterator[Values]:
    """The dialogues of the round that is on, and those that ought to be; of every round of the year
    if a year was asked for, the earliest first.

    Of a year gone by only the dialogues that there were: today's leaders need not have led then.
    """
    for talk in _talks(export):
        yield _dialogue(talk, export)


def noted_values(export: Export) -> Iterator[Values]:
    """The dialogues with what was noted: a row for each topic that has a note, or one without."""
    for window in windows(list(_talks(export))):
        notes = _notes([talk.id for talk in window if talk.id is not None])
        for talk in window:
            about = _dialogue(talk, export)
            for title, text in notes.get(talk.id, [("", "")]):
                yield about | {"topic": topic_text(title, export.style), "note": text}


def _notes(dialogue_ids: list[int]) -> dict[int | None, list[tuple[str, str]]]:
    """Dialogue → topics with their notes, in the order of the agenda."""
    marks = ", ".join("?" * len(dialogue_ids))
    notes: dict[int | None, list[tuple[str, str]]] = {}
    for number, title, text in rows(
        "SELECT t.dialogue_id, t.title, n.text FROM topic t"
        " JOIN note n ON n.topic_id = t.id AND n.removed_at IS NULL AND n.text <> ''"
        f" WHERE t.dialogue_id IN ({marks}) AND t.removed_at IS NULL ORDER BY t.position",
        dialogue_ids,
    ):
        notes.setdefault(number, []).append((title, text))
    return notes


def _talks(export: Export) -> Iterator[DialogueRow]:
    at = export.at
    for one in _rounds(export):
        for talk in dialogues(replace(at, round=one)):
            was = talk.id is not None or one.year >= at.today.year
            if was and export.wants(talk.person_id):
                yield talk


def _rounds(export: Export) -> list[RoundCard]:
    if export.year is None:
        return [export.at.round] if export.at.round else []
    return [one for one in reversed(all_rounds()) if one.year == export.year]


def _dialogue(talk: DialogueRow, export: Export) -> Values:
    return {
        "year": talk.year,
        "round": round_text(talk.round_code, talk.round_name, export.style),
        "level": talk.level,
        "employee_no": talk.employee_no,
        "name": talk.name,
        "leader_no": talk.superior_no,
        "leader_name": talk.superior,
        "conductor_name": talk.conductor,
        "dialogue_status": talk.status,
        "planned_at": moment(talk.planned_on, talk.planned_time),
        "held_on": talk.held_on,
        "agreed_on": talk.agreed_on,
    }


def goal_values(export: Export) -> Iterator[Values]:
    """The goals of the year: the municipality's first, then units', then people's. Dropped ones are
    left out unless they are asked for by their keys."""
    year = export.at.year
    keys = [
        key
        for key, state in rows(
            "SELECT g.id, g.state FROM goal g LEFT JOIN unit u ON u.id = g.unit_id"
            " LEFT JOIN person p ON p.id = g.person_id"
            " WHERE g.year_id = ? AND g.removed_at IS NULL"
            " ORDER BY (g.unit_id IS NOT NULL) + 2 * (g.person_id IS NOT NULL), u.sort_key,"
            " p.sort_key, g.id",
            (year,),
        )
        if export.wants(key) and (state != "dropped" or export.keys is not None)
    ]
    units = dict(rows("SELECT id, code FROM unit"))
    people = dict(
        rows(
            "SELECT id, employee_no FROM person"
            " WHERE id IN (SELECT person_id FROM goal WHERE year_id = ?)",
            (year,),
        )
    )
    for window in windows(keys):
        found = goals_of(list(window))
        for key in window:
            # Somebody else may have removed the goal since the numbers were read.
            if key in found:
                yield _goal(found[key]) | _owner(found[key], units, people)


def _owner(card: GoalCard, units: dict[int, str | None], people: dict[int, str | None]) -> Values:
    if card.entry.person_id is not None:
        return {"owner_kind": "person", "owner_no": people.get(card.entry.person_id)}
    if card.entry.unit_id is not None:
        return {"owner_kind": "unit", "owner_no": units.get(card.entry.unit_id)}
    return {"owner_kind": "municipality", "owner_no": None}


def _goal(card: GoalCard) -> Values:
    entry, standing = card.entry, card.standing
    return {
        "year": entry.year_id,
        "owner": card.owner,
        "goal": entry.title,
        "kind": entry.kind,
        "indicator": entry.indicator,
        "measure": entry.measure,
        "direction": entry.direction,
        "baseline": entry.baseline,
        "target": entry.target,
        "actual": card.actual,
        "progress": standing.fraction,
        "met": standing.met,
        "adopted_by": entry.adopted_by,
        "adopted_on": entry.adopted_on,
        "serves": card.serves,
        "meaning": entry.meaning,
    }


def commitment_values(export: Export) -> Iterator[Values]:
    """The commitments of the year, and unless a year was asked for what is still open from before;
    the overdue ones first."""
    people = dict(
        rows("SELECT id, employee_no FROM person WHERE id IN (SELECT owner_id FROM commitment)")
    )
    for card in commitments(CommitmentScope(), export.at.today):
        if export.wants(card.id) and (export.keys is not None or _belongs(card, export)):
            owner = card.entry.owner_id
            yield {
                "year": card.entry.year_id,
                "side": card.entry.side,
                "owner_no": people.get(owner) if owner is not None else None,
                "owner_name": card.owner_name,
                "text": card.entry.text,
                "due": card.entry.due,
                "state": card.entry.state,
                "overdue": card.overdue(export.at.today),
            }


def _belongs(card: CommitmentCard, export: Export) -> bool:
    carried = export.year is None and card.entry.state == "open"
    return carried or card.entry.year_id == export.at.year
