"""What is past its day is purged, and no byte of it is in any file of the database's folder.

Notes of all lengths that were written over, undone and done again, copied into backups and typed
into drafts, in a database that has been at work.
"""

from __future__ import annotations

import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from models.backup import back_up
from models.daily_backup import back_up_daily
from models.database import close_database, open_database, rows
from models.draft import Draft, DraftFile
from models.note import topics_of, write_note
from models.personal_data.due import due
from models.personal_data.purging import Way, purge
from models.retention import Retention
from models.undoing import redo, undo
from tests.municipality import SAMPLE_DAY, sample_made
from tests.soak.row import Row

if TYPE_CHECKING:
    from pathlib import Path

TEST = "what is purged"
FULL, SHORT = 200, 2
OLD = date(2020, 1, 1)
RETENTION = Retention(notes_months=12, reason="Sak 27/114")
WAY = Way("Slettet person {number}", SAMPLE_DAY, 14)
NOTES, LENGTHS = 8, (1, 3, 100, 1_000, 30_000)
BEFORE = "x.db.before-restore-20260101T101500"


def soak(turns: int, folder: Path) -> Row:
    """Write, copy and purge so often, each time in another copy of the sample municipality."""
    chance = random.Random(turns)
    faults: list[str] = []
    texts = held = 0
    for turn in range(turns):
        scene = folder / str(turn)
        scene.mkdir(mode=0o700)
        desk = _Desk(scene, chance, turn)
        desk.work()
        texts += len(desk.gone)
        held += sum(bool(_words(file, desk.gone)) for file in _files(scene))
        faults += [f"turn {turn}: {fault}" for fault in desk.purge()]
        shutil.rmtree(scene)
    return Row(
        f"{turns} purgings",
        "no byte of it in any file of the folder; what is not past its day stays",
        f"{texts} texts, which {held} files held; {len(faults)} faults",
        tuple(faults[:10]),
    )


class _Desk:
    """One database; ``gone`` are the texts that are past their day, ``kept`` those that are not."""

    def __init__(self, scene: Path, chance: random.Random, turn: int) -> None:
        self.scene, self.chance, self.turn = scene, chance, turn
        self.path = scene / "x.db"
        self.gone: list[str] = []
        self.kept: list[str] = []

    def work(self) -> None:
        """Write notes old and new, and have the program copy them."""
        shutil.copy(sample_made(), self.path)
        open_database(self.path)
        talks = rows(
            "SELECT d.id FROM dialogue d JOIN round r ON r.id = d.round_id"
            " WHERE r.year_id = 2027 AND d.removed_at IS NULL AND d.held_on IS NULL"
        )
        topics = [
            (talk, topic.topic_id)
            for (talk,) in talks
            for topic in topics_of(talk)
            if topic.note_id is None
        ]
        drafts = DraftFile(self.path)
        for number, (talk, topic) in enumerate(self.chance.sample(topics, NOTES)):
            self._write(talk, topic, OLD if number % 2 else SAMPLE_DAY, drafts)
        drafts.close()
        back_up(self.scene / BEFORE)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(back_up_daily, OLD, 14).result()

    def _write(self, talk: int, topic_id: int, day: date, drafts: DraftFile) -> None:
        """A note, written over some times, with a draft of it if it is past its day."""
        written = ""
        for edit in range(self.chance.randint(1, 3)):
            word = f"Sagt{self.turn}i{len(self.gone) + len(self.kept)}gang{edit} "
            written = word * self.chance.choice(LENGTHS)
            [topic] = [one for one in topics_of(talk) if one.topic_id == topic_id]
            write_note(topic, written, day)
            (self.gone if day == OLD else self.kept).append(word)
            if self.chance.random() < 0.5:
                undo()
                redo()
        if day == OLD:
            typed = {"text": (("", ""), (written + "og mer", ""))}
            now = datetime.now(UTC)
            drafts.keep(Draft(f"note {topic_id}", "Notat", typed, {}, now, drafts.session))

    def purge(self) -> list[str]:
        """What is wrong after purging: with the database still open, and closed."""
        kept = {
            word for (text,) in rows("SELECT text FROM note") for word in self.kept if word in text
        }
        done = purge(self.path, due(self.path, RETENTION, SAMPLE_DAY), RETENTION, WAY)
        faults = [] if done.emptied else ["the log was not emptied"]
        faults += self._found("open")
        for word in kept:
            if not rows("SELECT 1 FROM note WHERE instr(text, ?)", (word,)):
                faults.append(f"{word} is gone")
        close_database()
        return faults + self._found("closed")

    def _found(self, how: str) -> list[str]:
        found = ((file, _words(file, self.gone)) for file in _files(self.scene))
        return [f"{how}: {words[0]!r} is in {file.name}" for file, words in found if words]


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def _words(file: Path, words: list[str]) -> list[str]:
    content = file.read_bytes()
    return [word for word in words if word.encode() in content]
