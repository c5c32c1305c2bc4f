"""A screen that knows its size as it opens, and so is styled and laid out once."""

from __future__ import annotations

from textual.geometry import Size
from textual.screen import Screen

LEAST_WIDTH, LEAST_HEIGHT = 50, 12
"""In a smaller window nothing is shown but that it is too small."""


class SizedScreen(Screen[None]):
    """Spares a screen that opens the rounds by which Textual's own would learn how large it is:
    half of all that opening one takes."""

    HORIZONTAL_BREAKPOINTS = [(0, "-thin"), (LEAST_WIDTH, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (LEAST_HEIGHT, "-tall")]  # noqa: RUF012

    @property
    def too_small(self) -> bool:
        """Whether the window is."""
        width, height = self.app.size
        return width < LEAST_WIDTH or height < LEAST_HEIGHT

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
