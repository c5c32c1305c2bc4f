"""What a column and a table are; the columns themselves stand in ``table.py``."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from models.transfer.columns.headings import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.transfer.columns.choices import Choices


class Kind(Enum):
    """What stands in a column's cells; each is named with the Python value it stands for."""

    TEXT = "text"
    """``str``."""
    IDENTIFIER = "identifier"
    """``str``: a number that nobody counts with, so its leading zeros stay."""
    DECIMAL = "decimal"
    """``Decimal``."""
    PERCENT = "percent"
    """``Decimal``, per cent of a full post: 100 is full."""
    FRACTION = "fraction"
    """``Decimal``: 0.5 is half."""
    COUNT = "count"
    """``int``."""
    DAY = "day"
    """``date``."""
    MOMENT = "moment"
    """``datetime``, or ``date`` when the hour is not known."""
    PERIOD = "period"
    """:class:`models.transfer.cells.days.Period`: a day, a year, or several years."""
    CHOICE = "choice"
    """``str``, a machine word of the column's ``choices``."""
    FLAG = "flag"
    """``bool``."""


class Column(Struct, frozen=True, dict=True):
    """A column: ``name`` is its machine heading, and the field that import errors are about."""

    name: str
    kind: Kind
    words: Mapping[str, str]
    """The heading in words, by language."""
    aliases: tuple[str, ...] = ()
    choices: Choices | None = None

    @cached_property
    def headings(self) -> frozenset[str]:
        """Every heading it is known by, folded."""
        return frozenset(fold(text) for text in (self.name, *self.words.values(), *self.aliases))


class Table(Struct, frozen=True):
    """What an export writes: ``words`` name its sheet in a workbook."""

    name: str
    words: Mapping[str, str]
    columns: tuple[Column, ...]
