"""Whatever is drawn past an edge is cut there, and two drawings differ in just the rows where a
reader would see it. Both decide how much is sent, so both are properties, not examples.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.ui.drawing.canvas import BRAILLE, HALF_BLOCK, RAMP, SPACE, Canvas, Look
from backprop_tui.ui.drawing.strokes import line
from tests.ui.drawn import ASCII, PALETTE, UNICODE, dots

COLOURS = st.sampled_from([0x111111, 0x222222, 0x333333])
PLACES = st.integers(-6, 12)
TEXTS = st.text("ab ─ŷ✓", max_size=8)
HEATS = st.floats(-1, 1) | st.just(float("nan"))


@st.composite
def drawings(draw: st.DrawFn) -> Callable[[Canvas, int, int], None]:
    """Something to draw on a canvas whose corner lies at some place."""
    x, y, width, height = (
        draw(PLACES),
        draw(PLACES),
        draw(st.integers(0, 9)),
        draw(st.integers(0, 9)),
    )
    text, ink, paper, bold = draw(TEXTS), draw(COLOURS), draw(COLOURS), draw(st.booleans())
    values = np.array(draw(st.lists(HEATS, min_size=24, max_size=24))).reshape(4, 6)
    drawing: Callable[[Canvas, int, int], None] = draw(
        st.sampled_from(
            [
                lambda canvas, x0, y0: canvas.text(x + x0, y + y0, text, ink, paper, bold),
                lambda canvas, x0, y0: canvas.flush_right(x + x0, y + y0, text, ink, bold),
                lambda canvas, x0, y0: canvas.centre(x + x0, x + x0 + width, y + y0, text, ink),
                lambda canvas, x0, y0: canvas.fill(x + x0, y + y0, width, height, paper),
                lambda canvas, x0, y0: canvas.pixels(x + x0, y + y0, values),
            ]
        )
    )
    return drawing


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
@settings(max_examples=150)
@given(ops=st.lists(drawings(), max_size=6), width=st.integers(1, 9), height=st.integers(1, 7))
def test_what_is_drawn_past_an_edge_is_cut_there(
    look: Look, ops: list[Callable[[Canvas, int, int], None]], width: int, height: int
) -> None:
    canvas, larger = Canvas(width, height, look), Canvas(60, 60, look)
    for op in ops:
        op(canvas, 0, 0)
        op(larger, 20, 20)
    area = (slice(20, 20 + height), slice(20, 20 + width))
    for name in ("characters", "ink", "paper", "bold"):
        assert (getattr(canvas, name) == getattr(larger, name)[area]).all(), name


def filled() -> Canvas:
    """A few words on a canvas."""
    canvas = Canvas(8, 4, UNICODE)
    for y in range(4):
        canvas.text(0, y, "abcd", 0x010203)
    return canvas


@pytest.mark.parametrize("what", ["characters", "ink", "paper", "bold"])
@settings(max_examples=20)
@given(x=st.integers(0, 3), y=st.integers(0, 3))
def test_a_row_has_changed_if_one_cell_has_in_any_way(what: str, x: int, y: int) -> None:
    before, after = filled(), filled()
    before.changed_rows(None)
    getattr(after, what)[y, x] ^= 1
    assert after.changed_rows(before) == [y]


def test_the_colour_of_a_blank_cannot_be_seen_and_so_does_not_change_a_row() -> None:
    before, after = filled(), filled()
    before.changed_rows(None)
    after.ink[1, 6], after.bold[2, 6] = 0x999999, True
    assert after.changed_rows(before) == []
    after.paper[3, 6] = 0x999999
    assert after.changed_rows(before) == [3]


def test_another_size_changes_every_row() -> None:
    assert filled().changed_rows(None) == [0, 1, 2, 3]
    assert filled().changed_rows(Canvas(8, 3, UNICODE)) == [0, 1, 2, 3]
    assert filled().changed_rows(Canvas(9, 4, UNICODE)) == [0, 1, 2, 3]


@settings(max_examples=60)
@given(ops=st.lists(drawings(), min_size=1, max_size=8))
def test_a_strip_says_every_cell_as_it_is(ops: list[Callable[[Canvas, int, int], None]]) -> None:
    canvas = Canvas(9, 5, UNICODE)
    for op in ops:
        op(canvas, 0, 0)
    canvas.changed_rows(None)
    for y, row in enumerate(canvas.rows()):
        strip = canvas.strip(y)
        assert (strip.text, strip.cell_length) == (row, 9)
        cells = [
            (segment.style.color, segment.style.bgcolor, bool(segment.style.bold))
            for segment in strip
            if segment.style
            for _ in segment.text
        ]
        for x, (ink, paper, bold) in enumerate(cells):
            assert ink is not None and paper is not None
            assert ink.get_truecolor().hex == f"#{canvas.ink[y, x]:06x}"
            assert paper.get_truecolor().hex == f"#{canvas.paper[y, x]:06x}"
            assert bold == canvas.bold[y, x]
        assert len(cells) == 9


def test_the_last_spot_on_a_cell_wins() -> None:
    canvas = Canvas(10, 4, UNICODE)
    canvas.spot(1, 1, 5, 2, "below")
    canvas.spot(3, 2, 2, 1, "above")
    found = ["".join({None: ".", "below": "b", "above": "a"}[canvas.at(x, y)] for x in range(8))  # type: ignore[index]
             for y in range(4)]  # fmt: skip
    assert found == ["........", ".bbbbb..", ".bbaab..", "........"]


@pytest.mark.parametrize("thick", [1, 2])
@settings(max_examples=60)
@given(
    ends=st.tuples(*(st.integers(0, 39) for _ in range(4))),
    dashed=st.booleans(),
)
def test_a_line_joins_its_ends_and_stays_between_them(
    thick: int, ends: tuple[int, int, int, int], dashed: bool
) -> None:
    x0, y0, x1, y1 = ends
    stroke = line(x0, y0, x1, y1, thick, dashed, 20, 10)
    solid = line(x0, y0, x1, y1, thick, False, 20, 10)
    lit = {(int(y), int(x)) for y, x in zip(stroke.y, stroke.x, strict=True)}
    assert (y0 // 4, x0 // 2) in lit, "even a dashed line begins with a dot"
    assert len(lit) == len(stroke.x), "no cell twice"
    assert lit <= {(int(y), int(x)) for y, x in zip(solid.y, solid.x, strict=True)}
    assert min(x0, x1) - thick <= 2 * stroke.x.min() + 1
    assert 2 * stroke.x.max() <= max(x0, x1) + thick
    assert {(y0 // 4, x0 // 2), (y1 // 4, x1 // 2)} <= {
        (int(y), int(x)) for y, x in zip(solid.y, solid.x, strict=True)
    }


def test_a_dashed_line_is_two_dots_on_and_three_off_and_a_bold_one_twice_as_dense() -> None:
    def count(thick: int, dashed: bool) -> int:
        canvas = Canvas(50, 3, UNICODE)
        canvas.stroke(line(0, 5, 99, 5, thick, dashed, 50, 3), 0)
        canvas.bake()
        return dots(canvas)

    assert count(1, False) == 100
    assert count(1, True) == 40
    assert count(2, False) == 200


def test_wires_never_cover_what_is_written() -> None:
    canvas = Canvas(10, 1, UNICODE)
    canvas.stroke(line(0, 1, 19, 1, 1, False, 10, 1), 0xABCDEF)
    canvas.text(3, 0, "+5.26", 0x123456)
    assert canvas.rows() == ["⠒⠒⠒+5.26⠒⠒"]
    assert canvas.ink[0].tolist() == [0xABCDEF] * 3 + [0x123456] * 5 + [0xABCDEF] * 2


def test_a_cell_holds_two_pixels() -> None:
    canvas = Canvas(4, 1, UNICODE)
    canvas.pixels(0, 0, np.array([[1.0, 0.0, np.nan, -1.0], [-1.0, 0.0, 1.0, -1.0]]))
    assert canvas.characters[0].tolist() == [HALF_BLOCK, SPACE, HALF_BLOCK, SPACE]
    shades = [PALETTE.heat(value) for value in (1.0, 0.0, -1.0)]
    assert canvas.ink[0, 0] == shades[0]
    assert canvas.paper[0].tolist() == [shades[2], shades[1], shades[0], shades[2]]
    assert canvas.ink[0, 2] == PALETTE.background, "nothing leaves the ground as it is"


def test_plain_pixels_are_denser_the_higher_they_are() -> None:
    canvas = Canvas(21, 1, ASCII)
    canvas.pixels(0, 0, np.tile(np.linspace(-1, 1, 21), (2, 1)))
    row = canvas.rows()[0]
    assert (row[0], row[-1]) == (RAMP[0], RAMP[-1])
    assert [RAMP.index(mark) for mark in row] == sorted(RAMP.index(mark) for mark in row)
    infinite = Canvas(1, 1, ASCII)
    infinite.pixels(0, 0, np.array([[np.inf], [-np.inf]]))
    assert infinite.rows()[0] in RAMP


def test_braille_begins_where_unicode_says() -> None:
    assert chr(BRAILLE + 0x01 + 0x80) == "⢁"


@given(
    height=st.integers(1, 30), first=st.integers(0, 300), shown=st.integers(0, 40),
    total=st.integers(1, 300),
)  # fmt: skip
def test_what_is_lit_beside_a_table_says_which_part_of_it_is_shown(
    height: int, first: int, shown: int, total: int
) -> None:
    canvas = Canvas(10, height + 3, UNICODE)
    canvas.scrolled(2, height, first, shown, total)
    lit = np.flatnonzero(canvas.beside)
    if not 0 < shown < total:
        assert not len(lit)
        return
    assert lit.tolist() == list(range(lit[0], lit[-1] + 1)), "without a gap"
    assert lit[0] >= 2
    assert lit[-1] < 2 + height
    assert abs(len(lit) - height * shown / total) <= 1
    if len(lit) < height and first == 0:
        assert lit[0] == 2
    if len(lit) < height and first >= total - shown:
        assert lit[-1] == height + 1
    if height > 1 and first > 0:
        assert lit[0] > 2 or len(lit) == height, "the top is lit only at the top"


def test_rows_differ_where_another_part_is_lit_beside_them() -> None:
    before, after = Canvas(10, 8, UNICODE), Canvas(10, 8, UNICODE)
    before.scrolled(1, 7, 0, 7, 14)
    after.scrolled(1, 7, 7, 7, 14)
    assert before.beside.tolist() == [False, True, True, True, False, False, False, False]
    assert after.beside.tolist() == [False, False, False, False, False, True, True, True]
    assert after.changed_rows(before) == [1, 2, 3, 5, 6, 7]
