"""The lists that the sample municipality is put together from: one file each in ``lists/``."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "lists"


def table(name: str) -> list[dict[str, str]]:
    """The lines of ``name``.csv by heading."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


def words(name: str) -> list[str]:
    """The lines of ``name``.txt."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split()


def value(text: str) -> Decimal | None:
    """The figure in a cell; None for an empty one."""
    return Decimal(text) if text else None


def draws(topic: str) -> Random:
    """A generator of its own for each topic: a change in one leaves the others as they were."""
    return Random(f"nordvik {topic}")  # noqa: S311 (the same each time is what is wanted)
