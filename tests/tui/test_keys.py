"""The table of commands: no two want one key, none is out of reach, and users may move them."""

from __future__ import annotations

from itertools import combinations

import pytest

from models.problems import Problem
from tui import keys
from tui.keys import (
    ALONE,
    ANYWHERE,
    COMMANDS,
    DEAD_KEYS,
    FLAT,
    LIST_KEYS,
    SAFE_NAMES,
    SAME,
    WITH_LIST_KEYS,
    bindings,
    footer,
    for_,
    remapped,
)
from tui.widgets import table_keys

CONTEXTS = sorted({place for command in COMMANDS for place in command.where} - {ANYWHERE})


def clashes() -> set[tuple[str, str, str, str]]:
    """Context, key and the two that want it, counted without the code under test."""
    found = set()
    for context in CONTEXTS:
        here = [
            (command.id, key)
            for command in COMMANDS
            if context in command.where or (ANYWHERE in command.where and context not in ALONE)
            for key in command.keys
        ]
        if context in WITH_LIST_KEYS:
            here += [
                (binding.id or "", key)
                for binding in table_keys.LIST_KEYS
                for key in binding.key.split(",")
                if context not in FLAT or "fold" not in (binding.id or "")
            ]
        for (one, key), (other, same) in combinations(here, 2):
            if key == same and one != other and {one, other} != set(SAME):
                found.add((context, key, one, other))
    return found


def test_no_two_commands_of_a_place_want_one_key() -> None:
    assert clashes() == set()


def test_ids_are_each_there_once() -> None:
    ids = [command.id for command in COMMANDS] + list(LIST_KEYS)
    assert len(set(ids)) == len(ids)


def test_the_table_has_the_keys_that_it_is_said_to_have() -> None:
    found = {binding.id: tuple(binding.key.split(",")) for binding in table_keys.LIST_KEYS}
    assert found == dict(LIST_KEYS)


def test_every_key_can_be_pressed_on_every_terminal() -> None:
    """And nothing needs Alt or a function key."""
    for identity, pressed in [
        *((command.id, command.keys) for command in COMMANDS),
        *LIST_KEYS.items(),
    ]:
        assert pressed, identity
        plain = [key for key in pressed if not key.startswith(("f1", "alt+"))]
        assert plain, identity
        for key in plain:
            name = key.removeprefix("shift+").removeprefix("ctrl+")
            assert len(name) == 1 or name in SAFE_NAMES, identity
            assert key not in DEAD_KEYS, identity


def test_commands_of_a_place_come_before_those_of_everywhere() -> None:
    ids = [command.id for command in for_("goals")]
    assert ids.index("measure") < ids.index("quit")
    assert "dialogue.plan" not in ids
    in_forms = {"form.save", "form.save-new", "form.swap", "form.close"}
    assert {command.id for command in for_("form")} == in_forms
    assert {command.id for command in for_("chooser")} == {"chooser.take", "chooser.close"}
    shown = [command.footer for command in footer("goals", COMMANDS)]
    assert shown == sorted(shown)
    assert 0 not in shown


def test_bindings_carry_the_ids_that_a_user_moves_them_by() -> None:
    found = {binding.id: binding for binding in bindings("dashboard")}
    assert found["dialogue.plan"].key == "p"
    assert found["remove"].key == "d,delete"
    assert found["dialogue.plan"].action == "plan"
    assert set(found) == {command.id for command in for_("dashboard")}


def moved(identity: str, wanted: str) -> tuple[str, ...]:
    commands = {command.id: command for command in remapped({identity: wanted})}
    assert set(commands) == {command.id for command in COMMANDS}
    others = [one for one in COMMANDS if one.id != identity]
    assert [commands[one.id] for one in others] == others
    return commands[identity].keys


