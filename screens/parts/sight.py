"""The line of sight as a tree: adopted goals, units' goals, people's own, and orphans apart."""

from __future__ import annotations

from collections.abc import Sequence

from models.goal import GoalCard, GoalEntry, goals_of
from models.goal_tree import GoalNode
from models.problems import Problem
from screens import goal_deeds
from screens.forms.goal import goal_form
from screens.goal_tree import GoalTree, TreeRow
from screens.parts.goals import GoalsPart
from screens.parts.part import Part
from tui import glyphs
from tui.desk import Desk
from tui.languages import _, day, number
from tui.widgets.cell_words import progress_cell
from tui.widgets.cells import Cell, Column, Key, View
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.page import Page
from tui.widgets.table import Table


class SightPart(GoalsPart):
    """The tree; what can be done to a goal elsewhere can be done here."""

    key = "line"

    def __init__(self, desk: Desk, page: Page, goal_id: int | None = None) -> None:
        Part.__init__(self, desk, page)
        self._first = goal_id
        self.tree = GoalTree(desk)
        self.table = Table(sight_columns(), self.tree, empty=_("No goals yet. n adds one."))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Goals")

    @property
    def row(self) -> GoalCard:
        """The goal under the cursor. ``mark-goals`` on the head of a group."""
        card = self._tree_row.card
        if card is None:
            raise Problem("mark-goals")
        return card

    @property
    def _tree_row(self) -> TreeRow:
        key = self.table.cursor_key
        row: TreeRow | None = None if key is None else self.table.row(key)
        return row or TreeRow("")

    async def begin(self) -> None:
        """Go to the goal that was asked for."""
        if self._first is not None:
            await self._show(self._first, await self.tree.way_to(self._first))

    def explain(self) -> str:
        """All there is to say of the goal's place."""
        row = self._tree_row
        if row.node is None or row.card is None:
            return ""
        parts = [row.node.title, _mark(row.node).text, _adopted(row.card), row.card.entry.meaning]
        if row.node.broken_on and not row.node.steps:
            parts.append(_("served {goal}").format(goal=row.card.serves))
        return " · ".join(part for part in parts if part)

    async def open(self) -> None:
        """Edit the goal; fold or unfold a group."""
        key = self.table.cursor_key
        if self._tree_row.card is None and key is not None:
            self.table.view = View(
                self.table.view.sort,
                self.table.view.descending,
                self.table.view.text,
                self.table.view.open ^ {key},
            )
        else:
            await self.edit()

    async def add(self) -> None:
        """A new goal that serves the one under the cursor, or what a person's own there serves."""
        at = await self.desk.in_open_year()
        card = self._tree_row.card
        serves, name = None, ""
        if card is not None:
            own = card.entry.person_id is not None
            serves, name = (
                (card.entry.serves_id, card.serves) if own else (card.id, card.entry.title)
            )
        start = GoalEntry(at.year, "", serves_id=serves)
        heading = self.desk.settings.municipality or self.desk.name
        if await self.page.ask(goal_form(self.desk, start, heading, serves=name, owned=True)):
            await self.page.written(_("The goal is added."))
            if serves is not None:
                here = self.table.cursor_key
                await self._show(here, await self.tree.way_to(serves) | {serves})

    async def link(self) -> None:
        """Choose what the marked goals serve; the cursor goes where its goal went."""
        here = self.table.cursor_key
        await super().link()
        if here is not None:
            await self._show(here, await self.tree.way_to(here))

    async def repeal(self) -> None:
        """Note a repeal, or take it back."""
        node = self._tree_row.node
        await goal_deeds.repeal(self.page, self.row, repealed=bool(node and node.repealed_on))

    async def narrow(self) -> None:
        """Show the goals of one kind."""
        choices = [Choice(kind, name) for kind, name in _kinds().items()]
        kind = await self.page.ask(Chooser(_("Show only"), choices))
        if kind is not None:
            self.tree.kind = kind
            await self.page.reload()

    async def chosen_cards(self) -> Sequence[GoalCard]:
        """The marked goals, else the one under the cursor."""
        numbers = [int(key) for key in self.table.marked if not isinstance(key, str)]
        if not numbers:
            return [self.row]
        return list((await self.desk.ask(goals_of, numbers)).values())

    async def _show(self, key: Key | None, opened: frozenset[Key]) -> None:
        """Unfold ``opened`` and go to ``key``."""
        view = self.table.view
        self.table.view = View(view.sort, view.descending, view.text, view.open | opened)
        if key is not None:
            self.table.go_to(key)


