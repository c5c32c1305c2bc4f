"""Forms for commitments: one of them, dropping some, handing some over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from models.commitment import (
    CommitmentCard,
    CommitmentEntry,
    add_commitment,
    commitment_card,
    edit_commitment,
)
from models.commitments import drop_commitments
from models.hand_over import hand_over
from screens.forms.edited import edited
from screens.forms.kinds_of_field import (
    day_field,
    number_of,
    person_field,
    text_field,
    word_field,
)
from tui.desk import Desk
from tui.languages import _, ngettext, number
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
            await desk.ask(add_commitment, entered, desk.today)
        else:
            await desk.ask(edit_commitment, card.id, card.revision, entered, desk.today)

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
    if card and card.first_promised_by:
        heading = _("Commitment · promised by {name}").format(name=card.first_promised_by)
    about = edited(
        desk,
        "commitment",
        card,
        partial(commitment_form, desk, start, owner_name),
        commitment_card,
    )
    return Form(heading, fields, save, card is None, about)


def drop_form(desk: Desk, cards: Sequence[CommitmentCard], name: str) -> Form:
    """Why these are dropped."""

    async def save(values: dict[str, Any]) -> None:
        await desk.ask(drop_commitments, cards, values["reason"], desk.today)

    fields = (text_field("reason", _("Reason"), required=True),)
    return Form(_("Drop · {name}").format(name=name), fields, save)


def hand_over_form(desk: Desk, cards: Sequence[CommitmentCard], owner: str) -> Form:
    """Who takes these over from ``owner``, or why they are dropped."""

    async def save(values: dict[str, Any]) -> None:
        new_owner = number_of(values["owner_id"])
        await desk.ask(hand_over, cards, new_owner, values["reason"], desk.today)

    fields = (
        person_field(desk, "owner_id", _("New owner"), None, ""),
        text_field("reason", _("Or dropped because")),
    )
    count = ngettext("{count} open commitment", "{count} open commitments", len(cards))
    title = _("Hand over · {count} · {name}").format(
        count=count.format(count=number(len(cards))), name=owner
    )
    return Form(title, fields, save)
