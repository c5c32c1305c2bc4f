"""Export from a screen."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from tests.screens.front import open_app

if TYPE_CHECKING:
    from pathlib import Path


async def test_rows_are_written_where_one_says(sample_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    async with open_app(sample_file) as front:
        await front.press("2", "x")
        assert "people" in front.line("Table")
        await front.press("tab")
        await front.type(str(target))
        await front.press("tab")
        await front.type("rfc")
        await front.press("tab")
        await front.type("for m")
        await front.press("ctrl+s")
        assert front.page.pane is None, front.text
        assert "rows written" in front.status
        [[people]] = await front.sql("select count(*) from person where removed_at is null")
    assert target.stat().st_mode & 0o777 == 0o600
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == people
    assert {"employee_no", "name", "leader_no", "dialogue_status"} <= set(rows[0])


async def test_a_file_is_not_overwritten_unasked(sample_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "goals.csv"
    target.write_text("mine", encoding="utf-8")
    async with open_app(sample_file) as front:
        await front.press("4", "x", "tab")
        await front.paste(str(target))
        await front.press("ctrl+s")
        assert "is there already" in " ".join(front.text.split())
        assert target.read_text(encoding="utf-8") == "mine"
        await front.clear()
        await front.paste(str(tmp_path / "gone" / "x.csv"))
        await front.press("ctrl+s")
        assert front.page.pane is not None
        await front.clear()
        await front.paste(str(tmp_path / "x.doc"))
        await front.press("ctrl+s")
        assert ".csv or .xlsx" in " ".join(front.text.split())
        await front.clear()
        await front.paste(str(target))
        await front.press("tab", "tab", "tab")
        await front.type("y")
        await front.press("ctrl+s")
        assert front.page.pane is None, front.text
        assert "mine" not in target.read_text(encoding="utf-8-sig")[:10]


async def test_what_is_exported_is_what_the_screen_is_about(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        for way, table in (
            ("1", "units"),
            ("3", "dialogues"),
            ("5", "commitments"),
            ("6", "flags"),
        ):
            await front.press(way, "x")
            assert table in front.line("Table")
            assert f"~/{table}-2027-03-10.csv" in front.line("File")
            await front.press("escape")
