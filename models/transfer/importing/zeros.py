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
    unknown, known = set(unknown), set(known)
    if not unknown or not known:
        return {}
    if any(map(_padded, chain(unknown, beside))) and any(map(_padded, known)):
        return {}
    wanted = Counter(filter(None, map(_bare, unknown)))
    found = defaultdict(list)
    for number in known:
        if _bare(number) in wanted:
            found[_bare(number)].append(number)
    if any(len(numbers) > 1 for numbers in found.values()):
        return {}
    if any(wanted[bare] > 1 for bare in found):
        return {}
    return {number: found[_bare(number)][0] for number in unknown if _bare(number) in found}


def _padded(number: str) -> bool:
    return len(number) > 1 and number[0] == "0"


def _bare(number: str) -> str:
    return number.lstrip("0")
