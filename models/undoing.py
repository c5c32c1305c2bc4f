"""Undoing one's own last step, and doing again what was undone.

All that a step wrote is put back as it was, in the opposite order, or nothing is. Only revisions
count on, so that an edit by somebody who has seen what is undone is refused. Undoing is a step of
its own: a deed, its undoing, the undoing of that and so on make a chain, and the deed stands while
their number is odd.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from models.database import STEP, database, row, writing
from models.deed import Deed, deed_of
from models.journal import mirror, who
from models.problems import Problem
from models.putting_back import noted_in, put_back
from models.undo_rules import pointing_at_removed, refuse_broken_rules, refuse_changed_since

MINE = "SELECT max(id), deed FROM step WHERE who = :who AND name <> :now GROUP BY deed"
DONE = f"{MINE} HAVING count(*) % 2 = 1 ORDER BY 1 DESC LIMIT 1"
"""What was done last and stands."""

UNDONE = f"""{MINE} HAVING count(*) % 2 = 0 AND max(id) > (
    SELECT coalesce(max(id), 0) FROM step WHERE id = deed AND who = :who AND name <> :now)
ORDER BY 1 DESC LIMIT 1"""
"""What was undone last, unless something new was done after it."""


def undo() -> Deed:
    """Undo the last step of one's own that stands; what it was.

    Problems: ``nothing-to-undo``; ``changed-since`` with ``who`` has changed which ``record``
    since; those of the rules that would no longer hold.
    """
    with _links_free(), writing():
        last = _last(DONE)
        if last is None:
            raise Problem("nothing-to-undo")
        return _reverse(*last, "undo")


def redo() -> Deed:
    """Do again what was undone last; what it was. ``nothing-to-redo``, else as :func:`undo`."""
    with _links_free(), writing():
        last = _last(UNDONE)
        if last is None:
            raise Problem("nothing-to-redo")
        return _reverse(*last, "redo")


@contextlib.contextmanager
def _links_free() -> Iterator[None]:
    """Rows may point at what is not back yet, and nobody looks for what points at each that is
    taken away, which for many would take minutes; :func:`refuse_broken_rules` looks once."""
    database.execute_sql("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA foreign_keys = ON")


def _last(query: str) -> tuple[int, int] | None:
    """The step to reverse, with the deed that it does or undoes."""
    return row(query, {"who": who(), "now": STEP.get()})


def _reverse(step: int, deed: int, action: str) -> Deed:
    what = deed_of(deed)
    noted = noted_in(step)
    refuse_changed_since(step, noted)
    pointed = pointing_at_removed()
    put_back(noted)
    refuse_broken_rules(noted, pointed)
    database.execute_sql("UPDATE step SET deed = ? WHERE name = ?", (deed, STEP.get()))
    mirror(step, action)
    # Whichever of the two knows the name: what was added is gone by now, or was until now.
    return what if what.name else deed_of(deed)
