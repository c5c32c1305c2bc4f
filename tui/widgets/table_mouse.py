"""What a click in a table does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from textual import events

if TYPE_CHECKING:
    from tui.widgets.table import Table


WHEEL = 3
"""Rows a notch."""


def turned(event: events.MouseEvent) -> int:
    """By how many rows the wheel scrolls a table."""
    event.stop()
    return WHEEL if isinstance(event, events.MouseScrollDown) else -WHEEL


def clicked(table: Table[Any], event: events.Click) -> None:
    """Sort by a title, fold at a fold sign, go to a row, choose it at a second click."""
    event.stop()
    offset = event.get_content_offset(table)
    if offset is None:
        return
    slot, line = table.canvas.slot(offset.x), table.canvas.line(offset.y)
    if line is not None:
        table.go_to(line.key)
        if table.canvas.is_fold_sign(*offset):
            table.view = replace(table.view, open=table.view.open ^ {line.key})
        elif event.chain == 2:
            table.action_choose()
    elif offset.y == 0 and slot is not None and slot.column.sortable:
        table.sort_by(slot.column.key)
