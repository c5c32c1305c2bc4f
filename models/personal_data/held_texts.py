"""The texts that are to be removed, and which drafts hold any of them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence

from models.database import rows
from models.draft import Draft
from models.personal_data.belongings import ABOUT, TEXTS

LONG = 6
"""A text of so many letters is not part of another by chance."""


COLUMNS = TEXTS | {"note": ("text",), "person": ("name", "email", "title")}


def texts_of(notes: Sequence[int], people: Sequence[int]) -> set[str]:
    """Every text that removing these would remove, but for what stands with others as well."""
    asked = {"people": json.dumps(people), "notes": json.dumps(notes)}
    parts = [
        f"SELECT {one} FROM {table} WHERE {ABOUT[table]}"
        f" EXCEPT SELECT {one} FROM {table} WHERE NOT ({ABOUT[table]})"
        for table, columns in COLUMNS.items()
        for one in columns
    ]
    parts.append("SELECT text FROM note WHERE id IN (SELECT value FROM json_each(:notes))")
    return {text for part in parts for (text,) in rows(part, asked) if text}


def holding(drafts: Iterable[Draft], texts: Iterable[str]) -> list[Draft]:
    """Those drafts in which one of ``texts`` stands, whatever signs a screen has made harmless: as
    a field of its own, or within one if it is long enough not to be there by chance."""
    sought = {_letters(text) for text in texts} - {""}
    return [draft for draft in drafts if _holds(draft, sought)]


def _holds(draft: Draft, sought: set[str]) -> bool:
    typed = [text for pair in draft.fields.values() for text, _key in pair]
    held = {_letters(text) for text in (draft.title, *typed)}
    return bool(held & sought) or any(
        text in one for text in sought if len(text) >= LONG for one in held
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text))).casefold()
