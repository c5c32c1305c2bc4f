"""Commands of the screen of one dialogue. Those with Ctrl work while one writes a note too."""

from __future__ import annotations

from tui.keys.command import DIALOGUE, Command
from tui.languages import N_

DIALOGUE_PAGE: tuple[Command, ...] = (
    Command("note.keep", ("ctrl+s",), "keep_note", N_("Save"), N_("Save the note"), (DIALOGUE,)),
    Command(
        "note.next",
        ("ctrl+n",),
        "next_topic",
        N_("Next topic"),
        N_("Save the note and write on at the next topic"),
        (DIALOGUE,),
    ),
    Command(
        "dialogue.goal",
        ("ctrl+g",),
        "add_goal",
        N_("Goal"),
        N_("Add a goal"),
        (DIALOGUE,),
    ),
    Command(
        "dialogue.commitment",
        ("ctrl+o",),
        "add_commitment",
        N_("Commitment"),
        N_("Add a commitment of either side"),
        (DIALOGUE,),
    ),
    Command(
        "dialogue.basis",
        ("b",),
        "basis",
        N_("Basis"),
        N_("Go to what the talk is held on: goals, commitments, flags, staff; and back"),
        (DIALOGUE,),
        7,
    ),
    Command(
        "dialogue.next",
        ("greater_than_sign",),
        "turn(1)",
        N_("Next"),
        N_("Go to the next dialogue of the list"),
        (DIALOGUE,),
        8,
    ),
    Command(
        "dialogue.previous",
        ("less_than_sign",),
        "turn(-1)",
        N_("Previous"),
        N_("Go to the previous dialogue of the list"),
        (DIALOGUE,),
    ),
    Command(
        "topic.up",
        ("K",),
        "move_topic(-1)",
        N_("Up"),
        N_("Move the topic up"),
        (DIALOGUE,),
    ),
    Command(
        "topic.down",
        ("J",),
        "move_topic(1)",
        N_("Down"),
        N_("Move the topic down"),
        (DIALOGUE,),
    ),
    Command(
        "dialogue.edit",
        ("E",),
        "edit_dialogue",
        N_("Correct"),
        N_("Correct the facts of the dialogue: days, place, who holds it"),
        (DIALOGUE,),
    ),
    Command(
        "dialogue.person",
        ("P",),
        "person",
        N_("Person"),
        N_("Open the person's own screen"),
        (DIALOGUE,),
    ),
)
