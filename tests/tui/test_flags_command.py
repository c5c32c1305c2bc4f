"""``resultatdialog flags``."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine

from models.database import close_database, open_database
from models.derived import as_of
from models.flag_rules import RULES
from models.flags import flags
from models.person import PersonEntry, add_person
from models.rules import Rules
from tui.words import RULE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spoken import Run

TODAY = date(2027, 3, 10)


@pytest.fixture(autouse=True)
def day_of_the_sample() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("_pytest.capture.CaptureIO.isatty", lambda _: True, raising=False)
    monkeypatch.setattr("_pytest.capture.EncodedFile.isatty", lambda _: True, raising=False)


def test_a_line_for_each_flag_with_tabs_between(told: Run, sample_file: Path) -> None:
    status, out, err = told("flags", "--db", sample_file)
    assert (status, err) == (1, "")
    lines = [line.split("\t") for line in out.splitlines()]
    assert {len(line) for line in lines} == {4}
    open_database(sample_file)
    expected = flags(as_of(TODAY, Rules()))
    close_database()
    assert [line[0] for line in lines] == [flag.rule for flag in expected]
    assert [
        "span-severe",
        "Nordvik skole",
        "Liv Berg",
        "41 people report straight to Liv Berg; the limit is 40.",
    ] in lines


@pytest.mark.parametrize("rule", RULES)
def test_only_the_flags_of_one_rule(rule: str, told: Run, sample_file: Path) -> None:
    status, out, _ = told("flags", "--rule", rule, "--db", sample_file)
    everything = told("flags", "--db", sample_file)[1]
    expected = [line for line in everything.splitlines() if line.startswith(f"{rule}\t")]
    assert out.splitlines() == expected
    assert status == (1 if expected else 0)


def test_every_rule_can_be_asked_for() -> None:
    assert set(RULE) == set(RULES)


def test_no_flags_at_all(told: Run, database: Path) -> None:
    close_database()
    assert told("flags", "--db", database) == (0, "", "")


@pytest.mark.usefixtures("at_a_terminal")
def test_at_a_terminal_the_columns_stand_under_each_other(told: Run, sample_file: Path) -> None:
    status, out, err = told("flags", "--rule", "span-over", "--db", sample_file)
    assert (status, err) == (1, "7 flags\n")
    lines = out.splitlines()
    found = [re.search(r"  \d+ people report straight to ", line) for line in lines]
    assert len({one.start() for one in found if one}) == 1
    assert all(found)
    assert not any("\t" in line for line in lines)


@pytest.mark.usefixtures("at_a_terminal")
def test_at_a_terminal_no_flags_are_said_too(told: Run, database: Path) -> None:
    close_database()
    assert told("flags", "--db", database) == (0, "", "0 flags\n")


def test_names_are_shown_harmlessly(told: Run, sample_file: Path) -> None:
    open_database(sample_file)
    add_person(PersonEntry("\x1b[2JKari\tX\n", employee_no="1"))
    close_database()
    out = told("flags", "--rule", "no-superior", "--db", sample_file)[1]
    assert "\x1b" not in out
    assert [line.split("\t")[2] for line in out.splitlines() if "Kari" in line] == ["␛[2JKari X "]


def test_letters_that_the_terminal_does_not_have(
    told: Run, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    status = told("flags", "--db", sample_file)[0]
    assert status == 1
    assert b"H?vard Mikkelsen" in narrow.buffer.getvalue()  # type: ignore[attr-defined]
