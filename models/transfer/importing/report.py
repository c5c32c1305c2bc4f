"""What an import has to say, collected while the file is worked through."""

from __future__ import annotations

from msgspec import Struct, field

from models.problems import Problem
from models.transfer.importing.plan import BadRow, Told

NAMED_LINES = 10
"""So many of the lines that a remark is about are named."""


class _Remark(Struct):
    code: str
    facts: dict[str, object]
    lines: list[int] = field(default_factory=list)
    count: int = 0


class Report:
    """Remarks that are alike are told once, with the facts ``count`` and ``lines``, the first."""

    def __init__(self) -> None:
        self._bad: list[BadRow] = []
        self._remarks: dict[tuple[object, ...], _Remark] = {}

    def refuse(self, line: int, problem: Problem) -> None:
        """Note that a row, or the problem's field of it, stays out."""
        self._bad.append(BadRow(line, problem))

    def tell(self, code: str, line: int | None = None, times: int = 1, **facts: object) -> None:
        """Note a decision; ``facts`` are hashable."""
        key = (code, *facts.items())
        remark = self._remarks.get(key)
        if remark is None:
            remark = self._remarks[key] = _Remark(code, facts)
        remark.count += times
        if line is not None and len(remark.lines) < NAMED_LINES:
            remark.lines.append(line)

    @property
    def problems(self) -> tuple[BadRow, ...]:
        """By line."""
        return tuple(sorted(self._bad, key=lambda bad: bad.line))

    @property
    def remarks(self) -> tuple[Told, ...]:
        """In the order they were noted."""
        return tuple(
            Told(
                remark.lines[0] if remark.lines else None,
                remark.code,
                {**remark.facts, "count": remark.count, "lines": tuple(remark.lines)},
            )
            for remark in self._remarks.values()
        )
