"""The form for commitments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.commitment import CommitmentCard, CommitmentEntry, add_commitment, edit_commitment
from screens.forms.kinds_of_field import (
    day_field,
    number_of,
    person_field,
    text_field,
    word_field,
)
from tui.desk import Desk
from tui.languages import _
from tui.widgets.form import Form
from tui.words import COMMITMENT_STATE, SIDE, choices


def commitment_form(
    desk: Desk, start: CommitmentEntry, owner_name: str, card: CommitmentCard | None = None
) -> Form:
    """A new commitment that begins as ``start``, or the one of ``card``."""
    entry = card.entry if card else start

    async def save(values: dict[str, Any]) -> None:
        entered = replace(
            entry,
            **values
            | {
                "owner_id": number_of(values["owner_id"]),
                "dropped_because": values["dropped_because"] or None,
            },
        )
        if card is None:
            await desk.ask(add_commitment, entered)
        else:
            await desk.ask(edit_commitment, card.id, card.revision, entered)

    fields = (
        text_field("text", _("What is promised"), entry.text, required=True),
        word_field("side", _("By"), choices(SIDE), entry.side),
        person_field(
            desk, "owner_id", _("Owner"), entry.owner_id, card.owner_name if card else owner_name
        ),
        day_field(desk, "due", _("Due"), entry.due),
        word_field("state", _("State"), choices(COMMITMENT_STATE), entry.state),
        text_field("dropped_because", _("Dropped because"), entry.dropped_because or ""),
    )
    heading = _("Commitment") if card else _("New commitment")
    return Form(heading, fields, save, again=card is None)
