"""What the engine cannot do, as a problem that has a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from models.keyed_database import KeyedDatabase
from models.problems import Problem


@contextmanager
def engine_errors_told(of: KeyedDatabase, path: object = None) -> Iterator[None]:
    """What a database cannot do comes out as :class:`Problem`, about ``path`` if that is given.

    The engine's own errors are among them: Peewee hands those on that come while rows are read.
    """
    try:
        yield
    except of.errors as error:
        facts = {} if path is None else {"path": str(path)}
        raise Problem(cause_code(error), **facts) from error


def cause_code(error: BaseException) -> str:
    """The code of the problem behind an engine error.

    With a full disk Peewee reports a failed rollback; the cause is further down the chain.
    """
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links:
        links.append(link)
        link = link.__cause__ or link.__context__
    chain = " ".join(str(link).casefold() for link in links)
    for sign, code in (
        ("locked", "database-locked"),
        ("locking protocol", "database-locked"),
        ("disk is full", "disk-full"),
        ("disk i/o error", "disk-failed"),
        ("readonly", "database-read-only"),
        ("not a database", "not-a-database"),
        ("malformed", "database-damaged"),
        ("unable to open", "database-unreachable"),
        ("year-closed", "year-closed"),
        ("dialogue-agreed", "dialogue-agreed"),
        ("unique constraint", "already-there"),
        ("constraint failed", "not-allowed"),
    ):
        if sign in chain:
            return code
    return "database-error"
