"""The program with one of its functions failing over what is confidential: run by a soak.

``python -m tests.soak.crashing MODULE:FUNCTION …``, where the rest is the program's own. Whoever
calls that function gets an error whose message, and whose variables, hold :data:`CANARY`.
"""

from __future__ import annotations

import importlib
import sys
from operator import attrgetter

CANARY = "Kanarifugl7Q4"


def failing(*values: object, **named: object) -> object:
    """Stands in for the function."""
    secret = "Kanarifugl7Q4"
    raise RuntimeError(f"{secret} {values} {named}")


def main(place: str, arguments: list[str]) -> int:
    """Have it fail there, and run the program."""
    from tui import command_line

    module, _, function = place.partition(":")
    # Its code is replaced, so that those who have taken it by its name get the other as well.
    attrgetter(function)(importlib.import_module(module)).__code__ = failing.__code__
    return command_line.run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
