"""Any file is imported: it is taken in, or refused in sentences, and the database stays sound."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import time
from collections import Counter
from typing import TYPE_CHECKING

import xlsxwriter

from models.database import close_database, open_database
from models.problems import Problem
from models.rules import Rules
from models.transfer.importing.kinds import apply, prepare
from models.transfer.importing.plan import ImportRequest
from tests.hostile import KINDS
from tests.municipality import sample_made
from tests.soak.consistent import TODAY, unsound
from tests.soak.row import Row
from tui import languages
from tui.commands.import_talk import tell_plan, tell_result
from tui.sentences import sentence

if TYPE_CHECKING:
    from pathlib import Path

TEST = "files that are imported"
FULL, SHORT = 100_000, 150
SLOW_SECONDS = 2
LOOK_EACH, ANEW_EACH, BOOK_EACH, SAMPLE_EACH = 75, 300, 20, 5
"""After so many the database is looked through, and taken anew; one in so many is XLSX; and one in
so many of the databases is the sample municipality, the others such as :data:`SMALL` gives."""
SMALL = {
    "people": """\
employee_no;name;email;unit_code;unit;unit_kind;parent_unit_code;leader_no
1;Kari;kari@example.org;A;Nordvik;;;
2;Ola Hansen;;B;Skole;skole;A;1
3;Kari;;B;Skole;skole;A;2
B;Ola Hansen;ola@example.org;1;Skole;;B;2
A;Liv Berg;;1;Skole;;B;B
""",
    "goals": """\
goal_code;goal;indicator;measure;direction;baseline;target;unit_code;year
1;Kari;andel;prosent;more;1;9;A;2027
A;Skole;;;;;;B;2027
B;Nordvik;andel;prosent;less;9;1;1;2027
""",
    "measurements": "goal_code;measured_on;value\n1;14.3.2027;2\nB;1.2.2027;8\n",
}
"""In few rows much of what the files may mean."""
HEADS = {
    "people": "employee_no;name;email;title;fte;status;unit_code;unit;unit_kind;parent_unit_code"
    ";parent_unit;leader_no;leader_name",
    "goals": "goal_code;goal;goal_kind;indicator;measure;direction;baseline;target;band;year"
    ";unit_code;unit;adopted_by;case_no;adopted_on",
    "measurements": "goal_code;measured_on;value",
}
CELLS = (
    *("", "1", "2", "3", "A", "B", "Kari", "Ola Hansen", "Skole", "Skole", "100", "80 %", "0,5"),
    *("active", "permisjon", "sluttet", "14.3.2027", "2018-19", "2027", "less", "within", "9,1"),
    *("quality", "conduct", "Nordvik", "-1", "1e9", "9" * 40, "32.13.2027", "nan"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "latin-1")


def soak(turns: int, folder: Path) -> Row:
    """Import ``turns`` files."""
    chance = random.Random(turns)
    languages.use("en")
    templates = [sample_made(), *[_small(folder)] * (SAMPLE_EACH - 1)]
    path = folder / "x.db"
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for turn in range(turns):
        if turn % ANEW_EACH == 0:
            close_database()
            shutil.copy(templates[turn // ANEW_EACH % SAMPLE_EACH], path)
            open_database(path)
        kind = chance.choice([*HEADS])
        file = folder / f"{kind}.csv"
        if turn % BOOK_EACH == 0:
            file = file.with_suffix(".xlsx")
            file.write_bytes(_damaged(_workbook(_table(kind, chance)), chance))
        else:
            file.write_bytes(_damaged(_text(_table(kind, chance), chance), chance))
        began = time.process_time()
        try:
            counts[_brought_in(file, kind, chance)] += 1
            if turn % LOOK_EACH == LOOK_EACH - 1:
                faults += [f"after {turn}: {one}" for one in unsound()]
        except Exception as error:
            kept = shutil.copy(file, folder.parent / f"fault-{turn}-{file.name}")
            faults.append(f"{type(error).__name__} {error} for {kept}"[:300])
        if time.process_time() - began > SLOW_SECONDS:
            faults.append(f"slow: file {turn}")
    close_database()
    return Row(
        f"{turns} files of people, goals and measured values",
        "taken in or refused in sentences, within 2 s, and the database sound",
        ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
        + f", {len(faults)} faults",
        tuple(faults[:10]),
    )


def _small(folder: Path) -> Path:
    """A database with little in it."""
    path = folder / "small.db"
    open_database(path)
    for kind, text in SMALL.items():
        file = folder / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        plan = prepare(ImportRequest(file, kind=kind), TODAY, Rules())
        assert not plan.problems, plan.problems
        apply(plan)
    close_database()
    return path


def _brought_in(file: Path, kind: str, chance: random.Random) -> str:
    """What came of it."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            plan = prepare(ImportRequest(file, kind=kind), TODAY, Rules())
            tell_plan(plan, whole=chance.random() < 0.5)
            if plan.is_empty:
                return "without anything new"
            tell_result(apply(plan))
        except Problem as problem:
            sentence(problem)
            return "refused"
    return "taken in"


def _table(kind: str, chance: random.Random) -> list[list[str]]:
    columns = HEADS[kind].split(";")
    head = [one for one in columns if chance.random() < 0.8]
    if chance.random() < 0.2:
        head.append(chance.choice([*columns, *KINDS.values()]))
    if chance.random() < 0.1:
        chance.shuffle(head)
    rows = [[_cell(chance) for _ in head] for _row in range(chance.choice((0, 1, 2, 5, 30)))]
    return [head, *rows]


def _cell(chance: random.Random) -> str:
    if chance.random() < 0.9:
        return chance.choice(CELLS)
    return chance.choice([*KINDS.values()])[: chance.choice((3, 30, 5000))]


def _text(table: list[list[str]], chance: random.Random) -> bytes:
    sign = chance.choice(";;;,\t|")
    ends = chance.choice(("\n", "\r\n", "\r"))
    quoted = chance.random() < 0.7

    def written(cell: str) -> str:
        return (
            '"' + cell.replace('"', '""') + '"' if quoted and set(cell) & set('\r\n";,') else cell
        )

    text = ends.join(sign.join(map(written, row)) for row in table) + ends
    return text.encode(chance.choice(ENCODINGS), "replace")


def _workbook(table: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(table):
            for column, cell in enumerate(row):
                sheet.write(place, column, cell[:30_000])
    return stream.getvalue()


def _damaged(content: bytes, chance: random.Random) -> bytes:
    """Often as it is; else bytes of it changed, taken out, doubled or cut off."""
    new = bytearray(content)
    for _ in range(chance.choice((0, 0, 0, 1, 3, 20)) if new else 0):
        place = chance.randrange(len(new) + 1)
        how = chance.randrange(4)
        if how == 0 and place < len(new):
            new[place] = chance.randrange(256)
        elif how == 1:
            del new[place : place + chance.choice((1, 10, 1000))]
        elif how == 2:
            new[place:place] = new[place : place + 100]
        else:
            new[place:place] = chance.choice(
                (b'"', b"\x00", b"\xff", b";", b"\n", b"=", b"\xef\xbb\xbf")
            )
    return bytes(new)
