"""The catalogues say everything that the code says, and say it with the same facts."""

from __future__ import annotations

import ast
import gettext
import re
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tui import keys, languages
from tui.catalogue import Catalogue
from tui.languages import CATALOGUES, LANGUAGES, Language
from tui.parser import WORDS, speak
from tui.problem_sentences import PROBLEMS
from tui.widgets.lines import key_sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog

HERE = Path(__file__).parents[2]
SOURCE = CATALOGUES / "nb" / "LC_MESSAGES" / "resultatdialog.po"
MARKS = {"_", "N_", "ngettext"}


@cache
def extracted() -> frozenset[str | tuple[str, ...]]:
    """What the code says, as ``make catalogue`` finds it: texts, and pairs of one and many."""
    return frozenset(
        text
        for folder in ("tui", "screens")
        for _file, _line, text, _comments, _context in extract_from_dir(HERE / folder)
    )


@cache
def catalogue() -> Catalog:
    """The catalogue that people edit."""
    with SOURCE.open("rb") as file:
        return read_po(file, locale="nb", abort_invalid=True)


def pairs() -> Iterator[tuple[str, str]]:
    """Each English text with its translation, the forms of plurals one by one."""
    for message in catalogue():
        if not message.id:
            continue
        if message.pluralizable:
            yield from zip(message.id, message.string, strict=True)
        else:
            yield str(message.id), str(message.string)


def placeholders(text: str) -> set[str]:
    """``{name}``, ``%s`` and ``%(name)s`` in ``text``."""
    percent = set(re.findall(r"%(?:\(\w+\))?[srd]", text))
    if percent:
        return percent
    return {name for _text, name, _format, _conversion in Formatter().parse(text) if name}


def test_the_catalogue_has_every_text_and_no_other() -> None:
    known = {message.id for message in catalogue() if message.id}

    assert extracted() - known == set(), "make catalogue, and translate what is new"
    assert known - extracted() == set(), "make catalogue takes out what is not used"
    assert not catalogue().obsolete


def test_every_text_has_a_translation() -> None:
    assert [english for english, said in pairs() if not said] == []
    assert [message.id for message in catalogue() if message.id and message.fuzzy] == []


def test_every_marked_text_is_found_by_the_extractor() -> None:
    """Inside an f-string it is found by some versions of Python and not by others."""
    lost, marked = [], set()
    for folder in ("tui", "screens"):
        for path in sorted((HERE / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            inside = {
                id(part)
                for formatted in ast.walk(tree)
                if isinstance(formatted, ast.JoinedStr)
                for part in ast.walk(formatted)
            }
            for text, call in _marked(tree):
                marked.add(text)
                if id(call) in inside:
                    lost.append(f"{path.relative_to(HERE)}:{call.lineno}")

    assert lost == []
    assert marked == extracted()


def _marked(tree: ast.Module) -> Iterator[tuple[str | tuple[str, ...], ast.Call]]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKS:
            wanted = call.args[: 2 if call.func.id == "ngettext" else 1]
            texts = [str(one.value) for one in wanted if isinstance(one, ast.Constant)]
            if texts:
                yield (tuple(texts) if len(texts) > 1 else texts[0]), call


@pytest.mark.parametrize("kind", ["placeholders", "blanks at the ends", "quotation marks"])
def test_translations_are_made_like_their_originals(kind: str) -> None:
    wrong = []
    for english, said in pairs():
        same = {
            "placeholders": placeholders(english) == placeholders(said),
            "blanks at the ends": _blanks(english) == _blanks(said),
            "quotation marks": not set(said) & set("“”")
            and english.count("“") == said.count("«") == said.count("»"),
        }
        if not same[kind]:
            wrong.append((english, said))

    assert wrong == []


def _blanks(text: str) -> tuple[str, str]:
    """The blanks before and after ``text``."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    assert gettext.find("resultatdialog", str(CATALOGUES), ["nb"]), "pip install -e . compiles it"
    compiled = gettext.translation("resultatdialog", str(CATALOGUES), ["nb"])
    said: dict[str | tuple[str, int], str] = {}
    for message in catalogue():
        if message.pluralizable:
            said |= {(message.id[0], form): text for form, text in enumerate(message.string)}
        elif message.id:
            said[message.id] = message.string
    found = dict(vars(compiled)["_catalog"])
    found.pop("")

    assert found == said, "pip install -e . compiles it anew"


def test_plurals_go_by_whether_it_is_one() -> None:
    languages.use("nb")

    assert [languages.ngettext("{count} flag", "{count} flags", n) for n in (0, 1, 2, 21)] == [
        "{count} varsler",
        "{count} varsel",
        "{count} varsler",
        "{count} varsler",
    ]


def test_the_catalogue_says_nothing_of_who_made_it_when_and_where() -> None:
    text = SOURCE.read_text(encoding="utf-8")

    assert text.partition("\n\n")[0].splitlines() == [
        'msgid ""',
        'msgstr ""',
        '"Language: nb\\n"',
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    ]
    assert not re.search(r"^#[:.|~]", text, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_filled(language: Language) -> None:
    languages.use(language)
    names = {name for text in PROBLEMS.values() for name in placeholders(text)}
    facts = dict.fromkeys(names, "Aud Lie")

    for text in PROBLEMS.values():
        assert "{" not in languages._(text).format(**facts)


def test_what_argparse_says_can_be_filled_in_norwegian() -> None:
    languages.use("nb")
    names = ("argument_name", "message", "type", "value", "choices", "parser_name")
    facts = dict.fromkeys(names, "x")

    for text in WORDS:
        said = languages._(text)
        assert "%" not in said % (facts if "%(" in said else ("x",) * len(placeholders(said)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "context", sorted({place for one in keys.COMMANDS for place in one.where} - {keys.ANYWHERE})
)
def test_the_keys_fit_on_a_line_of_80(language: Language, context: str) -> None:
    languages.use(language)
    shown = keys.footer(context, keys.COMMANDS)
    line = "".join(f" {key_sign(one.key)} {languages._(one.label)} " for one in shown)

    assert len(line) <= 80


def test_without_a_compiled_catalogue_everything_is_in_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(languages, "CATALOGUES", tmp_path)

    speak("nb")

    assert languages.current() == "en"
    assert languages._("held") == "held"


def test_is_read_as_gettext_reads_it() -> None:
    compiled = SOURCE.with_suffix(".mo")
    with compiled.open("rb") as file:
        by_gettext = gettext.GNUTranslations(file)
    with compiled.open("rb") as file:
        ours = Catalogue(file)
    assert len(vars(by_gettext)["_catalog"]) > 1_000
    assert vars(ours)["_catalog"] == vars(by_gettext)["_catalog"]
    for count in (0, 1, 2, 11, 101):
        assert vars(ours)["plural"](count) == vars(by_gettext)["plural"](count)
