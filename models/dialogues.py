"""The list of dialogues of a round: those that are, and those that ought to be.

A round may ask everybody who works here, so the list is read a screenful at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from models.database import database, rows, with_days
from models.derived import AsOf, derive
from models.dialogue_status import CONDUCTOR, STATUS, SUPERIOR


class DialogueRow(Struct, frozen=True):
    """A dialogue of the round; ``id`` is None for somebody who has none yet."""

    id: int | None
    person_id: int
    year: int
    round_code: str
    round_name: str
    level: int
    employee_no: str | None
    name: str
    superior_no: str | None
    superior: str
    conductor: str
    status: str
    planned_on: date | None
    planned_time: str | None
    held_on: date | None
    agreed_on: date | None
    round_id: int


HOW = f"""
CASE WHEN l.person_id IS NOT NULL THEN l.status WHEN n.person_id IS NOT NULL THEN n.talk
     ELSE {STATUS} END"""

COLUMNS = f"""
SELECT d.id, p.id, r.year_id, r.code, r.name, coalesce(l.level, 4), p.employee_no, p.name,
       s.employee_no, coalesce(s.name, ''), coalesce(c.name, ''), {HOW},
       d.planned_on, d.planned_time, d.held_on,
       CASE WHEN d.superior_confirmed_on IS NOT NULL AND d.subject_confirmed_on IS NOT NULL
            THEN max(d.superior_confirmed_on, d.subject_confirmed_on) END, r.id """

FROM = f"""
FROM person p JOIN round r ON r.id = :round
LEFT JOIN temp.leader l ON l.person_id = p.id
LEFT JOIN dialogue d ON d.person_id = p.id AND d.round_id = :round AND d.removed_at IS NULL
LEFT JOIN temp.line n ON n.person_id = p.id
LEFT JOIN person s ON s.id = {SUPERIOR}
LEFT JOIN person c ON c.id = {CONDUCTOR}
WHERE p.removed_at IS NULL
AND (d.id IS NOT NULL OR CASE WHEN l.person_id IS NULL THEN n.talk ELSE l.status END <> '') """

FEW = """
AND p.id IN (SELECT person_id FROM dialogue WHERE round_id = :round AND removed_at IS NULL
             UNION SELECT person_id FROM temp.leader WHERE status <> '') """
"""In a round that does not ask the staff: among whom to look, instead of among everybody."""

NAMES = """p.search || ' ' || coalesce(s.search, '') || ' ' || coalesce(c.search, '')
|| ' ' || coalesce((SELECT search FROM unit WHERE id = n.unit_id), '')"""
"""What is looked in for a name."""

NO_WORDS: Mapping[str, Sequence[str]] = {}

SORTS = {
    "name": "p.sort_key",
    "level": "coalesce(l.level, 4)",
    "superior": "s.sort_key",
    "conductor": "c.sort_key",
    "dialogue": HOW,
    "held": "d.held_on",
}


def dialogues(at: AsOf) -> list[DialogueRow]:
    """Every dialogue of the round, and a row for each person whom it asks and who has none."""
    derive(at, with_flags=False)
    found = rows(f"{COLUMNS} {_from(at)} ORDER BY p.sort_key", _values(at))
    return [DialogueRow(*with_days(one, 12, 14, 15)) for one in found]


def dialogue_keys(
    at: AsOf,
    sort: str = "name",
    descending: bool = False,
    wanted: Mapping[str, Sequence[str]] = NO_WORDS,
) -> tuple[array[int], int]:
    """The numbers of those people, in order, and how many there are without ``wanted``: folded
    words that names or unit must hold, each with the statuses and levels that it may mean instead.
    """
    derive(at, with_flags=False)
    holding, words = _holding(wanted)
    direction = "DESC" if descending else "ASC"
    found = database.execute_sql(
        f"SELECT p.id {_from(at)} {holding}"
        f" ORDER BY {SORTS.get(sort, SORTS['name'])} {direction} NULLS LAST, p.sort_key, p.id",
        _values(at) | words,
    )
    keys = array("q", (number for (number,) in found))
    return keys, len(keys) if not words else count_dialogues(at)


def dialogues_by_name(
    at: AsOf, wanted: Mapping[str, Sequence[str]], after: int | None, limit: int
) -> array[int]:
    """The numbers of the first ``limit`` people by name whom :func:`dialogue_keys` would give, or
    of those that come next ``after`` one of them."""
    derive(at, with_flags=False)
    holding, words = _holding(wanted)
    if after is not None:
        holding += (
            " AND (p.sort_key, p.id) > ((SELECT sort_key FROM person WHERE id = :after), :after)"
        )
    found = database.execute_sql(
        f"SELECT p.id {_from(at)} {holding} ORDER BY p.sort_key, p.id LIMIT :limit",
        _values(at) | words | {"after": after, "limit": limit},
    )
    return array("q", (number for (number,) in found))


def count_dialogues(at: AsOf) -> int:
    """How many dialogues there are or ought to be."""
    derive(at, with_flags=False)
    return int(database.execute_sql(f"SELECT count(*) {_from(at)}", _values(at)).fetchone()[0])


def dialogue_rows(at: AsOf, keys: Sequence[int]) -> dict[int, DialogueRow]:
    """The rows of these people."""
    derive(at, with_flags=False)
    marks = ", ".join(str(int(key)) for key in keys)
    found = rows(f"{COLUMNS} {FROM} AND p.id IN ({marks})", _values(at))
    return {one[1]: DialogueRow(*with_days(one, 12, 14, 15)) for one in found}


def _from(at: AsOf) -> str:
    return FROM if at.asks_staff else FROM + FEW


def _holding(wanted: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, object]]:
    words: dict[str, object] = {f"word{place}": word for place, word in enumerate(wanted)}
    conditions = (
        f" AND (instr({NAMES}, :{name}) OR {HOW} IN ({_texts(wanted[str(word)])})"
        f" OR CAST(coalesce(l.level, 4) AS TEXT) IN ({_texts(wanted[str(word)])}))"
        for name, word in words.items()
    )
    return "".join(conditions), words


def _values(at: AsOf) -> dict[str, object]:
    round_ = at.round
    return {
        "today": at.today.isoformat(),
        "round": round_.id if round_ else None,
        "deadline": round_.deadline.isoformat() if round_ and round_.deadline else None,
    }


def _texts(codes: Sequence[str]) -> str:
    """Statuses and levels, which are this program's own, as SQL."""
    return ", ".join(f"'{code}'" for code in codes)
