"""``resultatdialog report`` from the shell's side; its figures are tested with the models."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine

from tests.models.paper.reading import read_page, read_pdf
from tests.tui.spoken import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spoken import Run

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def day_of_the_sample() -> Iterator[None]:
    with time_machine.travel(date(2027, 3, 10), tick=False):
        yield


def test_it_goes_to_standard_output(told: Run, sample_file: Path) -> None:
    status, out, err = told("report", "--db", sample_file)
    assert (status, err) == (0, "")
    assert out.startswith("Nordvik kommune\n\n# Results dialogues")
    assert "42 of 57 (74%)" in out
    assert "Liv Berg" not in out
    _status, out, _err = told("report", "--names", "--format", "html", "--db", sample_file)
    assert "Liv Berg" in "".join(read_page(out).texts)


def test_it_goes_to_a_file(told: Run, sample_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.pdf"
    status, out, err = told("report", "-o", target, "--db", sample_file)
    assert (status, out) == (0, "")
    assert str(target) in err
    assert target.stat().st_mode & 0o777 == 0o600
    assert "42 of 57" in read_pdf(target.read_bytes())
    status, _out, err = told("report", "-o", target, "--db", sample_file)
    assert status == 2
    assert "is there already" in one_line(err)
    assert told("report", "-o", target, "--force", "--db", sample_file)[0] == 0


def test_what_cannot_be_is_said(told: Run, sample_file: Path, tmp_path: Path) -> None:
    status, out, err = told("report", "-o", tmp_path / "r.docx", "--db", sample_file)
    assert (status, out) == (2, "")
    assert ".pdf, .html or .md" in one_line(err)
    assert told("report", "--db", tmp_path / "no.db")[0] == 2
    assert told("report", "--format", "docx", "--db", sample_file)[0] == 2


def test_it_does_without_textual(sample_file: Path) -> None:
    code = (
        "import sys\nfrom tui.command_line import run\n"
        f"run(['report', '--format', 'html', '--db', {str(sample_file)!r}])\n"
        "assert not {'textual', 'screens', 'fpdf'} & set(sys.modules), 'loaded'\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
