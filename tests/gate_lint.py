"""Finds text that reaches a widget without having passed the gate.

Every place where a widget or a ``Content`` is given text is looked at, and the expression there has
to be harmless for a reason that can be seen in the file: a literal, a call of the gate or of one of
the functions that give words and figures, or something put together from these alone. Names are
followed to all that is assigned to them in their function, attributes to all in their class.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

GATES = frozenset(
    {
        *("shown", "plain", "paragraphs"),  # tui.gate
        *("_", "ngettext", "number", "decimal", "percent", "day", "short_day", "weekday"),
        *("day_in_words", "word", "key_sign", "sentence", "flag_sentence", "remark_sentence"),
        *("round_name_shown", "len", "str_of_count"),
    }
)
"""Functions whose answer is harmless: the gate, words of the catalogues, figures."""

MAKERS = frozenset({"Content", "Content.styled", "Content.assemble"})
"""What makes a Content. Each of these calls is looked at where it stands, so its answer is good."""

WIDGETS = frozenset({"Static", "Label", "Input", "TextArea", "Text", "notify"})
MARKUP = frozenset({"from_markup", "from_text", "from_rich_text"})
WIDTHS = frozenset({"ljust", "rjust", "center", "truncate", "pad_right", "pad_left"})
"""Methods that only fill up or cut; what they are given are numbers."""
TEXTS = frozenset({"join", "format", "strip", "partition", "upper", "lower", "copy", "get"})
"""Methods whose answer is as harmless as what they are called on and with."""
TITLES = frozenset({"border_title", "border_subtitle", "tooltip", "placeholder"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Leak:
    """Something that could be anybody's text, and the line that shows it."""

    line: int
    text: str


def leaks(source: str) -> list[Leak]:
    """Where text reaches a widget of ``source`` that has not passed the gate."""
    tree = ast.parse(source)
    if "textual" not in source:
        return []
    return sorted(set(_Module(tree).leaks()), key=lambda leak: leak.line)


