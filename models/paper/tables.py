"""The tables and facts that more than one document has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.paper.document import Block, Column, Document, Facts, Paragraph, Table
from models.paper.words import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from models.basis import Basis
    from models.commitment import CommitmentCard
    from models.goal import GoalCard
    from models.paper.words import Words
    from models.year import RoundCard


def made(words: Words, title: str, subtitle: str, blocks: Iterable[Block], day: date) -> Document:
    """The document of these blocks as of ``day``."""
    return Document(
        municipality=words.municipality,
        title=title,
        subtitle=subtitle,
        blocks=tuple(blocks),
        language=words.language,
        made_on=day,
        made=words.say("made", day=words.day(day)),
        page=words.say("page"),
    )


def round_line(round_: RoundCard, words: Words) -> str:
    """``2027 · Winter: results``."""
    return f"{round_.year} · {words.round_name(round_.code, round_.name)}"


def who(basis: Basis, words: Words) -> list[tuple[str, str]]:
    """Whom the dialogue is with, and who holds it."""
    top = basis.level == 1
    superior = basis.superior or (words.political_body if top else NONE)
    conductor = basis.conductor or (words.chair if top else NONE)
    name = f"{basis.person}, {basis.title}" if basis.title else basis.person
    return [
        (words.say("person"), name),
        (words.say("unit"), basis.unit or NONE),
        (words.say("superior"), superior),
        (words.say("conductor"), conductor),
        (words.say("round"), round_line(basis.round, words)),
    ]


def either(table: Table, words: Words, none: str) -> Block:
    """The table, or the sentence of ``none`` where it has no row."""
    return table if table.rows else Paragraph(words.say(none), quiet=True)


def results(goals: Sequence[GoalCard], words: Words) -> Table:
    """Goals with what became of them."""
    columns = (
        Column(words.say("goal"), 4),
        Column(words.say("indicator"), 3),
        Column(words.say("target"), 1.3, figures=True),
        Column(words.say("result"), 1.7, figures=True),
        Column(words.say("standing"), 2),
    )
    return Table(columns, tuple(_result(goal, words) for goal in goals if _counts(goal)))


def targets(goals: Sequence[GoalCard], words: Words) -> Table:
    """Goals with what is to be reached, and when."""
    columns = (
        Column(words.say("goal"), 4),
        Column(words.say("indicator"), 3),
        Column(words.say("baseline"), 1.6, figures=True),
        Column(words.say("target"), 1.4, figures=True),
        Column(words.say("by"), 1.6),
    )
    rows = tuple(
        (
            _title(goal),
            _indicator(goal, words),
            words.value(goal.entry.baseline),
            words.value(goal.entry.target),
            words.on(goal.entry.due),
        )
        for goal in goals
        if _counts(goal)
    )
    return Table(columns, rows)


def meanings(goals: Sequence[GoalCard], words: Words) -> Table:
    """What goals mean for those whose own they are, where that is written down."""
    columns = (Column(words.say("goal"), 4), Column(words.say("meaning"), 6))
    rows = tuple(
        (goal.entry.title, goal.entry.meaning)
        for goal in goals
        if goal.entry.meaning.strip() and _counts(goal)
    )
    return Table(columns, rows)


def promises(cards: Sequence[CommitmentCard], words: Words, today: date) -> Table:
    """Commitments of both sides with owner and day; no reason for which one was dropped."""
    columns = (
        Column(words.say("commitment"), 4.5),
        Column(words.say("side"), 1.8),
        Column(words.say("owner"), 2.2),
        Column(words.say("by"), 2),
    )
    rows = tuple(
        (
            card.entry.text,
            words.word("side", card.entry.side),
            card.owner_name or NONE,
            words.say("overdue", day=words.on(card.entry.due))
            if card.overdue(today)
            else words.on(card.entry.due),
        )
        for card in cards
    )
    return Table(columns, rows)


def section(pairs: Iterable[tuple[str, str]]) -> Facts:
    """Facts of these pairs."""
    return Facts(tuple(pairs))


def _result(goal: GoalCard, words: Words) -> tuple[str, ...]:
    standing = goal.standing
    said = words.word("standing", standing.state)
    if standing.fraction is not None and standing.state in {"met", "under-way"}:
        said = f"{said}, {words.percent(float(standing.fraction))}"
    if goal.entry.qualitative and standing.state == "not-measurable":
        said = words.say("qualitative")
    missing = words.word("standing", "not-measured")
    return (
        _title(goal),
        _indicator(goal, words),
        words.value(goal.entry.target),
        missing if goal.actual is None else words.decimal(goal.actual),
        NONE if standing.state == "not-measured" else said,
    )


def _counts(goal: GoalCard) -> bool:
    return goal.entry.state != "dropped"


def _title(goal: GoalCard) -> str:
    """A unit's goal says whose it is."""
    return goal.entry.title if goal.entry.person_id else f"{goal.entry.title} ({goal.owner})"


def _indicator(goal: GoalCard, words: Words) -> str:
    entry = goal.entry
    if not entry.indicator and not entry.measure:
        return words.say("qualitative") if entry.qualitative else NONE
    return ", ".join(part for part in (entry.indicator, entry.measure) if part)
