"""Measured values from a file."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.database import row, rows
from models.entry.numbers import MAX_DECIMALS
from models.goal import GoalEntry, add_goal
from models.journal import entries
from models.measurement import MeasurementEntry, add_measurement
from models.problems import Problem
from models.rules import Rules
from models.transfer.cells.days import period
from models.transfer.cells.numbers import plain
from models.transfer.cells.values import NOT_MEASURED, parser
from models.transfer.columns.table import COLUMNS
from models.transfer.importing.kinds import apply, prepare
from models.transfer.importing.measured_rows import MeasuredGoal, goal_for
from models.transfer.importing.plan import ImportRequest
from models.transfer.importing.record_plan import RecordCounts
from tests.models.transfer.datasets import DATA
from tests.models.transfer.imports import TODAY, refused, told
from tests.models.transfer.records import bring_in, close_year, open_years, plan_of, values

if TYPE_CHECKING:
    from pathlib import Path

LGBF = DATA / "lgbf"
COLUMNS_OF_VALUES = {"goal_code": "Code", "measured_on": "Year", "value": "LA_IndicatorReal"}
HEAD = "goal_code,measured_on,value"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.csv"


@pytest.fixture
def goal(database: Path) -> int:
    open_years(2027)
    return add_goal(GoalEntry(2027, "Lavere fravær", code="A"))


@pytest.fixture
def indicators(database: Path) -> None:
    mapping = {"goal_code": "Code", "goal": "Title"}
    bring_in("goals", LGBF / "indicators.csv", mapping=mapping)


def workbook_of(source: Path, target: Path, numbers: tuple[str, ...]) -> Path:
    """A CSV file as a workbook, with figures as figures in the columns ``numbers``."""
    from xlsxwriter import Workbook

    with source.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    book = Workbook(target)
    sheet = book.add_worksheet("Verdier")
    places = [table[0].index(name) for name in numbers]
    for line, cells in enumerate(table):
        for place, cell in enumerate(cells):
            if line and place in places and cell:
                sheet.write_number(line, place, float(cell))
            else:
                sheet.write_string(line, place, cell)
    book.close()
    return target


def test_a_real_series_gives_the_values_that_there_are(indicators: None) -> None:
    truth = json.loads((LGBF / "truth.json").read_text())
    plan = bring_in("measurements", LGBF / "stirling_values.csv", mapping=COLUMNS_OF_VALUES)
    assert (plan.counts, plan.problems) == (RecordCounts(new=truth["values"]), ())
    assert row("SELECT count(*) FROM measurement") == (truth["values"],)
    assert entries()[0].changes["measurements_new"] == [None, truth["values"]]
    with (LGBF / "stirling_values.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    wanted = sorted(
        (line["Code"], line["Year"], round(Decimal(line["LA_IndicatorReal"]), MAX_DECIMALS))
        for line in lines
    )
    stored = rows(
        "SELECT g.code, m.source, m.value FROM measurement m JOIN goal g ON g.id = m.goal_id"
    )
    assert sorted((code, when, Decimal(value) / 10**6) for code, when, value in stored) == wanted
    assert rows("SELECT measured_on FROM measurement WHERE source = '2013-17'") == [("2017-12-31",)]


def test_a_workbook_gives_the_same_as_csv(indicators: None, tmp_path: Path) -> None:
    book = workbook_of(LGBF / "stirling_values.csv", tmp_path / "x.xlsx", ("LA_IndicatorReal",))
    bring_in("measurements", LGBF / "stirling_values.csv", mapping=COLUMNS_OF_VALUES)
    before = values()
    plan = bring_in("measurements", book, mapping=COLUMNS_OF_VALUES, sheet="verdier")
    assert plan.counts == RecordCounts(unchanged=1128)
    assert values() == before


def test_a_day_a_year_and_a_span(goal: int, path: Path) -> None:
    plan = bring_in(
        "measurements",
        path,
        "Målkode;Målt dato;Verdi",
        "A;14.3.2027;8,3",
        "A;2018;9,1 %",
        "a;2018-19;1 234,5",
        "A;2013–17;-0,5",
        "A;2027-03-09;0",
    )
    assert told(plan)["percent-mixed"]
    assert told(plan)["measured-later"]["count"] == 1
    assert values() == [
        ("A", 2027, "2017-12-31", Decimal("-0.5")),
        ("A", 2027, "2018-12-31", Decimal("9.1")),
        ("A", 2027, "2019-12-31", Decimal("1234.5")),
        ("A", 2027, "2027-03-09", Decimal(0)),
        ("A", 2027, "2027-03-14", Decimal("8.3")),
    ]


@pytest.mark.parametrize(
    "word", ["", " ", "..", "c", "C", "n/a", "N/A", "-", "–", "Ikke målt", ":"]
)
def test_no_value_is_said_and_is_never_nought(word: str, goal: int, path: Path) -> None:
    plan = bring_in("measurements", path, HEAD, f"A,2025,{word}", "A,2026,0")
    assert plan.counts == RecordCounts(new=1, without_value=1)
    assert told(plan)["not-measured"] == {"count": 1}
    assert values() == [("A", 2027, "2026-12-31", Decimal(0))]


def test_no_value_leaves_what_is_stored(goal: int, path: Path) -> None:
    bring_in("measurements", path, HEAD, "A,2025,7", "A,2026,8")
    plan = bring_in("measurements", path, HEAD, "A,2025,..")
    assert plan.is_empty
    assert told(plan)["measurements-not-in-file"]["count"] == 2
    assert len(values()) == 2


def test_a_changed_value_is_an_edit_and_the_source_by_hand_stays(goal: int, path: Path) -> None:
    add_measurement(MeasurementEntry(goal, date(2026, 12, 31), Decimal(7), "SSB"))
    plan = bring_in("measurements", path, HEAD, "A,2026,7.5")
    assert [(one.what, one.field, one.before, one.after) for one in plan.changes] == [
        ("changed", "2026", Decimal(7), Decimal("7.5"))
    ]
    assert rows("SELECT value, source, revision FROM measurement") == [(7_500_000, "SSB", 1)]


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ("B,2026,1", "goal-unknown", "goal_code"),
        (",2026,1", "field-empty", "goal_code"),
        ("A,,1", "field-empty", "measured_on"),
        ("A,2026,mye", "number-unreadable", "value"),
        ("A,2026-13,1", "period-unreadable", "measured_on"),
        ("A,våren,1", "period-unreadable", "measured_on"),
        ("A,2026,1e99", "number-too-large", "value"),
        ("A,31.12.2025,9", "value-repeated-otherwise", "value"),
    ],
)
def test_rows_that_cannot_be_taken_in(
    line: str, code: str, field: str, goal: int, path: Path
) -> None:
    plan = bring_in("measurements", path, HEAD, "A,2025,1", line, "A,2025,1")
    assert refused(plan) == [(3, code, field)]
    assert told(plan)["measurement-repeated"] == {"count": 1}
    assert len(values()) == 1


def test_a_value_goes_to_the_goal_of_its_year(database: Path, path: Path) -> None:
    open_years(2024, 2025, 2026, 2027)
    for year in (2025, 2027):
        add_goal(GoalEntry(year, "Mål", code="A"))
    bring_in("measurements", path, HEAD, *(f"A,{year},{year}" for year in range(2023, 2029)))
    assert [(goal, day[:4]) for _code, goal, day, _value in values()] == [
        (2025, "2023"),
        (2025, "2024"),
        (2025, "2025"),
        (2025, "2026"),
        (2027, "2027"),
        (2027, "2028"),
    ]


def test_a_closed_year_keeps_its_values(database: Path, path: Path) -> None:
    open_years(2026, 2027)
    for year in (2026, 2027):
        add_goal(GoalEntry(year, "Mål", code="A"))
    bring_in("measurements", path, HEAD, "A,2026,7")
    close_year(2026)
    plan = bring_in("measurements", path, HEAD, "A,2026,7", "A,2025,6", "A,2027,5")
    assert plan.counts == RecordCounts(new=1, unchanged=1)
    assert refused(plan) == [(3, "year-closed", "year")]
    assert refused(bring_in("measurements", path, HEAD, "A,2026,8")) == [(2, "year-closed", "year")]


def test_codes_that_lost_their_zeros(database: Path, path: Path) -> None:
    open_years(2027)
    add_goal(GoalEntry(2027, "Mål", code="007"))
    plan = bring_in("measurements", path, HEAD, "7,2026,1")
    assert told(plan)["zeros-ignored"]["field"] == "goal_code"
    assert values() == [("007", 2027, "2026-12-31", Decimal(1))]


def test_what_was_written_meanwhile_is_not_overwritten(goal: int, path: Path) -> None:
    plan = plan_of("measurements", path, HEAD, "A,2026,1")
    add_measurement(MeasurementEntry(goal, date(2026, 12, 31), Decimal(7)))
    with pytest.raises(Problem) as raised:
        apply(plan)
    assert raised.value.code == "changed-meanwhile"
    assert len(values()) == 1


def test_progress_is_told(goal: int, path: Path) -> None:
    days = [date.fromordinal(date(2000, 1, 1).toordinal() + place) for place in range(6_000)]
    path.write_text("\n".join([HEAD, *(f"A,{day},1" for day in days)]), "utf-8")
    seen: list[tuple[int, int | None]] = []

    def tell(*at: Any) -> None:
        seen.append(at)

    plan = prepare(ImportRequest(path, kind="measurements"), TODAY, Rules(), tell)
    assert [done for done, _total in seen] == [5_000, 6_000, 6_000]
    assert all(total and 5_400 <= total <= 6_200 for _done, total in seen)
    seen.clear()
    apply(plan, tell)
    assert seen == [(5_000, 6_000), (6_000, 6_000)]


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**11), max_value=10**11
    ),
    st.sampled_from([".", ","]),
    st.sampled_from(["", " %", "%"]),
)
def test_a_value_is_read_as_it_is_written(number: Decimal, sign: str, after: str) -> None:
    assert parser(COLUMNS["value"])(plain(number).replace(".", sign) + after) == number


@given(st.sampled_from(sorted(NOT_MEASURED)), st.sampled_from([str.upper, str.lower, str.title]))
def test_words_for_no_value_are_known_in_any_case(word: str, case: Any) -> None:
    assert parser(COLUMNS["value"])(f" {case(word)} ") is None


@given(st.integers(1900, 2199), st.integers(0, 20), st.booleans(), st.sampled_from("-/–"))
def test_a_span_runs_from_its_first_to_its_last_year(
    first: int, length: int, short: bool, sign: str
) -> None:
    last = first + length
    text = f"{first}{sign}{last % 100:02d}" if short else f"{first}{sign}{last}"
    found = period(text if length else str(first))
    if last > 2199:
        assert found is None
    else:
        assert found is not None
        assert (found.first, found.last) == (date(first, 1, 1), date(last, 12, 31))


@given(st.lists(st.integers(2000, 2040), min_size=1, unique=True), st.integers(1990, 2050))
def test_the_goal_of_the_nearest_year_until_then_else_the_first(
    years: list[int], year: int
) -> None:
    goals = [MeasuredGoal(one, "A", "", one, False, False) for one in sorted(years)]
    found = goal_for(goals, year).year
    if year in years:
        assert found == year
    assert found == max((one for one in years if one <= year), default=min(years))