def sight_columns() -> tuple[Column[TreeRow], ...]:
    """The columns of the tree."""
    return (
        Column("goal", _("Goal"), _title, 32, grows=5, tree=True),
        Column("owner", _("Owner"), _owner, 12, grows=2),
        Column("carriers", _("People"), _carriers, 8, right=True),
        Column("progress", _("Progress"), _progress, 13, right=True, shed=1, sortable=False),
        Column("about", _("Adopted · what it means"), _about, 20, grows=5, sortable=False),
    )


def _title(row: TreeRow) -> Cell:
    if row.node is None:
        return Cell(f"{_groups()[str(row.key)]} ({number(row.size)})", "strong")
    closed = row.card is not None and row.card.entry.state != "open"
    return Cell(row.node.title, "muted" if closed or row.node.repealed_on else "")


def _owner(row: TreeRow) -> Cell:
    return Cell(row.node.owner if row.node else "", "muted")


def _carriers(row: TreeRow) -> Cell:
    if row.node is None or row.node.person_id is not None or row.node.repealed_on:
        return Cell("")
    return Cell(number(row.node.carriers), "" if row.node.carriers else "warn")


def _progress(row: TreeRow) -> Cell:
    return progress_cell(row.card) if row.card else Cell("")


def _about(row: TreeRow) -> Cell:
    """What is amiss with the goal's place; else who adopted it, or what it means for its owner."""
    if row.node is None or row.card is None:
        return Cell("")
    mark = _mark(row.node)
    if mark.text:
        return mark
    if row.node.adopted:
        return Cell(_adopted(row.card), "muted")
    return Cell(row.card.entry.meaning if row.node.person_id is not None else "")


def _mark(node: GoalNode) -> Cell:
    """A sign and words for what breaks the line at this goal; empty where nothing does."""
    signs = glyphs.current()
    if node.repealed_on:
        return Cell(
            f"{signs.overdue} " + _("repealed {day}").format(day=day(node.repealed_on)), "bad"
        )
    if node.unmeant:
        return Cell(f"{signs.not_planned} " + _("does not say what it means"), "warn")
    if node.in_line:
        return Cell("")
    if node.steps is None:
        return Cell(f"{signs.over} " + _("serves itself in the end"), "bad")
    if node.steps:
        return Cell(f"{signs.over} " + _("the line breaks above"), "warn")
    if node.broken_on:
        text = _("serves what was repealed {day}").format(day=day(node.broken_on))
        return Cell(f"{signs.overdue} {text}", "bad")
    if node.broken_year:
        return Cell(
            f"{signs.over} " + _("serves a goal of {year}").format(year=node.broken_year), "bad"
        )
    return Cell(f"{signs.not_planned} " + _("serves no goal"), "warn")


def _adopted(card: GoalCard) -> str:
    entry = card.entry
    when = day(entry.adopted_on) if entry.adopted_on else ""
    return " ".join(part for part in (entry.adopted_by, entry.case_no, when) if part)


def _groups() -> dict[str, str]:
    """The heads of the groups by the key of ``models.goal_tree.GROUPS``."""
    return {
        "without-line": _("Without line of sight"),
        "uncarried": _("Adopted, carried by nobody"),
        "repealed": _("Repealed"),
    }


def _kinds() -> dict[str, str]:
    """What the tree can be narrowed to, by the key of ``screens.goal_tree.KINDS``."""
    return {
        "all": _("Everything"),
        **_groups(),
        "without-meaning": _("In line, without what it means"),
        "adopted": _("Adopted goals"),
        "own": _("People's own goals"),
    }
