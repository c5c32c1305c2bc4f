"""How a leader agreement stands, as SQL over table ``leader_agreement``."""

from __future__ import annotations

LACKING = (
    "(trim(content) = '') + (trim(purpose) = '') + (dialogues_a_year IS NULL)"
    " + (valid_from IS NULL) + (valid_until IS NULL) + (signed_on IS NULL)"
)
"""How many of content, purpose, frequency, first and last day, and signature are missing."""

NEWEST = "coalesce(valid_from, signed_on, '9999') DESC, id DESC"
"""Puts the one that counts first: begun last; one without a day is still being made."""

STATE = f"""CASE WHEN valid_until < :today THEN 'expired' WHEN {LACKING} > 0 THEN 'incomplete'
ELSE 'valid' END"""
"""``:today`` is the day that counts."""

COUNTING = f"""(
    SELECT *, {LACKING} AS lacking, {STATE} AS state
    FROM (
        SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY {NEWEST}) AS place
        FROM leader_agreement WHERE removed_at IS NULL
    ) WHERE place = 1
)"""
"""The agreement of each leader that counts, with its state."""
