"""The rows of a tree: what is unfolded, or with a filter what fits and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.cells import FOLDED, LEAF, OPEN, Key, Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence, Set


def tree_listing(
    below: Callable[[Key | None], Sequence[Key]],
    unfolded: Set[Key],
    total: int,
    wanted: Set[Key] | None = None,
) -> Listing:
    """The listing of what lies ``below`` each key, None being the root.

    Of ``total`` rows it shows those whose way down is ``unfolded``; where ``wanted`` is given, all
    of these and no others.
    """
    keys: list[Key] = []
    depths: list[int] = []
    folds: list[int] = []

    def under(key: Key | None) -> Sequence[Key]:
        found = below(key)
        return found if wanted is None else [one for one in found if one in wanted]

    waiting = [(key, 0) for key in reversed(under(None))]
    while waiting:
        key, depth = waiting.pop()
        inside = under(key)
        is_open = wanted is not None or key in unfolded
        keys.append(key)
        depths.append(depth)
        folds.append(LEAF if not inside else OPEN if is_open else FOLDED)
        if is_open:
            waiting.extend((one, depth + 1) for one in reversed(inside))
    return Listing(keys, depths, folds, total)


def with_all_above(fitting: Iterable[Key], above: Callable[[Key], Key | None]) -> set[Key]:
    """``fitting`` with the way to each: what is ``above`` it, and above that, up to the root."""
    found: set[Key] = set()
    for key in fitting:
        at: Key | None = key
        while at is not None and at not in found:
            found.add(at)
            at = above(at)
    return found
