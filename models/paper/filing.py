"""Papers of dialogues as files in a folder: one each, for their owner's eyes only."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from models.basis import basis_ahead, basis_of
from models.folding import fold
from models.paper.after import agreement_document, terms_of
from models.paper.before import basis_document
from models.paper.rendering import rendered
from models.placing import placed
from models.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from models.basis import Basis
    from models.derived import AsOf
    from models.paper.document import Document
    from models.paper.words import Words

PAPERS = ("basis", "agreement")
LONGEST = 100
MOST_ALIKE = 1_000


class Talk(Struct, frozen=True):
    """Whose dialogue: the one with a number, or where there is none yet, a person's in a round."""

    dialogue_id: int | None
    person_id: int = 0
    round_id: int = 0


class Paper(Struct, frozen=True):
    """A document with the name of its file, less the ending."""

    stem: str
    document: Document


def papers(which: str, talks: Iterable[Talk], at: AsOf, words: Words) -> list[Paper]:
    """One of :data:`PAPERS` of each dialogue, as of ``at.today``.

    Raises ``agreement-not-held`` where an agreement is wanted of a dialogue that was not held, and
    ``removed-meanwhile``.
    """
    return [_paper(which, _basis(talk, at), at, words) for talk in talks]


def file_papers(made: Sequence[Paper], form: str, folder: Path, words: Words) -> list[Path]:
    """Write them into ``folder``, all or none, over nothing that is there: a name that is taken
    gets a number. Needs no database.

    Raises ``folder-missing``, ``file-is-link``, ``file-is-folder``, ``file-forbidden`` or
    ``file-unwritable``.
    """
    contents = [(paper.stem, rendered(paper.document, form, words)) for paper in made]
    written: list[Path] = []
    try:
        for stem, content in contents:
            written.append(_place(folder, stem, form, content))
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
    return written


def file_stem(text: str) -> str:
    """A name for a file from any text: lower-case letters of a to z and figures, joined by ``-``.

    ``"Liv Ødegård"`` is ``liv-odegard``; a text without any such letter is ``x``.
    """
    stem = re.sub("[^a-z0-9]+", "-", fold(text)).strip("-")
    return stem[:LONGEST].strip("-") or "x"


def _basis(talk: Talk, at: AsOf) -> Basis:
    if talk.dialogue_id is None:
        return basis_ahead(talk.person_id, talk.round_id, at)
    return basis_of(talk.dialogue_id, at)


def _paper(which: str, basis: Basis, at: AsOf, words: Words) -> Paper:
    round_ = words.round_name(basis.round.code, basis.round.name).partition(":")[0]
    stem = words.say(f"file-{which}", year=basis.round.year, round=round_, name=basis.person)
    if which == "agreement":
        terms = terms_of(basis.person_id)
        return Paper(file_stem(stem), agreement_document(basis, terms, words, at.today))
    return Paper(file_stem(stem), basis_document(basis, words, at.today))


def _place(folder: Path, stem: str, form: str, content: bytes) -> Path:
    for count in range(1, MOST_ALIKE):
        path = folder / f"{stem}{f'-{count}' if count > 1 else ''}.{form}"
        try:
            with placed(path) as stream:
                stream.write(content)
        except Problem as problem:
            if problem.code != "file-exists":
                raise
        else:
            return path
    raise Problem("file-exists", file=str(path))
