"""Every screen as it is painted, in both sizes and languages. ``pytest --update-snapshots`` takes
the pictures anew; look at their diff before keeping them."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.screens.front import open_app, painted
from tests.screens.snapshot import picture

if TYPE_CHECKING:
    from tests.screens.front import Front
    from tui.languages import Language

PICTURES = Path(__file__).parent / "snapshots"
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}

WALK: dict[str, tuple[str, ...]] = {
    "dashboard": (),
    "figures": ("tab", "right"),
    "help": ("shift+tab", "?"),
    "palette": ("escape", ":", "=o"),
    "behind": ("escape", "b"),
    "filter": ("escape", "/", "=nordvik skole"),
    "plan": ("enter", "p", "=14.3 10"),
    "leader-goals": ("escape", "escape", "enter"),
    "leader-dialogues": ("tab",),
    "leader-staff": ("tab",),
    "leader-commitments": ("tab",),
    "leader-years": ("tab",),
    "goal-errors": (
        "shift+tab",
        "shift+tab",
        "shift+tab",
        "shift+tab",
        "n",
        *["tab"] * 4,
        "=9,1,2",
        "ctrl+s",
    ),
    "person-loop": (
        *("escape", "escape", "2", "/", "=liv berg", "enter", "e", "tab", "tab", "tab"),
        *("=sindre haugl", "tab", "ctrl+s"),
    ),
    "people": ("escape", "escape", "escape"),
    "dialogues": ("3",),
    "print": ("U",),
    "goals": ("escape", "4"),
    "values": ("M",),
    "commitments": ("escape", "5"),
    "hand-over": ("O",),
    "years": ("escape", "H"),
    "years-leaders": ("tab", "t", "t"),
    "flags": ("6",),
    "journal": ("7",),
    "settings": ("8",),
    "year-plan": ("9", "left", "down"),
    "propose": ("3", "*", "p"),
    "proposal": ("ctrl+s",),
    "line": ("L", "end", "up", "up", "right", "right"),
    "line-units": ("tab",),
    "span": ("0",),
    "span-leaders": ("tab",),
    "what-if": ("z",),
    "agreements": ("escape", "A"),
    "goal-for-many": ("2", "space", "down", "space", "T"),
    "year": ("escape", "Y"),
    "year-round": ("e",),
    "year-open-work": ("escape", "c"),
    "opening": ("o",),
    "opening-goals": ("tab",),
    "opening-left-out": ("tab",),
    "export": ("1", "x"),
    "report": ("escape", "U"),
    "dialogue": ("escape", "3", "/", "=liv berg", "enter", "enter"),
    "dialogue-basis": ("b", "down"),
    "dialogue-writing": ("b", "enter", "=Første møte", "ctrl+s"),
    "dialogue-sides": ("escape", "r", "ctrl+s", "a"),
    "dialogue-agreed": ("enter",),
    "note": ("1", "home", "enter", "tab", "home", "down", "enter"),
    "import": ("escape", "1", "i", "=goals.csv", "ctrl+s"),
    "import-left-out": ("tab",),
}
"""Each picture with the keys that lead to it from the one before; ``=`` begins a text."""

GOALS = """\
Målkode;Mål;Indikator;Måleenhet;Retning;Utgangspunkt;Måltall;År;Enhet
NK-1;Lavere sykefravær;Sykefravær;%;mindre;9,1;7,25;2027;
X1;Bedre trivsel;Elevundersøkelsen;poeng;mer;4,1;4,4;2027;Nordvik skole
X2;Rask saksbehandling;Dager;dager;sidelengs;20;14;2027;
X3;Flere på kurs;Deltakere;personer;mer;20;40;2027;Ukjent kontor
"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "nb"])
async def test_screens_look_as_they_did(
    language: Language,
    size: str,
    sample_file: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("goals.csv").write_text(GOALS, encoding="utf-8")
    taken = {}
    async with open_app(sample_file, SIZES[size], language) as front:
        for name, keys in WALK.items():
            for key in keys:
                await (front.type(key[1:]) if key.startswith("=") else front.press(key))
            taken[name] = masked(front, name)
    async with open_app(Path("new.db"), SIZES[size], language) as front:
        taken["first-start"] = masked(front, "first-start")
    compare(
        taken,
        PICTURES / f"{size}-{language}",
        update=request.config.getoption("--update-snapshots"),
    )


def masked(front: Front, name: str) -> str:
    """The picture without what is another at each run: who wrote when."""
    text = picture(painted(front.app))
    if name != "journal":
        return text
    when_and_who = re.compile(r"^  \d\d[./]\d\d[./]\d{4} \d\d:\d\d \S+ *", re.MULTILINE)
    return when_and_who.sub("  (when and who) ", text)


def compare(taken: dict[str, str], folder: Path, *, update: bool) -> None:
    """Hold the pictures against those kept in ``folder``, or keep them instead."""
    if update:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.txt"):
            if old.stem not in taken:
                old.unlink()
        for name, text in taken.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return
    assert folder.is_dir(), "no pictures yet: pytest --update-snapshots takes them"
    kept = {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.txt")}
    changes = []
    for name in taken.keys() | kept.keys():
        before, now = kept.get(name, ""), taken.get(name, "")
        lines = difflib.unified_diff(
            before.splitlines(), now.splitlines(), name, "now", lineterm="", n=1
        )
        changes += list(lines)
    assert not changes, "\n".join(["pytest --update-snapshots keeps these changes:", *changes])


def test_a_change_of_words_or_colour_is_found(tmp_path: Path) -> None:
    before = "Kari\n---\n00 a2 b2\n---\na = red on black\nb = blue on black\n"
    compare({"one": before}, tmp_path / "x", update=True)
    compare({"one": before}, tmp_path / "x", update=False)
    for now in (before.replace("Kari", "Kåre"), before.replace("blue", "green")):
        with pytest.raises(AssertionError, match="keeps these changes"):
            compare({"one": now}, tmp_path / "x", update=False)
    with pytest.raises(AssertionError, match="keeps these changes"):
        compare({}, tmp_path / "x", update=False)
