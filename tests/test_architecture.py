"""What holds of the code itself."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

from models.fields import Record

ROOT = Path(__file__).parent.parent
LONGEST = 300
FILES = sorted(
    file for folder in ("models", "screens", "tui") for file in (ROOT / folder).rglob("*.py")
)
SCREENS = [file for file in FILES if file.is_relative_to(ROOT / "screens")]
SEEN = [file for file in FILES if not file.is_relative_to(ROOT / "models")]

ON_PURPOSE = frozenset(
    {
        *("BINDINGS", "DEFAULT_CSS", "COMPONENT_CLASSES", "ALLOW_SELECT", "AUTO_FOCUS"),
        *("HORIZONTAL_BREAKPOINTS", "VERTICAL_BREAKPOINTS", "ENABLE_COMMAND_PALETTE", "CSS_PATH"),
        *("compose", "on_mount", "_on_mount", "render", "render_line", "render_lines"),
        *("get_content_height", "check_action"),
        *("notify_style_update", "get_system_commands", "get_default_screen", "theme"),
        *("animation_level", "display", "cursor_blink", "can_focus", "_fatal_error"),
        *("_disable_notifications", "_disable_tooltips", "validate_value", "on_event"),
        *("_display", "_screen_resized", "update_node_styles", "run_input_thread", "exit_event"),
        *(
            "watch_has_focus",
            "_on_focus",
            "_on_blur",
            "focused",
            "set_focus",
            "virtual_size",
            "has_focus",
        ),
        *(
            "_on_screen_resume",
            "_repaint_required",
            "stack_updates",
            "_refresh_layout",
            "_on_layout",
            "refresh_css",
        ),
        *("get_line_filters", "_compositor_refresh", "_on_update", "_set_pointer_shape"),
        "_styles_cache",
    }
)
"""Names of Textual's that are overridden or set because that is what they are for."""


class _Nothing(App[None]):
    pass


class _Empty(Screen[None]):
    pass


GIVEN = set(vars(_Nothing)) | set(vars(_Empty))
"""What Textual puts into every class by itself."""


def relative(file: Path) -> str:
    return str(file.relative_to(ROOT))


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def module_of(file: Path) -> ModuleType:
    return importlib.import_module(relative(file).removesuffix(".py").replace("/", "."))


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_files_are_short_and_say_what_they_are_for(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    # The cell difference is one file on purpose: it is to be of use to other programs as it stands.
    assert len(text.splitlines()) <= (450 if file.name == "cell_difference.py" else LONGEST)
    assert ast.get_docstring(tree_of(file))


@pytest.mark.parametrize("file", SCREENS, ids=relative)
def test_screens_build_no_query_and_write_no_row(file: Path) -> None:
    for node in ast.walk(tree_of(file)):
        match node:
            case ast.Import(names=names):
                assert not {one.name.partition(".")[0] for one in names} & {"peewee", "sqlite3"}
            case ast.ImportFrom(module=str(module), names=names):
                assert module not in {"peewee", "sqlite3", "models.database", "models.records"}
                found = [getattr(importlib.import_module(module), one.name, None) for one in names]
                tables = [one for one in found if isinstance(one, type) and issubclass(one, Record)]
                assert not tables
            case ast.Constant(value=str(text)):
                assert not re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s", text)


@pytest.mark.parametrize("file", [one for one in SEEN if one.name != "compile.py"], ids=relative)
def test_no_name_of_textual_is_taken(file: Path) -> None:
    """A thing of ours called as one of Textual's breaks it without a word (``_context`` did)."""
    assert names_taken(module_of(file)) == []


def names_taken(module: ModuleType) -> list[str]:
    """Names of Textual's that classes of ``module`` give to things of their own."""
    taken = []
    for class_ in vars(module).values():
        ours = isinstance(class_, type) and class_.__module__ == module.__name__
        if ours and issubclass(class_, MessagePump):
            theirs = {name for base in class_.__mro__ for name in names_of_textual(base)}
            mine = (set(vars(class_)) - GIVEN) | attributes_of(class_)
            taken += [
                f"{class_.__name__}.{name}"
                for name in sorted(mine & theirs)
                if not name.startswith("__")
                and name.removeprefix("_default_") not in ON_PURPOSE  # a reactive has that too
            ]
    return taken


@cache
def names_of_textual(class_: type) -> frozenset[str]:
    """What a class of Textual's calls its own, in the class and in its instances."""
    if not class_.__module__.startswith("textual"):
        return frozenset()
    return frozenset(vars(class_)) | attributes_of(class_)


@cache
def attributes_of(class_: type) -> frozenset[str]:
    """What the methods of a class assign to ``self``."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(class_)))
    except OSError:
        return frozenset()
    return frozenset(
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    )


def test_a_taken_name_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "takes_names.py").write_text(
        "from textual.widgets import Static\n"
        "class Box(Static):\n"
        "    def __init__(self):\n        self._context = 1\n        self._mine = 1\n"
        "        self._size = 2\n"
        "    def remove(self): ...\n    def mine(self): ...\n"
        "class Plain:\n    def remove(self): ...\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    found = names_taken(importlib.import_module("takes_names"))
    assert found == ["Box._context", "Box._size", "Box.remove"]


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_nothing_is_printed_or_run_from_text(file: Path) -> None:
    names = {
        node.func.id
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not names & {"eval", "exec", "breakpoint"}
    on_the_line = file.parent.name == "commands" or file.name in {"command_line.py", "parser.py"}
    assert on_the_line or "print" not in names


MAKERS = frozenset({"models/file_rights.py", "models/placing.py", "tui/locale/compile.py"})
WAYS = re.compile(
    r"O_CREAT|write_text|write_bytes|mkstemp|NamedTemporary|\.touch\(|open\([^()]*[\"'][wax]b?[\"']"
)


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_files_are_made_in_one_place(file: Path) -> None:
    """Where they are made for their owner alone; what is made elsewhere obeys the umask."""
    made = WAYS.search(file.read_text(encoding="utf-8")) is not None
    assert made is (relative(file) in MAKERS)
