"""The words for rounds and topics of the standard agenda in an export.

A municipality's own rounds and topics go out as they are named there; both have a code besides,
which is what stands under machine headings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.transfer.cells.writing import Style

ROUND: Mapping[str, Mapping[str, str]] = {
    "winter": {"nb": "Vinter: resultater", "en": "Winter: results"},
    "autumn": {"nb": "Høst: ambisjonsnivå", "en": "Autumn: ambition levels"},
}
TOPIC: Mapping[str, Mapping[str, str]] = {
    "results": {
        "nb": "Hva ble oppnådd mot målene",
        "en": "What was achieved against the goals",
    },
    "next-goals": {
        "nb": "Hva neste års mål bør være",
        "en": "What next year's goal should be",
    },
    "obstacles": {
        "nb": "Hindringer og hva som er kritisk",
        "en": "Obstacles and what is critical",
    },
    "support": {"nb": "Behov for støtte", "en": "Need for support"},
    "environment": {"nb": "Arbeidsmiljø", "en": "Working environment"},
    "conduct": {"nb": "Atferd", "en": "Conduct"},
    "other": {"nb": "Annet", "en": "Other"},
}


def round_text(code: str, name: str, style: Style) -> str:
    """A round's own ``name`` or the word for its ``code``; under machine headings the code."""
    if style.headings == "machine":
        return code
    return name or _word(ROUND, code, style)


def topic_text(title: str, style: Style) -> str:
    """A topic's word; its code under machine headings, and its own title if it has no code."""
    return title if style.headings == "machine" else _word(TOPIC, title, style)


def _word(words: Mapping[str, Mapping[str, str]], code: str, style: Style) -> str:
    return words[code][style.language] if code in words else code
