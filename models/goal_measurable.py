"""When a goal can be measured, as a condition for statements.

It stands apart from :mod:`models.goal`, which the first screen has no need to load.
"""

from __future__ import annotations

MEASURABLE = """
(trim(g.indicator) <> '' AND trim(g.measure) <> ''
 AND g.baseline IS NOT NULL AND g.target IS NOT NULL AND g.due IS NOT NULL)"""
"""Whether goal ``g`` has all that a measurable one must have, as ``GoalCard.measurable`` says."""
