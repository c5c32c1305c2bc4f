"""What follows from the stored facts, worked out once for all the views that need it.

Superiors, levels, dialogue status, spans and flags are derived on reading and never stored. They
build on each other, so they are kept in temporary tables of the connection, in memory, and worked
out anew as soon as anything in the database, the day, the round or the rules has changed: after
most writes only what they touch (:mod:`models.touched`). Nothing is kept for each person or each
person's goals: what there may be hundreds of thousands of is a view, read for whom it is asked.

=========  ==========================================================================
line       a view. Per person: status, superior, goals of their own this year, whether somebody has
           talked with them (:mod:`models.line_views`)
team       heads counted unit by unit (:mod:`models.teams`), and ``span``: those of each superior
leader     per leader: level, dialogue of the round, span against its limit
served     per goal that others serve, with ``way`` and ``carried``: where its way up leads, whether
           people carry it (:mod:`models.line_of_sight`)
flag       a view. Everything that needs the coordinator's eye (:mod:`models.flags`): ``kept_flag``,
           and those of people's own goals
figure     per unit: staff, leaders and flags in it and in what is under it
=========  ==========================================================================
"""

from __future__ import annotations

import re
import uuid
from collections import deque
from datetime import date
from typing import NamedTuple

from msgspec import Struct
from peewee import OperationalError

from models import levels, span_bounds
from models.database import database, others_writes, row
from models.rules import Rules
from models.touched import Touched, last_noted, touched_since
from models.year import RoundCard, current_round

DERIVED_FROM = """
CREATE TEMP TABLE derived_from (
    state TEXT, with_flags INT, with_carriers INT, at TEXT, past_id INT, mark TEXT
)"""

TABLES = f"""
{span_bounds.TABLE};
{levels.TABLE};
CREATE TEMP TABLE leader (
    person_id INTEGER PRIMARY KEY, unit_id INT, led_unit_id INT, superior_id INT, level INT,
    status TEXT, dialogue_id INT, conductor_id INT, planned_on TEXT, planned_time TEXT,
    held_on TEXT, agreed_on TEXT,
    heads INT, fte INT, with_goals INT, lower INT, upper INT, severe INT, span_flag TEXT
);
CREATE TEMP TABLE kept_flag (
    rule TEXT, severity TEXT, unit_id INT, person_id INT, goal_id INT, commitment_id INT,
    value INT, bound INT, day TEXT
);
CREATE INDEX temp.kept_flag_of ON kept_flag (rule, unit_id, person_id, goal_id, commitment_id);
CREATE TEMP TABLE figure (
    unit_id INTEGER PRIMARY KEY, staff INT, with_goals INT, leaders INT, held INT, flags INT,
    severe INT, staff_asked INT, staff_held INT
)"""


class AsOf(Struct, frozen=True):
    """What everything derived is seen as of: a day, the round that is on, the rules."""

    today: date
    round: RoundCard | None
    rules: Rules

    @property
    def year(self) -> int:
        """The dialogue year whose goals count."""
        return self.round.year if self.round else self.today.year

    @property
    def asks_staff(self) -> bool:
        """Whether the round asks everybody who works here, not leaders only."""
        return self.round is not None and levels.STAFF in self.round.levels


def as_of(today: date, rules: Rules) -> AsOf:
    """``today`` with the round that is on."""
    return AsOf(today, current_round(today), rules)


def derive(at: AsOf, *, with_flags: bool = True, with_carriers: bool = False) -> None:
    """See that the tables hold what is true ``at`` that day.

    Flags, and the figures of units that count them, take as long as all else after a write: a list
    that shows none does without (``with_flags``). Who carries a goal, all the way up, takes longer
    than anything, and is counted only ``with_carriers``.
    """
    if _holds(at, with_flags, with_carriers):
        return
    with database.transaction("DEFERRED"):
        flagged = _holds(at, with_flags=True)
        if not _holds(at):
            flagged = _fill(at)
        if with_flags and not flagged:
            _fill_flags(at)
        if with_carriers:
            _count_carriers(at)
        # Asked before the transaction ends: what others write meanwhile is not in the tables.
        others, until = others_writes(), last_noted()
    database.execute_sql("DELETE FROM temp.derived_from")
    state = _state(at, others, ahead=1)
    database.execute_sql(
        "INSERT INTO temp.derived_from VALUES (?, ?, ?, ?, ?, ?)",
        (state, flagged or with_flags, with_carriers, repr(at), *until),
    )


def _fill(at: AsOf) -> bool:
    """Work out all but the flags: after a write only what it touches, where that can be told. Gives
    whether the flags hold as they are."""
    from models.leader_lines import LEADERS
    from models.teams import SPANS

    parameters = parameters_of(at)
    touched, before = _touched(at), _derived_from()
    if touched is None:
        _fill_lines(at, parameters)
    elif not touched.anything:
        return before is not None and bool(before.with_flags)
    else:
        _refill(touched, parameters)
    _refill_table("span", SPANS, parameters)
    _refill_table("leader", LEADERS, parameters)
    return False


