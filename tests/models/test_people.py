"""Lists of people: scopes, sorting, searching; forms that find units and people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import astuple

from models.dashboard import dashboard, unit_rows
from models.derived import as_of
from models.people import SORTS, WHICH, PeopleScope, people_keys, people_rows
from models.person import PersonEntry, add_person, edit_person, find_people, person_card
from models.problems import Problem
from models.rules import Rules
from models.unit import (
    UnitEntry,
    add_unit,
    edit_unit,
    find_units,
    remove_unit,
    unit_card,
    unit_kinds,
)
from models.year import ensure_year

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 3, 10)
RULES = Rules()
NAMES = ("Åse Å", "Ole Bø", "Øyvind", "Ærlend", "Zara", "Aase B")
IN_ORDER = ("Ole Bø", "Zara", "Ærlend", "Øyvind", "Åse Å", "Aase B")


@pytest.fixture
def town(database: Path) -> None:
    """Nordvik (1) under Ole Bø (2), with the school (2) below; half of them in each."""
    ensure_year(2027, RULES)
    for number, name in enumerate(NAMES, 1):
        add_person(PersonEntry(name, f"{number * 100}", fte=Decimal(number * 10)))
    add_unit(UnitEntry("Nordvik", "1000", "Kommune", leader_id=2))
    add_unit(UnitEntry("Ørret skole", "2000", "skole", parent_id=1))
    for number in range(1, 7):
        card = person_card(number)
        edit_person(
            number,
            0,
            PersonEntry(
                card.entry.name,
                f"{number * 100}",
                fte=card.entry.fte,
                unit_id=1 if number < 4 else 2,
            ),
        )


def names(
    scope: PeopleScope, sort: str = "name", descending: bool = False, text: str = ""
) -> list[str]:
    at = as_of(DAY, RULES)
    keys, _ = people_keys(at, scope, sort, descending, text)
    found = people_rows(at, keys)
    return [found[key].name for key in keys]


def test_people_stand_as_norwegian_sorts_them(town: None) -> None:
    found = names(PeopleScope())
    assert found[:4] == list(IN_ORDER[:4])
    assert set(found[4:]) == {"Åse Å", "Aase B"}
    assert names(PeopleScope(), descending=True) == found[::-1]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_sort_lists_everybody_once(town: None, sort: str, descending: bool) -> None:
    assert sorted(names(PeopleScope(), sort, descending)) == sorted(NAMES)


def test_sorting_by_a_column(town: None) -> None:
    assert names(PeopleScope(), "fte") == list(NAMES)
    assert names(PeopleScope(), "fte", descending=True) == list(NAMES[::-1])
    # Who leads nobody has no span and stands last either way.
    assert names(PeopleScope(), "span")[0] == names(PeopleScope(), "span", True)[0] == "Ole Bø"


def test_every_word_must_be_in_name_number_or_unit(town: None) -> None:
    at = as_of(DAY, RULES)
    for text, expected in {
        "ase": {"Åse Å", "Aase B"},
        "BØ ole": {"Ole Bø"},
        "bo": {"Ole Bø"},
        "500": {"Zara"},
        "orret zara": {"Zara"},
        "skole": {"Ærlend", "Zara", "Aase B"},
        "%": set(),
        "x": set(),
    }.items():
        assert set(names(PeopleScope(), text=text)) == expected, text
        keys, total = people_keys(at, PeopleScope(), text=text)
        assert (len(keys), total) == (len(expected), 6)


def test_scopes_of_superior_and_unit(town: None) -> None:
    assert set(names(PeopleScope(superior_id=2))) == set(NAMES) - {"Ole Bø"}
    assert set(names(PeopleScope(unit_id=2))) == {"Ærlend", "Zara", "Aase B"}
    assert set(names(PeopleScope(unit_id=1))) == set(NAMES)
    edit_person(4, 1, PersonEntry("Ærlend", "400", unit_id=2, status="leave"))
    edit_person(5, 1, PersonEntry("Zara", "500", unit_id=2, status="ended"))
    lists = {which: set(names(PeopleScope(which))) for which in WHICH}
    assert lists["leave"] == {"Ærlend"}
    assert lists["ended"] == {"Zara"}
    assert lists["all"] == set(NAMES) - {"Zara"}
    assert lists["staff"] == lists["without-goals"] == set(NAMES) - {"Zara", "Ærlend"}
    assert lists["leading"] == lists["not-planned"] == lists["leaders"] == {"Ole Bø"}


def test_units_stand_in_tree_order(database: Path) -> None:
    ensure_year(2027, RULES)
    for name, parent in (
        ("Nordvik", None),
        ("Økonomi", 1),
        ("Avdeling 10", 1),
        ("Avdeling 2", 1),
        ("Under 2", 4),
        ("Annen topp", None),
    ):
        add_unit(UnitEntry(name, parent_id=parent))
    assert [one.name for one in unit_rows(as_of(DAY, RULES))] == [
        "Annen topp", "Nordvik", "Avdeling 2", "Under 2", "Avdeling 10", "Økonomi",
    ]  # fmt: skip
    board = dashboard(DAY, RULES)
    assert board.at.today == DAY
    assert (board.figures.staff, board.figures.median_span, len(board.units)) == (0, 0, 6)


def test_an_empty_database_has_a_first_screen(database: Path) -> None:
    board = dashboard(DAY, RULES)
    assert list(board.units) == []
    assert board.at.round is None
    assert board.figures
    assert set(astuple(board.figures)) == {0}


def test_finding_by_part_of_a_name(town: None) -> None:
    assert [one.name for one in find_people("bo")] == ["Ole Bø"]
    assert [one.detail for one in find_people("zara")] == ["Ørret skole"]
    assert find_people("")[0].name == "Ole Bø", "leaders come first"
    assert len(find_people("", 2)) == 2
    edit_person(5, 1, PersonEntry("Zara", "500", status="ended"))
    assert find_people("zara") == []
    assert [one.name for one in find_units("ØRRET")] == ["Ørret skole"]
    assert [one.detail for one in find_units("2000")] == ["Nordvik"]
    assert find_units("%") == []
    assert unit_kinds() == ["Kommune", "skole"]


def test_cards_show_names_and_what_is_set(town: None) -> None:
    card = person_card(6)
    assert (card.unit_name, card.superior_name, card.set_superior_name) == (
        "Ørret skole",
        "Ole Bø",
        "",
    )
    assert (card.entry.superior_id, card.superior_id) == (None, 2)
    assert card.entry.fte == 60
    edit_person(6, 1, PersonEntry("Aase B", "600", unit_id=2, superior_id=1))
    card = person_card(6)
    assert (card.superior_name, card.set_superior_name) == ("Åse Å", "Åse Å")
    unit = unit_card(2)
    assert (unit.parent_name, unit.leader_name) == ("Nordvik", "")
    edit_unit(2, 0, UnitEntry("Ørret skole", "2000", leader_id=6, parent_id=1))
    assert unit_card(2).leader_name == "Aase B"


def test_what_is_gone_is_told(town: None) -> None:
    for attempt in (lambda: person_card(4711), lambda: unit_card(4711)):
        with pytest.raises(Problem, match="removed-meanwhile"):
            attempt()
    empty = add_unit(UnitEntry("Tom", parent_id=1))
    remove_unit(empty)
    with pytest.raises(Problem, match="removed-meanwhile"):
        unit_card(empty)
    assert find_units("tom") == []
    assert [one.name for one in unit_rows(as_of(DAY, RULES))] == ["Nordvik", "Ørret skole"]
