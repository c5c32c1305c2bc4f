"""Mappings kept for the next file with the same headings."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.kept_mappings import keep_mapping, kept_mapping, mappings_file

if TYPE_CHECKING:
    from pathlib import Path

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def test_a_mapping_is_kept_for_just_these_headings(own_home: Path) -> None:
    headings = ["Navn", "Ansvar", "Stilling %"]
    assert kept_mapping(headings) == {}
    keep_mapping(headings, {"name": "Navn", "unit_code": "Ansvar"})
    keep_mapping(["Name"], {"name": "Name"})
    assert kept_mapping(headings) == {"name": "Navn", "unit_code": "Ansvar"}
    assert kept_mapping(["Name"]) == {"name": "Name"}
    assert kept_mapping(headings[::-1]) == kept_mapping(["Navn", "Ansvar"]) == {}
    keep_mapping(headings, {"name": "Ansvar"})
    assert kept_mapping(headings) == {"name": "Ansvar"}


def test_it_is_kept_in_the_state_home_for_its_owner_alone(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mappings_file() == own_home / ".local/state/resultatdialog/mappings.toml"
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    keep_mapping(["Navn"], {"name": "Navn"})
    path = tmp_path / "state" / "resultatdialog" / "mappings.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headings=st.lists(TEXT, max_size=4), data=st.data())
def test_whatever_the_headings_hold_comes_back(
    own_home: Path, headings: list[str], data: st.DataObject
) -> None:
    among = st.sampled_from(headings) if headings else st.nothing()
    mapping = data.draw(st.dictionaries(TEXT, among, max_size=3))
    keep_mapping(headings, mapping)
    assert kept_mapping(headings) == mapping


@pytest.mark.parametrize("contents", [b"not toml [", b"\xff\xfe", b'a = "b"', b""])
def test_a_file_that_is_spoilt_is_as_none(own_home: Path, contents: bytes) -> None:
    mappings_file().parent.mkdir(parents=True)
    mappings_file().write_bytes(contents)
    assert kept_mapping(["Navn"]) == {}
    keep_mapping(["Navn"], {"name": "Navn"})
    assert kept_mapping(["Navn"]) == {"name": "Navn"}
