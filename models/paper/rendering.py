"""Writing a document in one of the formats. What each needs is loaded when it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.paper.document import cleaned
from models.problems import Problem

if TYPE_CHECKING:
    from models.paper.document import Document
    from models.paper.words import Words

FORMATS = ("pdf", "html", "md")
"""By the ending of a file of it."""


def rendered(document: Document, form: str, words: Words) -> bytes:
    """The document in one of :data:`FORMATS`, all that comes from data being text.

    Text is UTF-8. Raises ``paper-format-unknown``.
    """
    harmless = cleaned(document, words.clean)
    if form == "pdf":
        from models.paper.pdf import pdf

        return pdf(harmless)
    if form == "html":
        from models.paper.page import page

        return page(harmless).encode()
    if form == "md":
        from models.paper.markdown import markdown

        return markdown(harmless).encode()
    raise Problem("paper-format-unknown", form=form)
