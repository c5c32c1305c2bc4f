"""Commitments from the front: narrowed, settled together, handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screens.front import open_app

if TYPE_CHECKING:
    from pathlib import Path

OPEN_OF = (
    "select count(*) from commitment c join person p on p.id = c.owner_id"
    " where p.name = ? and c.state = 'open'"
)


async def test_the_list_is_narrowed_by_one_thing_after_another(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("5")
        everything = len(front.page.table.listing.keys)
        for typed, word in (("kept", "kept"), ("the subj", "the subject"), ("2026", "2026")):
            before = len(front.page.table.listing.keys)
            await front.press("f")
            await front.type(typed)
            await front.press("enter")
            assert word in front.title
            assert 0 < len(front.page.table.listing.keys) < before
        assert all("kept" in row and "the subject" in row for row in front.rows())
        await front.press("f")
        await front.type("overdue")
        await front.press("enter", "f")
        await front.type("everything")
        await front.press("enter")
        assert len(front.page.table.listing.keys) == everything


async def test_marked_ones_are_kept_and_dropped_together(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("5", "space", "space", "o")
        assert front.status == "Kept: 2 commitments"
        assert front.page.table.marked == frozenset()
        await front.press("home", "space", "space", "space", "D", "ctrl+s")
        assert front.page.pane is not None
        await front.type("Solved in another way")
        await front.press("ctrl+s")
        assert front.status == "Dropped: 3 commitments"
        found = await front.sql(
            "select count(*), count(distinct step) from journal where action = ?",
            "commitment.drop",
        )
        assert found == [(3, 1)]
        await front.goes_to("dropped")
        assert "dropped" in front.cursor


async def test_a_leader_hands_over_all_that_is_open(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        [[owed]] = await front.sql(OPEN_OF, "Ola Hansen")
        [[mine]] = await front.sql(OPEN_OF, "Liv Berg")
        assert owed > 1
        await front.goes_to("oppvekst")
        await front.press("enter", "shift+tab", "shift+tab", "shift+tab")
        await front.press("O")
        assert f"{owed} open commitments · Ola Hansen" in front.text
        await front.press("ctrl+s")
        assert "Name a new owner" in front.text
        await front.type("liv berg")
        await front.press("tab", "ctrl+s")
        assert front.status == f"Handed over: {owed} commitments"
        assert await front.sql(OPEN_OF, "Ola Hansen") == [(0,)]
        assert await front.sql(OPEN_OF, "Liv Berg") == [(mine + owed,)]
        await front.press("O")
        assert "no open commitment" in front.status


async def test_marked_ones_of_the_list_are_handed_over(sample_file: Path) -> None:
    async with open_app(sample_file, (140, 40)) as front:
        await front.press("5", "space", "space", "O")
        await front.type("kari nordm")
        await front.press("tab", "ctrl+s")
        assert front.status == "Handed over: 2 commitments"
        await front.press("home", "down")
        assert "promised by" in front.status
        assert "Kari Nordmann (from " in front.cursor
        await front.press("e")
        assert "Commitment · promised by" in front.text
        found = await front.sql(
            "select count(*) from commitment c join person p on p.id = c.owner_id"
            " where p.name = 'Kari Nordmann' and c.promised_by_id <> c.owner_id"
        )
        assert found == [(2,)]


async def test_a_leader_who_is_replaced_is_named_with_what_is_left(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("oppvekst")
        await front.press("e", "tab", "tab")
        await front.type("liv berg")
        await front.press("tab", "ctrl+s")
        assert front.status.startswith("Saved. Ola Hansen still owes 6 commitments; O on")
        await front.press("e", "end")
        await front.type(" og kultur")
        await front.press("ctrl+s")
        assert front.status == "Oppvekst is saved."


async def test_the_rate_kept_stands_at_the_leader(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("oppvekst")
        await front.press("enter")
        line = front.line("Commitments kept")
        [[kept, judged]] = await front.sql(
            "select sum(state = 'kept'), sum(state <> 'open' or due < '2027-03-10')"
            " from commitment c join person p on p.id = c.owner_id where p.name = 'Ola Hansen'"
        )
        assert f"in all {kept} of {judged}, {round(100 * kept / judged)}%" in line
