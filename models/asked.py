"""Whom the rounds of a year ask for a dialogue, and who is left out, with the reason.

A round asks every active person whose level it covers and who has a superior; the one who leads a
top unit answers to a political body and needs none among people.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from models.database import rows
from models.derived import AsOf, derive

STAFF_LEVEL = "4"

SOMEBODY = """
somebody(person_id, level, superior_id, is_leader, reason) AS MATERIALIZED (
    SELECT n.person_id, coalesce(l.level, 4), n.superior_id, l.person_id IS NOT NULL,
           CASE WHEN n.status = 'ended' THEN 'ended' WHEN n.status = 'leave' THEN 'on-leave'
                WHEN n.only_named THEN 'only-named'
                WHEN n.superior_id IS NULL AND n.person_id NOT IN (
                    SELECT leader_id FROM unit WHERE leader_id IS NOT NULL AND parent_id IS NULL
                    AND removed_at IS NULL) THEN 'no-superior'
                ELSE '' END
    FROM temp.line n LEFT JOIN temp.leader l ON l.person_id = n.person_id
)"""
"""Everybody with level and superior; ``reason`` is why nobody can be asked, or empty."""


UNMADE = """
unmade(round_id, person_id) AS (
    SELECT r.id, s.person_id
    FROM round r JOIN somebody s ON instr(r.levels, s.level) AND s.reason = ''
    WHERE r.year_id = :year AND r.removed_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM dialogue d
        WHERE d.round_id = r.id AND d.person_id = s.person_id AND d.removed_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM year_unit WHERE year_id = :year)
    AND (SELECT closed_on FROM year WHERE number = :year) IS NULL
)"""
"""Dialogues that the rounds of ``:year`` ask for and that were never made; after :data:`SOMEBODY`.

None once the year has been closed: who leads today need not have led then."""


class LeftOut(Struct, frozen=True):
    """Somebody who gets no new dialogue. ``reason`` is ``ended``, ``on-leave``, ``only-named``,
    ``no-superior`` or ``not-asked`` (no round covers the level); or, in the round with that name
    and code, ``there-already`` or ``removed`` (there was one, and it was taken out)."""

    person_id: int
    name: str
    unit: str
    reason: str
    round_name: str = ""
    round_code: str = ""


class Asked(Struct, frozen=True):
    """Somebody whom a round asks. ``before`` is ``there-already`` or ``removed`` where the person
    has, or had, a dialogue in it, else empty."""

    person_id: int
    superior_id: int | None
    name: str
    unit: str
    before: str


def asked(at: AsOf, round_id: int | None, levels: str) -> list[Asked]:
    """Everybody whom a round that covers ``levels`` asks, by name; ``round_id`` is None for one
    that is yet to be made."""
    derive(at)
    found = rows(
        f"""
        WITH {SOMEBODY}
        SELECT s.person_id, s.superior_id, p.name, coalesce(u.name, ''),
               CASE WHEN EXISTS (SELECT 1 FROM dialogue d WHERE d.round_id = :round
                         AND d.person_id = s.person_id AND d.removed_at IS NULL)
                    THEN 'there-already'
                    WHEN EXISTS (SELECT 1 FROM dialogue d WHERE d.round_id = :round
                         AND d.person_id = s.person_id) THEN 'removed' ELSE '' END
        FROM somebody s JOIN person p ON p.id = s.person_id LEFT JOIN unit u ON u.id = p.unit_id
        WHERE s.reason = '' AND instr(:levels, s.level)
        ORDER BY p.sort_key, p.id""",
        {"round": round_id, "levels": levels},
    )
    return [Asked(*one) for one in found]


class RoundCount(Struct, frozen=True):
    """How many dialogues a round asks for, those exempted left out, and how many were held."""

    asked: int
    held: int


def round_counts(year: int, at: AsOf) -> dict[int, RoundCount]:
    """The counts of each round of ``year``; what is not held is what the year still waits for."""
    derive(at)
    found = rows(
        f"""
        WITH {SOMEBODY}, {UNMADE}
        SELECT r.id, (SELECT count(*) FROM unmade u WHERE u.round_id = r.id) + coalesce(sum(
                   d.held_on IS NOT NULL OR (d.exempt_because IS NULL AND p.status = 'active'
                   AND p.removed_at IS NULL)), 0), count(d.held_on)
        FROM round r LEFT JOIN dialogue d ON d.round_id = r.id AND d.removed_at IS NULL
        LEFT JOIN person p ON p.id = d.person_id
        WHERE r.year_id = :year AND r.removed_at IS NULL GROUP BY r.id""",
        {"year": year},
    )
    return {number: RoundCount(*counts) for number, *counts in found}


def passed_over(at: AsOf, levels: Iterable[str], previous: int | None) -> list[LeftOut]:
    """Those whom no round asks though one might expect it, by reason and name.

    ``levels`` are those of each round. Leaders are looked for, staff where a round covers them; of
    the ended those who still lead a unit on paper or had a dialogue in the year ``previous``.
    """
    derive(at)
    found = rows(
        f"""
        WITH {SOMEBODY}
        SELECT s.person_id, p.name, coalesce(u.name, ''),
               CASE WHEN s.reason = '' THEN 'not-asked' ELSE s.reason END AS why
        FROM somebody s JOIN person p ON p.id = s.person_id LEFT JOIN unit u ON u.id = p.unit_id
        WHERE CASE s.reason
            WHEN 'ended' THEN EXISTS (
                SELECT 1 FROM unit w WHERE w.leader_id = s.person_id AND w.removed_at IS NULL)
              OR EXISTS (
                SELECT 1 FROM dialogue d JOIN round r ON r.id = d.round_id
                WHERE d.person_id = s.person_id AND d.removed_at IS NULL AND r.year_id = :previous)
            WHEN '' THEN s.is_leader AND NOT instr(:levels, s.level)
            ELSE s.is_leader OR instr(:levels, s.level) END
        ORDER BY why, p.sort_key, p.id""",
        {"levels": "".join(levels), "previous": previous},
    )
    return [LeftOut(*one) for one in found]
