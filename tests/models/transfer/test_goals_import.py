"""Adopted goals from a file."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from models.database import row, rows
from models.goal import GoalEntry, add_goal
from models.journal import entries
from models.person import PersonEntry, add_person
from models.problems import Problem
from models.rules import Rules
from models.transfer.importing.kinds import apply, likely_kind, prepare, preview
from models.transfer.importing.plan import ImportRequest
from models.transfer.importing.record_plan import RecordCounts, RecordPlan
from models.unit import UnitEntry, add_unit, edit_unit, unit_card
from tests.models.transfer.datasets import DATA
from tests.models.transfer.imports import TODAY, refused, told
from tests.models.transfer.records import (
    bring_in,
    close_year,
    everything,
    goals,
    open_years,
    plan_of,
)

if TYPE_CHECKING:
    from pathlib import Path

LGBF = DATA / "lgbf"
COLUMNS = {
    "goal_code": "Code",
    "goal": "Title",
    "measure": "MeasureType",
    "direction": "Ranking_Type",
}
WORDS = {"direction": {"ascending": "less", "descending": "more", "goldilocks": "within"}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.csv"


def test_real_indicators_give_the_goals_that_there_are(database: Path) -> None:
    truth = json.loads((LGBF / "truth.json").read_text())
    plan = bring_in("goals", LGBF / "indicators.csv", mapping=COLUMNS, meanings=WORDS)
    assert plan.counts == RecordCounts(new=truth["indicators"])
    assert plan.problems == ()
    named = dict(rows("SELECT direction, count(*) FROM goal GROUP BY 1"))
    assert named == {
        WORDS["direction"][word.casefold()]: count for word, count in truth["directions"].items()
    }
    assert told(plan)["year-taken"] == {"year": "2027", "count": truth["indicators"]}
    assert row("SELECT count(*) FROM goal WHERE unit_id IS NULL AND person_id IS NULL") == (108,)
    assert entries()[0].action == "import.import"
    assert entries()[0].changes == {
        "file": [None, "indicators.csv"],
        "goals_new": [None, truth["indicators"]],
    }


def test_every_field_comes_in_as_it_is_written(database: Path, path: Path) -> None:
    unit = add_unit(UnitEntry("Skole", code="0041"))
    plan = bring_in(
        "goals",
        path,
        "Målkode;Mål;Måltype;Indikator;Måleenhet;Retning;Utgangspunkt;Måltall;Toleranse;År;"
        "Enhetskode;Vedtatt av;Saksnr;Vedtatt dato;Frist",
        "M1;Lavere fravær;Kvalitet;Sykefravær;%;mindre;9,1 %;7,5 %;;2027;41;"
        "Kommunestyret;26/212;14.12.2026;",
        "M2;Hold nivået;;Tetthet;barn;hold innenfor;1 234,5;1 200;0,25;2027;;;;;30.6.2027",
    )
    assert plan.problems == ()
    assert told(plan)["zeros-ignored"]["field"] == "unit_code"
    assert goals("code", "title", "kind", "indicator", "measure", "direction", "unit_id") == [
        ("M1", "Lavere fravær", "quality", "Sykefravær", "%", "less", unit),
        ("M2", "Hold nivået", "result", "Tetthet", "barn", "within", None),
    ]
    assert goals("baseline", "target", "band", "due", "adopted_by", "case_no", "adopted_on") == [
        (9_100_000, 7_500_000, None, "2027-12-31", "Kommunestyret", "26/212", "2026-12-14"),
        (1_234_500_000, 1_200_000_000, 250_000, "2027-06-30", "", "", None),
    ]


def test_a_changed_cell_is_an_edit_and_an_empty_one_empties(database: Path, path: Path) -> None:
    head = "goal_code,goal,direction,baseline,target,adopted_on,unit"
    add_unit(UnitEntry("Skole"))
    bring_in("goals", path, head, "A,One,less,9.1,7.5,2026-12-14,Skole", "B,Two,more,1,2,,")
    plan = bring_in("goals", path, head, "A,Uno,,-,7.25,,", "B,,more,1,2,,")
    assert plan.counts == RecordCounts(changed=1, unchanged=1)
    assert {(one.field, one.before, one.after) for one in plan.changes} == {
        ("goal", "One", "Uno"),
        ("baseline", Decimal("9.1"), None),
        ("target", Decimal("7.5"), Decimal("7.25")),
        ("adopted_on", date(2026, 12, 14), None),
        ("owner", "Skole", None),
    }
    assert goals("title", "direction", "revision") == [("Uno", "less", 1), ("Two", "more", 0)]


def test_columns_that_are_not_there_stay(database: Path, path: Path) -> None:
    add_unit(UnitEntry("Skole"))
    bring_in("goals", path, "goal_code,goal,target,unit", "A,One,7,Skole", "B,Two,8,")
    plan = bring_in("goals", path, "goal_code,target", "A,6")
    assert [(one.field, one.after) for one in plan.changes] == [("target", 6)]
    assert plan.counts == RecordCounts(changed=1, not_in_file=1)
    assert told(plan)["goals-not-in-file"] == {"count": 1}
    assert goals("title", "target") == [("One", 6_000_000), ("Two", 8_000_000)]


def test_without_a_code_year_owner_and_text_tell(database: Path, path: Path) -> None:
    add_unit(UnitEntry("Skole"))
    head = "goal,unit,target"
    bring_in("goals", path, head, "Lavere fravær,,7", "Lavere fravær,Skole,8")
    plan = bring_in("goals", path, head, "lavere  FRAVÆR,Skole,9", "Lavere fravær,,7")
    assert (plan.counts.changed, plan.counts.unchanged, len(goals("id"))) == (1, 1, 2)
    assert refused(
        plan_of("goals", path, head, "Lavere fravær,,7", "Lavere fravær,,8", ",Skole,3")
    ) == [(3, "goal-repeated", "goal"), (4, "field-empty", "goal")]


def test_a_goal_known_by_its_text_gets_its_code(database: Path, path: Path) -> None:
    bring_in("goals", path, "goal,target", "Lavere fravær,7")
    plan = bring_in("goals", path, "goal_code,goal,target", "m1,Lavere fravær,7")
    assert told(plan)["goal-code-given"]["goal_code"] == "m1"
    assert [(one.field, one.after) for one in plan.changes] == [("goal_code", "m1")]
    assert told(plan_of("goals", path, "goal_code,target", "M1,7"))["id-case-differs"]
    repeated = plan_of("goals", path, "goal_code,goal", "M1,Lavere fravær", "m1,Lavere fravær")
    assert refused(repeated) == [(3, "goal-repeated", "goal_code")]


def test_namesakes_of_one_owner_are_told_apart_or_left_out(database: Path, path: Path) -> None:
    open_years(2027)
    for indicator, target in (("a", 1), ("b", 2), ("b", 3)):
        add_goal(GoalEntry(2027, "Mål", indicator=indicator, target=Decimal(target)))
    plan = bring_in("goals", path, "goal,indicator,target", "Mål,a,5", "Mål,b,3", "Mål,b,2")
    assert (plan.counts.changed, plan.counts.unchanged) == (1, 2)
    plan = plan_of("goals", path, "goal,indicator,target", "Mål,b,9")
    assert refused(plan) == [(2, "goal-ambiguous", "goal")]


def test_units_that_are_not_there_keep_their_rows_out(database: Path, path: Path) -> None:
    for code in ("1", "2"):
        add_unit(UnitEntry("Renhold", code=code))
    plan = bring_in(
        "goals",
        path,
        "goal,unit_code,unit",
        "A,9,Skole",
        "B,,Skole",
        "C,,Renhold",
        "D,2,Vaskeri",
        "E,,Hele kommunen",
    )
    assert refused(plan) == [
        (2, "unit-unknown", "unit"),
        (3, "unit-unknown", "unit"),
        (4, "unit-ambiguous", "unit"),
    ]
    assert told(plan)["unit-called-otherwise"]["unit"] == "Renhold"
    assert goals("title") == [("D",), ("E",)]


def test_an_adopted_goal_does_not_take_somebodys_own(database: Path, path: Path) -> None:
    open_years(2027)
    kari = add_person(PersonEntry(name="Kari", employee_no="1"))
    add_goal(GoalEntry(2027, "Eget", person_id=kari, code="P1"))
    plan = plan_of("goals", path, "goal_code,goal,unit", "P1,Felles,")
    assert refused(plan) == [(2, "goal-is-personal", "goal_code")]
    own = "goal_code,goal,owner_kind,owner_no,target"
    assert bring_in("goals", path, own, "P1,Eget,person,1,5").counts.changed == 1
    plan = plan_of("goals", path, own, "P1,Eget,person,7,5", ",Nytt,person,,", ",Nytt,person,1,")
    assert [code for _line, code, _field in refused(plan)] == ["person-unknown"] * 2
    assert plan.counts.new == 1


def test_closed_years_are_read_only_and_the_rest_goes_in(database: Path, path: Path) -> None:
    open_years(2026, 2027)
    bring_in("goals", path, "goal_code,goal,year,target", "A,One,2026,1", "B,Two,2026,2")
    close_year(2026)
    plan = bring_in(
        "goals",
        path,
        "goal_code,goal,year,target",
        "A,One,2026,1",
        "B,Two,2026,3",
        "C,Three,2026,3",
        "A,One,2027,1",
    )
    assert refused(plan) == [(3, "year-closed", "year"), (4, "year-closed", "year")]
    assert plan.counts == RecordCounts(new=1, unchanged=2)
    assert goals("code", "year_id", "target") == [
        ("A", 2026, 1_000_000),
        ("A", 2027, 1_000_000),
        ("B", 2026, 2_000_000),
    ]


def test_this_year_is_opened_and_no_other(database: Path, path: Path) -> None:
    plan = bring_in("goals", path, "goal,year", "A,2027", "B,2028", "C,2027.0", "D,27 %", "E,")
    assert refused(plan) == [(3, "year-not-open-yet", "year"), (5, "year-not-open-yet", "year")]
    assert rows("SELECT number FROM year") == [(2027,)]
    assert goals("title") == [("A",), ("C",), ("E",)]


def test_a_goal_serves_another_of_its_year_by_its_text(database: Path, path: Path) -> None:
    plan = bring_in(
        "goals",
        path,
        "goal_code,goal,serves",
        "A,Lavere fravær,Bedre helse",
        "B,Bedre helse,",
        "C,Annet,Ukjent",
        "D,Likt,",
        "E,Likt,",
        "F,Sjette,Likt",
    )
    served = dict(
        rows("SELECT g.code, s.code FROM goal g LEFT JOIN goal s ON s.id = g.serves_id ORDER BY 1")
    )
    assert served == {"A": "B", "B": None, "C": None, "D": None, "E": None, "F": None}
    assert told(plan)["served-unknown"]["title"] == "Ukjent"
    assert told(plan)["served-ambiguous"]["title"] == "Likt"
    loop = bring_in("goals", path, "goal_code,goal,serves", "B,Bedre helse,Lavere fravær")
    assert refused(loop) == [(2, "goal-loop", "serves")]
    assert loop.is_empty


def test_a_dropped_goal_stays_dropped(database: Path, path: Path) -> None:
    open_years(2027)
    add_goal(GoalEntry(2027, "One", code="A", state="dropped"))
    plan = bring_in("goals", path, "goal_code,goal,target", "A,One,3")
    assert told(plan)["goal-dropped"]["goal"] == "One"
    assert goals("state", "target") == [("dropped", 3_000_000)]


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ("ti,,,,,", "number-unreadable", "target"),
        (",-1,,,,", "band-negative", "band"),
        (",,sidelengs,,,", "choice-unknown", "direction"),
        (",,,31.2.2027,,", "day-unreadable", "adopted_on"),
        (",,,,2027-2030,", "count-unreadable", "year"),
        ("9999999999999,,,,,", "number-too-large", "target"),
    ],
)
def test_what_cannot_be_read_keeps_its_row_out(
    cells: str, code: str, field: str, database: Path, path: Path
) -> None:
    head = "goal_code,goal,target,band,direction,adopted_on,year,unit"
    plan = bring_in("goals", path, head, f"A,One,{cells}", "B,Two,1,,,,,")
    assert refused(plan) == [(2, code, field)]
    assert goals("code") == [("B",)]


def test_hostile_texts_are_kept_as_they_are(database: Path, path: Path) -> None:
    bring_in("goals", path, "goal_code;goal", "=1;[/b]\x1b[2J\u202e", "';DROP TABLE goal;--;x")
    assert ("=1", "[/b]\x1b[2J\u202e") in goals("code", "title")


def test_several_columns_for_one_field(database: Path, path: Path) -> None:
    plan = bring_in("goals", path, "Mål;Beskrivelse;Måltall", "Lavere fravær;langt;7")
    assert told(plan)["column-preferred"]["heading"] == "Mål"
    assert goals("title") == [("Lavere fravær",)]
    with pytest.raises(Problem) as raised:
        plan_of("goals", path, "Tittel;Beskrivelse;Måltall", "a;b;1")
    assert raised.value.code == "columns-ambiguous"


def test_figures_that_can_be_read_in_two_ways_are_told(database: Path, path: Path) -> None:
    plan = plan_of("goals", path, "goal;target;baseline;band", "A;1.234;5 %;0,1234567", "B;2;6;")
    assert told(plan)["number-ambiguous"]["example"] == "1.234"
    assert told(plan)["percent-mixed"]["field"] == "baseline"
    assert told(plan)["value-rounded"]["field"] == "band"
    assert "number-ambiguous" not in told(plan_of("goals", path, "goal;target", "A;1.234", "B;2.5"))


def test_a_file_without_goals_can_have_its_columns_settled(database: Path, path: Path) -> None:
    path.write_text("Hva;Tall\nLavere fravær;7\n", "utf-8")
    request = ImportRequest(path, kind="goals")
    with pytest.raises(Problem) as raised:
        prepare(request, TODAY, Rules())
    assert raised.value.code == "fields-missing"
    plan = preview(request, TODAY, Rules())
    assert isinstance(plan, RecordPlan)
    assert plan.blocked is not None
    assert (plan.unmatched, plan.is_empty) == (("Hva", "Tall"), True)


def test_what_was_written_meanwhile_is_not_overwritten(database: Path, path: Path) -> None:
    number = add_unit(UnitEntry("Skole"))
    plan = plan_of("goals", path, "goal,unit", "A,Skole")
    card = unit_card(number)
    edit_unit(number, card.revision, UnitEntry("Skolen"))
    before = everything()
    with pytest.raises(Problem) as raised:
        apply(plan)
    assert raised.value.code == "changed-meanwhile"
    assert everything() == before


@pytest.mark.parametrize(
    ("headings", "mapping", "kind"),
    [
        ("Ansattnr;Navn;Enhet", {}, "people"),
        ("Enhetskode;Enhet", {}, "people"),
        ("Farge;Antall", {}, "people"),
        ("Mål;Måltall;Enhet", {}, "goals"),
        ("Goal code;Goal;Direction", {}, "goals"),
        ("Målkode;År;Resultat", {}, "measurements"),
        ("Code;Year;X", {}, "measurements"),
        ("Farge;Antall", {"goal": "Farge"}, "goals"),
        ("Farge;Antall", {"value": "Antall"}, "measurements"),
    ],
)
def test_the_headings_tell_the_kind(headings: str, mapping: dict[str, str], kind: str) -> None:
    assert likely_kind(headings.split(";"), mapping) == kind
