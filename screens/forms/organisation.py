"""Forms for units and people."""

from __future__ import annotations

from functools import partial
from typing import Any

from models.person import PersonCard, PersonEntry, add_person, edit_person, person_card
from models.unit import UnitCard, UnitEntry, add_unit, edit_unit, unit_card
from screens.forms.edited import edited
from screens.forms.kinds_of_field import (
    code_field,
    number_of,
    percent_field,
    person_field,
    text_field,
    unit_field,
    word_field,
)
from tui.desk import Desk
from tui.languages import _
from tui.widgets.form import Form
from tui.words import PERSON_STATUS, choices


def unit_form(
    desk: Desk, card: UnitCard | None = None, under: tuple[int, str] | None = None
) -> Form:
    """A new unit, under another if given, or the one of ``card``."""
    entry = card.entry if card else UnitEntry("", parent_id=under[0] if under else None)
    above = card.parent_name if card else under[1] if under else ""

    async def save(values: dict[str, Any]) -> None:
        entered = UnitEntry(
            **values
            | {
                "parent_id": number_of(values["parent_id"]),
                "leader_id": number_of(values["leader_id"]),
            }
        )
        if card is None:
            await desk.ask(add_unit, entered)
        else:
            await desk.ask(edit_unit, card.id, card.revision, entered)

    fields = (
        text_field("name", _("Name"), entry.name, required=True),
        unit_field(desk, "parent_id", _("Belongs to"), entry.parent_id, above),
        person_field(
            desk, "leader_id", _("Leader"), entry.leader_id, card.leader_name if card else ""
        ),
        text_field("kind", _("Kind"), entry.kind, hint=_("school, nursery …")),
        code_field("code", _("Unit code"), entry.code),
    )
    about = edited(desk, "unit", card, partial(unit_form, desk), unit_card)
    return Form(card.entry.name if card else _("New unit"), fields, save, card is None, about)


def person_form(
    desk: Desk, card: PersonCard | None = None, unit: tuple[int, str] | None = None
) -> Form:
    """A new person, in a unit if given, or the one of ``card``."""
    entry = card.entry if card else PersonEntry("", unit_id=unit[0] if unit else None)
    unit_name = card.unit_name if card else unit[1] if unit else ""

    async def save(values: dict[str, Any]) -> None:
        entered = PersonEntry(
            **values
            | {
                "unit_id": number_of(values["unit_id"]),
                "superior_id": number_of(values["superior_id"]),
            }
        )
        if card is None:
            await desk.ask(add_person, entered)
        else:
            await desk.ask(edit_person, card.id, card.revision, entered)

    fields = (
        text_field("name", _("Name"), entry.name, required=True),
        text_field("title", _("Title"), entry.title),
        unit_field(desk, "unit_id", _("Unit"), entry.unit_id, unit_name),
        person_field(
            desk,
            "superior_id",
            _("Other superior"),
            entry.superior_id,
            card.set_superior_name if card else "",
        ),
        percent_field("fte", _("FTE, per cent"), entry.fte),
        word_field("status", _("Status"), choices(PERSON_STATUS), entry.status),
        code_field("employee_no", _("Employee number"), entry.employee_no),
        text_field("email", _("E-mail"), entry.email),
    )
    about = edited(desk, "person", card, partial(person_form, desk), person_card)
    return Form(card.entry.name if card else _("New person"), fields, save, card is None, about)
