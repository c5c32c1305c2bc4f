"""The agreement of a dialogue on paper: goals, commitments, the leader agreement, two signatures.

What was said is not in it, nor why somebody was exempt or a talk called off, nor any flag.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from models.database import row, with_days
from models.paper.document import Block, Document, Heading, Paragraph, Signatures
from models.paper.tables import either, made, meanings, promises, round_line, section, targets, who
from models.paper.words import NONE
from models.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.basis import Basis
    from models.commitment import CommitmentCard
    from models.goal import GoalCard
    from models.paper.words import Words


class Terms(Struct, frozen=True):
    """What a leader agreement says."""

    content: str
    purpose: str
    dialogues_a_year: int | None
    valid_from: date | None
    valid_until: date | None
    signed_on: date | None


def terms_of(person_id: int) -> Terms | None:
    """The newest leader agreement of a person."""
    found = row(
        "SELECT content, purpose, dialogues_a_year, valid_from, valid_until, signed_on"
        " FROM leader_agreement WHERE person_id = ? AND removed_at IS NULL"
        " ORDER BY coalesce(valid_from, signed_on, '') DESC, id DESC LIMIT 1",
        (person_id,),
    )
    return Terms(*with_days(found, 3, 4, 5)) if found else None


def agreement_document(basis: Basis, terms: Terms | None, words: Words, today: date) -> Document:
    """What both sides agreed on. ``agreement-not-held`` before the dialogue is held."""
    if basis.card is None or basis.card.held_on is None:
        raise Problem("agreement-not-held", name=basis.person)
    subtitle = f"{basis.person} · {round_line(basis.round, words)}"
    blocks = _blocks(basis, terms, words, today)
    return made(words, words.say("title-agreement"), subtitle, blocks, today)


def _blocks(basis: Basis, terms: Terms | None, words: Words, today: date) -> Iterator[Block]:
    pairs = who(basis, words)
    card = basis.card
    assert card is not None  # noqa: S101 (seen to above)
    pairs.append((words.say("held-on"), words.on(card.held_on)))
    confirmed = ((card.superior_confirmed_on, "superior"), (card.subject_confirmed_on, "subject"))
    pairs += [(words.say(f"confirmed-{side}"), words.day(day)) for day, side in confirmed if day]
    yield section(pairs)
    yield from _goals(basis.round.year, basis.goals, words)
    if basis.goals_ahead:
        yield from _goals(basis.round.year + 1, basis.next_goals, words)
    yield Heading(words.say("commitments"))
    yield either(promises(_agreed(basis), words, today), words, "no-commitments")
    if terms is not None:
        yield Heading(words.say("leader-agreement"))
        yield from _terms(terms, words)
    yield Heading(words.say("signatures"))
    superior, conductor = (name if name != NONE else "" for _label, name in who(basis, words)[2:4])
    yield Signatures(
        ((words.say("for-superior"), conductor or superior), (words.say("subject"), basis.person)),
        words.say("place-and-day"),
        words.say("signature"),
    )


def _goals(year: int, goals: Sequence[GoalCard], words: Words) -> Iterator[Block]:
    yield Heading(words.say("goals", year=year))
    yield either(targets(goals, words), words, "no-goals")
    meant = meanings(goals, words)
    if meant.rows:
        yield meant


def _agreed(basis: Basis) -> Sequence[CommitmentCard]:
    """What this dialogue led to and was not dropped, then what is open from before."""
    here = [one for one in basis.made_here if one.entry.state != "dropped"]
    known = {one.id for one in here}
    return [*here, *(one for one in basis.commitments if one.id not in known)]


def _terms(terms: Terms, words: Words) -> Iterator[Block]:
    for code, text in (("purpose", terms.purpose), ("content", terms.content)):
        if text.strip():
            yield Paragraph(words.say(code, text=text))
    pairs = []
    if terms.dialogues_a_year is not None:
        pairs.append((words.say("dialogues-a-year"), words.number(terms.dialogues_a_year)))
    if terms.valid_from or terms.valid_until:
        term = f"{words.on(terms.valid_from)} – {words.on(terms.valid_until)}"
        pairs.append((words.say("term"), term))
    if terms.signed_on:
        pairs.append((words.say("signed-on"), words.day(terms.signed_on)))
    if pairs:
        yield section(pairs)
