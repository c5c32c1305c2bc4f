"""How the rows of a file name units: each different way once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.transfer.cells.values import fold_id

if TYPE_CHECKING:
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


def mentions(staged: Staged) -> tuple[dict[Mention, int], list[Mention | None]]:
    """Every different mention with its first line, and the mention of each row."""
    first: dict[Mention, int] = {}
    of_rows: list[Mention | None] = []
    known: dict[tuple[str | None, ...], Mention | None] = {}
    columns = [staged.column(name) for name in FIELDS]
    for row, cells in enumerate(zip(*columns, strict=True)):
        if row in staged.bad:
            of_rows.append(None)
            continue
        if cells not in known:
            mention = Mention(*cells)
            known[cells] = mention if mention.code or mention.name else None
            if known[cells]:
                first[mention] = staged.lines[row]
        of_rows.append(known[cells])
    return first, of_rows


def alike(name: str) -> str:
    """The form in which names of units are compared: case and surplus space do not count."""
    return " ".join(name.casefold().split())


def same_code(one: str | None, other: str | None) -> bool:
    """Whether two codes, both there, are one."""
    return one is not None and other is not None and fold_id(one) == fold_id(other)
