"""The words that stand in cells of a fixed vocabulary, as stored, as recognised and as exported."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from models.transfer.columns.headings import fold

if TYPE_CHECKING:
    from collections.abc import Mapping


class Choice(Struct, frozen=True):
    """One word of a vocabulary: ``machine`` is what is stored and stays the same for ever.

    ``words`` are by language; ``aliases`` are further words that an import knows.
    """

    machine: str
    words: Mapping[str, str]
    aliases: tuple[str, ...] = ()


class Choices(Struct, frozen=True, dict=True):
    """A vocabulary in its natural order."""

    members: tuple[Choice, ...]

    @cached_property
    def recognised(self) -> dict[str, str]:
        """Folded word → machine word."""
        return {
            fold(word): choice.machine
            for choice in self.members
            for word in (choice.machine, *choice.words.values(), *choice.aliases)
        }

    @cached_property
    def words(self) -> dict[str, Mapping[str, str]]:
        """Machine word → its words by language."""
        return {choice.machine: choice.words for choice in self.members}

    @property
    def machines(self) -> tuple[str, ...]:
        """All machine words."""
        return tuple(self.words)


def _choice(machine: str, nb: str, en: str, aliases: str = "") -> Choice:
    return Choice(machine, {"nb": nb, "en": en}, tuple(filter(None, aliases.split(", "))))


def _choices(*members: Choice) -> Choices:
    return Choices(members)


STATUS = _choices(
    _choice(
        "active",
        "aktiv",
        "active",
        "ansatt, i arbeid, i stilling, i tjeneste, tilsatt, tilsett, aktivt, employed, current, "
        "working, in service, a",
    ),
    _choice(
        "leave",
        "permisjon",
        "leave",
        "i permisjon, permittert, permisjon uten lønn, permisjon u/lønn, permisjon med lønn, "
        "permisjon m/lønn, foreldrepermisjon, fødselspermisjon, sykepermisjon, studiepermisjon, "
        "omsorgspermisjon, velferdspermisjon, ulønnet permisjon, lønnet permisjon, "
        "delvis permisjon, on leave, leave of absence, parental leave, maternity leave, "
        "paternity leave, sick leave, unpaid leave, paid leave, furloughed, p",
    ),
    _choice(
        "ended",
        "sluttet",
        "ended",
        "slutta, slutt, avsluttet, avslutta, fratrådt, fratrådd, oppsagt, sagt opp, pensjonert, "
        "pensjonist, pensjon, inaktiv, opphørt, død, left, terminated, resigned, retired, "
        "inactive, former, dismissed, deceased, s",
    ),
)
DIRECTION = _choices(
    _choice(
        "more",
        "mer",
        "more",
        "høyere, høyest mulig, flere, økning, øke, økende, opp, større, mer er bedre, "
        "mest mulig, higher, increase, increasing, up, more is better, higher is better, maximise",
    ),
    _choice(
        "less",
        "mindre",
        "less",
        "lavere, lavest mulig, færre, reduksjon, redusere, reduserende, ned, minst mulig, "
        "mindre er bedre, lower, fewer, decrease, decreasing, down, less is better, "
        "lower is better, minimise",
    ),
    _choice(
        "within",
        "innenfor",
        "within",
        "hold innenfor, holde, hold, behold, beholde, uendret, stabil, stabilt, holdes, keep, "
        "keep within, maintain, stable, hold steady, in range",
    ),
)
GOAL_KIND = _choices(
    _choice("result", "resultat", "result", "resultatmål, results, outcome, result goal"),
    _choice("quality", "kvalitet", "quality", "kvalitetsmål, quality goal"),
    _choice("conduct", "atferd", "conduct", "adferd, oppførsel, atferdsmål, adferdsmål, behaviour"),
    _choice("development", "utvikling", "development", "utviklingsmål, development goal"),
)
OWNER_KIND = _choices(
    _choice("municipality", "kommune", "municipality", "kommunen, hele kommunen"),
    _choice("unit", "enhet", "unit", "avdeling, department"),
    _choice("person", "person", "person", "ansatt, medarbeider, employee"),
)
DIALOGUE_STATUS = _choices(
    _choice("exempt", "unntatt", "exempt", "fritatt"),
    _choice("not-planned", "ikke planlagt", "not planned", "uplanlagt, unplanned"),
    _choice("planned", "planlagt", "planned", "avtalt, scheduled"),
    _choice("overdue", "forfalt", "overdue", "over fristen"),
    _choice("held", "holdt", "held", "avholdt, gjennomført, completed"),
    _choice("agreed", "enige", "agreed", "bekreftet, confirmed"),
)
SIDE = _choices(
    _choice("superior", "overordnet", "superior", "leder, manager, leader"),
    _choice("subject", "medarbeider", "subject", "underordnet, ansatt, employee, subordinate"),
)
COMMITMENT_STATE = _choices(
    _choice("open", "åpen", "open", "åpent, pågår, ongoing"),
    _choice("kept", "holdt", "kept", "oppfylt, utført, ferdig, done, fulfilled"),
    _choice("dropped", "frafalt", "dropped", "droppet, bortfalt, avlyst, cancelled"),
)
SEVERITY = _choices(
    _choice("severe", "alvorlig", "severe", "kritisk, critical"),
    _choice("warning", "advarsel", "warning", "varsel"),
    _choice("notice", "til orientering", "notice", "orientering, merknad, info, information"),
)
RULE = _choices(
    _choice("span-over", "lederspenn over grensen", "span over the limit"),
    _choice("span-severe", "lederspenn langt over grensen", "span far over the limit"),
    _choice("span-under", "lederspenn under grensen", "span under the limit"),
    _choice("staff-without-goals", "ansatte uten egne mål", "staff without goals"),
    _choice("goal-not-measurable", "mål som ikke kan måles", "goal not measurable"),
    _choice("goal-without-line-of-sight", "mål uten siktlinje", "goal without line of sight"),
    _choice("adopted-goal-uncarried", "vedtatt mål som ingen bærer", "adopted goal uncarried"),
    _choice("goal-without-meaning", "mål uten betydning for den enkelte", "goal without meaning"),
    _choice("dialogue-not-planned", "dialog ikke planlagt", "dialogue not planned"),
    _choice("dialogue-overdue", "dialog forfalt", "dialogue overdue"),
    _choice("cascade-broken", "brutt dialogkjede", "cascade broken"),
    _choice("conductor-in-own-line", "samtaleansvarlig i egen linje", "conductor in own line"),
    _choice("commitment-overdue", "forpliktelse forfalt", "commitment overdue"),
    _choice("agreement-missing", "lederavtale mangler", "agreement missing"),
    _choice("agreement-expired", "lederavtale utløpt", "agreement expired"),
    _choice("agreement-incomplete", "lederavtale ufullstendig", "agreement incomplete"),
    _choice("vacant-unit", "enhet uten leder", "vacant unit"),
    _choice("no-superior", "uten overordnet", "no superior"),
)
SPAN_FLAG = Choices(tuple(rule for rule in RULE.members if rule.machine.startswith("span-")))
YES_NO = _choices(
    _choice("true", "ja", "yes", "sann, sant, 1, x, j, y, on"),
    _choice("false", "nei", "no", "usann, usant, 0, n, off"),
)
