"""Reading many rows at once while another thread computes."""

from __future__ import annotations

from models.database import row


def rows_as_text(columns: str, rest: str) -> bytes:
    """The rows of ``SELECT columns rest`` as one JSON array, each an array of its own: days are ISO
    text, truths ``json('true')``.

    All are fetched as one: a thread hands the interpreter over at each row, and while another one
    computes, as at the start, it waits five milliseconds to get it back.
    """
    found = row(
        "SELECT CAST('[' || coalesce(group_concat(record, ','), '') || ']' AS BLOB)"
        f" FROM (SELECT json_array({columns}) AS record {rest})"
    )
    assert found is not None  # noqa: S101 (an aggregate always has a row)
    return bytes(found[0])
