"""The form for leader agreements."""

from __future__ import annotations

from functools import partial
from typing import Any

from msgspec.structs import replace

from models.agreement import (
    AgreementCard,
    AgreementEntry,
    add_agreement,
    agreement_card,
    edit_agreement,
)
from screens.forms.edited import edited
from screens.forms.kinds_of_field import count_field, day_field, text_field
from tui.desk import Desk
from tui.languages import _
from tui.widgets.form import Form


def agreement_form(desk: Desk, start: AgreementEntry, card: AgreementCard | None = None) -> Form:
    """A new agreement that begins as ``start``, or the one of ``card``."""
    entry = card.entry if card else start

    async def save(values: dict[str, Any]) -> None:
        entered = replace(entry, **values)
        if card is None:
            await desk.ask(add_agreement, entered)
        else:
            await desk.ask(edit_agreement, card.id, card.revision, entered)

    fields = (
        text_field("content", _("Content"), entry.content),
        text_field("purpose", _("Purpose"), entry.purpose),
        count_field("dialogues_a_year", _("Dialogues a year"), entry.dialogues_a_year),
        day_field(desk, "valid_from", _("From"), entry.valid_from),
        day_field(desk, "valid_until", _("Until"), entry.valid_until),
        day_field(desk, "signed_on", _("Signed"), entry.signed_on),
    )
    about = edited(
        desk,
        "leader-agreement",
        card,
        partial(agreement_form, desk, start),
        agreement_card,
        desk.today,
    )
    heading = _("Leader agreement") if card else _("New leader agreement")
    return Form(heading, fields, save, edited=about)