def test_without_a_wish_nothing_moves() -> None:
    assert remapped({}) == COMMANDS


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("ctrl+y", ("ctrl+y",)),
        (" ctrl+y , X ", ("ctrl+y", "X")),
        ("f5", ("f5",)),
        ("æ", ("æ",)),
        (";", ("semicolon",)),
        ("!", ("exclamation_mark",)),
        ("_", ("underscore",)),
        ("insert", ("insert",)),
        ("ctrl+pageup", ("ctrl+pageup",)),
    ],
)
def test_a_command_moves_to_another_key(wanted: str, found: tuple[str, ...]) -> None:
    assert moved("dialogue.plan", wanted) == found


def test_names_of_signs_are_the_ones_that_textual_has() -> None:
    from textual.keys import _character_to_key

    for code in range(33, 127):
        sign = chr(code)
        assert keys._long_name(sign) == _character_to_key(sign)


@pytest.mark.parametrize(
    ("keymap", "code", "identity", "facts"),
    [
        ({"dialogue.pln": "x"}, "command-unknown", "dialogue.pln", {"near": "dialogue.plan"}),
        ({"list.upp": "x"}, "command-unknown", "list.upp", {"near": "list.up"}),
        ({"xyzzy": "x"}, "command-unknown", "xyzzy", {"near": ""}),
        ({"edit": ""}, "key-missing", "edit", {}),
        ({"edit": " , "}, "key-missing", "edit", {}),
        ({"edit": "ctrl+i"}, "key-dead", "edit", {"pressed": "ctrl+i", "same": "tab"}),
        ({"edit": "ctrl+h"}, "key-dead", "edit", {"pressed": "ctrl+h", "same": "backspace"}),
        ({"edit": "shift+y"}, "key-dead", "edit", {"pressed": "shift+y", "same": "Y"}),
        ({"edit": "f13"}, "key-unknown", "edit", {"pressed": "f13"}),
        ({"edit": "Enter"}, "key-unknown", "edit", {"pressed": "Enter"}),
        ({"edit": "alt+x"}, "key-unknown", "edit", {"pressed": "alt+x"}),
        ({"edit": "p"}, "key-clash", "edit", {"pressed": "p", "other": "dialogue.plan"}),
        # Written as the sign, it is the same key.
        ({"edit": "/"}, "key-clash", "edit", {"pressed": "slash", "other": "find"}),
        ({"edit": "q"}, "key-clash", "back", {"pressed": "q", "other": "edit"}),
        # The list has the focus: the page would never get these.
        ({"measure": "j"}, "key-clash", "list.down", {"pressed": "j", "other": "measure"}),
        ({"list.down": "p"}, "key-clash", "list.down", {"pressed": "p", "other": "dialogue.plan"}),
        ({"list.down": "ctrl+m"}, "key-dead", "list.down", {"pressed": "ctrl+m", "same": "enter"}),
        ({"form.close": "f2", "form.save": "f2"}, "key-clash", "form.close",
         {"pressed": "f2", "other": "form.save"}),
    ],
)  # fmt: skip
def test_a_wish_that_cannot_be_is_refused(
    keymap: dict[str, str], code: str, identity: str, facts: dict[str, str]
) -> None:
    with pytest.raises(Problem) as raised:
        remapped(keymap)
    problem = raised.value
    found = dict(problem.facts)
    assert problem.code == code
    # Which of two that clash is told first follows the order of the table.
    assert {problem.field, found.pop("other", None)} == {identity, facts.get("other")}
    assert found == {name: value for name, value in facts.items() if name != "other"}


def test_keys_may_change_places() -> None:
    commands = {one.id: one for one in remapped({"edit": "p", "dialogue.plan": "e"})}
    assert (commands["edit"].key, commands["dialogue.plan"].key) == ("p", "e")
    remapped({"list.down": "ctrl+j", "dialogue.plan": "j"})
    # In places that have nothing to do with each other, one key may do two things.
    remapped({"form.save": "ctrl+y", "dialogue.plan": "ctrl+y"})
