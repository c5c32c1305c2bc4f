"""Whether a database is sound and every figure that follows from it can be worked out."""

from __future__ import annotations

from datetime import date

from models.dashboard import dashboard, unit_rows
from models.database import rows
from models.derived import as_of
from models.flags import flags
from models.goal_tree import goal_nodes
from models.journal_list import JournalScope, journal_keys, journal_lines
from models.leaders import leaders
from models.line_of_sight import goals_in_line, total_share, unit_shares
from models.over_the_years import leader_years, shown_years, totals, unit_years
from models.rules import Rules
from models.spread import spreads

TODAY = date(2027, 3, 10)
FIGURES = (
    *(unit_rows, flags, goal_nodes, leaders, goals_in_line, total_share, unit_shares),
    *(leader_years, shown_years, totals, unit_years, spreads),
)


def unsound() -> list[str]:
    """What is wrong with the open database; an error where a figure cannot be worked out."""
    found = [str(one) for one in rows("PRAGMA integrity_check") if one != ("ok",)]
    found += [f"points to nothing: {one}" for one in rows("PRAGMA foreign_key_check")]
    dashboard(TODAY, Rules())
    at = as_of(TODAY, Rules())
    for figure in FIGURES:
        figure(at)
    keys, _total = journal_keys(JournalScope(), "")
    journal_lines(JournalScope(), keys[:200])
    return found
