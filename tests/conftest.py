"""What every test stands on: a home of its own, a database, the sample municipality."""

from __future__ import annotations

import argparse
import gc
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

from models.database import close_database, open_database
from tests import municipality
from tests.home import own_folders, surroundings
from tests.terminal import PROGRAM, Terminal
from tui import command_line, languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

LONGEST = ("test_dialogue_year.py", "test_soaks.py", "test_over_ssh.py", "test_end_to_end.py")
"""The files that wait for programs at terminals."""

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
"""No example fails for the time that it takes, which on a machine at work says nothing."""
settings.register_profile("thorough", deadline=None)
"""``--hypothesis-profile=thorough`` looks at many more towns; see :mod:`tests.models.towns`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots", action="store_true", help="keep the pictures of the screens anew"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that nobody is left waiting for it at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """What is there by now stays to the end, so it need never be looked through for garbage; and
    each app makes so much that is soon gone that it is looked for less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def styles_read_once() -> Iterator[None]:
    """What one app has read of its styles serves the next with the same colours: a tenth of what
    a test of a screen takes."""
    read: dict[tuple[tuple[str, str], ...], LRUCache[Any, Any]] = {}
    own = Stylesheet.set_variables

    def set_variables(sheet: Stylesheet, variables: dict[str, str]) -> None:
        sheet._parse_cache = LRUCache(1)  # Textual empties it
        own(sheet, variables)
        sheet._parse_cache = read.setdefault(tuple(variables.items()), LRUCache(64))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "set_variables", set_variables)
        yield


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home without settings, a Norwegian locale, a terminal, and the first language again."""
    home = tmp_path / "home"
    for name, folder in own_folders(home).items():
        monkeypatch.setenv(name, folder)
    for name in ("LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "nb_NO.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    # A parser made in an earlier test has left its words behind.
    words = vars(argparse)
    kept = {name: words[name] for name in ("_", "ngettext")}
    yield home
    words.update(kept)
    if languages.current() != "en":
        languages.use("en")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """An empty database, open on this thread; its path."""
    path = tmp_path / "x.db"
    open_database(path)
    yield path
    close_database()


@pytest.fixture(scope="session")
def sample_made() -> Path:
    """The sample municipality, made once; tests work on copies of it."""
    return municipality.sample_made()


@pytest.fixture
def sample_file(sample_made: Path, tmp_path: Path) -> Path:
    """A database with the sample municipality, closed; its path."""
    copy = tmp_path / "sample.db"
    shutil.copy(sample_made, copy)
    return copy


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command in English; its exit status, what went to stdout and what to stderr."""

    def run(*arguments: object) -> tuple[int, str, str]:
        status = command_line.run(["--language", "en", *map(str, arguments)])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def environment(own_home: Path) -> dict[str, str]:
    """Variables of a session over SSH, with a home of its own."""
    return surroundings(own_home)


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[..., Terminal]]:
    """Starts the program in a terminal; ends those that still run."""
    running: list[Terminal] = []

    def run(
        *arguments: str,
        command: list[str] | None = None,
        size: tuple[int, int] = (80, 24),
        **more: str,
    ) -> Terminal:
        whole = [*(command or [str(PROGRAM)]), *arguments]
        running.append(Terminal(whole, environment | more, size))
        return running[-1]

    yield run
    for terminal in running:
        if not terminal.child.closed:
            terminal.child.close(force=True)
