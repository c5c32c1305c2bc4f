"""What is done to many goals, or with one goal for many people: one write, undone by one key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from models.goal import GoalCard, GoalEntry, find_goals
from models.goal_links import link_goals, put_goal_in_force, repeal_goal
from models.goal_template import Given, give_goal
from models.problems import Problem
from screens.forms.goal import goal_form, repeal_form
from screens.subject import Subject
from tui.languages import _, ngettext, number
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.page import Page

ALL = 10_000
"""So many goals can be chosen among."""


async def link(page: Page, cards: Sequence[GoalCard]) -> bool:
    """Choose the goal that these are to serve; whether anything was linked."""
    year = cards[0].entry.year_id
    mine = {card.id for card in cards}
    found = await page.desk.ask(find_goals, "", year, ALL)
    choices = [Choice(str(one.id), one.name, one.detail) for one in found if one.id not in mine]
    key = await page.ask(Chooser(_("Serves the goal"), choices))
    if key is None:
        return False
    count = await page.desk.ask(link_goals, cards, int(key))
    name = next(one.name for one in choices if one.key == key)
    text = ngettext(
        "{count} goal serves “{goal}” now.", "{count} goals serve “{goal}” now.", count
    ).format(count=number(count), goal=name)
    await page.undoable(text)
    return True


async def unlink(page: Page, cards: Sequence[GoalCard]) -> None:
    """Have these goals serve none."""
    count = await page.desk.ask(link_goals, cards, None)
    if not count:
        page.say(_("Nothing is linked here."))
        return
    text = ngettext("{count} goal serves none now.", "{count} goals serve none now.", count)
    await page.undoable(text.format(count=number(count)))


async def repeal(page: Page, card: GoalCard, *, repealed: bool) -> None:
    """Note when an adopted goal was repealed, or that it is in force after all."""
    if repealed:
        await page.desk.ask(put_goal_in_force, card.id, card.revision)
        await page.written(_("{name} is in force again.").format(name=card.entry.title))
    elif await page.ask(repeal_form(page.desk, card, partial(repeal_goal, card.id, card.revision))):
        await page.written(_("{name} is repealed.").format(name=card.entry.title))


async def give_to_many(page: Page, who: Sequence[Subject]) -> bool:
    """Fill in one goal and give it to each of these people; whether anybody got it."""
    if not who:
        raise Problem("nobody-here")
    at = await page.desk.in_open_year()
    given: list[Given] = []

    async def give(entry: GoalEntry) -> None:
        given.append(await page.desk.ask(give_goal, entry, [one.id for one in who]))

    heading = ngettext("{count} person", "{count} people", len(who)).format(count=number(len(who)))
    if not await page.ask(goal_form(page.desk, GoalEntry(at.year, ""), heading, give=give)):
        return False
    await page.undoable(_given_in_words(given[-1]))
    return True


def _given_in_words(given: Given) -> str:
    text = ngettext(
        "{count} person has the goal now.", "{count} people have the goal now.", given.count
    )
    said = [text.format(count=number(given.count))]
    if given.had_it:
        said.append(_("Had it already: {names}.").format(names=", ".join(given.had_it)))
    if given.gone:
        said.append(_("Ended: {names}.").format(names=", ".join(given.gone)))
    return " ".join(said)
