"""Open commitments go to another owner, or are dropped, in one write."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from models.commitment import CommitmentEntry, add_commitment, commitment_card
from models.database import rows
from models.hand_over import hand_over, open_owed_by
from models.person import PersonEntry, add_person, edit_person
from models.problems import Problem, Problems
from models.rules import Rules
from models.year import ensure_year

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 3, 10)


@pytest.fixture
def owners(database: Path) -> tuple[int, int]:
    """Kari owes three, one of them kept; Ola owes nothing."""
    ensure_year(2027, Rules())
    kari, ola = (add_person(PersonEntry(name)) for name in ("Kari", "Ola"))
    for days, state in ((9, "open"), (-2, "open"), (1, "kept")):
        due = DAY + timedelta(days)
        add_commitment(CommitmentEntry(2027, ola, "superior", f"{days}", kari, due, state), DAY)
    return kari, ola


def test_the_open_ones_are_owed_by_somebody_else_from_now_on(owners: tuple[int, int]) -> None:
    kari, ola = owners
    cards = open_owed_by(kari)
    assert [card.entry.text for card in cards] == ["-2", "9"]
    assert hand_over(cards, ola, "", DAY) == 2
    assert (open_owed_by(kari), len(open_owed_by(ola))) == ([], 2)
    card = commitment_card(cards[0].id)
    assert (card.owner_name, card.first_promised_by) == ("Ola", "Kari")
    assert rows("SELECT count(*) FROM commitment WHERE owner_id = ?", (kari,)) == [(1,)]
    changes = rows("SELECT changes FROM journal WHERE action = 'commitment.hand-over'")
    assert changes == [(f'{{"owner_id": [{kari}, {ola}]}}',)] * 2
    assert rows(
        "SELECT count(DISTINCT step) FROM journal WHERE action = 'commitment.hand-over'"
    ) == [(1,)]


def test_or_are_dropped_and_stay_with_the_old_owner(owners: tuple[int, int]) -> None:
    kari, _ola = owners
    assert hand_over(open_owed_by(kari), None, "Kari har sluttet", DAY) == 2
    assert open_owed_by(kari) == []
    found = rows("SELECT owner_id, settled_on FROM commitment WHERE state = 'dropped'")
    assert found == [(kari, "2027-03-10")] * 2


def test_what_cannot_be(owners: tuple[int, int]) -> None:
    kari, ola = owners
    cards = open_owed_by(kari)
    for owner, reason in ((None, " "), (ola, "nei")):
        with pytest.raises(Problems, match="hand-over-either"):
            hand_over(cards, owner, reason, DAY)
    with pytest.raises(Problems, match="owner-same"):
        hand_over(cards, kari, "", DAY)
    with pytest.raises(Problem, match="nothing-open"):
        hand_over([], ola, "", DAY)
    edit_person(ola, 0, PersonEntry("Ola", status="ended"))
    with pytest.raises(Problems, match="removed-meanwhile"):
        hand_over(cards, ola, "", DAY)
    assert open_owed_by(kari) == cards
