"""The sample municipality, open on this thread, and words in both languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.database import close_database, open_database
from models.derived import AsOf, as_of
from models.rules import Rules
from tui import languages
from tui.paper_words import paper_words
from tui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.paper.words import Words

DAY = date(2027, 3, 10)


@pytest.fixture
def at(sample_file: Path) -> Iterator[AsOf]:
    """The day that the sample is made for."""
    open_database(sample_file)
    yield as_of(DAY, Rules())
    close_database()


@pytest.fixture(params=languages.LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    """The words of each language in turn."""
    languages.use(request.param)
    return paper_words(Settings(), "Nordvik kommune")


@pytest.fixture
def english() -> Words:
    """English words."""
    languages.use("en")
    return paper_words(Settings(), "Nordvik kommune")
