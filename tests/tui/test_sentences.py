"""Every code of a problem or a remark in the source has a sentence, and every sentence a code."""

from __future__ import annotations

import ast
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from models.flag_rules import RULES
from models.flags import Flag
from models.problems import Problem
from tui.flag_sentences import flag_sentence
from tui.problem_sentences import PROBLEMS
from tui.remark_sentences import REMARKS
from tui.sentences import remark_sentence, sentence
from tui.words import RULE

ROOT = Path(__file__).parents[2]
ALWAYS = {"path", "field"}
"""Facts that :func:`sentence` adds where a problem has none."""
TOLD = {"line", "lines", "count"}
MADE_BY = {
    # Who makes a problem or a remark → where, the place of the code, facts that it adds by itself.
    "Problem": ("", 0, set()),
    "fail": ("tui/settings", 0, {"file", "line", "key"}),
    "_refuse": ("models/transfer", 1, set()),
    "Remark": ("models/transfer", 0, TOLD),
    "_remark": ("models/transfer", 0, TOLD),
    "tell": ("models/transfer", 0, TOLD),
    "_tell": ("models/transfer", 0, TOLD),
}
REMARKING = {"Remark", "_remark", "tell", "_tell"}
TOLD_BY_THE_SETTINGS = "tui/keys"
"""What is wrong with a key is told by the reader of the settings, with its file and line."""

COMPOSED = {
    ("unit-", "-differs"): {"unit-name-differs", "unit-kind-differs", "unit-parent-differs"},
}
"""Codes that are put together where they are made, by their beginning and end."""
SAYINGS = "models/transfer/importing/leader_matching.py"


class Site(NamedTuple):
    """A place in the source that makes a problem or a remark."""

    code: str
    facts: frozenset[str]
    open_ended: bool
    where: str
    remark: bool


