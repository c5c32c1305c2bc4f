"""The four levels: as the lines give them, and as the settings set them right.

1 has nobody above, 2 is straight under such a one, 3 are the other leaders, 4 staff: everybody who
leads nobody (DESIGN.md, section 3).
"""

from __future__ import annotations

from models.database import database, row, rows
from models.lines import FEW_LINES
from models.rules import Rules

STAFF = "4"
"""The level of staff, as it stands among a round's ``levels``."""

TABLE = "CREATE TEMP TABLE unit_level (unit_id INTEGER PRIMARY KEY, level INT)"
"""Which of the units have a leader of another level than the lines give."""

SET_LEVEL = """
set_level(person_id, level) AS MATERIALIZED (
    SELECT u.leader_id, min(s.level) FROM temp.unit_level s JOIN unit u ON u.id = s.unit_id
    WHERE u.leader_id IS NOT NULL GROUP BY u.leader_id
)"""
"""Per leader of such a unit: the level set, the one nearest the top if there are several."""

LEVEL = """
coalesce(e.level, CASE WHEN n.superior_id IS NULL THEN 1 WHEN s.superior_id IS NULL THEN 2 ELSE 3
                  END)"""
"""The level of leader ``n`` with superior ``s``; ``e`` is what :data:`SET_LEVEL` has of them."""


def set_unit_levels(rules: Rules) -> None:
    """Put down the levels of the settings, which name the codes of units whatever their case."""
    if not rules.level_of_unit:
        return
    for number, code in rows("SELECT id, code FROM unit WHERE removed_at IS NULL AND code <> ''"):
        level = rules.level_of_unit.get(code.casefold())
        if level is not None:
            database.execute_sql("INSERT INTO temp.unit_level VALUES (?, ?)", (number, level))


def level_of(person_id: int, rules: Rules) -> int:
    """The level of one person, as :mod:`models.derived` has it, while something is written too."""
    codes = rows(
        "SELECT code FROM unit WHERE leader_id = ? AND removed_at IS NULL AND code <> ''",
        (person_id,),
    )
    levels = [rules.level_of_unit.get(code.casefold()) for (code,) in codes]
    found = row(
        FEW_LINES
        + f"""
        SELECT {LEVEL} FROM line n LEFT JOIN line s ON s.person_id = n.superior_id
        JOIN (SELECT :level AS level) e
        WHERE n.person_id = :who AND n.status <> 'ended' AND (
            EXISTS (SELECT 1 FROM unit WHERE leader_id = :who AND removed_at IS NULL)
            OR EXISTS (SELECT 1 FROM person WHERE superior_id = :who AND status <> 'ended'
                       AND removed_at IS NULL))""",
        {"who": person_id, "level": min((one for one in levels if one), default=None)},
    )
    return int(found[0]) if found else int(STAFF)
