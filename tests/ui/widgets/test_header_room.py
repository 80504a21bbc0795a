"""Of more facts than a line has room for, the least important go, and no other one with them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.ui.widgets import header
from backprop_tui.ui.widgets.header_fields import Field
from backprop_tui.ui.widgets.header_room import fitted
from tests.ui.drawn import painted, view

FIELDS = st.builds(
    Field,
    rank=st.integers(0, 6),
    text=st.text("word", min_size=1, max_size=9),
    strong=st.just(False),
    space=st.integers(0, 1),
    label=st.just(False),
    alarm=st.just(False),
)
LABELLED = st.tuples(st.integers(1, 6), FIELDS).map(
    lambda pair: [Field(pair[1].rank + pair[0], "name", label=True), pair[1]]
)
"""A number with its name before it."""

SIDES = st.lists(st.lists(FIELDS, max_size=1) | LABELLED, max_size=6).map(
    lambda parts: [field for part in parts for field in part]
)


@settings(max_examples=200)
@given(left=SIDES, right=SIDES, width=st.integers(0, 60))
def test_only_what_has_no_room_beside_more_important_fields_is_left_out(
    left: list[Field], right: list[Field], width: int
) -> None:
    canvas = painted(header.paint, view(), 1, 1)
    kept_left, kept_right = fitted(canvas, left, right, width)
    kept = [id(field) for field in (*kept_left, *kept_right)]
    shown = [field for field in (*left, *right) if id(field) in kept]
    assert [id(field) for field in shown] == kept, "in their order"
    taken = sum(field.space + len(field.text) for field in shown)
    assert taken <= width or all(field.rank == 0 for field in shown)
    every = [field for field in (*left, *right) if field.text]
    for at, field in enumerate(every):
        if id(field) in kept:
            assert not field.label or id(every[at + 1]) in kept, "no name without its number"
            continue
        assert field.rank > 0
        if not field.label or id(every[at + 1]) in kept:
            assert taken + field.space + len(field.text) > width, "there was room"
        before = [other for other in shown if other.rank <= field.rank]
        if not field.label:
            size = sum(other.space + len(other.text) for other in before)
            assert size + field.space + len(field.text) > width, "for nothing less important"
