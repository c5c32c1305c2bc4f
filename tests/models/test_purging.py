"""What is past its day is gone from every byte, and the figures are what they were."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import peewee
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from peewee import sqlite3

from models import encryption
from models.backup import back_up
from models.daily_backup import back_up_daily, daily_backups
from models.database import close_database, open_database, row, rows, writing
from models.database import database as engine
from models.dialogue import ensure_dialogue
from models.draft import Draft, DraftFile
from models.encrypting import decrypt, encrypt
from models.encryption import KEY_BYTES, Key
from models.goal import GoalEntry, add_goal, remove_goal
from models.measurement import MeasurementEntry, add_measurement
from models.note import topics_of, write_note
from models.person import PersonEntry, add_person, edit_person, person_card
from models.personal_data import cleaning
from models.personal_data.belongings import ABOUT
from models.personal_data.due import due, due_of
from models.personal_data.held_texts import COLUMNS
from models.personal_data.lifted_rules import lifted_rules
from models.personal_data.mentions import mentions
from models.personal_data.purging import Purged, Way, erase, purge
from models.personal_data.told import told
from models.problems import Problem
from models.retention import Retention
from models.rules import Rules
from models.topic import add_topic
from models.undoing import redo, undo
from models.year import ensure_year
from tests.models.towns import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DAY = date(2027, 3, 10)
OLD = date(2024, 1, 1)
RETENTION = Retention(notes_months=12, ended_months=24, reason="Sak 27/114")
WAY = Way("Slettet person {number}", DAY, 14)


def purged(path: Path, retention: Retention = RETENTION) -> Purged:
    return purge(path, due(path, retention, DAY), retention, WAY)


def files_with(text: str, folder: Path) -> list[str]:
    """The files in which ``text`` stands, however JSON and SQLite write it."""
    signs = {text.encode(), text.encode("utf-16-le"), json.dumps(text)[1:-1].encode()}
    return [
        file.name
        for file in folder.rglob("*")
        if file.is_file() and any(sign in file.read_bytes() for sign in signs)
    ]


def a_talk() -> int:
    """Of somebody called Kari Nordmann, in the winter of 2027, with the agenda and no note."""
    ensure_year(2027, Rules())
    person = add_person(PersonEntry("Kari Nordmann", "4711", "kari@nordvik.example"))
    [(round_id,)] = rows("SELECT id FROM round WHERE code = 'winter'")
    engine.execute_sql(
        "INSERT INTO dialogue (round_id, person_id) VALUES (?, ?)", (round_id, person)
    )
    [(talk,)] = rows("SELECT max(id) FROM dialogue")
    for place, title in enumerate(("results", "other")):
        engine.execute_sql(
            "INSERT INTO topic (dialogue_id, position, title) VALUES (?, ?, ?)",
            (talk, place, title),
        )
    return int(talk)


def a_draft(path: Path, text: str, title: str = "Kari Nordmann") -> None:
    """Left by an earlier session: a note that was being written on."""
    file = DraftFile(path)
    fields = {"text": ((text, ""), (f"{text} og mer", ""))}
    file.keep(Draft("[1]", title, fields, {}, datetime.now(UTC), file.session))
    file.close()


def backups_of_days(path: Path) -> None:
    with ThreadPoolExecutor(1) as thread:
        for days in (1, 2):
            thread.submit(back_up_daily, DAY - timedelta(days), 14).result()
    back_up(path.with_name(f"{path.name}.v3-20260101T101500.bak"))
    back_up(path.with_name(f"{path.name}.before-restore-20260101T101500"))


def in_memory() -> tempfile.TemporaryDirectory[str]:
    """A folder, in memory if possible: to wait for a disk a hundred times takes long."""
    place = Path("/dev/shm")
    return tempfile.TemporaryDirectory(dir=place if place.is_dir() else None)


TEXTS = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=12, max_size=40)


@examples(6)
@given(word=TEXTS, times=st.sampled_from([1, 40, 700]), edits=st.integers(1, 3))
def test_no_byte_of_a_purged_note_is_in_any_file(word: str, times: int, edits: int) -> None:
    with in_memory() as name, opened(Path(name) / "x.db") as path:
        talk = a_talk()
        for edit in range(edits):
            write_note(topics_of(talk)[0], f"{word}{edit} " * times, OLD)
        write_note(topics_of(talk)[1], "Nytt notat", DAY)
        a_draft(path, f"{word}{edits - 1} " * times)
        backups_of_days(path)
        assert len(files_with(word, path.parent)) >= 5
        done = purged(path)
        assert (done.notes, done.people, done.drafts, done.emptied) == (1, 0, 1, True)
        assert len(done.copies) == 4
        assert files_with(word, path.parent) == []
        close_database()
        assert files_with(word, path.parent) == []
        open_database(path)
        assert [(one.title, one.text) for one in topics_of(talk)] == [
            ("results", ""),
            ("other", "Nytt notat"),
        ]
        assert topics_of(talk)[0].note_id is not None
        assert rows("SELECT written_on FROM note WHERE text = ''") == [(OLD.isoformat(),)]
        assert [one.name for one in daily_backups(path)] == ["x-2027-03-10.db"]


def test_an_encrypted_database_is_purged_with_all_that_is_beside_it(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "_keys", {})
    talk = a_talk()
    write_note(topics_of(talk)[0], CANARY, OLD)
    a_draft(database, f"Utkast {CANARY}")
    backups_of_days(database)
    close_database()
    encrypt(database, Key(os.urandom(KEY_BYTES), os.urandom(16)))
    with opened(database):
        write_note(topics_of(talk)[1], CANARY, OLD)
        back_up(database.with_name("mine.db"))
        done = purged(database)
        assert (done.notes, done.drafts, len(done.copies), done.emptied) == (2, 1, 4, True)
        assert done.untouched == (database.with_name("mine.db"),)
        done.untouched[0].unlink()
        assert (len(daily_backups(database)), purged(database).copies) == (1, ())
    assert decrypt(database).left == ()
    assert files_with("Nordmann", database.parent) != []
    assert files_with(CANARY, database.parent) == []


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    open_database(path)
    try:
        yield path
    finally:
        close_database()


@pytest.fixture
def sample(sample_file: Path) -> Iterator[Path]:
    """The sample municipality, open."""
    with opened(sample_file) as path:
        yield path


CANARY = "Kanarifugl"
FILLED = {
    "goal": ("title", "meaning", "indicator"),
    "commitment": ("text",),
    "dialogue": ("place", "exempt_because"),
    "leader_agreement": ("content", "purpose"),
}


def a_leader() -> int:
    """Of the sample, with all that may be stored about somebody, and the canary in all of it."""
    [(number,)] = rows(
        "SELECT p.id FROM person p JOIN dialogue d ON d.person_id = p.id"
        " JOIN commitment c ON c.person_id = p.id JOIN goal g ON g.person_id = p.id"
        " JOIN leader_agreement a ON a.person_id = p.id JOIN topic t ON t.dialogue_id = d.id"
        " JOIN note n ON n.topic_id = t.id ORDER BY p.id LIMIT 1"
    )
    with writing(), lifted_rules():
        for table, columns in FILLED.items():
            for column in columns:
                engine.execute_sql(
                    f"UPDATE {table} SET {column} = ? || id WHERE person_id = ?", (CANARY, number)
                )
        engine.execute_sql(
            "UPDATE topic SET title = ? WHERE id = (SELECT max(t.id) FROM topic t JOIN dialogue d"
            " ON d.id = t.dialogue_id WHERE d.person_id = ?)",
            (f"Om {CANARY}", number),
        )
        engine.execute_sql(
            "UPDATE note SET text = ? || id WHERE topic_id IN (SELECT t.id FROM topic t"
            " JOIN dialogue d ON d.id = t.dialogue_id WHERE d.person_id = ?)",
            (CANARY, number),
        )
    card = person_card(number)
    no = f"{CANARY}-1"
    name, email, title = f"{CANARY} navn", f"{CANARY}@nordvik.example", f"{CANARY} tittel"
    entry = replace(card.entry, name=name, email=email, title=title, employee_no=no)
    edit_person(number, card.revision, entry)
    return int(number)


def test_no_byte_about_an_erased_person_is_in_any_file(sample: Path) -> None:
    number = a_leader()
    goal = add_goal(GoalEntry(year_id=2027, title=f"{CANARY} mål", person_id=number))
    remove_goal(goal)
    add_goal(GoalEntry(year_id=2027, title=f"{CANARY} mål 2", person_id=number))
    [(autumn,)] = rows("SELECT id FROM round WHERE year_id = 2027 AND code = 'autumn'")
    talk = ensure_dialogue(number, autumn, Rules())
    reading = MeasurementEntry(goal + 1, DAY, Decimal(1), f"{CANARY} kilde")
    add_measurement(reading)
    add_topic(talk, f"{CANARY} sak")
    for _step in range(3):
        undo()
    a_draft(sample, f"{CANARY} kladd", f"{CANARY} navn · 2027")
    backups_of_days(sample)
    assert CANARY in json.dumps(told(number).records)
    done = erase(sample, due_of(sample, number), WAY)
    assert (done.people, done.drafts, done.emptied) == (1, 1, True)
    assert files_with(CANARY, sample.parent) == []
    assert person_card(number).entry.name == f"Slettet person {number}"
    assert CANARY not in json.dumps(told(number).records)
    assert row("SELECT action, changes FROM journal ORDER BY id DESC LIMIT 1") == (
        "person.erase",
        "{}",
    )
    with pytest.raises(Problem, match="nothing-to-undo"):
        undo()
    assert rows("PRAGMA integrity_check") == [("ok",)]
    assert rows("PRAGMA foreign_key_check") == []


def test_who_has_ended_long_ago_is_purged_and_others_are_not(sample: Path) -> None:
    ended = [one for (one,) in rows("SELECT id FROM person WHERE status = 'ended' ORDER BY id")]
    retention = replace(RETENTION, notes_months=0)
    assert retention.ended_before(DAY) == date(2025, 3, 10)
    engine.execute_sql("UPDATE person SET ended_on = '2025-03-10' WHERE id <> ?", (ended[0],))
    engine.execute_sql("UPDATE person SET ended_on = '2025-03-09' WHERE id = ?", (ended[0],))
    assert due(sample, retention, DAY).people == (ended[0],)
    assert due(sample, replace(retention, ended_months=0), DAY).is_empty
    assert purged(sample, retention).people == 1
    assert due(sample, retention, DAY).is_empty
    assert rows("SELECT id FROM person WHERE purged_on IS NOT NULL") == [(ended[0],)]
    entry = rows("SELECT changes FROM journal WHERE action = 'database.purge'")
    assert [json.loads(one) for (one,) in entry] == [
        {"people": [None, 1], "reason": [None, "Sak 27/114"]}
    ]


def test_only_what_is_still_past_its_day_is_removed(database: Path) -> None:
    talk = a_talk()
    write_note(topics_of(talk)[0], "Gammelt", OLD)
    found = due(database, RETENTION, DAY)
    assert len(found.notes) == 1
    write_note(topics_of(talk)[0], "Skrevet om igjen", DAY)
    assert purge(database, found, RETENTION, WAY).notes == 0
    assert topics_of(talk)[0].text == "Skrevet om igjen"


def test_the_rules_of_the_database_hold_again_afterwards(database: Path) -> None:
    talk = a_talk()
    write_note(topics_of(talk)[0], "Gammelt", OLD)
    engine.execute_sql(
        "UPDATE dialogue SET held_on = ?1, superior_confirmed_on = ?1, subject_confirmed_on = ?1",
        (OLD.isoformat(),),
    )
    engine.execute_sql("UPDATE year SET closed_on = '2027-03-01'")
    before = rows("SELECT name, sql FROM sqlite_schema ORDER BY name")
    assert purged(database).notes == 1
    assert rows("SELECT name, sql FROM sqlite_schema ORDER BY name") == before
    for statement in ("UPDATE journal SET changes = '{}'", "UPDATE note SET text = 'x'"):
        with pytest.raises(peewee.IntegrityError):
            engine.execute_sql(statement)


def test_what_somebody_reads_meanwhile_is_told_and_removed_the_next_time(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning, "CLEANING_WAIT_SECONDS", 0)
    talk = a_talk()
    write_note(topics_of(talk)[0], CANARY, OLD)
    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN")
        assert other.execute("SELECT text FROM note").fetchall() == [(CANARY,)]
        assert not purged(database).emptied
        assert other.execute("SELECT text FROM note").fetchall() == [(CANARY,)]
        assert files_with(CANARY, database.parent) != []
    done = purged(database)
    assert (done.notes, done.emptied) == (0, True)
    assert files_with(CANARY, database.parent) == []


def test_files_of_others_are_told_and_left_alone(database: Path) -> None:
    talk = a_talk()
    write_note(topics_of(talk)[0], CANARY, OLD)
    mine, theirs = database.parent / "mine.db", database.parent / f"{database.name}.drafts-ola"
    back_up(mine)
    theirs.write_text(CANARY)
    assert purged(database, Retention()).untouched == ()
    assert set(purged(database).untouched) == {mine, theirs}
    assert set(files_with(CANARY, database.parent)) == {mine.name, theirs.name}
    back_up(mine, overwrite=True)
    assert purged(database).untouched == (theirs,)


def test_without_daily_backups_none_is_made(database: Path) -> None:
    talk = a_talk()
    write_note(topics_of(talk)[0], CANARY, OLD)
    backups_of_days(database)
    purge(database, due(database, RETENTION, DAY), RETENTION, replace(WAY, keep_backups=0))
    assert daily_backups(database) == []


def test_a_namesake_and_what_others_were_told_of_somebody_stay(database: Path) -> None:
    """Whose name stands in what is about others is counted."""
    ensure_year(2027, Rules())
    first, second = (add_person(PersonEntry("Kari Nordmann", no)) for no in ("1", "2"))
    add_goal(GoalEntry(year_id=2027, title="Som Kari Nordmann", person_id=second))
    theirs = rows("SELECT * FROM journal WHERE record_id = ?", (second,))
    assert mentions(first) == {"goal": 1}
    erase(database, due_of(database, first), WAY)
    assert rows("SELECT * FROM journal WHERE record_id = ?", (second,)) == theirs
    assert person_card(second).entry.name == "Kari Nordmann"
    assert rows("SELECT title FROM goal") == [("Som Kari Nordmann",)]


def test_what_was_cut_off_is_removed_with_the_copies(database: Path) -> None:
    talk = a_talk()
    write_note(topics_of(talk)[0], CANARY, OLD)
    folder = database.parent / f".{database.name}.restore-x1"
    folder.mkdir(mode=0o700)
    back_up(folder / database.name)
    (database.parent / f"{database.name}.before-restore-1-wal").write_text(CANARY)
    back_up(database.parent / f"{database.name}.before-restore-1")
    half, new = (database.parent / f".resultatdialog-{one}.part" for one in "ab")
    for file in (half, new):
        file.write_text(CANARY)
    os.utime(half, (0, 0))
    assert purged(database).untouched == (new,)
    assert files_with(CANARY, database.parent) == [new.name]


def test_every_text_that_is_about_somebody_is_removed_or_known_to_stay(database: Path) -> None:
    kept = {
        *("state", "kind", "direction", "side", "status", "code", "measure"),
        *("planned_time", "sort_key", "search", "employee_no"),
    }
    columns = {
        (table, name)
        for table in ABOUT
        for _id, name, sort, *_rest in rows(f"PRAGMA table_info({table})")
        if sort == "TEXT"
        and not name.endswith(("_on", "_at"))
        and name not in {"due", *kept}
        and not name.startswith("valid_")
    }
    removed = {(table, column) for table, names in COLUMNS.items() for column in names}
    assert columns == removed | {("topic", "title")}


# When somebody ended


def test_the_day_on_which_somebody_ends_is_noted_whatever_ends_them(database: Path) -> None:
    today = datetime.now(UTC).date().isoformat()
    number = add_person(PersonEntry("Kari", status="ended"))
    assert row("SELECT ended_on FROM person") == (today,)
    engine.execute_sql("UPDATE person SET ended_on = '2020-01-01'")
    edit_person(number, 0, PersonEntry("Kari N", status="ended"))
    assert row("SELECT ended_on FROM person") == ("2020-01-01",)
    edit_person(number, 1, PersonEntry("Kari N", status="active"))
    assert row("SELECT ended_on FROM person") == (None,)
    undo()
    assert row("SELECT status, ended_on FROM person") == ("ended", "2020-01-01")
    redo()
    edit_person(number, person_card(number).revision, PersonEntry("Kari N", status="ended"))
    assert row("SELECT ended_on FROM person") == (today,)
    undo()
    assert row("SELECT status, ended_on FROM person") == ("active", None)
    redo()
    assert row("SELECT status, ended_on FROM person") == ("ended", today)


# Killed in the midst of it


def test_a_purging_that_is_killed_leaves_the_old_or_the_new_and_can_be_ended(
    database: Path, tmp_path: Path
) -> None:
    talk = a_talk()
    write_note(topics_of(talk)[0], f"{CANARY} " * 2000, OLD)
    write_note(topics_of(talk)[1], f"{CANARY} igjen", OLD)
    backups_of_days(database)
    close_database()
    template = tmp_path / "template"
    template.mkdir()
    shutil.copytree(tmp_path / "backups", template / "backups")
    for file in tmp_path.glob("x.db*"):
        shutil.copy(file, template)
    found = set()
    with in_memory() as folder:
        command = [sys.executable, "-m", "tests.models.killed", "purge", str(template), folder]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        calls, count = map(int, done.stdout.split())
        assert calls >= 3
        for number in range(count):
            with opened(Path(folder) / str(number) / "x.db") as path:
                assert rows("PRAGMA integrity_check") == [("ok",)]
                texts = rows("SELECT length(text) FROM note ORDER BY id")
                found.add(tuple(length for (length,) in texts))
                purged(path)
                assert files_with(CANARY, path.parent) == []
                assert len(daily_backups(path)) == 1
    assert found == {(len(f"{CANARY} ") * 2000, len(f"{CANARY} igjen")), (0, 0)}
