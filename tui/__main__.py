"""The command ``resultatdialog``."""

from __future__ import annotations

import gc
import sys
import warnings
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit status."""
    if not sys.warnoptions:
        # Python's own are for developers: one would stand in the user's terminal at the end.
        warnings.simplefilter("ignore")
    # Modules are never garbage: to look for some while they are loaded takes a tenth longer.
    gc.disable()
    from tui.lean_imports import load_pathlib

    load_pathlib()
    from tui.command_line import run

    # Nor are rows, of which a command has a thousand in hand at a time: at Python's own 700 new
    # objects, to look for some takes a tenth of an export.
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()
    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
