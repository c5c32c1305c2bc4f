"""Everything that a coordinator can do, at random, to what happens to be there."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from models.agreement import AgreementEntry, add_agreement, remove_agreement
from models.appraisal import record_appraisals, remove_appraisal
from models.closing import close_year, open_work, reopen_year, settle_commitments
from models.commitment import CommitmentEntry, add_commitment, remove_commitment
from models.confirmation import confirm_all, reopen_all
from models.database import rows
from models.derived import as_of
from models.dialogue import Plan, cancel, dialogue_card, exempt, hold, plan, remove_dialogue
from models.goal import GoalEntry, add_goal, edit_goal, goal_card, goals_of, remove_goal
from models.goal_links import link_goals, repeal_goal
from models.goal_template import give_goal
from models.goal_turn import settle_goals
from models.hand_over import hand_over, open_owed_by
from models.measurement import MeasurementEntry, add_measurement, remove_measurement
from models.milestones import MilestoneEntry, add_milestone, remove_milestone
from models.moving import move_people
from models.note import topics_of, write_note
from models.person import PersonEntry, add_person, edit_person, person_card, remove_person
from models.planning import Request, candidates, open_talks, plan_many
from models.planning import hand_over as hand_over_talks
from models.problems import Problem, Problems
from models.rounds import RoundEntry, add_round, remove_round
from models.rules import Rules
from models.slot import Slot, Window
from models.topic import add_topic, move_topic, remove_topic, rename_topic
from models.transfer.importing import people as people_import
from models.transfer.importing.plan import ImportRequest
from models.turn_of_year import open_year
from models.unit import UnitEntry, add_unit, edit_unit, remove_unit, unit_card
from models.what_if.applying import apply_draft
from models.what_if.drafts import add_draft, add_step, draft, remove_draft
from models.what_if.steps import Move, NewUnit

if TYPE_CHECKING:
    import random
    from pathlib import Path

DAY = date(2027, 3, 10)
RULES = Rules()
WINDOW = Window(DAY, DAY + timedelta(30), 480, 960, 60, 3)
TEXTS = ("Ål", "Øvre Årdal", "a \"b\" \\ 'c'", "\u200fægir🦉", "x\x00y", "1e5", "0012", "[1]")


class Coordinator:
    """Does one thing after the other, each drawn with ``chance``; ``folder`` is for files."""

    def __init__(self, chance: random.Random, folder: Path) -> None:
        self.chance = chance
        self.folder = folder

    def act(self) -> str:
        """Try something; its name. What the program refuses is left."""
        deeds = [name for name in dir(self) if name.startswith("do_")]
        name = self.chance.choice(deeds)
        with suppress(Problem, Problems, LookupError):
            getattr(self, name)()
        return name

    def some(self, table: str, where: str = "1") -> int:
        """A row that is not removed, by its number; ``LookupError`` where there is none."""
        found = rows(f"SELECT id FROM {table} WHERE removed_at IS NULL AND {where}")
        return int(self.chance.choice(found)[0])

    def several(self, table: str, where: str = "1") -> list[int]:
        return sorted({self.some(table, where) for _ in range(self.chance.randint(1, 6))})

    def maybe(self, table: str) -> int | None:
        return self.some(table) if self.chance.random() < 0.7 else None

    @property
    def text(self) -> str:
        return self.chance.choice(TEXTS)

    @property
    def day(self) -> date:
        return DAY + timedelta(self.chance.randint(-60, 60))

    @property
    def year(self) -> int:
        return self.chance.choice([2026, 2027, 2027, 2028])

    @property
    def value(self) -> Decimal:
        return Decimal(self.chance.randint(-9_000_000, 9_000_000)) / 1_000_000

    def do_add_unit(self) -> None:
        add_unit(UnitEntry(self.text, None, self.text, self.maybe("unit"), self.maybe("person")))

    def do_edit_unit(self) -> None:
        card = unit_card(self.some("unit"))
        entry = replace(card.entry, parent_id=self.maybe("unit"), leader_id=self.maybe("person"))
        edit_unit(card.id, card.revision, entry)

    def do_remove_unit(self) -> None:
        remove_unit(self.some("unit"))

    def do_add_person(self) -> None:
        fte = Decimal(self.chance.randint(0, 10_000)) / 100
        add_person(PersonEntry(self.text, unit_id=self.maybe("unit"), fte=fte))

    def do_edit_person(self) -> None:
        card = person_card(self.some("person"))
        status = self.chance.choice(["active", "leave", "ended"])
        entry = replace(card.entry, name=self.text, status=status, superior_id=self.maybe("person"))
        edit_person(card.id, card.revision, entry)

    def do_remove_person(self) -> None:
        remove_person(self.some("person"))

    def do_move_people(self) -> None:
        move_people(self.several("person"), self.some("unit"))

    def do_add_goal(self) -> None:
        entry = GoalEntry(self.year, self.text, person_id=self.maybe("person"))
        numbers = {"baseline": self.value, "target": self.value, "due": self.day}
        add_goal(replace(entry, indicator="fravær", measure="%", **numbers))

    def do_edit_goal(self) -> None:
        card = goal_card(self.some("goal"))
        entry = replace(card.entry, title=self.text, target=self.value, qualitative=True)
        edit_goal(card.id, card.revision, replace(entry, serves_id=self.maybe("goal")))

    def do_remove_goal(self) -> None:
        remove_goal(self.some("goal"))

    def do_link_goals(self) -> None:
        link_goals(list(goals_of(self.several("goal")).values()), self.maybe("goal"))

    def do_repeal_goal(self) -> None:
        card = goal_card(self.some("goal"))
        repeal_goal(card.id, card.revision, self.day)

    def do_give_goal(self) -> None:
        give_goal(GoalEntry(self.year, self.text), self.several("person"))

    def do_settle_goals(self) -> None:
        settle_goals(
            {one: self.chance.choice(["carry", "close", "drop"]) for one in self.several("goal")}
        )

    def do_measure(self) -> None:
        add_measurement(MeasurementEntry(self.some("goal"), self.day, self.value, self.text))

    def do_remove_measurement(self) -> None:
        remove_measurement(self.some("measurement"))

    def do_plan(self) -> None:
        plan(Plan(self.some("round"), self.some("person"), self.day, "09:00"), RULES)

    def do_plan_many(self) -> None:
        round_, people = self.some("round"), self.several("person")
        seen = candidates(Request(round_, tuple(people), DAY, WINDOW))
        slots = [Slot(one, seen[one].conductor_id, self.day, 540, 60) for one in people]
        plan_many(round_, slots, seen, RULES)

    def do_hand_over_talks(self) -> None:
        talks = open_talks(self.some("round"), self.several("person"))
        hand_over_talks(talks, self.some("person"))

    def do_hold(self) -> None:
        hold(self.some("person"), self.some("round"), self.day, RULES)

    def do_exempt(self) -> None:
        exempt(self.some("person"), self.some("round"), self.text, RULES)

    def do_cancel(self) -> None:
        card = dialogue_card(self.some("dialogue"), DAY)
        cancel(card.id, card.revision, self.text)

    def do_confirm(self) -> None:
        held = self.several("dialogue", "held_on IS NOT NULL")
        cards = [dialogue_card(one, DAY) for one in held]
        confirm_all(cards, self.chance.choice([("superior",), ("superior", "subject")]), DAY)

    def do_reopen(self) -> None:
        reopen_all([dialogue_card(one, DAY) for one in self.several("dialogue")])

    def do_remove_dialogue(self) -> None:
        remove_dialogue(self.some("dialogue"))

    def do_write_note(self) -> None:
        topic = self.chance.choice(topics_of(self.some("dialogue")))
        write_note(topic, self.chance.choice(["", self.text]), DAY)

    def do_change_agenda(self) -> None:
        topic = self.some("topic")
        deed = self.chance.randrange(4)
        if deed == 0:
            add_topic(self.some("dialogue"), self.text, topic)
        elif deed == 1:
            move_topic(topic, self.chance.choice([-2, 1, 5]))
        elif deed == 2:
            remove_topic(topic)
        else:
            found = rows("SELECT revision FROM topic WHERE id = ?", (topic,))
            rename_topic(topic, found[0][0], self.text)

    def do_promise(self) -> None:
        person = self.some("person")
        add_commitment(CommitmentEntry(self.year, person, "subject", self.text, person, self.day))

    def do_settle_commitments(self) -> None:
        settle_commitments(self.several("commitment"), DAY, self.chance.choice(["", "nei"]))

    def do_hand_over_commitments(self) -> None:
        hand_over(open_owed_by(self.some("person")), self.some("person"), "", DAY)

    def do_remove_commitment(self) -> None:
        remove_commitment(self.some("commitment"))

    def do_agree(self) -> None:
        add_agreement(AgreementEntry(self.some("person"), self.text, "", 2, DAY))

    def do_remove_agreement(self) -> None:
        remove_agreement(self.some("leader_agreement"))

    def do_appraise(self) -> None:
        record_appraisals(self.several("person"), 2027, DAY - timedelta(3), DAY)

    def do_remove_appraisal(self) -> None:
        remove_appraisal(self.some("appraisal"))

    def do_add_round(self) -> None:
        day = self.day
        add_round(RoundEntry(self.year, self.text, day, day + timedelta(9), name=self.text))

    def do_remove_round(self) -> None:
        remove_round(self.some("round"))

    def do_add_milestone(self) -> None:
        add_milestone(MilestoneEntry(self.year, self.text, self.day))

    def do_remove_milestone(self) -> None:
        remove_milestone(self.some("milestone"))

    def do_open_year(self) -> None:
        open_year(self.year, self.day, RULES, staff=self.chance.random() < 0.5)

    def do_close_year(self) -> None:
        year = self.year
        for work in open_work(year, as_of(DAY, RULES)):
            if work.kind == "dialogue" and work.person_id and work.round_id:
                exempt(work.person_id, work.round_id, "ferdig", RULES)
            elif work.kind == "goal" and work.id:
                settle_goals({work.id: "close"})
            elif work.kind == "commitment" and work.id:
                settle_commitments([work.id], DAY)
        close_year(year, DAY, RULES)

    def do_reopen_year(self) -> None:
        reopen_year(self.year)

    def do_import(self) -> None:
        lines = ["employee_no;name;title;unit_code;unit;leader_no"]
        for number in range(self.chance.randint(1, 12)):
            unit = self.chance.randint(1, 4)
            title = self.chance.choice(["Lærer", "Rektor"])
            lines.append(f"{number};Kari {number};{title};{unit};Enhet {unit};{unit}")
        file = self.folder / "people.csv"
        file.write_text("\n".join(lines), encoding="utf-8")
        people_import.apply(people_import.prepare(ImportRequest(file), DAY, RULES))

    def do_draft(self) -> None:
        number = add_draft(self.text, DAY)
        who = tuple(self.several("person"))
        add_step(draft(number), NewUnit("under", self.some("unit"), self.text, who, None, "Ny"))
        add_step(draft(number), Move(tuple(self.several("person")), -1))

    def do_apply_draft(self) -> None:
        apply_draft(draft(self.some("what_if")), DAY)

    def do_remove_draft(self) -> None:
        remove_draft(self.some("what_if"))
