"""What both sides promised in the dialogues of the sample municipality.

``owners`` in ``lists/commitments.csv`` are codes of areas or kinds of units.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.sample.lists import draws, table

if TYPE_CHECKING:
    from models.sample.dialogues import Talk
    from models.sample.rows import Rows

PROMISING = 0.7
"""In so many dialogues something was promised."""

SIDES = (["superior"], ["subject"], ["subject"], ["superior", "subject"])

DROPPED_BECAUSE = (
    "Tiltaket ble tatt ut av budsjettet",
    "Løst på annen måte",
    "Ikke lenger aktuelt etter omorganiseringen",
)


def add_commitments(rows: Rows, today: date, talks: list[Talk]) -> None:
    """Note up to two commitments a talk; most old ones are kept, some are overdue."""
    texts: dict[tuple[str, str], list[str]] = {}
    for line in table("commitments"):
        for owner in line["owners"].split():
            texts.setdefault((line["side"], owner), []).append(line["text"])
    for talk in talks:
        draw = draws(f"promises {talk.id}")
        if draw.random() >= PROMISING:
            continue
        if talk.subject.work != "leder":
            _add(rows, today, talk, "subject", draw.choice(texts["staff", talk.subject.home.area]))
            continue
        for side in draw.choice(SIDES):
            home = talk.subject.home
            choices = texts.get((side, home.area), []) + texts.get((side, home.kind), [])
            if talk.superior or side == "subject":
                _add(rows, today, talk, side, draw.choice(choices))


def _add(rows: Rows, today: date, talk: Talk, side: str, text: str) -> None:
    draw = draws(f"promise {talk.id} {side}")
    owner = talk.superior if side == "superior" else talk.subject
    due = talk.held_on + timedelta(days=draw.choice((14, 30, 60, 90, 120, 180)))
    state = _state(due, today, draw.random())
    settled = min(due + timedelta(days=draw.randint(-12, 5)), today) if state != "open" else None
    rows.add(
        "commitment",
        year_id=talk.year,
        person_id=talk.subject.id,
        dialogue_id=talk.id,
        side=side,
        owner_id=owner.id if owner else None,
        promised_by_id=owner.id if owner else None,
        text=text,
        due=due.isoformat(),
        state=state,
        dropped_because=draw.choice(DROPPED_BECAUSE) if state == "dropped" else None,
        settled_on=max(settled, talk.held_on).isoformat() if settled else None,
    )


def _state(due: date, today: date, chance: float) -> str:
    if due > today:
        return "kept" if chance < 0.12 else "open"
    if chance < 0.80:
        return "kept"
    return "dropped" if chance < 0.89 else "open"
