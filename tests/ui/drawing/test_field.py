"""A field is right if every cell shows the place that its axes say, and if its line runs where two
sides are even, to the cell. What marks say without colours is read here from the letters alone.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.ui.drawing.canvas import BRAILLE, Canvas, Look
from backprop_tui.ui.drawing.crossing import TYPED_LINE, crossing
from backprop_tui.ui.drawing.field import (
    LOWEST,
    NARROWEST,
    Field,
    Scale,
    number_text,
    round_numbers,
)
from backprop_tui.ui.drawing.field_marks import (
    Mark,
    box_text,
    boxes_fit,
    nearest,
    paint_boxes,
    paint_points,
    signs,
)
from tests.ui.drawn import ASCII, UNICODE

UNIT = Scale("x1", -0.25, 1.25, (0.0, 1.0)), Scale("x2", -0.25, 1.25, (0.0, 1.0))
CORNERS = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]


def drawn(width: int = 40, height: int = 12, look: Look = UNICODE) -> tuple[Canvas, Field]:
    """An empty square from -0.25 to 1.25."""
    return Canvas(width, height, look), Field.within(0, 0, width, height, *UNIT)


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
@given(
    angle=st.floats(0, 2 * np.pi),
    middle=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    size=st.tuples(st.integers(16, 90), st.integers(6, 40)),
)
def test_the_border_of_a_slope_runs_through_the_cells_of_its_straight_line(
    look: Look, angle: float, middle: tuple[float, float], size: tuple[int, int]
) -> None:
    canvas, field = drawn(*size, look)
    across, up = field.pixels()
    normal = np.array([np.cos(angle), np.sin(angle)])
    scores = (across - middle[0]) * normal[0] + (up[:, None] - middle[1]) * normal[1]
    field.shades(canvas, np.zeros_like(scores))
    field.border(canvas, scores[np.newaxis])
    wide = 1.5 / field.columns, 1.5 / field.rows
    marks = (
        canvas.characters > BRAILLE
        if look is UNICODE
        else np.isin(canvas.characters, [ord(letter) for letter in TYPED_LINE])
    )
    found = list(zip(*np.nonzero(marks), strict=True))
    assert found, "it passes through the square"
    for y, x in found:
        place = np.array(
            [-0.25 + (x - field.x + 0.5) * wide[0], 1.25 - (y - field.y + 0.5) * wide[1]]
        )
        off = abs((place - middle) @ normal)
        assert off <= abs(normal) @ (np.array(wide) * 0.76), "half a cell, and half a dot"


def test_where_one_of_several_sides_wins_the_border_is_where_another_begins() -> None:
    scores = np.zeros((3, 4, 6))
    scores[0, :, :2], scores[1, :, 2:4], scores[2, :, 4:] = 1, 1, 1
    columns = np.flatnonzero(crossing(scores).all(axis=0))
    assert columns.tolist() == [3, 7], "dots are two a column, and both lie between two winners"


def test_no_border_is_drawn_through_what_is_no_number() -> None:
    scores = np.array([[[-1.0, np.nan, 1.0, 1.0]] * 4])
    assert not crossing(scores).any()


def test_axes_have_their_numbers_where_the_places_are_and_names_between() -> None:
    canvas, field = drawn(40, 12)
    field.axes(canvas)
    rows = canvas.rows()
    for value in (0.0, 1.0):
        column, row = field.cell(value, value)
        assert rows[-1][column] == f"{value:.0f}"
        assert rows[row][: field.x].strip() == f"{value:.0f}"
    assert "x1" in rows[-1]
    assert any(row.startswith("x2") for row in rows)


@given(
    low=st.floats(-1e6, 1e6),
    width=st.floats(1e-6, 1e6),
    most=st.integers(1, 9),
)
def test_round_numbers_lie_within_and_are_told_apart(low: float, width: float, most: int) -> None:
    numbers = round_numbers(low, low + width, most)
    assert len(numbers) <= most + 1
    slack = 1e-6 * max(abs(low), width)
    assert all(low - slack <= number <= low + width + slack for number in numbers)
    if width > 1e-3 * abs(low):
        assert len({number_text(number, numbers) for number in numbers}) == len(numbers)


def test_a_range_that_is_none_has_no_numbers() -> None:
    assert round_numbers(1.0, 1.0, 4) == round_numbers(0.0, float("nan"), 4) == ()


@pytest.mark.parametrize(
    ("mark", "unicode", "typed"),
    [
        (Mark(0, 0, "1", True), " 1 ", "(1)"),
        (Mark(0, 0, "1", True, chosen=True), "[1]", "[1]"),
        (Mark(0, 0, "0", False, wrong=True), " 0✗ ", "(0!)"),
        (Mark(0, 0, "0", False, wrong=True, chosen=True), "[0✗]", "[0!]"),
        (Mark(0, 0, "0", False, aside=True), " t0 ", "(t0)"),
        (Mark(0, 0, "01", False, wrong=True, aside=True), " t01✗ ", "(t01!)"),
    ],
)
def test_a_box_says_without_colours_what_a_case_is(mark: Mark, unicode: str, typed: str) -> None:
    assert box_text(mark, signs(True)) == unicode
    assert box_text(mark, signs(False)) == typed


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_boxes_stand_on_their_cases_and_the_selected_one_on_top(look: Look) -> None:
    canvas, field = drawn(look=look)
    marks = [Mark(*place, str(k), k > 1, target=k) for k, place in enumerate(CORNERS)]
    marks.insert(0, Mark(0.0, 0.0, "9", False, chosen=True, target=9))
    assert boxes_fit(canvas, field, marks[1:])
    paint_boxes(canvas, field, marks)
    rows = canvas.rows()
    for k, place in enumerate(CORNERS):
        x, y = field.cell(*place)
        assert rows[y][x] == ("9" if k == 0 else str(k))
    x, y = field.cell(0, 0)
    assert rows[y][x - 1 : x + 2] == "[9]"


def test_points_that_are_too_many_or_too_near_have_no_boxes() -> None:
    canvas, field = drawn()
    near = [Mark(0.5, 0.5, "1", True), Mark(0.51, 0.5, "0", False)]
    assert not boxes_fit(canvas, field, near)
    assert boxes_fit(canvas, field, [near[0], near[1]._replace(apart=True)])
    crowd = [Mark(x / 5, y / 4, "1", True) for x in range(6) for y in range(5)]
    assert not boxes_fit(*drawn(90, 30), crowd)


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_points_of_every_kind_have_a_shape_of_their_own(look: Look) -> None:
    kinds = [
        {"lit": lit, "wrong": wrong, "aside": aside}
        for lit, wrong, aside in [
            (False, False, False), (True, False, False), (False, False, True), (True, False, True),
            (True, True, False), (True, True, True),
        ]
    ]  # fmt: skip
    shapes = set()
    for kind in kinds:
        canvas, field = drawn(look=look)
        paint_points(canvas, field, [Mark(0.5, 0.5, "1", **kind)])
        x, y = field.cell(0.5, 0.5)
        shapes.add(canvas.rows()[y][x])
    canvas, field = drawn(look=look)
    paint_points(canvas, field, [Mark(0.5, 0.5, "1", True, apart=True)])
    shapes.add(canvas.rows()[y][x])
    assert len(shapes) == len(kinds) + 1


def test_of_points_in_one_place_the_selected_one_is_seen_then_a_wrong_one() -> None:
    right = Mark(0.5, 0.5, "1", True, target=1)
    wrong = right._replace(wrong=True, lit=False, target=2)
    chosen = right._replace(chosen=True, text="7", target=3)
    apart = right._replace(apart=True, target=4)
    for marks, seen, target in (
        ([wrong, right, apart], "✗", 2),
        ([chosen, wrong, right, apart], "7", 3),
    ):
        canvas, field = drawn()
        paint_points(canvas, field, marks)
        x, y = field.cell(0.5, 0.5)
        assert canvas.rows()[y][x] == seen
        assert nearest(field, marks, x, y) == target


def test_the_nearest_case_is_that_which_looks_nearest() -> None:
    canvas, field = drawn(44, 14)
    marks = [Mark(*place, "0", False, target=k) for k, place in enumerate(CORNERS)]
    marks.append(Mark(0.5, 0.5, "0", False))
    for k, (across, up) in enumerate(CORNERS):
        x, y = field.cell(across, up)
        assert nearest(field, marks, x + (1 if across else -1), y) == k
    assert nearest(field, marks, *field.cell(0.3, 0.9)) == 1
    assert nearest(field, marks, field.x - 1, field.y) is None, "an axis is no place"
    assert nearest(field, [marks[-1]], *field.cell(0.5, 0.5)) is None
    assert canvas.rows()


def test_a_mark_beyond_the_edges_is_not_drawn() -> None:
    canvas, field = drawn()
    blank = canvas.rows()
    far = [
        Mark(9e9, 0.5, "1", True),
        Mark(0.5, float("nan"), "1", True),
        Mark(0.5, -7.0, "1", True),
    ]
    paint_boxes(canvas, field, far)
    paint_points(canvas, field, far)
    assert canvas.rows() == blank


def test_a_field_says_whether_it_has_room() -> None:
    assert drawn(NARROWEST + 4, LOWEST + 1)[1].is_room
    assert not drawn(NARROWEST - 1, 12)[1].is_room
    assert not drawn(40, LOWEST)[1].is_room


def test_a_long_name_is_cut_to_its_axis() -> None:
    named = Scale("sepal length in centimetres", 4.0, 8.0, (5.0, 6.0, 7.0))
    canvas = Canvas(30, 10, UNICODE)
    field = Field.within(0, 0, 30, 10, named, named)
    field.axes(canvas)
    rows = canvas.rows()
    assert any(row[: field.x].strip() == "sepal l…" for row in rows)
    assert "…" in rows[-1]


def test_a_row_away_is_farther_than_a_column() -> None:
    _, field = drawn(44, 14)
    beside, below = (field.across.middles(field.columns)[k] for k in (5, 8))
    rows = field.up.middles(field.rows)[::-1]
    marks = [
        Mark(beside, rows[4], "0", False, target=0),
        Mark(below, rows[6], "0", False, target=1),
    ]
    assert nearest(field, marks, field.x + 8, field.y + 4) == 0, "3 columns, not 2 rows"
