"""Columns in little room, held against plain lists."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from models.transfer.importing.packed import AT_ONCE, Texts, Words

TEXTS = st.lists(st.none() | st.text(st.characters(exclude_characters="\0"), min_size=1))


@given(st.lists(TEXTS), st.lists(st.integers(0, 3 * AT_ONCE)))
def test_texts_come_out_as_they_went_in(parts: list[list[str | None]], asked: list[int]) -> None:
    whole = [text for part in parts for text in part] * 20
    texts = Texts()
    for part in parts * 20:
        texts.extend(part)
    assert list(texts) == whole
    assert len(texts) == len(whole)
    for row in asked:
        if row < len(whole):
            assert texts[row] == whole[row]


def test_what_is_added_later_is_found_beside_what_was_there() -> None:
    texts = Texts(map(str, range(1, AT_ONCE)))
    assert texts[AT_ONCE - 2] == str(AT_ONCE - 1)
    texts.extend([None, "last"])
    assert texts[AT_ONCE - 1] is None
    assert texts[AT_ONCE] == "last"


def test_words_are_kept_once() -> None:
    words = Words(["active", None], array("I", [0, 1, 0]))
    assert list(words) == ["active", None, "active"]
    assert (len(words), words[1], words[2]) == (3, None, "active")
