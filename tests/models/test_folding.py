from __future__ import annotations

import itertools
import sqlite3
from string import ascii_letters, digits
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.folding import fold, folds, sort_key, sort_keys

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
NAMES = st.text("aAåÅeéæøzdđ 0129-{}", max_size=12)

IN_ORDER = [
    "",
    "Abel",
    "Avdeling 2",
    "Avdeling 2 vest",
    "Avdeling 2b",
    "Avdeling 10",
    "Avdeling 100",
    "Dal",
    "Dal vest",
    "Dalen",
    "Đanbi",
    "Dass",
    "Zakarias",
    "Æge",
    "Ägir",
    "Ødegård",
    "Ödel",
    "Øye",
    "Aamodt",
    "Ånes",
    "Aas",
    "Åse",
    "Яна",
]


@pytest.mark.parametrize("typed", ["odegard", "odegård", "ødegård", "ODEGARD", "Ødegård", "degå"])
def test_what_one_types_finds_the_name(typed: str) -> None:
    assert fold(typed) in fold("Ødegård")
    assert fold(typed) in fold("nedre ødegården 2")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Kari \t  Nord\u00a0mann\n", "kari nord mann"),
        ("A\u030ase Bjørnstjerne Æ", "ase bjornstjerne ae"),
        ("Straße", "strasse"),
        ("Kárášjohka Čáhppe Đorvu Šaŋŋa Ŧuru Ž", "karasjohka cahppe dorvu sanna turu z"),
        ("ǮǤǯ Þór Łukasz", "zgz thor lukasz"),
        ("ＫＡＲＩ ﬁn", "kari fin"),
        ("O’Brien\u2011Ås", "o'brien-as"),
        ("Myk\u00adhet\u202e \ud800x", "mykhet x"),
        ("İstanbul ısı", "istanbul isi"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_stays_as_it_is_and_forgets_case(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    folded.encode()


WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in ascii_letters + digits}


@given(st.text("AaBbÅåÆæØø019 -.'", max_size=12))
def test_however_the_letters_are_written_a_name_is_the_same(text: str) -> None:
    for written in (normalize("NFD", text), text.translate(WIDE)):
        assert fold(written) == fold(text)
        assert sort_key(written) == sort_key(text)


@given(ANY_TEXT, ANY_TEXT)
def test_a_word_of_a_name_finds_the_name(word: str, other: str) -> None:
    assert fold(word) in fold(f"{word} {other}")


def test_names_come_in_norwegian_order_out_of_sqlite() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE name (name TEXT, sort_key TEXT)")
        rows = [(name, sort_key(name)) for name in reversed(IN_ORDER)]
        connection.executemany("INSERT INTO name VALUES (?, ?)", rows)
        found = connection.execute("SELECT name FROM name ORDER BY sort_key").fetchall()
    connection.close()
    assert [name for (name,) in found] == IN_ORDER
    assert len({sort_key(name) for name in IN_ORDER}) == len(IN_ORDER)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Andre", "André"),
        ("André", "Andreas"),
        ("Åsen", "Aasen"),
        ("Aasen", "Åsenden"),
        ("Ærlig", "Ärlig"),
        ("Myller", "Müller"),
        ("Müller", "Mylne"),
        ("Rom 7", "Rom 007"),
        ("Rom 007", "Rom 8"),
        ("Rom 0", "Rom 1"),
        ("Mo 1.9", "Mo 1.10"),
        ("1" * 40, "2" * 40),
        ("9" * 39, "1" * 40),
        ("{x}", "x"),
    ],
)
def test_order_of_two(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(second)
    assert sort_key(first).encode() < sort_key(second).encode()


def test_case_and_surplus_space_do_not_count() -> None:
    assert sort_key("  KARI  ÅS ") == sort_key("Kari Ås") == sort_key("kari a\u030as")


def test_an_ordinary_name_has_a_short_key() -> None:
    assert sort_key("Ødegård Skole") == "|deg}rd skole"
    assert sort_key("Bo {|}~") == "bo (!)-\x01bo {|}~"


@given(st.lists(NAMES, min_size=2, max_size=8))
def test_letters_are_compared_before_accents(names: list[str]) -> None:
    keys = sorted(map(sort_key, names))
    letters = [key.split("\x01")[0] for key in keys]
    assert letters == sorted(letters)


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_count_by_value(one: int, other: int) -> None:
    assert (one < other) == (sort_key(f"Avdeling {one}") < sort_key(f"Avdeling {other}"))


@given(ANY_TEXT)
def test_a_key_is_one_that_can_be_stored(text: str) -> None:
    key = sort_key(text)
    key.encode()
    assert "\x00" not in key
    assert key.count("\x01") <= 1


def test_the_alphabet() -> None:
    letters = "abcdefghijklmnopqrstuvwxyzæøå"
    for before, after in itertools.pairwise(letters):
        assert sort_key(f"{before}z") < sort_key(f"{after.upper()}b")


@given(st.lists(ANY_TEXT | NAMES | st.text("aAåø01 -\n", max_size=6), max_size=120))
def test_many_at_once_are_as_one_by_one(texts: list[str]) -> None:
    assert folds(texts) == list(map(fold, texts))
    assert sort_keys(texts) == list(map(sort_key, texts))


@given(st.lists(st.text("abåø012 -", min_size=1, max_size=6), min_size=1, max_size=60))
def test_many_plain_names_at_once_are_as_one_by_one(texts: list[str]) -> None:
    assert folds(texts) == list(map(fold, texts))
    assert sort_keys(texts) == list(map(sort_key, texts))
