"""Numbers that have lost their leading zeros in one place and kept them in another."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def zeros_apart(
    unknown: Iterable[str], known: Iterable[str], beside: Iterable[str] = ()
) -> dict[str, str]:
    """Unknown number → the known one that it is but for leading zeros.

    Empty unless it is a matter of the whole column: every match is the only one, and either all
    numbers of the one side (``unknown`` and those ``beside`` it) or all of the other have no
    leading zero. All numbers are folded.
    """
    unknown = set(unknown)
    if not unknown:
        return {}
    padded = any(map(_padded, chain(unknown, beside)))
    wanted = Counter(filter(None, map(_bare, unknown)))
    found = defaultdict(set)
    for number in known:
        if padded and _padded(number):
            return {}
        if _bare(number) in wanted:
            found[_bare(number)].add(number)
    if any(len(numbers) > 1 or wanted[bare] > 1 for bare, numbers in found.items()):
        return {}
    known_as = {bare: number for bare, (number,) in found.items()}
    return {number: known_as[_bare(number)] for number in unknown if _bare(number) in known_as}


def _padded(number: str) -> bool:
    return len(number) > 1 and number[0] == "0"


def _bare(number: str) -> str:
    return number.lstrip("0")