@cache
def _sites() -> list[Site]:
    found = []
    for folder in ("models", "tui", "screens"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name, text = path.relative_to(ROOT).as_posix(), path.read_text()
            if name == SAYINGS or any(f"{maker}(" in text for maker in MADE_BY):
                found += _sites_in(name, ast.parse(text))
    return found


def _sites_in(name: str, tree: ast.Module) -> list[Site]:
    found = []
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    within = {id(node) for function in functions for node in ast.walk(function)}
    for function in [*functions, tree]:
        if isinstance(function, ast.FunctionDef) and _passes_on(function):
            # It passes on what its callers give it, and they are looked at.
            continue
        for call in ast.walk(function):
            if function is tree and id(call) in within:
                continue
            if isinstance(call, ast.Call) and _called(call) in MADE_BY:
                found += _of_call(name, call, function)
            elif isinstance(call, ast.Tuple) and name == SAYINGS:
                found += _of_saying(name, call, function)
    return found


def _passes_on(function: ast.FunctionDef) -> bool:
    return function.name in MADE_BY and "code" in [one.arg for one in function.args.args]


def _of_saying(name: str, saying: ast.Tuple, function: ast.AST) -> list[Site]:
    """A remark that is kept as a pair of its code and its facts, and told later."""
    match saying.elts:
        case [ast.Constant(value=str(code)), (ast.Dict() | ast.Name()) as facts]:
            known = frozenset(_keys(facts, function) | TOLD)
            return [Site(code, known, False, f"{name}:{saying.lineno}", True)]
    return []


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _of_call(name: str, call: ast.Call, function: ast.AST) -> list[Site]:
    maker = _called(call)
    folder, place, added = MADE_BY[maker]
    if len(call.args) <= place or not name.startswith(folder):
        return []
    facts = {keyword.arg for keyword in call.keywords if keyword.arg} | added
    for argument in call.args:
        if maker == "Remark" and isinstance(argument, ast.Dict):
            facts |= {str(key.value) for key in argument.keys if isinstance(key, ast.Constant)}
    if name.startswith(TOLD_BY_THE_SETTINGS):
        facts |= {"file", "line", "key"}
    more = [keyword.value for keyword in call.keywords if keyword.arg is None]
    known = [names for value in more if (names := _keys(value, function))]
    facts |= set().union(*known)
    open_ended = len(known) < len(more)
    if "value" in facts:
        facts.add("text")
    where = f"{name}:{call.lineno}"
    codes = _codes(call.args[place], function)
    passed_on = ast.unparse(call.args[place]) in {"problem.code", "remark.code"}
    passed_on = passed_on or ".sayings" in ast.unparse(function)
    # Other functions are called so too.
    passed_on = passed_on or (maker in {"_refuse", "_tell"} and not _is_code(call.args[place]))
    assert codes or passed_on, f"no code at {where}"
    remark = maker in REMARKING
    return [Site(code, frozenset(facts), open_ended, where, remark) for code in codes]


def _is_code(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant | ast.JoinedStr) or ast.unparse(node) == "code"


def _keys(node: ast.AST, function: ast.AST) -> set[str]:
    """The facts in ``**node``: a dictionary that is written out in the same function."""
    if isinstance(node, ast.Dict):
        return {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
    if not isinstance(node, ast.Name):
        return set()
    values = [one.value for one in ast.walk(function) if _assigns(one, node.id)]  # type: ignore[attr-defined]
    return set().union(*(_keys(value, function) for value in values))


def _assigns(node: ast.AST, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) and node.value else targets
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _codes(node: ast.AST, function: ast.AST) -> set[str]:
    """The codes that an expression can be."""
    match node:
        case ast.Constant(value=str(code)):
            return {code}
        case ast.IfExp(body=one, orelse=other):
            return _codes(one, function) | _codes(other, function)
        case ast.JoinedStr(
            values=[ast.Constant(value=str(start)), *_, ast.Constant(value=str(end))]
        ):
            return COMPOSED[start, end]
        case ast.Call(func=ast.Name(id="cause_code")):
            return _causes()
        case ast.Name(id=name):
            values = [one.value for one in ast.walk(function) if _assigns(one, name)]  # type: ignore[attr-defined]
            return set().union(*(_codes(value, function) for value in values))
    return set()


def _causes() -> set[str]:
    """The codes that ``cause_code`` makes of what the engine says."""
    tree = ast.parse((ROOT / "models" / "engine_errors.py").read_text())
    function = next(
        one
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef) and one.name == "cause_code"
    )
    pairs = [one.elts[1] for one in ast.walk(function) if isinstance(one, ast.Tuple)]
    codes = {pair.value for pair in pairs if isinstance(pair, ast.Constant)}
    ends = {
        one.value.value
        for one in ast.walk(function)
        if isinstance(one, ast.Return) and isinstance(one.value, ast.Constant)
    }
    return {str(code) for code in codes | ends}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_source_is_read_rightly() -> None:
    codes = {site.code for site in _sites()}
    assert len(codes) > 100
    assert {"database-locked", "database-error", "field-too-long", "setting-not-day"} <= codes
    assert {"empty-lines", "row-too-long"} <= {site.code for site in _sites() if site.remark}


@pytest.mark.parametrize("remark", [False, True])
def test_every_code_has_a_sentence_and_every_sentence_a_code(remark: bool) -> None:
    sentences = REMARKS if remark else PROBLEMS
    where = defaultdict(list)
    for site in _sites():
        if site.remark is remark:
            where[site.code].append(site.where)
    assert {code: where[code] for code in sorted(set(where) - set(sentences))} == {}
    assert sorted(set(sentences) - set(where)) == []


def test_a_sentence_names_only_facts_that_its_problem_has() -> None:
    wanting = [
        (site.where, site.code, sorted(missing))
        for site in _sites()
        if not site.open_ended
        and (
            missing := _placeholders((REMARKS if site.remark else PROBLEMS).get(site.code, ""))
            - site.facts
            - ALWAYS
        )
    ]
    assert wanting == []


def test_a_sentence_says_the_line_where_there_is_one() -> None:
    silent = {
        site.code
        for site in _sites()
        if not site.remark and "line" in site.facts and "{line}" not in PROBLEMS[site.code]
    }
    # The line of a workbook that cannot be opened says nothing.
    assert silent <= {"workbook-too-large", "workbook-unreadable"}


def test_every_sentence_can_be_said() -> None:
    for site in _sites():
        facts: dict[str, object] = dict.fromkeys(site.facts, "fact")
        if site.remark:
            said = remark_sentence(site.code, facts | {"line": 3})
        elif site.open_ended:
            continue
        else:
            said = sentence(Problem(site.code, "field", **facts))
        assert said != site.code
        assert "{" not in said


def test_facts_are_shown_harmlessly_and_in_the_users_way() -> None:
    assert "␛[2J" in sentence(Problem("file-missing", file="\x1b[2J"))
    assert "14/03/2027" in sentence(Problem("dialogue-held-already", day=date(2027, 3, 14)))
    assert "a → b → a" in sentence(Problem("line-loop", "superior_id", path=["a", "b", "a"]))
    assert "the disk is full" in sentence(Problem("file-unwritable", file="x", reason="ENOSPC"))
    assert "ENXIO" in sentence(Problem("file-unwritable", file="x", reason="ENXIO"))
    assert "a web page" in sentence(
        Problem("file-kind-unsupported", file="x", found="html", line=1)
    )
    assert "1.5" in sentence(Problem("number-unreadable", text=Decimal("1.5")))
    assert "{x}" in sentence(Problem("file-missing", file="{x}"))


def test_the_nearest_word_is_offered_or_else_all_of_them() -> None:
    known = ("active", "leave")
    near = sentence(
        Problem("value-meaning-unknown", "status", value="x", nearest="active", known=known)
    )
    assert near.endswith("Did you mean active?")
    far = sentence(Problem("value-meaning-unknown", "status", value="x", nearest=None, known=known))
    assert far.endswith("Choose among: active, leave.")
    assert sentence(
        Problem("sheet-unknown", "sheet", file="f", sheet="x", sheets=("A", "B"), nearest=None)
    ).endswith("Choose among: A, B.")
    unknown = Problem("setting-unknown", file="f", line=1, key="a", near="")
    assert "mean" not in sentence(unknown)


def test_a_database_without_a_path_is_still_spoken_of() -> None:
    assert sentence(Problem("database-damaged")).startswith("The database is damaged")
    assert sentence(Problem("database-damaged", path="/x.db")).startswith("/x.db is damaged")


def test_a_remark_says_its_lines_and_how_often() -> None:
    facts = {"lines": (7, 9), "count": 3, "expected": 4, "found": 5}
    said = remark_sentence("row-too-long", facts)
    assert said.startswith("Lines 7, 9: ")
    assert said.endswith("(3 in all)")
    assert remark_sentence("nul-removed", {"line": 7, "count": 1}).startswith("Line 7: ")
    assert remark_sentence("empty-lines", {"count": 2}) == "Empty lines are left out (2)."


def test_a_remark_calls_fields_by_their_headings() -> None:
    said = remark_sentence("zeros-ignored", {"lines": (), "count": 1, "field": "leader_no"})
    assert said.startswith("Leader's employee no.: ")
    said = remark_sentence("columns-not-used", {"count": 1, "fields": ("fte", "title")})
    assert "FTE %, Job title" in said


def test_every_rule_has_its_own_sentence() -> None:
    assert set(RULE) == set(RULES)
    said = {}
    for rule in RULES:
        flag = Flag(
            rule, "notice", 1, "1", "Skole", 2, "3", "Kari", 4, 5, 6, 7, date(2027, 3, 1), "[b]"
        )
        said[rule] = flag_sentence(flag)
        assert "Kari" in said[rule] or "Skole" in said[rule] or "[b]" in said[rule]
    # A span far over the limit is said as one over it.
    assert len(set(said.values())) == len(RULES) - 1
