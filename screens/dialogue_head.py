"""Which dialogue it is: with whom, in which round, how it stands, and who has confirmed."""

from __future__ import annotations

from datetime import date

from textual.content import Content
from textual.widgets import Static

from models.basis import Basis
from tui.gate import plain
from tui.languages import _, short_day
from tui.settings import Settings
from tui.titles import chair, chief_executive, level_name, political_body
from tui.widgets.cell_words import dialogue_cell
from tui.words import round_name

STYLES = {"ok": "$success", "warn": "$warning", "bad": "$error", "accent": "$primary"}


class DialogueHead(Static):
    """Three lines."""

    DEFAULT_CSS = """
    DialogueHead {
        height: 4;
        padding: 0 1;
        border-bottom: solid $line;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def show(self, basis: Basis, settings: Settings) -> None:
        """Draw the head of this dialogue."""
        self.update(
            Content("\n").join((_first(basis, settings), _second(basis), _third(basis, settings)))
        )


def _first(basis: Basis, settings: Settings) -> Content:
    title = chief_executive(settings, basis.title) if basis.level == 1 else basis.title
    parts = (plain(title, 60), plain(basis.unit, 50), plain(level_name(settings, basis.level), 40))
    rest = " · ".join(part for part in parts if part)
    return Content.assemble((plain(basis.person, 60), "bold"), (f"   {rest}", "$muted"))


def _second(basis: Basis) -> Content:
    card = basis.card
    round_ = plain(f"{basis.round.year} {round_name(basis.round.code, basis.round.name)}", 50)
    agreed = max(_days(basis), default=None)
    cell = dialogue_cell(
        card.status if card else "not-planned",
        card.planned_on if card else None,
        card.planned_time if card else None,
        card.held_on if card else None,
        agreed,
    )
    parts: list[Content | tuple[str, str] | str] = [
        f"{round_}   ",
        (plain(cell.text, 40), STYLES.get(cell.style, "$muted")),
    ]
    if card and card.place:
        parts.append((f"   {plain(card.place, 60)}", "$muted"))
    because = (card.exempt_because or card.cancelled_because or "") if card else ""
    if because:
        parts.append((f"   {plain(because, 80)}", "$muted"))
    return Content.assemble(*parts)


def _third(basis: Basis, settings: Settings) -> Content:
    top = basis.level == 1
    superior = basis.superior or (political_body(settings) if top else _("nobody"))
    conductor = basis.conductor or (chair(settings) if top else "")
    parts: list[Content | tuple[str, str] | str] = [
        (_("Superior") + " ", "$muted"),
        plain(superior, 40),
    ]
    if conductor and conductor != superior:
        parts += [("   " + _("Held by") + " ", "$muted"), plain(conductor, 40)]
    card = basis.card
    if card is not None and card.held_on is not None:
        parts += [
            ("   " + _("Confirmed by") + " ", "$muted"),
            _side(_("the superior"), card.superior_confirmed_on),
            (" · ", "$muted"),
            _side(_("the subject"), card.subject_confirmed_on),
        ]
    return Content.assemble(*parts)


def _side(name: str, confirmed: date | None) -> tuple[str, str]:
    if confirmed is None:
        return (f"{plain(name)} –", "$warning")
    return (f"{plain(name)} {short_day(confirmed)}", "$success")


def _days(basis: Basis) -> list[date]:
    card = basis.card
    days = (card.superior_confirmed_on, card.subject_confirmed_on) if card else ()
    return [one for one in days if one is not None]
