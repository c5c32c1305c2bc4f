"""The basis of a dialogue: all that the talk needs on the table, and no word of what was said.

Last year's goals with their results, this year's goals, what either side has promised, the flags,
and how far a leader's own staff and leaders have come. A screen shows it beside the notes, and it
is printed before the talk.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from models import dialogue
from models.agenda import agenda_for
from models.commitment import COMMITMENT_CARD, CommitmentCard
from models.commitment import card_of as commitment_of
from models.database import row, rows
from models.derived import AsOf, derive
from models.dialogue import DIALOGUE_CARD, DialogueCard
from models.flags import Flag, Scope, flags
from models.goal import GOAL_CARD, GoalCard
from models.goal import card_of as goal_of
from models.problems import Problem
from models.year import RoundCard, round_card


class AgendaTopic(Struct, frozen=True):
    """A topic without its note. ``id`` is None in an agenda that no dialogue has yet; ``title`` is
    a code of the standard agenda or the municipality's own words."""

    id: int | None
    title: str


class StaffFigures(Struct, frozen=True):
    """How far those under a leader have come in the round.

    ``heads`` are the active people of the span, ``leaders`` those under the leader whom the round
    asks and who are not exempt, ``held`` how many of their dialogues were held.
    """

    heads: int
    with_goals: int
    upper: int
    span_flag: str
    leaders: int
    held: int


class Basis(Struct, frozen=True):
    """What a dialogue is held on. ``card`` is None where nothing has been planned yet.

    ``superior`` is the one of the dialogue, else the one that the lines give today; empty at the
    top, where it is a political body. ``last_goals`` are of the year before the round's and
    ``next_goals`` of the year after; goals are the person's own and those of the units that the
    person leads. ``commitments`` are the open ones of both sides, the overdue first; ``made_here``
    those that this dialogue led to, whatever has become of them. ``staff`` is None for somebody who
    leads nobody.
    """

    person_id: int
    person: str
    employee_no: str | None
    title: str
    unit_id: int | None
    unit: str
    level: int
    superior_id: int | None
    superior: str
    conductor_id: int | None
    conductor: str
    round: RoundCard
    card: DialogueCard | None
    topics: tuple[AgendaTopic, ...]
    last_goals: tuple[GoalCard, ...]
    goals: tuple[GoalCard, ...]
    next_goals: tuple[GoalCard, ...]
    commitments: tuple[CommitmentCard, ...]
    made_here: tuple[CommitmentCard, ...]
    flags: tuple[Flag, ...]
    staff: StaffFigures | None
    year_closed: bool = False

    @property
    def goals_ahead(self) -> bool:
        """Whether goals of the year after belong to it: the round is about them, or some are."""
        return self.round.looks_ahead or bool(self.next_goals)


def basis_of(dialogue_id: int, at: AsOf) -> Basis:
    """The basis of a dialogue as of ``at.today``, in the dialogue's own round whichever is on.

    ``removed-meanwhile`` if there is no such dialogue.
    """
    found = row(
        DIALOGUE_CARD + "AND d.id = :number",
        {"number": dialogue_id, "today": at.today.isoformat()},
    )
    if found is None:
        raise Problem("removed-meanwhile", kind="dialogue")
    card = dialogue.card_of(found)
    return _basis(card.person_id, card.round_id, card, at)


def basis_ahead(person_id: int, round_id: int, at: AsOf) -> Basis:
    """The basis of the dialogue with a person in a round, also if nothing is planned yet."""
    found = row(
        DIALOGUE_CARD + "AND d.person_id = :person AND d.round_id = :round",
        {"person": person_id, "round": round_id, "today": at.today.isoformat()},
    )
    return _basis(person_id, round_id, dialogue.card_of(found) if found else None, at)


