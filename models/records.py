"""Adding, editing and removing a record: each one transaction, one journal entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from models import journal
from models.database import writing
from models.fields import Record
from models.problems import Problem

Check = Callable[[], None]
"""Looks at the state after the write and raises :class:`Problem` to undo it."""


def add(model: type[Record], values: Mapping[str, Any], check: Check | None = None) -> int:
    """Store a new record and return its number."""
    with writing():
        number = _insert(model, values)
        if check:
            check()
        after = {
            name: (None, value) for name, value in _open(model, values).items() if value is not None
        }
        journal.record(f"{kind_of(model)}.add", kind_of(model), number, after)
    return number


def edit(
    model: type[Record],
    number: int,
    revision: int,
    values: Mapping[str, Any],
    check: Check | None = None,
    action: str = "edit",
) -> bool:
    """Change what differs in record ``number``; whether anything did.

    ``revision`` is the one the caller has seen: somebody else's edit since then raises
    ``changed-meanwhile``, and a removed record ``removed-meanwhile``.
    """
    with writing():
        before = stored(model, number)
        if before["revision"] != revision:
            raise Problem("changed-meanwhile", kind=kind_of(model))
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return False
        (
            model.update(**changed, revision=revision + 1)
            .where(model._meta.primary_key == number)  # noqa: SLF001
            .execute()
        )
        if check:
            check()
        differences = {name: (before[name], value) for name, value in _open(model, changed).items()}
        journal.record(f"{kind_of(model)}.{action}", kind_of(model), number, differences)
    return True


def remove(
    model: type[Record], number: int, check: Check | None = None, revision: int | None = None
) -> None:
    """Take record ``number`` out of every list; it stays as it was, and undoing brings it back.

    With ``revision`` it is refused, as an edit is, if somebody else has changed the record since.
    """
    with writing():
        before = stored(model, number)
        if revision is not None and before["revision"] != revision:
            raise Problem("changed-meanwhile", kind=kind_of(model))
        moment = datetime.now(UTC).replace(tzinfo=None)
        key = model._meta.primary_key  # noqa: SLF001
        model.update(removed_at=moment, revision=model.revision + 1).where(key == number).execute()
        if check:
            check()
        journal.record(f"{kind_of(model)}.remove", kind_of(model), number)


def stored(model: type[Record], number: int) -> dict[str, Any]:
    """Record ``number`` as it is, by column. ``removed-meanwhile`` if it is in no list any more."""
    key = model._meta.primary_key  # noqa: SLF001
    found = model.select().where(key == number, model.removed_at.is_null()).first()
    if found is None:
        raise Problem("removed-meanwhile", kind=kind_of(model))
    stored: dict[str, Any] = found.__data__
    return {_column(model, name): value for name, value in stored.items()}


def kind_of(model: type[Record]) -> str:
    """The name that the journal and the screens use for a kind of record."""
    return str(model._meta.table_name).replace("_", "-")  # noqa: SLF001


def _insert(model: type[Record], values: Mapping[str, Any]) -> int:
    return int(model.insert(**values).execute())


def _column(model: type[Record], name: str) -> str:
    """``unit`` → ``unit_id``: entries name the column, Peewee names the relation."""
    return str(model._meta.fields[name].object_id_name) if _is_relation(model, name) else name  # noqa: SLF001


def _is_relation(model: type[Record], name: str) -> bool:
    return hasattr(model._meta.fields[name], "object_id_name")  # noqa: SLF001


def _open(model: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in model.confidential}
