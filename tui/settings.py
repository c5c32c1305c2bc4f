"""The settings: what ``config.toml`` may say, read into frozen records.

The file of the user is never rewritten. What is wrong in it is named with file and line, and with
the nearest known key.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from models.problems import Problem
from models.rules import LevelAgenda, MilestoneRule, RoundRule, Rules, SpanLimit, TalkRule
from tui.keys import remapped

if TYPE_CHECKING:
    from tui.settings_reader import Reader

CONFIG_NAME = "config.toml"


@dataclass(frozen=True, slots=True)
class Titles:
    """What the municipality calls its offices; empty means the program's own word."""

    chief_executive: str = ""
    political_body: str = ""
    chair: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How the screen is drawn."""

    theme: str = "dark"
    glyphs: str = "auto"
    mouse: bool = False


@dataclass(frozen=True, slots=True)
class CsvHabits:
    """What an export is like unless it is told otherwise."""

    dialect: str = "excel-nb"
    headings: str = "words"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set."""

    language: str = "auto"
    municipality: str = ""
    database: str = ""
    group: str = ""
    keep_backups: int = 14
    undo_days: int = 30
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
        return named.expanduser().absolute()
    if settings.database:
        return Path(settings.database).expanduser().absolute()
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "resultatdialog" / "resultatdialog.db"


def parse(text: str, path: Path) -> Settings:
    """The settings that ``text``, from ``path``, makes."""
    import tomllib

    from tui.settings_reader import Reader

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
        look=_look(top.table("screen")),
        titles=_titles(top.table("titles")),
        levels=_levels(top.table("levels")),
        rules=_rules(top),
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


def _titles(reader: Reader) -> Titles:
    return Titles(*(reader.text(name) for name in ("chief_executive", "political_body", "chair")))


def _levels(reader: Reader) -> tuple[str, ...]:
    return tuple(reader.text(name) for name in ("political", "executive", "service", "staff"))


def _unit_levels(reader: Reader) -> dict[str, int]:
    return {code.casefold(): reader.level(code) for code in reader.names()}


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


def _rules(top: Reader) -> Rules:
    default = Rules()
    span = top.table("span")
    kinds = span.table("kind")
    units = span.table("unit")
    agenda = top.table("agenda")
    milestones = (
        tuple(_milestone(one) for one in _apart(top.tables("milestone"))) or default.milestones
    )
    codes = ("", *(one.code for one in milestones))
    return Rules(
        span=_span(span.table("default"), default.span),
        span_of_kind=default.span_of_kind
        | {
            name.casefold(): _span(
                kinds.table(name), default.span_of_kind.get(name.casefold(), SpanLimit())
            )
            for name in kinds.names()
        },
        span_of_unit={
            name.casefold(): _span(units.table(name), SpanLimit()) for name in units.names()
        },
        rounds=tuple(_round(one, codes) for one in _apart(top.tables("round"))) or default.rounds,
        milestones=milestones,
        agenda=agenda.list("topics", default.agenda),
        short_agenda=agenda.list("short", default.short_agenda),
        agenda_of_level=_agenda_of_level(agenda.table("level")),
        political_body=top.table("titles").text("political_body"),
        level_of_unit=_unit_levels(top.table("levels").table("unit")),
        talk=_talk(top.table("dialogue"), default.talk),
        talk_minutes=top.table("what_if").count("minutes_per_talk", default.talk_minutes),
    )


def _talk(reader: Reader, default: TalkRule) -> TalkRule:
    talk = TalkRule(
        reader.count("minutes", default.minutes),
        reader.count("a_day", default.a_day),
        reader.clock("opens", default.opens),
        reader.clock("closes", default.closes),
        reader.flag("two_duties", default.two_duties),
    )
    if not 5 <= talk.minutes <= 600:
        reader.fail("setting-not-between", "minutes", low=5, high=600)
    if not talk.a_day:
        reader.fail("setting-not-between", "a_day", low=1, high=20)
    if talk.closes <= talk.opens:
        reader.fail("setting-hours-crossed", "closes")
    return talk


def _span(reader: Reader, default: SpanLimit) -> SpanLimit:
    limit = SpanLimit(
        reader.count("lower", default.lower),
        reader.count("upper", default.upper),
        reader.count("severe", default.severe),
        reader.text("source", default.source),
    )
    ordered = [bound for bound in (limit.lower, limit.upper, limit.severe) if bound]
    if ordered != sorted(ordered):
        reader.fail("span-limits-crossed", "upper")
    return limit


def _agenda_of_level(reader: Reader) -> dict[int, LevelAgenda]:
    levels = {level: reader.table(str(level)) for level in range(1, 5)}
    return {
        level: LevelAgenda(levels[level].list("topics", ()), levels[level].list("short", ()))
        for level in range(1, 5)
        if str(level) in reader.names()
    }


def _apart(readers: Sequence[Reader]) -> Sequence[Reader]:
    """The tables of a list, each of which has a code of its own."""
    codes = set()
    for reader in readers:
        code = reader.text("code", needed=True)
        if code in codes:
            reader.fail("setting-twice", "code", value=code)
        codes.add(code)
    return readers


def _round(reader: Reader, milestones: Sequence[str]) -> RoundRule:
    round_ = RoundRule(
        code=reader.text("code", needed=True),
        starts=reader.month_day("starts"),
        ends=reader.month_day("ends"),
        name=reader.text("name"),
        follows=reader.choice("follows", milestones, ""),
        precedes=reader.choice("precedes", milestones, ""),
        levels=reader.levels("levels"),
    )
    if round_.ends < round_.starts:
        reader.fail("round-ends-before-start", "ends")
    return round_


def _milestone(reader: Reader) -> MilestoneRule:
    return MilestoneRule(
        reader.text("code", needed=True), reader.month_day("day"), reader.text("name")
    )


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
