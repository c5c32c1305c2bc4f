"""Where somebody's name stands in what is about others: that is theirs, and is left as it is."""

from __future__ import annotations

import json

from models.database import row, rows
from models.personal_data.belongings import ABOUT, TEXTS, kind_of

COLUMNS = TEXTS | {
    "topic": ("title",),
    "note": ("text",),
    "unit": ("name",),
    "what_if": ("name", "steps"),
}


def mentions(person_id: int) -> dict[str, int]:
    """Kind → how many of its records hold the whole name, where there are any."""
    [(name,)] = rows("SELECT name FROM person WHERE id = ?", (person_id,))
    asked = {"people": json.dumps([person_id]), "name": name}
    found = {}
    for table, columns in COLUMNS.items():
        holds = " OR ".join(f"instr({column}, :name)" for column in columns)
        others = f"NOT ({ABOUT[table]})" if table in ABOUT else "1"
        counted = row(f"SELECT count(*) FROM {table} WHERE {others} AND ({holds})", asked)
        if counted and counted[0]:
            found[kind_of(table)] = int(counted[0])
    return found
