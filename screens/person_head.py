"""Who a person is: unit, superior, the span against its limit, and the promises kept."""

from __future__ import annotations

from decimal import Decimal

from textual.content import Content
from textual.widgets import Static

from models.kept_rate import KeptBy, KeptRate
from models.people import SpanCard
from models.person import PersonCard
from tui import glyphs
from tui.gate import plain
from tui.languages import _, decimal, number, percent
from tui.settings import Settings
from tui.titles import chief_executive, level_name, political_body
from tui.words import PERSON_STATUS, word

_TENTH = Decimal("0.1")


class PersonHead(Static):
    """Three lines; a fourth for a superior whose promises can be judged."""

    DEFAULT_CSS = """
    PersonHead {
        height: auto;
        min-height: 4;
        padding: 0 1;
        border-bottom: solid $line;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def show(
        self, card: PersonCard, span: SpanCard | None, kept: KeptBy | None, settings: Settings
    ) -> None:
        """Draw the head of this person."""
        lines = [_first(card, span, settings), _second(card, span, settings), _third(card, span)]
        if span is not None and kept is not None and kept.overall.judged:
            lines.append(_fourth(kept))
        self.update(Content("\n").join(lines))


def _first(card: PersonCard, span: SpanCard | None, settings: Settings) -> Content:
    entry = card.entry
    level = 4 if span is None else span.level
    title = chief_executive(settings, entry.title) if level == 1 else entry.title
    parts = [plain(title, 60), plain(level_name(settings, level), 40)]
    if entry.status != "active":
        parts.append(word(PERSON_STATUS, entry.status))
    if card.only_named:
        parts.append(_("not in the file"))
    rest = " · ".join(part for part in parts if part)
    return Content.assemble((plain(entry.name, 60), "bold"), (f"   {rest}", "$muted"))


def _second(card: PersonCard, span: SpanCard | None, settings: Settings) -> Content:
    leads = ", ".join(plain(name, 40) for _number, name in span.units) if span else ""
    superior: Content | tuple[str, str] = (plain(card.superior_name, 60), "")
    if not card.superior_name:
        top = span is not None and span.level == 1
        superior = (plain(political_body(settings), 60), "") if top else (_("nobody"), "$error")
    parts: list[Content | tuple[str, str] | str] = [
        (_("Unit") + " ", "$muted"),
        plain(card.unit_name, 50) or "–",
        ("   " + _("Superior") + " ", "$muted"),
        superior,
    ]
    if leads and leads != plain(card.unit_name, 50):
        parts += [("   " + _("Leads") + " ", "$muted"), leads]
    return Content.assemble(*parts)


def _third(card: PersonCard, span: SpanCard | None) -> Content:
    fte = (_("FTE") + " ", "$muted"), f"{decimal(card.entry.fte)} %"
    if span is None:
        return Content.assemble(*fte)
    signs = glyphs.current()
    style = {"span-severe": "bold $error", "span-over": "$warning", "span-under": "$warning"}.get(
        span.flag, ""
    )
    sign = {
        "span-severe": f"{signs.over} ",
        "span-over": f"{signs.over} ",
        "span-under": f"{signs.under} ",
    }
    heads = _("{sign}{heads} people, {fte} FTE").format(
        sign=sign.get(span.flag, ""),
        heads=number(span.heads),
        fte=decimal(span.fte.quantize(_TENTH)),
    )
    left_out = _("{leave} on leave and {ended} ended are left out").format(
        leave=number(span.on_leave), ended=number(span.ended)
    )
    return Content.assemble(
        (_("Span") + " ", "$muted"),
        (heads, style),
        (f"   {_limit(span)}", "$muted"),
        (f"   {left_out}" if span.on_leave or span.ended else "", "$muted"),
    )


def _fourth(kept: KeptBy) -> Content:
    return Content.assemble(
        (_("Commitments kept") + " ", "$muted"),
        (_("as superior") + " ", "$muted"),
        _rate(kept.as_superior),
        ("   " + _("in all") + " ", "$muted"),
        _rate(kept.overall),
    )


def _rate(rate: KeptRate) -> str:
    if rate.fraction is None:
        return "–"
    return _("{part} of {whole}, {share}").format(
        part=number(rate.kept), whole=number(rate.judged), share=percent(rate.fraction)
    )


def _limit(span: SpanCard) -> str:
    if span.lower and span.upper:
        return _("limit {lower}–{upper}").format(lower=number(span.lower), upper=number(span.upper))
    if span.upper:
        return _("limit {upper}").format(upper=number(span.upper))
    return _("no limit set")
