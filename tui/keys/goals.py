"""Commands about the line of sight: which goal serves which, repeals, one goal for many people."""

from __future__ import annotations

from tui.keys.command import ANYWHERE, Command
from tui.languages import N_

GOALS: tuple[Command, ...] = (
    Command(
        "go.line",
        ("L",),
        "app.go('line')",
        N_("Line of sight"),
        N_("The goals as a tree, from what was adopted to those who carry it"),
        (ANYWHERE,),
    ),
    Command(
        "goal.link",
        ("b",),
        "link",
        N_("Link"),
        N_("Choose the goal that the marked goals serve"),
        ("line",),
        3,
    ),
    Command(
        "goal.link-here",
        ("b",),
        "link",
        N_("Link"),
        N_("Choose the goal that the marked goals serve"),
        ("goals", "leader"),
    ),
    Command(
        "goal.unlink",
        ("B",),
        "unlink",
        N_("Unlink"),
        N_("Let the marked goals serve none"),
        ("line", "goals", "leader"),
    ),
    Command(
        "goal.repeal",
        ("R",),
        "repeal",
        N_("Repeal"),
        N_("Note that the adopted goal under the cursor was repealed, or is in force again"),
        ("line",),
    ),
    Command(
        "goal.for-many",
        ("T",),
        "give_to_many",
        N_("Goal for many"),
        N_("Fill in one goal and give it to all marked people"),
        ("people", "leader"),
    ),
)
