"""Taking the focus, and losing it, without all being drawn anew."""

from __future__ import annotations

from textual import events
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget


class HandsOn(Widget):
    """Takes the focus for a part of it."""

    def receive_focus(self) -> Widget:
        """The part, which may be made only now."""
        raise NotImplementedError


class FocusScreen(Screen[None]):
    """Is not painted as a whole when the focus goes on, as Textual's own is."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """At once, wherever it is handed on to: the next key may be there already."""
        if isinstance(widget, HandsOn):
            widget = widget.receive_focus()
        super().set_focus(widget, scroll_visible, from_app_focus)


class QuietFocus(Widget):
    """Draws by itself what the focus changes about it; Textual would look through its stylesheet
    for rules, which there are none of here, and draw all of it."""

    def draw_focus(self) -> None:
        """Draw what looks otherwise with the focus than without."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """In place of styling it anew."""
        self.draw_focus()

    def _on_focus(self, event: events.Focus) -> None:
        event.prevent_default()
        self.has_focus = True
        self._tell_above(events.DescendantFocus(self))

    def _on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self.has_focus = False
        self._tell_above(events.DescendantBlur(self))

    def _tell_above(self, event: events.Event) -> None:
        if self.parent is not None:
            self.parent.post_message(event)
