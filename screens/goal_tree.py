"""The goals as the line of sight's table asks for them: adopted ones at the root, orphans apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from models.folding import fold, sort_key
from models.goal import GoalCard, goals_of
from models.goal_tree import GROUPS, GoalNode, goal_nodes
from tui.desk import Desk
from tui.widgets.cells import Key, Listing, View
from tui.widgets.tree_listing import tree_listing, with_all_above


class TreeRow(NamedTuple):
    """A goal with its card, or the head of a group with the ``size`` of it."""

    key: Key
    node: GoalNode | None = None
    card: GoalCard | None = None
    size: int = 0


KINDS: Mapping[str, Callable[[GoalNode], bool]] = {
    "all": lambda _node: True,
    "without-line": lambda node: not node.in_line and node.repealed_on is None,
    "uncarried": lambda node: node.group == "uncarried",
    "without-meaning": lambda node: node.unmeant,
    "repealed": lambda node: node.repealed_on is not None,
    "adopted": lambda node: node.adopted,
    "own": lambda node: node.person_id is not None,
}

SORTS: Mapping[str, Callable[[GoalNode], Any]] = {
    "goal": lambda node: sort_key(node.title),
    "owner": lambda node: sort_key(node.owner),
    "carriers": lambda node: node.carriers,
}


@lru_cache(65_536)
def _searched(title: str, owner: str) -> str:
    """What a goal is found by; folding them anew for each letter would hold the typing up."""
    return fold(f"{title} {owner}")


class GoalTree:
    """The goals of the year that is on; ``kind`` narrows them to those of one of :data:`KINDS`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._nodes: dict[Key, GoalNode] = {}
        self._below: dict[Key | None, list[GoalNode]] = {}
        self._counts: dict[Key, int] = {}
        self.kind = "all"

    async def listing(self, view: View) -> Listing:
        """The rows of ``view``: with a filter, what fits and everything above it, unfolded."""
        await self._read()
        wanted = self._wanted(view.text)
        return tree_listing(lambda key: self._under(key, view), view.open, len(self._nodes), wanted)

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, TreeRow]:
        """The goals and groups of these keys."""
        numbers = [int(key) for key in keys if key in self._nodes]
        cards = await self._desk.ask(goals_of, numbers)
        found: dict[Key, TreeRow] = {
            key: TreeRow(key, self._nodes[key], cards[key]) for key in numbers if key in cards
        }
        for key in keys:
            if key in self._counts:
                found[key] = TreeRow(key, size=self._counts[key])
        return found

    async def way_to(self, key: Key) -> frozenset[Key]:
        """What must be unfolded for ``key`` to be seen."""
        await self._read()
        return frozenset(with_all_above([key], self._above) - {key})

    def best_found(self, text: str) -> Key | None:
        """The goal that ``text`` means: one that begins so, else the first that holds it."""
        words = fold(text).split()
        fitting = [node for node in self._nodes.values() if words and self._fits(node, words)]
        begins = (node.id for node in fitting if fold(node.title).startswith(fold(text)))
        return next(begins, fitting[0].id if fitting else None)

    async def _read(self) -> None:
        nodes = await self._desk.ask(goal_nodes, await self._desk.at())
        self._nodes = {node.id: node for node in nodes}
        self._below = {}
        for node in nodes:
            self._below.setdefault(self._place(node), []).append(node)
        inside = {group: sum(1 for _ in self._within(group)) for group in GROUPS}
        self._counts = {group: count for group, count in inside.items() if count}

    def _place(self, node: GoalNode) -> Key | None:
        """What the goal hangs under: its group, the goal it serves, or nothing."""
        return node.group or node.above_id

    def _above(self, key: Key) -> Key | None:
        """What the goal of this key hangs under; groups hang under nothing."""
        return self._place(self._nodes[key]) if key in self._nodes else None

    def _within(self, group: Key) -> Iterable[GoalNode]:
        """What a group counts: goals without a line all the way down, of the others the heads."""
        for node in self._below.get(group, []):
            yield node
            if group == "without-line":
                yield from self._within(node.id)

    def _wanted(self, text: str) -> set[Key] | None:
        """The goals that fit, with all above them; None where nothing narrows."""
        words = fold(text).split()
        if not words and self.kind == "all":
            return None
        fitting = [node.id for node in self._nodes.values() if self._fits(node, words)]
        return with_all_above(fitting, self._above)

    def _fits(self, node: GoalNode, words: Sequence[str]) -> bool:
        if not KINDS[self.kind](node):
            return False
        where = _searched(node.title, node.owner) if words else ""
        return all(word in where for word in words)

    def _under(self, key: Key | None, view: View) -> list[Key]:
        nodes = self._below.get(key, [])
        order = SORTS.get(view.sort or "")
        if order is not None:
            nodes = sorted(nodes, key=order, reverse=view.descending)
        groups: Iterable[Key] = self._counts if key is None else ()
        return [*(node.id for node in nodes), *groups]
