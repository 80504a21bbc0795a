"""Keys in the forms of the kitty protocol, and what they mean."""

from __future__ import annotations

import pytest

from backprop_tui.ui.link.kitty import CYRILLIC, plain

CAPS, NUM = 64, 128


@pytest.mark.parametrize("locks", [0, CAPS, NUM, CAPS | NUM])
def test_a_key_that_types_is_what_it_types_whatever_is_locked(locks: int) -> None:
    assert plain(f"\x1b[115;{1 + locks}u") == ["s"]
    assert plain(f"\x1b[57413;{1 + locks}u") == ["+"]
    assert plain(f"\x1b[1081;{1 + locks};1081u") == ["й"]


@pytest.mark.parametrize("held", [2, 4, 8, 16, 32])
def test_a_key_that_is_pressed_with_another_types_nothing(held: int) -> None:
    assert plain(f"\x1b[115;{1 + held}u") == [f"\x1b[115;{1 + held}u"]


def test_what_stands_beside_a_cyrillic_letter() -> None:
    rows = (
        ("йцукенгшщзхъ", "qwertyuiop[]"),
        ("фывапролджэ", "asdfghjkl;'"),
        ("ячсмитьбю", "zxcvbnm,."),
    )
    beside = {letter: key for row in rows for letter, key in zip(*row, strict=True)}
    assert {chr(code): key for code, key in CYRILLIC.items()} == beside
    assert plain("\x1b[1097;5u") == [f"\x1b[{ord('o')};5u"]
    assert plain("\x1b[1097::59;5u") == [f"\x1b[{ord(';')};5u"], "what the terminal says is true"


@pytest.mark.parametrize("event", ["1", "2"])
def test_a_key_counts_while_it_is_pressed_and_not_when_it_is_let_go(event: str) -> None:
    assert plain(f"\x1b[13;1:{event}u") == ["\x1b[13;1u"]
    assert plain(f"\x1b[1;5:{event}A") == ["\x1b[1;5A"]
    assert plain("\x1b[13;1:3u") == plain("\x1b[1;5:3A") == []


def test_other_sequences_stay_as_they_are() -> None:
    for sequence in ("\x1b[A", "\x1b[1;2A", "\x1b[3~", "\x1b[<0;1;1M", "\x1bOP"):
        assert plain(sequence) == [sequence]
