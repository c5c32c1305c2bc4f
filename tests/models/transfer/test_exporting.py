"""Every table of DESIGN §5 from the sample municipality, against the same counted over again."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from models.commitment import CommitmentEntry, add_commitment
from models.database import close_database, open_database, row, rows, writing
from models.database import database as engine
from models.derived import AsOf, as_of
from models.dialogue import remove_dialogue
from models.flag_rules import RULES
from models.flags import Flag, flags
from models.person import PersonEntry, add_person
from models.problems import Problem
from models.rules import Rules
from models.transfer.cells.writing import Style
from models.transfer.columns import agenda
from models.transfer.columns.choices import RULE
from models.transfer.columns.table import EXPORTS
from models.transfer.exporting import rows as export_rows
from models.transfer.exporting.exporting import VALUES, export
from models.year import all_rounds
from tests.models.transfer.counted import Counted

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2027, 3, 10)
MACHINE = Style("rfc4180", "machine", "en")


def described(flag: Flag) -> str:
    return f"{flag.rule} of {flag.name or flag.unit}"


def table(name: str, at: AsOf, style: Style = MACHINE, **asked: Any) -> list[dict[str, str]]:
    out = io.BytesIO()
    count = export(name, at, out, style=style, describe=described, **asked)
    text = out.getvalue().decode("utf-8-sig")
    found = list(
        csv.DictReader(io.StringIO(text), delimiter="," if "4180" in style.dialect else ";")
    )
    assert len(found) == count
    return found


def days(*values: str | None) -> list[str]:
    return [value or "" for value in values]


@pytest.fixture
def at(sample_file: Path) -> Iterator[AsOf]:
    open_database(sample_file)
    yield as_of(TODAY, Rules())
    close_database()


@pytest.fixture(scope="module")
def counted(sample_made: Path) -> Counted:
    return Counted(sample_made, TODAY, "winter")


def test_people_are_all_there_and_right(at: AsOf, counted: Counted) -> None:
    found = {one["employee_no"]: one for one in table("people", at)}
    assert len(found) == len(counted.people) > 1200
    leaders = set(counted.leaders())
    for number, person in counted.people.items():
        superior = counted.superiors[number]
        unit = counted.units.get(person["unit_id"], {"code": "", "name": ""})
        goals = counted.goals_of(number)
        talk = counted.talks.get(number)
        assert found[person["employee_no"]] == {
            "employee_no": person["employee_no"],
            "name": person["name"],
            "email": person["email"],
            "title": person["title"],
            "fte": f"{Decimal(person['fte']) / 100:f}",
            "status": person["status"],
            "unit_code": unit["code"],
            "unit": unit["name"],
            "leader_no": counted.people[superior]["employee_no"] if superior else "",
            "leader_name": counted.people[superior]["name"] if superior else "",
            "is_leader": str(number in leaders).lower(),
            "goals": str(len(goals)),
            "goals_in_line": str(sum(map(counted.in_line, goals))),
            "dialogue_status": counted.status(number, number in leaders),
            "held_on": (talk["held_on"] or "") if talk else "",
        }
    assert sum(int(one["goals_in_line"]) for one in found.values()) > 0
    assert any(int(one["goals_in_line"]) < int(one["goals"]) for one in found.values())
    assert any(one["status"] == "ended" for one in found.values())


def test_leaders_are_all_there_and_right(at: AsOf, counted: Counted) -> None:
    found = {one["employee_no"]: one for one in table("leaders", at)}
    flagged = [one["employee_no"] for one in table("flags", at)]
    assert len(found) == len(counted.leaders()) > 50
    for number in counted.leaders():
        person, talk = counted.people[number], counted.talks.get(number, {})
        unit = counted.units[counted.unit_of(number)]  # type: ignore[index]
        superior, span = counted.superiors[number], counted.span(number)
        goals = counted.goals_of(number)
        owed = [
            one
            for one in counted.commitments.values()
            if one["owner_id"] == number and one["state"] == "open"
        ]
        until = [
            one["valid_until"]
            for one in counted.agreements.values()
            if one["person_id"] == number and one["valid_until"]
        ]
        conductor = counted.people.get(talk.get("conductor_id"), {"name": ""})
        hour = f"T{talk['planned_time']}" if talk.get("planned_time") else ""
        with_goals = sum(1 for below in span if counted.goals_of(below))
        expected = {
            "name": person["name"],
            "unit_code": unit["code"],
            "unit": unit["name"],
            "level": str(counted.level(number)),
            "leader_no": counted.people[superior]["employee_no"] if superior else "",
            "leader_name": counted.people[superior]["name"] if superior else "",
            "conductor_name": conductor["name"],
            "dialogue_status": counted.status(number, True),
            "planned_at": (talk.get("planned_on") or "") + hour,
            "held_on": talk.get("held_on") or "",
            "span_heads": str(len(span)),
            "staff_with_goals": str(with_goals),
            "staff_without_goals": str(len(span) - with_goals),
            "goals": str(len(goals)),
            "goals_met": str(sum(map(counted.met, goals))),
            "open_commitments": str(len(owed)),
            "overdue_commitments": str(
                sum(1 for one in owed if one["due"] and one["due"] < counted.today)
            ),
            "agreement_until": max(until, default=""),
            "flags": str(flagged.count(person["employee_no"])),
        }
        one = found[person["employee_no"]]
        assert {name: one[name] for name in expected} == expected
        assert Decimal(one["span_fte"]) == counted.posts(span)
    assert any(int(one["goals_met"]) for one in found.values())


def test_span_limits_are_those_of_the_rules(at: AsOf) -> None:
    found = {one["unit"]: one for one in table("leaders", at)}
    assert found["Sjøbakken barnehage"]["span_limit"] == "20"
    assert found["Nordvik skole"]["span_flag"] == "span-severe"
    assert found["Nordvik skole"]["span_limit"] == "30"
    assert {one["span_flag"] for one in found.values()} >= {"", "span-over", "span-severe"}


def test_a_unit_without_a_limit_has_an_empty_one(sample_file: Path) -> None:
    open_database(sample_file)
    rules = Rules(span=replace(Rules().span, upper=0, severe=0), span_of_kind={})
    assert {one["span_limit"] for one in table("leaders", as_of(TODAY, rules))} == {""}
    close_database()


def test_units_are_all_there_and_right(at: AsOf, counted: Counted) -> None:
    found = {one["unit_code"]: one for one in table("units", at)}
    flagged = [one["unit_code"] for one in table("flags", at)]
    asked = {
        number: counted.status(number, True)
        for number in counted.leaders()
        if counted.status(number, True) not in {"", "exempt"}
    }
    assert len(found) == len(counted.units)
    for number, unit in counted.units.items():
        below = counted.below(number)
        codes = {counted.units[other]["code"] for other in below}
        staff = [
            who
            for who, person in counted.people.items()
            if person["unit_id"] in below and person["status"] == "active"
        ]
        leaders = [who for who in asked if counted.unit_of(who) in below]
        # Who has ended leads nobody: the unit is vacant, and flagged as such.
        leads = counted.leads(unit["leader_id"])
        leader = counted.people[unit["leader_id"]] if leads else {"employee_no": "", "name": ""}
        assert found[unit["code"]] == {
            "unit_code": unit["code"],
            "unit": unit["name"],
            "unit_kind": unit["kind"],
            "parent_unit_code": counted.units[unit["parent_id"]]["code"]
            if unit["parent_id"]
            else "",
            "leader_no": leader["employee_no"],
            "leader_name": leader["name"],
            "staff": str(len(staff)),
            "leaders": str(len(leaders)),
            "leaders_held": str(sum(1 for who in leaders if asked[who] in {"held", "agreed"})),
            "staff_with_goals": str(sum(1 for who in staff if counted.goals_of(who))),
            "flags": str(sum(1 for code in flagged if code in codes)),
        }


def test_dialogues_are_those_of_the_round(at: AsOf, counted: Counted) -> None:
    found = table("dialogues", at)
    agreed = 0
    by_number = {person["employee_no"]: who for who, person in counted.people.items()}
    leaders = set(counted.leaders())
    expected = set(counted.talks) | {who for who in leaders if counted.status(who, True)}
    assert {by_number[one["employee_no"]] for one in found} == expected
    for one in found:
        who = by_number[one["employee_no"]]
        talk = counted.talks.get(who, {})
        both = (talk.get("superior_confirmed_on"), talk.get("subject_confirmed_on"))
        assert (one["year"], one["round"]) == ("2027", "winter")
        assert one["level"] == str(counted.level(who) if who in leaders else 4)
        assert one["dialogue_status"] == counted.status(who, who in leaders)
        assert one["held_on"] == (talk.get("held_on") or "")
        assert one["agreed_on"] == (max(both) if all(both) else "")  # type: ignore[type-var]
        agreed += all(both)
    assert 0 < agreed < len(found)


def test_a_year_gives_the_dialogues_of_all_its_rounds(at: AsOf) -> None:
    for year in (2026, 2027):
        found = table("dialogues", at, year=year)
        assert {one["year"] for one in found} == {str(year)}
        assert {one["round"] for one in found} == {"winter", "autumn"}
    stored = row(
        "SELECT count(*) FROM dialogue d JOIN round r ON r.id = d.round_id WHERE r.year_id = 2026"
        " AND d.removed_at IS NULL"
    )
    assert stored == (len(table("dialogues", at, year=2026)),)


def test_a_dialogue_that_was_removed_last_year_does_not_come_back_as_one_to_plan(at: AsOf) -> None:
    before = len(table("dialogues", at, year=2026))
    found = row(
        "SELECT d.id FROM dialogue d JOIN round r ON r.id = d.round_id JOIN unit u"
        " ON u.leader_id = d.person_id WHERE r.year_id = 2026"
    )
    assert found
    with writing():
        engine.execute_sql("UPDATE year SET closed_on = NULL")
        engine.execute_sql("UPDATE dialogue SET subject_confirmed_on = NULL")
    remove_dialogue(found[0])
    assert len(table("dialogues", at, year=2026)) == before - 1


def test_goals_are_those_of_the_year_with_their_owners(at: AsOf, counted: Counted) -> None:
    found = table("goals", at)
    assert len(found) == len(counted.goals)
    kinds = [one["owner_kind"] for one in found]
    assert kinds == sorted(kinds, key=("municipality", "unit", "person").index)
    numbers = {person["employee_no"] for person in counted.people.values()}
    codes = {unit["code"] for unit in counted.units.values()}
    for one in found:
        known = {"municipality": {""}, "unit": codes, "person": numbers}[one["owner_kind"]]
        assert one["owner_no"] in known
        assert bool(one["owner"]) == (one["owner_kind"] != "municipality")
    absence = next(one for one in found if one["goal"].startswith("Lavere sykefravær i Nordvik"))
    assert absence["progress"] == "0.5"
    assert (absence["direction"], absence["met"]) == ("less", "false")
    met = sum(map(counted.met, counted.goals.values()))
    assert sum(1 for one in found if one["met"] == "true") == met > 0
    unmeasured = [one for one in found if not one["actual"]]
    assert unmeasured
    assert {(one["met"], one["progress"]) for one in unmeasured} == {("", "")}


def test_another_year_has_its_own_goals(at: AsOf) -> None:
    found = table("goals", at, year=2026)
    assert {one["year"] for one in found} == {"2026"}
    stored = row("SELECT count(*) FROM goal WHERE year_id = 2026 AND state <> 'dropped'")
    assert stored == (len(found),)


def test_commitments_of_the_year_and_what_is_still_open_from_before(
    at: AsOf, counted: Counted
) -> None:
    found = table("commitments", at)
    expected = [
        one
        for one in counted.commitments.values()
        if one["year_id"] == 2027 or one["state"] == "open"
    ]
    assert len(found) == len(expected)
    assert any(one["year"] == "2026" for one in found)
    late = [
        one for one in expected if one["state"] == "open" and (one["due"] or "9") < "2027-03-10"
    ]
    assert sum(1 for one in found if one["overdue"] == "true") == len(late) > 0
    assert {one["year"] for one in table("commitments", at, year=2027)} == {"2027"}


def test_flags_have_their_sentences_and_figures(at: AsOf) -> None:
    found = table("flags", at)
    expected = flags(at)
    assert [one["text"] for one in found] == [described(flag) for flag in expected]
    school = next(one for one in found if one["unit"] == "Nordvik skole" and "span" in one["rule"])
    assert (school["value"], school["limit"], school["severity"]) == ("41", "40", "severe")


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("dialect", ["excel-nb", "rfc4180"])
@pytest.mark.parametrize("language", ["nb", "en", None])
def test_every_table_in_every_style(name: str, dialect: Any, language: Any, at: AsOf) -> None:
    style = Style(dialect, "words" if language else "machine", language or "nb")
    found = table(name, at, style)
    assert list(found[0]) == [style.heading(column) for column in EXPORTS[name].columns]
    assert len(found) == len(table(name, at))


@pytest.mark.parametrize("name", VALUES)
def test_a_workbook_holds_the_same_rows(name: str, at: AsOf, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.xlsx"
    count = export(name, at, path, style=MACHINE, describe=described)
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    assert len(sheet.to_python()) == count + 1
    assert path.stat().st_mode & 0o777 == 0o600


def test_notes_leave_only_when_asked_for(at: AsOf) -> None:
    plain = table("dialogues", at)
    noted = table("dialogues", at, with_notes=True)
    stored = rows(
        "SELECT n.text FROM note n JOIN topic t ON t.id = n.topic_id JOIN dialogue d"
        " ON d.id = t.dialogue_id WHERE d.round_id = ? AND n.removed_at IS NULL",
        (at.round.id if at.round else 0,),
    )
    assert sorted(one["note"] for one in noted if one["note"]) == sorted(text for (text,) in stored)
    assert {one["employee_no"] for one in noted} == {one["employee_no"] for one in plain}
    assert "note" not in plain[0]
    written = "\n".join(str(table(name, at)) for name in VALUES)
    assert not [text for (text,) in stored if text in written]
    with pytest.raises(Problem, match="notes-only-of-dialogues"):
        table("people", at, with_notes=True)


def test_topics_and_rounds_have_words(at: AsOf) -> None:
    spoken = table("dialogues", at, Style("excel-nb", "words", "nb"), with_notes=True)
    assert {one["Runde"] for one in spoken} == {"Vinter: resultater"}
    assert {one["Tema"] for one in spoken} <= {w["nb"] for w in agenda.TOPIC.values()} | {""}
    assert {one["topic"] for one in table("dialogues", at, with_notes=True)} <= {*agenda.TOPIC, ""}


def test_a_round_with_a_name_of_its_own_is_called_by_it(at: AsOf) -> None:
    assert at.round
    engine.execute_sql("UPDATE round SET name = 'Vårrunden' WHERE id = ?", (at.round.id,))
    named = as_of(TODAY, Rules())
    assert table("dialogues", named, Style())[0]["Runde"] == "Vårrunden"
    assert table("dialogues", named)[0]["round"] == "winter"


def test_only_the_rows_with_the_keys_that_are_given(at: AsOf) -> None:
    number, other = (one[0] for one in rows("SELECT id FROM person ORDER BY id LIMIT 2"))
    assert len(table("people", at, keys=frozenset({number, other}))) == 2
    key = flags(at)[3].key
    assert [one["text"] for one in table("flags", at, keys=frozenset({key}))] == [
        described(flags(at)[3])
    ]
    for name in VALUES:
        assert table(name, at, keys=frozenset()) == []


def test_dropped_goals_go_out_only_by_their_keys(at: AsOf) -> None:
    found = row("SELECT id FROM goal WHERE year_id = 2027")
    assert found
    before = len(table("goals", at))
    engine.execute_sql("UPDATE goal SET state = 'dropped' WHERE id = ?", found)
    assert len(table("goals", at)) == before - 1
    assert len(table("goals", at, keys=frozenset(found))) == 1


def test_somebody_merely_named_as_a_leader_is_no_row_of_people(at: AsOf) -> None:
    before = len(table("people", at))
    number = add_person(PersonEntry("Ukjent Leder", employee_no="999999"))
    engine.execute_sql("UPDATE person SET only_named = 1 WHERE id = ?", (number,))
    assert len(table("people", at)) == before


def test_what_a_spreadsheet_would_run_is_made_harmless(at: AsOf) -> None:
    name = "=cmd|' /C calc'!A0"
    number = add_person(PersonEntry(name, employee_no="900001", email="+47 1", title="@sum"))
    add_commitment(CommitmentEntry(2027, number, "subject", "-2+3", owner_id=number))
    one = table("people", at, keys=frozenset({number}))[0]
    assert (one["name"], one["email"], one["title"]) == (f"'{name}", "'+47 1", "'@sum")
    owed = next(one for one in table("commitments", at) if one["owner_no"] == "900001")
    assert (owed["text"], owed["owner_name"]) == ("'-2+3", f"'{name}")


def test_windows_give_everybody_once(at: AsOf, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {name: table(name, at) for name in ("people", "goals")}
    monkeypatch.setattr(export_rows, "WINDOW", 7)
    assert {name: table(name, at) for name in whole} == whole


def test_everybody_is_written_as_each_would_be(at: AsOf) -> None:
    everybody = frozenset(number for (number,) in engine.execute_sql("SELECT id FROM person"))
    assert table("people", at) == table("people", at, keys=everybody)


def test_people_are_not_read_one_by_one(at: AsOf, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    original = engine.execute_sql

    def counting(sql: str, *given: Any, **named: Any) -> Any:
        asked.append(sql)
        return original(sql, *given, **named)

    table("people", at)
    monkeypatch.setattr(engine, "execute_sql", counting)
    for name in VALUES:
        asked.clear()
        table(name, at)
        assert len(asked) < 30, name


def test_a_year_that_is_not_there_is_refused(at: AsOf) -> None:
    with pytest.raises(Problem) as caught:
        table("goals", at, year=2031)
    assert (caught.value.code, caught.value.facts) == ("year-not-there", {"year": "2031"})


def test_an_empty_database_gives_headings_only(database: Path) -> None:
    nowhere = as_of(TODAY, Rules())
    assert all_rounds() == []
    for name in VALUES:
        assert table(name, nowhere) == []


def test_every_flag_rule_has_its_word() -> None:
    assert set(RULES) <= set(RULE.words)


def test_it_tells_how_far_it_is_and_called_off_it_leaves_no_file(at: AsOf, tmp_path: Path) -> None:
    path, seen = tmp_path / "x.csv", []

    def off(done: int, total: int | None) -> None:
        seen.append((done, total))
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export("people", at, path, style=MACHINE, describe=str, progress=off)
    people = len(table("people", at))
    assert seen == [(0, people), (1_000, people)]
    assert list(tmp_path.glob("*.part")) == []
    assert not path.exists()
