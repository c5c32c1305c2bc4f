"""The line of sight, as a coordinator mends it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from models.derived import AsOf, as_of
from models.flags import Scope, flags
from models.line_of_sight import total_share
from models.rules import Rules
from tests.screens.front import DAY, Front, open_app

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT, UNCARRIED = "goal-without-line-of-sight", "adopted-goal-uncarried"
ADOPTED = "Flere besøker biblioteket"


def now() -> AsOf:
    return as_of(DAY, Rules())


async def flagged(front: Front, rule: str) -> set[int]:
    """The goals that have this flag."""
    found = await front.asks(lambda: flags(now(), Scope(rule)))
    return {one.goal_id for one in found if one.goal_id is not None}


async def to_orphans(front: Front) -> None:
    """Unfold the goals without line of sight, and stand on the first."""
    await front.press("L", "end", "up", "up")
    assert "Without line of sight" in front.cursor
    await front.press("right", "right")


async def test_the_tree_has_adopted_goals_and_their_orphans(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("L")
        share = await front.asks(lambda: total_share(now()))
        assert f"{share.in_line} of {share.staff:,}" in front.lines[1]
        assert f"{share.with_meaning} of {share.staff:,}" in front.lines[2]
        assert "Kommunestyret 23/145" in front.cursor
        await front.press("right", "right")
        assert "Kommunestyret" not in front.cursor
        orphans = await flagged(front, WITHOUT)
        await front.press("end", "up", "up")
        assert f"Without line of sight ({len(orphans)})" in front.cursor
        await front.press("down")
        uncarried = await flagged(front, UNCARRIED)
        assert f"carried by nobody ({len(uncarried)})" in front.cursor
        await front.press("end", "right", "right")
        assert "Færre tjenestereiser med fly" in front.cursor
        assert "✕ repealed 14/12/2026" in front.status


async def test_marked_goals_are_linked_relinked_and_let_go(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        before = await flagged(front, WITHOUT)
        await to_orphans(front)
        await front.press("space", "space", "b")
        await front.type(ADOPTED)
        await front.press("enter")
        assert "2 goals serve" in front.status
        left = await flagged(front, WITHOUT)
        assert left < before
        assert not front.page.table.marked
        linked = before - left
        [(target,)] = await front.sql(
            "SELECT id FROM goal WHERE title = ? AND year_id = 2027", ADOPTED
        )
        found = await front.sql("SELECT id FROM goal WHERE serves_id = ?", target)
        assert linked >= {number for (number,) in found} & before
        assert len({number for (number,) in found} & before) == 2
        await front.press("u")
        assert await flagged(front, WITHOUT) == before

        # One alone, to one goal and then to another; the cursor goes with it.
        await to_orphans(front)
        name = front.cursor.split("  ")[3].strip()
        for goal in (ADOPTED, "Rene skoler og barnehager"):
            await front.press("b")
            await front.type(goal)
            await front.press("enter")
            assert "1 goal serves" in front.status
            assert name in front.cursor
        [(served,)] = await front.sql(
            "SELECT s.title FROM goal g JOIN goal s ON s.id = g.serves_id WHERE g.id = ?",
            front.page.table.cursor_key,
        )
        assert served == "Rene skoler og barnehager"
        one = front.page.table.cursor_key
        assert one not in await flagged(front, WITHOUT)
        await front.press("B")
        assert "1 goal serves none" in front.status
        assert one in await flagged(front, WITHOUT)
        await front.press("B")
        assert front.status == "Nothing is linked here."


async def test_a_ring_is_refused_and_a_group_is_no_goal(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("L", "down", "right", "b")
        await front.type("området holder")
        await front.press("enter")
        assert "serve itself: Driften holder seg" in front.status
        await front.press("end", "b")
        assert "Put the cursor on a goal" in front.status


async def test_a_new_goal_serves_the_one_under_the_cursor(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("L")
        await front.goes_to("eldre bor hjemme")
        assert await flagged(front, UNCARRIED) == {front.page.table.cursor_key}
        await front.press("n")
        await front.type("Hjelpe folk å bli boende")
        await front.press("tab")
        await front.type("nordvik skole")
        await front.press("tab")
        await front.type("liv berg")
        await front.press("tab", "ctrl+s")
        assert "leave one of the two" in front.text
        await front.press("shift+tab")
        await front.clear()
        await front.press("ctrl+s")
        assert "The goal is added" in front.status
        found = await front.sql(
            "SELECT p.name, s.title FROM goal g JOIN person p ON p.id = g.person_id"
            " JOIN goal s ON s.id = g.serves_id WHERE g.title = 'Hjelpe folk å bli boende'"
        )
        assert found == [("Liv Berg", "Eldre bor hjemme så lenge de ønsker")]
        assert await flagged(front, UNCARRIED) == set()


async def test_a_repeal_breaks_the_lines_below_until_it_is_taken_back(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        before = await flagged(front, WITHOUT)
        await front.press("L")
        await front.goes_to(ADOPTED)
        await front.press("R")
        await front.clear()
        await front.type("1.3.27")
        await front.press("ctrl+s")
        assert "is repealed" in front.status
        assert len(await flagged(front, WITHOUT)) > len(before)
        told = await front.asks(lambda: flags(now(), Scope(WITHOUT)))
        assert date(2027, 3, 1) in {one.day for one in told}
        await front.press("escape")
        await front.goes_to(ADOPTED)
        await front.press("R")
        assert "in force again" in front.status
        assert await flagged(front, WITHOUT) == before


async def test_a_flag_leads_to_its_goal(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("6", "f")
        await front.type("without line")
        await front.press("enter", "down", "down", "enter")
        assert "Line of sight" in front.title
        assert front.page.table.cursor_key in await flagged(front, WITHOUT)
        await front.press("escape")
        assert "Flags" in front.title


async def test_the_units_shares_open_the_names_behind(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("L", "tab", "home")
        staff = front.cursor.split()[3].replace(",", "")
        share = re.findall(r"(\d+)%", front.cursor)
        assert len(share) == 3
        whole = await front.asks(lambda: total_share(now()))
        await front.press("enter")
        assert "Without a goal in line · Nordvik kommune" in front.title
        listed = len(front.page.table.listing.keys)
        assert int(staff) - listed in {whole.in_line, whole.in_line - 1}


async def test_one_goal_is_given_to_five_marked_people(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("enter", "tab", "tab", *["space"] * 5, "T")
        assert "5 people" in front.lines[1]
        await front.type("Ringe hjem samme dag")
        for _ in range(10):
            await front.press("tab")
        await front.type("elevene trives")
        await front.press("tab", "ctrl+s")
        assert "5 people have the goal now" in front.status
        given = await front.sql(
            "SELECT g.person_id, s.title, g.meaning FROM goal g JOIN goal s ON s.id = g.serves_id"
            " WHERE g.title = 'Ringe hjem samme dag'"
        )
        assert [one[1:] for one in given] == [("Elevene trives på skolen", "")] * 5
        assert len({one[0] for one in given}) == 5
        # Again for six: five have it, and are named.
        await front.press("home", *["space"] * 6, "T")
        await front.type("ringe hjem samme dag")
        await front.press("ctrl+s")
        assert "1 person has the goal now. Had it already:" in front.status
        await front.press("u", "u")
        left = await front.sql(
            "SELECT count(*) FROM goal WHERE title LIKE 'ringe hjem samme dag'"
            " AND removed_at IS NULL"
        )
        assert left == [(0,)]
