"""The units as the dashboard's table asks for them: a tree that folds, sorts and filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from models.folding import fold
from models.units import UnitHead, UnitRow, Units
from tui.languages import _, number
from tui.widgets.cell_words import dialogue_cell, flags_cell, share_cell, span_cell
from tui.widgets.cells import Cell, Column, Key, Listing, View
from tui.widgets.tree_listing import tree_listing, with_all_above

KINDS: Mapping[str, Callable[[UnitRow], bool]] = {
    "all": lambda _unit: True,
    "not-planned": lambda unit: unit.status == "not-planned",
    "overdue": lambda unit: unit.status == "overdue",
    "planned": lambda unit: unit.status == "planned",
    "held": lambda unit: unit.status in {"held", "agreed"},
    "over-limit": lambda unit: unit.span_flag in {"span-over", "span-severe"},
    "vacant": lambda unit: unit.leader_id is None,
}

SORTS: Mapping[str, Callable[[UnitRow], Any]] = {
    "unit": lambda unit: unit.sort_key,
    "leader": lambda unit: unit.leader.casefold(),
    "dialogue": lambda unit: unit.status,
    "span": lambda unit: unit.span or 0,
    "goals": lambda unit: unit.staff_with_goals / unit.staff if unit.staff else 0,
    "flags": lambda unit: unit.flags,
    "staff": lambda unit: unit.staff,
    "held": lambda unit: unit.leaders_held / unit.leaders if unit.leaders else 0,
    "staff-held": lambda unit: unit.staff_held / unit.staff_asked if unit.staff_asked else 0,
}


def unit_columns(goal_bar: int, staff_talks: bool = False) -> tuple[Column[UnitRow], ...]:
    """The dashboard's columns; the bar of the goals is ``goal_bar`` cells wide. ``staff_talks``:
    the round asks the staff, so that how far their dialogues are is told too."""
    talks = Column("staff-held", _("Staff held"), _once_known(_staff_held), 11, right=True, shed=1)
    return (
        Column("unit", _("Unit"), lambda unit: Cell(unit.name), 20, grows=3, tree=True),
        Column("leader", _("Leader"), _leader, 13, grows=2),
        Column("dialogue", _("Dialogue"), _once_known(_dialogue), 17),
        Column("held", _("Held"), _once_known(_held), 7, right=True, shed=2),
        *((talks,) if staff_talks else ()),
        Column(
            "staff",
            _("Staff"),
            _once_known(lambda unit: Cell(number(unit.staff))),
            7,
            right=True,
            shed=3,
        ),
        Column("span", _("Span"), _once_known(_span), 5, right=True),
        Column(
            "goals",
            _("Own goals"),
            _once_known(lambda unit: share_cell(unit.staff_with_goals, unit.staff, goal_bar)),
            max(goal_bar + 6, 9),
            right=True,
        ),
        Column(
            "flags",
            _("Flags"),
            _once_known(lambda unit: flags_cell(unit.flags, unit.severe_flags)),
            7,
            right=True,
        ),
    )


def _once_known(cell: Callable[[UnitRow], Cell]) -> Callable[[UnitRow], Cell]:
    """``cell``, empty while it is still to come: the figures above the list say so."""
    return lambda unit: cell(unit) if unit.known else Cell("")


def _span(unit: UnitRow) -> Cell:
    return span_cell(unit.span, unit.span_flag)


def _leader(unit: UnitRow) -> Cell:
    return Cell(unit.leader) if unit.leader else Cell(_("vacant"), "warn")


def _dialogue(unit: UnitRow) -> Cell:
    return dialogue_cell(
        unit.status, unit.planned_on, unit.planned_time, unit.held_on, unit.agreed_on
    )


def _held(unit: UnitRow) -> Cell:
    return _part_cell(unit.leaders_held, unit.leaders)


def _staff_held(unit: UnitRow) -> Cell:
    return _part_cell(unit.staff_held, unit.staff_asked)


def _part_cell(part: int, whole: int) -> Cell:
    return Cell(f"{number(part)}/{number(whole)}" if whole else "")


class UnitTree:
    """The units of a dashboard; ``kind`` narrows them to those of one kind."""

    def __init__(self, units: Units) -> None:
        self.kind = "all"
        self.units = units

    def first_open(self) -> frozenset[Key]:
        """What is unfolded at first: two levels where they fit on a few screens, else one."""
        below = self.units.below
        tops = below(None)
        second = [unit for top in tops for unit in below(top)]
        if sum(len(below(unit)) for unit in second) <= 100:
            return frozenset([*tops, *second])
        return frozenset(tops)

    def listing_now(self, view: View) -> Listing:
        """The rows of ``view``: with a filter, what fits and everything above it, unfolded."""
        return tree_listing(
            lambda key: self._sorted(key, view), view.open, len(self.units), self._wanted(view)
        )

    def rows_now(self, keys: Iterable[Key]) -> dict[Key, UnitRow]:
        """The units of these keys."""
        units = ((key, self.units.get(int(key))) for key in keys)
        return {key: unit for key, unit in units if unit is not None}

    def best_fit(self, view: View) -> int | None:
        """The unit that the filter text of ``view`` means: one whose name begins so, else the first
        that fits. What is listed above it is only the way there."""
        wanted = fold(view.text)
        words = wanted.split()
        keys = self.listing_now(view).keys if words else ()
        listed = [self.units.heads[int(key)] for key in keys]
        fitting = [unit for unit in listed if self._fits(unit, words)]
        begins = (unit.id for unit in fitting if self._begins(unit, wanted))
        return next(begins, fitting[0].id if fitting else None)

    async def listing(self, view: View) -> Listing:
        """As :meth:`listing_now`."""
        return self.listing_now(view)

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, UnitRow]:
        """As :meth:`rows_now`."""
        return self.rows_now(keys)

    def _wanted(self, view: View) -> set[Key] | None:
        """The units that fit, with all above them; None where nothing narrows."""
        words = fold(view.text).split()
        if not words and self.kind == "all":
            return None
        heads = self.units.heads
        fitting = [unit.id for unit in heads.values() if self._fits(unit, words)]
        return with_all_above(fitting, lambda key: heads[int(key)].parent_id)

    def _fits(self, unit: UnitHead, words: Sequence[str]) -> bool:
        return all(word in unit.search for word in words) and (
            self.kind == "all" or KINDS[self.kind](self.units[unit.id])
        )

    def _begins(self, unit: UnitHead, wanted: str) -> bool:
        # The text that is searched begins with the name: seldom is a record made to be looked at.
        return unit.search.startswith(wanted) and fold(self.units[unit.id].name).startswith(wanted)

    def _sorted(self, parent: Key | None, view: View) -> list[int]:
        units = self.units.below(None if parent is None else int(parent))
        if view.sort is None:
            return units
        key = SORTS[view.sort]
        return sorted(units, key=lambda unit: key(self.units[unit]), reverse=view.descending)
