"""One line of a form: label, input, and beside it what was understood or what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from models.draft import Typed
from models.problems import Problem
from tui.gate import shown
from tui.languages import _
from tui.sentences import sentence
from tui.widgets.line_input import LineInput


class Field(Vertical):
    """A labelled input whose text is read into a value by ``read``.

    ``read`` raises :class:`Problem` for what it cannot read. ``echo`` says in words what a value
    was understood as. An empty field is ``empty``, or wrong if it is ``required``.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Field {
        height: auto;
        & > Horizontal { height: 1; }
        & .field--label {
            width: 21;
            padding: 0 1 0 0;
            color: $muted;
            text-overflow: ellipsis;
            text-wrap: nowrap;
        }
        & .field--input { width: 1fr; background: $panel; }
        & .field--input:focus { background: $cursor-row-weak; }
        & .field--echo {
            width: auto;
            max-width: 22;
            color: $muted;
            padding: 0 0 0 1;
            text-overflow: ellipsis;
            text-wrap: nowrap;
        }
        & .field--error { height: auto; display: none; color: $error; padding: 0 0 0 21; }
        & .field--other { height: auto; color: $warning; padding: 0 0 0 21; }
        &.-wrong .field--error { display: block; }
        &.-wrong .field--label { color: $error; text-style: bold; }
        &:focus-within .field--label { color: $accent; }
    }
    """

    @dataclass
    class Left(Message):
        """Enter was pressed in ``field``: go on to the next."""

        field: Field

    @dataclass
    class Edited(Message):
        """Something was typed in a field."""

    def __init__(
        self,
        key: str,
        label: str,
        text: str = "",
        *,
        read: Callable[[str], Any] = str,
        echo: Callable[[Any], str] = lambda _value: "",
        required: bool = False,
        hint: str = "",
        empty: Any = None,
    ) -> None:
        super().__init__()
        self.key = key
        self.required = required
        self.hint = hint
        self.input = LineInput(text, classes="field--input")
        self._first = self.input.value
        self._raw: str | None = text if self._first != text else None
        self._read = read
        self._echo = echo
        self._empty = empty
        self._label = Static(shown(label + (" *" if required else "")), classes="field--label")
        self._note = Static(classes="field--echo")
        self._beside = ""
        self._error = Static(classes="field--error")
        self._other: tuple[str, Typed] | None = None
        self._other_line: Static | None = None

    def compose(self) -> ComposeResult:
        """Label, input and echo on one line; the error under them."""
        with Horizontal():
            yield self._label
            yield self.input
            yield self._note
        yield self._error

    @property
    def text(self) -> str:
        """What is typed; the original where nothing was changed, whatever it holds."""
        if self._raw is not None and self.input.value == self._first:
            return self._raw
        return self.input.value

    @property
    def dirty(self) -> bool:
        """Whether anything was typed since the form opened."""
        return self.input.value != self._first

    def value(self) -> Any:
        """The value of what is typed. Raises :class:`Problem` with this field's key."""
        text = self.text.strip()
        if not text:
            if self.required:
                raise Problem("field-empty", self.key)
            return self._empty
        try:
            # What nobody has changed is kept to the letter.
            return self._read(text if self.dirty else self.text)
        except Problem as problem:
            problem.field = self.key
            raise

    # What stood here, what is typed, and what stands elsewhere

    @property
    def opened(self) -> Typed:
        """What the form opened with."""
        return self._first, ""

    @property
    def typed(self) -> Typed:
        """What is typed."""
        return self.input.value, ""

    def put(self, typed: Typed) -> None:
        """Have ``typed`` stand here, as if it had been typed."""
        self.input.value = typed[0]

    def take_over(self, fresh: Field) -> None:
        """Begin from what ``fresh``, the same field of the record as it is now, opened with."""
        self._first, self._raw = fresh._first, fresh._raw

    def show_other(self, whose: str, other: Typed) -> None:
        """Show what stands elsewhere: stored, or typed by somebody; :meth:`swap` takes it."""
        self._other = (whose, other)
        if self._other_line is None:
            self._other_line = Static(classes="field--other")
            self.mount(self._other_line)
        text = other[0] or _("empty")
        self._other_line.update(shown(f"{whose}: {text}", 200))

    @property
    def has_other(self) -> bool:
        """Whether there is anything to swap with."""
        return self._other is not None

    def swap(self) -> None:
        """Have the other stand here, and what stands here be the other."""
        if self._other is not None:
            mine, (_whose, other) = self.typed, self._other
            self.put(other)
            self.show_other(_("Swapped out"), mine)

    @property
    def looking(self) -> bool:
        """Whether it is still being looked for what the text means."""
        return False

    async def look_up(self) -> None:
        """Return once that is found, or cannot be."""

    def complain(self, problem: Problem | None) -> None:
        """Show what is wrong, or that nothing is any more."""
        self.set_class(problem is not None, "-wrong")
        self._error.update(shown(sentence(problem)) if problem else "")

    def focus_input(self) -> None:
        """Type here."""
        self.input.focus()

    def begin_again(self) -> None:
        """As the form opened it."""
        self.input.value = self._first
        self.complain(None)

    @on(Input.Changed)
    def _understood(self, event: Input.Changed) -> None:
        event.stop()
        if self.has_class("-wrong"):
            self.complain(None)
        self.post_message(self.Edited())
        self._say_what_is_meant()

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Left(self))

    def on_descendant_focus(self) -> None:
        """Hint at what can be typed, while nothing is."""
        self._say_what_is_meant()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Say at once what cannot be read."""
        del event
        try:
            if self.input.value.strip():
                self.value()
        except Problem as problem:
            self.complain(problem)
        if not self.input.value:
            self._show_beside("")

    def _say_what_is_meant(self) -> None:
        text = self.input.value.strip()
        try:
            meant = self._echo(self._read(text)) if text else self.hint
        except Problem:
            meant = ""
        self._show_beside(meant)

    def _show_beside(self, text: str) -> None:
        if text != self._beside:
            self._beside = text
            self._note.update(shown(text, 40))
