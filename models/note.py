"""Notes: what was said on a topic. Confidential: their text never reaches the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from peewee import DateField, ForeignKeyField, TextField

from models import records
from models.database import rows
from models.dialogue import Topic
from models.fields import Record


class Note(Record):
    """What was said on a topic. Confidential."""

    topic = ForeignKeyField(Topic)
    text = TextField()
    written_on = DateField()

    confidential = frozenset({"text"})


class TopicNote(Struct, frozen=True):
    """A topic with its note; ``note_id`` is None while nothing has been written."""

    topic_id: int
    title: str
    note_id: int | None
    revision: int
    text: str
    topic_revision: int = 0


def topics_of(dialogue_id: int) -> list[TopicNote]:
    """The agenda of a dialogue with what has been noted."""
    return agendas([dialogue_id])[dialogue_id]


def agendas(dialogue_ids: Sequence[int]) -> dict[int, list[TopicNote]]:
    """The same of several dialogues."""
    found: dict[int, list[TopicNote]] = {number: [] for number in dialogue_ids}
    marks = ", ".join("?" * len(dialogue_ids))
    for dialogue_id, *topic in rows(
        "SELECT t.dialogue_id, t.id, t.title, n.id, coalesce(n.revision, 0), coalesce(n.text, ''),"
        " t.revision FROM topic t"
        " LEFT JOIN note n ON n.topic_id = t.id AND n.removed_at IS NULL"
        f" WHERE t.dialogue_id IN ({marks}) AND t.removed_at IS NULL ORDER BY t.position, t.id",
        dialogue_ids,
    ):
        found[dialogue_id].append(TopicNote(*topic))
    return found


def write_note(topic: TopicNote, text: str, today: date) -> None:
    """Keep ``text`` as the note of a topic; empty text removes the note.

    ``changed-meanwhile`` if the note is no longer what ``topic`` says.
    """
    if topic.note_id is None:
        if text.strip():
            values = {"topic_id": topic.topic_id, "text": text, "written_on": today}
            records.add(Note, values)
    elif text.strip():
        records.edit(Note, topic.note_id, topic.revision, {"text": text, "written_on": today})
    else:
        records.remove(Note, topic.note_id, revision=topic.revision)


def remove_note(number: int) -> None:
    """Take a note out."""
    records.remove(Note, number)
