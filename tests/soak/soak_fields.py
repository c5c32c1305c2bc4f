"""Anything is typed into fields and written into settings: it is read or refused in a sentence."""

from __future__ import annotations

import random
import time
from datetime import date
from pathlib import Path

from models.entry import (
    parse_count,
    parse_day,
    parse_decimal,
    parse_moment,
    parse_percent,
)
from models.entry.clock import parse_clock, parse_minutes
from models.problems import Problem, Problems
from tests.hostile import KINDS
from tests.soak.row import Row
from tui import settings
from tui.sentences import sentence

TEST = "fields and settings"
FULL, SHORT = 100_000, 1_500
TODAY = date(2027, 3, 10)
SLOW_SECONDS = 2
SETTINGS_EACH = 10
"""One in so many is a whole settings file."""
SIGNS = "0123456789" * 3 + ".,:;/-+ %uUdmåÅkKiIvt½²٣५\u00a0\u2212\u202e\x00\x1b\ud800eE_'\"[]={}\n"
WORDS = ("i morgen", "tomorrow", "mandag", "uke 12", "+2u", "14.3", "2027-03-14", "29.2", "inf")
WORDS += ("9,1", "-7.5", "1 234", "nan", "1e999", "100 %", "12:30", "24:00", "99999999999999999")
FIELDS = (
    *(parse_count, parse_decimal, parse_percent, parse_clock, parse_minutes),
    lambda text: parse_day(text, TODAY),
    lambda text: parse_moment(text, TODAY),
)


def soak(turns: int, folder: Path) -> Row:
    """Type ``turns`` texts."""
    chance = random.Random(turns)
    file = Path(__file__).parents[2] / "config.toml"
    whole = file.read_text(encoding="utf-8")
    read, faults = 0, []
    for turn in range(turns):
        text = _settings(whole, chance) if turn % SETTINGS_EACH == 0 else _typed(chance)
        began = time.process_time()
        try:
            if turn % SETTINGS_EACH == 0:
                settings.parse(text, folder / "config.toml")
            else:
                chance.choice(FIELDS)(text)
            read += 1
        except (Problem, Problems) as error:
            problems = error.problems if isinstance(error, Problems) else [error]
            said = [sentence(problem) for problem in problems]
            faults += [f"more than a line for {text!r}" for one in said if "\n" in one]
        except Exception as error:
            faults.append(f"{type(error).__name__} for {text[:300]!r}")
        if time.process_time() - began > SLOW_SECONDS:
            faults.append(f"slow: {text[:300]!r}")
    return Row(
        f"{turns} texts, one in {SETTINGS_EACH} a settings file",
        "read, or refused in one sentence, within 2 s",
        f"{read} read, {turns - read} refused, {len(faults)} faults",
        tuple(faults[:10]),
    )


def _typed(chance: random.Random) -> str:
    kind = chance.randrange(5)
    if kind == 0:
        return "".join(chance.choices(SIGNS, k=chance.choice((1, 3, 8, 20, 2000))))
    text = chance.choice(WORDS)
    if kind == 4:
        return text
    if kind == 1:
        place = chance.randrange(len(text) + 1)
        return text[:place] + chance.choice(SIGNS) + text[place + chance.randrange(2) :]
    return (
        text + chance.choice(("", " ", "9", ".")) * 9
        if kind == 2
        else chance.choice([*KINDS.values()])
    )


def _settings(whole: str, chance: random.Random) -> str:
    """The settings that the program comes with, damaged in up to three places."""
    lines = whole.splitlines()
    for _ in range(chance.randrange(4)):
        place = chance.randrange(len(lines))
        name, sign, _value = lines[place].partition("=")
        new = (
            "1",
            "-1",
            '"x"',
            "[]",
            "{}",
            "1e400",
            "2027-03-10",
            '["", 9]',
            "true",
            _typed(chance),
        )
        lines[place] = f"{name}{sign}{chance.choice(new)}" if sign else _typed(chance)
    return "\n".join(lines)
