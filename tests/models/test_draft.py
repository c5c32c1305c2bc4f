"""Drafts: kept for their user, offered once their session is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from models import draft as drafts
from models.draft import Draft, DraftFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime.now(UTC)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DraftFile]:
    """The drafts beside a database."""
    found = DraftFile(tmp_path / "x.db")
    yield found
    found.close()


def typed(file: DraftFile, text: str = "Ny tittel", key: str = "goal 17") -> Draft:
    fields = {"title": (("Tittel", ""), (text, "7"))}
    return Draft(key, "Mål", fields, {"screen": ["goals"], "row": 17}, NOW, file.session)


def test_it_is_left_once_its_session_is_closed(file: DraftFile, tmp_path: Path) -> None:
    draft = typed(file)
    file.keep(draft)
    other = DraftFile(tmp_path / "x.db")
    assert other.left(30) == []
    file.close()
    assert other.left(30) == [replace(draft, session="")]
    other.drop(other.left(30)[0])
    assert other.left(30) == []
    other.close()


def test_it_is_left_once_its_process_was_killed_and_nobody_took_note(file: DraftFile) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        session = f"{process.pid}:{drafts._begun(process.pid)}"
        file.keep(replace(typed(file), session=session))
        assert file.left(30) == []
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert [draft.session for draft in file.left(30)] == [session]


def test_of_one_form_the_last_text_is_kept(file: DraftFile) -> None:
    for text in ("a", "ab", "abc"):
        file.keep(typed(file, text))
    file.close()
    [draft] = file.left(30)
    assert draft.fields["title"] == (("Tittel", ""), ("abc", "7"))


def test_the_newest_come_first_and_old_ones_go(file: DraftFile) -> None:
    for days in (40, 3, 1):
        file.keep(replace(typed(file, key=str(days)), typed_at=NOW - timedelta(days=days)))
    file.close()
    assert [draft.key for draft in file.left(30)] == ["1", "3"]
    assert [draft.key for draft in file.left(60)] == ["1", "3"]


def test_what_is_dropped_is_in_no_byte_of_the_file(file: DraftFile) -> None:
    draft = typed(file, "hemmelig" * 1000)
    file.keep(draft)
    file.drop(draft)
    file.close()
    assert b"hemmelig" not in file.path.read_bytes()


def test_a_file_that_cannot_be_read_any_more_is_put_aside(file: DraftFile) -> None:
    file.path.write_bytes(b"no database at all " * 500)
    assert file.left(30) == []
    file.keep(typed(file))
    file.close()
    assert len(file.left(30)) == 1
    assert file.path.with_name(f"{file.path.name}.damaged").read_bytes().startswith(b"no database")


@settings(max_examples=30)
@given(text=st.text(st.characters(codec=None, categories=None)), key=st.text())
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str, key: str) -> None:
    file = DraftFile(tmp_path_factory.mktemp("drafts") / "x.db")
    file.keep(typed(file, text, key))
    file.close()
    [draft] = file.left(30)
    assert draft.fields["title"][1][0] == text
    file.drop(draft)
    assert file.left(30) == []
    file.close()
