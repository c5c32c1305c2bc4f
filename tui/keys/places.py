"""Commands that lead from place to place."""

from __future__ import annotations

from tui.keys.command import ANYWHERE, DIALOGUE, FIRST, Command
from tui.languages import N_

PLACES: tuple[Command, ...] = (
    Command(
        "import",
        ("i",),
        "import_file",
        N_("Import"),
        N_("Read people and units from a CSV or XLSX file"),
        ("dashboard", "people", FIRST),
    ),
    Command(
        "sample",
        ("s",),
        "sample",
        N_("Sample"),
        N_("Look at the sample municipality, in a throw-away database"),
        (FIRST,),
    ),
    Command(
        "next-tab",
        ("tab",),
        "next_tab",
        N_("Next part"),
        N_("Go to the next part of the screen"),
        ("dashboard", "leader", "import", DIALOGUE),
    ),
    Command(
        "previous-tab",
        ("shift+tab",),
        "previous_tab",
        N_("Previous part"),
        N_("Go to the previous part of the screen"),
        ("dashboard", "leader", "import", DIALOGUE),
    ),
    Command(
        "go.dashboard",
        ("1",),
        "app.go('dashboard')",
        N_("Overview"),
        N_("Overview: the units and where their dialogues stand"),
        (ANYWHERE,),
    ),
    Command(
        "go.people",
        ("2",),
        "app.go('people')",
        N_("People"),
        N_("Everybody, with superior, goals and dialogue"),
        (ANYWHERE,),
    ),
    Command(
        "go.dialogues",
        ("3",),
        "app.go('dialogues')",
        N_("Dialogues"),
        N_("The dialogues of the round"),
        (ANYWHERE,),
    ),
    Command(
        "go.goals", ("4",), "app.go('goals')", N_("Goals"), N_("The goals of the year"), (ANYWHERE,)
    ),
    Command(
        "go.commitments",
        ("5",),
        "app.go('commitments')",
        N_("Commitments"),
        N_("What either side promised, the overdue on top"),
        (ANYWHERE,),
    ),
    Command(
        "go.flags",
        ("6",),
        "app.go('flags')",
        N_("Flags"),
        N_("Everything that needs your eye, by rule"),
        (ANYWHERE,),
    ),
    Command(
        "go.journal",
        ("7",),
        "app.go('journal')",
        N_("Journal"),
        N_("Who changed what, and when"),
        (ANYWHERE,),
    ),
    Command(
        "go.settings",
        ("8",),
        "app.go('settings')",
        N_("Settings"),
        N_("The settings in use, and where each comes from"),
        (ANYWHERE,),
    ),
    Command(
        "palette",
        ("ctrl+p", "colon"),
        "palette",
        N_("Commands"),
        N_("Find a command by name"),
        (ANYWHERE,),
    ),
    Command(
        "help",
        ("question_mark", "f1"),
        "help",
        N_("Keys"),
        N_("Show the keys that work here"),
        (ANYWHERE,),
        9,
    ),
    Command(
        "back",
        ("escape", "q"),
        "back",
        N_("Back"),
        N_("Go back to where you came from"),
        (ANYWHERE,),
    ),
    Command("quit", ("ctrl+q",), "quit", N_("Quit"), N_("End the program"), (ANYWHERE,)),
)
