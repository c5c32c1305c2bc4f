"""What is typed and not saved comes back, at the place where it was typed."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

from msgspec.structs import replace

from models.draft import DraftFile
from models.journal import who
from tests.screens.front import open_app
from tui.widgets.field import Field

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.screens.front import Front


def kept(path: Path) -> list[str]:
    """The titles of what is kept for the user of the database at ``path``."""
    file = path.with_name(f"{path.name}.drafts-{who()}")
    if not file.exists():
        return []
    with closing(sqlite3.connect(file)) as database:
        return [title for (title,) in database.execute("SELECT title FROM draft ORDER BY title")]


def store(front: Front) -> None:
    """Have what was typed on the disk by now."""
    front.desk.drafts.store()
    front.desk.drafts._thread.submit(int).result()


async def test_a_form_comes_back_with_what_was_typed(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("Liv Berg")
        await front.press("p")
        await front.type("16.3 9")
        await front.press("tab")
        await front.type("Kari Nor")
        await front.press("tab")
        await front.type("Rådhuset")
    assert len(kept(sample_file)) == 1
    async with open_app(sample_file) as front:
        assert "Plan the dialogue · Liv Berg" in front.text
        await front.press("enter")
        assert "Dialogues" in front.title
        assert "Liv Berg" in front.line("Plan the dialogue")
        assert "16.3 9" in front.line("Day and time")
        assert "Kari Nordmann" in front.line("Held by")
        assert "Rådhuset" in front.line("Place")
        assert "not saved" in front.text
        await front.press("ctrl+s")
        assert "16/03 09:00" in front.cursor
    assert kept(sample_file) == []


async def test_the_record_of_now_stands_beside_it(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("4", "j", "j", "e")
        await front.clear()
        await front.type("Færre avvik")
    async with open_app(sample_file) as front:
        await front.press("enter")
        assert "Færre avvik" in front.line("Goal *")
        [before] = [line.strip() for line in front.lines if "Stored now" in line]
        await front.press("ctrl+t")
        assert before.removeprefix("Stored now: ") in front.line("Goal *")
        await front.press("ctrl+t", "escape", "escape")
    assert kept(sample_file) == []


async def test_what_is_saved_or_given_up_is_not_kept(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "e")
        await front.type("x")
        store(front)
        await front.press("escape", "escape")
        await front.press("e", "tab")
        await front.type("Ny tittel")
        store(front)
        await front.press("ctrl+s")
    assert kept(sample_file) == []


async def test_what_is_said_to_be_saved_is_no_draft_any_more(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "n")
        await front.type("Nils Nilsen")
        store(front)
        assert len(kept(sample_file)) == 1
        await front.press("ctrl+n")
        assert "Saved. Here is the next." in front.text
        assert kept(sample_file) == []
        await front.type("Kari Nilsen")
        store(front)
        assert len(kept(sample_file)) == 1
        await front.press("ctrl+s")
        assert front.status == "The person is added."
        assert kept(sample_file) == []


async def test_what_was_stored_without_an_answer_is_offered_as_it_stands(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "e", "tab")
        await front.type("Rådgiver")
        store(front)
        [draft] = DraftFile(sample_file).kept()
        await front.press("ctrl+s")
    file = DraftFile(sample_file)
    file.keep(replace(draft, session=""))
    file.close()
    async with open_app(sample_file) as front:
        await front.press("enter")
        assert ", and stored as it stands." in front.text
        assert "Stored now" not in front.text
        await front.press("escape")
    assert kept(sample_file) == []


async def test_word_of_typing_that_comes_after_saving_keeps_nothing(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("Liv Berg")
        await front.press("p")
        await front.type("16.3 9")
        form = front.page.pane
        await front.press("ctrl+s")
        form.on_field_edited(Field.Edited())
        store(front)
        assert kept(sample_file) == []


async def test_typing_and_taking_it_back_keeps_nothing(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "e", "end")
        await front.type("x")
        store(front)
        await front.press("backspace")
        store(front)
    assert kept(sample_file) == []


async def test_it_comes_back_deep_in_a_tree(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("plus")
        await front.goes_to("8. trinn")
        await front.press("escape", "e")
        await front.type("Åttende trinn")
    async with open_app(sample_file) as front:
        await front.press("enter")
        assert "Åttende trinn" in front.line("Name *")
        assert "Stored now: 8. trinn" in front.text


async def test_it_is_offered_later_too(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "n")
        await front.type("Nils Nilsen")
    async with open_app(sample_file) as front:
        await front.press("escape", "2", "n")
        assert "Nils Nilsen" in front.line("Name *")
        await front.press("escape", "escape", "F")
        assert front.status == "Nothing is left unsaved."


async def test_what_can_be_opened_no_more_can_be_read_and_thrown_away(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("5", "e", "end")
        await front.type(" og lese den høyt")
        await front.sql("UPDATE commitment SET removed_at = '2027-03-10'")
    async with open_app(sample_file) as front:
        await front.press("enter")
        assert "no longer there" in front.text
        assert "og lese den høyt" in front.text
        await front.press("d")
        assert front.status == "The draft is gone."
    assert kept(sample_file) == []


async def test_a_note_comes_back_under_what_has_been_written_since(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("Liv Berg")
        await front.press("enter", "enter")
        await front.type("Første tanke")
        store(front)
        assert len(kept(sample_file)) == 1
        front.page.note.topic = None  # as a killed process leaves it: nothing more is stored
    async with open_app(sample_file) as front:
        await front.press("enter")
        assert "Første tanke" in front.text
        assert "not saved" in front.text
        await front.press("ctrl+s")
        assert front.status == "The note is saved."
    assert kept(sample_file) == []


async def test_a_note_that_was_saved_before_its_draft_was_dropped_is_not_doubled(
    sample_file: Path,
) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("Liv Berg")
        await front.press("enter", "enter")
        await front.type("Første tanke")
        store(front)
        [draft] = DraftFile(sample_file).kept()
        await front.type(" og en til")
        await front.press("ctrl+s")
    file = DraftFile(sample_file)
    file.keep(replace(draft, session=""))  # as a process leaves it that was killed on saving
    file.close()
    async with open_app(sample_file) as front:
        await front.press("enter")
        assert front.text.count("Første tanke") == 1
        assert "Første tanke og en til" in front.text


async def test_a_note_comes_back_that_was_first_saved_into_a_dialogue_not_yet_made(
    sample_file: Path,
) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("Liv Berg")
        await front.press("enter", "j", "enter")
        await front.type("Første tanke")
        await front.press("ctrl+s")
        await front.type(" og en til")
        store(front)
        front.page.note.topic = None  # as a killed process leaves it: nothing more is stored
    async with open_app(sample_file) as front:
        await front.press("enter")
        assert "Første tanke og en til" in front.text
        await front.press("ctrl+s")
        assert front.status == "The note is saved."
    assert kept(sample_file) == []


async def test_what_is_typed_into_a_note_while_it_is_being_saved_is_kept(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("Liv Berg")
        await front.press("enter", "enter")
        await front.type("Første tanke og en til")
        note = front.page.note
        note.kept(note.topic, "Første tanke")
        store(front)
        assert len(kept(sample_file)) == 1


async def test_a_note_that_is_stored_as_the_line_drops_is_no_draft(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("Liv Berg")
        await front.press("enter", "enter")
        await front.type("Første tanke")
        store(front)
        assert len(kept(sample_file)) == 1
    assert kept(sample_file) == []
    async with open_app(sample_file) as front:
        assert "Typed and not saved" not in front.text
        assert await front.sql("SELECT 1 FROM note WHERE text = 'Første tanke'")


async def test_it_is_its_users_alone(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "n")
        await front.type("Nils Nilsen")
    file = sample_file.with_name(f"{sample_file.name}.drafts-{who()}")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_where_none_can_be_kept_it_says_so_and_goes_on(sample_file: Path) -> None:
    """Another user's file, or a link, is not taken."""
    link = sample_file.with_name(f"{sample_file.name}.drafts-{who()}")
    link.symlink_to(sample_file)
    async with open_app(sample_file) as front:
        assert "cannot be kept as a draft" in front.text
        await front.press("2", "n")
        await front.type("Nils Nilsen")
        store(front)
        await front.settle()
        assert "cannot be kept as a draft" in front.text
        await front.press("ctrl+s")
        assert "The person is added" in front.text


async def test_an_error_of_the_programs_own_is_no_secret_either(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_facts: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("models.draft.DraftFile.keep", failing)
    async with open_app(sample_file) as front:
        await front.press("2", "n")
        await front.type("Nils Nilsen")
        store(front)
        await front.settle()
        assert "cannot be kept as a draft: The program has failed" in " ".join(front.text.split())
