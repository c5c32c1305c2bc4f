"""Reading many rows as records while another thread computes."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec import Struct

from models.database import row

Record = TypeVar("Record", bound=Struct)


def records_at_once(columns: str, rest: str, kind: type[Record]) -> list[Record]:
    """Each row of ``SELECT columns rest`` as a record of ``kind``, which is ``array_like`` and has
    its first fields in that order; days are ISO text, truths ``json('true')``.

    All are fetched as one: a thread hands the interpreter over at each row, and while another one
    computes, as at the start, it waits five milliseconds to get it back.
    """
    found = row(
        "SELECT '[' || coalesce(group_concat(record, ','), '') || ']'"
        f" FROM (SELECT json_array({columns}) AS record {rest})"
    )
    assert found is not None  # noqa: S101 (an aggregate always has a row)
    return msgspec.json.decode(found[0], type=list[kind])  # type: ignore[valid-type]
