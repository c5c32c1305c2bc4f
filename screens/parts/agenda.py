"""The agenda of one dialogue: its topics, and whether there is a note on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.note import TopicNote
from models.problems import Problem
from models.topic import add_topic, move_topic, remove_topic, rename_topic
from screens.forms.topic import topic_form
from screens.parts.part import Part
from screens.parts.whole import WholeList
from tui import glyphs
from tui.desk import Desk
from tui.languages import _
from tui.widgets.cells import Cell, Column, Key, Listing
from tui.widgets.table import Table
from tui.words import topic_title

if TYPE_CHECKING:
    from screens.dialogue import DialoguePage


class AgendaPart(Part):
    """The topics. Each deed makes the dialogue first, where nothing has been planned yet."""

    key = "agenda"
    page: DialoguePage

    def __init__(self, desk: Desk, page: DialoguePage) -> None:
        super().__init__(desk, page)
        source = WholeList(self._read, lambda topic: topic.topic_id)
        source.columns = _columns()
        rows: dict[Key, TopicNote] = {topic.topic_id: topic for topic in page.notes}
        self.table = Table(
            source.columns,
            source,
            initial=(Listing(list(rows), total=len(rows)), rows),
            empty=_("No topics. n adds one."),
            classes="dialogue--agenda",
        )

    async def open(self) -> None:
        """Write the note of the topic."""
        self.page.write()

    async def add(self) -> None:
        """Put a topic under the one under the cursor."""
        self.page.refuse_locked()
        added: list[int] = []

        async def save(title: str) -> None:
            after = await self.page.real(self._topic) if self.page.notes else None
            dialogue_id = await self.page.made()
            number = after.topic_id if after else None
            added.append(await self.desk.ask(add_topic, dialogue_id, title, number))

        if await self.page.ask(topic_form(_("New topic"), "", save)):
            await self.page.written(_("The topic is added."))
            self.table.go_to(added[0])

    async def edit(self) -> None:
        """Give the topic another title."""
        self.page.refuse_locked()
        topic = self._topic
        before = topic_title(topic.title)

        async def save(title: str) -> None:
            if title != before:
                found = await self.page.real(topic)
                await self.desk.ask(rename_topic, found.topic_id, found.topic_revision, title)

        if await self.page.ask(topic_form(_("Topic"), before, save)):
            await self.page.written(_("The topic is saved."))

    async def remove(self) -> None:
        """Take the topic off the agenda."""
        topic = await self.page.real(self._topic)
        name = topic_title(topic.title)
        await self.desk.ask(remove_topic, topic.topic_id)
        await self.page.removed(name)

    async def move(self, by: int) -> None:
        """Move the topic up or down."""
        topic = await self.page.real(self._topic)
        if await self.desk.ask(move_topic, topic.topic_id, by):
            await self.page.written(_("Moved: {topic}").format(topic=topic_title(topic.title)))
            self.table.go_to(topic.topic_id)

    async def measure(self) -> None:
        """Enter a value of one of the goals."""
        await self.page.basis_part.measure()

    async def keep(self) -> None:
        """Record that one of the commitments was kept."""
        await self.page.basis_part.keep()

    @property
    def _topic(self) -> TopicNote:
        key = self.table.cursor_key
        topic = next((one for one in self.page.notes if one.topic_id == key), None)
        if topic is None:
            raise Problem("nobody-here")
        return topic

    async def _read(self) -> Sequence[TopicNote]:
        return self.page.notes


def _columns() -> tuple[Column[TopicNote], ...]:
    return (
        Column("noted", "", _noted, 1, sortable=False),
        Column("title", _("Agenda"), lambda topic: Cell(topic_title(topic.title)), 12, grows=1),
    )


def _noted(topic: TopicNote) -> Cell:
    return Cell(glyphs.current().note if topic.note_id is not None else "", "accent")
