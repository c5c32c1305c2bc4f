"""Bringing a database up to the schema of this program.

``PRAGMA user_version`` holds the number of the last migration applied; the runner is only loaded
when there is something to do.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from models.database import APPLICATION_ID, database, own_copy
from models.problems import Problem

MIGRATIONS = Path(__file__).parent / "migrations"

SCHEMA_VERSION = 6
"""The number of the newest file in ``migrations/``; a test holds it to that."""


def schema_version() -> int:
    """The number of the last migration applied to the open database; 0 for an empty file."""
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def is_current() -> bool:
    """Whether nothing needs doing. Raises ``database-newer`` for a file from a later program."""
    found = schema_version()
    if found > SCHEMA_VERSION:
        raise Problem("database-newer", found=found, known=SCHEMA_VERSION)
    return found == SCHEMA_VERSION


def bring_up_to_date(path: Path) -> None:
    """Apply the missing migrations, after a copy of the file as it was; to be called
    :func:`models.file_locks.alone`.

    The runner makes its plan outside any lock, so two programs started at once would both apply
    it: held by the file lock, the second one finds the work done.
    """
    found = schema_version()
    if found >= SCHEMA_VERSION:
        return
    if found:
        copy_before_upgrade(path, found)
    from playhouse.migrations import Runner

    # Marked before there is a table in it: cut off half-way, it must not look like another
    # program's file.
    database.execute_sql(f"PRAGMA application_id={APPLICATION_ID}")
    runner = Runner(database, str(MIGRATIONS))
    # All in one transaction: tables of one version under the number of another would be neither.
    with runner.migrator.migration_context():
        runner.up()
        database.execute_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def copy_before_upgrade(path: Path, version: int) -> Path:
    """A verified copy of the open database beside it, named by its schema version and the time.

    Raises ``database-damaged`` when the engine finds fault with the copy, which is then no use,
    and what :func:`models.placing.drafted` raises.
    """
    from models.file_rights import rights_after
    from models.placing import drafted
    from models.soundness import value

    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    copy = path.with_name(f"{path.name}.v{version}-{stamp}.bak")
    with drafted(copy, rights=rights_after(path)) as draft:
        database.execute_sql("VACUUM INTO ?", (str(draft),))
        with own_copy(draft) as other:
            if value(other, "PRAGMA integrity_check(1)") != "ok":
                raise Problem("database-damaged", path=str(path))
    return copy
