"""A screen that knows its size as it opens, and so is styled and laid out once."""

from __future__ import annotations

from asyncio import sleep, wait_for
from contextlib import suppress
from math import inf
from time import monotonic

from textual import events, messages
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.gate import shown
from tui.languages import _

LEAST_WIDTH, LEAST_HEIGHT = 50, 12
"""In a smaller window nothing is shown but that it is too small."""
LATE = 0.03
"""Seconds after which a screen is painted with what there is: nobody notices them."""
TURNS = 20
"""After so many turns of the event loop a message has climbed up through any screen."""


class SizedScreen(Screen[None]):
    """Spares a screen that opens the rounds by which Textual's own would learn how large it is:
    half of all that opening one takes."""

    DEFAULT_CSS = """
    SizedScreen.-thin > *, SizedScreen.-flat > * { display: none; }
    SizedScreen > .sized--too-small { display: none; height: 1fr; padding: 0 1; }
    SizedScreen.-thin > .sized--too-small, SizedScreen.-flat > .sized--too-small { display: block; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-thin"), (LEAST_WIDTH, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (LEAST_HEIGHT, "-tall")]  # noqa: RUF012

    _laid_out_at, _opened_at = inf, 0.0
    """When it was last, and first, in seconds of a clock that only goes forward."""

    @property
    def too_small(self) -> bool:
        """Whether the window is."""
        width, height = self.app.size
        return width < LEAST_WIDTH or height < LEAST_HEIGHT

    def on_resize(self) -> None:
        """Say where there is no room."""
        if self.too_small and not self.query(".sized--too-small"):
            text = _("This window is too small; 50 by 12 is the least.")
            self.mount(Static(shown(text), classes="sized--too-small"))

    def know_size(self) -> None:
        """Take on the classes of the size. Textual would only do so at the first resize, and then
        style and paint the whole screen a second time. To be called before anything is in it."""
        width, height = self.app.size
        self.add_class(
            max(one for one in self.HORIZONTAL_BREAKPOINTS if one[0] <= width)[1],
            max(one for one in self.VERTICAL_BREAKPOINTS if one[0] <= height)[1],
        )

    def _screen_resized(self, size: Size) -> None:
        """Lay out for ``size`` unless that is done: the layout that first shows a screen tells it
        its size once more."""
        if self._compositor.size != size:
            super()._screen_resized(size)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Lay out and paint what opens: Textual's own styles it once more before, although it has
        just been, and has it laid out and painted once more after."""
        if not self._size and self.is_attached:
            event.prevent_default()
            self.stack_updates += 1
            self.run_worker(self._lay_out_whole())

    async def whole(self) -> None:
        """Return when everything is there that the first paint is to show."""

    async def _lay_out_whole(self) -> None:
        """Lay out and paint as soon as all is there; what comes late is painted when it comes."""
        with suppress(TimeoutError):
            await wait_for(self.whole(), LATE)
        if not self._size and self.is_attached:
            self._refresh_layout(self.app.size)

    def _painted_whole(self) -> None:
        """Nothing that is in it is to be painted because of what it was told before."""
        self._opened_at = self._laid_out_at
        for widget in self.walk_children(Widget, with_self=True):
            widget._repaint_required = False  # noqa: SLF001
            widget._exchange_repaint_regions()  # noqa: SLF001

    async def paint_now(self) -> None:
        """Lay out and paint what has changed once everybody has heard of it. Textual would wait for
        the next frame: a sixth of the time in which a form opens."""
        with self.app.batch_update():
            for _turn in range(TURNS):
                if not any(one.message_queue_size for one in self.walk_children(with_self=True)):
                    break
                await sleep(0)
        for widget in self.walk_children(Widget):
            if widget._repaint_required:  # noqa: SLF001
                widget._repaint_required = False  # noqa: SLF001
                self._dirty_widgets.add(widget)
        self._refresh_layout()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Answers all that have asked for a layout until now; while it lasts more may ask for one,
        as does what finds that it needs a scrollbar."""
        if scroll or not (size or self.size):
            super()._refresh_layout(size, scroll)
            return
        is_first, self._laid_out_at = self._laid_out_at == inf, monotonic()
        for widget in self.walk_children(Widget, with_self=True):
            if widget._layout_required:  # noqa: SLF001
                widget._layout_required = False  # noqa: SLF001
                _forget_arrangement_around(widget)
        super()._refresh_layout(size)
        if is_first and self is self.app.screen and not self.app._batch_count:  # noqa: SLF001
            self._painted_whole()

    def _compositor_refresh(self) -> None:
        """Nothing of what lies under another screen is seen: Textual has that paint it again."""
        if self is self.app.screen:
            super()._compositor_refresh()

    async def _on_update(self, message: messages.Update) -> None:
        """Pass over what was painted as it opened."""
        if message.time < self._opened_at:
            message.stop()
            message.prevent_default()

    async def _on_layout(self, message: messages.Layout) -> None:
        """Pass over what was asked for before the last one, or before the first."""
        if message.time < self._laid_out_at:
            message.stop()
            message.prevent_default()


def _forget_arrangement_around(widget: Widget) -> None:
    """Whatever is as large as what is in it is arranged anew when ``widget`` has changed: Textual
    itself does this as the widget comes to ask for a layout, which it need not any more."""
    for ancestor in widget.ancestors:
        if not isinstance(ancestor, Widget):
            return
        ancestor._clear_arrangement_cache()  # noqa: SLF001
        ancestor._layout_updates += 1  # noqa: SLF001
        if not ancestor.styles.auto_dimensions:
            return
