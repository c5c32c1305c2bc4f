"""Commitments by side, owner, state and year, and several settled in one write."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest

from models.commitment import CommitmentCard, CommitmentEntry, add_commitment, edit_commitment
from models.commitments import (
    WHICH,
    CommitmentScope,
    commitments,
    drop_commitments,
    facets,
    settle_commitments,
)
from models.database import rows
from models.person import PersonEntry, add_person
from models.problems import Problem, Problems
from models.rules import Rules
from models.year import ensure_year

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 3, 10)
STATES = {"open": 3, "overdue": -3, "kept": -3, "dropped": -3}


@pytest.fixture
def every_kind(database: Path) -> list[int]:
    """One of each side, owner, state and year; the owners' numbers."""
    for year in (2026, 2027):
        ensure_year(year, Rules())
    owners = [add_person(PersonEntry(name)) for name in ("Kari", "Aud")]
    for year, side, owner, which in product((2026, 2027), ("superior", "subject"), owners, STATES):
        entry = CommitmentEntry(
            year,
            owners[0],
            side,
            f"{year} {side} {owner} {which}",
            owner_id=owner,
            due=DAY + timedelta(STATES[which]),
            state="open" if which == "overdue" else which,
            dropped_because="nei",
        )
        add_commitment(entry, DAY)
    return owners


def listed(scope: CommitmentScope = CommitmentScope()) -> list[CommitmentCard]:  # noqa: B008
    return commitments(scope, DAY)


def test_every_narrowing_goes_with_every_other(every_kind: list[int]) -> None:
    everything = {card.entry.text for card in listed()}
    assert len(everything) == 32
    for year, side, owner, which in product(
        (None, 2027), (None, "subject"), (None, every_kind[1]), (None, *WHICH)
    ):
        wanted = {"open": {"open", "overdue"}}.get(which or "", {which})
        expected = {
            text
            for text in everything
            for parts in [text.split()]
            if (year is None or parts[0] == str(year))
            and (side is None or parts[1] == side)
            and (owner is None or parts[2] == str(owner))
            and (which is None or parts[3] in wanted)
        }
        scope = CommitmentScope(side=side, owner_id=owner, which=which, year=year)
        assert {card.entry.text for card in listed(scope)} == expected


def test_facets_count_what_each_would_list(every_kind: list[int]) -> None:
    kari, aud = every_kind
    found = facets()
    assert found.years == ((2027, 16), (2026, 16))
    assert found.owners == ((aud, "Aud", 16), (kari, "Kari", 16))
    assert facets(aud).owners == ((aud, "Aud", 16),)


def test_several_are_kept_or_dropped_in_one_step(every_kind: list[int]) -> None:
    still_open = listed(CommitmentScope(which="open"))
    assert settle_commitments(still_open[:4] + listed(CommitmentScope(which="kept")), DAY) == 4
    assert drop_commitments(still_open[4:6], "Løst på annen måte", DAY) == 2
    for action, count in (("keep", 4), ("drop", 2)):
        [[entries, steps]] = rows(
            "SELECT count(*), count(DISTINCT step) FROM journal WHERE action = ?",
            (f"commitment.{action}",),
        )
        assert (entries, steps) == (count, 1)
    [card] = [one for one in listed() if one.id == still_open[5].id]
    assert (card.entry.dropped_because, card.settled_on) == ("Løst på annen måte", DAY)


def test_several_are_settled_all_or_none(every_kind: list[int]) -> None:
    first, last, *_ = listed()
    edit_commitment(last.id, last.revision, CommitmentEntry(2027, every_kind[0], "subject", "x"))
    before = listed()
    with pytest.raises(Problem, match="changed-meanwhile"):
        settle_commitments([first, last], DAY)
    with pytest.raises(Problem, match="changed-meanwhile"):
        drop_commitments([first, last], "nei", DAY)
    with pytest.raises(Problems, match="reason-missing"):
        drop_commitments([first], " ", DAY)
    assert listed() == before
