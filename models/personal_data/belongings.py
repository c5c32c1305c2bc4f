"""Which rows are about a person, and which of their columns hold text."""

from __future__ import annotations

PEOPLE = "(SELECT value FROM json_each(:people))"

LINKS = {
    "goal": ("person_id", "person"),
    "measurement": ("goal_id", "goal"),
    "dialogue": ("person_id", "person"),
    "topic": ("dialogue_id", "dialogue"),
    "note": ("topic_id", "topic"),
    "commitment": ("person_id", "person"),
    "leader_agreement": ("person_id", "person"),
    "appraisal": ("person_id", "person"),
}
"""Table → the column that says what its rows are about, and the table of that, named before it."""


def _about(table: str) -> str:
    if table == "person":
        return f"id IN {PEOPLE}"
    column, of = LINKS[table]
    return f"{column} IN (SELECT id FROM {of} WHERE {_about(of)})"


ABOUT = {table: _about(table) for table in ("person", *LINKS)}
"""Table → which of its rows, removed or not, are about ``:people``, a JSON list of numbers."""

TEXTS = {
    "goal": ("title", "indicator", "meaning", "adopted_by", "case_no"),
    "measurement": ("source",),
    "dialogue": ("place", "exempt_because", "cancelled_because"),
    "commitment": ("text", "dropped_because"),
    "leader_agreement": ("content", "purpose"),
}
"""Table → the columns in which anything may have been written. Those of the person, topics and
notes have rules of their own."""


def ever(table: str) -> str:
    """The query for the numbers of those rows, and of those that only the journal knows any more
    since adding them was undone."""
    if table == "person":
        return f"SELECT id FROM person WHERE {ABOUT[table]}"
    column, of = LINKS[table]
    told = " OR ".join(
        f"json_extract(changes, '$.{column}[{at}]') IN ({ever(of)})" for at in (0, 1)
    )
    return (
        f"SELECT id FROM {table} WHERE {ABOUT[table]}"
        f" UNION SELECT record_id FROM journal WHERE kind = '{kind_of(table)}' AND ({told})"
    )


def kind_of(table: str) -> str:
    """What the journal calls the records of a table."""
    return table.replace("_", "-")
