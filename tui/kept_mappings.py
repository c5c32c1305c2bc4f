"""Column mappings that were settled once and are kept for the next file with the same headings."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from models.placing import placed


def mappings_file() -> Path:
    """Where they are kept: the XDG state home, 0600."""
    home = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(home) / "resultatdialog" / "mappings.toml"


def kept_mapping(headings: Sequence[str]) -> dict[str, str]:
    """Field → heading, as it was kept for a file with just these headings; empty if never."""
    kept = _read().get(_signature(headings), {})
    return {field: heading for field, heading in kept.items() if heading in headings}


def keep_mapping(headings: Sequence[str], mapping: Mapping[str, str]) -> None:
    """Keep ``mapping`` for files with just these headings. Raises what ``placed`` does."""
    import tomli_w

    path = mappings_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    everything = _read() | {_signature(headings): dict(mapping)}
    with placed(path, overwrite=True) as file:
        tomli_w.dump(everything, file)


def _read() -> dict[str, dict[str, str]]:
    try:
        return tomllib.loads(mappings_file().read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


def _signature(headings: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(headings).encode()).hexdigest()[:16]
