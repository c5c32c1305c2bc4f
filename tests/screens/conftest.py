"""What the tests of the screens share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui import glyphs, languages

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def own_signs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Signs, colours and language as a program has them that was just started."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    glyphs.use(glyphs.UNICODE)
    languages.use("en")
    yield
    glyphs.use(glyphs.UNICODE)
