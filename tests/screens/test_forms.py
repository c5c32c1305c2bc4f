"""Forms: going through them by keys, errors beside the field, saving, giving up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screens.front import open_app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.front import Front


def under(front: Front, label: str) -> str:
    """The line under the field with this label: where its error stands."""
    [place] = [i for i, line in enumerate(front.lines) if line.startswith(f" {label}")]
    return front.lines[place + 1].strip()


def focused(front: Front) -> str:
    """The key of the field that is typed in."""
    found = [field.key for field in front.page.pane.fields if field.has_focus_within]
    assert len(found) == 1
    return str(found[0])


async def test_what_is_typed_in_is_seen_in_a_low_window(sample_file: Path) -> None:
    async with open_app(sample_file, (60, 12)) as front:
        await front.press("2", "e")
        labels = [field._label.removesuffix(" *") for field in front.page.pane.fields]
        for label in labels:
            assert f" {label}" in front.text
            await front.press("tab")
        assert f" {labels[0]}" in front.text
        for label in reversed(labels):
            await front.press("shift+tab")
            assert f" {label}" in front.text


async def test_the_choices_are_seen_in_a_low_window(sample_file: Path) -> None:
    async with open_app(sample_file, (60, 12)) as front:
        await front.press("2", "e", *["tab"] * 5)
        assert focused(front) == "status"
        await front.press("ctrl+u", "down")
        assert "on leave" in front.text
        assert "ended" in front.text


async def test_a_goal_is_entered_with_tab_and_letters_alone(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("enter", "n")
        typed = (
            "Lavere sykefravær i skolen",
            "Sykefravær",
            "%",
            "le",
            "9,1",
            "7.5",
            "",
            "31.12",
            "qual",
            "",
            "lavere sykefravær i nordvik",
            "Følge opp etter tre dager",
            "20",
            "Kommunestyret",
            "26/412",
            "12.12.26",
            "",
        )
        for text in typed:
            if text:
                await front.type(text)
            await front.press("tab")
        await front.press("ctrl+s")
        assert front.page.pane is None, front.text
        assert "Lavere sykefravær i skolen" in "".join(front.rows())
        found = await front.sql(
            "select indicator, measure, direction, kind, due, serves_id is not null, meaning,"
            " weight, adopted_by, case_no, adopted_on, baseline, target"
            " from goal where title = 'Lavere sykefravær i skolen'"
        )
        assert found == [
            (
                "Sykefravær",
                "%",
                "less",
                "quality",
                "2027-12-31",
                1,
                "Følge opp etter tre dager",
                20,
                "Kommunestyret",
                "26/412",
                "2026-12-12",
                9_100_000,
                7_500_000,
            )
        ]


async def test_tab_goes_through_a_form_on_every_screen(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        for ways, opener in (([], "e"), (["2"], "e"), (["4"], "e"), (["enter"], "n")):
            await front.press("1", *ways, opener)
            first = front.page.focused
            await front.press("tab")
            assert front.page.focused is not first
            await front.press("shift+tab")
            assert front.page.focused is first
            await front.press("escape")


async def test_enter_goes_on_and_saves_from_the_last(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("4", "m")
        await front.type("8,1")
        await front.press("enter")
        assert focused(front) == "measured_on"
        await front.press("enter", "enter")
        assert front.page.pane is None
        assert "8.1" in front.cursor


async def test_errors_stand_beside_their_fields(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("p")
        await front.type("31.2")
        await front.press("tab")
        assert under(front, "Day and time") == "There is no such day: 31.2."
        await front.press("ctrl+s")
        assert front.page.pane is not None
        assert focused(front) == "moment"
        await front.clear()
        await front.type("14.3 25:00")
        await front.press("ctrl+s")
        assert "25:00" in under(front, "Day and time")
        await front.clear()
        await front.type("nonsense")
        assert "no such" not in front.text
        await front.press("ctrl+s")
        assert under(front, "Day and time").startswith("“nonsense” is no day. Try 14.3")
        await front.press("escape", "escape")

        await front.press("2", "n", "ctrl+s")
        assert under(front, "Name") == "This must be filled in."
        await front.type("Ola Testesen")
        await front.press("tab", "tab", "tab")
        await front.type("kjell ingensteds")
        await front.press("tab")
        assert "“kjell ingensteds”" in under(front, "Other superior")
        await front.type("140 %")
        await front.press("tab")
        assert under(front, "FTE").startswith("140 % is no share of a post")
        await front.type("zz")
        await front.press("ctrl+s")
        assert focused(front) == "superior_id"
        assert "“zz”" in under(front, "Status")
        assert not await front.sql("select 1 from person where name = 'Ola Testesen'")


async def test_a_loop_is_refused_with_its_path(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2")
        await front.goes_to("liv berg")
        await front.press("e", "tab", "tab", "tab")
        await front.type("sindre haugland")
        await front.press("tab", "ctrl+s")
        assert front.page.pane is not None
        said = " ".join(front.text.split())
        assert "their own superior: Liv Berg → Sindre Haugland → Liv Berg." in said
        assert focused(front) == "superior_id"
        await front.press("escape", "escape")

        await front.press("1")
        await front.goes_to("oppvekst")
        await front.press("e", "tab")
        await front.type("nordvik skole sfo")
        await front.press("tab", "ctrl+s")
        said = " ".join(front.text.split())
        assert "under itself: Oppvekst → " in said
        assert focused(front) == "parent_id"


async def test_numbers_are_read_as_people_write_them(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("4", "m")
        await front.type("8,5,1")
        await front.press("ctrl+s")
        assert under(front, "Value") == "“8,5,1” is no number. Try 7.5 or 7,5."
        await front.clear()
        await front.type("8,5")
        await front.press("tab")
        await front.type("28.2")
        await front.press("ctrl+s")
        assert "28/02/2027 already" in front.text
        await front.clear()
        await front.type("1.3")
        await front.press("ctrl+s")
        assert "8.5" in front.cursor


async def test_save_and_new(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "n")
        for name in ("Anton Første", "Berit Andre"):
            await front.type(name)
            await front.press("ctrl+n")
            assert "Saved. Here is the next." in front.text
            assert focused(front) == "name"
            assert front.field("name").text == ""
        await front.press("escape")
        assert front.page.pane is None
        assert len(await front.sql("select 1 from person where name in (?, ?)", "Anton Første",
                                   "Berit Andre")) == 2  # fmt: skip
        await front.goes_to("anton første")
        assert "Anton Første" in front.cursor


async def test_escape_gives_up_what_was_typed_only_at_the_second_time(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "n", "escape")
        assert front.page.pane is None
        await front.press("n")
        await front.type("Halvferdig")
        await front.press("escape")
        assert "Not saved. Esc again gives up what you typed." in front.text
        assert front.field("name").text == "Halvferdig"
        await front.press("escape")
        assert front.page.pane is None
        assert not await front.sql("select 1 from person where name = 'Halvferdig'")


async def test_choices_are_taken_with_arrows_tab_and_escape(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "n")
        await front.type("Ola")
        await front.press("tab", "tab")
        await front.type("nordvik sk")
        assert "Nordvik skole SFO" in front.text
        await front.press("down", "up", "escape")
        assert front.page.pane is not None
        assert "Nordvik skole SFO" not in front.text
        await front.type("o")
        await front.press("down", "enter")
        chosen = front.field("unit_id").text
        assert chosen.startswith("Nordvik sko")
        await front.press("ctrl+s")
        found = await front.sql(
            "select u.name from person p join unit u on u.id = p.unit_id where p.name = 'Ola'"
        )
        assert found == [(chosen,)]


async def test_nobody_else_is_chosen_than_the_one_typed(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "n")
        await front.type("Ola")
        await front.press("tab", "tab", "tab")
        await front.type("s")
        assert front.page.pane.fields[3]._found
        for key in (*"indre", "space", *"haugl", "tab"):
            front.send(key)
        await front.settle()
        await front.press("ctrl+s")
        found = await front.sql(
            "select s.name from person p join person s on s.id = p.superior_id where p.name = 'Ola'"
        )
        assert found == [("Sindre Haugland",)]


async def test_saving_takes_what_is_set_off(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("4", "n")
        await front.type("Mål")
        await front.press("tab", "tab", "tab")
        await front.type("le")
        await front.press("ctrl+s")
        assert await front.sql("select direction from goal where title = 'Mål'") == [("less",)]


async def test_nothing_changed_is_nothing_written(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        [[before]] = await front.sql("select count(*) from journal")
        await front.press("2")
        for _ in range(2):
            await front.press("e", "ctrl+s")
            assert front.page.pane is None
        [[after]] = await front.sql("select count(*) from journal")
        assert before == after
