"""A bar is as long as its share, and the side and the pattern say the sign without any colour."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.ui.drawing.bars import share_bar, signed_bar
from backprop_tui.ui.drawing.canvas import Canvas
from tests.ui.drawn import ASCII, PALETTE, UNICODE, inks_of


def shared(share: float, width: int = 12, *, typed: bool = False) -> str:
    canvas = Canvas(width, 1, ASCII if typed else UNICODE)
    share_bar(canvas, 0, 0, width, share)
    return canvas.rows()[0]


@pytest.mark.parametrize(
    ("share", "drawn", "typed"),
    [
        (1e-6, "──────┼─────", "......|....."),
        (1e-5, "━━────┼─────", "##....|....."),
        (1e-3, "━━━━━━┼─────", "######|....."),
        (3e-3, "━━━━━━━─────", "#######....."),
        (1.0, "━━━━━━━━━━━━", "############"),
        (70.0, "━━━━━━━━━━━━", "############"),
        (math.inf, "━━━━━━━━━━━━", "############"),
        (0.0, "──────┼─────", "......|....."),
        (math.nan, " " * 12, " " * 12),
    ],
)
def test_a_share_goes_from_a_millionth_to_the_whole(share: float, drawn: str, typed: str) -> None:
    assert shared(share) == drawn
    assert shared(share, typed=True) == typed


def signed(share: float, width: int = 11, rows: int = 1, *, typed: bool = False) -> Canvas:
    canvas = Canvas(width, rows, ASCII if typed else UNICODE)
    signed_bar(canvas, (0, 0, width, rows), share)
    return canvas


@pytest.mark.parametrize(
    ("share", "drawn", "typed"),
    [
        (1.0, "     │━━━━━", "     |#####"),
        (0.4, "     │━━   ", "     |##   "),
        (0.0, "     │     ", "     |     "),
        (-0.4, "   ╸╸│     ", "   --|     "),
        (-1.0, "╸╸╸╸╸│     ", "-----|     "),
        (-math.inf, "╸╸╸╸╸│     ", "-----|     "),
        (math.nan, "     │     ", "     |     "),
    ],
)
def test_what_is_above_zero_goes_to_the_right(share: float, drawn: str, typed: str) -> None:
    assert signed(share).rows() == [drawn]
    assert signed(share, typed=True).rows() == [typed]


@given(st.floats(-1, 1), st.integers(3, 60))
def test_it_is_as_long_as_its_share(share: float, width: int) -> None:
    canvas = signed(share, width)
    drawn = sum(character in "━╸" for character in canvas.rows()[0])
    assert drawn == round(abs(share) * ((width - 1) // 2))
    if drawn:
        ink = PALETTE.positive if share > 0 else PALETTE.negative
        assert inks_of(canvas, "━╸") == {ink}


def test_with_room_it_is_a_block_and_leaves_a_blank_below() -> None:
    assert signed(0.4, rows=3).rows() == ["     │██   ", "     │██   ", " " * 11]
    assert signed(-0.4, rows=4).rows() == [*["   ▒▒│     "] * 3, " " * 11]
    assert signed(-0.4, rows=2).rows() == ["   ╸╸│     ", " " * 11]
