"""The line in which one types what a list is to be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from tui.gate import shown
from tui.languages import number
from tui.type_ahead import TypeAhead

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.widgets import Input

    from tui.widgets.filter_input import FilterInput


class FilterBar(Horizontal):
    """A docked line with a label, an input and a count; closed until `open`.

    `label` stands before the input. `count` is a template with the fields `shown` and `total`.
    Whoever is left with the focus lets go of `ahead` once what was typed is listed: the keys that
    follow are for those rows.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Clear the filter", id="filter.close", show=False),
        Binding("down", "leave", "Back to the list", id="filter.leave", show=False),
    ]
    DEFAULT_CSS = """
    FilterBar {
        dock: bottom;
        height: 1;
        display: none;
        background: $surface;
        color: $foreground;
        &.-open { display: block; }
        & > Static { width: auto; padding: 0 1; }
        & > Input { width: 1fr; }
    }
    """

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """The text to look for is now this; sent on each letter."""

        bar: FilterBar
        text: str

        @property
        def control(self) -> FilterBar:
            return self.bar

    @dataclass(eq=False, repr=False)
    class Closed(Message):
        """The filter was cleared and the line closed."""

        bar: FilterBar

        @property
        def control(self) -> FilterBar:
            return self.bar

    @dataclass(eq=False, repr=False)
    class Left(Message):
        """The list has the focus again."""

        bar: FilterBar

        @property
        def control(self) -> FilterBar:
            return self.bar

    def __init__(
        self,
        label: str,
        count: str = "{shown} / {total}",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._label = label
        self._template = count
        self.ahead: TypeAhead[Any] = TypeAhead()
        self._input: FilterInput | None = None
        self._count = Static()
        self._told = ""
        self._text = ""
        self._list: Widget | None = None

    @property
    def text(self) -> str:
        """What is looked for now."""
        return self._text

    def open(self) -> None:
        """Show the line and type in it; whoever has the focus now gets it back afterwards."""
        if self._input is None:
            self._input = self._put_in()
        focused = self.screen.focused
        if focused is not self._input:
            self._list = focused
        self._count.update(shown(self._told))
        self.add_class("-open")
        self.screen.set_focus(self._input)

    def _put_in(self) -> FilterInput:
        # Most lists are left as they are, and an input takes long to load and to make.
        from tui.widgets.filter_input import FilterInput

        typed_in = FilterInput(self.action_leave)
        self.mount(Static(shown(self._label)), typed_in, self._count)
        return typed_in

    def counted(self, listed: int, total: int) -> None:
        """Show how many rows are listed, and of how many."""
        self._told = self._template.format(shown=number(listed), total=number(total))
        # A closed line is not drawn, but its change would lay out the whole screen anew.
        if self.has_class("-open"):
            self._count.update(shown(self._told))

    def action_close(self) -> None:
        """Look for nothing, and give the room back."""
        if self._input:
            self._input.value = ""
        self._change("")
        self.remove_class("-open")
        self.action_leave()
        self.post_message(self.Closed(self))

    def action_leave(self) -> None:
        """Give the focus back and keep the filter."""
        if self._input:
            self._change(self._input.value)
        self.ahead.hold()
        self.post_message(self.Left(self))
        if self._list is not None and self._list.is_attached:
            self._list.focus()
        elif self._input and self._input.has_focus:
            self.screen.set_focus(None)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._change(event.value)

    def _change(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.post_message(self.Changed(self, text))