def _name(node: ast.expr) -> str:
    """``a.b.c`` for a chain of names; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = _name(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""


class _Module:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._contents = {
            node.name
            for node in ast.walk(tree)
            if isinstance(node, Function)
            and node.returns
            and "Content" in ast.unparse(node.returns)
        }

        self._functions = {node.name: node for node in tree.body if isinstance(node, Function)}

    def leaks(self) -> Iterator[Leak]:
        for node in self._tree.body:
            yield from self._in(node, None)

    def _in(self, node: ast.AST, class_: ast.ClassDef | None) -> Iterator[Leak]:
        if isinstance(node, ast.ClassDef):
            for child in node.body:
                yield from self._in(child, node)
        elif isinstance(node, Function):
            yield from _Scope(node, class_, self._contents, self._functions).leaks()


class _Scope:
    """One function, with the class it belongs to."""

    def __init__(
        self,
        function: Function,
        class_: ast.ClassDef | None,
        contents: set[str],
        functions: dict[str, Function],
    ) -> None:
        self._function = function
        self._class = class_
        self._contents = contents
        self._functions = functions
        self._asked: set[str] = set()

    def leaks(self) -> Iterator[Leak]:
        for node in ast.walk(self._function):
            for given in self._given(node):
                if not self.harmless(given):
                    yield Leak(given.lineno, ast.unparse(given))

    def _given(self, node: ast.AST) -> Iterator[ast.expr]:
        """The texts that ``node`` gives to a widget."""
        if isinstance(node, ast.Assign):
            shows = any(
                isinstance(one, ast.Attribute) and one.attr in TITLES for one in node.targets
            )
            yield from [node.value] if shows else []
        if not isinstance(node, ast.Call):
            return
        name = _name(node.func)
        last = node.func.attr if isinstance(node.func, ast.Attribute) else name
        if last in MARKUP:
            yield node
        if name == "Content.assemble":
            yield from node.args
        elif name in MAKERS or last in WIDGETS or last == "update":
            yield from node.args[:1]
        yield from (one.value for one in node.keywords if one.arg in TITLES)

    def harmless(self, node: ast.expr) -> bool:
        """Whether ``node`` is harmless for a reason that stands in this file."""
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        return bool(method and method(node))

    def _all(self, *nodes: ast.expr) -> bool:
        return all(self.harmless(node) for node in nodes)

    def _constant(self, node: ast.Constant) -> bool:
        return True

    def _joinedstr(self, node: ast.JoinedStr) -> bool:
        return all(
            isinstance(part, ast.Constant)
            or (isinstance(part, ast.FormattedValue) and self.harmless(part.value))
            for part in node.values
        )

    def _binop(self, node: ast.BinOp) -> bool:
        return self.harmless(node.left) and (
            isinstance(node.op, ast.Mult) or self.harmless(node.right)
        )

    def _boolop(self, node: ast.BoolOp) -> bool:
        return self._all(*node.values)

    def _ifexp(self, node: ast.IfExp) -> bool:
        return self._all(node.body, node.orelse)

    def _tuple(self, node: ast.Tuple) -> bool:
        return self._all(*node.elts[:1])

    def _list(self, node: ast.List) -> bool:
        return self._all(*node.elts)

    def _dict(self, node: ast.Dict) -> bool:
        return self._all(*node.values)

    def _starred(self, node: ast.Starred) -> bool:
        return self.harmless(node.value)

    def _subscript(self, node: ast.Subscript) -> bool:
        return self.harmless(node.value)

    def _listcomp(self, node: ast.ListComp) -> bool:
        return self.harmless(node.elt)

    def _generatorexp(self, node: ast.GeneratorExp) -> bool:
        return self.harmless(node.elt)

    def _call(self, node: ast.Call) -> bool:
        name = _name(node.func)
        last = node.func.attr if isinstance(node.func, ast.Attribute) else name
        if name in GATES | MAKERS or last in self._contents or _is_glyph(node):
            return True
        if isinstance(node.func, ast.Attribute) and last in TEXTS | WIDTHS:
            given = [*node.args, *(one.value for one in node.keywords)]
            looked_up = last in WIDTHS or last == "get"
            return self.harmless(node.func.value) and (looked_up or self._all(*given))
        return self._gives_harmless(name)

    def _gives_harmless(self, name: str) -> bool:
        """Whether a function of the same file only ever returns what is harmless."""
        function = self._functions.get(name)
        if function is None or name in self._asked:
            return function is not None
        inner = _Scope(function, None, self._contents, self._functions)
        inner._asked = self._asked | {name}
        returned = [one.value for one in ast.walk(function) if isinstance(one, ast.Return)]
        return bool(returned) and all(one and inner.harmless(one) for one in returned)

    def _name(self, node: ast.Name) -> bool:
        if node.id in self._asked:
            return True
        self._asked.add(node.id)
        known = list(self._assigned(node.id))
        good = bool(known) and self._all(*known)
        self._asked.discard(node.id)
        return good or self._is_content(node.id)

    def _attribute(self, node: ast.Attribute) -> bool:
        if _is_glyph(node) or self._is_glyphs(node.value):
            return True
        if not self._class or _name(node.value) != "self" or node.attr in self._asked:
            return node.attr in self._asked
        self._asked.add(node.attr)
        known = [
            (function, value)
            for function in self._class.body
            if isinstance(function, Function)
            for value in _values(function, f"self.{node.attr}")
        ]
        good = bool(known) and all(
            _Scope(function, self._class, self._contents, self._functions).harmless(value)
            for function, value in known
        )
        self._asked.discard(node.attr)
        return good

    def _is_glyphs(self, node: ast.expr) -> bool:
        known = list(self._assigned(node.id)) if isinstance(node, ast.Name) else []
        return bool(known) and all(_is_glyph(one) for one in known)

    def _assigned(self, name: str) -> Iterator[ast.expr]:
        yield from _values(self._function, name)

    def _is_content(self, name: str) -> bool:
        arguments = self._function.args
        for one in (*arguments.args, *arguments.kwonlyargs):
            if one.arg == name and one.annotation:
                return "Content" in ast.unparse(one.annotation)
        return False


def _is_glyph(node: ast.expr) -> bool:
    """Whether it is a sign that the program draws with."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return isinstance(node, ast.Name) and node.id == "glyphs"


def _values(function: Function, name: str) -> Iterator[ast.expr]:
    """All that ``name`` can be in ``function``: what is assigned, added, appended, looped over."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _parts(target, node.value, name)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and node.value:
            if _name(node.target) == name:
                yield node.value
        elif isinstance(node, ast.For | ast.comprehension):
            yield from _looped(node.target, node.iter, name)
        elif isinstance(node, ast.Call) and _name(node.func) in {
            f"{name}.append",
            f"{name}.extend",
        }:
            yield from node.args


def _parts(target: ast.expr, value: ast.expr, name: str) -> Iterator[ast.expr]:
    if _name(target) == name:
        yield value
    elif isinstance(target, ast.Tuple):
        pairs = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
        for one, part in zip(target.elts, pairs, strict=False):
            yield from _parts(one.value if isinstance(one, ast.Starred) else one, part, name)


def _looped(target: ast.expr, iterable: ast.expr, name: str) -> Iterator[ast.expr]:
    """A name of a loop is whatever the loop goes over; counting and pairing are looked through."""
    if isinstance(target, ast.Tuple):
        for one in target.elts:
            yield from _looped(one, iterable, name)
    elif _name(target) == name:
        yield iterable
