"""Finding the one person that is meant, also one who has ended or was removed."""

from __future__ import annotations

from msgspec import Struct

from models.database import rows
from models.folding import fold
from models.problems import Problem

FOUND = (
    "SELECT p.id, p.name, p.status, coalesce(u.name, ''), p.removed_at IS NOT NULL,"
    " (SELECT count(*) FROM unit WHERE leader_id = p.id AND removed_at IS NULL)"
    " FROM person p LEFT JOIN unit u ON u.id = p.unit_id WHERE p.purged_on IS NULL AND "
)


class Found(Struct, frozen=True):
    """A person, and what speaks against erasing them: ``status`` is ``active``, ``leave`` or
    ``ended``, ``leads`` how many units."""

    id: int
    name: str
    status: str
    unit: str
    removed: bool
    leads: int

    @property
    def is_here(self) -> bool:
        """Whether the person still works or leads here."""
        return not self.removed and (self.status != "ended" or self.leads > 0)


def find_person(text: str) -> Found:
    """Who has this employee number, else this name, else every word of it in name and number.

    Raises ``nothing-found``, or ``several-found`` with ``count`` and ``names``.
    """
    words = fold(text).split()
    by_words = " AND ".join(["instr(p.search, ?)"] * len(words)) or "0"
    for condition, values in (
        ("p.employee_no = ? COLLATE NOCASE", [text.strip()]),
        ("p.name = ? COLLATE NOCASE", [text.strip()]),
        (by_words, words),
    ):
        found = [Found(*one) for one in rows(f"{FOUND}{condition} ORDER BY p.sort_key", values)]
        if len(found) > 1:
            names = ", ".join(f"{one.name} ({one.unit})" for one in found[:5])
            raise Problem("several-found", text=text, count=len(found), names=names)
        if found:
            return found[0]
    raise Problem("nothing-found", text=text)
