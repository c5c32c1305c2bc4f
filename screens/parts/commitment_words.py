"""How commitments are shown: their columns, the sentence of one, and what a list is narrowed to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec.structs import replace

from models.commitment import CommitmentCard
from models.commitments import WHICH, CommitmentScope, Facets
from tui.languages import _, day, ngettext, number
from tui.widgets.cells import Cell, Column
from tui.widgets.chooser import Choice
from tui.words import COMMITMENT_STATE, SIDE, word


def commitment_columns(today: Callable[[], date]) -> tuple[Column[CommitmentCard], ...]:
    """The columns of a list of commitments, seen as of ``today``."""

    def due(card: CommitmentCard) -> Cell:
        style = "bad" if card.overdue(today()) else ""
        return Cell(day(card.entry.due) if card.entry.due else "", style)

    def state(card: CommitmentCard) -> Cell:
        if card.overdue(today()):
            return Cell(_("overdue"), "bad")
        style = {"kept": "ok", "dropped": "muted"}.get(card.entry.state, "")
        return Cell(word(COMMITMENT_STATE, card.entry.state), style)

    return (
        Column("text", _("Commitment"), lambda card: Cell(card.entry.text), 24, grows=4),
        Column(
            "side", _("By"), lambda card: Cell(word(SIDE, card.entry.side), "muted"), 14, shed=2
        ),
        Column("owner", _("Owner"), _owner, 14, grows=2),
        Column(
            "with",
            _("Dialogue with"),
            lambda card: Cell(card.person_name, "muted"),
            14,
            grows=2,
            shed=1,
        ),
        Column("due", _("Due"), due, 10),
        Column("state", _("State"), state, 12),
    )


def _owner(card: CommitmentCard) -> Cell:
    if not card.first_promised_by:
        return Cell(card.owner_name)
    text = _("{owner} (from {name})").format(owner=card.owner_name, name=card.first_promised_by)
    return Cell(text.strip())


def commitment_in_full(card: CommitmentCard) -> str:
    """What it says, who promised it if that is not its owner, and what became of it."""
    parts = [card.entry.text]
    if card.first_promised_by:
        parts.append(_("promised by {name}").format(name=card.first_promised_by))
    if card.settled_on:
        settled = _("kept {day}") if card.entry.state == "kept" else _("dropped {day}")
        parts.append(settled.format(day=day(card.settled_on)))
    if card.entry.dropped_because:
        parts.append(card.entry.dropped_because)
    return " · ".join(parts)


def how_many(cards: Sequence[CommitmentCard]) -> str:
    """The text of the one, or how many they are."""
    if len(cards) == 1:
        return cards[0].entry.text
    text = ngettext("{count} commitment", "{count} commitments", len(cards))
    return text.format(count=number(len(cards)))


def facet_choices(found: Facets) -> list[Choice]:
    """What a list can be narrowed to; the key says to what."""
    return [
        Choice("all:", _("Everything")),
        *(Choice(f"which:{which}", _which_word(which), _("State")) for which in WHICH),
        *(Choice(f"side:{side}", word(SIDE, side), _("By")) for side in SIDE),
        *(Choice(f"year_id:{year}", str(year), number(count)) for year, count in found.years),
        *(Choice(f"owner_id:{one}", name, number(count)) for one, name, count in found.owners),
    ]


def narrowed(scope: CommitmentScope, chosen: str) -> CommitmentScope:
    """``scope`` with what was chosen of :func:`facet_choices`."""
    kind, _colon, value = chosen.partition(":")
    match kind:
        case "which":
            return replace(scope, which=value)
        case "side":
            return replace(scope, side=value)
        case "year_id":
            return replace(scope, year=int(value))
        case "owner_id":
            return replace(scope, owner_id=int(value))
        case _:
            return CommitmentScope(scope.person_id)


def scope_words(scope: CommitmentScope, owner: str) -> list[str]:
    """What ``scope`` is narrowed to, in words; ``owner`` is the owner's name."""
    return [
        *([_which_word(scope.which)] if scope.which else []),
        *([word(SIDE, scope.side)] if scope.side else []),
        *([str(scope.year)] if scope.year else []),
        *([owner] if owner else []),
    ]


def _which_word(which: str) -> str:
    return _("overdue") if which == "overdue" else word(COMMITMENT_STATE, which)
