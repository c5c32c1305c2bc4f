"""The report: the dashboard's own figures, and names only where they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.dashboard import figures, unit_rows
from models.database import rows
from models.flags import Scope, flags
from models.leaders import leaders
from models.paper.document import Facts, Table
from models.paper.rendering import rendered
from models.paper.round_report import report_document
from models.paper.standing import report
from models.unit import UnitEntry, add_unit

if TYPE_CHECKING:
    from models.derived import AsOf
    from models.paper.words import Words

OVERDUE = Scope(rule="commitment-overdue")


def test_the_whole_is_what_the_dashboard_says(at: AsOf) -> None:
    found = report(at)
    assert found.whole == figures(at)
    assert found.overdue_commitments == len(flags(at, OVERDUE)) == 7


def test_each_unit_is_what_the_dashboard_says(at: AsOf) -> None:
    units = {unit.id: unit for unit in unit_rows(at)}
    top = next(unit for unit in units.values() if unit.parent_id is None)
    found = report(at)
    lines = [line for area in found.areas for line in (area.line, *area.units) if line]
    assert {line.unit_id for line in lines} == set(units) - {top.id}
    for line in lines:
        unit = units[line.unit_id]
        assert (line.asked, line.held, line.staff, line.with_goals) == (
            *(unit.leaders, unit.leaders_held),
            *(unit.staff, unit.staff_with_goals),
        )
        assert (line.staff_asked, line.staff_held) == (unit.staff_asked, unit.staff_held)
        here = Scope(unit_id=unit.id)
        rules = [flag.rule for flag in flags(at, here)]
        assert line.over_limit == sum(rule in {"span-over", "span-severe"} for rule in rules)
        assert line.overdue_commitments == rules.count("commitment-overdue")
    areas = [area.line for area in found.areas if area.line]
    assert [line.name for line in areas] == [
        unit.name for unit in units.values() if unit.parent_id == top.id
    ]
    assert {line.depth for line in areas} == {0}


def test_what_is_written_are_those_figures(at: AsOf, english: Words) -> None:
    document = report_document(report(at), english)
    facts, _heading, overview = document.blocks[:3]
    assert isinstance(facts, Facts)
    assert facts.pairs[:2] == (
        ("Dialogues with leaders held", "42 of 57 (74%)"),
        ("Dialogues still to be held", "15: 5 planned, 4 overdue, 6 not planned"),
    )
    assert isinstance(overview, Table)
    assert overview.rows[-1] == ("The whole", "42", "57", "74%", "392", "9", "7")
    assert overview.total


def test_no_name_unless_it_is_asked_for(at: AsOf, words: Words) -> None:
    everybody = {name for [name] in rows("SELECT name FROM person")}
    bare = rendered(report_document(report(at), words), "md", words).decode()
    assert not [name for name in everybody if name in bare]
    named = rendered(report_document(report(at, with_names=True), words), "md", words).decode()
    wide = [one for one in leaders(at) if one.span_flag in {"span-over", "span-severe"}]
    assert len(wide) == figures(at).over_limit
    assert all(one.name in named for one in wide)
    owing = {flag.name for flag in flags(at, OVERDUE)}
    assert owing
    assert all(name in named for name in owing)


def test_no_text_of_a_commitment_and_no_reason(at: AsOf, words: Words) -> None:
    named = rendered(report_document(report(at, with_names=True), words), "md", words).decode()
    texts = [text for [text] in rows("SELECT DISTINCT text FROM commitment")]
    reasons = rows("SELECT exempt_because FROM dialogue WHERE exempt_because <> ''")
    assert not [text for text in [*texts, *(one for [one] in reasons)] if text in named]


def test_everybody_behind_a_figure_is_named_once(at: AsOf) -> None:
    found = report(at, with_names=True)
    waiting = [one.id for area in found.areas for one in area.names.waiting]
    assert len(waiting) == len(set(waiting)) == found.whole.leaders - found.whole.held
    assert sum(len(area.names.wide) for area in found.areas) == found.whole.over_limit
    assert sum(len(area.names.overdue) for area in found.areas) == found.overdue_commitments


def test_several_tops_are_areas_themselves(at: AsOf) -> None:
    before = [area.line.name for area in report(at).areas if area.line]
    add_unit(UnitEntry("Nordvik havn KF"))
    after = [area.line.name for area in report(at).areas if area.line]
    assert "Oppvekst" in before
    assert sorted(after) == ["Nordvik havn KF", "Nordvik kommune"]


def test_an_empty_database_has_a_report(database: object, english: Words) -> None:
    from datetime import date

    from models.derived import as_of
    from models.rules import Rules

    found = report(as_of(date(2027, 3, 10), Rules()), with_names=True)
    text = rendered(report_document(found, english), "md", english).decode()
    assert "0 of 0" in text
