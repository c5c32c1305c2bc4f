"""The years there are, and how far the one that is shown has come."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from models.asked import RoundCount
from models.years import YearCard
from tui.gate import plain
from tui.languages import _, day, number


class YearHead(Static):
    """Three lines: the years, the figures of one, and what can be done with it."""

    DEFAULT_CSS = """
    YearHead {
        height: 4;
        padding: 0 1;
        border-bottom: solid $line;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def show(
        self, years: Sequence[YearCard], seen: int, counts: Sequence[RoundCount], hints: str
    ) -> None:
        """Draw ``years`` with ``seen`` set off and the ``counts`` of its rounds.

        ``hints`` say what the keys would do now.
        """
        card = next((one for one in years if one.number == seen), None)
        lines = (
            _strip(years, seen),
            _figures(card, counts),
            Content.styled(plain(hints), "$muted"),
        )
        self.update(Content("\n").join(lines))


def _strip(years: Sequence[YearCard], seen: int) -> Content:
    parts: list[Content] = []
    for one in years:
        state = _("closed") if one.closed_on else _("open")
        if one.closed_on and one.number == seen:
            state = _("closed on {day}").format(day=day(one.closed_on))
        text = plain(f"{one.number} {state}")
        style = "bold reverse" if one.number == seen else "$muted" if one.closed_on else ""
        parts += [Content.styled(f" {text} ", style), Content(" ")]
    return Content("").join(parts) if parts else Content.styled(_("No year is open yet."), "$muted")


def _figures(card: YearCard | None, counts: Sequence[RoundCount]) -> Content:
    if card is None:
        return Content("")
    held, asked = sum(one.held for one in counts), sum(one.asked for one in counts)
    figures = (
        (_("Dialogues"), _("{held} of {every} held"), held, asked),
        (_("Goals"), _("{held} of {every} open"), card.open_goals, card.goals),
    )
    parts: list[Content | tuple[str, str] | str] = []
    for label, text, some, every in figures:
        said = text.format(held=number(some), every=number(every))
        parts += [(label + " ", "$muted"), said, "   "]
    promised = number(card.open_commitments)
    parts += [(_("Open commitments") + " ", "$muted"), promised]
    return Content.assemble(*parts)
