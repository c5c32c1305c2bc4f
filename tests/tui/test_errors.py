"""What is kept of the program's own errors: where, never what about."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING

from tui.errors import keep_error, log_file

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CANARY = "Kari KANARIFUGL"


def failing(name: str) -> None:
    sentence = f"Hei, {name}"
    try:
        {}[name]
    except KeyError as error:
        raise ValueError(sentence) from error


def caught() -> ValueError:
    try:
        failing(CANARY)
    except ValueError as error:
        error.add_note(CANARY)
        return error
    raise AssertionError


def test_type_and_places_are_kept_and_nothing_else(own_home: Path) -> None:
    number = keep_error(caught())
    assert log_file() == own_home / ".local/state/resultatdialog/errors.log"
    text = log_file().read_text()
    assert re.fullmatch(r"[0-9a-f]{8}", number)
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d " + number + r" ValueError\n"
        r"  test_errors\.py:\d+ caught\n  test_errors\.py:\d+ failing\n\n",
        text,
    )
    assert "KANARI" not in text
    assert "Hei" not in text


def test_errors_are_added_to_a_file_for_its_owner_alone(own_home: Path) -> None:
    numbers = [keep_error(caught()) for _ in range(3)]
    assert re.findall(r" ([0-9a-f]{8}) ValueError", log_file().read_text()) == numbers
    assert len(set(numbers)) == 3
    assert stat.S_IMODE(log_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(log_file().parent.stat().st_mode) == 0o700


def test_where_it_cannot_be_kept_the_place_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    told = keep_error(caught())
    assert re.fullmatch(r"[0-9a-f]{8} ValueError test_errors\.py:\d+ failing", told)


def test_a_log_that_is_a_link_is_not_followed(own_home: Path, tmp_path: Path) -> None:
    log_file().parent.mkdir(parents=True)
    log_file().symlink_to(tmp_path / "elsewhere")
    assert "ValueError" in keep_error(caught())
    assert not (tmp_path / "elsewhere").exists()
