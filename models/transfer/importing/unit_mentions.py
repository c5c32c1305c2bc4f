"""How the rows of a file name units: each different way once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.transfer.cells.values import fold_id
from models.transfer.importing.packed import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.transfer.importing.staging import Staged

FIELDS = ("unit_code", "unit", "unit_kind", "parent_unit_code", "parent_unit")


class Mention(NamedTuple):
    """The unit cells of a row; what is empty is unsaid."""

    code: str | None
    name: str | None
    kind: str | None
    parent_code: str | None
    parent: str | None

    @property
    def names_itself_above(self) -> bool:
        """Whether the unit above has this one's name; only the codes can tell them apart."""
        return (
            self.parent_code is None
            and self.parent is not None
            and self.name is not None
            and alike(self.name) == alike(self.parent)
        )


def mentions(staged: Staged) -> tuple[dict[Mention, int], Words]:
    """Every different mention with its first line, and the mention of each row; ``None`` where the
    row has none or is bad."""
    cells = staged.side_by_side(*FIELDS)
    different = [Mention(*one) if one[0] or one[1] else None for one in cells.values]
    of_rows = Words([*different, None], cells.places)
    for row in staged.bad:
        of_rows.places[row] = len(different)
    first: dict[Mention, int] = {}
    for row in _first_rows(of_rows):
        mention = of_rows[row]
        if mention:
            first.setdefault(mention, staged.lines[row])
    return first, of_rows


def _first_rows(cells: Words) -> Iterator[int]:
    """The rows in which something comes for the first time."""
    waiting = bytearray([1]) * len(cells.values)
    for row, place in enumerate(cells.places):
        if waiting[place]:
            waiting[place] = 0
            yield row


def alike(name: str) -> str:
    """The form in which names of units are compared: case and surplus space do not count."""
    return " ".join(name.casefold().split())


def same_code(one: str | None, other: str | None) -> bool:
    """Whether two codes, both there, are one."""
    return one is not None and other is not None and fold_id(one) == fold_id(other)
