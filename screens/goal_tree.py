"""The goals as the line of sight's table asks for them: adopted ones at the root, orphans apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from models.folding import fold, sort_key
from models.goal import GoalCard, goals_of
from models.goal_tree import GROUPS, GoalNode, goal_nodes
from tui.desk import Desk
from tui.widgets.cells import FOLDED, LEAF, OPEN, Key, Listing, View


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
        keys: list[Key] = []
        depths: list[int] = []
        folds: list[int] = []
        waiting = [(key, 0) for key in reversed(self._under(None, view))]
        while waiting:
            key, depth = waiting.pop()
            if wanted is not None and key not in wanted:
                continue
            below = self._under(key, view)
            if wanted is not None:
                below = [one for one in below if one in wanted]
            is_open = wanted is not None or key in view.open
            keys.append(key)
            depths.append(depth)
            folds.append(LEAF if not below else OPEN if is_open else FOLDED)
            if is_open:
                waiting.extend((one, depth + 1) for one in reversed(below))
        return Listing(keys, depths, folds, total=len(self._nodes))

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
        above: list[Key] = []
        at = self._place(self._nodes[key]) if key in self._nodes else None
        while at is not None:
            above.append(at)
            at = self._place(self._nodes[at]) if at in self._nodes else None
        return frozenset(above)

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
        found: set[Key] = set()
        for node in self._nodes.values():
            if self._fits(node, words):
                at: Key | None = node.id
                while at is not None and at not in found:
                    found.add(at)
                    at = self._place(self._nodes[at]) if at in self._nodes else None
        return found

    def _fits(self, node: GoalNode, words: Sequence[str]) -> bool:
        if not KINDS[self.kind](node):
            return False
        where = fold(f"{node.title} {node.owner}") if words else ""
        return all(word in where for word in words)

    def _under(self, key: Key | None, view: View) -> list[Key]:
        nodes = self._below.get(key, [])
        order = SORTS.get(view.sort or "")
        if order is not None:
            nodes = sorted(nodes, key=order, reverse=view.descending)
        groups: Iterable[Key] = self._counts if key is None else ()
        return [*(node.id for node in nodes), *groups]
