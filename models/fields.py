"""Column types and the part every stored record has in common."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from peewee import DateTimeField, IntegerField, Model

from models.database import database


class ScaledField(IntegerField):
    """A decimal kept as a whole number, so that SQL compares and sums it exactly.

    SQLite would make a binary fraction of a decimal: the sum of three 0.1 would not be 0.3.
    """

    scale = 1

    def db_value(self, value: Any) -> int | None:
        return None if value is None else scaled(Decimal(value), self.scale)

    def python_value(self, value: Any) -> Decimal | None:
        return None if value is None else unscaled(value, self.scale)


class MillionthsField(ScaledField):
    """A goal's or a measurement's value: up to six decimals."""

    scale = 1_000_000


class PercentField(ScaledField):
    """Per cent with two decimals: a full post is 100, kept as 10,000."""

    scale = 100


def scaled(value: Decimal, scale: int) -> int:
    """The whole number that stands for ``value``."""
    return int((value * scale).to_integral_value())


def unscaled(number: int, scale: int) -> Decimal:
    """The decimal that ``number`` stands for, without needless zeros."""
    value = Decimal(number) / scale
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


class Record(Model):
    """A stored record: ``revision`` counts its edits, and one that is removed stays."""

    revision = IntegerField(default=0)
    removed_at = DateTimeField(null=True)

    confidential: frozenset[str] = frozenset()
    """Columns whose contents never reach the journal."""

    class Meta:
        database = database
        legacy_table_names = False
        only_save_dirty = True
