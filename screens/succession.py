"""What is said when a unit has got another leader: the old one may still owe something."""

from __future__ import annotations

from models.hand_over import open_owed_by
from models.unit import UnitCard, unit_card
from tui.desk import Desk
from tui.languages import _, ngettext, number


async def unit_saved(desk: Desk, before: UnitCard) -> str:
    """That the unit is saved, and if its leader was replaced, what that one leaves behind and the
    key that hands it over. ``before`` is the unit as it was when its form was opened."""
    text = _("{name} is saved.").format(name=before.entry.name)
    old = before.entry.leader_id
    if old is None or (await desk.ask(unit_card, before.id)).entry.leader_id == old:
        return text
    owed = len(await desk.ask(open_owed_by, old))
    if not owed:
        return text
    key = next(one for one in desk.commands if one.id == "commitments.hand-over").key
    left = ngettext(
        "Saved. {leader} still owes {count} commitment; {key} on their screen hands it over.",
        "Saved. {leader} still owes {count} commitments; {key} on their screen hands them over.",
        owed,
    )
    return left.format(leader=before.leader_name, count=number(owed), key=key)
