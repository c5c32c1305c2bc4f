"""Going on while the terminal takes nothing."""

from __future__ import annotations

from rich.console import RenderableType
from textual.app import ReturnType
from textual.screen import Screen
from textual.timer import Timer

from tui.cell_difference import ThinApp

BEHIND = 8
"""From so many writes on that wait for the terminal, it is behind and gets no more frames: Textual
has the whole program wait once there are 30."""
CATCH_UP_SECONDS = 0.05


class PatientApp(ThinApp[ReturnType]):
    """Leaves frames out while the terminal takes nothing, as on a stalled line, and shows it the
    last of them."""

    _catching_up: Timer | None = None

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if self._catching_up or self._waiting_writes >= BEHIND:
            self._catching_up = self._catching_up or self._paint_when_taken()
        else:
            super()._display(screen, renderable)

    @property
    def _waiting_writes(self) -> int:
        """How many writes wait until the terminal has taken what was written before."""
        writer = getattr(self._driver, "_writer_thread", None)
        return writer._queue.qsize() if writer else 0  # noqa: SLF001

    def _paint_when_taken(self) -> Timer:
        def look() -> None:
            if self._catching_up and not self._waiting_writes:
                self._catching_up.stop()
                self._catching_up = None
                self.refresh(layout=True)

        return self.set_interval(CATCH_UP_SECONDS, look)
