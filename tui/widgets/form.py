"""The one kind of form: fields from top to bottom, errors beside them, save, save and new."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from models.problems import Problem, Problems
from tui import keys
from tui.gate import shown
from tui.keys.command import Command
from tui.languages import _
from tui.sentences import sentence
from tui.widgets.field import Field
from tui.widgets.pane import Pane

Save = Callable[[dict[str, Any]], Awaitable[None]]
"""Writes the values; raises :class:`Problem` or :class:`Problems` for what it will not."""


class Form(Pane[bool]):
    """Asks for the values of ``fields`` and hands them to ``save``.

    ``answer`` is True once something was saved. With ``again``, save-and-new saves and begins
    another. Enter goes to the next field, and saves from the last. Escape closes a form in which
    nothing was typed; otherwise it warns once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("form")]
    DEFAULT_CSS: ClassVar[str] = """
    Form > VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    Form > .form--message { height: auto; min-height: 1; color: $muted; }
    Form > .form--message.-bad { color: $error; }
    """

    def __init__(
        self, title: str, fields: Sequence[Field], save: Save, again: bool = False
    ) -> None:
        super().__init__(title)
        self.fields = fields
        self._save = save
        self._again = again
        self._saved = False
        self._warned = False
        self._saving = False
        self._message = Static(classes="form--message")

    def compose(self) -> ComposeResult:
        """Title, fields, and what there is to say of the whole."""
        yield self.heading
        with VerticalScroll(can_focus=False):
            yield from self.fields
        yield self._message

    def commands(self, known: tuple[Command, ...]) -> list[Command]:
        """Without save-and-new where there is no next one."""
        shown_ones = super().commands(known)
        return [one for one in shown_ones if self._again or one.action != "save_new"]

    def first_focus(self) -> Widget:
        """The first field."""
        return self.fields[0].input

    @property
    def dirty(self) -> bool:
        """Whether anything has been typed."""
        return any(field.dirty for field in self.fields)

    def on_field_left(self, event: Field.Left) -> None:
        """Enter: the next field, or save from the last."""
        event.stop()
        place = self.fields.index(event.field)
        if place + 1 < len(self.fields):
            self.fields[place + 1].focus_input()
        else:
            self.action_save()

    def action_save(self) -> None:
        """Save and close."""
        self._begin_to_save(again=False)

    def action_save_new(self) -> None:
        """Save and begin another, where the form is for a new record."""
        self._begin_to_save(again=self._again)

    def action_close(self) -> None:
        """Close; what is typed is given up only at the second time."""
        if self.dirty and not self._warned:
            self._warned = True
            self._tell(_("Not saved. Esc again gives up what you typed."), bad=True)
        else:
            self.finish(self._saved)

    def _begin_to_save(self, again: bool) -> None:
        """Read the fields as they are now; what is typed from here on is for what comes next."""
        if self._saving:
            return
        if any(field.looking for field in self.fields):
            self._saving = True
            self.ahead.hold()
            self.run_worker(self._save_what_is_found(again))
        else:
            self._save_as_read(again)

    def _save_as_read(self, again: bool) -> None:
        values = self._values()
        self._saving = values is not None
        if values is not None:
            self.ahead.hold()
            self.run_worker(self._try_to_save(values, again))

    async def _save_what_is_found(self, again: bool) -> None:
        try:
            for field in self.fields:
                await field.look_up()
        except Problem as problem:
            self._saving = False
            self._complain([problem])
        else:
            self._save_as_read(again)
        finally:
            self.ahead.release()

    async def _try_to_save(self, values: dict[str, Any], again: bool) -> None:
        try:
            await self._save(values)
        except Problems as problems:
            self._complain(problems.problems)
        except Problem as problem:
            self._complain([problem])
        else:
            self._saved = True
            if again:
                self._begin_again()
            else:
                self.finish(True)
        finally:
            self._saving = False
            self.ahead.release()

    def _values(self) -> dict[str, Any] | None:
        values, problems = {}, []
        for field in self.fields:
            try:
                values[field.key] = field.value()
                field.complain(None)
            except Problem as problem:
                problems.append(problem)
        if problems:
            self._complain(problems)
            return None
        return values

    def _complain(self, problems: Sequence[Problem]) -> None:
        """Each problem beside its field, the rest under them; the first wrong field is typed in."""
        by_key = {field.key: field for field in self.fields}
        first: Field | None = None
        others = []
        for problem in problems:
            field = by_key.get(problem.field or "")
            if field is None:
                others.append(sentence(problem))
            else:
                field.complain(problem)
                first = first or field
        self._tell(" ".join(others), bad=True)
        if first is not None:
            first.focus_input()

    def _begin_again(self) -> None:
        for field in self.fields:
            field.begin_again()
        self._warned = False
        self._tell(_("Saved. Here is the next."), bad=False)
        self.fields[0].focus_input()

    def _tell(self, text: str, bad: bool) -> None:
        self._message.set_class(bad, "-bad")
        self._message.update(shown(text))
