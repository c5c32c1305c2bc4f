"""A dialogue with its notes, as its screen needs it. Confidential: what is printed or exported is
made from :mod:`models.basis` alone."""

from __future__ import annotations

from datetime import date

from models.basis import Basis, basis_ahead
from models.derived import AsOf
from models.dialogue import DialogueCard, dialogues_of
from models.note import TopicNote, agendas, topics_of


def talk_of(person_id: int, round_id: int, at: AsOf) -> tuple[Basis, list[TopicNote]]:
    """The basis and the topics with their notes.

    Of a dialogue that has not been made yet, the topics are those it would get; their numbers are
    -1, -2 and so on.
    """
    basis = basis_ahead(person_id, round_id, at)
    if basis.card is not None:
        return basis, topics_of(basis.card.id)
    topics = enumerate(basis.topics, 1)
    return basis, [TopicNote(-place, topic.title, None, 0, "") for place, topic in topics]


def talks_with(person_id: int, today: date) -> list[tuple[DialogueCard, list[TopicNote]]]:
    """Somebody's dialogues, the newest first, each with its topics and notes."""
    cards = dialogues_of(person_id, today)
    topics = agendas([card.id for card in cards])
    return [(card, topics[card.id]) for card in cards]


def topic_made(dialogue_id: int, topic: TopicNote) -> TopicNote:
    """The topic of a dialogue that has been made since :func:`talk_of` gave ``topic``."""
    topics = topics_of(dialogue_id)
    if topic.topic_id > 0:
        return topic
    return topics[-topic.topic_id - 1]
