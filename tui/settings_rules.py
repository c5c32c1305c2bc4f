"""Reads the municipality's own rules from a settings file: limits, rounds, agenda and so on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.rules import LevelAgenda, MilestoneRule, RoundRule, Rules, SpanLimit, TalkRule

if TYPE_CHECKING:
    from tui.settings_reader import Reader


def read_rules(top: Reader) -> Rules:
    """The rules that the whole file ``top`` sets."""
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


def _unit_levels(reader: Reader) -> dict[str, int]:
    return {code.casefold(): reader.level(code) for code in reader.names()}
