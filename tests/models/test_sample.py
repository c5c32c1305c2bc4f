"""The sample municipality: what the demo must have to show, and that it is always the same."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from models import sample
from models.dashboard import dashboard
from models.database import close_database, open_database, row, rows
from models.derived import as_of
from models.fields import unscaled
from models.flag_rules import RULES
from models.flags import flags
from models.folding import fold, sort_key
from models.goals import GoalScope, goals
from models.lines import LINES, loops, superiors_of_leaders
from models.over_the_years import ShownYear, leader_years, shown_years, totals
from models.people import PeopleScope, people_keys
from models.problems import Problem
from models.progress import State
from models.rules import KIND_SPANS, RoundRule, Rules
from tests.municipality import SAMPLE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = SAMPLE_DAY
RULES_OF_TOWN = Rules()
TABLES = (
    "unit",
    "person",
    "year",
    "milestone",
    "round",
    "dialogue",
    "topic",
    "note",
    "goal",
    "measurement",
    "commitment",
    "leader_agreement",
    "year_line",
    "year_unit",
)


@pytest.fixture(scope="module")
def made(sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "x.db"
    shutil.copy(sample_made, path)
    return path


@pytest.fixture
def town(made: Path) -> Iterator[Path]:
    open_database(made)
    yield made
    close_database()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    open_database(tmp_path / "x.db")
    yield tmp_path
    close_database()


def dump() -> dict[str, list[tuple[Any, ...]]]:
    return {table: rows(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}


def test_every_rule_has_something_to_say(town: Path) -> None:
    found = Counter(flag.rule for flag in flags(as_of(TODAY, RULES_OF_TOWN)))
    assert set(found) == set(RULES)
    assert found["commitment-overdue"] >= 3
    assert found["no-superior"] == 1
    assert found["vacant-unit"] == 2
    assert found["span-severe"] == 2


def test_figures_of_the_dashboard(town: Path) -> None:
    figures = dashboard(TODAY, RULES_OF_TOWN).figures
    assert (figures.leaders, figures.held, figures.overdue) == (57, 42, 4)
    assert (figures.not_planned, figures.exempt) == (6, 1)
    assert (figures.staff, figures.staff_with_goals) == (1204, 812)
    assert (figures.largest_span, figures.over_limit) == (46, 9)
    assert 10 <= figures.median_span <= 20


def test_leaders_and_staff_are_as_many_as_in_such_a_municipality(town: Path) -> None:
    at = as_of(TODAY, RULES_OF_TOWN)
    assert 55 <= len(people_keys(at, PeopleScope("leading"))[0]) <= 65
    assert 1150 <= len(people_keys(at, PeopleScope("staff"))[0]) <= 1250
    assert len(people_keys(at, PeopleScope("leave"))[0]) > 10
    assert len(people_keys(at, PeopleScope("ended"))[0]) > 10


def test_spans_that_stand_out(town: Path) -> None:
    units = {unit.name: unit for unit in dashboard(TODAY, RULES_OF_TOWN).units}
    assert (units["Nordvik skole"].span, units["Nordvik skole"].span_flag) == (41, "span-severe")
    zone = units["Hjemmetjenesten sone Nord"]
    assert (zone.span, zone.span_flag) == (46, "span-severe")
    assert units["Småbåthavna familiebarnehage"].span_flag == "span-under"
    assert units["Nordvik kommune"].leader == "Kari Nordmann"
    assert units["Nordvik kommune"].span == 6


def test_kinds_are_those_that_have_limits(town: Path) -> None:
    kinds = {str(kind).casefold() for (kind,) in rows("SELECT DISTINCT kind FROM unit")}
    assert set(KIND_SPANS) <= kinds
    assert "" not in kinds


def test_the_tree_has_one_root_and_hangs_together(town: Path) -> None:
    units = dashboard(TODAY, RULES_OF_TOWN).units
    assert [unit.name for unit in units if unit.parent_id is None] == ["Nordvik kommune"]
    assert len(units) == row("SELECT count(*) FROM unit")[0]  # type: ignore[index]
    depth: dict[int | None, int] = {None: -1}
    for unit in units:
        depth[unit.id] = depth[unit.parent_id] + 1
    assert max(depth.values()) == 3


def test_nobody_is_their_own_superior(town: Path) -> None:
    superiors = superiors_of_leaders()
    assert superiors
    assert loops(superiors) == []


def test_dialogues_have_the_superior_of_the_lines(town: Path) -> None:
    wrong = rows(
        LINES + "SELECT d.id FROM dialogue d JOIN line n ON n.person_id = d.person_id"
        " JOIN person p ON p.id = d.person_id"
        " WHERE d.superior_id IS NOT n.superior_id AND p.status <> 'ended'"
    )
    assert wrong == []
    others = row(
        "SELECT count(*) FROM dialogue WHERE conductor_id <> superior_id AND held_on IS NOT NULL"
    )
    assert others is not None
    assert others[0] >= 2


def test_what_was_held_keeps_to_working_days_and_the_past(town: Path) -> None:
    days = rows("SELECT planned_on, held_on FROM dialogue")
    held = [date.fromisoformat(day) for _, day in days if day]
    planned = [date.fromisoformat(day) for day, _ in days if day]
    assert max(held) < TODAY < max(planned)
    assert {day.weekday() for day in [*held, *planned]} <= set(range(5))


def test_dialogues_carry_agenda_and_notes(town: Path) -> None:
    titles = {title for (title,) in rows("SELECT DISTINCT title FROM topic")}
    assert titles == {*RULES_OF_TOWN.agenda, *RULES_OF_TOWN.short_agenda}
    assert len(rows("SELECT DISTINCT text FROM note")) > 20
    assert not rows(
        "SELECT 1 FROM note n JOIN topic t ON t.id = n.topic_id"
        " JOIN dialogue d ON d.id = t.dialogue_id WHERE d.held_on IS NULL"
    )


def test_goals_stand_in_every_way(town: Path) -> None:
    cards = goals(GoalScope(2027))
    for mine in (True, False):
        states = {c.standing.state for c in cards if (c.entry.person_id is not None) is mine}
        assert states == set(get_args(State))
    entries = [card.entry for card in cards]
    assert {entry.direction for entry in entries} == {"more", "less", "within"}
    assert any(entry.baseline == entry.target is not None for entry in entries)
    assert any(entry.qualitative for entry in entries)
    assert not any(entry.serves_id for entry in entries if entry.adopted_by)
    adopted = [entry for entry in entries if entry.adopted_by]
    assert {entry.adopted_by for entry in adopted} == {"Kommunestyret"}
    assert "23/145" in {entry.case_no for entry in adopted}
    assert any(entry.meaning for entry in entries if entry.person_id and entry.serves_id)


def test_sick_leave_is_half_way(town: Path) -> None:
    (card,) = [c for c in goals(GoalScope(2027), "sykefravær samlet") if not c.entry.unit_id]
    assert str(card.standing.fraction) == "0.5"


def test_units_do_not_aim_below_where_they_are(town: Path) -> None:
    for card in goals(GoalScope(2027)):
        entry = card.entry
        if entry.baseline is None or entry.target is None or entry.direction == "within":
            continue
        ahead = entry.target - entry.baseline
        assert (ahead if entry.direction == "more" else -ahead) >= 0, entry.title


def test_goals_are_measured_in_the_past(town: Path) -> None:
    late = row("SELECT max(measured_on), min(source) FROM measurement")
    assert late is not None
    assert date(2027, 1, 31) <= date.fromisoformat(late[0]) < TODAY
    assert late[1]


def test_commitments_of_both_sides_in_every_state(town: Path) -> None:
    found = {(side, state) for side, state in rows("SELECT side, state FROM commitment")}
    sides = ("superior", "subject")
    assert found == {(side, state) for side in sides for state in ("open", "kept", "dropped")}
    assert not rows("SELECT 1 FROM commitment WHERE settled_on > ?", (TODAY.isoformat(),))


def test_agreements_are_missing_expired_and_incomplete(town: Path) -> None:
    found = row(
        "SELECT count(*), count(*) FILTER (WHERE valid_until < ?),"
        " count(*) FILTER (WHERE purpose = '' OR signed_on IS NULL) FROM leader_agreement",
        (TODAY.isoformat(),),
    )
    assert found is not None
    there, expired, incomplete = found
    assert 45 <= there < 57
    assert 3 <= expired <= 10
    assert 1 <= incomplete <= 6


def test_addresses_are_ascii_and_nobody_shares_one(town: Path) -> None:
    emails = [email for (email,) in rows("SELECT email FROM person")]
    assert all(email.isascii() and email.endswith("@nordvik.example") for email in emails)
    assert len(set(emails)) == len(emails)
    assert all(" " not in email for email in emails)


def test_derived_columns_are_as_the_forms_would_write_them(town: Path) -> None:
    for name, number, key, search in rows("SELECT name, employee_no, sort_key, search FROM person"):
        assert key == sort_key(name)
        assert search == fold(f"{name} {number}")


def test_care_has_part_time_posts_and_the_technical_side_few(town: Path) -> None:
    share = dict(
        rows(
            "SELECT u.kind, avg(p.fte) FROM person p JOIN unit u ON u.id = p.unit_id"
            " WHERE p.status = 'active' GROUP BY u.kind"
        )
    )
    assert unscaled(int(share["Hjemmetjeneste"]), 100) < 75
    assert unscaled(int(share["Teknisk"]), 100) > 95


def test_last_year_was_nearly_as_this_one(town: Path) -> None:
    at = as_of(TODAY, RULES_OF_TOWN)
    assert shown_years(at) == [ShownYear(2027, "today"), ShownYear(2026, "kept")]
    found = totals(at)
    staff, before = found[2027, "staff"], found[2026, "staff"]
    assert (staff.part, staff.whole) == (812, 1204)
    assert before.whole not in {None, staff.whole}
    assert before.part < staff.part
    assert found[2026, "held"].fraction == 1
    here, there = (
        {leader.id for leader in leader_years(at) if (year, "staff") in leader.figures}
        for year in (2027, 2026)
    )
    assert len(there - here) >= 1
    assert len(here - there) >= 1


def test_one_entry_in_the_journal(town: Path) -> None:
    assert rows("SELECT action FROM journal") == [("sample.make",)]


def test_it_is_the_same_each_time(made: Path, tmp_path: Path) -> None:
    open_database(made)
    first = dump()
    close_database()
    open_database(tmp_path / "again.db")
    sample.make(TODAY, RULES_OF_TOWN)
    second = dump()
    close_database()
    assert second == first
    assert all(first.values())


def test_nothing_is_put_over_what_is_there(town: Path) -> None:
    before = dump()
    with pytest.raises(Problem) as caught:
        sample.make(TODAY, RULES_OF_TOWN)
    assert caught.value.code == "database-not-empty"
    assert dump() == before


@pytest.mark.parametrize("today", [date(2027, 1, 2), date(2028, 2, 29), date(2026, 12, 31)])
def test_on_other_days_too(empty: Path, today: date) -> None:
    sample.make(today, RULES_OF_TOWN)
    figures = dashboard(today, RULES_OF_TOWN).figures
    assert (figures.held, figures.staff_with_goals) == (42, 812)


def test_with_other_rounds_and_agenda(empty: Path) -> None:
    rules = Rules(
        rounds=(RoundRule("spring", (3, 1), (5, 31)),),
        milestones=(),
        agenda=("Årets mål", "results"),
        short_agenda=("Eventuelt",),
    )
    sample.make(TODAY, rules)
    figures = dashboard(TODAY, rules).figures
    assert (figures.held, figures.overdue) == (42, 4)
    assert {title for (title,) in rows("SELECT title FROM topic")} == {
        "Årets mål",
        "results",
        "Eventuelt",
    }


def test_names_come_with_their_licence() -> None:
    folder = Path(sample.__file__).parent / "lists" / "names"
    assert "Daniele Faraglia" in (folder / "LICENSE.txt").read_text(encoding="utf-8")
