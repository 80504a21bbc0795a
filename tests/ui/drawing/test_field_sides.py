"""No box hides the line that its case lies beside, or stands on the other side of it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.ui.drawing.field import Field, Numbers
from backprop_tui.ui.drawing.field_groups import side_by_side
from backprop_tui.ui.drawing.field_marks import Mark
from backprop_tui.ui.drawing.field_sides import COLUMNS, ROWS, beside_the_line
from tests.ui.drawing.test_field_groups import FIELD, MARKS


def slope(field: Field, across: float, up: float, at: float) -> Numbers:
    """How far every half-block lies above a straight line."""
    x, y = np.meshgrid(*field.pixels())
    scores: Numbers = across * (x - 18) + up * (y - 4) - at
    return scores


@given(MARKS, st.floats(-1, 1), st.floats(-1, 1), st.floats(-3, 3))
def test_boxes_stand_on_their_own_side(
    marks: list[Mark], across: float, up: float, at: float
) -> None:
    scores = slope(FIELD, across, up, at)
    above = {id(mark): across * (mark.across - 18) + up * (mark.up - 4) > at for mark in marks}
    before = side_by_side(FIELD, marks, unicode=True)
    found = None if before is None else beside_the_line(FIELD, before, scores, above)
    if before is None or found is None:
        return
    stood = {id(box.mark): box for box in before}
    cells = [(box.x + k, box.y) for box in found for k in range(len(box.text))]
    assert len(cells) == len(set(cells)) == sum(len(box.text) for box in before)
    for box in found:
        first, row = box.x - FIELD.x, box.y - FIELD.y
        sides = scores[2 * row : 2 * row + 2, first : first + len(box.text)] > 0
        assert (sides == above[id(box.mark)]).all()
        was = stood[id(box.mark)]
        assert abs(box.x - was.x) <= COLUMNS and abs(box.y - was.y) <= ROWS


def test_a_box_on_an_upright_line_moves_just_off_it() -> None:
    mark = Mark(18.5, 4.5, "01", True)
    boxes = side_by_side(FIELD, [mark], unicode=True)
    assert boxes is not None
    for is_above in (True, False):
        found = beside_the_line(FIELD, boxes, slope(FIELD, 1.0, 0.0, 0.0), {id(mark): is_above})
        assert found is not None
        ((_, text, x, y),) = found
        gap = x - FIELD.x - 18 if is_above else FIELD.x + 18 - (x + len(text))
        assert 0 <= gap <= 1
        assert y == boxes[0].y


def test_a_box_whose_side_is_too_far_has_no_place() -> None:
    mark = Mark(3.0, 4.5, "01", True)
    boxes = side_by_side(FIELD, [mark], unicode=True)
    assert boxes is not None
    assert beside_the_line(FIELD, boxes, slope(FIELD, 1.0, 0.0, 10.0), {id(mark): True}) is None
