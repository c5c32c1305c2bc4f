"""The agenda of one dialogue: topics added, renamed, moved and taken out, until both sides have
confirmed. A topic's note goes and comes back with it."""

from __future__ import annotations

from models import records
from models.database import rows, writing
from models.dialogue import Topic
from models.problems import Problem, Problems


def add_topic(dialogue_id: int, title: str, after: int | None = None) -> int:
    """Put a topic on the agenda behind topic ``after``, else at its end; its number."""
    with writing():
        order = _order(dialogue_id)
        values = {
            "dialogue_id": dialogue_id,
            "position": max(order.values(), default=-1) + 1,
            "title": _title(title),
        }
        number = records.add(Topic, values)
        if after in order:
            move_topic(number, list(order).index(after) + 1 - len(order))
    return number


def rename_topic(number: int, revision: int, title: str) -> bool:
    """Give a topic another title, in the municipality's own words."""
    return records.edit(Topic, number, revision, {"title": _title(title)}, action="rename")


def move_topic(number: int, by: int) -> bool:
    """Move a topic ``by`` places on its agenda, at most to the end; whether anything moved."""
    with writing():
        [topic] = rows("SELECT dialogue_id FROM topic WHERE id = ?", (number,))
        order = _order(topic[0])
        if number not in order:
            raise Problem("removed-meanwhile", kind="topic")
        wanted = list(order)
        place = wanted.index(number)
        wanted.insert(min(max(place + by, 0), len(wanted) - 1), wanted.pop(place))
        revisions = dict(rows("SELECT id, revision FROM topic WHERE dialogue_id = ?", topic))
        moved = wanted != list(order)
        for position, one in enumerate(wanted if moved else ()):
            if order[one] != position:
                values = {"position": position}
                records.edit(Topic, one, revisions[one], values, action="move")
    return moved


def remove_topic(number: int) -> None:
    """Take a topic off the agenda, with its note."""
    records.remove(Topic, number)


def _order(dialogue_id: int) -> dict[int, int]:
    """Topic → position, in order."""
    return dict(
        rows(
            "SELECT id, position FROM topic WHERE dialogue_id = ? AND removed_at IS NULL"
            " ORDER BY position, id",
            (dialogue_id,),
        )
    )


def _title(title: str) -> str:
    if not title.strip():
        raise Problems([Problem("field-empty", "title")])
    return title.strip()
