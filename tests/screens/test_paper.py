"""Putting dialogues and the report on paper from the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.models.paper.reading import read_pdf
from tests.screens.front import open_app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.front import Front
    from tui.languages import Language


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    return made


async def to_folder(front: Front, folder: Path, what: str, form: str = "") -> None:
    """Fill the form in and save it."""
    await front.type(what)
    await front.press("tab")
    if form:
        await front.type(form)
    await front.press("tab")
    await front.clear()
    await front.paste(str(folder))
    await front.press("ctrl+s")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_marked_dialogues_get_a_file_each(sample_file: Path, folder: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3", "space", "space", "U")
        await to_folder(front, folder, "agree", "markdown")
        assert front.page.pane is None, front.text
        assert "2 files written" in front.status
    assert names(folder) == [
        "results-dialogue-2027-winter-andrea-naess-agreement.md",
        "results-dialogue-2027-winter-anette-ruud-agreement.md",
    ]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("language", ["nb", "en"])
async def test_the_basis_of_one_who_has_none_planned(
    sample_file: Path, folder: Path, language: Language
) -> None:
    async with open_app(sample_file, language=language) as front:
        await front.press("3")
        await front.goes_to("liv berg")
        await front.press("U", "tab", "tab")
        await front.clear()
        await front.paste(str(folder))
        await front.press("ctrl+s")
        assert front.page.pane is None, front.text
    [path] = folder.iterdir()
    assert "liv-berg" in path.name
    assert "Liv Berg, Rektor" in read_pdf(path.read_bytes())


async def test_there_is_no_agreement_before_the_dialogue(sample_file: Path, folder: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("liv berg")
        await front.press("U")
        await to_folder(front, folder, "agree")
        assert "no agreement to print" in " ".join(front.text.split())
        assert names(folder) == []
        await front.press("escape")


async def test_a_persons_dialogue(sample_file: Path, folder: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("enter", "tab", "U")
        await to_folder(front, folder, "agree", "web")
        assert front.page.pane is None, front.text
        assert names(folder) == ["results-dialogue-2027-winter-kari-nordmann-agreement.html"]
        await front.press("tab", "U")
        assert front.page.pane is None
        assert "cannot be done here" in front.status


async def test_a_folder_that_is_not_there(sample_file: Path, folder: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3", "U")
        await to_folder(front, folder / "gone", "basis")
        assert "There is no folder" in " ".join(front.text.split())
        await front.clear()
        await front.paste(str(folder))
        await front.press("ctrl+s")
        assert len(names(folder)) == 1


async def test_the_report(sample_file: Path, folder: Path) -> None:
    async with open_app(sample_file) as front:
        for names_too in ("no", "yes"):
            await front.press("U")
            assert "~/report-2027-03-10.pdf" in front.line("File")
            await front.type(str(folder / f"{names_too}.md"))
            await front.press("tab")
            await front.type(names_too)
            await front.press("ctrl+s")
            assert front.page.pane is None, front.text
            assert "Written" in front.status
        await front.press("U")
        await front.paste(str(folder / "no.md"))
        await front.press("ctrl+s")
        assert "is there already" in " ".join(front.text.split())
        await front.press("escape")
    bare, named = ((folder / f"{one}.md").read_text("utf-8") for one in ("no", "yes"))
    assert "42 of 57" in bare
    assert "Liv Berg" not in bare
    assert "Liv Berg" in named


async def test_from_inside_a_dialogue_basis_before_and_agreement_after(
    sample_file: Path, folder: Path
) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("liv berg")
        await front.press("enter", "U")
        await to_folder(front, folder, "")
        await front.press("r", "ctrl+s", "U")
        await to_folder(front, folder, "")
        assert front.page.context == "dialogue"
    stem = "results-dialogue-2027-winter-liv-berg"
    assert names(folder) == [f"{stem}-agreement.pdf", f"{stem}-basis.pdf"]
