"""What is done, undone and done again, held against what was stored each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database import close_database, open_database, row, rows
from models.past import columns_of, key_of, tables
from models.person import PersonEntry, add_person
from models.undoing import redo, undo
from models.unit import UnitEntry, add_unit
from models.year import ensure_year
from tests.models.random_deeds import RULES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.models.random_deeds import Coordinator

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


def make_town(path: Path) -> None:
    """A small municipality at ``path``, made in :data:`WRITTEN` steps."""
    open_database(path)
    for year in (2026, 2027):
        ensure_year(year, RULES)
    top = add_unit(UnitEntry("Nordvik", "1", leader_id=add_person(PersonEntry("Kari", "1"))))
    for number in range(2, 10):
        unit = add_unit(UnitEntry(f"Enhet {number}", str(number), parent_id=top))
        add_person(PersonEntry(f"Ola {number}", str(number), unit_id=unit))
    close_database()
