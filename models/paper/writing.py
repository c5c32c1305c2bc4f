"""One document to one file, in the format that the file's name ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.paper.rendering import FORMATS, rendered
from models.placing import placed
from models.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from models.paper.document import Document
    from models.paper.words import Words


def write_paper(document: Document, path: Path, words: Words, overwrite: bool = False) -> None:
    """Write it for its owner's eyes only, whole or not at all.

    Raises ``paper-ending-unsupported`` and what
    :func:`models.placing.placed` raises.
    """
    content = rendered(document, form_of(path), words)
    with placed(path, overwrite=overwrite) as stream:
        stream.write(content)


def form_of(path: Path) -> str:
    """The format that a file's name ends in. ``paper-ending-unsupported`` for any other."""
    form = path.suffix.casefold().removeprefix(".")
    if form not in FORMATS:
        raise Problem("paper-ending-unsupported", file=path.name)
    return form
