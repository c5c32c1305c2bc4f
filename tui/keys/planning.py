"""Commands of planning: the calendar of the year, proposals, calendar files."""

from __future__ import annotations

from tui.keys.command import DIALOGUE, Command
from tui.languages import N_

PLANNING: tuple[Command, ...] = (
    Command(
        "hand-over",
        ("v",),
        "hand_over_talk",
        N_("Hand over"),
        N_("Let somebody else hold the dialogue"),
        ("dashboard", "people", "leader", "dialogues", "flags", "plan", DIALOGUE),
    ),
    Command(
        "calendar",
        ("I",),
        "calendar",
        N_("Calendar file"),
        N_("Write dialogues to a calendar file (ICS) for Outlook and the like"),
        ("leader", "dialogues", "plan", DIALOGUE),
    ),
    Command(
        "plan.previous-week",
        ("left", "h"),
        "week(-1)",
        N_("Week back"),
        N_("Go to the week before"),
        ("plan",),
    ),
    Command(
        "plan.next-week",
        ("right", "l"),
        "week(1)",
        N_("Week on"),
        N_("Go to the week after"),
        ("plan",),
    ),
    Command(
        "plan.previous-year",
        ("less_than_sign",),
        "year(-1)",
        N_("Year back"),
        N_("Show the year before"),
        ("plan",),
        5,
    ),
    Command(
        "plan.next-year",
        ("greater_than_sign",),
        "year(1)",
        N_("Year on"),
        N_("Show the year after"),
        ("plan",),
        6,
    ),
    Command(
        "plan.today",
        ("full_stop",),
        "today",
        N_("Today"),
        N_("Go to the week that it is"),
        ("plan",),
        7,
    ),
    Command(
        "proposal.accept",
        ("ctrl+s",),
        "accept",
        N_("Plan those marked"),
        N_("Plan the dialogues that are marked as proposed"),
        ("proposal",),
        3,
    ),
    Command(
        "proposal.edit",
        ("e",),
        "edit",
        N_("Change"),
        N_("Change day, time or conductor of the row"),
        ("proposal",),
        4,
    ),
)
"""Commands that are about when dialogues are held, and by whom."""
