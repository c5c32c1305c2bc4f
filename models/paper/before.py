"""The basis of a dialogue on paper: what the talk is held on, and no word of what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.paper.document import Block, Bullets, Document, Heading
from models.paper.tables import either, made, promises, results, round_line, section, targets, who

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from models.basis import Basis, StaffFigures
    from models.paper.words import Words


def basis_document(basis: Basis, words: Words, today: date) -> Document:
    """What the talk needs on the table, as of ``today``."""
    subtitle = f"{basis.person} · {round_line(basis.round, words)}"
    return made(words, words.say("title-basis"), subtitle, _blocks(basis, words, today), today)


def _blocks(basis: Basis, words: Words, today: date) -> Iterator[Block]:
    pairs = who(basis, words)
    if basis.card and basis.card.planned_on:
        moment = " ".join(
            part for part in (words.day(basis.card.planned_on), basis.card.planned_time) if part
        )
        pairs.append((words.say("planned"), ", ".join(filter(None, (moment, basis.card.place)))))
    yield section(pairs)
    yield Heading(words.say("agenda"))
    yield Bullets(tuple(words.topic(topic.title) for topic in basis.topics))
    year = basis.round.year
    yield Heading(words.say("last-goals", year=year - 1))
    yield either(results(basis.last_goals, words), words, "no-last-goals")
    yield Heading(words.say("goals", year=year))
    yield either(targets(basis.goals, words), words, "no-goals")
    if basis.goals_ahead:
        yield Heading(words.say("goals", year=year + 1))
        yield either(targets(basis.next_goals, words), words, "no-goals")
    yield Heading(words.say("open-commitments"))
    yield either(promises(basis.commitments, words, today), words, "no-open-commitments")
    if basis.staff is not None:
        yield Heading(words.say("staff"))
        yield section(_staff(basis.staff, words))
    if basis.flags:
        yield Heading(words.say("flags"))
        yield Bullets(tuple(words.flag(flag) for flag in basis.flags))


def _staff(staff: StaffFigures, words: Words) -> Iterator[tuple[str, str]]:
    heads = words.number(staff.heads)
    if staff.upper:
        heads = words.say("of-limit", heads=heads, limit=words.number(staff.upper))
    yield words.say("span"), heads
    yield words.say("staff-with-goals"), words.part(staff.with_goals, staff.heads)
    if staff.leaders:
        yield words.say("leaders-held"), words.part(staff.held, staff.leaders)
