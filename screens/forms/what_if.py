"""Forms for drafts of another organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.what_if.drafts import Draft, add_draft, add_step, draft, rename_draft
from models.what_if.effect import effect
from models.what_if.steps import Move, NewUnit, Step
from screens.forms.kinds_of_field import (
    number_of,
    person_field,
    text_field,
    unit_field,
    word_field,
)
from screens.subject import Subject
from tui.desk import Desk
from tui.languages import _, ngettext, number, short_day
from tui.widgets.form import Form

NEW = "new"
PLACES = ("under", "beside", "move")


def name_form(desk: Desk, card: Draft | None = None) -> Form:
    """A new draft, or another name for the one of ``card``."""

    async def save(values: dict[str, Any]) -> None:
        if card is None:
            await desk.ask(add_draft, values["name"], desk.today)
        else:
            await desk.ask(rename_draft, card, values["name"])

    fields = [text_field("name", _("Name"), card.name if card else "", required=True)]
    return Form(_("Draft") if card else _("New draft"), fields, save)


def step_form(
    desk: Desk,
    who: Sequence[Subject],
    unit: tuple[int, str] | None,
    drafts: Sequence[Draft],
    kept: list[int],
) -> Form:
    """What if ``who`` were elsewhere: in a new section or unit, or in another one. The draft's
    number is added to ``kept``."""

    async def save(values: dict[str, Any]) -> None:
        target = number_of(values["unit"])
        assert target is not None  # noqa: S101 (a required field)
        step: Step = Move(tuple(one.id for one in who), target)
        if values["place"] != "move":
            step = NewUnit(
                values["place"],
                target,
                values["name"],
                step.people,
                number_of(values["leader"]),
                values["post"],
            )
        chosen = None if values["draft"] == NEW else int(values["draft"])
        before = () if chosen is None else (await desk.ask(draft, chosen)).steps
        # What cannot be is refused here, where it can be put right.
        await desk.ask(effect, [(*before, step)], await desk.at())
        if chosen is None:
            chosen = await desk.ask(add_draft, _new_name(desk, drafts), desk.today)
        card = await desk.ask(draft, chosen)
        await desk.ask(add_step, card, step)
        kept.append(card.id)

    names = [(str(one.id), one.name) for one in drafts if not one.applied_on]
    places = (_("New section under"), _("New unit beside"), _("Move to"))
    number_, name = unit or (None, "")
    fields = (
        word_field("place", _("What if"), list(zip(PLACES, places, strict=True)), PLACES[0]),
        unit_field(desk, "unit", _("Unit"), number_, name, required=True),
        text_field("name", _("Its name"), _("New section"), required=True),
        person_field(desk, "leader", _("Led by"), None, ""),
        text_field("post", _("Or by a new post"), _("New section leader")),
        word_field(
            "draft",
            _("Draft"),
            [*names, (NEW, _("A new draft"))],
            names[0][0] if names else NEW,
        ),
    )
    title = ngettext("What if · {count} person", "What if · {count} people", len(who))
    return Form(title.format(count=number(len(who))), fields, save)


def _new_name(desk: Desk, drafts: Sequence[Draft]) -> str:
    """The day's, with a number where there is one of the day already."""
    name = _("Draft {day}").format(day=short_day(desk.today))
    alike = sum(one.name.startswith(name) for one in drafts)
    return f"{name} ({alike + 1})" if alike else name
