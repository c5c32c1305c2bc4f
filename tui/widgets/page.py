"""What every screen has: title, status, footer, the common commands, and panes over it."""

from __future__ import annotations

import json
from asyncio import Event
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from models.derived import AsOf
from models.problems import Problem, Problems
from tui import keys
from tui.desk import Desk
from tui.languages import _
from tui.round_in_words import round_in_words
from tui.sentences import sentence
from tui.widgets.focus import FocusScreen
from tui.widgets.lines import FooterBar, StatusLine, TitleBar, key_sign
from tui.widgets.pane import Pane
from tui.widgets.sized_screen import SizedScreen

Answer = TypeVar("Answer")


class Page(SizedScreen, FocusScreen):
    """A full screen of the program. Subclasses compose a body and reload it on request."""

    context: ClassVar[str] = ""
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Page > .page--body { height: 1fr; layers: default pane; }
    Page.-narrow Pane { width: 100vw; border-left: none; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.title_bar = TitleBar()
        self.body = Vertical(classes="page--body")
        self.status = StatusLine()
        self.footer = FooterBar()
        self.pane: Pane[Any] | None = None
        self._begun = Event()
        self.seen: int | None = None
        self.came_by: Sequence[Any] = ()
        """The way here, as :mod:`tui.way_back` writes it down."""
        self.pressed = ""
        """The key that the screen answers."""

    def compose(self) -> ComposeResult:
        """Title, body, status, keys."""
        self.know_size()
        yield self.title_bar
        with self.body:
            yield from self.compose_body()
        yield self.status
        yield self.footer

    def compose_body(self) -> Iterable[Widget]:
        """The widgets between title and status."""
        return ()

    async def reload(self) -> None:
        """Read everything on the screen anew, after a write."""

    def home(self) -> Widget | None:
        """The widget that has the focus when nothing else asks for it."""
        return None

    def on_mount(self) -> None:
        """Show the keys and take the focus to where the work is."""
        self.footer.tell(keys.footer(self.context, self.desk.commands))
        # At once, not by ``focus()``, which comes after the first paint: what is typed at the first
        # sight of the screen would reach nobody, and the screen would be painted twice.
        self.set_focus(self.home())
        self.run_worker(self._begin())

    async def _begin(self) -> None:
        await self.begin()
        self._begun.set()

    async def begin(self) -> None:
        """Show what takes a question to the database."""

    async def whole(self) -> None:
        """What :meth:`begin` shows is there."""
        await self._begun.wait()

    async def on_screen_resume(self) -> None:
        """Come back to what has changed meanwhile."""
        if self.seen is not None and self.seen != self.desk.writes:
            await self.reload()
        self.seen = self.desk.writes
        if self.desk.news and self.is_current:
            self.say(self.desk.news)
            self.desk.news = ""

    def on_resize(self) -> None:
        """A window that was too small for a while has lost the focus."""
        self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        if self.focused is None:
            self.set_focus(self.pane.first_focus() if self.pane else self.home())

    def on_key(self, event: events.Key) -> None:
        """A message stays until the next key."""
        del event
        self.status.hush()

    # Doing things

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do ``work`` beside the screen's own messages; what goes wrong is said in words.

        Keys typed meanwhile wait for the pane that ``work`` opens, or for its end.
        """
        self.desk.ahead.hold()
        self.run_worker(self._guarded(work), exit_on_error=True)

    def go(self, way: Message) -> None:
        """Go to another screen; keys typed meanwhile are for that one."""
        self.desk.ahead.hold()
        self.post_message(way)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Problem as problem:
            self.say(sentence(problem), bad=True)
        except Problems as problems:
            self.say(" ".join(sentence(problem) for problem in problems.problems), bad=True)
        finally:
            self.desk.ahead.release()

    def say(self, text: str, bad: bool = False) -> None:
        """Show a message in the status line until the next key."""
        self.status.say(text, bad)

    async def ask(self, pane: Pane[Answer]) -> Answer | None:
        """Open a pane and wait for its answer; the focus comes back to where it was.

        Nothing is painted until the pane is whole, or gone.
        """
        before = self.focused
        if self.pane is not None:
            return None
        self.pane = pane
        pane.ahead = self.desk.ahead
        pane.commands_changed = self._tell_pane_keys
        with self.app.batch_update():
            self._tell_pane_keys()
            await self.body.mount(pane)
            await self._keep_draft_of(pane)
            pane.trap_focus()
            self.set_focus(pane.first_focus())
        await self.paint_now()
        if await pane.be_whole():
            await self.paint_now()
        self.desk.ahead.release()
        try:
            return await pane.answer
        finally:
            self.desk.ahead.hold()
            self.pane = None
            # Before anybody is told that it is saved: nothing older is offered then.
            await pane.draft_settled()
            with self.app.batch_update():
                await pane.remove()
                self.footer.tell(keys.footer(self.context, self.desk.commands))
                there = before is not None and before.is_attached
                self.set_focus(before if there else self.home())
            await self.paint_now()
            self.call_after_refresh(self._catch_up)

    def _tell_pane_keys(self) -> None:
        if self.pane is not None:
            self.footer.tell(self.pane.commands(self.desk.commands))

    async def _keep_draft_of(self, pane: Pane[Any]) -> None:
        """Have what is typed in ``pane`` kept, and put in again what was typed before."""
        if pane.draft_key:
            place = self.place()
            key = json.dumps([pane.draft_key, place["screen"]])
            pane.slot = self.desk.drafts.slot(key, pane.title, place)
            if pane.slot.left is not None:
                await pane.be_whole()
                pane.take_up(pane.slot.left)
            pane.slot.place = {**place, "command": pane.command}

    # Where one is, and coming back to it

    def place(self) -> dict[str, Any]:
        """Where one is, as JSON: the way to the screen, and the key that was pressed there."""
        return {"screen": list(self.came_by), "key": self.pressed}

    async def come_back(self, place: Mapping[str, Any]) -> None:
        """Go to where :meth:`place` was, on this screen."""

    async def written(self, text: str) -> None:
        """After a write: read the screen anew, say what was done."""
        self.desk.writes += 1
        self.seen = self.desk.writes
        await self.reload()
        self.say(text)

    async def reload_for_others(self) -> None:
        """Somebody else has written: read the screen anew; later, if a form covers all of it."""
        if self.pane is None or not self.has_class("-narrow"):
            self.seen = self.desk.writes
            await self.reload()

    def _catch_up(self) -> None:
        if self.pane is None and self.seen not in {None, self.desk.writes}:
            self.start(self.reload_for_others())

    async def removed(self, name: str) -> None:
        """After a removal."""
        await self.undoable(_("{name} removed.").format(name=name))

    async def undoable(self, text: str) -> None:
        """After a write that one may regret: say by which key it is undone, too."""
        key = key_sign(next(one for one in self.desk.commands if one.id == "undo").key)
        await self.written(text + " " + _("{key} undoes it.").format(key=key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a pane is open, its own commands are all there is."""
        if self.pane is not None and any(command.action == action for command in keys.COMMANDS):
            return action == "quit"
        return super().check_action(action, parameters)

    # The title

    def show_title(self, at: AsOf | None, name: str = "") -> None:
        """Program, municipality and ``name`` on the left, the round on the right."""
        parts = ["Resultatdialog", self.desk.settings.municipality or self.desk.name, name]
        left = " · ".join(part for part in parts if part)
        self.title_bar.tell(left, round_in_words(at) if at else "")

    # Commands of every screen

    def action_help(self) -> None:
        """Show the keys that work here."""
        self.start(self._help())

    def action_palette(self) -> None:
        """Find a command by name."""
        self.start(self._palette())

    async def _help(self) -> None:
        from tui.widgets.help_pane import HelpPane

        await self.ask(HelpPane(self.context, self.desk.commands))

    async def _palette(self) -> None:
        from tui.widgets.chooser import Choice, Chooser

        commands = {one.id: one for one in keys.for_(self.context, self.desk.commands)}
        choices = [
            Choice(one.id, _(one.help), " ".join(key_sign(key) for key in one.keys))
            for one in commands.values()
        ]
        chosen = await self.ask(Chooser(_("Commands"), choices))
        if chosen:
            await self.run_action(commands[chosen].action)

    async def action_back(self) -> None:
        """Leave this screen; the first one stays."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_history(self) -> None:
        """Show what was done to what the cursor is on."""
        self.start(self._history())

    async def _history(self) -> None:
        self.go(self.history())

    def history(self) -> Message:
        """The way to the history of the record under the cursor, or of the one shown."""
        raise Problem("not-here")

    def action_undo(self) -> None:
        """Undo one's own last change."""
        from tui.widgets.undo import undo_last

        self.start(undo_last(self))

    def action_redo(self) -> None:
        """Do again what was undone last."""
        from tui.widgets.undo import redo_last

        self.start(redo_last(self))
