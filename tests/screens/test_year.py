"""The dialogue years from the front: what is in them, opening, closing, reopening."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.screens.front import Front, open_app

YEARS = "SELECT number, closed_on FROM year ORDER BY 1"


async def settle_everything(front: Front) -> None:
    """Settle all that is open in the year shown, as a coordinator would, by marking."""
    for kind, keys in (
        ("commitment", ("S", "=kept", "enter")),
        ("goal", ("S", "=close", "enter")),
    ):
        await mark(front, kind)
        await press(front, *keys, "escape")
    for round_ in ("winter", "autumn"):
        await mark(front, f"dialogue {round_}")
        await press(front, "t", "=Slutter", "ctrl+s", "escape")


async def mark(front: Front, text: str) -> None:
    """Mark every row that holds ``text``."""
    await press(front, "/", f"={text}", "enter", "*")


async def press(front: Front, *keys: str) -> None:
    """Press keys; ``=`` begins a text that is typed."""
    for key in keys:
        await (front.type(key[1:]) if key.startswith("=") else front.press(key))


async def test_a_year_shows_its_rounds_and_milestones(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("Y")
        assert "2026 closed" in front.lines[1]
        assert "2027 open" in front.lines[1]
        assert [row.split("  ")[0] for row in front.rows()] == [
            "Winter: results",
            "Annual accounts",
            "Annual report",
            "Autumn: ambition levels",
            "Ambition levels sent in",
            "Budget adopted",
        ]
        assert "70 of 96" in front.line("Winter: results")
        await front.press("<")
        assert "2026 closed on 29/01/2027" in front.lines[1]
        assert "15/04/2026" in front.line("Winter: results")
        await front.press("e")
        await front.press("ctrl+s")
        assert front.page.pane is None
        await press(front, "e", "=x", "ctrl+s")
        assert "The year is closed" in front.text


async def test_rounds_and_milestones_are_edited_added_and_removed(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await press(front, "Y", "n", "=milest", "enter", "=Strategi", "tab", "=14.6", "tab")
        await press(front, "=strategy", "ctrl+s")
        assert front.status == "The milestone is added."
        assert "14/06/2027" in front.line("Strategi")
        await press(front, "n", "=round", "enter", "=Vår", "tab", "=1.5", "tab", "=1.4", "tab")
        await press(front, "tab", "tab", "tab", "=spring", "ctrl+s")
        assert "It cannot end before it starts." in front.text
        front.field("ends_on").written = "30.5"
        await press(front, "ctrl+s")
        assert front.status == "The round is added."
        assert "30/05/2027" in front.line("Vår")
        await press(front, "/", "=Vår", "enter", "d")
        assert "Vår removed" in front.status
        await press(front, "escape", "u")
        assert "Vår" in front.line("30/05/2027")
        await press(front, "home", "d")
        assert "There are 92 dialogues in the round" in front.status
        await press(front, "down", "d")
        assert "rounds are placed by it" in front.status


async def test_2028_is_opened_by_keys(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await press(front, "Y", "o")
        assert "Open 2028" in front.title
        assert "New dialogues 116" in front.text
        await press(front, "t")
        assert "New dialogues 2,406" in front.text
        await press(front, "t", "tab")
        assert front.rows()[0].startswith("carry on")
        await press(front, "d", "w")
        assert front.rows()[0].startswith("drop")
        assert front.rows()[1].startswith("decide later")
        await press(front, "/", "=sykefravær i avdelingen", "enter", "*", "e")
        assert all(row.startswith("close") for row in front.rows())
        await press(front, "escape", "enter", "=carry", "enter", "tab")
        assert "has ended" in front.line("Mathias Olsen")
        assert await front.sql(YEARS) == [(2026, "2027-01-29"), (2027, None)]
        await press(front, "ctrl+s")
        assert front.status.startswith("2028 is open: 116 dialogues; goals:")
        assert "0 of 116 held" in front.lines[2]
        assert "2027 · Winter" in front.title, "what is on stays on"
        [(dropped,)] = await front.sql(
            "SELECT count(*) FROM goal WHERE year_id = 2027 AND state = 'dropped'"
            " AND repealed_on IS NULL AND id IN (SELECT record_id FROM journal"
            " WHERE action = 'goal.drop')"
        )
        assert dropped == 1
        await press(front, "<", "o")
        assert "2028 is open already" in front.text
        await press(front, "ctrl+s")
        assert (
            front.status == "2028 is open: 0 dialogues; goals: 0 carried on, 1 closed, 0 dropped."
        )
        await press(front, "o", "ctrl+s")
        assert front.status == "Nothing would change."


async def test_2027_is_closed_once_all_is_settled_and_reopened(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40), day=date(2027, 12, 30)) as front:
        await press(front, "Y", "c")
        assert front.status.startswith("2027 cannot be closed yet: dialogues 84, goals 1,331")
        assert front.page.part.key == "open-work"
        await settle_everything(front)
        assert await front.sql(YEARS) == [(2026, "2027-01-29"), (2027, None)]
        await press(front, "c")
        assert front.status == "2027 is closed."
        assert await front.sql(YEARS) == [(2026, "2027-01-29"), (2027, "2027-12-30")]
        await press(front, "R")
        assert front.status == "2027 is open again."
        assert await front.sql(YEARS) == [(2026, "2027-01-29"), (2027, None)]


async def test_open_work_is_settled_where_it_is_named(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await press(front, "Y", "tab", "/", "=aud lie", "enter", "*", "r")
        assert "several rounds" in front.status
        await press(front, "escape", "*", "*")
        await press(front, "/", "=aud lie winter", "enter", "r")
        assert "Aud Lie" in front.text
        await press(front, "ctrl+s")
        assert "Recorded as held: Aud Lie." in front.status
        assert front.rows()[0].startswith("not agreed")
        await press(front, "a", "enter")
        assert "Both sides agreed" in front.status
        await press(
            front, "escape", "/", "=commitment", "enter", "S", "=dropped", "enter", "ctrl+s"
        )
        assert "This must be filled in." in front.text
        await press(front, "=Utgår", "ctrl+s")
        assert "dropped" in front.status


async def test_a_day_before_the_milestone_is_warned_of_and_saved(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.goes_to("nordvik skole")
        await press(front, "p")
        await front.clear()
        await press(front, "=10.2 10", "ctrl+s")
        assert front.status == (
            "Planned: Liv Berg. ▲ Before Annual accounts, 22/02/2027, which the round follows."
        )
        assert await front.sql(
            "SELECT d.planned_on FROM dialogue d JOIN person p ON p.id = d.person_id"
            " WHERE p.name = 'Liv Berg' AND d.planned_on = '2027-02-10'"
        ) == [("2027-02-10",)]


async def test_the_first_year_is_opened_from_nothing(tmp_path: Path) -> None:
    async with open_app(tmp_path / "new.db", (120, 40)) as front:
        await press(front, "Y")
        assert "No year is open yet" in front.text
        await press(front, "o")
        assert "Open 2027" in front.title
        await press(front, "ctrl+s")
        assert front.status.startswith("2027 is open")
        assert "Winter: results" in front.text
