"""What a command says, and how it is to say it."""

from __future__ import annotations

from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]
"""Runs a command; its exit status, what went to stdout and what to stderr."""


def one_line(text: str) -> str:
    """The error that ``text`` is, which must be one line and no traceback."""
    assert text.endswith("\n")
    assert text.count("\n") == 1, text
    assert "Traceback" not in text
    return text.removeprefix("resultatdialog").strip()
