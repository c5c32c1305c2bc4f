"""Makes a municipality of any size, the same each time: ``python bench/municipality.py FILE``."""

from __future__ import annotations

import argparse
import random
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from models.database import close_database, database, open_database, writing
from models.folding import fold, sort_key
from models.rules import Rules
from models.year import current_round, ensure_year

GIVEN = ("Kari", "Ola", "Liv", "Aud", "Per", "Åse", "Øyvind", "Nils", "Ingrid", "Sunniva", "Bjørn")
FAMILY = ("Hansen", "Berg", "Lie", "Ødegård", "Nordmann", "Åsen", "Dahl", "Moen", "Vik", "Haugen")
KINDS = ("skole", "barnehage", "hjemmetjeneste", "sykehjem", "administrasjon")
BRANCHES = 8


YEARS = 5
GOALS_NOW, WITH_GOALS_NOW, WITH_GOALS_BEFORE = 2, 0.6, 8 / 15
"""Goals of each person who has any this year, the share of people who have, and the share who had
one in each year before: a million in five years for 300,000 people."""


def make(path: Path, units: int, people: int, today: date, seed: int = 1) -> None:
    """Fill a new database with ``units`` in a tree of eight below each, and ``people`` in them, of
    five years up to ``today``'s."""
    dice = random.Random(seed)
    open_database(path)
    years = range(today.year - YEARS + 1, today.year + 1)
    for year in years:
        ensure_year(year, Rules())
    round_ = current_round(today)
    assert round_ is not None
    with writing():
        _units(units)
        _people(units, people, dice)
        for year in years:
            _goals(people, year, today.year, dice)
        _measurements()
        _earlier_dialogues(today.year)
        _dialogues(units, round_.id, today, dice)
        _commitments()
    database.execute_sql("ANALYZE")
    close_database()


def _units(units: int) -> None:
    rows = []
    for number in range(1, units + 1):
        kind = KINDS[number % len(KINDS)]
        name = f"Enhet {number} {kind}"
        above = (number - 2) // BRANCHES + 1 if number > 1 else None
        rows.append((number, str(number), name, kind, above, sort_key(name), fold(name)))
    _insert("unit (id, code, name, kind, parent_id, sort_key, search)", rows)


def _people(units: int, people: int, dice: random.Random) -> None:
    rows = []
    for number in range(1, people + 1):
        unit = number if number <= units else dice.randint(max(2, units // BRANCHES), units)
        name = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)} {number}"
        status = "active" if dice.random() < 0.93 else dice.choice(("leave", "ended"))
        if number <= units:
            status = "active"
        share = dice.choice((10000, 10000, 8000, 5000))
        rows.append(
            (number, str(100000 + number), name, share, status, unit, sort_key(name), fold(name))
        )
    _insert("person (id, employee_no, name, fte, status, unit_id, sort_key, search)", rows)
    database.execute_sql("UPDATE unit SET leader_id = id WHERE id % 25 <> 7")


def _goals(people: int, year: int, this_year: int, dice: random.Random) -> None:
    now = year == this_year
    share, each = (WITH_GOALS_NOW, GOALS_NOW) if now else (WITH_GOALS_BEFORE, 1)
    state = "open" if now else "closed"
    rows = [
        (
            year,
            number,
            f"Mål {place} for {number} i {year}",
            "sykefravær",
            "%",
            9_100_000,
            7_500_000,
            f"{year}-12-31",
            state,
        )
        for number in range(1, people + 1)
        if dice.random() < share
        for place in range(1, each + 1)
    ]
    names = "year_id, person_id, title, indicator, measure, baseline, target, due, state"
    _insert(f"goal ({names})", rows)


def _measurements() -> None:
    """One for half of the goals, that much better by the number of the goal."""
    database.execute_sql(
        "INSERT INTO measurement (goal_id, measured_on, value)"
        " SELECT id, year_id || '-01-31', 9100000 - id % 17 * 100000 FROM goal WHERE id % 2"
    )


def _earlier_dialogues(this_year: int) -> None:
    """Each leader's, in each round before this year's, held on its first day."""
    database.execute_sql(
        "INSERT INTO dialogue (round_id, person_id, planned_on, held_on)"
        " SELECT round.id, unit.leader_id, starts_on, starts_on FROM round, unit"
        " WHERE round.year_id < ? AND leader_id IS NOT NULL",
        (this_year,),
    )


def _commitments() -> None:
    """One of each side for every dialogue that was held; each fifth is open."""
    for side in ("subject", "superior"):
        database.execute_sql(
            "INSERT INTO commitment (year_id, person_id, dialogue_id, side, text, state, due)"
            " SELECT year_id, person_id, dialogue.id, ?, 'Følge opp ' || dialogue.id,"
            " CASE dialogue.id % 5 WHEN 0 THEN 'open' ELSE 'kept' END, held_on FROM dialogue"
            " JOIN round ON round.id = round_id WHERE held_on IS NOT NULL",
            (side,),
        )


def _dialogues(units: int, round_id: int, today: date, dice: random.Random) -> None:
    rows = [
        (round_id, number, today.isoformat(), today.isoformat() if dice.random() < 0.5 else None)
        for number in range(1, units + 1)
        if dice.random() < 0.8
    ]
    _insert("dialogue (round_id, person_id, planned_on, held_on)", rows)


def _insert(columns: str, rows: list[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    database.connection().executemany(f"INSERT INTO {columns} VALUES ({marks})", rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--units", type=int, default=1_000)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--today", type=date.fromisoformat, default=date(2027, 3, 10))
    given = parser.parse_args()
    make(given.path, given.units, given.people, given.today)
