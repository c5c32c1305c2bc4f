"""Words for the codes that the models use: statuses, kinds, sides, rounds, topics, columns."""

from __future__ import annotations

from tui.languages import N_, _

STATUS = {
    "not-planned": N_("not planned"),
    "planned": N_("planned"),
    "overdue": N_("overdue"),
    "held": N_("held"),
    "agreed": N_("agreed"),
    "exempt": N_("exempt"),
}
PERSON_STATUS = {"active": N_("active"), "leave": N_("on leave"), "ended": N_("ended")}
GOAL_KIND = {
    "result": N_("result"),
    "quality": N_("quality"),
    "conduct": N_("conduct"),
    "development": N_("development"),
}
DIRECTION = {"more": N_("more"), "less": N_("less"), "within": N_("keep within")}
GOAL_STATE = {"open": N_("open"), "closed": N_("closed"), "dropped": N_("dropped")}
STANDING = {
    "not-measured": N_("not measured"),
    "not-measurable": N_("not measurable"),
    "under-way": N_("under way"),
    "met": N_("met"),
    "worse": N_("worse"),
}
SIDE = {"superior": N_("the superior"), "subject": N_("the subject")}
COMMITMENT_STATE = {"open": N_("open"), "kept": N_("kept"), "dropped": N_("dropped")}
DIALECT = {
    "excel-nb": N_("Excel, Norwegian: semicolon, decimal comma"),
    "rfc4180": N_("RFC 4180: comma, decimal point, ISO dates"),
}
HEADINGS = {"words": N_("in words"), "machine": N_("for machines")}
TABLE = {
    "units": N_("units"),
    "people": N_("people"),
    "leaders": N_("leaders"),
    "dialogues": N_("dialogues"),
    "goals": N_("goals"),
    "commitments": N_("commitments"),
    "flags": N_("flags"),
    "years": N_("over the years"),
}
PAPER = {"basis": N_("basis, before the dialogue"), "agreement": N_("agreement, after it")}
PAPER_FORM = {"pdf": N_("PDF"), "html": N_("web page"), "md": N_("Markdown")}
YES_NO = {"yes": N_("yes"), "no": N_("no")}
ROUND = {"winter": N_("Winter: results"), "autumn": N_("Autumn: ambition levels")}
MILESTONE = {
    "annual-accounts": N_("Annual accounts"),
    "annual-report": N_("Annual report"),
    "ambitions-sent": N_("Ambition levels sent in"),
    "budget-adopted": N_("Budget adopted"),
}
TOPIC = {
    "results": N_("What was achieved against the goals"),
    "next-goals": N_("What next year's goal should be"),
    "obstacles": N_("Obstacles and what is critical"),
    "support": N_("Need for support"),
    "environment": N_("Working environment"),
    "conduct": N_("Conduct"),
    "other": N_("Other"),
}
LEVEL = (N_("Political level"), N_("Executive level"), N_("Service level"), N_("Staff"))
RULE = {
    "span-severe": N_("Span far over the limit"),
    "span-over": N_("Span over the limit"),
    "span-under": N_("Span under the limit"),
    "dialogue-overdue": N_("Dialogue overdue"),
    "dialogue-not-planned": N_("Dialogue not planned"),
    "staff-without-goals": N_("Staff without goals of their own"),
    "goal-not-measurable": N_("Goal not measurable"),
    "goal-without-line-of-sight": N_("Goal without line of sight"),
    "adopted-goal-uncarried": N_("Adopted goal that nobody carries"),
    "goal-without-meaning": N_("Goal without what it means"),
    "commitment-overdue": N_("Commitment overdue"),
    "cascade-broken": N_("Cascade broken"),
    "conductor-in-own-line": N_("Conductor in own line"),
    "agreement-missing": N_("Leader agreement missing"),
    "agreement-expired": N_("Leader agreement expired"),
    "agreement-incomplete": N_("Leader agreement incomplete"),
    "vacant-unit": N_("Unit without a leader"),
    "no-superior": N_("Nobody above"),
}
AGREEMENT_STATE = {
    "valid": N_("valid"),
    "incomplete": N_("incomplete"),
    "expired": N_("expired"),
    "missing": N_("missing"),
}
OPEN_WORK = {
    "dialogue": N_("dialogue"),
    "goal": N_("goal"),
    "commitment": N_("commitment"),
    "not-agreed": N_("not agreed"),
}
GOAL_CHOICE = {
    "carry": N_("carry on"),
    "close": N_("close"),
    "drop": N_("drop"),
    "later": N_("decide later"),
}
GOAL_REASON = {
    "repealed": N_("repealed"),
    "owner-gone": N_("the owner is gone"),
    "there-already": N_("there already"),
    "closed": N_("closed"),
    "met": N_("met"),
    "not-measurable": N_("not measurable"),
    "qualitative": N_("qualitative"),
    "not-measured": N_("not measured"),
    "not-met": N_("not met"),
}
LEFT_OUT = {
    "ended": N_("has ended"),
    "on-leave": N_("is on leave"),
    "only-named": N_("is only named as a leader"),
    "no-superior": N_("has no superior"),
    "not-asked": N_("no round asks this level"),
    "there-already": N_("has a dialogue already"),
    "removed": N_("the dialogue was removed"),
}
FILE_KIND = {
    "people": N_("people and units"),
    "units": N_("units"),
    "goals": N_("goals"),
    "measurements": N_("measured values"),
}
SLOT_REMARK = {
    "own-conductor": N_("would hold their own dialogue"),
    "clash": N_("at two places at once"),
    "before-conductor": N_("before the conductor's own dialogue"),
    "after-held": N_("after one that they hold themselves"),
    "over-load": N_("more than wished on that day"),
    "day-off": N_("a weekend or a public holiday"),
    "outside": N_("outside the days and hours given"),
    "conductor-loop": N_("they hold each other's: change who holds one"),
    "conductor-unplaced": N_("the conductor's own dialogue has no slot"),
    "no-room": N_("no free slot: widen days, hours or load"),
    "held": N_("held already"),
    "exempt": N_("exempt from this round"),
    "planned": N_("planned already; left as it is"),
}
CHANGE = {
    "new": N_("new"),
    "changed": N_("changed"),
    "ended": N_("gone"),
    "back": N_("back"),
}
SEVERITY = {"severe": N_("severe"), "warning": N_("warning"), "notice": N_("notice")}
RECORD = {
    "unit": N_("unit"),
    "person": N_("person"),
    "goal": N_("goal"),
    "measurement": N_("measured value"),
    "dialogue": N_("dialogue"),
    "topic": N_("topic"),
    "note": N_("note"),
    "commitment": N_("commitment"),
    "year": N_("year"),
    "round": N_("round"),
    "milestone": N_("milestone"),
    "leader-agreement": N_("leader agreement"),
    "appraisal": N_("appraisal"),
    "import": N_("import"),
    "sample": N_("sample municipality"),
    "what-if": N_("draft"),
    "database": N_("database"),
}
DEED = {
    "add": N_("added"),
    "edit": N_("edited"),
    "remove": N_("removed"),
    "plan": N_("planned"),
    "hold": N_("held"),
    "confirm": N_("confirmed"),
    "cancel": N_("called off"),
    "exempt": N_("exempted"),
    "reopen": N_("reopened"),
    "rename": N_("renamed"),
    "move": N_("moved"),
    "keep": N_("kept"),
    "drop": N_("dropped"),
    "hand-over": N_("handed over"),
    "open": N_("opened"),
    "close": N_("closed"),
    "carry": N_("carried on"),
    "import": N_("imported"),
    "make": N_("made"),
    "apply": N_("applied"),
    "undo": N_("undone"),
    "redo": N_("done again"),
    "link": N_("linked"),
    "unlink": N_("unlinked"),
    "repeal": N_("repealed"),
    "put-in-force": N_("put in force again"),
    "restore": N_("restored from a backup"),
    "encrypt": N_("encrypted"),
    "decrypt": N_("no longer encrypted"),
    "passphrase": N_("given another passphrase"),
    "purge": N_("purged"),
    "erase": N_("erased"),
}


def word(words: dict[str, str], code: str) -> str:
    """The word for ``code``, in the language in use; the code itself if it is nobody's."""
    return _(words[code]) if code in words else code


def choices(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Every code with its word, in order."""
    return tuple((code, _(text)) for code, text in words.items())


def round_name(code: str, name: str) -> str:
    """A round's own name, else the program's word for its code."""
    return name or word(ROUND, code)


def milestone_name(code: str, name: str) -> str:
    """A milestone's own name, else the program's word for its code."""
    return name or word(MILESTONE, code)


def topic_title(title: str) -> str:
    """A topic of the standard agenda in words, or the municipality's own as it stands."""
    return word(TOPIC, title)
