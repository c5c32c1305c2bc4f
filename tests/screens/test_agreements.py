"""Leader agreements and appraisals, as a coordinator goes about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.agreements import agreements
from models.people import PeopleScope, people_keys
from tests.screens.front import open_app

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_missing_agreement_is_found_made_and_no_longer_flagged(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("6", "f")
        await front.type("agreement missing")
        await front.press("enter")
        before = len(front.page.table.listing.keys)
        name = front.status.removesuffix(" has no leader agreement.").strip()
        assert before > 3
        await front.press("enter")
        assert name in front.title
        assert "No leader agreement yet" in "".join(front.lines)
        await front.press("n")
        await front.type("Resultatmål for enheten")
        await front.press("tab")
        await front.type("Tydelige forventninger")
        await front.press("tab")
        await front.type("2")
        await front.press("tab", "tab")
        await front.type("31.12.2028")
        await front.press("tab")
        await front.type("10.3")
        await front.press("ctrl+s")
        assert "valid" in front.cursor
        await front.press("shift+tab", "tab")
        assert "2027: agreed 2, held" in front.status
        await front.press("escape")
        assert len(front.page.table.listing.keys) == before - 1


async def test_the_register_is_narrowed_by_state_and_leads_to_the_leader(
    sample_file: Path,
) -> None:
    async with open_app(sample_file) as front:
        at = await front.desk.at()
        told = await front.asks(agreements, at)
        await front.press("A")
        assert len(front.page.table.listing.keys) == len(told)
        await front.press("f")
        await front.type("expired")
        await front.press("enter")
        expired = [one for one in told if one.state == "expired"]
        assert len(front.page.table.listing.keys) == len(expired)
        assert "expired" in front.title
        await front.press("e", "tab", "tab", "tab", "tab")
        await front.clear()
        await front.type("31.12.2030")
        await front.press("ctrl+s")
        assert len(front.page.table.listing.keys) == len(expired) - 1
        await front.press("enter", "d")
        assert "undoes it" in front.status
        await front.press("u", "escape")
        assert len(front.page.table.listing.keys) == len(expired) - 1


async def test_who_had_neither_talk_is_listed_until_one_is_noted(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "f")
        await front.type("neither")
        await front.press("enter")
        at = await front.desk.at()
        before, _ = await front.asks(people_keys, at, PeopleScope("neither"))
        assert len(front.page.table.listing.keys) == len(before) > 500
        await front.press("space", "space", "S")
        await front.clear()
        await front.type("11.3")
        await front.press("ctrl+s")
        assert "has not come yet" in "".join(front.lines)
        await front.clear()
        await front.type("9.3")
        await front.press("ctrl+s")
        assert "Appraisal noted" in front.status
        after, _ = await front.asks(people_keys, await front.desk.at(), PeopleScope("neither"))
        assert set(before) - set(after) == set(before[:2])
