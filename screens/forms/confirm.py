"""Which side has confirmed what was agreed: both with Enter, or one of them."""

from __future__ import annotations

from collections.abc import Collection

from tui.languages import _
from tui.widgets.chooser import Choice, Chooser


def side_chooser(name: str, missing: Collection[str]) -> Chooser:
    """The sides in ``missing``, and both where neither has confirmed."""
    choices = [
        Choice(side, text)
        for side, text in (("superior", _("The superior")), ("subject", _("The subject")))
        if side in missing
    ]
    if len(choices) == 2:
        choices.insert(0, Choice("both", _("Both sides")))
    return Chooser(_("Who confirms? · {name}").format(name=name), choices)
