"""Reads one table of a settings file, value by value, and tells where what is wrong stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from models.problems import Problem


class Reader:
    """A table of the file. Each key that is asked for becomes known; the rest are refused."""

    def __init__(
        self, given: Any, source: str, path: Path, prefix: str = "", place: int = 0
    ) -> None:
        """``prefix`` is the table's full name; ``place`` its number among those of that name."""
        self._given: Mapping[str, Any] = given if isinstance(given, dict) else {}
        self._source = source
        self._path = path
        self._prefix = prefix
        self._place = place
        self._known: dict[str, list[Reader]] = {}
        if not isinstance(given, dict):
            self.fail("setting-not-table", "")

    def text(self, key: str, default: str = "", needed: bool = False) -> str:
        """A text; ``setting-missing`` if it is needed and not there."""
        value = self._value(key, default)
        if not isinstance(value, str):
            self.fail("setting-not-text", key)
        if needed and not value:
            self.fail("setting-missing", key)
        return value

    def choice(self, key: str, among: Sequence[str], default: str) -> str:
        """One of a few words."""
        value = self.text(key, default)
        if value not in among:
            self.fail("setting-not-among", key, value=value, among=", ".join(among))
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            self.fail("setting-not-flag", key)
        return value

    def count(self, key: str, default: int) -> int:
        """A whole number from 0."""
        value = self._value(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fail("setting-not-count", key)
        return value

    def list(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of texts that is not empty."""
        value = self._value(key, list(default))
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            self.fail("setting-not-list", key)
        return tuple(value) or default

    def levels(self, key: str) -> tuple[int, ...]:
        """A list of levels, 1 to 4."""
        value = self._value(key, [1, 2, 3])
        if not isinstance(value, list) or not value or not all(map(_is_level, value)):
            self.fail("setting-not-levels", key)
        return tuple(sorted(set(value)))

    def level(self, key: str) -> int:
        """A level, 1 to 4."""
        value = self._value(key, None)
        if not _is_level(value):
            self.fail("setting-not-level", key)
        return int(value)

    def month_day(self, key: str) -> tuple[int, int]:
        """A day of any year, written ``MM-DD``; not 29 February, which not every year has."""
        value = self.text(key, needed=True)
        try:
            day = datetime.strptime(f"2001-{value}", "%Y-%m-%d").replace(tzinfo=UTC)
        except ValueError:
            self.fail("setting-not-day", key, value=value)
        return day.month, day.day

    def clock(self, key: str, default: str) -> str:
        """A time of the day, written ``HH:MM``."""
        value = self.text(key, default)
        try:
            return datetime.strptime(value, "%H:%M").replace(tzinfo=UTC).strftime("%H:%M")
        except ValueError:
            self.fail("setting-not-clock", key, value=value)

    def texts(self) -> dict[str, str]:
        """The whole table as key → text."""
        return {key: self.text(key) for key in self._given}

    def names(self) -> tuple[str, ...]:
        """The keys that are there."""
        return tuple(self._given)

    def table(self, key: str) -> Reader:
        """The table under ``key``; an empty one if it is not there."""
        known = self._known.get(key)
        if known:
            return known[0]
        reader = Reader(self._given.get(key, {}), self._source, self._path, self._full(key))
        self._known[key] = [reader]
        return reader

    def tables(self, key: str) -> tuple[Reader, ...]:
        """The tables of the list under ``key``, written ``[[key]]``."""
        given = self._given.get(key, [])
        if not isinstance(given, list):
            self.fail("setting-not-table", key)
        full = self._full(key)
        self._known[key] = [
            Reader(one, self._source, self._path, full, place) for place, one in enumerate(given)
        ]
        return tuple(self._known[key])

    def refuse_unknown(self) -> None:
        """Raise ``setting-unknown`` for the first key that nothing has asked for, here or below."""
        for key in self._given:
            if key not in self._known:
                near = get_close_matches(key, self._known, 1)
                self.fail("setting-unknown", key, near=self._full(near[0]) if near else "")
        for readers in self._known.values():
            for reader in readers:
                reader.refuse_unknown()

    def fail(self, code: str, key: str, **facts: object) -> NoReturn:
        """Raise a problem with the file, the line and the full name of ``key``."""
        where = {"file": str(self._path), "line": self._line(key), "key": self._full(key)}
        raise Problem(code, None, **facts, **where)

    def _value(self, key: str, default: Any) -> Any:
        self._known.setdefault(key, [])
        return self._given.get(key, default)

    def _full(self, key: str) -> str:
        return ".".join(part for part in (self._prefix, key) if part)

    def _line(self, key: str) -> int:
        """The line on which ``key`` of this table stands, or the table's own, or 1.

        TOML's parser keeps no positions, so the lines are gone through for headings and keys.
        """
        own, sought = _unspaced(self._prefix), _unspaced(self._full(key))
        table, best, seen = "", 1, -1
        for number, line in enumerate(self._source.splitlines(), 1):
            heading = re.match(r"\s*\[\[?([^\]]+)\]", line)
            if heading:
                table = _unspaced(heading[1])
                seen += table == own
                if (table == own and seen <= self._place) or table == sought:
                    best = number
                continue
            found = re.match(r"\s*([^=#]+?)\s*=", line)
            if found and (table != own or not own or seen == self._place):
                name = _unspaced(found[1])
                if ".".join(part for part in (table, name) if part) == sought:
                    return number
        return best


def _unspaced(name: str) -> str:
    """``name`` as it is compared: quotes and spaces in it may or may not be written."""
    return re.sub(r"[\s\"']", "", name)


def _is_level(value: object) -> bool:
    return type(value) is int and value in range(1, 5)
