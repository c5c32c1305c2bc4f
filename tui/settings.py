"""The settings: what ``config.toml`` may say, read into frozen records.

The file of the user is never rewritten. What is wrong in it is named with file and line, and with
the nearest known key.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from models.home import in_home
from models.problems import Problem
from models.retention import Retention
from models.rules import Rules
from tui.keys import remapped

if TYPE_CHECKING:
    from tui.settings_reader import Reader

CONFIG_NAME = "config.toml"


class Titles(Struct, frozen=True):
    """What the municipality calls its offices; empty means the program's own word."""

    chief_executive: str = ""
    political_body: str = ""
    chair: str = ""


class Look(Struct, frozen=True):
    """How the screen is drawn."""

    theme: str = "dark"
    glyphs: str = "auto"
    mouse: bool = False


class CsvHabits(Struct, frozen=True):
    """What an export is like unless it is told otherwise."""

    dialect: str = "excel-nb"
    headings: str = "words"


class Settings(Struct, frozen=True):
    """Everything that can be set."""

    language: str = "auto"
    municipality: str = ""
    database: str = ""
    group: str = ""
    keep_backups: int = 14
    undo_days: int = 30
    retention: Retention = field(default_factory=Retention)
    look: Look = field(default_factory=Look)
    titles: Titles = field(default_factory=Titles)
    levels: tuple[str, ...] = ("", "", "", "")
    rules: Rules = field(default_factory=Rules)
    csv: CsvHabits = field(default_factory=CsvHabits)
    keys: Mapping[str, str] = field(default_factory=dict)
    path: Path | None = None


THEMES = ("dark", "light", "terminal")
GLYPHS = ("auto", "unicode", "ascii")
DIALECTS = ("excel-nb", "rfc4180")
HEADINGS = ("words", "machine")


def load(named: Path | None = None) -> Settings:
    """The settings of the file ``named``, else of the user's own, else the defaults.

    Raises :class:`Problem` with ``file`` and ``line`` for anything that cannot be.
    """
    path = named or user_file()
    try:
        text = _read(path)
    except Problem as problem:
        if named is None and problem.code == "settings-missing":
            return Settings()
        raise
    return parse(text, path)


def user_file() -> Path:
    """Where the user's own settings are: the XDG configuration home."""
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "resultatdialog" / CONFIG_NAME


def database_file(settings: Settings, named: Path | None = None) -> Path:
    """Where the database is: as ``named``, else as set, else in the XDG data home."""
    if named:
        return in_home(named).absolute()
    if settings.database:
        return in_home(Path(settings.database)).absolute()
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "resultatdialog" / "resultatdialog.db"


def parse(text: str, path: Path) -> Settings:
    """The settings that ``text``, from ``path``, makes."""
    import tomllib

    from tui.settings_reader import Reader
    from tui.settings_rules import read_rules

    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem("settings-not-toml", file=str(path), reason=str(error)) from error
    top = Reader(given, text, path)
    settings = Settings(
        language=top.choice("language", ("auto", "nb", "en"), "auto"),
        municipality=top.text("municipality"),
        database=top.table("database").text("path"),
        group=top.table("database").text("group"),
        keep_backups=top.table("backup").count("keep", 14),
        undo_days=top.table("undo").count("days", 30),
        retention=_retention(top.table("retention")),
        look=_look(top.table("screen")),
        titles=_titles(top.table("titles")),
        levels=_levels(top.table("levels")),
        rules=read_rules(top),
        csv=_csv(top.table("csv")),
        keys=_keys(top.table("keys")),
        path=path,
    )
    top.refuse_unknown()
    return settings


def _look(reader: Reader) -> Look:
    return Look(
        reader.choice("theme", THEMES, "dark"),
        reader.choice("glyphs", GLYPHS, "auto"),
        reader.flag("mouse", False),
    )


def _retention(reader: Reader) -> Retention:
    default = Retention()
    retention = Retention(
        reader.count("notes_months", default.notes_months),
        reader.count("ended_months", default.ended_months),
        reader.count("drafts_days", default.drafts_days),
        reader.text("reason"),
    )
    if not retention.reason.strip():
        for key in ("notes_months", "ended_months"):
            if reader.count(key, 0):
                reader.fail("retention-reason-missing", key)
    return retention


def _titles(reader: Reader) -> Titles:
    return Titles(*(reader.text(name) for name in ("chief_executive", "political_body", "chair")))


def _levels(reader: Reader) -> tuple[str, ...]:
    return tuple(reader.text(name) for name in ("political", "executive", "service", "staff"))


def _csv(reader: Reader) -> CsvHabits:
    return CsvHabits(
        reader.choice("dialect", DIALECTS, "excel-nb"),
        reader.choice("headings", HEADINGS, "words"),
    )


def _keys(reader: Reader) -> Mapping[str, str]:
    keys = reader.texts()
    try:
        remapped(keys)
    except Problem as problem:
        reader.fail(problem.code, str(problem.field), **problem.facts)
    return keys


def _read(path: Path) -> str:
    """The file's text; only a plain file that nobody outside its owner's group can write."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError as error:
        raise Problem("settings-missing", file=str(path)) from error
    except OSError as error:
        raise Problem("settings-unreadable", file=str(path)) from error
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        raise Problem("settings-unreadable", file=str(path))
    with os.fdopen(descriptor, "rb") as file:
        if about.st_mode & 0o002:
            raise Problem("settings-writable-by-others", file=str(path))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Problem("settings-not-utf8", file=str(path)) from error
