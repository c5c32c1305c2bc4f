"""Leader agreements: their state on a day, and what was agreed against what was held."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import dialogue
from models.agreement import (
    AgreementEntry,
    YearOfTalks,
    add_agreement,
    agreed_and_held,
    agreement_card,
    agreements_of,
)
from models.agreements import agreements
from models.derived import as_of
from models.person import PersonEntry, add_person
from models.problems import Problem, Problems
from models.rules import Rules
from models.unit import UnitEntry, add_unit
from models.year import all_rounds, ensure_year

DAY = date(2027, 3, 10)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@pytest.fixture
def leader(database: Path) -> int:
    """Kari, who leads Nordvik."""
    for year in (2026, 2027):
        ensure_year(year, Rules())
    kari = add_person(PersonEntry("Kari"))
    add_unit(UnitEntry("Nordvik", leader_id=kari))
    return kari


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    content=st.sampled_from(["", " ", "Mål"]),
    times=st.none() | st.integers(0, 12),
    begun=st.none() | DAYS,
    length=st.none() | st.integers(0, 900),
    signed=st.none() | DAYS,
    today=DAYS,
)
def test_the_state_follows_from_what_is_there_and_the_day(
    leader: int,
    content: str,
    times: int | None,
    begun: date | None,
    length: int | None,
    signed: date | None,
    today: date,
) -> None:
    until = begun + timedelta(days=length) if begun and length is not None else None
    entry = AgreementEntry(leader, content, "Støtte", times, begun, until, signed)
    card = agreement_card(add_agreement(entry), today)
    complete = bool(content.strip()) and None not in (times, begun, until, signed)
    wanted = "expired" if until and until < today else "valid" if complete else "incomplete"
    assert (card.state, card.entry) == (wanted, entry)


def test_what_was_agreed_is_held_against_what_was_held(leader: int) -> None:
    rounds = {(one.year, one.code): one.id for one in all_rounds()}
    for times, begun, until in (
        (1, date(2025, 1, 1), date(2026, 6, 30)),
        (2, date(2026, 7, 1), date(2027, 6, 30)),
    ):
        add_agreement(AgreementEntry(leader, "Mål", "Støtte", times, begun, until))
    dialogue.hold(leader, rounds[2026, "winter"], date(2026, 3, 1), Rules())
    dialogue.hold(leader, rounds[2026, "autumn"], date(2026, 9, 10), Rules())
    dialogue.hold(leader, rounds[2027, "winter"], DAY, Rules())
    assert agreed_and_held(leader) == [YearOfTalks(2027, 2, 1), YearOfTalks(2026, 2, 2)]
    assert [one.entry.dialogues_a_year for one in agreements_of(leader, DAY)] == [2, 1]
    [row] = agreements(as_of(DAY, Rules()))
    assert (row.name, row.agreed, row.held) == ("Kari", 2, 1)


def test_what_cannot_be_is_refused(leader: int) -> None:
    with pytest.raises(Problems) as raised:
        add_agreement(
            AgreementEntry(
                leader, dialogues_a_year=13, valid_from=DAY, valid_until=DAY - timedelta(1)
            )
        )
    assert {(one.code, one.field) for one in raised.value.problems} == {
        ("dialogues-a-year-range", "dialogues_a_year"),
        ("ends-before-start", "valid_until"),
    }
    with pytest.raises(Problem, match="removed-meanwhile"):
        agreement_card(99, DAY)
