"""A question at the terminal that is answered with yes or no."""

from __future__ import annotations

import sys

YES = frozenset({"j", "ja", "y", "yes"})
"""What is understood as consent, in either language."""


def asked(question: str) -> bool:
    """Whether the answer to ``question`` is yes."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in YES
