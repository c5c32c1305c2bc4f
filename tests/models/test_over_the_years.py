"""Figures of earlier years: they stay when people move, and add up over the units."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dashboard import unit_rows
from models.database import database as connection
from models.database import rows, writing
from models.derived import AsOf, as_of
from models.hand_over import hand_over, open_owed_by
from models.leaders import leaders
from models.over_the_years import (
    Figure,
    Figures,
    ShownYear,
    has_led,
    leader_years,
    shown_years,
    totals,
    unit_years,
)
from models.problems import Problem, Problems
from models.progress import progress
from models.rules import Rules
from models.transfer.cells.writing import Style
from models.transfer.exporting.exporting import export
from models.year import ensure_year
from models.year_lines import keep_lines
from tests.models.by_hand import Town
from tests.models.towns import DrawnTown, examples, towns

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 10, 1)
LATER = date(2027, 10, 2)
ROOT = (None, "root")
COLUMNS = (
    ("held", "dialogues_held", "dialogues"),
    ("goals", "goals_met", "measurable_goals"),
    ("staff", "staff_with_goals", "staff"),
    ("span", "span_heads", ""),
    ("kept", "commitments_kept", "commitments"),
)
"""Figure, and the columns of an export that hold its part and its whole."""
Found = dict[object, dict[tuple[int, str], Figure]]


def made(drawn: DrawnTown) -> AsOf:
    """A town in 2026, with 2025 gone by before lines were kept."""
    for year in (2025, 2026):
        ensure_year(year, Rules())
    with writing():
        drawn.store()
        connection.execute_sql("UPDATE commitment SET promised_by_id = owner_id")
        connection.execute_sql(
            "INSERT OR IGNORE INTO measurement (goal_id, measured_on, value)"
            " SELECT id, date('2026-09-01', id || ' days'), 1000000 * (id % 9) FROM goal"
        )
    return as_of(DAY, Rules())


def everything(at: AsOf, before: int = 9999) -> Found:
    """All figures of the years before ``before``."""
    found: Found = {ROOT: dict(totals(at))}
    found |= {("leader", one.id): dict(one.figures) for one in leader_years(at)}
    found |= {("unit", one.id): dict(one.figures) for one in unit_years(at)}
    kept = {
        owner: {key: figure for key, figure in figures.items() if key[0] < before}
        for owner, figures in found.items()
    }
    return {owner: figures for owner, figures in kept.items() if figures}


@pytest.fixture
def each_time(database: Path) -> Callable[[], Iterator[None]]:
    """Undoes what one example of Hypothesis has written."""

    def undone() -> Iterator[None]:
        with connection.atomic() as all_of_it:
            yield
            all_of_it.rollback()

    return undone


def move(chance: random.Random, kind: str) -> None:
    """Somebody or something gets another place; what the rules refuse stays."""
    people = [one for (one,) in rows("SELECT id FROM person WHERE removed_at IS NULL")]
    units = [one for (one,) in rows("SELECT id FROM unit WHERE removed_at IS NULL")]
    if not people or not units:
        return
    who, unit = chance.choice(people), chance.choice(units)
    if kind == "unit":
        connection.execute_sql("UPDATE person SET unit_id = ? WHERE id = ?", (unit, who))
    elif kind == "superior":
        other = chance.choice([None, *(one for one in people if one != who)])
        connection.execute_sql("UPDATE person SET superior_id = ? WHERE id = ?", (other, who))
    elif kind == "status":
        status = chance.choice(["active", "leave", "ended"])
        connection.execute_sql("UPDATE person SET status = ? WHERE id = ?", (status, who))
    elif kind == "leader":
        connection.execute_sql("UPDATE unit SET leader_id = ? WHERE id = ?", (who, unit))
    elif kind == "parent":
        above = chance.choice([None, *(one for one in units if one < unit)])
        connection.execute_sql("UPDATE unit SET parent_id = ? WHERE id = ?", (above, unit))
    elif kind == "closed unit":
        connection.execute_sql("UPDATE unit SET removed_at = '2027-01-01' WHERE id = ?", (unit,))
    else:
        try:
            hand_over(open_owed_by(who), chance.choice(people), "", LATER)
        except (Problem, Problems):
            return


KINDS = ("unit", "superior", "status", "leader", "parent", "closed unit", "hand over")


@examples(15)
@given(
    towns((DAY,)),
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
def test_earlier_years_stay_when_people_move(
    each_time: Callable[[], Iterator[None]],
    drawn: DrawnTown,
    moves: list[str],
    chance: random.Random,
) -> None:
    for _ in each_time():
        keep_lines(2026, made(drawn))
        for year in (2025, 2026):
            connection.execute_sql(
                "UPDATE year SET closed_on = ? WHERE number = ?", (f"{year + 1}-01-29", year)
            )
        ensure_year(2027, Rules())
        at = as_of(LATER, Rules())
        before = everything(at, 2027)
        assert shown_years(at) == [
            ShownYear(2027, "today"),
            ShownYear(2026, "kept"),
            ShownYear(2025, "none"),
        ]
        for kind in moves:
            move(chance, kind)
        assert everything(at, 2027) == before


@examples(15)
@given(towns((DAY,)))
def test_closing_changes_no_figure_and_parts_add_up(
    each_time: Callable[[], Iterator[None]], drawn: DrawnTown
) -> None:
    for _ in each_time():
        at = made(drawn)
        running = everything(at)
        keep_lines(2026, at)
        connection.execute_sql("UPDATE year SET closed_on = '2026-10-01' WHERE number = 2026")
        assert everything(as_of(DAY, Rules())) == running
        _adds_up(at)


def _adds_up(at: AsOf) -> None:
    """A unit is its own and what is under it; the top ones and what has no unit are everything."""
    units = {one.id: one for one in unit_years(at)}
    own: dict[int, Counter[str]] = {}
    for number, unit in units.items():
        counts = Counter({key: one.part for (_y, key), one in unit.figures.items()})
        for other in units.values():
            if other.parent_id == number:
                counts.subtract({key: one.part for (_y, key), one in other.figures.items()})
        del counts["span"]
        own[number] = counts
    assert all(count >= 0 for counts in own.values() for count in counts.values())
    tops = [one for one in units.values() if one.parent_id not in units]
    all_of_it = totals(at)
    for figure in ("held", "goals", "staff", "kept"):
        rolled = sum(one.figures.get((2026, figure), Figure(0)).part for one in tops)
        assert rolled == sum(counts[figure] for counts in own.values())
        assert rolled <= all_of_it.get((2026, figure), Figure(0)).part


@examples(12)
@given(towns((DAY,)))
def test_the_year_that_runs_is_as_the_other_screens_say(
    each_time: Callable[[], Iterator[None]], drawn: DrawnTown
) -> None:
    for _ in each_time():
        at = made(drawn)
        found = {one.id: one.figures for one in leader_years(at)}
        for leader in leaders(at):
            span = found.get(leader.id, {}).get((2026, "span"), Figure(0)).part
            assert span == leader.span_heads
            staff = found.get(leader.id, {}).get((2026, "staff"), Figure(0, 0))
            assert (staff.part, staff.whole) == (leader.staff_with_goals, leader.span_heads)
        if not rows("SELECT 1 FROM person WHERE only_named"):
            units = {one.id: one.figures for one in unit_years(at)}
            for unit in unit_rows(at):
                staff = units[unit.id].get((2026, "staff"), Figure(0, 0))
                assert (staff.part, staff.whole) == (unit.staff_with_goals, unit.staff)


@examples(12)
@given(towns((DAY,)))
def test_goals_and_promises_are_judged_as_elsewhere(
    each_time: Callable[[], Iterator[None]], drawn: DrawnTown
) -> None:
    from models.goals import GoalScope, goals

    for _ in each_time():
        at = made(drawn)
        cards = [
            card
            for card in goals(GoalScope(2026))
            if card.measurable and not card.entry.qualitative and card.entry.state != "dropped"
        ]
        met = sum(
            bool(
                progress(
                    card.entry.direction,
                    card.entry.baseline,
                    card.entry.target,
                    card.entry.band,
                    card.actual,
                ).met
            )
            for card in cards
        )
        expected = {(2026, "goals"): Figure(met, len(cards))} if cards else {}
        town = Town(DAY, Rules())
        judged = [
            one["state"] == "kept"
            for one in town.commitments.values()
            if one["person_id"] in town.people
            and (one["state"] != "open" or (one["due"] and one["due"] < DAY.isoformat()))
        ]
        if judged:
            expected[2026, "kept"] = Figure(sum(judged), len(judged))
        found = totals(at)
        assert {
            key: found[key] for key in found if key in ((2026, "goals"), (2026, "kept"))
        } == expected


@examples(6)
@given(towns((DAY,)))
def test_one_leader_alone_is_as_among_all(
    each_time: Callable[[], Iterator[None]], drawn: DrawnTown
) -> None:
    for _ in each_time():
        at = made(drawn)
        for one in leader_years(at):
            assert leader_years(at, one.id) == [one]
        led = {one.id for one in leader_years(at) if any(key[0] < 2026 for key in one.figures)}
        assert all(has_led(number) for number in led)


@examples(12)
@given(towns((DAY,)))
def test_a_year_without_lines_knows_neither_staff_nor_units(
    each_time: Callable[[], Iterator[None]], drawn: DrawnTown
) -> None:
    for _ in each_time():
        at = made(drawn)
        assert {key for year, key in totals(at) if year == 2025} <= {"held", "goals", "kept"}
        for one in unit_years(at):
            assert not [key for key in one.figures if key[0] == 2025]
        held = rows(
            "SELECT 1 FROM dialogue d JOIN round r ON r.id = d.round_id"
            " JOIN person p ON p.id = d.person_id JOIN person s ON s.id = d.superior_id"
            " WHERE r.year_id = 2025 AND d.held_on IS NOT NULL AND d.removed_at IS NULL"
            " AND p.removed_at IS NULL AND s.removed_at IS NULL"
        )
        shown = any(key[0] == 2025 for one in leader_years(at) for key in one.figures)
        assert shown or not held


def test_nothing_is_shown_before_there_is_a_year(database: Path) -> None:
    at = as_of(DAY, Rules())
    assert (shown_years(at), totals(at), leader_years(at), unit_years(at)) == ([], {}, [], [])


@examples(20)
@given(towns((DAY,)))
def test_exported_they_are_the_figures_of_the_screens(
    each_time: Callable[[], Iterator[None]], drawn: DrawnTown
) -> None:
    for _ in each_time():
        at = made(drawn)
        stream = io.StringIO(newline="")
        style = Style("rfc4180", "machine", "en")
        export("years", at, stream, style=style, describe=lambda _flag: "")
        told = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
        assert Counter(exported(told)) == Counter(
            (kind, name, str(year), figure, str(value.part), as_cell(value.whole))
            for kind, name, figures in owners(at)
            for (year, figure), value in figures.items()
        )


def owners(at: AsOf) -> Iterator[tuple[str, str, Figures]]:
    """Whose figures a screen shows."""
    yield "municipality", "", totals(at)
    yield from (("unit", one.name, one.figures) for one in unit_years(at))
    yield from (("person", one.name, one.figures) for one in leader_years(at))


def exported(told: Iterable[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    """Each figure of each row, those that are not known left out."""
    for one in told:
        for figure, part, whole in COLUMNS:
            if one[part]:
                about = (one["owner_kind"], one["owner"], one["year"])
                yield (*about, figure, one[part], one.get(whole, ""))


def as_cell(count: int | None) -> str:
    return "" if count is None else str(count)
