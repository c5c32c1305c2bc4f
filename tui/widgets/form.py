"""The one kind of form: fields from top to bottom, errors beside them, save, save and new."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar
from uuid import uuid4

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from models.database import COMMAND
from models.draft import Draft, Typed
from models.problems import Problem, Problems
from tui import keys
from tui.drafts import back_again, stored_already
from tui.gate import shown
from tui.keys.command import Command
from tui.languages import _
from tui.sentences import sentence
from tui.widgets.field import Field
from tui.widgets.fields import Fields
from tui.widgets.pane import Pane

Save = Callable[[dict[str, Any]], Awaitable[None]]
"""Writes the values; raises :class:`Problem` or :class:`Problems` for what it will not."""


class Edited(Struct, frozen=True):
    """The record that a form edits: its ``key`` among all records, ``now`` the same form of it as
    it is now, and ``changed_by`` who changed it last."""

    key: str
    now: Callable[[], Awaitable[Form]]
    changed_by: Callable[[], Awaitable[str]]


class Form(Pane[bool]):
    """Asks for the values of ``fields`` and hands them to ``save``.

    ``answer`` is True once something was saved. With ``again``, save-and-new saves and begins
    another. Enter goes to the next field, and saves from the last. Escape closes a form in which
    nothing was typed; otherwise it warns once.

    Where somebody else has changed the record that is ``edited`` meanwhile, what only one side
    touched is merged and saved; what both did is shown side by side, and asked for.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("form")]
    DEFAULT_CSS: ClassVar[str] = """
    Form > .form--message { height: auto; min-height: 1; color: $muted; }
    Form > .form--message.-bad { color: $error; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Save,
        again: bool = False,
        edited: Edited | None = None,
    ) -> None:
        super().__init__(title)
        self.edited = edited
        self.fields = fields
        self._save = save
        self._again = again
        self._saved = False
        self._warned = False
        self._saving = False
        self._message = Static(classes="form--message")
        self._column = Fields(fields)

    def compose(self) -> ComposeResult:
        """Title, fields, and what there is to say of the whole."""
        yield self.heading
        yield self._column
        yield self._message

    async def be_whole(self) -> bool:
        """Put in the fields that have only been painted."""
        return await self._column.put_in_all()

    def commands(self, known: tuple[Command, ...]) -> list[Command]:
        """Without save-and-new where there is no next one, and swapping where there is no other."""
        without = set() if self._again else {"save_new"}
        if not any(field.has_other for field in self.fields):
            without.add("swap")
        return [one for one in super().commands(known) if one.action not in without]

    def first_focus(self) -> Widget:
        """The first field."""
        return self.fields[0]

    @property
    def dirty(self) -> bool:
        """Whether anything has been typed."""
        return any(field.dirty for field in self.fields)

    # Drafts

    @property
    def draft_key(self) -> str:
        """The record that is edited, or what is asked for."""
        return self.edited.key if self.edited else self.title

    def take_up(self, draft: Draft) -> None:
        """Put in again what was typed in another session; beside it, what is stored now."""
        self.command = draft.place.get("command", self.command)
        for field in self.fields:
            if field.key in draft.fields:
                _before, typed = draft.fields[field.key]
                if typed != field.opened:
                    stored = field.opened
                    field.put(typed)
                    field.show_other(_("Stored now"), stored)
        self.commands_changed()
        self._tell(back_again(draft) if self.dirty else stored_already(draft), bad=False)

    def on_field_edited(self, event: Field.Edited) -> None:
        """Something was typed. Word of it may come when it has been saved or given up already."""
        event.stop()
        if self.slot is not None and not self.answer.done():
            self.slot.typed(self._typed)

    def _typed(self) -> dict[str, tuple[Typed, Typed]]:
        return {field.key: (field.opened, field.typed) for field in self.fields if field.dirty}

    def action_swap(self) -> None:
        """Take the other of two in the field that is typed in."""
        for field in self.fields:
            if field.has_focus_within:
                field.swap()

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
            self.forget_draft()
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
        COMMAND.set(self.command)
        try:
            # Should the answer never come, it must be just this that is offered and saved again:
            # the same facts under the same command happen once.
            await self.draft_settled()
            await self._save_merged(values)
        except Problems as problems:
            self._complain(problems.problems)
        except Problem as problem:
            self._complain([problem])
        else:
            self._saved = True
            self.forget_draft()
            if again:
                await self.draft_settled()
                self._begin_again()
            else:
                self.finish(True)
        finally:
            self._saving = False
            self.ahead.release()

    async def _save_merged(self, values: dict[str, Any]) -> None:
        """Save; as often as somebody else was first and what they did can be merged."""
        while True:
            try:
                return await self._save(values)
            except Problem as problem:
                if self.edited is None or problem.code != "changed-meanwhile":
                    raise
                merged = await self._merge(self.edited)
                if merged is None:
                    raise Problem("both-changed", who=await self.edited.changed_by()) from problem
                values = merged

    async def _merge(self, edited: Edited) -> dict[str, Any] | None:
        """Begin from the record as it is now. The values, or None if both sides changed one."""
        fresh = await edited.now()
        whose = await edited.changed_by()
        clash: Field | None = None
        now = {field.key: field for field in fresh.fields}
        for field in self.fields:
            before, mine, theirs = field.opened, field.typed, now[field.key].opened
            field.take_over(now[field.key])
            if mine == before:
                field.put(theirs)
            elif theirs not in {before, mine}:
                field.show_other(whose, theirs)
                clash = clash or field
        self.edited, self._save = fresh.edited, fresh._save  # noqa: SLF001 (another form)
        self.commands_changed()
        if clash is not None:
            clash.focus_input()
            return None
        return self._values()

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
        self.command = uuid4().hex
        if self.slot is not None:
            self.slot.place = {**self.slot.place, "command": self.command}
        for field in self.fields:
            field.begin_again()
        self._warned = False
        self._tell(_("Saved. Here is the next."), bad=False)
        self.fields[0].focus_input()

    def _tell(self, text: str, bad: bool) -> None:
        self._message.set_class(bad, "-bad")
        self._message.update(shown(text))
