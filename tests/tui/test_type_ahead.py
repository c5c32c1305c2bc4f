"""Keys typed before what they are meant for is open: none is lost, none out of turn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.type_ahead import TypeAhead


def test_keys_wait_until_the_last_is_open() -> None:
    sent: list[str] = []
    ahead: TypeAhead[str] = TypeAhead()
    ahead.send = sent.append
    assert not ahead.holding
    ahead.hold()
    ahead.hold()
    ahead.keep("1")
    ahead.release()
    assert ahead.holding
    ahead.keep("4")
    assert sent == []
    ahead.release()
    assert (sent, ahead.holding) == (["1", "4"], False)
    ahead.release()
    ahead.hold()
    assert ahead.holding, "one release too many is not remembered"
    ahead.release()
    assert sent == ["1", "4"]


@given(keys=st.lists(st.sampled_from("abP"), max_size=12), held=st.integers(0, 12))
def test_a_key_that_opens_something_holds_back_those_after_it(keys: list[str], held: int) -> None:
    """``P`` opens what the keys after it are meant for."""
    reached: list[tuple[str, int]] = []
    opened = 0
    ahead: TypeAhead[str] = TypeAhead()

    def press(key: str) -> None:
        nonlocal opened
        if ahead.holding:
            ahead.keep(key)
            return
        reached.append((key, opened))
        if key == "P":
            opened += 1
            ahead.hold()

    ahead.send = press
    for key in keys[:held]:
        press(key)
    while ahead.holding:
        ahead.release()
    for key in keys[held:]:
        press(key)
    while ahead.holding:
        ahead.release()
    assert [key for key, _ in reached] == keys
    assert [place for _, place in reached] == [keys[:n].count("P") for n in range(len(keys))]
