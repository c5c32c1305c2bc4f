"""What an import keeps of each person while it is prepared."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from models.transfer.importing.people import apply
from tests.models.transfer.imports import plan_of

FEW, MANY = 2_000, 12_000
UNITS = 50


@pytest.mark.parametrize(("again", "room"), [(False, 100), (True, 300)])
def test_it_takes_little_room_for_each_person(
    database: Path, tmp_path: Path, again: bool, room: int
) -> None:
    """In bytes: a text alone takes some 60, a record of numbers 200. Of those who are stored the
    employee numbers are looked up as long as they are matched."""
    taken = []
    for count in (FEW, MANY):
        path = write(tmp_path / f"{count}.csv", count)
        if again:
            apply(plan_of(path))
        tracemalloc.start()
        plan_of(path)
        taken.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (taken[1] - taken[0]) / (MANY - FEW) < room


def write(path: Path, count: int) -> Path:
    """A file of ``count`` people in a few units."""
    lines = [
        f"{number},Kari Nordmann {number},kari{number}@x.no,{100 + number % UNITS},{number % UNITS}"
        for number in range(100, 100 + count)
    ]
    path.write_text("\n".join(["employee_no,name,email,leader_no,unit_code", *lines]), "utf-8")
    return path
