"""Every text that a widget is given has passed the gate, or is the program's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gate_lint import leaks

ROOT = Path(__file__).parent.parent
FILES = sorted(file for folder in ("screens", "tui") for file in (ROOT / folder).rglob("*.py"))
GATE = "tui/gate.py"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_is_shown_has_passed_the_gate(file: Path) -> None:
    if str(file.relative_to(ROOT)) != GATE:
        assert leaks(file.read_text(encoding="utf-8")) == []


GOOD = """
from textual.content import Content
class Head(Static):
    def __init__(self, name):
        self._left = plain(name)
    def show(self, card, found):
        parts = [plain(card.title, 60), _("Staff")]
        rest = " · ".join(part for part in parts if part)
        self.update(Content.assemble((plain(card.name), "bold"), (f"   {rest}", "$muted")))
        self.update(_row(found))
        self.update(Content(self._left) if found else "")
        signs = glyphs.current()
        self.update(Content(f"{signs.over} {number(card.heads)}".ljust(12)))
def _row(found) -> Content:
    lines = [Content(plain(one.name)) for one in found]
    return Content("\\n").join(lines)
"""

BAD = {
    "a name": "self.update(card.name)",
    "a name in an f-string": 'self.update(Content(f"{card.name} · 1"))',
    "a name in a widget": "yield Static(card.name)",
    "a label": "yield Label(name)",
    "styled": 'self.update(Content.styled(card.name, "bold"))',
    "assembled": 'self.update(Content.assemble((card.name, "bold"), " "))',
    "assembled from parts": (
        'parts = [_("x")]\n        parts.append(card.name)\n'
        "        self.update(Content.assemble(*parts))"
    ),
    "by way of a variable": "text = card.name\n        self.update(Content(text))",
    "one way of two": 'text = "" if name else card.name\n        self.update(Content(text))',
    "assigned again": "text = plain(name)\n        text = name\n        self.update(Content(text))",
    "by way of an attribute": "self._text = name\n        self.update(Content(self._text))",
    "formatted": 'self.update(Content(_("{name} saved").format(name=card.name)))',
    "joined": 'self.update(Content(", ".join(card.names)))',
    "looped": "for one in card.names:\n            self.update(Content(one))",
    "a comprehension": 'self.update(Content("\\n").join([Content(one) for one in card.names]))',
    "notified": "self.notify(card.name)",
    "a border": "self.border_title = card.name",
    "a tooltip": "self.tooltip = f'{name}'",
    "a placeholder": "yield Input(placeholder=card.name)",
    "typed for one": "yield Input(card.name)",
    "markup": "self.update(Content.from_markup('[b]x[/b]'))",
    "rich": "self.update(Text(card.name))",
    "a parameter": "self.update(Content(name))",
    "told apart by or": 'self.update(Content(card.name or _("nobody")))',
    "cut but not cleaned": "self.update(Content(card.name[:20]))",
    "str of a thing": "self.update(Content(str(self.desk.path)))",
}


def test_what_passes_for_a_reason_passes() -> None:
    assert leaks(GOOD) == []


@pytest.mark.parametrize("kind", BAD)
def test_what_leaks_is_found(kind: str) -> None:
    sample = (
        "from textual.content import Content\nclass Head(Static):\n"
        f"    def show(self, card, name):\n        {BAD[kind]}\n"
    )
    assert leaks(sample), sample
