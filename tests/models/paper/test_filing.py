"""Papers of many dialogues in a folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from models.database import rows
from models.paper.filing import Paper, Talk, file_papers, file_stem, papers
from models.paper.rendering import FORMATS
from models.problems import Problem
from tests.models.paper.test_dialogue_papers import number_of
from tests.models.paper.test_writing import everywhere

if TYPE_CHECKING:
    from pathlib import Path

    from models.derived import AsOf
    from models.paper.words import Words


def files(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))  # noqa: PTH208


def test_each_dialogue_gets_a_file(at: AsOf, words: Words, tmp_path: Path) -> None:
    assert at.round is not None
    held = rows("SELECT id FROM dialogue WHERE round_id = ? LIMIT 3", (at.round.id,))
    talks = [*(Talk(one) for [one] in held), Talk(None, number_of("Liv Berg"), at.round.id)]
    made = papers("basis", talks, at, words)
    names = {"nb": "vinter", "en": "winter"}
    assert f"-2027-{names[words.language]}-liv-berg-" in made[-1].stem
    folder = tmp_path / "papers"
    folder.mkdir()
    written = file_papers(made, "md", folder, words)
    assert files(folder) == sorted(path.name for path in written)
    assert len(written) == 4
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}


def test_an_agreement_that_is_not_there_stops_all(at: AsOf, english: Words) -> None:
    assert at.round is not None
    talks = [Talk(None, number_of("Liv Berg"), at.round.id)]
    with pytest.raises(Problem, match="agreement-not-held"):
        papers("agreement", talks, at, english)


@pytest.mark.parametrize("form", FORMATS)
def test_names_that_are_taken_get_a_number(form: str, english: Words, tmp_path: Path) -> None:
    (tmp_path / f"liv.{form}").write_text("mine", encoding="utf-8")
    made = [Paper("liv", everywhere("x"))] * 3
    written = file_papers(made, form, tmp_path, english)
    assert [path.name for path in written] == [f"liv-{count}.{form}" for count in (2, 3, 4)]
    assert (tmp_path / f"liv.{form}").read_text(encoding="utf-8") == "mine"


def test_all_or_none(english: Words, tmp_path: Path) -> None:
    aim = tmp_path / "aim"
    aim.write_text("mine", encoding="utf-8")
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "b.md").symlink_to(aim)
    with pytest.raises(Problem, match="file-is-link"):
        file_papers([Paper(stem, everywhere("x")) for stem in "ab"], "md", folder, english)
    assert files(folder) == ["b.md"]
    assert aim.read_text(encoding="utf-8") == "mine"
    (folder / "b.md").unlink()
    (folder / "b.md").mkdir()
    with pytest.raises(Problem, match="file-is-folder"):
        file_papers([Paper("b", everywhere("x"))], "md", folder, english)
    with pytest.raises(Problem, match="folder-missing"):
        file_papers([Paper("b", everywhere("x"))], "md", tmp_path / "gone", english)


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Resultatdialog 2027 Vinter Liv Ødegård", "resultatdialog-2027-vinter-liv-odegard"),
        ("../../etc/passwd", "etc-passwd"),
        ("Čáhcesuolu Áŋŋel", "cahcesuolu-annel"),
        ("[red]x[/]\x1b[2J\n\u202e", "red-x-2j"),
        ("山田", "x"),
        ("", "x"),
        ("a" * 300, "a" * 100),
    ],
)
def test_file_names_are_plain(text: str, stem: str) -> None:
    assert file_stem(text) == stem
