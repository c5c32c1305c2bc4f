"""The one table of columns: what an import knows and what an export writes, heading by heading.

The machine headings and their order are those of DESIGN §5 and never change. The words are what a
Norwegian HR office would write. An import recognises machine headings, the words of both languages
and the aliases, all folded by :func:`models.transfer.columns.headings.fold`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.transfer.columns import choices as vocabulary
from models.transfer.columns.aliases import aliases_of
from models.transfer.columns.column import Column, Kind, Table
from models.transfer.columns.headings import fold

if TYPE_CHECKING:
    from models.transfer.columns.choices import Choices


def _column(name: str, kind: Kind, nb: str, en: str, choices: Choices | None = None) -> Column:
    return Column(name, kind, {"nb": nb, "en": en}, aliases_of(name), choices)


_COLUMNS = (
    _column("employee_no", Kind.IDENTIFIER, "Ansattnr", "Employee no."),
    _column("name", Kind.TEXT, "Navn", "Name"),
    _column("given_name", Kind.TEXT, "Fornavn", "Given name"),
    _column("family_name", Kind.TEXT, "Etternavn", "Family name"),
    _column("email", Kind.TEXT, "E-post", "E-mail"),
    _column("title", Kind.TEXT, "Stilling", "Job title"),
    _column("fte", Kind.PERCENT, "Stillingsprosent", "FTE %"),
    _column("status", Kind.CHOICE, "Status", "Status", vocabulary.STATUS),
    _column("unit_code", Kind.IDENTIFIER, "Enhetskode", "Unit code"),
    _column("unit", Kind.TEXT, "Enhet", "Unit"),
    _column("unit_kind", Kind.TEXT, "Enhetstype", "Unit kind"),
    _column("parent_unit_code", Kind.IDENTIFIER, "Overordnet enhetskode", "Parent unit code"),
    _column("parent_unit", Kind.TEXT, "Overordnet enhet", "Parent unit"),
    _column("leader_no", Kind.IDENTIFIER, "Leders ansattnr", "Leader's employee no."),
    _column("leader_name", Kind.TEXT, "Leders navn", "Leader's name"),
    _column("is_leader", Kind.FLAG, "Er leder", "Is leader", vocabulary.YES_NO),
    _column("level", Kind.COUNT, "Nivå", "Level"),
    _column("conductor_name", Kind.TEXT, "Samtaleansvarlig", "Conductor"),
    _column(
        "dialogue_status",
        Kind.CHOICE,
        "Dialogstatus",
        "Dialogue status",
        vocabulary.DIALOGUE_STATUS,
    ),
    _column("planned_at", Kind.MOMENT, "Planlagt tid", "Planned at"),
    _column("held_on", Kind.DAY, "Holdt dato", "Held on"),
    _column("agreed_on", Kind.DAY, "Enige dato", "Agreed on"),
    _column("agreement_until", Kind.DAY, "Lederavtale til", "Agreement until"),
    _column("staff", Kind.COUNT, "Antall ansatte", "Number of staff"),
    _column("leaders", Kind.COUNT, "Antall ledere", "Number of leaders"),
    _column("leaders_held", Kind.COUNT, "Ledere med holdt dialog", "Leaders with dialogue held"),
    _column("staff_with_goals", Kind.COUNT, "Ansatte med egne mål", "Staff with goals"),
    _column("staff_without_goals", Kind.COUNT, "Ansatte uten egne mål", "Staff without goals"),
    _column("goals", Kind.COUNT, "Antall mål", "Number of goals"),
    _column("goals_in_line", Kind.COUNT, "Mål med siktlinje", "Goals in line of sight"),
    _column("goals_met", Kind.COUNT, "Mål nådd", "Goals met"),
    _column("measurable_goals", Kind.COUNT, "Målbare mål", "Measurable goals"),
    _column("dialogues_held", Kind.COUNT, "Dialoger holdt", "Dialogues held"),
    _column("dialogues", Kind.COUNT, "Antall dialoger", "Number of dialogues"),
    _column("commitments_kept", Kind.COUNT, "Forpliktelser holdt", "Commitments kept"),
    _column("commitments", Kind.COUNT, "Antall forpliktelser", "Number of commitments"),
    _column("span_heads", Kind.COUNT, "Lederspenn, personer", "Span, heads"),
    _column("span_fte", Kind.DECIMAL, "Lederspenn, årsverk", "Span, FTE"),
    _column("span_limit", Kind.COUNT, "Grense for lederspenn", "Span limit"),
    _column("span_flag", Kind.CHOICE, "Varsel om lederspenn", "Span flag", vocabulary.SPAN_FLAG),
    _column("open_commitments", Kind.COUNT, "Åpne forpliktelser", "Open commitments"),
    _column("overdue_commitments", Kind.COUNT, "Forfalte forpliktelser", "Overdue commitments"),
    _column("flags", Kind.COUNT, "Antall varsler", "Number of flags"),
    _column("year", Kind.COUNT, "År", "Year"),
    _column("round", Kind.TEXT, "Runde", "Round"),
    _column("owner_kind", Kind.CHOICE, "Eiertype", "Owner kind", vocabulary.OWNER_KIND),
    _column("owner_no", Kind.IDENTIFIER, "Eiers nr", "Owner's no."),
    _column("owner", Kind.TEXT, "Eier", "Owner"),
    _column("owner_name", Kind.TEXT, "Eiers navn", "Owner's name"),
    _column("goal_code", Kind.IDENTIFIER, "Målkode", "Goal code"),
    _column("goal", Kind.TEXT, "Mål", "Goal"),
    _column("goal_kind", Kind.CHOICE, "Måltype", "Goal kind", vocabulary.GOAL_KIND),
    _column("kind", Kind.CHOICE, "Måltype", "Goal kind", vocabulary.GOAL_KIND),
    _column("indicator", Kind.TEXT, "Indikator", "Indicator"),
    _column("measure", Kind.TEXT, "Måleenhet", "Measuring unit"),
    _column("direction", Kind.CHOICE, "Retning", "Direction", vocabulary.DIRECTION),
    _column("baseline", Kind.DECIMAL, "Utgangspunkt", "Baseline"),
    _column("target", Kind.DECIMAL, "Måltall", "Target"),
    _column("band", Kind.DECIMAL, "Toleranse", "Band"),
    _column("actual", Kind.DECIMAL, "Resultat", "Actual"),
    _column("progress", Kind.FRACTION, "Måloppnåelse", "Progress"),
    _column("met", Kind.FLAG, "Nådd", "Met", vocabulary.YES_NO),
    _column("adopted_by", Kind.TEXT, "Vedtatt av", "Adopted by"),
    _column("case_no", Kind.IDENTIFIER, "Saksnr", "Case no."),
    _column("adopted_on", Kind.DAY, "Vedtatt dato", "Adopted on"),
    _column("serves", Kind.TEXT, "Bidrar til", "Serves"),
    _column("meaning", Kind.TEXT, "Hva det betyr for meg", "What it means for me"),
    _column("measured_on", Kind.PERIOD, "Målt dato", "Measured on"),
    _column("side", Kind.CHOICE, "Part", "Side", vocabulary.SIDE),
    _column("due", Kind.DAY, "Frist", "Due"),
    _column("state", Kind.CHOICE, "Tilstand", "State", vocabulary.COMMITMENT_STATE),
    _column("overdue", Kind.FLAG, "Forfalt", "Overdue", vocabulary.YES_NO),
    _column("rule", Kind.CHOICE, "Varsel", "Rule", vocabulary.RULE),
    _column("severity", Kind.CHOICE, "Alvorlighet", "Severity", vocabulary.SEVERITY),
    _column("value", Kind.DECIMAL, "Verdi", "Value"),
    _column("limit", Kind.DECIMAL, "Grense", "Limit"),
)
COLUMNS = {column.name: column for column in _COLUMNS}
"""Every column by its machine heading, but for ``text``, which two tables use in their own way."""

_COMMITMENT = _column("text", Kind.TEXT, "Forpliktelse", "Commitment")
_EXPLANATION = _column("text", Kind.TEXT, "Forklaring", "Explanation")


def _named(names: str) -> tuple[Column, ...]:
    return tuple(COLUMNS[name] for name in names.split())


IMPORTS = {
    "people": _named(
        "employee_no name given_name family_name email title fte status unit_code unit unit_kind "
        "parent_unit_code parent_unit leader_no leader_name"
    ),
    "goals": _named(
        "goal_code goal goal_kind indicator measure direction baseline target band year unit_code "
        "unit adopted_by case_no adopted_on owner_kind owner_no owner serves meaning due"
    ),
    "measurements": _named("goal_code measured_on value"),
}
"""The import fields of each kind of file. The last of goals are there for the sake of our own
export, which says whose goal it is in its own way, and of plans that have a deadline."""

_EXPORTS = (
    Table(
        "units",
        {"nb": "Enheter", "en": "Units"},
        _named(
            "unit_code unit unit_kind parent_unit_code leader_no leader_name staff leaders "
            "leaders_held staff_with_goals flags"
        ),
    ),
    Table(
        "people",
        {"nb": "Ansatte", "en": "People"},
        _named(
            "employee_no name email title fte status unit_code unit leader_no leader_name "
            "is_leader goals goals_in_line dialogue_status held_on"
        ),
    ),
    Table(
        "leaders",
        {"nb": "Ledere", "en": "Leaders"},
        _named(
            "employee_no name unit_code unit level leader_no leader_name conductor_name "
            "dialogue_status planned_at held_on span_heads span_fte span_limit span_flag "
            "staff_with_goals staff_without_goals goals goals_met open_commitments "
            "overdue_commitments agreement_until flags"
        ),
    ),
    Table(
        "dialogues",
        {"nb": "Dialoger", "en": "Dialogues"},
        _named(
            "year round level employee_no name leader_no leader_name conductor_name "
            "dialogue_status planned_at held_on agreed_on"
        ),
    ),
    Table(
        "goals",
        {"nb": "Mål", "en": "Goals"},
        _named(
            "year owner_kind owner_no owner goal kind indicator measure direction baseline target "
            "actual progress met adopted_by adopted_on serves meaning"
        ),
    ),
    Table(
        "commitments",
        {"nb": "Forpliktelser", "en": "Commitments"},
        (*_named("year side owner_no owner_name"), _COMMITMENT, *_named("due state overdue")),
    ),
    Table(
        "flags",
        {"nb": "Varsler", "en": "Flags"},
        (*_named("rule severity unit_code unit employee_no name value limit"), _EXPLANATION),
    ),
    Table(
        "years",
        {"nb": "Gjennom årene", "en": "Over the years"},
        _named(
            "year owner_kind owner_no owner dialogues_held dialogues goals_met measurable_goals "
            "staff_with_goals staff span_heads commitments_kept commitments"
        ),
    ),
)
EXPORTS = {table.name: table for table in _EXPORTS}
"""The export tables by name."""

WITH_NOTES = Table(
    "dialogues",
    EXPORTS["dialogues"].words,
    (
        *EXPORTS["dialogues"].columns,
        _column("topic", Kind.TEXT, "Tema", "Topic"),
        _column("note", Kind.TEXT, "Notat", "Note"),
    ),
)
"""Dialogues with their confidential notes, which only leave the database when asked for by name: a
row for each topic that has one."""

_KNOWN = frozenset(
    heading
    for fields in (*IMPORTS.values(), *(table.columns for table in _EXPORTS))
    for column in fields
    for heading in column.headings
)


def is_known(heading: str) -> bool:
    """Whether some import or export has a column with this heading; says where a table begins."""
    return fold(heading) in _KNOWN
