"""The keys of every list, under the ids by which a user may change them."""

from __future__ import annotations

from textual.binding import Binding

from tui import keys

ACTIONS = {
    "list.up": ("move(-1)", "Up"),
    "list.down": ("move(1)", "Down"),
    "list.page-up": ("page(-1)", "Page up"),
    "list.page-down": ("page(1)", "Page down"),
    "list.first": ("first", "First row"),
    "list.last": ("last", "Last row"),
    "list.fold": ("fold", "Fold, or go to the parent"),
    "list.unfold": ("unfold", "Unfold, or go to the first child"),
    "list.fold-all": ("fold_all", "Fold all"),
    "list.unfold-all": ("unfold_all", "Unfold all"),
    "list.mark": ("mark", "Mark and go on"),
    "list.mark-all": ("mark_all", "Mark all or none"),
    "list.choose": ("choose", "Open"),
}

LIST_KEYS = [
    Binding(",".join(keys.LIST_KEYS[identity]), action, label, id=identity, show=False)
    for identity, (action, label) in ACTIONS.items()
]