def _fill_flags(at: AsOf) -> None:
    from models.flag_rules import KEPT_FLAGS
    from models.unit_figures import FIGURES

    parameters = parameters_of(at)
    _refill_table("kept_flag", KEPT_FLAGS, parameters)
    _refill_table("figure", FIGURES, parameters)


def _refill_table(table: str, statement: str, parameters: dict[str, object]) -> None:
    database.execute_sql(f"DELETE FROM temp.{table}")
    database.execute_sql(statement, parameters)


def _fill_lines(at: AsOf, parameters: dict[str, object]) -> None:
    """Make every table and view anew, and fill those that leaders, flags and figures are worked out
    from."""
    from models.flag_rules import FLAG, OWN_FLAG
    from models.line_of_sight import WAY_TABLES
    from models.line_views import LINE, UNIT_LINES
    from models.teams import TABLES as TEAM_TABLES
    from models.teams import count_teams

    made = ";".join((TABLES, WAY_TABLES, TEAM_TABLES, UNIT_LINES, LINE, OWN_FLAG, FLAG))
    for kind, name in re.findall(r"CREATE TEMP (TABLE|VIEW) (\w+)", made):
        database.execute_sql(f"DROP {kind} IF EXISTS temp.{name}")
    for statement in _written_out(made, parameters).split(";"):
        database.execute_sql(statement)
    span_bounds.set_span_bounds(at.rules)
    levels.set_unit_levels(at.rules)
    _find_ways(parameters)
    count_teams(parameters)


def _refill(touched: Touched, parameters: dict[str, object]) -> None:
    """Have the teams hold what is true after a write that touches little."""
    from models.teams import count_touched

    if touched.goals:
        _find_ways(parameters)
    if touched.units:
        count_touched(touched.units, parameters)


def _find_ways(parameters: dict[str, object]) -> None:
    from models.line_of_sight import CARRIED, SERVED, WAY

    for table, statement in (("served", SERVED), ("way", WAY), ("carried", CARRIED)):
        _refill_table(table, statement, parameters)


def _written_out(views: str, parameters: dict[str, object]) -> str:
    """A view takes no parameters: they are numbers, days and codes, and are written into it."""

    def literal(found: re.Match[str]) -> str:
        value = parameters[found[1]]
        return "NULL" if value is None else str(value) if isinstance(value, int) else f"'{value}'"

    return re.sub(r":(\w+)", literal, views)


def _count_carriers(at: AsOf) -> None:
    from models.line_of_sight import CARRIERS

    database.execute_sql("DELETE FROM temp.carriers")
    database.execute_sql(CARRIERS, {"year": at.year})


def _touched(at: AsOf) -> Touched | None:
    """What was written since the tables held what was true ``at`` that day; None where they must be
    made anew."""
    found = _derived_from()
    if found is None or found.at != repr(at):
        return None
    return touched_since(found.past_id, found.mark)


def _holds(at: AsOf, with_flags: bool = False, with_carriers: bool = False) -> bool:
    """Whether the tables are what :func:`derive` would make them."""
    found = _derived_from()
    return (
        found is not None
        and found.state == _state(at, found.others)
        and found.with_flags >= with_flags
        and found.with_carriers >= with_carriers
    )


def _state(at: AsOf, others: int, ahead: int = 0) -> str:
    """Stands for everything that the tables depend on; ``ahead`` counts writes still to be made."""
    own = database.connection().total_changes + ahead
    return repr((others, own, at))


_connections: deque[str] = deque(maxlen=1)
"""A name for the connection that the tables are of: each counts its own writes from the start."""


def derived_state() -> str:
    """Stands for all that the tables hold, in this connection and any other of this program."""
    found = _derived_from()
    return repr((_connections[-1], found and found.state))


class _DerivedFrom(NamedTuple):
    """What the tables were made from: all that they depend on, as of when, and the last write that
    was noted by then (:func:`models.touched.last_noted`). ``others`` is what
    :func:`models.database.others_writes` gives now."""

    state: str
    with_flags: bool
    with_carriers: bool
    at: str
    past_id: int
    mark: str
    others: int


def _derived_from() -> _DerivedFrom | None:
    """In one statement: every list asks this for each screenful."""
    try:
        found = row("SELECT f.*, v.data_version FROM temp.derived_from f, pragma_data_version v")
    except OperationalError:  # the connection is new
        database.execute_sql(DERIVED_FROM)
        _connections.append(uuid.uuid4().hex)
        return None
    return _DerivedFrom(*found) if found else None


def parameters_of(at: AsOf) -> dict[str, object]:
    """What the statements about everything derived name, by name."""
    round_ = at.round
    late = round_ is not None and round_.deadline is not None and round_.deadline < at.today
    return {
        "today": at.today.isoformat(),
        "year": at.year,
        "round": round_.id if round_ else None,
        "levels": round_.levels if round_ else "",
        "deadline": round_.deadline.isoformat() if round_ and round_.deadline else None,
        "unasked": ("overdue" if late else "not-planned") if at.asks_staff else "",
        "two_duties": at.rules.talk.two_duties,
        "lower": at.rules.span.lower,
        "upper": at.rules.span.upper,
        "severe": at.rules.span.severe,
    }
