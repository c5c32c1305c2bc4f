"""The first schema.

Values with decimals are whole numbers: ``fte`` in hundredths of a per cent, goals and measurements
in millionths. Records are removed by ``removed_at``, so unique indexes look at the others only.
"""

from __future__ import annotations

from typing import Any

TABLES = """
CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    code TEXT,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL DEFAULT '',
    parent_id INTEGER REFERENCES unit (id) CHECK (parent_id <> id),
    leader_id INTEGER REFERENCES person (id),
    sort_key TEXT NOT NULL,
    search TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT
);
CREATE UNIQUE INDEX unit_code ON unit (code COLLATE NOCASE) WHERE code IS NOT NULL AND removed_at IS NULL;
CREATE INDEX unit_parent ON unit (parent_id, sort_key);
CREATE INDEX unit_leader ON unit (leader_id);

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    employee_no TEXT,
    name TEXT NOT NULL CHECK (name <> ''),
    email TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    fte INTEGER NOT NULL DEFAULT 10000 CHECK (typeof(fte) = 'integer' AND fte BETWEEN 0 AND 10000),
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'leave', 'ended')),
    unit_id INTEGER REFERENCES unit (id),
    superior_id INTEGER REFERENCES person (id) CHECK (superior_id <> id),
    only_named INTEGER NOT NULL DEFAULT 0 CHECK (only_named IN (0, 1)),
    sort_key TEXT NOT NULL,
    search TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT
);
CREATE UNIQUE INDEX person_employee_no ON person (employee_no COLLATE NOCASE)
    WHERE employee_no IS NOT NULL AND removed_at IS NULL;
CREATE INDEX person_line ON person (unit_id, status, superior_id, fte, only_named) WHERE removed_at IS NULL;
CREATE INDEX person_superior ON person (superior_id) WHERE superior_id IS NOT NULL;
CREATE INDEX person_name ON person (sort_key);

CREATE TABLE year (
    number INTEGER PRIMARY KEY CHECK (number BETWEEN 1990 AND 2199),
    closed_on TEXT,
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT
);

CREATE TABLE milestone (
    id INTEGER PRIMARY KEY,
    year_id INTEGER NOT NULL REFERENCES year (number),
    code TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT
);
CREATE UNIQUE INDEX milestone_code ON milestone (year_id, code) WHERE removed_at IS NULL;

CREATE TABLE round (
    id INTEGER PRIMARY KEY,
    year_id INTEGER NOT NULL REFERENCES year (number),
    code TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
    follows_id INTEGER REFERENCES milestone (id),
    precedes_id INTEGER REFERENCES milestone (id),
    levels TEXT NOT NULL DEFAULT '123' CHECK (levels <> '' AND levels NOT GLOB '*[^1-4]*'),
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT
);
CREATE UNIQUE INDEX round_code ON round (year_id, code) WHERE removed_at IS NULL;

CREATE TABLE dialogue (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    superior_id INTEGER REFERENCES person (id),
    conductor_id INTEGER REFERENCES person (id),
    planned_on TEXT,
    planned_time TEXT CHECK (planned_on IS NOT NULL OR planned_time IS NULL),
    place TEXT NOT NULL DEFAULT '',
    held_on TEXT,
    superior_confirmed_on TEXT CHECK (held_on IS NOT NULL OR superior_confirmed_on IS NULL),
    subject_confirmed_on TEXT CHECK (held_on IS NOT NULL OR subject_confirmed_on IS NULL),
    exempt_because TEXT,
    cancelled_because TEXT,
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT
);
CREATE UNIQUE INDEX dialogue_person ON dialogue (round_id, person_id) WHERE removed_at IS NULL;
CREATE INDEX dialogue_subject ON dialogue (person_id);

CREATE TABLE topic (
    id INTEGER PRIMARY KEY,
    dialogue_id INTEGER NOT NULL REFERENCES dialogue (id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT
);
CREATE INDEX topic_dialogue ON topic (dialogue_id, position);

CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    topic_id INTEGER NOT NULL REFERENCES topic (id),
    text TEXT NOT NULL,
    written_on TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT
);
CREATE UNIQUE INDEX note_topic ON note (topic_id) WHERE removed_at IS NULL;

CREATE TABLE goal (
    id INTEGER PRIMARY KEY,
    code TEXT,
    year_id INTEGER NOT NULL REFERENCES year (number),
    unit_id INTEGER REFERENCES unit (id),
    person_id INTEGER REFERENCES person (id),
    title TEXT NOT NULL CHECK (title <> ''),
    kind TEXT NOT NULL DEFAULT 'result' CHECK (kind IN ('result', 'quality', 'conduct', 'development')),
    qualitative INTEGER NOT NULL DEFAULT 0 CHECK (qualitative IN (0, 1)),
    indicator TEXT NOT NULL DEFAULT '',
    measure TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL DEFAULT 'more' CHECK (direction IN ('more', 'less', 'within')),
    baseline INTEGER CHECK (typeof(baseline) IN ('integer', 'null')),
    target INTEGER CHECK (typeof(target) IN ('integer', 'null')),
    band INTEGER CHECK (typeof(band) IN ('integer', 'null') AND (band IS NULL OR band >= 0)),
    due TEXT,
    weight INTEGER CHECK (weight IS NULL OR weight BETWEEN 0 AND 100),
    adopted_by TEXT NOT NULL DEFAULT '',
    case_no TEXT NOT NULL DEFAULT '',
    adopted_on TEXT,
    serves_id INTEGER REFERENCES goal (id) CHECK (serves_id <> id),
    meaning TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'dropped')),
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT,
    CHECK (unit_id IS NULL OR person_id IS NULL)
);
CREATE UNIQUE INDEX goal_code ON goal (year_id, code) WHERE code IS NOT NULL AND removed_at IS NULL;
CREATE INDEX goal_person ON goal (person_id, year_id, state) WHERE person_id IS NOT NULL AND removed_at IS NULL;
CREATE INDEX goal_unit ON goal (unit_id, year_id) WHERE unit_id IS NOT NULL;
CREATE INDEX goal_serves ON goal (serves_id) WHERE serves_id IS NOT NULL;
CREATE INDEX goal_year ON goal (year_id, state) WHERE removed_at IS NULL;

CREATE TABLE measurement (
    id INTEGER PRIMARY KEY,
    goal_id INTEGER NOT NULL REFERENCES goal (id),
    measured_on TEXT NOT NULL,
    value INTEGER NOT NULL CHECK (typeof(value) = 'integer'),
    source TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT
);
CREATE UNIQUE INDEX measurement_day ON measurement (goal_id, measured_on) WHERE removed_at IS NULL;

CREATE TABLE commitment (
    id INTEGER PRIMARY KEY,
    year_id INTEGER NOT NULL REFERENCES year (number),
    person_id INTEGER NOT NULL REFERENCES person (id),
    dialogue_id INTEGER REFERENCES dialogue (id),
    side TEXT NOT NULL CHECK (side IN ('superior', 'subject')),
    owner_id INTEGER REFERENCES person (id),
    text TEXT NOT NULL CHECK (text <> ''),
    due TEXT,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'dropped')),
    dropped_because TEXT,
    settled_on TEXT,
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT,
    CHECK (state <> 'dropped' OR dropped_because <> '')
);
CREATE INDEX commitment_person ON commitment (person_id, state);
CREATE INDEX commitment_owner ON commitment (owner_id, state);
CREATE INDEX commitment_due ON commitment (due) WHERE state = 'open' AND removed_at IS NULL;

CREATE TABLE leader_agreement (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    content TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '',
    dialogues_a_year INTEGER CHECK (dialogues_a_year IS NULL OR dialogues_a_year BETWEEN 0 AND 12),
    valid_from TEXT,
    valid_until TEXT CHECK (valid_until IS NULL OR valid_from IS NULL OR valid_until >= valid_from),
    signed_on TEXT,
    revision INTEGER NOT NULL DEFAULT 0,
    removed_at TEXT
);
CREATE INDEX agreement_person ON leader_agreement (person_id, valid_until);

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    record_id INTEGER,
    changes TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX journal_record ON journal (kind, record_id);
CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
    BEGIN SELECT raise(ABORT, 'the journal is not rewritten'); END;
"""


def up(migrator: Any, db: Any) -> None:
    """Make every table, index and trigger."""
    for statement in _statements(TABLES):
        db.execute_sql(statement)


def _statements(script: str) -> list[str]:
    """The script's statements one by one; only a trigger has a semicolon inside."""
    statements: list[str] = []
    open_statement = ""
    for part in script.split(";"):
        open_statement += part
        if "CREATE TRIGGER" in open_statement and not open_statement.rstrip().endswith("END"):
            open_statement += ";"
            continue
        if open_statement.strip():
            statements.append(open_statement)
        open_statement = ""
    return statements
