"""Commands about leadership spans and drafts of another organisation."""

from __future__ import annotations

from tui.keys.command import ANYWHERE, Command
from tui.languages import N_

ORGANISATION: tuple[Command, ...] = (
    Command(
        "go.span",
        ("0",),
        "app.go('span')",
        N_("Span"),
        N_("Leadership spans by kind of unit, and what if they were others"),
        (ANYWHERE,),
    ),
    Command(
        "what-if",
        ("z",),
        "what_if",
        N_("What if"),
        N_("Put the marked people elsewhere in a draft, without touching anything"),
        ("people", "leader", "span"),
    ),
    Command(
        "what-if.compare",
        ("c",),
        "compare",
        N_("Compare"),
        N_("Compare two marked drafts with each other and with what is"),
        ("span",),
        5,
    ),
    Command(
        "what-if.apply",
        ("a",),
        "apply",
        N_("Apply"),
        N_("Make the organisation what the draft says; it can be undone"),
        ("what-if",),
        3,
    ),
)
