"""The report on paper: figures first; names only where they were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.paper.document import Block, Column, Document, Heading, Paragraph, Table
from models.paper.tables import made, round_line, section
from models.paper.words import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.paper.standing import Area, Line, Names, Report
    from models.paper.words import Words

DEEPER = "› "
"""Goes before a unit for each level that it lies under the area's own units."""


def report_document(report: Report, words: Words) -> Document:
    """The figures of the whole and of each area; the names that the report has."""
    round_ = report.at.round
    subtitle = str(report.at.year)
    if round_ is not None:
        window = f"{words.day(round_.starts_on)} – {words.day(round_.ends_on)}"
        subtitle = f"{round_line(round_, words)} · {window}"
    blocks = _blocks(report, words)
    return made(words, words.say("title-report"), subtitle, blocks, report.at.today)


def _blocks(report: Report, words: Words) -> Iterator[Block]:
    whole = report.whole
    waiting = whole.leaders - whole.held
    yield section(
        [
            (words.say("talks-held"), words.part(whole.held, whole.leaders)),
            (
                words.say("talks-not-held"),
                words.say(
                    "talks-waiting",
                    waiting=words.number(waiting),
                    planned=words.number(waiting - whole.overdue - whole.not_planned),
                    overdue=words.number(whole.overdue),
                    not_planned=words.number(whole.not_planned),
                ),
            ),
            (words.say("exempt"), words.number(whole.exempt)),
            *_staff_talks(report, words),
            (words.say("own-goals"), words.part(whole.staff_with_goals, whole.staff)),
            (words.say("without-goals"), words.number(whole.staff - whole.staff_with_goals)),
            (
                words.say("leader-span"),
                words.say(
                    "median-largest",
                    median=words.number(whole.median_span),
                    largest=words.number(whole.largest_span),
                ),
            ),
            (words.say("spans-over"), words.number(whole.over_limit)),
            (words.say("commitments-overdue"), words.number(report.overdue_commitments)),
        ]
    )
    staff = report.at.asks_staff
    lines = [area.line for area in report.areas if area.line]
    if lines:
        yield Heading(words.say("by-area"))
        yield _table(words.say("area"), lines, words, staff, _whole(report, words))
        yield Paragraph(words.say("whole-has-more"), quiet=True)
    for area in report.areas:
        yield from _area(area, words, staff)


def _staff_talks(report: Report, words: Words) -> Iterator[tuple[str, str]]:
    """How far the dialogues with those who lead nobody are, where the round asks for them."""
    if report.at.asks_staff:
        whole = report.whole
        yield words.say("staff-talks-held"), words.part(whole.staff_held, whole.staff_asked)


def _area(area: Area, words: Words, staff: bool) -> Iterator[Block]:
    named = list(_names(area.names, words))
    if not area.units and not named:
        return
    yield Heading(area.line.name if area.line else words.say("no-area"))
    if area.units:
        yield _table(words.say("unit"), area.units, words, staff)
    yield from named


def _table(
    first: str,
    lines: Iterable[Line],
    words: Words,
    staff: bool,
    total: tuple[str, ...] | None = None,
) -> Table:
    """``staff``: with a column of the dialogues with those who lead nobody."""
    columns = (
        Column(first, 4),
        Column(words.say("held"), 1.3, figures=True),
        Column(words.say("asked"), 1.3, figures=True),
        Column(words.say("share"), 1.3, figures=True),
        *((Column(words.say("staff-held-short"), 2, figures=True),) if staff else ()),
        Column(words.say("without-goals-short"), 1.7, figures=True),
        Column(words.say("spans-over-short"), 1.7, figures=True),
        Column(words.say("overdue-short"), 2, figures=True),
    )
    rows = [_row(line, words, staff) for line in lines]
    return Table(columns, (*rows, *([total] if total else [])), total=total is not None)


def _row(line: Line, words: Words, staff: bool) -> tuple[str, ...]:
    return (
        DEEPER * (line.depth - 1) + line.name,
        *_coverage(line.held, line.asked, words),
        *((_of(line.staff_held, line.staff_asked, words),) if staff else ()),
        words.number(line.staff - line.with_goals),
        words.number(line.over_limit),
        words.number(line.overdue_commitments),
    )


def _whole(report: Report, words: Words) -> tuple[str, ...]:
    whole = report.whole
    return (
        words.say("whole"),
        *_coverage(whole.held, whole.leaders, words),
        *((_of(whole.staff_held, whole.staff_asked, words),) if report.at.asks_staff else ()),
        words.number(whole.staff - whole.staff_with_goals),
        words.number(whole.over_limit),
        words.number(report.overdue_commitments),
    )


def _coverage(held: int, asked: int, words: Words) -> tuple[str, str, str]:
    share = words.percent(held / asked) if asked else NONE
    return words.number(held), words.number(asked), share


def _of(held: int, asked: int, words: Words) -> str:
    return words.say("of", some=words.number(held), whole=words.number(asked))


def _names(names: Names, words: Words) -> Iterator[Block]:
    name, unit = Column(words.say("name"), 3), Column(words.say("unit"), 3)
    lists = (
        (
            "talks-not-held",
            (Column(words.say("status"), 2), Column(words.say("planned"), 1.5)),
            [
                (one.name, one.unit, words.word("status", one.status), words.on(one.planned_on))
                for one in names.waiting
            ],
        ),
        (
            "spans-over",
            (
                Column(words.say("heads"), 1.5, figures=True),
                Column(words.say("limit"), 1.5, figures=True),
            ),
            [
                (one.name, one.unit, words.number(one.span_heads), words.number(one.span_limit))
                for one in names.wide
            ],
        ),
        (
            "leaders-without-goals",
            (Column(words.say("without-goals-short"), 3, figures=True),),
            [
                (one.name, one.unit, words.part(one.staff_without_goals, one.span_heads))
                for one in names.without_goals
            ],
        ),
        (
            "commitments-overdue",
            (Column(words.say("due"), 1.5), Column(words.say("days"), 1.5, figures=True)),
            [
                (one.name, one.unit, words.on(one.day), words.number(one.value or 0))
                for one in names.overdue
            ],
        ),
    )
    for code, columns, rows in lists:
        if rows:
            yield Heading(words.say(code), minor=True)
            yield Table((name, unit, *columns), tuple(rows))