def _basis(person_id: int, round_id: int, card: DialogueCard | None, at: AsOf) -> Basis:
    round_ = at.round if at.round and at.round.id == round_id else round_card(round_id)
    at = replace(at, round=round_)
    derive(at)
    name, employee_no, title, unit_id, unit, level, superior_id, superior = _person(person_id)
    if card and not card.waits:
        superior_id, superior = card.superior_id, card.superior_name
    conductor_id, conductor = superior_id, superior
    if card and not (card.waits and card.conductor_id == card.superior_id):
        conductor_id, conductor = card.conductor_id, card.conductor_name
    found = _commitments(person_id, card, at)
    goals = _goals(person_id, round_.year)
    return Basis(
        person_id=person_id,
        person=name,
        employee_no=employee_no,
        title=title,
        unit_id=unit_id,
        unit=unit,
        level=level,
        superior_id=superior_id,
        superior=superior,
        conductor_id=conductor_id,
        conductor=conductor,
        round=round_,
        card=card,
        topics=_topics(person_id, card, at),
        last_goals=tuple(one for one in goals if one.entry.year_id == round_.year - 1),
        goals=tuple(one for one in goals if one.entry.year_id == round_.year),
        next_goals=tuple(one for one in goals if one.entry.year_id == round_.year + 1),
        commitments=tuple(one for one in found if one.entry.state == "open"),
        made_here=tuple(one for one in found if card and one.entry.dialogue_id == card.id),
        flags=tuple(flags(at, Scope(person_id=person_id))),
        staff=_staff(person_id),
        year_closed=row("SELECT closed_on FROM year WHERE number = ?", (round_.year,)) != (None,),
    )


def _person(person_id: int) -> tuple[str, str | None, str, int | None, str, int, int | None, str]:
    """Name, number, title, unit, level and superior; a leader without a unit is where they lead."""
    found = row(
        """
        SELECT p.name, p.employee_no, p.title, u.id, coalesce(u.name, ''), coalesce(l.level, 4),
               s.id, coalesce(s.name, '')
        FROM person p LEFT JOIN temp.line n ON n.person_id = p.id
        LEFT JOIN temp.leader l ON l.person_id = p.id
        LEFT JOIN unit u ON u.id = coalesce(p.unit_id, l.unit_id)
        LEFT JOIN person s ON s.id = n.superior_id
        WHERE p.id = ? AND p.removed_at IS NULL""",
        (person_id,),
    )
    if found is None:
        raise Problem("removed-meanwhile", kind="person")
    name, employee_no, title, unit_id, unit, level, superior_id, superior = found
    return name, employee_no, title, unit_id, unit, level, superior_id, superior


def _topics(person_id: int, card: DialogueCard | None, at: AsOf) -> tuple[AgendaTopic, ...]:
    if card is None:
        assert at.round is not None  # noqa: S101 (set by the one who calls)
        titles = agenda_for(person_id, at.round.id, at.rules)
        return tuple(AgendaTopic(None, title) for title in titles)
    found = rows(
        "SELECT id, title FROM topic WHERE dialogue_id = ? AND removed_at IS NULL"
        " ORDER BY position, id",
        (card.id,),
    )
    return tuple(AgendaTopic(*one) for one in found)


def _goals(person_id: int, year: int) -> list[GoalCard]:
    """The goals of three years around ``year``: the units' first, then the person's own."""
    found = rows(
        GOAL_CARD
        + "AND g.year_id BETWEEN :year - 1 AND :year + 1 AND (g.person_id = :who OR g.unit_id IN"
        " (SELECT id FROM unit WHERE leader_id = :who AND removed_at IS NULL))"
        " ORDER BY g.person_id IS NOT NULL, u.sort_key, g.id",
        {"who": person_id, "year": year},
    )
    return [goal_of(one) for one in found]


def _commitments(person_id: int, card: DialogueCard | None, at: AsOf) -> list[CommitmentCard]:
    found = rows(
        COMMITMENT_CARD + "AND c.person_id = :who AND (c.state = 'open' OR c.dialogue_id = :talk)"
        " ORDER BY coalesce(c.due < :today, 0) DESC, c.due NULLS LAST, c.id",
        {"who": person_id, "talk": card.id if card else None, "today": at.today.isoformat()},
    )
    return [commitment_of(one) for one in found]


def _staff(person_id: int) -> StaffFigures | None:
    found = row(
        """
        SELECT l.heads, l.with_goals, l.upper, l.span_flag,
               (SELECT count(*) FROM temp.leader b WHERE b.superior_id = l.person_id
                AND b.status NOT IN ('', 'exempt')),
               (SELECT count(*) FROM temp.leader b WHERE b.superior_id = l.person_id
                AND b.status IN ('held', 'agreed'))
        FROM temp.leader l WHERE l.person_id = ?""",
        (person_id,),
    )
    return StaffFigures(*found) if found else None
