"""Whose dialogue a command is about: the row under the cursor, or all that are marked."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tui.languages import ngettext, number


class Subject(Struct, frozen=True):
    """A person whose dialogue it is."""

    id: int
    name: str


def named(subjects: Sequence[Subject]) -> str:
    """The name of the one, or how many they are."""
    if len(subjects) == 1:
        return subjects[0].name
    text = ngettext("{count} person", "{count} people", len(subjects))
    return text.format(count=number(len(subjects)))
