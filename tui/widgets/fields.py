"""The fields of a form, from top to bottom: as one opens, all but the first are only painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.widgets.field import Field


class Fields(VerticalScroll, can_focus=False):
    """Typed in from the first. A widget for each of the others is a fifth of the time in which a
    form opens, and none of them is needed before a key is pressed."""

    DEFAULT_CSS: ClassVar[str] = """
    Fields { height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__()
        self._first, *self._others = fields
        self._painted = _Painted(self._others)

    def compose(self) -> ComposeResult:
        """The first, and how the others look."""
        self._first.receive_focus()
        yield self._first
        if self._others:
            yield self._painted

    async def put_in_all(self) -> bool:
        """Put in the others, if they are not there yet; whether they were not."""
        if not self._painted.is_attached:
            return False
        with self.app.batch_update():
            await self.mount_all(self._others)
            await self._painted.remove()
        return True


class _Painted(Widget):
    """How fields look that are not there."""

    DEFAULT_CSS: ClassVar[str] = """
    _Painted { width: 1fr; height: auto; text-wrap: nowrap; }
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__()
        self._fields = fields

    def render(self) -> Content:
        """Each as it will be painted."""
        return Content("\n").join([one.painted(self.size.width) for one in self._fields])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines of all."""
        return sum(one.get_content_height(container, viewport, width) for one in self._fields)
