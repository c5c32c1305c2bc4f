"""What a test needs and a machine may lack."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def lacking(what: str) -> NoReturn:
    """Skip the test, which in CI would hide a failure: there it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)
