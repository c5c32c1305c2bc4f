"""The leader agreements of the sample municipality: some have run out, some were never made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.sample.lists import draws

if TYPE_CHECKING:
    from models.sample.people import Member, Staff
    from models.sample.rows import Rows

PURPOSE = (
    "Avtalen skal gi lederen tydelige forventninger, nødvendig støtte og jevnlig samtale om"
    " resultater."
)
CONTENT = (
    "Resultatmål, økonomi og arbeidsmiljø for hele kommunen.",
    "Resultatmål og økonomi for området, utvikling av lederne og deltakelse i ledergruppa.",
    "Resultatmål for enheten, faglig kvalitet, budsjett, sykefravær og arbeidsmiljø.",
    "Daglig ledelse av avdelingen, turnus og oppfølging av medarbeiderne.",
)
"""By level."""

HOW = ("valid",) * 12 + ("expired",) * 2 + ("incomplete",) + ("missing",) * 2


def add_agreements(rows: Rows, today: date, staff: Staff) -> None:
    """Note the agreements of the leaders; those new in their post have none yet."""
    order = draws("agreements")
    hows = [HOW[at % len(HOW)] for at in range(len(staff.each_leader()))]
    order.shuffle(hows)
    for leader, how in zip(staff.each_leader(), hows, strict=True):
        if how != "missing" and leader.home.winter != "exempt":
            _add(rows, today, leader, how)


def _add(rows: Rows, today: date, leader: Member, how: str) -> None:
    draw = draws(f"agreement {leader.id}")
    begin = date(today.year - 1, draw.choice((1, 2, 3)), draw.randint(5, 25))
    years = 2
    if how == "expired":
        begin = date(today.year - 3, begin.month, begin.day)
    complete = how != "incomplete"
    rows.add(
        "leader_agreement",
        person_id=leader.id,
        content=CONTENT[min(leader.home.depth, 3)],
        purpose=PURPOSE if complete else "",
        dialogues_a_year=2 if complete else None,
        valid_from=begin.isoformat(),
        valid_until=(
            date(begin.year + years, begin.month, begin.day) - timedelta(days=1)
        ).isoformat(),
        signed_on=(begin - timedelta(days=draw.randint(1, 9))).isoformat() if complete else None,
    )
