"""The first screen's figures, worked out in plain Python over the stored rows, in the words of an
English screen; and the same figures as they are read off a screen."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.exports_by_hand import Tables
    from tests.models.by_hand import Row, Town

UnitLine = tuple[str, ...]
"""Unit, the one above it, leader, dialogue, held of asked, staff, span, own goals, flags."""

SIGNS = {
    "not-planned": "○ not planned",
    "overdue": "✕ overdue",
    "held": "◑ held",
    "agreed": "● agreed",
    "exempt": "– exempt",
}
HELD = 7
"""How wide its column is."""
BARS = "█▉▊▋▌▍▎▏░"


def figures(town: Town) -> list[str]:
    """Each line of figures, word by word."""
    asked, staff = town.asked(), town.staff()
    statuses = [town.status(one) for one in town.leaders]
    held = sum(town.status(one) in {"held", "agreed"} for one in asked)
    own = len(town.with_goals(staff))
    spans = sorted(heads for one in town.leaders if (heads := len(town.span(one))))
    over = sum(town.span_flag(one) in {"span-over", "span-severe"} for one in town.leaders)
    talks = [
        f"{statuses.count(status):,} {status.replace('-', ' ')}"
        for status in ("overdue", "not-planned", "exempt")
        if status in statuses
    ]
    talked = f"Leaders' talks {held:,} of {len(asked):,} held {share(held, len(asked))}"
    return [
        " ".join(filter(None, [talked, " · ".join(talks)])),
        " ".join(
            [
                f"Own goals {own:,} of {len(staff):,} {share(own, len(staff))}",
                f"{len(staff) - own:,} without own goals",
            ]
        ),
        " ".join(
            [
                f"Leader span median {spans[(len(spans) - 1) // 2]} · largest {spans[-1]}",
                f"{over} leaders over the limit",
            ]
        ),
    ]


def unit_lines(tables: Tables) -> list[UnitLine]:
    """Each unit with all that is under it."""
    town, found = tables.town, []
    for number, unit in town.units.items():
        counts = tables.of_unit(number)
        leader = unit["leader_id"] if town.working(unit["leader_id"]) else None
        found.append(
            (
                unit["name"],
                tables.unit(unit["parent_id"])["name"] or "",
                town.people[leader]["name"] if leader else "vacant",
                dialogue(town, leader) if leader else "",
                f"{counts['leaders_held']}/{counts['leaders']}" if counts["leaders"] else "",
                f"{counts['staff']:,}",
                span(town, leader) if leader else "",
                share(counts["staff_with_goals"], counts["staff"]) if counts["staff"] else "",
                f"{counts['flags']:,}" if counts["flags"] else "",
            )
        )
    return found


def share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}"


def span(town: Town, leader: int) -> str:
    sign = {"span-over": "▲ ", "span-severe": "▲ ", "span-under": "▽ "}
    return sign.get(town.span_flag(leader), "") + str(len(town.span(leader)))


def dialogue(town: Town, leader: int) -> str:
    """A sign, a word, and the day that matters."""
    status, talk = town.status(leader), town.dialogue(leader) or {}
    if status == "planned":
        return " ".join(filter(None, ["◔", short(talk, "planned_on"), talk["planned_time"]]))
    agreed = max(talk.get(f"{side}_confirmed_on") or "" for side in ("superior", "subject"))
    days = {
        "overdue": short(talk, "planned_on"),
        "held": short(talk, "held_on"),
        "agreed": short({"agreed": agreed}, "agreed"),
    }
    return " ".join(filter(None, [SIGNS.get(status, ""), days.get(status, "")]))


def short(talk: Row, what: str) -> str:
    return date.fromisoformat(talk[what]).strftime("%d/%m") if talk.get(what) else ""


def figures_on(lines: list[str]) -> list[str]:
    """The lines of figures without their bars."""
    return [" ".join(re.sub(f"[{BARS}]", " ", line).split()) for line in lines[1:4]]


def unit_lines_on(lines: list[str]) -> list[UnitLine]:
    """The rows of the list; what a unit lies under follows from how far in it stands."""
    heading = lines[5]
    starts = [heading.index(name) for name in ("Leader", "Dialogue")]
    ends = [
        re.search(name, heading).end() for name in ("Held", "Staff", "Span", "Own goals", "Flags")
    ]
    above: list[tuple[int, str]] = []
    found = []
    for row in lines[6:]:
        name = row[: starts[0]].strip(" ▾▸")
        if not re.match(r" +[▾▸]? *\w", row[: starts[0]]) or not row[starts[0]].strip():
            break
        depth = row.index(name)
        above = [one for one in above if one[0] < depth]
        cells = [row[start:end] for start, end in pairwise(ends)]
        found.append(
            (
                name,
                above[-1][1] if above else "",
                row[starts[0] : starts[1]].strip(),
                row[starts[1] : ends[0] - HELD].strip(),
                row[ends[0] - HELD : ends[0]].strip(),
                *(re.sub(f"[{BARS}]", "", cell).strip() for cell in cells),
            )
        )
        above.append((depth, name))
    return found
