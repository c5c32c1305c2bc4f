"""Every soak in its short form; ``make soak`` has the full one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.soak.found import found

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


SHORT = [one for one in found() if one.SHORT]


@pytest.mark.parametrize("module", SHORT, ids=lambda one: one.__name__.rpartition(".soak_")[2])
def test_a_short_soak_finds_no_fault(module: ModuleType, tmp_path: Path, own_home: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    row = module.soak(module.SHORT, folder)
    assert not row.faults, row
