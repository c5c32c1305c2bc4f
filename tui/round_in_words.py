"""The round that all is seen as of, for the title of every screen."""

from __future__ import annotations

from models.derived import AsOf
from tui.languages import day_in_words
from tui.words import round_name


def round_in_words(at: AsOf) -> str:
    """Year, name and days of the round; the year alone where none is open."""
    if at.round is None:
        return str(at.year)
    # At 80 columns the title lacks the two cells that the dots of short months would take.
    start, end = (day_in_words(on).rstrip(".") for on in (at.round.starts_on, at.round.ends_on))
    return f"{at.round.year} · {round_name(at.round.code, at.round.name)} · {start} – {end}"
