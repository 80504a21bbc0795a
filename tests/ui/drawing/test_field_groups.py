"""Boxes that would hide each other stand side by side; all others stand where their cases lie."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.ui.drawing.field import Field, Scale
from backprop_tui.ui.drawing.field_groups import FURTHEST, side_by_side
from backprop_tui.ui.drawing.field_marks import MOST_BOXES, Mark

FIELD = Field(3, 1, 36, 8, Scale("x", 0.0, 36.0, ()), Scale("y", 0.0, 8.0, ()))

MARKS = st.lists(
    st.builds(
        Mark,
        st.floats(0, 35.9),
        st.floats(0.1, 7.9),
        st.sampled_from(["0", "01", "0110"]),
        st.booleans(),
        wrong=st.booleans(),
        aside=st.booleans(),
        chosen=st.booleans(),
    ),
    max_size=MOST_BOXES + 1,
)


@given(MARKS, st.booleans())
def test_no_box_hides_another_and_all_lie_within(marks: list[Mark], unicode: bool) -> None:
    boxes = side_by_side(FIELD, marks, unicode)
    if boxes is None:
        return
    cells = [(box.x + k, box.y) for box in boxes for k in range(len(box.text))]
    assert len(cells) == len(set(cells))
    assert all(FIELD.holds(*cell) for cell in cells)
    assert sorted(id(box.mark) for box in boxes) == sorted(map(id, marks))
    for box in boxes:
        x, y = FIELD.cell(box.mark.across, box.mark.up)
        assert box.y == y
        assert box.x - FURTHEST <= x <= box.x + len(box.text) + FURTHEST


def test_a_box_alone_has_its_text_on_its_case() -> None:
    boxes = side_by_side(FIELD, [Mark(10.5, 4.5, "01", True)], unicode=True)
    assert boxes is not None
    ((mark, text, x, y),) = boxes
    assert (mark.text, text, x + 1, y) == ("01", " 01 ", 13, 4)


def test_two_in_one_place_stand_around_it() -> None:
    boxes = side_by_side(
        FIELD, [Mark(10.5, 4.5, "01", True), Mark(10.6, 4.5, "10", True, chosen=True)], True
    )
    assert boxes is not None
    assert [box.text for box in boxes] == [" 01 ", "[10]"]
    assert [box.x for box in boxes] == [10, 14]


def test_too_many_for_their_row_are_not_boxes() -> None:
    row = [Mark(18.0, 4.5, "0110", True) for _ in range(7)]
    assert side_by_side(FIELD, row, True) is None, "42 columns of 36"
    assert side_by_side(FIELD, row[:6], True) is None, "shifted too far"
    assert side_by_side(FIELD, row[:3], True) is not None
