"""The lines of a year stay as they were."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.database import rows, writing
from models.derived import as_of
from models.person import PersonEntry, add_person, edit_person
from models.rules import Rules
from models.unit import UnitEntry, add_unit, edit_unit
from models.year import ensure_year
from models.year_lines import has_lines, keep_lines

DAY = date(2027, 12, 30)


def test_lines_stay_when_people_move(database: Path) -> None:
    ensure_year(2027, Rules())
    school = add_unit(UnitEntry("Nordvik skole"))
    office = add_unit(UnitEntry("Rådhuset"))
    head = add_person(PersonEntry("Liv Berg", unit_id=school))
    teacher = add_person(PersonEntry("Aud Lie", unit_id=school))
    edit_unit(school, 0, UnitEntry("Nordvik skole", leader_id=head))
    assert not has_lines(2027)
    with writing():
        keep_lines(2027, as_of(DAY, Rules()))
    assert has_lines(2027)
    edit_person(teacher, 0, PersonEntry("Aud Lie", unit_id=office))
    lines = rows("SELECT person_id, unit_id, superior_id, led_unit_id, level FROM year_line")
    assert sorted(lines) == [(head, school, None, school, 1), (teacher, school, head, None, 4)]
    assert rows("SELECT unit_id FROM year_unit ORDER BY 1") == [(school,), (office,)]
