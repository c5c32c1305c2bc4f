"""Commands about the row under the cursor, or the rows of a list."""

from __future__ import annotations

from tui.keys.command import (
    ANYWHERE,
    DIALOGUE,
    EDITED,
    EXPORTED,
    FIRST,
    LISTS,
    WITH_LIST_KEYS,
    Command,
)
from tui.languages import N_

ROWS: tuple[Command, ...] = (
    Command(
        "open", ("enter",), "open", N_("Open"), N_("Open what the cursor is on"), WITH_LIST_KEYS, 1
    ),
    Command(
        "find",
        ("slash",),
        "find",
        N_("Search"),
        N_("Show only rows that hold what you type"),
        LISTS,
        2,
    ),
    Command(
        "new",
        ("n",),
        "new",
        N_("New"),
        N_("Add something of the kind shown here"),
        (*EDITED, FIRST, DIALOGUE),
        5,
    ),
    Command(
        "edit", ("e",), "edit", N_("Edit"), N_("Edit what the cursor is on"), (*EDITED, DIALOGUE), 6
    ),
    Command(
        "edit.person", ("P",), "edit_person", N_("Person"), N_("Edit the person shown"), ("leader",)
    ),
    Command(
        "remove",
        ("d", "delete"),
        "remove",
        N_("Remove"),
        N_("Remove what the cursor is on; it can be taken back"),
        (*EDITED, DIALOGUE),
    ),
    Command("undo", ("u",), "undo", N_("Undo"), N_("Undo your own last change"), (ANYWHERE,)),
    Command(
        "history",
        ("W",),
        "history",
        N_("History"),
        N_("Show in the journal what was done to what the cursor is on"),
        (ANYWHERE,),
    ),
    Command(
        "redo",
        ("ctrl+r",),
        "redo",
        N_("Redo"),
        N_("Do again what you undid last"),
        (ANYWHERE,),
    ),
    Command(
        "measure",
        ("m",),
        "measure",
        N_("Measure"),
        N_("Enter a measured value for the goal under the cursor"),
        ("leader", "goals", "line", DIALOGUE),
    ),
    Command(
        "measurements",
        ("M",),
        "measurements",
        N_("Values"),
        N_("Show the measured values of the goal under the cursor"),
        ("leader", "goals", "line"),
    ),
    Command(
        "keep",
        ("o",),
        "keep",
        N_("Kept"),
        N_("Record that the commitment under the cursor was kept"),
        ("leader", "commitments", DIALOGUE),
    ),
    Command(
        "commitments.drop",
        ("D",),
        "drop",
        N_("Drop"),
        N_("Drop the marked commitments, with a reason"),
        ("leader", "commitments"),
    ),
    Command(
        "commitments.hand-over",
        ("O",),
        "hand_over",
        N_("Hand over"),
        N_("Give a leader's open commitments to somebody else, or drop them"),
        ("leader", "commitments"),
    ),
    Command(
        "behind",
        ("b",),
        "behind",
        N_("Behind"),
        N_("Show the people behind a figure of the unit under the cursor"),
        ("dashboard",),
    ),
    Command(
        "filter",
        ("f",),
        "filter",
        N_("Filter"),
        N_("Show only rows of one kind"),
        (
            *("dashboard", "people", "leader", "commitments", "flags", "what-if"),
            *("agreements", "line", "journal"),
        ),
    ),
    Command(
        "sort", ("s",), "sort", N_("Sort"), N_("Sort by a column; again turns it round"), LISTS
    ),
    Command(
        "flags.here",
        ("w",),
        "flags",
        N_("Flags"),
        N_("Show the flags of what the cursor is on, with all that is under it"),
        ("dashboard", "leader"),
        7,
    ),
    Command(
        "export", ("x",), "export", N_("Export"), N_("Write rows to a CSV or XLSX file"), EXPORTED
    ),
)
