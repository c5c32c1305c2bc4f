"""What the user settles about a file himself: ``FIELD=COLUMN`` and ``FIELD:FOUND=MEANT``."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from models.problems import Problem
from models.transfer.columns.headings import fold
from models.transfer.importing.matching import check_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.transfer.columns.column import Column


def parse_mapping(arguments: Iterable[str]) -> dict[str, str]:
    """``["unit_code=ansvar"]`` → ``{"unit_code": "ansvar"}``.

    ``mapping-malformed`` when a side is wanting, ``mapping-repeated`` when a field has two columns.
    """
    mapping: dict[str, str] = {}
    for argument in arguments:
        name, sign, heading = argument.partition("=")
        name, heading = _field(name), heading.strip()
        if not (sign and name and heading):
            raise Problem("mapping-malformed", "map", value=argument)
        if mapping.get(name, heading) != heading:
            raise Problem("mapping-repeated", name, first=mapping[name], second=heading)
        mapping[name] = heading
    return mapping


def parse_values(arguments: Iterable[str]) -> dict[str, dict[str, str]]:
    """``["direction:Ascending=less"]`` → ``{"direction": {"ascending": "less"}}``.

    What was found is folded. It may hold ``=``, what is meant may not; an empty meaning says that
    the word stands for nothing (``leader_no:XX=``). ``value-malformed``, ``value-repeated``.
    """
    values: dict[str, dict[str, str]] = {}
    for argument in arguments:
        name, colon, rest = argument.partition(":")
        found, sign, meant = rest.rpartition("=")
        name, found, meant = _field(name), fold(found) or found.strip(), meant.strip()
        if not (colon and sign and name and found):
            raise Problem("value-malformed", "value", value=argument)
        known = values.setdefault(name, {})
        if known.get(found, meant) != meant:
            raise Problem("value-repeated", name, value=argument)
        known[found] = meant
    return values


def check_values(values: Mapping[str, Mapping[str, str]], fields: Sequence[Column]) -> None:
    """Refuse fields and meanings that do not exist: ``mapping-field-unknown``,
    ``value-meaning-unknown`` (with ``nearest`` and ``known``)."""
    for name, meanings in values.items():
        column = check_field(name, fields)
        if column.choices is None:
            continue
        for meant in meanings.values():
            if meant and fold(meant) not in column.choices.recognised:
                known = column.choices.machines
                near = difflib.get_close_matches(meant, known, n=1, cutoff=0.5)
                raise Problem(
                    "value-meaning-unknown",
                    name,
                    value=meant,
                    nearest=near[0] if near else None,
                    known=known,
                )


def _field(text: str) -> str:
    return text.strip().lower().replace("-", "_")
