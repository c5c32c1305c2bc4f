"""How a dialogue stands and with whom, worked out from the facts that are stored.

It stands apart from :mod:`models.dialogue`, which the first screen has no need to load.
"""

from __future__ import annotations

STATUS = """
CASE WHEN d.superior_confirmed_on IS NOT NULL AND d.subject_confirmed_on IS NOT NULL THEN 'agreed'
     WHEN d.held_on IS NOT NULL THEN 'held'
     WHEN d.exempt_because IS NOT NULL THEN 'exempt'
     WHEN d.planned_on < :today OR :deadline < :today THEN 'overdue'
     WHEN d.planned_on IS NOT NULL THEN 'planned'
     ELSE 'not-planned' END"""
"""Status of dialogue ``d`` (which may be missing) on ``:today`` in a round that must precede
``:deadline`` (a day or null)."""

WAITS = "d.planned_on IS NULL AND d.held_on IS NULL AND d.exempt_because IS NULL"
"""Whether nothing has become of dialogue ``d`` yet."""

SUPERIOR = f"CASE WHEN {WAITS} THEN n.superior_id ELSE coalesce(d.superior_id, n.superior_id) END"
"""The superior in dialogue ``d`` with somebody whose superior today is ``n.superior_id``: while it
only waits that one, later the one it was planned or held with."""

CONDUCTOR = f"""
CASE WHEN {WAITS} AND d.conductor_id = d.superior_id THEN n.superior_id ELSE d.conductor_id END"""
"""Who holds it: whoever was chosen, else the superior."""

STAFF_TALKS = f"""
SELECT p.unit_id, {STATUS} AS status
FROM dialogue d JOIN person p ON p.id = d.person_id
WHERE d.round_id = :round AND d.removed_at IS NULL AND p.removed_at IS NULL
AND p.status = 'active' AND NOT p.only_named
AND d.person_id NOT IN (SELECT person_id FROM temp.leader)"""
"""How the dialogues of those who lead nobody stand, as far as something is known of them."""
