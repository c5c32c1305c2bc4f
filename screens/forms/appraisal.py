"""Noting a medarbeidersamtale that was held apart from the results dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.appraisal import record_appraisals
from screens.forms.kinds_of_field import day_field
from screens.subject import Subject, named
from tui.desk import Desk
from tui.languages import _
from tui.widgets.form import Form


def appraisal_form(desk: Desk, year: int, who: Sequence[Subject]) -> Form:
    """When it was held."""

    async def save(values: dict[str, Any]) -> None:
        people = [one.id for one in who]
        await desk.ask(record_appraisals, people, year, values["held_on"], desk.today)

    field = day_field(desk, "held_on", _("Held on"), desk.today, required=True)
    return Form(_("Appraisal · {name}").format(name=named(who)), [field], save)
