"""Which column of a file is which field, by its heading; what is uncertain is said, not guessed."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from models.problems import Problem
from models.transfer.columns.column import Column, Kind
from models.transfer.columns.headings import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Ambiguity(Struct, frozen=True):
    """Headings that could be several fields, or a field that several headings could be."""

    fields: tuple[str, ...]
    headings: tuple[str, ...]


class Match(Struct, frozen=True):
    """``columns`` is field → place of its cell in a row. ``unmatched`` headings are left alone
    (empty ones are not named), ``missing`` fields have no column; ``ambiguous`` ones are both."""

    columns: Mapping[str, int]
    unmatched: tuple[str, ...]
    ambiguous: tuple[Ambiguity, ...]
    missing: tuple[str, ...]


def match(
    headings: Sequence[str],
    fields: Sequence[Column],
    mapping: Mapping[str, str] | None = None,
    sample: Iterable[Sequence[str]] = (),
) -> Match:
    """Match ``headings`` with ``fields``.

    ``mapping`` (field → heading) comes from the user and goes before everything; it raises
    ``mapping-field-unknown``, ``mapping-heading-unknown`` (both with ``nearest``) or
    ``mapping-heading-twice``. A machine heading goes before words. Some files put a number and some
    a name under one heading (*Leder*): if the other of the pair has a column of its own, that
    settles it, else the cells of ``sample`` rows do; without either it is ambiguous.
    """
    chosen = _mapped(headings, fields, mapping or {})
    candidates = _candidates(headings, fields, chosen)
    rows = list(sample)
    ambiguous = []
    for place in sorted(candidates, key=lambda place: len(candidates[place])):
        names = [name for name in candidates[place] if not _named_alone(name, place, candidates)]
        names = names or candidates[place]
        if len(names) > 1:
            names = _by_content(names, [row[place] for row in rows if place < len(row)], fields)
        candidates[place] = names
        if len(names) > 1:
            ambiguous.append(Ambiguity(tuple(names), (headings[place],)))
    wanting = defaultdict(list)
    for place, names in candidates.items():
        if len(names) == 1:
            wanting[names[0]].append(place)
    for name, places in wanting.items():
        exact = [place for place in places if fold(headings[place]) == fold(name)]
        if len(places) == 1 or len(exact) == 1:
            chosen[name] = exact[0] if exact else places[0]
        else:
            ambiguous.append(Ambiguity((name,), tuple(headings[place] for place in places)))
    used = set(chosen.values())
    return Match(
        columns={column.name: chosen[column.name] for column in fields if column.name in chosen},
        unmatched=tuple(
            heading
            for place, heading in enumerate(headings)
            if heading.strip() and place not in used
        ),
        ambiguous=tuple(ambiguous),
        missing=tuple(column.name for column in fields if column.name not in chosen),
    )


def _mapped(
    headings: Sequence[str], fields: Sequence[Column], mapping: Mapping[str, str]
) -> dict[str, int]:
    chosen = {}
    for name, heading in mapping.items():
        check_field(name, fields)
        places = _places(headings, heading)
        if not places:
            raise Problem(
                "mapping-heading-unknown",
                name,
                heading=heading,
                nearest=_nearest(heading, [text for text in headings if text.strip()]),
            )
        if len(places) > 1:
            raise Problem("mapping-heading-twice", name, heading=heading)
        chosen[name] = places[0]
    return chosen


def check_field(name: str, fields: Sequence[Column]) -> Column:
    """The field called ``name``; ``mapping-field-unknown`` with the nearest if there is none."""
    for column in fields:
        if column.name == name:
            return column
    known = [column.name for column in fields]
    raise Problem("mapping-field-unknown", name, nearest=_nearest(name, known), known=tuple(known))


def _places(headings: Sequence[str], wanted: str) -> list[int]:
    """Where the heading stands: exactly so, else in the folded form."""
    exact = [place for place, text in enumerate(headings) if text.strip() == wanted.strip()]
    if len(exact) == 1:
        return exact
    return [
        place
        for place, text in enumerate(headings)
        if text.strip() and (fold(text) or text.strip()) == (fold(wanted) or wanted.strip())
    ]


def _candidates(
    headings: Sequence[str], fields: Sequence[Column], chosen: Mapping[str, int]
) -> dict[int, list[str]]:
    """Place → the fields that its heading names, without those that the user has settled."""
    taken = set(chosen.values())
    found = {}
    for place, heading in enumerate(headings):
        folded = fold(heading)
        names = [
            column.name
            for column in fields
            if column.name not in chosen and folded in column.headings
        ]
        if folded and names and place not in taken:
            found[place] = names
    return found


def _named_alone(name: str, place: int, candidates: Mapping[int, list[str]]) -> bool:
    """Whether another heading names this field and no other."""
    return any(names == [name] for other, names in candidates.items() if other != place)


def _by_content(names: list[str], cells: list[str], fields: Sequence[Column]) -> list[str]:
    """The fields that the cells look like: figures without spaces are a number, else a name."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return names
    numbers = sum(1 for cell in filled if re.fullmatch(r"\S*[0-9]\S*", cell))
    if numbers * 10 >= len(filled) * 9:
        wanted = Kind.IDENTIFIER
    elif numbers * 10 <= len(filled):
        wanted = Kind.TEXT
    else:
        return names
    kinds = {column.name: column.kind for column in fields}
    return [name for name in names if kinds[name] is wanted] or names


def _nearest(text: str, known: Sequence[str]) -> str | None:
    folded = {fold(name): name for name in known}
    found = difflib.get_close_matches(fold(text), list(folded), n=1, cutoff=0.5)
    return folded[found[0]] if found else None
