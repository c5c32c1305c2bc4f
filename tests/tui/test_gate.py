from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import gate
from tui.gate import paragraphs, plain, shown

FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
NASTY = st.lists(
    st.sampled_from(
        ["a", "å", "A\u030a", "\u0301", "\u0316", "\u20dd", "\n", "\r", "\t", "\x1b[2J", "\x9b",
         "\u202e", "\u200d", "\ufe0f", "\ud800", "\ufdd0", "\ue000", "\u1100", "\u1161", "\u11a8",
         "\u2028", "\u3164", "\ufb2c", "\U0001d15e", "漢", "👩\u200d👧", "\u0958", " ", "\u00a0"]
    ),
    max_size=40,
).map("".join)  # fmt: skip
TEXTS = ANY_TEXT | NASTY


def _categories(text: str) -> set[str]:
    return {unicodedata.category(character) for character in set(text)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[red]Ødegård[/]", "[red]Ødegård[/]"),
        ("=1+1", "=1+1"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("\x1b[2J", "␛[2J"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("a\x9b2Jb\x85c", "a�2Jb�c"),
        ("Kari\u200f\u202eNordmann\u202c\u2066\u061c", "KariNordmann"),
        ("Myk\u00adhet\u200b\ufeff", "Mykhet"),
        ("👩\u200d👧\ufe0f", "👩👧"),
        ("\u3164\u034fx", "x"),
        ("a\ud800b\ufdd0c\ue000d\U0010ffffe", "a�b�c�d�e"),
        ("linje\nlinje\tord\r\nslutt\rny\u2028to", "linje linje ord slutt ny to"),
        ("O\u0308A\u030a", "ÖÅ"),
        ("1\u00a0204\u2009kr", "1\u00a0204 kr"),
        ("\u0301Kari", "Kari"),
        ("漢字 ß Đ ŋ", "漢字 ß Đ ŋ"),
        ("", ""),
    ],
)
def test_a_line_shows_what_is_there_and_obeys_nothing(text: str, line: str) -> None:
    assert plain(text) == line
    assert str(shown(text)) == line


def test_a_tower_of_marks_is_cut_down() -> None:
    assert plain("x" + "\u0316" * 50 + "y") == "x" + "\u0316" * 3 + "y"
    assert paragraphs("a\n\u0316b") == "a\nb"


@pytest.mark.parametrize(
    ("limit", "line"),
    [(None, "Ødegård"), (8, "Ødegård"), (7, "Ødegård"), (6, "Ødegå…"), (1, "…"), (0, ""), (-1, "")],
)
def test_a_line_is_cut_at_its_limit(limit: int | None, line: str) -> None:
    assert plain("Ødegård", limit) == line


def test_a_long_name_is_cut_and_a_whole_one_is_whole() -> None:
    long = "Å" * 4096
    assert plain(long) == long
    assert plain(long, 20) == "Å" * 19 + "…"
    assert plain("\u202e" * 4096 + "skjult", 20).endswith("…")


def test_paragraphs_keep_their_lines() -> None:
    assert paragraphs("en\r\nto\rtre\u2029fire\tfem\x1b[m") == "en\nto\ntre\nfire    fem␛[m"
    assert paragraphs("rett fram") == "rett fram"


@given(TEXTS, st.none() | st.integers(0, 30))
def test_a_line_is_harmless_bounded_and_stays_as_it_is(text: str, limit: int | None) -> None:
    line = plain(text, limit)
    assert not _categories(line) & FORBIDDEN
    assert len(line) <= (3 * len(text) if limit is None else limit)
    assert unicodedata.is_normalized("NFC", line)
    assert plain(line, limit) == line
    assert plain(line) == line


@given(TEXTS)
def test_paragraphs_are_harmless_and_stay_as_they_are(text: str) -> None:
    written = paragraphs(text)
    assert not _categories(written.replace("\n", "")) & FORBIDDEN
    assert paragraphs(written) == written


@given(TEXTS)
def test_no_character_carries_more_than_three_marks(text: str) -> None:
    run = most = gate.MARKS_PER_CHARACTER
    for character in plain(text):
        run = run + 1 if unicodedata.category(character)[0] == "M" else 0
        assert run <= most


def test_no_character_of_unicode_gets_through_unsafe() -> None:
    for start in range(0, 0x110000, 0x1000):
        block = "".join(f"a{chr(code)}" for code in range(start, start + 0x1000))
        line = plain(block)
        assert not _categories(line) & FORBIDDEN
        assert not any(map(gate._INVISIBLE, set(line)))


def test_what_takes_the_short_way_needs_no_cleaning() -> None:
    for code in range(0x3000):
        if gate._ORDINARY(chr(code)):
            assert gate._harmless(chr(code)) == chr(code)
            assert unicodedata.is_normalized("NFC", f"a{chr(code)}a")


def test_the_gate_needs_no_textual_for_plain_text() -> None:
    code = "import sys, tui.gate; tui.gate.plain('\\x1bå'); sys.exit('textual' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
