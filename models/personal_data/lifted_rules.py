"""Lifting the rules of the database itself for what must get past them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from models.database import database, rows


@contextlib.contextmanager
def lifted_rules() -> Iterator[None]:
    """Within a write, for a while: the journal can be rewritten, and closed years and agreed
    dialogues changed.

    The triggers are taken away and made again in the one transaction, so that nobody else ever
    finds them missing, and there is no way round them that anything else could take.
    """
    triggers = rows("SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'")
    for name, _sql in triggers:
        database.execute_sql(f'DROP TRIGGER main."{name}"')
    yield
    for _name, sql in triggers:
        database.execute_sql(sql)
