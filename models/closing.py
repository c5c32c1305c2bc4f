"""Closing a dialogue year, which is refused while work in it is open, and reopening it.

Open are: a dialogue of an active person that was neither held nor exempted, and one that a round
asks for and that was never made; a goal that is neither closed nor dropped; a commitment of the
year that is due within it or has no day. A dialogue that was held but not agreed by both sides is
only remarked on: what was said is said, and some never sign.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec import Struct

from models import journal, records
from models.asked import SOMEBODY, UNMADE
from models.commitment import Commitment
from models.database import database, row, rows, with_days, writing
from models.derived import AsOf, as_of, derive
from models.problems import Problem
from models.rules import Rules
from models.year_lines import has_lines, keep_lines

KINDS = ("dialogue", "goal", "commitment", "not-agreed")
"""In the order in which they are listed; the last is no hindrance."""

OPEN = f"""
WITH {SOMEBODY}, {UNMADE}
SELECT 'dialogue', d.id, d.person_id, p.name, r.starts_on || p.sort_key, r.id, r.name, r.code, '',
       coalesce(d.planned_on, r.ends_on) AS day
FROM dialogue d JOIN round r ON r.id = d.round_id JOIN person p ON p.id = d.person_id
WHERE r.year_id = :year AND r.removed_at IS NULL AND d.removed_at IS NULL AND d.held_on IS NULL
AND d.exempt_because IS NULL AND p.status = 'active' AND p.removed_at IS NULL
UNION ALL
SELECT 'dialogue', NULL, m.person_id, p.name, r.starts_on || p.sort_key, r.id, r.name, r.code, '',
       r.ends_on
FROM unmade m JOIN round r ON r.id = m.round_id JOIN person p ON p.id = m.person_id
UNION ALL
SELECT 'goal', g.id, g.person_id, coalesce(p.name, u.name, ''), coalesce(p.sort_key, u.sort_key),
       NULL, '', '', g.title, g.due
FROM goal g LEFT JOIN person p ON p.id = g.person_id LEFT JOIN unit u ON u.id = g.unit_id
WHERE g.year_id = :year AND g.state = 'open' AND g.removed_at IS NULL
UNION ALL
SELECT 'commitment', c.id, c.person_id, coalesce(o.name, p.name), coalesce(o.sort_key, p.sort_key),
       NULL, '', '', c.text, c.due
FROM commitment c JOIN person p ON p.id = c.person_id LEFT JOIN person o ON o.id = c.owner_id
WHERE c.year_id = :year AND c.state = 'open' AND c.removed_at IS NULL
AND (c.due IS NULL OR c.due <= :end)
UNION ALL
SELECT 'not-agreed', d.id, d.person_id, p.name, r.starts_on || p.sort_key, r.id, r.name, r.code, '',
       d.held_on
FROM dialogue d JOIN round r ON r.id = d.round_id JOIN person p ON p.id = d.person_id
WHERE r.year_id = :year AND r.removed_at IS NULL AND d.removed_at IS NULL
AND d.held_on IS NOT NULL AND (d.superior_confirmed_on IS NULL OR d.subject_confirmed_on IS NULL)
ORDER BY 5, 10, 2"""


class OpenWork(Struct, frozen=True):
    """Something that a year still waits for. ``id`` is the dialogue's, goal's or commitment's, None
    for a dialogue that was never made; ``name`` is who it is about, for a commitment who owes it.
    ``text`` is what the goal or commitment says, ``day`` when it was due or held."""

    kind: str
    id: int | None
    person_id: int | None
    name: str
    round_id: int | None
    round_name: str
    round_code: str
    text: str
    day: date | None

    @property
    def key(self) -> str:
        """What tells it from all other work, and stays the same when the list is read anew."""
        return f"{self.kind}/{self.id or ''}/{self.person_id or ''}/{self.round_id or ''}"

    @property
    def blocks(self) -> bool:
        """Whether the year cannot be closed for it."""
        return self.kind != "not-agreed"


def open_work(year: int, at: AsOf) -> list[OpenWork]:
    """What ``year`` still waits for, by :data:`KINDS`, round and name."""
    derive(at)
    found = rows(OPEN, {"year": year, "end": date(year, 12, 31).isoformat()})
    work = [_work(list(one)) for one in found]
    return sorted(work, key=lambda one: KINDS.index(one.kind))


def close_year(year: int, today: date, rules: Rules) -> bool:
    """Close ``year`` on ``today`` and keep its lines; False if it was closed before.

    Once a later year is there, the lines kept at the first closing stay: those of today are the
    later year's. Problems: ``year-not-there``; ``year-open-work`` with how many ``dialogues``,
    ``goals`` and ``commitments`` are open, as :func:`open_work` lists them.
    """
    with writing():
        if _closed_on(year):
            return False
        at = as_of(today, rules)
        work = [one.kind for one in open_work(year, at) if one.blocks]
        if work:
            raise Problem(
                "year-open-work",
                year=year,
                dialogues=work.count("dialogue"),
                goals=work.count("goal"),
                commitments=work.count("commitment"),
            )
        later = row("SELECT 1 FROM year WHERE number > ?", (year,))
        if not (later and has_lines(year)):
            keep_lines(year, at)
        _set_closed(year, today, "close")
    return True


def reopen_year(year: int) -> bool:
    """Let a closed year be changed again; False if it was open. Problems: ``year-not-there``."""
    with writing():
        if not _closed_on(year):
            return False
        _set_closed(year, None, "reopen")
    return True


def settle_commitments(numbers: Collection[int], day: date, dropped_because: str = "") -> None:
    """Record that open commitments were kept, or dropped for a reason, all in one write."""
    state = "dropped" if dropped_because else "kept"
    values = {"state": state, "settled_on": day, "dropped_because": dropped_because or None}
    with writing():
        for number in numbers:
            found = row("SELECT revision FROM commitment WHERE id = ?", (number,))
            action = "drop" if dropped_because else "keep"
            records.edit(Commitment, number, found[0] if found else 0, values, action=action)


def _closed_on(year: int) -> str | None:
    found = row("SELECT closed_on FROM year WHERE number = ?", (year,))
    if found is None:
        raise Problem("year-not-there", year=year)
    closed_on: str | None = found[0]
    return closed_on


def _set_closed(year: int, day: date | None, action: str) -> None:
    before = _closed_on(year)
    database.execute_sql(
        "UPDATE year SET closed_on = ?, revision = revision + 1 WHERE number = ?",
        (day and day.isoformat(), year),
    )
    journal.record(f"year.{action}", "year", year, {"closed_on": (before, day)})


def _work(found: list[object]) -> OpenWork:
    kind, number, person, name, _sort_key, *rest = with_days(found, 9)
    return OpenWork(kind, number, person, name, *rest)
