"""Whatever is done, undone step by step it is what it was; done again, what it had become."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.database import close_database, open_database, row, rows
from models.past import columns_of, key_of, tables
from models.person import PersonEntry, add_person
from models.problems import Problem
from models.undoing import redo, undo
from models.unit import UnitEntry, add_unit
from models.year import ensure_year
from tests.models.random_deeds import RULES, Coordinator

if TYPE_CHECKING:
    from pathlib import Path

DEEDS = int(os.environ.get("UNDO_DEEDS", "30"))
"""How many in a row, and how often; UNDO_DEEDS=200 takes its time."""
EXAMPLES = int(os.environ.get("UNDO_EXAMPLES", "5"))

WRITTEN = 20
"""Steps that make the town."""

Data = dict[str, list[tuple[object, ...]]]


class History:
    """Does, undoes and does again, and holds what is stored against what was.

    ``states`` are what was stored after each step that stands, None where one did not look.
    """

    def __init__(self, coordinator: Coordinator) -> None:
        self.coordinator = coordinator
        self.seen: dict[tuple[str, object, object], tuple[object, ...]] = {}
        self.steps = self.count()
        self.states: list[Data | None] = [self.look()]

    def count(self) -> int:
        found = row("SELECT count(*) FROM step")
        assert found
        return int(found[0])

    def look(self) -> Data:
        """All that is stored but revisions, the journal and the past.

        The same number at the same revision is always the same: else an edit would be taken for
        one of what is there.
        """
        stored: Data = {}
        for table in tables():
            names = [name for name in columns_of(table) if name != "revision"]
            found = rows(f"SELECT {', '.join(names)} FROM {table} ORDER BY {key_of(table)}")
            stored[table] = found
            if len(names) < len(columns_of(table)):
                keys = rows(f"SELECT {key_of(table)}, revision FROM {table} ORDER BY 1")
                for (key, revision), one in zip(keys, found, strict=True):
                    assert self.seen.setdefault((table, key, revision), one) == one
        assert rows("PRAGMA foreign_key_check") == []
        return stored

    def act(self) -> None:
        self.coordinator.act()
        # One act may be several steps, such as closing a year after what it waits for.
        made = self.count() - self.steps
        self.steps += made
        if made:
            self.states += [*[None] * (made - 1), self.look()]

    def turn(self, back: int, forth: int) -> None:
        """Undo ``back`` steps, then do ``forth`` of them again."""
        undone = []
        for _ in range(min(back, len(self.states) - 1)):
            undone.append(self.states.pop())
            undo()
            self.compare()
        for _ in range(min(forth, len(undone))):
            self.states.append(undone.pop())
            redo()
            self.compare()
        self.steps = self.count()

    def compare(self) -> None:
        now, then = self.look(), self.states[-1]
        if then is None:
            self.states[-1] = now
        assert now == self.states[-1]


@pytest.fixture(scope="module")
def town(database_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("deeds") / "x.db"
    shutil.copy(database_made, path)
    open_database(path)
    for year in (2026, 2027):
        ensure_year(year, RULES)
    top = add_unit(UnitEntry("Nordvik", "1", leader_id=add_person(PersonEntry("Kari", "1"))))
    for number in range(2, 10):
        unit = add_unit(UnitEntry(f"Enhet {number}", str(number), parent_id=top))
        add_person(PersonEntry(f"Ola {number}", str(number), unit_id=unit))
    close_database()
    return path


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    # One seed is no simpler than another.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    seed=st.integers(0, 2**32),
    turns=st.lists(st.tuples(st.integers(1, 6), st.integers(0, 6)), max_size=5),
)
def test_all_that_is_done_is_undone(
    town: Path, tmp_path: Path, seed: int, turns: list[tuple[int, int]]
) -> None:
    path = tmp_path / "x.db"
    shutil.copy(town, path)
    open_database(path)
    try:
        history = History(Coordinator(random.Random(seed), tmp_path))
        for back, forth in [*turns, (0, 0)]:
            for _ in range(DEEDS // (len(turns) + 1)):
                history.act()
            history.turn(back, forth)
        whole = len(history.states)
        history.turn(whole, whole)
        history.turn(whole, 0)
        # And so does the town itself go, to the empty database.
        for _ in range(WRITTEN):
            undo()
        with pytest.raises(Problem, match="nothing-to-undo"):
            undo()
        assert not any(history.look().values())
    finally:
        close_database()
        for file in tmp_path.glob("x.db*"):
            file.unlink()
