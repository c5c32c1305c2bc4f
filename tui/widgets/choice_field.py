"""A field whose value is chosen by typing part of its name: people, units, a few words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from textual import events
from textual.content import Content
from textual.widgets import Input

from models.draft import Typed
from models.folding import fold
from models.problems import Problem
from tui import glyphs
from tui.gate import plain
from tui.widgets.chooser import Choice
from tui.widgets.field import Field
from tui.widgets.pane import Pane

SHOWN = 6
"""How many choices are listed under the field at once."""

Find = Callable[[str], Awaitable[Sequence[Choice]]]
"""Finds the choices for what is typed."""


def among(choices: Sequence[tuple[str, str]]) -> Find:
    """A :data:`Find` among a few words; those that begin with what is typed come first."""

    async def find(text: str) -> Sequence[Choice]:
        wanted = fold(text)
        found = [Choice(key, name) for key, name in choices if wanted in fold(name)]
        return sorted(found, key=lambda one: not fold(one.name).startswith(wanted))

    return find


class ChoiceField(Field):
    """Type, and the choices are listed under the field; arrows move, Tab and Enter take one.

    ``value`` is the key of the choice as text. What is typed must be taken from the choices.
    """

    def __init__(
        self,
        key: str,
        label: str,
        find: Find,
        chosen: Choice | None = None,
        *,
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(key, label, chosen.name if chosen else "", required=required, hint=hint)
        self._find = find
        self._chosen = chosen
        self._chosen_first = chosen
        self._found: Sequence[Choice] = ()
        self._found_for = ""
        self._at = 0

    def under(self) -> list[Content]:
        """As any field, with the choices first."""
        return [*self._listed(), *super().under()]

    def value(self) -> str | None:
        """The key of what was chosen. ``nothing-found`` for text that is no choice."""
        text = self.written.strip()
        if text and not self._is_chosen(text):
            if not self._answers(text):
                raise Problem("nothing-found", self.key, text=text)
            self._take()
        if not text and self.required:
            raise Problem("field-empty", self.key)
        return self._chosen.key if text and self._chosen else None

    @property
    def looking(self) -> bool:
        """Whether the choices for the text are still to come."""
        text = self.written.strip()
        return bool(text) and not self._is_chosen(text) and not self._answers(text)

    async def look_up(self) -> None:
        """Take what fits best, as on leaving the field."""
        if self.looking:
            self.workers.cancel_group(self, "find")
            await self._take_best(self.written.strip())

    def begin_again(self) -> None:
        """As the form opened it."""
        self._chosen = self._chosen_first
        super().begin_again()

    @property
    def opened(self) -> Typed:
        """What the form opened with."""
        return self._first, self._chosen_first.key if self._chosen_first else ""

    @property
    def typed(self) -> Typed:
        """What is typed, with its key if it is a choice."""
        text = self.written
        return text, self._chosen.key if self._chosen and self._is_chosen(text.strip()) else ""

    def put(self, typed: Typed) -> None:
        """Have ``typed`` stand here, chosen if it was."""
        text, key = typed
        self._chosen = Choice(key, text) if key else None
        super().put(typed)

    def take_over(self, fresh: Field) -> None:
        """Begin from what ``fresh`` opened with."""
        super().take_over(fresh)
        if isinstance(fresh, ChoiceField):
            self._chosen_first = fresh._chosen_first  # noqa: SLF001 (another of its kind)

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what fits, the newest question only."""
        text = event.value.strip()
        if text and self.has_focus_within and not self._is_chosen(text):
            self._begin_to_look(text)
        else:
            self._close()

    def on_key(self, event: events.Key) -> None:
        """Arrows move among the choices; down on an empty field lists all."""
        if event.key in {"down", "up"}:
            if self._found:
                step = 1 if event.key == "down" else -1
                self._at = (self._at + step) % len(self._found)
                self.refresh()
            else:
                self._begin_to_look("")
        elif event.key == "enter" and self._found:
            self._leave()
        elif event.key == "escape" and self._found:
            self._close()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Leave with what fits best, if something does."""
        if not self._leave():
            super().on_descendant_blur(event)

    def _leave(self) -> bool:
        """Take what is set off, if something was typed or looked at; whether there was.

        What was found for an earlier text is never taken: it could be somebody else.
        """
        text = self.written.strip()
        if self._answers(text):
            self._take()
        elif text and not self._is_chosen(text):
            self._close()
            self._begin(partial(self._take_best, text))
        else:
            self._close()
            return False
        return True

    async def _take_best(self, text: str) -> None:
        """Take what fits ``text`` best; the keys that follow wait for it."""
        ahead = next(one.ahead for one in self.ancestors if isinstance(one, Pane))
        ahead.hold()
        try:
            found = list(await self._find(text))
            if self.written.strip() == text:
                self._found, self._at = found, 0
                if found:
                    self._take()
                else:
                    self.complain(Problem("nothing-found", self.key, text=text))
        finally:
            ahead.release()

    def _begin_to_look(self, text: str) -> None:
        self._begin(partial(self._look, text))

    def _begin(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        # Only the newest question matters; one that is dropped before it began must not be a
        # coroutine yet.
        self.run_worker(work, group="find", exclusive=True)  # type: ignore[arg-type]

    async def _look(self, text: str) -> None:
        asked_at = self.written.strip()
        self._found = list(await self._find(text))[:50]
        self._found_for = asked_at
        self._at = 0
        self.refresh(layout=True)
        self.call_after_refresh(self.come_into_view)

    def _answers(self, text: str) -> bool:
        """Whether the choices that are listed are those for ``text``."""
        return bool(self._found) and self._found_for == text

    def _take(self) -> None:
        self._chosen = self._found[self._at]
        self.written = plain(self._chosen.name)
        self._close()

    def _close(self) -> None:
        if self._found:
            self._found = ()
            self.refresh(layout=True)

    def _listed(self) -> list[Content]:
        first = max(0, min(self._at - SHOWN // 2, len(self._found) - SHOWN))
        lines: list[Content] = []
        for place, choice in enumerate(self._found[first : first + SHOWN], first):
            here = place == self._at
            sign = glyphs.current().folded if here else " "
            lines.append(
                Content.assemble(
                    (f"{sign} {plain(choice.name, 40)}", "bold $accent" if here else ""),
                    (f"  {plain(choice.detail, 30)}" if choice.detail else "", "$muted"),
                )
            )
        return lines

    def _is_chosen(self, text: str) -> bool:
        return self._chosen is not None and plain(self._chosen.name).strip() == text
