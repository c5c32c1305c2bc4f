"""The import as a whole: real files, what is stored, one transaction, nothing twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from models import journal
from models.database import close_database, open_database, row, rows
from models.folding import fold, sort_key
from models.lines import LINES
from models.person import PersonEntry, add_person, person_card, remove_person
from models.problems import Problem
from models.rules import Rules
from models.transfer.importing import people as people_import
from models.transfer.importing.people import apply, prepare
from models.transfer.importing.plan import SHOWN, ImportRequest, PeopleCounts, UnitCounts
from models.unit import UnitEntry, add_unit, remove_unit
from models.year import current_round
from tests.models.transfer.datasets import DATA, shared
from tests.models.transfer.imports import (
    TODAY,
    bring_in,
    change,
    everything,
    person,
    plan_of,
    refused,
    told,
)

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = DATA / "adventureworks"
STAVANGER = {"unit_code": "ansvar", "unit": "ansvar_tekst", "parent_unit": "virksomhetsomraade"}
SMALL = ("employee_no,name,unit,leader_no", "1,Kari,Skole,", "2,Ola,Skole,1")


@pytest.mark.parametrize("name", ["people.csv", "people.xlsx"])
def test_adventureworks(name: str, database: Path) -> None:
    truth = json.loads((PEOPLE / "truth.json").read_text("utf-8"))
    plan = bring_in(PEOPLE / name)
    assert plan.kind == "people"
    assert plan.units == UnitCounts(new=truth["units"])
    assert plan.people == PeopleCounts(new=truth["people"])
    assert plan.problems == ()
    spans = LINES + (
        "SELECT p.employee_no, count(*) FROM line l JOIN person p ON p.id = l.superior_id"
        " GROUP BY p.id"
    )
    assert dict(rows(spans)) == truth["spans"]
    assert len(rows(spans)) == truth["leaders"]
    without = rows(LINES + "SELECT person_id FROM line WHERE superior_id IS NULL")
    assert len(without) == truth["without_superior"]


def test_who_comes_back_is_not_in_what_was_removed_meanwhile(database: Path) -> None:
    unit = add_unit(UnitEntry("Skole"))
    superior = add_person(PersonEntry("Kari"))
    ended = PersonEntry("Ola", "2", unit_id=unit, superior_id=superior, status="ended")
    number = add_person(ended)
    remove_unit(unit)
    remove_person(superior)
    bring_in(database.with_name("people.csv"), "employee_no;name;title", "2;Ola;Rektor")
    found = person_card(number).entry
    assert (found.status, found.unit_id, found.superior_id) == ("active", None, None)


def test_csv_and_workbook_give_the_same_database(tmp_path: Path) -> None:
    found = []
    for name in ("people.csv", "people.xlsx"):
        open_database(tmp_path / f"{name}.db")
        apply(plan_of(PEOPLE / name))
        found.append((rows("SELECT * FROM unit"), rows("SELECT * FROM person")))
        close_database()
    assert found[0] == found[1]


def test_what_was_detected_and_matched_is_said(database: Path) -> None:
    plan = plan_of(PEOPLE / "people.xlsx")
    assert (plan.detected.format, plan.detected.sheet, plan.detected.header_line) == (
        "xlsx",
        "Ansatte",
        1,
    )
    assert plan.columns["leader_no"] == "Leders ansattnr"
    assert (plan.unmatched, plan.change_total, len(plan.changes)) == ((), 312, SHOWN)


def test_stavanger(database: Path) -> None:
    folder = shared("stavanger")
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    plan = bring_in(folder / "budget_2016.csv", mapping=STAVANGER)
    assert plan.kind == "units"
    assert plan.units == UnitCounts(new=truth["units"])
    assert (plan.people, plan.problems) == (PeopleCounts(), ())
    per_area = rows(
        "SELECT a.name, count(*) FROM unit u JOIN unit a ON a.id = u.parent_id GROUP BY a.id"
    )
    assert dict(per_area) == truth["centres_per_area"]
    assert len(per_area) == truth["areas"]
    codes = row("SELECT count(DISTINCT code), count(*) FROM unit WHERE parent_id IS NOT NULL")
    assert codes == (truth["responsibility_centres"],) * 2
    assert told(plan)["row-too-long"]["count"] == truth["ragged_rows"]
    assert plan.unmatched[0] == "art"


def test_what_is_stored(database: Path, tmp_path: Path) -> None:
    bring_in(
        tmp_path / "x.csv",
        "Ansattnr;Navn;E-post;Stilling;Stillings %;Status;Enhetskode;Enhet;Enhetstype",
        "7;Åse Ødegård;aase@x.no;Lærer;50,5;permisjon;2100;Nordvik skole;Skole",
    )
    stored = person("Åse Ødegård")
    assert stored["search"] == fold("Åse Ødegård 7")
    assert stored["sort_key"] == sort_key("Åse Ødegård")
    assert (stored["employee_no"], stored["email"], stored["title"]) == ("7", "aase@x.no", "Lærer")
    assert (stored["fte"], stored["status"], stored["revision"]) == (5050, "leave", 0)
    assert rows("SELECT code, name, kind, search FROM unit") == [
        ("2100", "Nordvik skole", "Skole", "nordvik skole 2100")
    ]


def test_one_journal_entry_without_names_and_a_round(database: Path, tmp_path: Path) -> None:
    bring_in(tmp_path / "ansatte.csv", *SMALL, "3,Liv,Skole,77")
    entry = next(one for one in journal.entries() if one.action == "import.import")
    assert entry.changes == {
        "file": [None, "ansatte.csv"],
        "units_new": [None, 1],
        "people_new": [None, 3],
        "people_only_named": [None, 1],
    }
    assert sum(one.action == "import.import" for one in journal.entries()) == 1
    assert current_round(TODAY) is not None


def test_an_empty_plan_writes_nothing(database: Path, tmp_path: Path) -> None:
    bring_in(tmp_path / "x.csv", *SMALL)
    before = everything()
    result = apply(plan_of(tmp_path / "x.csv"))
    assert (result.written, everything()) == (0, before)


def test_prepare_writes_nothing(database: Path, tmp_path: Path) -> None:
    before = everything()
    plan_of(tmp_path / "x.csv", *SMALL)
    assert everything() == before


def test_only_changed_rows_are_written(database: Path, tmp_path: Path) -> None:
    bring_in(tmp_path / "x.csv", *SMALL)
    plan = bring_in(tmp_path / "x.csv", *SMALL[:2], "2,Ola Berg,Skole,1")
    assert [(one.field, one.before, one.after) for one in plan.changes] == [
        ("name", "Ola", "Ola Berg")
    ]
    assert plan.people == PeopleCounts(changed=1, unchanged=1)
    assert (person("Ola Berg")["revision"], person("Kari")["revision"]) == (1, 0)
    assert person("Ola Berg")["search"] == "ola berg 2"


@pytest.mark.parametrize("broken", ["refuse_loops", "ensure_year", "refuse_unit_loops", "journal"])
def test_all_or_nothing(
    broken: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(tmp_path / "x.csv", *SMALL)
    before = everything()
    monkeypatch.setattr(people_import, broken, None)
    with pytest.raises((TypeError, AttributeError)):
        apply(plan)
    assert everything() == before
    monkeypatch.undo()
    apply(plan)
    assert row("SELECT count(*) FROM person") == (2,)


def test_a_change_since_the_preview_is_not_overwritten(database: Path, tmp_path: Path) -> None:
    bring_in(tmp_path / "x.csv", *SMALL)
    plan = plan_of(tmp_path / "x.csv", *SMALL[:2], "2,Ola Berg,Skole,1")
    change("Ola", title="Rektor")
    with pytest.raises(Problem) as raised:
        apply(plan)
    assert raised.value.code == "changed-meanwhile"
    assert person("Ola")["title"] == "Rektor"


def test_somebody_added_since_the_preview_is_noticed(database: Path, tmp_path: Path) -> None:
    plan = plan_of(tmp_path / "x.csv", *SMALL)
    add_person(PersonEntry(name="Liv", employee_no="2"))
    with pytest.raises(Problem) as raised:
        apply(plan)
    assert raised.value.code == "changed-meanwhile"
    assert row("SELECT count(*) FROM unit") == (0,)


def test_a_row_changed_behind_the_fingerprint_is_noticed(database: Path, tmp_path: Path) -> None:
    bring_in(tmp_path / "x.csv", *SMALL)
    plan = plan_of(tmp_path / "x.csv", *SMALL[:2], "2,Ola Berg,Skole,1")
    stale = [(*one[:-1], 9) for one in plan.work.changed_people]
    with pytest.raises(Problem) as raised:
        apply(replace(plan, work=replace(plan.work, changed_people=stale)))
    assert raised.value.code == "changed-meanwhile"
    assert person("Ola")["employee_no"] == "2"


def test_progress(database: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    path = tmp_path / "x.csv"
    many = [f"{number},Person {number}" for number in range(1, 6_001)]
    path.write_text("\n".join(["employee_no,name", *many]), "utf-8")
    plan = prepare(ImportRequest(path), TODAY, Rules(), lambda *at: seen.append(at))
    assert [done for done, _total in seen] == [5_000, 6_000, 6_000, 18_000]
    # A file of rows alike tells early how many there are; reading them is half of the work.
    assert all(total and 11_000 <= total <= 12_500 for _done, total in seen[:3]), seen
    assert seen[-1] == (18_000, 24_000)
    seen.clear()
    apply(plan, lambda *at: seen.append(at))
    assert seen == [(5_000, 6_000), (6_000, 6_000)]


INDEXES = "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name"


@pytest.mark.parametrize("half", [0, 1])
def test_called_off_half_way_it_has_written_nothing(
    database: Path, tmp_path: Path, half: int
) -> None:
    path = tmp_path / "x.csv"
    many = [f"{number},Person {number}" for number in range(1, 6_001)]
    path.write_text("\n".join(["employee_no,name", *many]), "utf-8")
    asked = iter(range(9))

    def interrupted(_done: int, _total: int | None) -> None:
        if next(asked) == half:
            raise KeyboardInterrupt

    plan = prepare(ImportRequest(path), TODAY, Rules())
    indexes = rows(INDEXES)
    with pytest.raises(KeyboardInterrupt):
        apply(plan, interrupted)
    assert rows(INDEXES) == indexes
    for table in ("person", "step", "past", "journal", "year"):
        assert rows(f"SELECT * FROM {table}") == []
    apply(plan)
    assert rows(INDEXES) == indexes
    assert rows("SELECT count(*) FROM person") == [(6_000,)]
    assert rows("SELECT place, first, last FROM past WHERE place = 'person'") == [
        ("person", 1, 6_000)
    ]


def test_a_file_about_neither_people_nor_units(database: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        plan_of(tmp_path / "x.csv", "Farge,Antall", "rød,3", "blå,4")
    assert raised.value.code == "columns-missing"
    assert raised.value.facts["headings"] == ("Farge", "Antall")
    assert "employee_no" in raised.value.facts["wanted"]  # type: ignore[operator]


def test_who_a_row_is_must_not_be_guessed(database: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        plan_of(tmp_path / "x.csv", "Ansattnr,Ansattnummer,Navn", "1,2,Kari")
    assert raised.value.code == "columns-ambiguous"
    assert raised.value.facts["headings"] == ("Ansattnr", "Ansattnummer")


def test_another_uncertain_column_is_told_and_left(database: Path, tmp_path: Path) -> None:
    plan = bring_in(tmp_path / "x.csv", "Ansattnr,Navn,Stilling,Tittel", "1,Kari,a,b")
    assert told(plan)["column-ambiguous"]["fields"] == ("title",)
    assert person("Kari")["title"] == ""


def test_meanings_settle_words(database: Path, tmp_path: Path) -> None:
    lines = ("employee_no,name,status,leader_no", "1,Kari,Vikar,TOPP", "2,Ola,Aktiv,1")
    assert refused(plan_of(tmp_path / "x.csv", *lines)) == [(2, "choice-unknown", "status")]
    meanings = {"status": {"vikar": "leave"}, "leader_no": {"topp": ""}}
    plan = bring_in(tmp_path / "x.csv", *lines, meanings=meanings)
    assert (plan.problems, person("Kari")["status"]) == ((), "leave")
