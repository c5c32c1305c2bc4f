"""Everything that is stored about one person, as the person may ask to see it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from models.database import database
from models.fields import unscaled
from models.past import columns_of
from models.personal_data.belongings import ABOUT, PEOPLE, ever, kind_of

Record = Mapping[str, Any]
"""Column → value; decimals as text. Beside the number of another record stands its name."""

ELSEWHERE = {
    "unit": f"SELECT id, code, name FROM unit WHERE leader_id IN {PEOPLE}",
    "dialogue-with-others": (
        "SELECT d.id, d.round_id, d.planned_on, d.held_on,"
        f" d.superior_id IN {PEOPLE} AS as_superior, d.conductor_id IN {PEOPLE} AS as_conductor"
        f" FROM dialogue d WHERE (d.superior_id IN {PEOPLE} OR d.conductor_id IN {PEOPLE})"
        f" AND d.person_id NOT IN {PEOPLE}"
    ),
    "promise-to-others": (
        "SELECT id, year_id, side, text, due, state, dropped_because, settled_on FROM commitment"
        f" WHERE (owner_id IN {PEOPLE} OR promised_by_id IN {PEOPLE}) AND person_id NOT IN {PEOPLE}"
    ),
    "year-line": (
        "SELECT year_id, unit_id, superior_id, led_unit_id, level, status, fte FROM year_line"
        f" WHERE person_id IN {PEOPLE}"
    ),
    "what-if": (
        "SELECT id, name, made_on, applied_on FROM what_if WHERE EXISTS (SELECT 1"
        " FROM json_each(steps) s WHERE json_extract(s.value, '$.leader')"
        f" IN {PEOPLE} OR EXISTS (SELECT 1 FROM json_each(s.value, '$.people') p"
        f" WHERE p.value IN {PEOPLE}))"
    ),
}
"""What names the person and is about something else: of others there is nothing in it."""

ENTRIES = " UNION ".join(
    "SELECT at, who, action, kind, record_id, changes FROM journal"
    f" WHERE kind = '{kind_of(table)}' AND record_id IN ({ever(table)})"
    for table in ABOUT
)
HUNDREDTHS = frozenset({"fte"})
MILLIONTHS = frozenset({"baseline", "target", "band", "value"})
NAMES = {
    "unit": ("unit_id", "led_unit_id"),
    "person": ("person_id", "superior_id", "conductor_id", "owner_id", "promised_by_id"),
    "goal": ("goal_id", "serves_id", "carried_from_id"),
    "topic": ("topic_id",),
    "dialogue": ("dialogue_id",),
    "round": ("round_id",),
}
ROUND = "year_id || ' ' || coalesce(nullif(name, ''), code)"
CALLED = {
    "goal": "title",
    "topic": "title",
    "round": ROUND,
    "dialogue": f"(SELECT {ROUND} FROM round r WHERE r.id = round_id)",
}
"""Table → what its records are called, if not by a ``name``."""
MORE = {"note": ", (SELECT dialogue_id FROM topic t WHERE t.id = topic_id) AS dialogue_id"}
"""Table → what belongs to its records and is stored with others."""


class Told(Struct, frozen=True):
    """``name`` and all ``records`` by kind; each kind is there, if only with none."""

    name: str
    records: Mapping[str, list[Record]]


def told(person_id: int) -> Told:
    """What the database holds about a person, removed records and the journal included."""
    asked = {"people": json.dumps([person_id])}
    found = {
        kind_of(table): _records(
            f"SELECT {', '.join(columns_of(table))}{MORE.get(table, '')} FROM {table}"
            f" WHERE {about} ORDER BY 1",
            asked,
        )
        for table, about in ABOUT.items()
    }
    found |= {kind: _records(statement, asked) for kind, statement in ELSEWHERE.items()}
    found["journal"] = _records(f"{ENTRIES} ORDER BY 1", asked)
    return Told(str(found["person"][0]["name"]), found)


def as_json(about: Told) -> bytes:
    """The same for a machine: UTF-8, an object of lists by kind."""
    return json.dumps(about.records, ensure_ascii=False, indent=2).encode() + b"\n"


def _records(statement: str, asked: Mapping[str, str]) -> list[Record]:
    cursor = database.execute_sql(statement, asked)
    columns = [one[0] for one in cursor.description]
    return [_record(dict(zip(columns, one, strict=True))) for one in cursor.fetchall()]


def _record(values: dict[str, Any]) -> Record:
    for column, value in values.items():
        scale = 100 if column in HUNDREDTHS else 1_000_000 if column in MILLIONTHS else 0
        if scale and value is not None:
            values[column] = str(unscaled(value, scale))
    if "changes" in values:
        values["changes"] = json.loads(values["changes"])
    for table, columns in NAMES.items():
        for column in columns:
            if values.get(column) is not None:
                called = f"SELECT {CALLED.get(table, 'name')} FROM {table} WHERE id = ?"
                [(name,)] = database.execute_sql(called, (values[column],)).fetchall()
                values[column.removesuffix("_id")] = name
    return values
