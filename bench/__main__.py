"""``make bench``: measures the program and writes ``docs/performance.md``.

Without visidata (``--with-visidata`` puts it into ``bench/.cache``) what is measured against it is
left out. The exit status is 1 if a limit is not met.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from commands import measure_commands
from figures import Unanswered
from machine import machine
from rivals import LARGE, SMALL
from terminal import measure_terminals

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
HEAD = """\
# Performance

Written by `make bench`. Each line was measured in turns with what it is compared with, in one run:
medians, with the least and the most in brackets. Absolute figures are the machine's, ratios the
program's.
"""


def main() -> int:
    """Measure, print, write, and say whether the limits are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="turns that count (default: 5)")
    parser.add_argument("--small", action="store_true", help="only the small municipality")
    parser.add_argument("--only", choices=["terminal", "commands"], help="only one part, unwritten")
    parser.add_argument(
        "--with-visidata", action="store_true", help="install visidata into bench/.cache first"
    )
    given = parser.parse_args()
    sizes = [SMALL] if given.small else [SMALL, LARGE]
    texts, met = [HEAD.strip(), machine()], True
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        try:
            if given.only != "commands":
                found, fits = measure_terminals(sizes, folder, given.runs, given.with_visidata)
                texts, met = texts + found, met and fits
            if given.only != "terminal":
                found, fits = measure_commands(sizes[-1], folder, given.runs)
                texts, met = texts + found, met and fits
        except Unanswered as screen:
            print(f"A program did not answer. Its screen:\n{screen}", file=sys.stderr)
            return 1
    print("\n\n".join(texts))
    if not given.only and not given.small:
        PAGE.write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
