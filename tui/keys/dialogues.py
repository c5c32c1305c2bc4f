"""Commands about somebody's dialogue in the round that is on."""

from __future__ import annotations

from tui.keys.command import DIALOGUE, Command
from tui.languages import N_

DIALOGUES: tuple[Command, ...] = (
    Command(
        "dialogue.plan",
        ("p",),
        "plan",
        N_("Plan"),
        N_("Plan the dialogue of the leader under the cursor"),
        ("dashboard", "people", "leader", "dialogues", "flags", "plan", DIALOGUE),
        3,
    ),
    Command(
        "dialogue.hold",
        ("r",),
        "hold",
        N_("Held"),
        N_("Record that the dialogue was held"),
        ("dashboard", "people", "leader", "dialogues", "flags", "year", "plan", DIALOGUE),
        4,
    ),
    Command(
        "dialogue.exempt",
        ("t",),
        "exempt",
        N_("Exempt"),
        N_("Let somebody go without a dialogue in this round, with a reason"),
        ("dashboard", "people", "leader", "dialogues", "flags", "year", DIALOGUE),
    ),
    Command(
        "appraisal",
        ("S",),
        "appraisal",
        N_("Appraisal"),
        N_("Note a medarbeidersamtale that was held apart from the results dialogue"),
        ("people", "leader"),
    ),
    Command(
        "confirm",
        ("a",),
        "confirm",
        N_("Agreed"),
        N_("Record that both sides confirmed what was agreed, or one of them"),
        ("leader", "dialogues", "year", DIALOGUE),
    ),
    Command(
        "reopen",
        ("R",),
        "reopen",
        N_("Reopen"),
        N_("Take the confirmations back, so that the dialogue can be changed"),
        ("leader", "dialogues", DIALOGUE),
    ),
    Command(
        "cancel",
        ("c",),
        "cancel",
        N_("Call off"),
        N_("Call off the planned dialogue, with a reason"),
        ("leader", "dialogues", "plan", DIALOGUE),
    ),
    Command(
        "dialogue.print",
        ("U",),
        "print_out",
        N_("Print"),
        N_("Put the basis or the agreement of the dialogue on paper"),
        ("leader", "dialogues", DIALOGUE),
    ),
    Command(
        "report",
        ("U",),
        "report",
        N_("Report"),
        N_("Put on paper where the round stands"),
        ("dashboard",),
    ),
)
