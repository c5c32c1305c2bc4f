"""Settings: the file that ships is the defaults; what is wrong in one is told with its line."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import fields, replace

from models.problems import Problem
from models.rules import MilestoneRule, RoundRule, Rules, SpanLimit, TalkRule
from tui.settings import Settings, database_file, load, parse, user_file

SHIPPED = Path(__file__).parents[2] / "config.toml"
FILE = Path("/home/kari/.config/resultatdialog/config.toml")


def refused(text: str) -> Problem:
    with pytest.raises(Problem) as raised:
        parse(text, FILE)
    problem = raised.value
    assert problem.facts["file"] == str(FILE)
    return problem


def test_the_file_that_ships_says_what_the_program_does_without_it() -> None:
    shipped = parse(SHIPPED.read_text(encoding="utf-8"), SHIPPED)
    assert replace(shipped, path=None) == Settings()


PLACES = {
    "language": "language",
    "municipality": "municipality",
    "database": "database.path",
    "group": "database.group",
    "keep_backups": "backup.keep",
    "undo_days": "undo.days",
    "retention": "retention",
    "look": "screen",
    "titles": "titles",
    "levels": "levels",
    "csv": "csv",
    "keys": "keys",
    "rules.span": "span.default",
    "rules.span_of_kind": "span.kind",
    "rules.rounds": "round",
    "rules.milestones": "milestone",
    "rules.agenda": "agenda.topics",
    "rules.short_agenda": "agenda.short",
    "rules.political_body": "titles.political_body",
    "rules.talk": "dialogue",
    "rules.talk_minutes": "what_if.minutes_per_talk",
}
"""A field of the settings → where ``config.toml`` documents it."""
ONLY_AS_EXAMPLE = {
    "rules.span_of_unit": "# [span.unit.4210]",
    "rules.agenda_of_level": "# [agenda.level.2]",
    "rules.level_of_unit": "# [levels.unit]",
}
NOT_SET = {"path", "rules"}


def test_every_setting_is_in_the_file_that_ships() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    given = tomllib.loads(text)
    settings = Settings()
    names = {one.name for one in fields(Settings)} | {f"rules.{one.name}" for one in fields(Rules)}
    assert names - NOT_SET == set(PLACES) | set(ONLY_AS_EXAMPLE)
    for example in ONLY_AS_EXAMPLE.values():
        assert example in text
    for name, place in PLACES.items():
        found: Any = given
        for part in place.split("."):
            found = found[part]
        value: Any = settings
        for part in name.split("."):
            value = getattr(value, part)
        if isinstance(value, dict):
            value = next(iter(value.values()), None)
            found = next(iter(found.values()), None)
        if isinstance(value, tuple) and isinstance(value[0], Struct):
            value, found = value[0], found[0]
        if isinstance(value, Struct):
            assert set(found) == {one.name for one in fields(value)}, name
    assert set(given["levels"]) == {"political", "executive", "service", "staff"}


EVERYTHING = """
language = "en"
municipality = "Ås kommune"
[database]
path = "/srv/rd/rd.db"
group = "hr"
[screen]
theme = "terminal"
glyphs = "ascii"
mouse = true
[titles]
chief_executive = "rådmann"
political_body = "Formannskapet"
chair = "ordfører"
[levels]
political = "P"
executive = "E"
service = "S"
staff = "A"
[span.default]
upper = 25
severe = 35
[span.kind."Helse og omsorg"]
lower = 1
upper = 2
severe = 3
source = "vedtak"
[span.unit.4210]
upper = 35
[[milestone]]
code = "budget"
day = "12-15"
name = "Budsjett"
[[round]]
code = "all"
starts = "02-01"
ends = "02-28"
name = "Alt"
follows = ""
precedes = "budget"
levels = [4, 1, 4]
[agenda]
topics = ["results", "Økonomi"]
short = ["other"]
[dialogue]
minutes = 45
a_day = 3
opens = "8:30"
closes = "15:00"
[csv]
dialect = "rfc4180"
headings = "machine"
[keys]
"dialogue.plan" = "ctrl+y, X"
"""


def test_everything_can_be_set() -> None:
    settings = parse(EVERYTHING, FILE)
    rules = settings.rules
    assert (settings.language, settings.municipality) == ("en", "Ås kommune")
    assert (settings.database, settings.group, settings.path) == ("/srv/rd/rd.db", "hr", FILE)
    look = settings.look
    assert (look.theme, look.glyphs, look.mouse) == ("terminal", "ascii", True)
    assert (settings.titles.chief_executive, settings.titles.chair) == ("rådmann", "ordfører")
    assert settings.titles.political_body == rules.political_body == "Formannskapet"
    assert settings.levels == ("P", "E", "S", "A")
    assert rules.span == replace(Rules().span, upper=25, severe=35)
    assert rules.span_of_kind == Rules().span_of_kind | {
        "helse og omsorg": SpanLimit(1, 2, 3, "vedtak")
    }
    assert rules.span_of_unit == {"4210": SpanLimit(upper=35)}
    assert rules.limit_for("HELSE OG OMSORG", None).severe == 3
    assert rules.milestones == (MilestoneRule("budget", (12, 15), "Budsjett"),)
    assert rules.rounds == (RoundRule("all", (2, 1), (2, 28), "Alt", "", "budget", (1, 4)),)
    assert (rules.agenda, rules.short_agenda) == (("results", "Økonomi"), ("other",))
    assert (settings.csv.dialect, settings.csv.headings) == ("rfc4180", "machine")
    assert settings.rules.talk == TalkRule(45, 3, "08:30", "15:00")
    assert settings.keys == {"dialogue.plan": "ctrl+y, X"}


def test_a_kind_keeps_the_bounds_that_are_not_set() -> None:
    rules = parse("[span.kind.Barnehage]\nupper = 25", FILE).rules
    default = Rules().span_of_kind["barnehage"]
    assert rules.span_of_kind["barnehage"] == replace(default, upper=25)
    assert refused("[span.kind.barnehage]\nupper = 31").code == "span-limits-crossed"


ROUND = '[[round]]\ncode = "a"\nstarts = "02-01"\nends = "02-28"\n'
OTHER_ROUND = ROUND.replace('"a"', '"b"')
WRONG = {
    'langage = "en"': ("setting-unknown", 1, "langage", {"near": "language"}),
    '\n[screen]\ntehme = "dark"': ("setting-unknown", 3, "screen.tehme", {"near": "screen.theme"}),
    '[scren]\ntheme = "dark"': ("setting-unknown", 1, "scren", {"near": "screen"}),
    "xyzzy = 1": ("setting-unknown", 1, "xyzzy", {"near": ""}),
    "[span.kind.skole]\nuper = 3": (
        "setting-unknown", 2, "span.kind.skole.uper", {"near": "span.kind.skole.upper"},
    ),
    f"{ROUND}\n{OTHER_ROUND}lvels = [1]": (
        "setting-unknown", 10, "round.lvels", {"near": "round.levels"},
    ),
    'language = "sv"': (
        "setting-not-among", 1, "language", {"value": "sv", "among": "auto, nb, en"},
    ),
    '# x\n[screen]\ntheme = "blue"': (
        "setting-not-among", 3, "screen.theme",
        {"value": "blue", "among": "dark, light, terminal"},
    ),
    "municipality = 3": ("setting-not-text", 1, "municipality", {}),
    '[screen]\nmouse = "yes"': ("setting-not-flag", 2, "screen.mouse", {}),
    "[screen]\nmouse = 1": ("setting-not-flag", 2, "screen.mouse", {}),
    "[span.default]\nupper = -1": ("setting-not-count", 2, "span.default.upper", {}),
    "[span.default]\nupper = true": ("setting-not-count", 2, "span.default.upper", {}),
    "[span.default]\nupper = 2.5": ("setting-not-count", 2, "span.default.upper", {}),
    "[span.default]\nlower = 9\nupper = 3": ("span-limits-crossed", 3, "span.default.upper", {}),
    '[span.kind."Helse og omsorg"]\nlower = 9\nupper = 3': (
        "span-limits-crossed", 3, "span.kind.Helse og omsorg.upper", {},
    ),
    '[retention]\nreason = " "\nnotes_months = 1': (
        "retention-reason-missing", 3, "retention.notes_months", {},
    ),
    "[dialogue]\nminutes = 4": (
        "setting-not-between", 2, "dialogue.minutes", {"low": 5, "high": 600},
    ),
    "[dialogue]\na_day = 0": ("setting-not-between", 2, "dialogue.a_day", {"low": 1, "high": 20}),
    '[dialogue]\nopens = "9"': ("setting-not-clock", 2, "dialogue.opens", {"value": "9"}),
    '[dialogue]\nopens = "16:00"': ("setting-hours-crossed", 1, "dialogue.closes", {}),
    "screen = 3": ("setting-not-table", 1, "screen", {}),
    "\n\nround = 3": ("setting-not-table", 3, "round", {}),
    "round = [1]": ("setting-not-table", 1, "round", {}),
    '[agenda]\ntopics = "results"': ("setting-not-list", 2, "agenda.topics", {}),
    '[agenda]\ntopics = ["results", ""]': ("setting-not-list", 2, "agenda.topics", {}),
    f"{ROUND}levels = []": ("setting-not-levels", 5, "round.levels", {}),
    f"{ROUND}levels = [5]": ("setting-not-levels", 5, "round.levels", {}),
    f"{ROUND}levels = [[1]]": ("setting-not-levels", 5, "round.levels", {}),
    f"{ROUND}levels = [1.0]": ("setting-not-levels", 5, "round.levels", {}),
    f"{ROUND}levels = [true]": ("setting-not-levels", 5, "round.levels", {}),
    "[levels.unit]\n4210 = 5": ("setting-not-level", 2, "levels.unit.4210", {}),
    '[levels.unit]\n4210 = "2"': ("setting-not-level", 2, "levels.unit.4210", {}),
    '[[round]]\nstarts = "02-01"': ("setting-missing", 1, "round.code", {}),
    '[[round]]\ncode = "a"\nstarts = "02-30"': (
        "setting-not-day", 3, "round.starts", {"value": "02-30"},
    ),
    f'{ROUND}\n[[round]]\ncode = "b"\nstarts = "02-29"': (
        "setting-not-day", 8, "round.starts", {"value": "02-29"},
    ),
    f"{ROUND}\n{ROUND}": ("setting-twice", 7, "round.code", {"value": "a"}),
    '[[milestone]]\ncode = "a"\nday = "02-01"\n[[milestone]]\nday = "02-02"\ncode = "a"': (
        "setting-twice", 6, "milestone.code", {"value": "a"},
    ),
    f'{ROUND}\n[[round]]\ncode = "b"\n': ("setting-missing", 6, "round.starts", {}),
    '[[round]]\ncode = "a"\nstarts = "02-01"\nends = "01-31"': (
        "round-ends-before-start", 4, "round.ends", {},
    ),
    f'{ROUND}precedes = "budgett-adopted"': (
        "setting-not-among", 5, "round.precedes",
        {
            "value": "budgett-adopted",
            "among": ", annual-accounts, annual-report, ambitions-sent, budget-adopted",
        },
    ),
    '[keys]\n"dialogue.pln" = "x"': (
        "command-unknown", 2, "keys.dialogue.pln", {"near": "dialogue.plan"},
    ),
    '[keys]\n"edit" = "ctrl+m"': (
        "key-dead", 2, "keys.edit", {"pressed": "ctrl+m", "same": "enter"},
    ),
    '[keys]\nedit = "x"': ("key-clash", None, None, {"pressed": "x"}),
    "[keys]\nedit = 3": ("setting-not-text", 2, "keys.edit", {}),
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_told_with_line_name_and_nearest(text: str) -> None:
    code, line, key, more = WRONG[text]
    problem = refused(text)
    facts = dict(problem.facts)
    assert problem.code == code
    if line is not None:
        assert (facts["line"], facts["key"]) == (line, key)
    assert {name: facts[name] for name in more} == more


def test_what_is_no_toml_is_told_by_the_parser() -> None:
    problem = refused("a = 1\nb = oops")
    assert problem.code == "settings-not-toml"
    assert "line 2" in str(problem.facts["reason"])


def write(path: Path, text: str | bytes = 'language = "en"') -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    path.chmod(0o600)
    return path


def test_without_a_file_the_defaults_hold(own_home: Path) -> None:
    assert load() == Settings()
    with pytest.raises(Problem, match="settings-missing"):
        load(own_home / "none.toml")


def test_the_users_file_is_in_the_xdg_home(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert user_file() == own_home / ".config" / "resultatdialog" / "config.toml"
    write(user_file())
    assert load().language == "en"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "elsewhere"))
    assert user_file() == tmp_path / "elsewhere" / "resultatdialog" / "config.toml"
    assert load().language == "auto"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert load().language == "en"
    assert load(write(tmp_path / "named.toml", 'language = "nb"')).language == "nb"


def test_the_database_is_as_named_else_as_set_else_in_the_xdg_home(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    default, chosen = Settings(), Settings(database="~/egen.db")
    assert database_file(chosen, Path("annen.db")) == Path.cwd() / "annen.db"
    assert database_file(chosen, Path("~/annen.db")) == own_home / "annen.db"
    assert database_file(chosen) == own_home / "egen.db"
    here = own_home / ".local" / "share" / "resultatdialog" / "resultatdialog.db"
    assert database_file(default) == here
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert database_file(default) == tmp_path / "resultatdialog" / "resultatdialog.db"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert database_file(default) == here


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert load(write(tmp_path / "c.toml", b'\xef\xbb\xbflanguage = "en"')).language == "en"


@pytest.mark.parametrize("mode", [0o602, 0o666])
def test_a_file_that_everybody_can_write_is_refused(tmp_path: Path, mode: int) -> None:
    path = write(tmp_path / "c.toml")
    path.chmod(mode)
    with pytest.raises(Problem) as raised:
        load(path)
    assert (raised.value.code, raised.value.facts) == (
        "settings-writable-by-others",
        {"file": str(path)},
    )


@pytest.mark.timeout(10)
def test_only_a_plain_file_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    write(tmp_path / "real.toml")
    (tmp_path / "link").symlink_to("real.toml")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "link", "folder"):
        with pytest.raises(Problem) as raised:
            load(tmp_path / name)
        assert raised.value.code == "settings-unreadable", name
    with pytest.raises(Problem, match="settings-unreadable"):
        load(tmp_path / "real.toml" / "c.toml")


def test_a_users_file_that_is_no_file_is_not_passed_over(own_home: Path) -> None:
    user_file().mkdir(parents=True)
    with pytest.raises(Problem, match="settings-unreadable"):
        load()


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="settings-not-utf8"):
        load(write(tmp_path / "c.toml", 'municipality = "Ås"'.encode("cp1252")))
