"""One line of a form: label, input, and beside it what was understood or what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events, on
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from models.draft import Typed
from models.problems import Problem
from tui.gate import plain
from tui.languages import _
from tui.sentences import sentence
from tui.widgets.late_input import LateInput

LABEL = 21
"""Cells from the left of a field to its input."""
BESIDE = 22
"""So many cells at most are taken from the input for what stands beside it."""


class Field(LateInput):
    """A labelled input whose text is read into a value by ``read``.

    ``read`` raises :class:`Problem` for what it cannot read. ``echo`` says in words what a value
    was understood as. An empty field is ``empty``, or wrong if it is ``required``.

    All but the input it paints itself: every widget more takes longer to put on the screen than its
    line to paint.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Field { width: 1fr; height: auto; text-wrap: nowrap; }
    """

    @dataclass(eq=False, repr=False)
    class Left(Message):
        """Enter was pressed in ``field``: go on to the next."""

        field: Field

    @dataclass(eq=False, repr=False)
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
        super().__init__(text)
        self.key = key
        self.required = required
        self.hint = hint
        self._first = self.written
        self._raw: str | None = text if self._first != text else None
        self._read = read
        self._echo = echo
        self._empty = empty
        self._label = plain(label + (" *" if required else ""))
        self._beside = Content()
        self._problem: Problem | None = None
        self._other: tuple[str, Typed] | None = None
        if self.written:
            self._say_what_is_meant()

    def receive_focus(self) -> Widget:
        """The hint takes room from the input: it is laid out once, with the hint beside it."""
        self._say_what_is_meant()
        return super().receive_focus()

    # What is painted

    def render(self) -> Content:
        """As it is painted in its place."""
        return self.painted(self.size.width)

    def painted(self, width: int) -> Content:
        """Label, input and echo on one line; what is wrong, and what stands elsewhere, under it."""
        style = "$accent" if self.has_focus_within else "$muted"
        label = Content.styled(self._label, "$error bold" if self._problem else style)
        label = label.truncate(LABEL - 1, ellipsis=True)
        first = label.pad_right(LABEL - label.cell_length) + self.painted_input(width)
        beside = self._beside.truncate(BESIDE - 1, ellipsis=True)
        first = first.pad_right(width - first.cell_length - beside.cell_length)
        return Content("\n").join([first + beside, *self._wrapped(width)])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The input's line, and those under it."""
        del container, viewport
        return 1 + len(self._wrapped(width))

    def _wrapped(self, width: int) -> list[Content]:
        room = max(width - LABEL, 1)
        return [line.pad_left(LABEL) for part in self.under() for line in part.wrap(room)]

    def under(self) -> list[Content]:
        """What stands under the input."""
        parts = []
        if self._problem is not None:
            parts.append(Content.styled(plain(sentence(self._problem)), "$error"))
        if self._other is not None:
            whose, (text, _key) = self._other
            text = text or _("empty")
            parts.append(Content.styled(plain(f"{whose}: {text}", 200), "$warning"))
        return parts

    @property
    def text(self) -> str:
        """What is typed; the original where nothing was changed, whatever it holds."""
        if self._raw is not None and self.written == self._first:
            return self._raw
        return self.written

    @property
    def dirty(self) -> bool:
        """Whether anything was typed since the form opened."""
        return self.written != self._first

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
        return self.written, ""

    def put(self, typed: Typed) -> None:
        """Have ``typed`` stand here, as if it had been typed."""
        self.written = typed[0]

    def take_over(self, fresh: Field) -> None:
        """Begin from what ``fresh``, the same field of the record as it is now, opened with."""
        self._first, self._raw = fresh._first, fresh._raw

    def show_other(self, whose: str, other: Typed) -> None:
        """Show what stands elsewhere: stored, or typed by somebody; :meth:`swap` takes it."""
        self._other = (whose, other)
        self.refresh(layout=True)

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
        if problem is not self._problem:
            self._problem = problem
            self.refresh(layout=True)

    def focus_input(self) -> None:
        """Type here."""
        self.receive_focus().focus()

    def begin_again(self) -> None:
        """As the form opened it."""
        self.written = self._first
        self.complain(None)

    @on(Input.Changed)
    def _understood(self, event: Input.Changed) -> None:
        event.stop()
        self.heed()

    def heed(self) -> None:
        """Say what it means now."""
        self.complain(None)
        self.post_message(self.Edited())
        self._say_what_is_meant()

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Left(self))

    def on_descendant_focus(self) -> None:
        """Hint at what can be typed, while nothing is."""
        self.refresh()
        self._say_what_is_meant()
        self.come_into_view()

    def come_into_view(self) -> None:
        """Be seen, in a window that is lower than the form. Textual scrolls to an input that has
        the focus; here that may have no place yet."""
        if self.size and not self.screen.can_view_entire(self):
            self.scroll_visible(animate=False)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Say at once what cannot be read."""
        del event
        self.refresh()
        try:
            if self.written.strip():
                self.value()
        except Problem as problem:
            self.complain(problem)
        if not self.written:
            self._show_beside("")

    def _say_what_is_meant(self) -> None:
        text = self.written.strip()
        try:
            meant = self._echo(self._read(text)) if text else self.hint
        except Problem:
            meant = ""
        self._show_beside(meant)

    def _show_beside(self, text: str) -> None:
        beside = Content.styled(plain(text, 40), "$muted")
        if beside != self._beside:
            self._beside = beside
            self.make_room()
            self.refresh()

    def margins(self) -> tuple[int, int]:
        """The label's, and what stands beside it."""
        return LABEL, min(self._beside.cell_length + 1, BESIDE)
