"""Basis and agreement: what is in them, and what never is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from models.basis import basis_ahead, basis_of
from models.commitment import CommitmentEntry, add_commitment
from models.database import database, rows
from models.dialogue import cancel, dialogue_card, exempt, hold
from models.note import topics_of, write_note
from models.paper.after import agreement_document, terms_of
from models.paper.before import basis_document
from models.paper.document import Heading, Signatures, Table
from models.paper.rendering import FORMATS, rendered
from models.problems import Problem
from models.rules import Rules
from tests.models.paper.conftest import DAY
from tests.models.paper.reading import read_pdf

if TYPE_CHECKING:
    from models.derived import AsOf
    from models.paper.document import Document
    from models.paper.words import Words

CANARY = "KANARIFUGL"


def number_of(name: str) -> int:
    return int(rows("SELECT id FROM person WHERE name = ?", (name,))[0][0])


def basis(name: str, at: AsOf, words: Words) -> Document:
    assert at.round is not None
    found = basis_ahead(number_of(name), at.round.id, at)
    return basis_document(found, words, DAY)


def agreement(dialogue_id: int, at: AsOf, words: Words) -> Document:
    found = basis_of(dialogue_id, at)
    return agreement_document(found, terms_of(found.person_id), words, DAY)


def held_with_commitment() -> int:
    return int(
        rows(
            "SELECT d.id FROM dialogue d JOIN commitment c ON c.dialogue_id = d.id"
            " JOIN leader_agreement a ON a.person_id = d.person_id"
            " WHERE d.held_on > '2027' AND c.state = 'open' ORDER BY d.id LIMIT 1"
        )[0][0]
    )


def everything(document: Document, words: Words) -> str:
    """The text in every format."""
    texts = [rendered(document, form, words) for form in FORMATS if form != "pdf"]
    return "\n".join([*(one.decode() for one in texts), read_pdf(rendered(document, "pdf", words))])


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_an_agreement_says_what_goals_mean_for_whoever_has_them(at: AsOf, english: Words) -> None:
    dialogue, goal = rows(
        "SELECT d.id, min(g.id) FROM dialogue d JOIN goal g ON g.person_id = d.person_id"
        " JOIN round r ON r.id = d.round_id AND r.year_id = g.year_id"
        " WHERE g.year_id = 2027 AND d.held_on IS NOT NULL AND g.state = 'open'"
        " GROUP BY d.id HAVING count(*) = 1 ORDER BY d.id LIMIT 1"
    )[0]
    database.execute_sql("UPDATE goal SET meaning = '' WHERE id = ?", (goal,))
    assert "What it means for me" not in everything(agreement(dialogue, at, english), english)
    database.execute_sql("UPDATE goal SET meaning = 'Two visits a week' WHERE id = ?", (goal,))
    text = everything(agreement(dialogue, at, english), english)
    assert text.count("What it means for me") == text.count("Two visits a week") == len(FORMATS)


def test_a_basis_has_what_the_talk_needs(at: AsOf, english: Words) -> None:
    document = basis("Liv Berg", at, english)
    text = rendered(document, "md", english).decode()
    for part in (
        *("Nordvik kommune", "# Basis for the results dialogue", "Liv Berg, Rektor"),
        *("**Superior:** Ola Hansen", "## Goals of 2026 and their results", "## Goals for 2027"),
        *("- What was achieved against the goals", "41 (limit 30)", "Made on 10/03/2027"),
        "41 people report straight to Liv Berg; the limit is 40.",
    ):
        assert part in text
    last, this, *_rest = tables(document)
    assert last.rows[0][2:4] == ("7.7", "8.4")
    assert this.rows[0][2:] == ("8.4", "7.2", "31/12/2027")


def test_what_was_not_measured_says_so(at: AsOf, english: Words) -> None:
    assert at.round is not None
    found = basis_ahead(number_of("Liv Berg"), at.round.id, at)
    bare = tuple(replace(goal, actual=None) for goal in found.last_goals)
    document = basis_document(replace(found, last_goals=bare), english, DAY)
    assert {row[3] for row in tables(document)[0].rows} == {"not measured"}


def test_an_agreement_has_what_was_agreed(at: AsOf, words: Words) -> None:
    talk = held_with_commitment()
    card = dialogue_card(talk, DAY)
    promised = rows("SELECT text FROM commitment WHERE dialogue_id = ? AND state = 'open'", (talk,))
    document = agreement(talk, at, words)
    text = everything(document, words)
    assert card.person_name in text
    assert card.held_on is not None
    assert words.day(card.held_on) in text
    assert all(one in rendered(document, "md", words).decode() for [one] in promised)
    terms = terms_of(card.person_id)
    assert terms is not None
    assert terms.content in text
    last = document.blocks[-1]
    assert isinstance(last, Signatures)
    assert last.lines[1][1] == card.person_name
    assert len(last.lines) == 2


def test_the_top_dialogue_is_signed_for_the_body(at: AsOf, english: Words) -> None:
    [[talk]] = rows(
        "SELECT d.id FROM dialogue d JOIN person p ON p.id = d.person_id"
        " WHERE p.name = 'Kari Nordmann' AND d.held_on > '2027'"
    )
    text = rendered(agreement(talk, at, english), "md", english).decode()
    assert "**Superior:** the executive committee" in text
    assert "**Held by:** the chair" in text


def test_there_is_no_agreement_before_the_dialogue(at: AsOf, english: Words) -> None:
    assert at.round is not None
    ahead = basis_ahead(number_of("Liv Berg"), at.round.id, at)
    with pytest.raises(Problem) as caught:
        agreement_document(ahead, None, english, DAY)
    assert (caught.value.code, caught.value.facts) == ("agreement-not-held", {"name": "Liv Berg"})
    [[planned]] = rows(
        "SELECT id FROM dialogue WHERE planned_on > '2027' AND held_on IS NULL LIMIT 1"
    )
    with pytest.raises(Problem, match="agreement-not-held"):
        agreement(planned, at, english)


def test_nothing_confidential_is_on_paper(at: AsOf, words: Words) -> None:
    assert at.round is not None
    person = number_of("Liv Berg")
    talk = hold(person, at.round.id, DAY, Rules())
    for topic in topics_of(talk):
        write_note(topic, f"{CANARY} note", DAY)
    dropped = CommitmentEntry(
        *(2027, person, "superior", "Skrive den om igjen", person, DAY, "dropped"),
        f"{CANARY} dropped",
        talk,
    )
    add_commitment(dropped, DAY)
    for document in (agreement(talk, at, words), basis("Liv Berg", at, words)):
        assert CANARY not in everything(document, words)
        assert "om igjen" not in everything(document, words)


def test_no_reason_is_on_paper(at: AsOf, words: Words) -> None:
    assert at.round is not None
    exempt(number_of("Liv Berg"), at.round.id, f"{CANARY} sick", Rules())
    [[talk]] = rows("SELECT id FROM dialogue WHERE planned_on > '2027-03-10' LIMIT 1")
    card = dialogue_card(talk, DAY)
    cancel(talk, card.revision, f"{CANARY} called off")
    called_off = basis_document(basis_of(talk, at), words, DAY)
    for document in (basis("Liv Berg", at, words), called_off):
        assert CANARY not in everything(document, words)


def test_an_agreement_has_no_flag(at: AsOf, words: Words) -> None:
    assert at.round is not None
    talk = hold(number_of("Liv Berg"), at.round.id, DAY, Rules())
    document = agreement(talk, at, words)
    found = basis_of(talk, at).flags
    assert found
    text = everything(document, words)
    assert not [flag for flag in found if words.flag(flag) in text]
    assert words.say("flags") not in {
        block.text for block in document.blocks if isinstance(block, Heading)
    }


def test_documents_speak_the_language_of_the_screen(at: AsOf, words: Words) -> None:
    document = basis("Liv Berg", at, words)
    page = rendered(document, "html", words).decode()
    assert f'<html lang="{words.language}">' in page
    assert ("Winter: results" in page) == (words.language == "en")
    assert ("Vinter: resultater" in page) == (words.language == "nb")
