"""The draft of a note: one text, and what stood there before."""

from __future__ import annotations

from collections.abc import Mapping

from models.draft import Draft, Typed

FIELD = "text"


def note_draft(stored: str, typed: str) -> Mapping[str, tuple[Typed, Typed]]:
    """The fields of a draft of the note; none where nothing differs."""
    return {FIELD: ((stored, ""), (typed, ""))} if typed != stored else {}


def note_again(draft: Draft, stored: str) -> str:
    """What to go on from: what was typed, under what is ``stored`` if that has changed since.

    What is stored may hold what was typed: it was saved a moment after it was kept, and the
    program killed before it could say so.
    """
    (before, _key), (typed, _no_key) = draft.fields[FIELD]
    if stored in {before, typed} or not stored.strip():
        return typed
    if typed.strip() in stored:
        return stored
    return f"{stored}\n\n{typed}"
