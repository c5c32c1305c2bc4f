"""Handing dialogues over to another conductor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.planning import hand_over, hand_over_remarks, open_talks
from models.problems import Problem
from screens.forms.kinds_of_field import number_of, person_field
from screens.subject import Subject, named
from tui.desk import Desk
from tui.languages import _, ngettext, number
from tui.widgets.form import Form


async def hand_over_form(
    desk: Desk, round_id: int, who: Sequence[Subject], remarks: list[Problem]
) -> Form:
    """Who holds from now on what these have in the round and is not held yet. What there is to say
    against it is put into ``remarks``; it is saved all the same. ``no-dialogue``."""
    talks = await desk.ask(open_talks, round_id, [one.id for one in who])
    if not talks:
        raise Problem("no-dialogue")

    async def save(values: dict[str, Any]) -> None:
        conductor = number_of(values["conductor_id"])
        if conductor is not None:
            await desk.ask(hand_over, talks, conductor)
            remarks.extend(await desk.ask(hand_over_remarks, list(talks), desk.settings.rules))

    fields = (person_field(desk, "conductor_id", _("Held by"), None, "", required=True),)
    name = named(who)
    if len(who) > 1:
        text = ngettext("{count} dialogue", "{count} dialogues", len(talks))
        name = text.format(count=number(len(talks)))
    return Form(_("Hand over · {name}").format(name=name), fields, save)
