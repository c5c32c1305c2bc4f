"""Every setting with its value in words, under the name that it has in the file."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import asdict

from models.rules import SpanLimit
from tui.settings import Settings


def listed(settings: Settings) -> list[tuple[str, str]]:
    """Name → value, in the order of ``config.toml``."""
    rules = settings.rules
    return [
        ("language", settings.language),
        ("municipality", settings.municipality),
        ("database.path", settings.database),
        ("database.group", settings.group),
        ("backup.keep", str(settings.keep_backups)),
        ("undo.days", str(settings.undo_days)),
        *_table("retention", asdict(settings.retention)),
        *_table("screen", asdict(settings.look)),
        *_table("titles", asdict(settings.titles)),
        *zip(
            ("levels.political", "levels.executive", "levels.service", "levels.staff"),
            settings.levels,
            strict=True,
        ),
        *((f"levels.unit.{code}", str(level)) for code, level in rules.level_of_unit.items()),
        *_span("span.default", rules.span),
        *(
            line
            for kind, limit in rules.span_of_kind.items()
            for line in _span(f"span.kind.{kind}", limit)
        ),
        *(
            line
            for code, limit in rules.span_of_unit.items()
            for line in _span(f"span.unit.{code}", limit)
        ),
        *((f"milestone.{one.code}", _month_day(one.day)) for one in rules.milestones),
        *(
            (f"round.{one.code}", f"{_month_day(one.starts)} – {_month_day(one.ends)}")
            for one in rules.rounds
        ),
        ("agenda.topics", ", ".join(rules.agenda)),
        ("agenda.short", ", ".join(rules.short_agenda)),
        *_table("dialogue", asdict(rules.talk)),
        ("what_if.minutes_per_talk", str(rules.talk_minutes)),
        *(
            (f"agenda.level.{level}.{name}", ", ".join(topics))
            for level, own in rules.agenda_of_level.items()
            for name, topics in (("topics", own.topics), ("short", own.short))
            if topics
        ),
        *_table("csv", asdict(settings.csv)),
        *((f"keys.{identity}", keys) for identity, keys in settings.keys.items()),
    ]


def _table(name: str, values: dict[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        yield f"{name}.{key}", text


def _span(name: str, limit: SpanLimit) -> Iterator[tuple[str, str]]:
    return _table(name, asdict(limit))


def _month_day(day: tuple[int, int]) -> str:
    return f"{day[0]:02}-{day[1]:02}"
