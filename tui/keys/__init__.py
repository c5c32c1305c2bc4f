"""THE table of commands: what each is called, which key gives it, and where.

Bindings, footer, command palette, help and the README's table are all made from it, so they cannot
drift apart. Users remap keys by a command's ``id`` in the settings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec.structs import replace

from models.problems import Problem
from tui.keys.command import ALONE, ANYWHERE, FLAT, WITH_LIST_KEYS, Command
from tui.keys.dialogue import DIALOGUE_PAGE
from tui.keys.dialogues import DIALOGUES
from tui.keys.goals import GOALS
from tui.keys.organisation import ORGANISATION
from tui.keys.panes import PANES
from tui.keys.places import PLACES
from tui.keys.planning import PLANNING
from tui.keys.rows import ROWS
from tui.keys.years import YEARS

if TYPE_CHECKING:
    from textual.binding import Binding

SAFE_NAMES = frozenset(
    [
        "enter",
        "escape",
        "space",
        "tab",
        "backspace",
        "delete",
        "insert",
        "home",
        "end",
        "pageup",
        "pagedown",
        "up",
        "down",
        "left",
        "right",
        "slash",
        "question_mark",
        "plus",
        "minus",
        "asterisk",
        "full_stop",
        "comma",
        "colon",
        "semicolon",
        "less_than_sign",
        "greater_than_sign",
        "equals_sign",
    ]
)

DEAD_KEYS = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
}
"""What a terminal sends for these cannot be told from the key named."""

SHORTENED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Unicode's name of a sign → Textual's, where they differ."""


LIST_KEYS: Mapping[str, tuple[str, ...]] = {
    "list.up": ("up", "k"),
    "list.down": ("down", "j"),
    "list.page-up": ("pageup",),
    "list.page-down": ("pagedown",),
    "list.first": ("home", "g"),
    "list.last": ("end", "G"),
    "list.fold": ("left", "h"),
    "list.unfold": ("right", "l"),
    "list.fold-all": ("minus",),
    "list.unfold-all": ("plus",),
    "list.mark": ("space",),
    "list.mark-all": ("asterisk",),
    "list.choose": ("enter",),
}
"""The keys of every list, by id. The list has the focus, so a page never sees them."""

FOLDING = frozenset(["list.fold", "list.unfold", "list.fold-all", "list.unfold-all"])
"""These do nothing in a list without a tree."""

SAME = frozenset(["open", "list.choose"])
"""These may share a key: choosing a row is opening it."""

COMMANDS: tuple[Command, ...] = (
    *(*ROWS, *DIALOGUES, *DIALOGUE_PAGE, *PLANNING, *ORGANISATION, *GOALS, *YEARS, *PLACES),
    *PANES,
)
"""Every command, in the order of help and palette."""


def for_(context: str, commands: Iterable[Command] | None = None) -> list[Command]:
    """The commands that work in ``context``, those of that place first."""
    known = COMMANDS if commands is None else tuple(commands)
    here = [command for command in known if context in command.where]
    if context in ALONE:
        return here
    return here + [command for command in known if ANYWHERE in command.where]


def footer(context: str, commands: Iterable[Command]) -> list[Command]:
    """The ones that the footer shows in ``context``."""
    shown = [command for command in for_(context, commands) if command.footer]
    return sorted(shown, key=lambda command: command.footer)


def bindings(context: str) -> list[Binding]:
    """The bindings of ``context``, each with its command's id, so that a keymap can move it."""
    from textual.binding import Binding

    return [
        Binding(",".join(command.keys), command.action, command.label, show=False, id=command.id)
        for command in for_(context)
    ]


def remapped(keymap: Mapping[str, str]) -> tuple[Command, ...]:
    """The commands with the user's keys (``id`` → key, or several with commas between).

    The keys of lists can be changed too; they are no commands and not in what is returned. Raises
    :class:`Problem`: ``command-unknown`` with the nearest id, ``key-dead`` for a key that terminals
    cannot send, ``key-clash`` where two commands of one place would have the same key.
    """
    known = {command.id: command for command in COMMANDS}
    lists = dict(LIST_KEYS)
    for identity, keys in keymap.items():
        if identity not in known and identity not in lists:
            near = get_close_matches(identity, [*known, *lists], 1)
            raise Problem("command-unknown", identity, near=near[0] if near else "")
        wanted = tuple(key.strip() for key in keys.split(",") if key.strip())
        _refuse_dead(identity, wanted)
        wanted = tuple(_long_name(key) for key in wanted)
        if identity in lists:
            lists[identity] = wanted
        else:
            known[identity] = replace(known[identity], keys=wanted)
    changed = tuple(known.values())
    _refuse_clashes(changed, lists)
    return changed


def _refuse_dead(identity: str, keys: tuple[str, ...]) -> None:
    if not keys:
        raise Problem("key-missing", identity)
    for key in keys:
        if key in DEAD_KEYS:
            raise Problem("key-dead", identity, pressed=key, same=DEAD_KEYS[key])
        letter = key.removeprefix("shift+")
        if letter != key and len(letter) == 1:
            raise Problem("key-dead", identity, pressed=key, same=letter.upper())
        name = key.removeprefix("shift+").removeprefix("ctrl+")
        if len(name) > 1 and name not in SAFE_NAMES and not _is_function_key(name):
            raise Problem("key-unknown", identity, pressed=key)


def _is_function_key(name: str) -> bool:
    return name[0] == "f" and name[1:].isdigit() and 1 <= int(name[1:]) <= 12


def _long_name(key: str) -> str:
    """``/`` → ``slash``: the name that Textual has for the key of a sign."""
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return SHORTENED.get(name, name)


def _refuse_clashes(commands: tuple[Command, ...], lists: Mapping[str, tuple[str, ...]]) -> None:
    places = {place for command in commands for place in command.where} - {ANYWHERE}
    for place in sorted(places):
        pressed = [(key, command.id) for command in for_(place, commands) for key in command.keys]
        if place in WITH_LIST_KEYS:
            pressed += [
                (key, identity)
                for identity, keys in lists.items()
                for key in keys
                if place not in FLAT or identity not in FOLDING
            ]
        taken: dict[str, str] = {}
        for key, identity in pressed:
            other = taken.setdefault(key, identity)
            if other != identity and not {other, identity} <= SAME:
                raise Problem("key-clash", identity, pressed=key, other=other)
