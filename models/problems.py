"""What can go wrong, as a code with its facts; the sentences live at the edge of the program."""

from __future__ import annotations


class Problem(Exception):
    """Something the user must know and can act on.

    ``code`` is stable and machine-readable (``"date-unknown"``); ``facts`` are the values that its
    sentence names. ``field`` is the entry field or import field it belongs to, if any. The sentence
    for each code stands in ``tui/sentences.py``, and a test holds the two against each other.
    """

    def __init__(self, code: str, field: str | None = None, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = facts


class Problems(Exception):
    """Several problems found in one go, such as all the fields of a form that are wrong."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems
