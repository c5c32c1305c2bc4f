"""The people of the sample municipality: titles and posts as each kind of work has them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from models.fields import scaled
from models.folding import sort_key
from models.person import person_search
from models.sample.lists import draws, table
from models.sample.names import Names

if TYPE_CHECKING:
    from models.sample.organisation import Place, Places
    from models.sample.rows import Rows

POSTED = {"2304": ("Helsesykepleier", "2106"), "4310": ("Renholder", "3200")}
"""Somebody of the first unit with that title works in the other, and keeps the superior."""

BESIDE = {"leave": 0.025, "ended": 0.03}
"""So many are on leave or have ended, beside the active staff."""

WITHOUT_UNIT = "Prosjektleder velferdsteknologi"

Post = tuple[str, list[str]]
"""A title with the per cents of a full post that are usual for it."""


class Member(Struct, frozen=True):
    """Somebody employed; ``home`` is where the line begins, ``work`` the key of the lists."""

    id: int
    home: Place
    work: str
    title: str
    status: str = "active"


class Staff(Struct):
    """Everybody. ``leaders`` are by the code of the unit they lead; ``former`` ones have left."""

    leaders: dict[str, Member] = field(default_factory=dict)
    former: dict[str, Member] = field(default_factory=dict)
    others: list[Member] = field(default_factory=list)

    def superior(self, member: Member) -> Member | None:
        """Who the lines give: the nearest leader above."""
        begin = member.home.parent if member.work == "leder" else member.home
        for place in begin.upward() if begin else ():
            leader = self.leaders.get(place.code)
            if leader and leader is not member:
                return leader
        return None

    def each_leader(self) -> list[Member]:
        """Each leader once, in the order of the units."""
        return [leader for code, leader in self.leaders.items() if leader.home.code == code]


class _Payroll:
    """Notes one person after the other, each with a name, a number and an address."""

    def __init__(self, rows: Rows, names: Names) -> None:
        self._rows, self._names = rows, names
        self._numbers = iter(draws("numbers").sample(range(10_100, 19_900), 2_000))

    def add(
        self,
        title: str,
        unit: Place | None,
        *,
        name: str = "",
        post: str = "100",
        status: str = "active",
        superior_id: int | None = None,
    ) -> int:
        name = name or self._names.draw(unit.women if unit else 50)
        number = str(next(self._numbers))
        return self._rows.add(
            "person",
            employee_no=number,
            name=name,
            email=self._names.address(name),
            title=title,
            fte=scaled(Decimal(post), 100),
            status=status,
            unit_id=unit.id if unit else None,
            superior_id=superior_id,
            sort_key=sort_key(name),
            search=person_search(name, number),
        )


def add_people(rows: Rows, places: Places) -> Staff:
    """Note everybody: the leaders first, in the order of the units, then the staff of each."""
    payroll = _Payroll(rows, Names([place.leader for place in places.values()]))
    staff = Staff()
    for place in places.values():
        _add_leader(payroll, staff, place)
    usual = _usual_posts()
    for place in places.values():
        _add_staff(payroll, staff, place, places, usual[place.work])
        _add_away(payroll, staff, place, usual[place.work])
    payroll.add(WITHOUT_UNIT, None)
    return staff


def _add_leader(payroll: _Payroll, staff: Staff, place: Place) -> None:
    if place.leader.startswith("="):
        staff.leaders[place.code] = staff.leaders[place.leader[1:]]
    elif place.leader == "!":
        payroll.add(place.leader_title, place, status="ended")
    elif place.leader != "-":
        number = payroll.add(place.leader_title, place, name=place.leader)
        staff.leaders[place.code] = Member(number, place, "leder", place.leader_title)


def _add_staff(
    payroll: _Payroll, staff: Staff, place: Place, places: Places, usual: list[tuple[int, Post]]
) -> None:
    draw = draws(f"staff {place.code}")
    posted, elsewhere = POSTED.get(place.code, ("", ""))
    for title, posts in _shared_out(usual, place.staff):
        unit, superior_id = place, None
        if title == posted:
            unit, superior_id, posted = places[elsewhere], staff.leaders[place.code].id, ""
        number = payroll.add(title, unit, post=draw.choice(posts), superior_id=superior_id)
        staff.others.append(Member(number, place, place.work, title))


def _add_away(payroll: _Payroll, staff: Staff, place: Place, usual: list[tuple[int, Post]]) -> None:
    """Those on leave and those who have left."""
    draw = draws(f"away {place.code}")
    weights = [weight for weight, _ in usual]
    for status, share in BESIDE.items():
        count = int(place.staff * share + draw.random())
        for _, (title, posts) in draw.choices(usual, weights, k=count):
            number = payroll.add(title, place, post=draw.choice(posts), status=status)
            staff.others.append(Member(number, place, place.work, title, status))
    if place.winter == "exempt":
        number = payroll.add(place.leader_title, place, status="ended")
        staff.former[place.code] = Member(number, place, "leder", place.leader_title, "ended")


def _usual_posts() -> dict[str, list[tuple[int, Post]]]:
    """The posts by work, each with its weight."""
    usual: dict[str, list[tuple[int, Post]]] = {}
    for line in table("staffing"):
        post = (line["title"], line["fte"].split())
        usual.setdefault(line["work"], []).append((int(line["weight"]), post))
    return usual


def _shared_out(usual: list[tuple[int, Post]], count: int) -> list[Post]:
    """``count`` posts, as near to the weights as whole people come."""
    total = sum(weight for weight, _ in usual)
    shares = [count * weight / total for weight, _ in usual]
    heads = [int(share) for share in shares]
    most_cut = sorted(range(len(usual)), key=lambda at: heads[at] - shares[at])
    for at in most_cut[: count - sum(heads)]:
        heads[at] += 1
    return [post for (_, post), number in zip(usual, heads, strict=True) for _ in range(number)]
