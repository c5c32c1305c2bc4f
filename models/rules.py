"""The municipality's own rules: what the settings may change about how things are judged.

The defaults here are the program's; ``config.toml`` documents each, and a test holds the two
against each other.
"""

from __future__ import annotations

from msgspec import Struct, field


class SpanLimit(Struct, frozen=True):
    """How many people may report straight to a leader; 0 means no limit on that side.

    ``source`` says where the figures come from: research and practice differ widely.
    """

    lower: int = 0
    upper: int = 0
    severe: int = 0
    source: str = ""


class RoundRule(Struct, frozen=True):
    """A window of the year. ``starts`` and ``ends`` are month and day; an empty name means the
    program's own word for ``code``."""

    code: str
    starts: tuple[int, int]
    ends: tuple[int, int]
    name: str = ""
    follows: str = ""
    precedes: str = ""
    levels: tuple[int, ...] = (1, 2, 3)


class MilestoneRule(Struct, frozen=True):
    """A day of the municipal year that rounds are placed by."""

    code: str
    day: tuple[int, int]
    name: str = ""


class TalkRule(Struct, frozen=True):
    """How dialogues are planned unless told otherwise: how many minutes each takes, how many
    somebody holds in a day at most, and between which hours (``HH:MM``). With ``two_duties`` a
    held one counts for the medarbeidersamtale too."""

    minutes: int = 60
    a_day: int = 4
    opens: str = "09:00"
    closes: str = "15:30"
    two_duties: bool = True


DEFAULT_SPAN = SpanLimit(
    lower=0,
    upper=30,
    severe=40,
    source="Ledelseskommissionen (DK) 2018: høyst 30; norsk omsorg: snitt 39 (12–146)",
)
KIND_SPANS = {
    "barnehage": SpanLimit(
        lower=5, upper=20, severe=30, source="Barnehager: best med 14–20 (nordisk forskning)"
    ),
    "skole": SpanLimit(lower=5, upper=30, severe=40, source="Svenske kommuner: 25, 30 eller 35"),
}
DEFAULT_ROUNDS = (
    RoundRule("winter", (2, 1), (4, 15), follows="annual-accounts"),
    RoundRule("autumn", (9, 1), (10, 15), precedes="ambitions-sent"),
)
DEFAULT_MILESTONES = (
    MilestoneRule("annual-accounts", (2, 22)),
    MilestoneRule("annual-report", (3, 31)),
    MilestoneRule("ambitions-sent", (10, 25)),
    MilestoneRule("budget-adopted", (12, 15)),
)
DEFAULT_AGENDA = (
    "results",
    "next-goals",
    "obstacles",
    "support",
    "environment",
    "conduct",
    "other",
)
SHORT_AGENDA = ("next-goals", "obstacles", "support", "environment", "other")


class LevelAgenda(Struct, frozen=True):
    """The agenda of one level; what is empty is as for everybody."""

    topics: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


class Rules(Struct, frozen=True):
    """All of them together."""

    span: SpanLimit = DEFAULT_SPAN
    span_of_kind: dict[str, SpanLimit] = field(default_factory=lambda: dict(KIND_SPANS))
    span_of_unit: dict[str, SpanLimit] = field(default_factory=dict)
    rounds: tuple[RoundRule, ...] = DEFAULT_ROUNDS
    milestones: tuple[MilestoneRule, ...] = DEFAULT_MILESTONES
    agenda: tuple[str, ...] = DEFAULT_AGENDA
    short_agenda: tuple[str, ...] = SHORT_AGENDA
    agenda_of_level: dict[int, LevelAgenda] = field(default_factory=dict)
    political_body: str = ""
    level_of_unit: dict[str, int] = field(default_factory=dict)
    """Unit code → level of its leader, where that is another than the lines give."""
    talk: TalkRule = field(default_factory=TalkRule)
    talk_minutes: int = 120
    """What one dialogue takes of a leader's time: to prepare, hold and follow up."""

    def limit_for(self, kind: str, code: str | None) -> SpanLimit:
        """The limit of a unit: its own, else its kind's, else the common one."""
        own = self.span_of_unit.get((code or "").casefold())
        return own or self.span_of_kind.get(kind.casefold()) or self.span
