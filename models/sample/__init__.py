"""Nordvik kommune: a made-up municipality to look at and try things on.

It is the same each time for the same day: every choice is drawn from generators with fixed seeds.
What it consists of stands in ``lists/``; nobody in it exists.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from models import journal
from models.database import row, writing
from models.past import forget_past
from models.problems import Problem
from models.sample.agreements import add_agreements
from models.sample.dialogues import add_dialogues
from models.sample.last_year import keep_last_lines
from models.sample.measured import Clock
from models.sample.organisation import add_units
from models.sample.own_goals import add_own_goals
from models.sample.people import add_people
from models.sample.promises import add_commitments
from models.sample.rows import Rows
from models.sample.service_goals import add_service_goals
from models.sample.year import add_years, close_last_year

if TYPE_CHECKING:
    from datetime import date

    from models.rules import Rules


def make(today: date, rules: Rules) -> None:
    """Fill the open, empty database with Nordvik kommune as it stands on ``today``.

    Last year is done and closed; this year runs, with the round of ``rules`` that ``today`` lies in
    under way. One transaction, one journal entry. Raises ``database-not-empty``.
    """
    with writing():
        if row("SELECT 1 FROM unit UNION ALL SELECT 1 FROM person UNION ALL SELECT 1 FROM year"):
            raise Problem("database-not-empty")
        rows = Rows()
        add_years(rows, today, rules)
        rows.store()
        places = add_units(rows)
        staff = add_people(rows, places)
        clock = Clock(today)
        goals = add_service_goals(rows, clock, places, staff)
        add_own_goals(rows, clock, staff, goals)
        talks = add_dialogues(rows, today, rules, staff, goals)
        add_commitments(rows, today, talks)
        add_agreements(rows, today, staff)
        rows.store()
        keep_last_lines(today, rules, staff)
        close_last_year(today)
        journal.record("sample.make", "sample", None)
    # It is what one begins with: there is nothing to be undone before it.
    forget_past(datetime.now(UTC))
