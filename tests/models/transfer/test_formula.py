"""No text runs in a spreadsheet, and none is lost on the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.transfer.cells.formula import harmless, original

signs = st.text(alphabet="'=+-@\t\r\n ＝＋－＠|%\ufeff\xa0aå1")


@given(st.text() | signs)
def test_what_is_made_harmless_comes_back(text: str) -> None:
    assert original(harmless(text)) == text


@given(signs)
def test_nothing_harmless_begins_with_a_formula_sign(text: str) -> None:
    assert harmless(text).lstrip(" \xa0\ufeff")[:1] not in tuple("=+-@\t\r\n＝＋－＠|%")


@given(signs, signs)
def test_two_texts_never_become_one(one: str, other: str) -> None:
    assert (harmless(one) == harmless(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1", "'=1"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("  =1", "'  =1"),
        ("\t1", "'\t1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("'90-tallet", "'90-tallet"),
        ("O'Brien", "O'Brien"),
        ("", ""),
    ],
)
def test_cells(text: str, cell: str) -> None:
    assert harmless(text) == cell
