"""The rate kept: kept / (kept + dropped + overdue), by side and in all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.commitment import CommitmentEntry, add_commitment
from models.database import database as connection
from models.kept_rate import KeptRate, kept_by
from models.person import PersonEntry, add_person
from models.rules import Rules
from models.year import ensure_year

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 3, 10)
COUNTS = st.integers(0, 10_000)
PROMISES = st.lists(
    st.tuples(
        st.sampled_from(["superior", "subject"]),
        st.sampled_from(["open", "kept", "dropped"]),
        st.sampled_from([-1, 0, 1, None]),
        st.booleans(),
    ),
    max_size=12,
)


@given(COUNTS, COUNTS, COUNTS)
def test_the_rate_lies_between_none_and_all(kept: int, dropped: int, overdue: int) -> None:
    fraction = KeptRate(kept, dropped, overdue).fraction
    if fraction is None:
        assert kept == dropped == overdue == 0
    else:
        assert 0 <= fraction <= 1
        assert (fraction == 1) == (dropped + overdue == 0)
        better = KeptRate(kept + 1, dropped, overdue).fraction
        worse = KeptRate(kept, dropped, overdue + 1).fraction
        assert better is not None
        assert worse is not None
        assert worse <= fraction <= better


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PROMISES)
def test_the_counts_are_those_of_the_owner(
    database: Path, promises: list[tuple[str, str, int | None, bool]]
) -> None:
    with connection.atomic() as all_of_it:
        ensure_year(2027, Rules())
        kari, ola = (add_person(PersonEntry(name)) for name in ("Kari", "Ola"))
        for side, state, days, mine in promises:
            due = None if days is None else DAY + timedelta(days)
            owner = kari if mine else ola
            add_commitment(CommitmentEntry(2027, ola, side, "x", owner, due, state, "nei"), DAY)
        found = kept_by(kari, DAY)
        all_of_it.rollback()
    for rate, sides in (
        (found.as_superior, {"superior"}),
        (found.overall, {"superior", "subject"}),
    ):
        mine = [(state, days) for side, state, days, own in promises if own and side in sides]
        assert rate == KeptRate(
            sum(state == "kept" for state, _ in mine),
            sum(state == "dropped" for state, _ in mine),
            sum(one == ("open", -1) for one in mine),
        )
