"""What documents say, in the language of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.paper.words import Words
from tui.flag_sentences import flag_sentence
from tui.gate import paragraphs, plain
from tui.languages import N_, _, current, day, decimal, number, percent
from tui.titles import chair, political_body
from tui.words import SIDE, STANDING, STATUS, round_name, topic_title, word

if TYPE_CHECKING:
    from tui.settings import Settings

HEADS = {
    "title-basis": N_("Basis for the results dialogue"),
    "title-agreement": N_("Agreement from the results dialogue"),
    "title-report": N_("Results dialogues: where we stand"),
    "title-personal-data": N_("What is stored about one person"),
    "nothing-stored": N_("Nothing is stored."),
    "made": N_("Made on {day}"),
    "page": N_("Page {page} of {pages}"),
    "of": N_("{some} of {whole}"),
    "of-share": N_("{some} of {whole} ({share})"),
    "of-limit": N_("{heads} (limit {limit})"),
}
TALK = {
    "person": N_("Dialogue with"),
    "unit": N_("Unit"),
    "superior": N_("Superior"),
    "conductor": N_("Held by"),
    "round": N_("Round"),
    "planned": N_("Planned"),
    "held-on": N_("Held on"),
    "confirmed-superior": N_("Confirmed by the superior"),
    "confirmed-subject": N_("Confirmed by the subject"),
    "agenda": N_("Agenda"),
    "last-goals": N_("Goals of {year} and their results"),
    "no-last-goals": N_("There were no goals last year."),
    "goals": N_("Goals for {year}"),
    "no-goals": N_("There are no goals for this year."),
    "open-commitments": N_("Open commitments"),
    "no-open-commitments": N_("No commitment is open."),
    "commitments": N_("Commitments"),
    "no-commitments": N_("No commitments were made."),
    "staff": N_("Staff"),
    "span": N_("Report straight to the leader"),
    "staff-with-goals": N_("With goals of their own"),
    "leaders-held": N_("Dialogues held with leaders"),
    "flags": N_("What needs attention"),
    "goal": N_("Goal"),
    "meaning": N_("What it means for me"),
    "indicator": N_("Indicator"),
    "baseline": N_("Baseline"),
    "target": N_("Target"),
    "result": N_("Result"),
    "standing": N_("Standing"),
    "by": N_("Deadline"),
    "qualitative": N_("qualitative"),
    "commitment": N_("Commitment"),
    "side": N_("Side"),
    "owner": N_("Owner"),
    "overdue": N_("{day}, overdue"),
    "leader-agreement": N_("Leader agreement"),
    "purpose": N_("Purpose: {text}"),
    "content": N_("Content: {text}"),
    "dialogues-a-year": N_("Dialogues a year"),
    "term": N_("Valid"),
    "signed-on": N_("Signed on"),
    "signatures": N_("Signatures"),
    "for-superior": N_("for the superior"),
    "subject": N_("for the subject"),
    "place-and-day": N_("Place and day"),
    "signature": N_("Signature"),
}
REPORT = {
    "talks-held": N_("Dialogues with leaders held"),
    "talks-not-held": N_("Dialogues still to be held"),
    "staff-talks-held": N_("Dialogues with staff held"),
    "staff-held-short": N_("Staff held"),
    "talks-waiting": N_(
        "{waiting}: {planned} planned, {overdue} overdue, {not_planned} not planned"
    ),
    "exempt": N_("Exempt from the round"),
    "own-goals": N_("Staff with goals of their own"),
    "without-goals": N_("Staff without goals"),
    "leader-span": N_("Leadership span"),
    "median-largest": N_("median {median}, largest {largest}"),
    "spans-over": N_("Spans over the limit"),
    "commitments-overdue": N_("Commitments overdue"),
    "by-area": N_("By area"),
    "area": N_("Area"),
    "whole": N_("The whole"),
    "whole-has-more": N_("The whole also counts those who belong to no area."),
    "no-area": N_("In no area"),
    "held": N_("Held"),
    "asked": N_("Asked for"),
    "share": N_("Share"),
    "without-goals-short": N_("Without goals"),
    "spans-over-short": N_("Wide spans"),
    "overdue-short": N_("Overdue commitments"),
    "leaders-without-goals": N_("Leaders with staff without goals"),
    "name": N_("Name"),
    "status": N_("Dialogue"),
    "heads": N_("Span"),
    "limit": N_("Limit"),
    "due": N_("Due"),
    "days": N_("Days overdue"),
}
FILES = {
    "file-basis": N_("results dialogue {year} {round} {name} basis"),
    "file-agreement": N_("results dialogue {year} {round} {name} agreement"),
}
TEXTS = HEADS | TALK | REPORT | FILES
KINDS = {"standing": STANDING, "side": SIDE, "status": STATUS}
UNFILLED = frozenset({"page"})
"""Filled in by whoever knows the number of pages."""


def paper_words(settings: Settings, municipality: str = "") -> Words:
    """The words of documents; ``municipality`` is what the database calls it, where the settings
    say nothing."""
    return Words(
        language=current(),
        municipality=plain(settings.municipality or municipality),
        political_body=political_body(settings),
        chair=chair(settings),
        say=_say,
        word=lambda kind, code: word(KINDS[kind], code),
        round_name=round_name,
        topic=topic_title,
        flag=flag_sentence,
        day=day,
        number=number,
        decimal=decimal,
        percent=percent,
        clean=paragraphs,
    )


def _say(code: str, **facts: object) -> str:
    text = _(TEXTS[code])
    return text if code in UNFILLED else text.format(**facts)
