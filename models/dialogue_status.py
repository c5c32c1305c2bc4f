"""How a dialogue stands, worked out from the facts that are stored.

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
