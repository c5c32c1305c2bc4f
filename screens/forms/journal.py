"""What the journal is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.journal_list import JournalScope
from models.problems import Problem
from screens.forms.kinds_of_field import day_field, number_of, person_field, word_field
from tui.desk import Desk
from tui.languages import _
from tui.widgets.form import Form
from tui.words import RECORD, choices


def journal_form(
    desk: Desk,
    scope: JournalScope,
    name: str,
    writers: Sequence[str],
    chosen: list[tuple[JournalScope, str]],
) -> Form:
    """By whom, about whom and what, from which day to which; empty is everything. ``chosen`` gets
    the scope, with the name of the person that it is about."""
    person = person_field(desk, "person", _("About"), scope.person_id, name)

    async def save(values: dict[str, Any]) -> None:
        first, last = values["first"], values["last"]
        if first and last and last < first:
            raise Problem("ends-before-start", "last")
        number = number_of(values["person"])
        found = JournalScope(
            who=values["who"] or "",
            kind=values["kind"] or "",
            person_id=number,
            first=first,
            last=last,
        )
        chosen.append((found, person.written if number is not None else ""))

    fields = [
        person,
        word_field("kind", _("What"), choices(RECORD), scope.kind, required=False),
        word_field("who", _("Who"), [(one, one) for one in writers], scope.who, required=False),
        day_field(desk, "first", _("From"), scope.first),
        day_field(desk, "last", _("Until"), scope.last),
    ]
    return Form(_("Show only"), fields, save)
