"""What is asked before slots are proposed for many dialogues at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from models.planning import Draft, Request, candidates, default_window, draft
from models.problems import Problem, Problems
from models.slot import Window
from models.year import RoundCard, round_card
from screens.forms.kinds_of_field import (
    clock_field,
    count_field,
    day_field,
    minutes_field,
    number_of,
    person_field,
    word_field,
)
from screens.subject import Subject, named
from tui.desk import Desk
from tui.languages import N_, _
from tui.widgets.form import Form
from tui.widgets.page import Page
from tui.words import choices

PLANNED_ALREADY = {"leave": N_("left as they are"), "move": N_("get a new day")}


async def ask_for_proposal(page: Page, round_id: int, who: Sequence[Subject]) -> Draft | None:
    """Ask within what, and propose; None if nothing is wanted."""
    desk = page.desk
    round_: RoundCard = await desk.ask(round_card, round_id)
    at = replace(await desk.at(), round=round_)
    window = await desk.ask(default_window, at)
    request = Request(round_id, tuple(one.id for one in who), desk.today, window)
    found = await desk.ask(candidates, request)
    # Who marks only what is planned already means to move it.
    open_ones = [one for one in found.values() if one.state not in {"held", "exempt"}]
    move = bool(open_ones) and all(one.state == "planned" for one in open_ones)
    drafts: list[Draft] = []
    await page.ask(_form(desk, replace(request, move=move), named(who), drafts))
    return drafts[-1] if drafts else None


def _form(desk: Desk, request: Request, name: str, drafts: list[Draft]) -> Form:
    window = request.window

    async def save(values: dict[str, Any]) -> None:
        _check(values)
        wanted = replace(
            request,
            window=Window(
                values["first"],
                values["last"],
                values["opens"],
                values["closes"],
                values["minutes"],
                values["a_day"],
            ),
            conductor_id=number_of(values["conductor_id"]),
            move=values["move"] == "move",
        )
        drafts.append(await desk.ask(draft, wanted, desk.settings.rules))

    fields = (
        day_field(desk, "first", _("First day"), window.first, required=True),
        day_field(desk, "last", _("Last day"), window.last, required=True),
        clock_field("opens", _("From"), window.opens),
        clock_field("closes", _("Until"), window.closes),
        minutes_field("minutes", _("Length"), window.minutes),
        count_field("a_day", _("At most a day"), window.a_day),
        person_field(desk, "conductor_id", _("Held by"), None, ""),
        word_field(
            "move",
            _("Planned already"),
            choices(PLANNED_ALREADY),
            "move" if request.move else "leave",
        ),
    )
    fields[6].hint = _("each one's own superior")
    return Form(_("Propose days · {name}").format(name=name), fields, save)


def _check(values: dict[str, Any]) -> None:
    problems = []
    if values["last"] < values["first"]:
        problems.append(Problem("window-empty", "last"))
    if values["closes"] <= values["opens"]:
        problems.append(Problem("window-empty", "closes"))
    if not values["a_day"]:
        problems.append(Problem("count-unreadable", "a_day", text="0"))
    if problems:
        raise Problems(problems)
