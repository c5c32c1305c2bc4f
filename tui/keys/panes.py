"""Commands of forms, choosers and the import's preview."""

from __future__ import annotations

from tui.keys.command import Command
from tui.languages import N_

PANES: tuple[Command, ...] = (
    Command(
        "chooser.take",
        ("enter",),
        "take",
        N_("Choose"),
        N_("Take what is set off"),
        ("chooser",),
        1,
    ),
    Command(
        "chooser.close",
        ("escape",),
        "close",
        N_("Close"),
        N_("Close without choosing"),
        ("chooser",),
        2,
    ),
    Command(
        "draft.discard",
        ("d",),
        "discard",
        N_("Throw away"),
        N_("Throw the draft away"),
        ("draft",),
        1,
    ),
    Command(
        "draft.close",
        ("escape", "q", "enter"),
        "close",
        N_("Close"),
        N_("Leave the draft for another time"),
        ("draft",),
        2,
    ),
    Command(
        "import.apply",
        ("ctrl+s",),
        "apply",
        N_("Import"),
        N_("Write what the preview shows"),
        ("import",),
        2,
    ),
    Command(
        "import.choose-file",
        ("o",),
        "choose_file",
        N_("File"),
        N_("Take another file"),
        ("import",),
        3,
    ),
    Command(
        "import.choose-kind",
        ("t",),
        "choose_kind",
        N_("Kind"),
        N_("Say what the file holds: people, goals or measured values"),
        ("import",),
        4,
    ),
    Command("form.save", ("ctrl+s",), "save", N_("Save"), N_("Save and close"), ("form",), 1),
    Command(
        "form.swap",
        ("ctrl+t",),
        "swap",
        N_("Swap"),
        N_("Take the other of two in this field: stored and typed, or somebody else's and yours"),
        ("form",),
    ),
    Command(
        "form.save-new",
        ("ctrl+n",),
        "save_new",
        N_("Save and new"),
        N_("Save and begin another"),
        ("form",),
        2,
    ),
    Command(
        "form.close",
        ("escape",),
        "close",
        N_("Close"),
        N_("Close; twice if something is typed"),
        ("form",),
        3,
    ),
)
