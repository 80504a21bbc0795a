"""Where things go in the diagram is arithmetic, so it can be proved for every network: units in
order, numbers apart, nothing outside. What cannot be placed so is not placed at all.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backprop_tui.engine.core.links import Links
from backprop_tui.ui.diagram.geometry import Geometry, geometry
from backprop_tui.ui.diagram.routes import arriving, passing, route
from backprop_tui.ui.diagram.rows import grouped_rows, label_rows, unit_rows
from backprop_tui.ui.gaze import Unit

SIZES = st.lists(st.integers(1, 9), min_size=2, max_size=5).map(tuple)


@settings(max_examples=300)
@given(
    count=st.integers(1, 30), top=st.integers(0, 2), height=st.integers(1, 60),
    cap=st.integers(1, 11), margin=st.integers(0, 8), need=st.integers(1, 20),
)  # fmt: skip
def test_units_are_evenly_spread_between_the_first_row_and_the_last(
    count: int, top: int, height: int, cap: int, margin: int, need: int
) -> None:
    assume(count <= height)
    rows = unit_rows(count, top, height, cap, margin, need)
    distances = {after - before for before, after in pairwise(rows)}
    assert len(rows) == count
    assert len(distances) <= 1, "evenly"
    assert all(1 <= distance <= max(cap, need) for distance in distances)
    assert top <= rows[0]
    assert rows[-1] < top + height
    assert abs((rows[0] - top) - (top + height - 1 - rows[-1])) <= 1, "in the middle"


@settings(max_examples=200)
@given(row=st.integers(0, 40), count=st.integers(1, 12), room=st.integers(1, 14))
def test_the_numbers_of_a_unit_lie_around_its_row(row: int, count: int, room: int) -> None:
    rows = label_rows(row, count, room)
    if rows is None:
        assert count > max(1, room), "only for want of room"
        return
    assert len(set(rows)) == count
    assert list(rows) == sorted(rows)
    assert rows[-1] - rows[0] < max(room, 1)
    assert abs((row - rows[0]) - (rows[-1] - row)) <= 1, "above as many as below"
    if count % 2 == 0 and room > count:
        assert row not in rows, "the unit's own row is left to the bracket"


class Drawn(NamedTuple):
    sizes: tuple[int, ...]
    bias: bool
    width: int
    height: int
    plan: Geometry
    direct: bool


@st.composite
def plans(draw: st.DrawFn, direct: bool | None = None) -> Drawn:
    sizes, bias = draw(SIZES), draw(st.booleans())
    width, height = draw(st.integers(30, 200)), draw(st.integers(4, 60))
    chosen = draw(st.booleans()) if direct is None else direct
    # Wires that skip a layer need a row above it and one below.
    assume(max(sizes) + 2 * chosen < height)
    names = tuple(2 if size > 1 else 1 for size in sizes)
    tiles = draw(st.booleans())
    plan = geometry(sizes, bias, names, 1, width, height, tiles, direct=chosen)
    return Drawn(sizes, bias, width, height, plan, chosen)


@settings(max_examples=300)
@given(plans())
def test_every_unit_has_a_place_on_the_canvas(drawn: Drawn) -> None:
    sizes, _, width, height, plan, _ = drawn
    assert [len(rows) for rows in plan.rows] == list(sizes)
    for rows in plan.rows:
        assert list(rows) == sorted(set(rows))
        assert int(plan.heading) <= rows[0]
        assert rows[-1] < height
    if plan.roomy:
        ends = [left + wide for left, wide in zip(plan.columns, plan.widths, strict=True)]
        assert plan.columns[0] == 0
        assert all(end < left for end, left in zip(ends, plan.columns[1:], strict=False))
        assert ends[-1] <= width + 1
    elif sum(plan.widths) + 5 * (len(sizes) - 1) <= width:
        raise AssertionError("there is room for wires")


@settings(max_examples=300)
@given(plans())
def test_every_weight_has_a_row_of_its_own_or_none_has(drawn: Drawn) -> None:
    sizes, bias, _, height, plan, direct = drawn
    for layer, labels in enumerate(plan.labels):
        if labels is None:
            continue
        before = sum(sizes[:layer]) if direct else sizes[layer - 1]
        assert [len(rows) for rows in labels] == [before + bias] * sizes[layer]
        taken = [row for rows in labels for row in rows]
        assert len(set(taken)) == len(taken), "no two on one row"
        assert all(int(plan.heading) <= row < height for row in taken)
        room = plan.columns[layer] - plan.columns[layer - 1]
        assert room >= plan.widths[layer - 1] + plan.label_width


@settings(max_examples=200)
@given(plans(direct=True), st.integers(0, 10**6))
def test_no_wire_runs_through_a_unit_or_behind_a_number_of_a_layer_that_it_skips(
    drawn: Drawn, number: int
) -> None:
    sizes, plan = drawn.sizes, drawn.plan
    assume(plan.roomy and len(sizes) > 2)
    wires = [
        (Unit(before, k), layer, target)
        for layer in range(2, len(sizes))
        for before in range(layer - 1)
        for k in range(sizes[before])
        for target in range(sizes[layer])
    ]
    source, layer, target = wires[number % len(wires)]
    labels = plan.labels[layer]
    row = sum(sizes[: source.layer]) + source.position
    last = labels[target][row] if labels else plan.rows[layer][target]
    x = plan.columns[layer] - (plan.label_width if labels else 0)
    end = (2 * x - 2, 4 * last + 1.5)
    beside = plan.tile[1] // 4 if plan.tile else 0
    corners = route(plan, Links(sizes, True), source, layer, end)
    assert corners[-1] == end
    for (x0, y0), (x1, y1) in pairwise(corners):
        assert x0 <= x1, "from left to right"
        for share in np.linspace(0, 1, 200):
            column = (x0 + (x1 - x0) * share + 0.5) // 2
            y = (y0 + (y1 - y0) * share + 0.5) // 4
            assert int(plan.heading) <= y < drawn.height
            for passed in range(source.layer + 1, layer):
                start = plan.columns[passed] - (plan.label_width if plan.labels[passed] else 0)
                if start <= column < plan.columns[passed] + plan.widths[passed]:
                    taken = [each for rows in plan.labels[passed] or () for each in rows]
                    taken += [
                        unit + d for unit in plan.rows[passed] for d in range(-beside, beside + 1)
                    ]
                    assert y not in taken


@given(st.lists(st.integers(1, 5), min_size=3, max_size=5).map(tuple))
def test_wires_arrive_in_an_order_in_which_those_past_a_layer_do_not_cross_its_own(
    sizes: tuple[int, ...],
) -> None:
    links = Links(sizes, True)
    for layer in range(1, len(sizes)):
        order = arriving(links, layer)
        assert sorted(order) == list(range(links.shapes[layer - 1][0]))
        above, below = passing(links, layer - 1)
        own = [links.source(layer, row)[0] == layer - 1 for row in order]
        assert own == [False] * len(above) + [True] * sizes[layer - 1] + [False] * len(below)


def test_with_direct_links_the_smallest_screen_still_has_all_numbers() -> None:
    for sizes in ((2, 1, 1), (2, 4, 1)):
        plan = geometry(sizes, False, (2, 2, 1), 1, 47, 12, True, direct=True)
        assert None not in plan.labels[1:]
        assert plan.taken[1][0] > int(plan.heading)


def test_the_tutorials_network_has_all_its_numbers_on_the_smallest_screen() -> None:
    plan = geometry((2, 4, 1), False, (2, 2, 1), 1, 47, 12, True)
    assert None not in plan.labels[1:]
    assert plan.tile is None


def test_units_stand_further_apart_where_that_makes_room_for_their_numbers() -> None:
    """Seven numbers into each of two units have room in twenty rows, beside six inputs."""
    plan = geometry((6, 2, 1), True, (2, 2, 1), 1, 78, 20, False)
    assert plan.labels[1] is not None
    assert [len(rows) for rows in plan.labels[1]] == [7, 7]
    assert plan.labels[2] is not None


def test_units_are_pictures_where_there_is_room() -> None:
    small, large = (
        geometry((2, 4, 1), False, (2, 2, 1), 1, *size, True) for size in ((72, 26), (108, 39))
    )
    assert (small.tile, large.tile) == ((6, 6), (14, 14))
    assert geometry((2, 4, 1), False, (2, 2, 1), 1, 72, 26, False).tile is None
    features = geometry((3, 4, 1), False, (2, 2, 1), 1, 108, 39, True)
    assert features.tile == (14, 14), "three features of two inputs lie over a square as well"


@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("sizes", [(2, 4, 1), (2, 2, 1), (2, 8, 8, 1), (2, 3, 3, 1), (2, 1)])
def test_with_more_room_tiles_are_larger_and_every_one_is_whole(
    sizes: tuple[int, ...], bias: bool
) -> None:
    before = 0
    names = (2,) * len(sizes)
    for width, height in ((46, 12), (70, 26), (106, 38), (116, 40), (196, 53), (246, 66)):
        plan = geometry(sizes, bias, names, 1, width, height, True)
        columns, rows = plan.tile or (0, 0)
        assert columns >= before
        before = columns
        for layer, places in enumerate(plan.rows[1:] if plan.tile else (), start=1):
            top, bottom = places[0] - rows // 4, places[-1] + rows // 4
            assert int(plan.heading) <= top
            assert bottom < height
            assert all(b - a > rows // 2 - 1 for a, b in pairwise(places))
            assert plan.columns[layer] + plan.widths[layer] <= width


@given(
    division=st.lists(st.integers(1, 12), min_size=1, max_size=4),
    top=st.integers(0, 2),
    height=st.integers(1, 60),
    need=st.integers(1, 5),
)
def test_groups_stand_apart_unless_that_leaves_no_room(
    division: list[int], top: int, height: int, need: int
) -> None:
    count = sum(division)
    if count > height:
        return
    usual = unit_rows(count, top, height, 8, 0, need)
    rows = grouped_rows(division, top, height, 8, 0, need)
    assert len(rows) == count
    assert all(top <= row < top + height for row in rows)
    steps = [b - a for a, b in pairwise(rows)]
    assert all(step > 0 for step in steps)
    if rows != usual:
        ends = {sum(division[:k]) - 1 for k in range(1, len(division))}
        within = {step for k, step in enumerate(steps) if k not in ends}
        assert len(within) <= 1
        # Of groups of one unit each every step passes a place that is free.
        least = min(within, default=min(steps) // 2)
        assert all(steps[k] > least for k in ends)
        assert least >= min(need, usual[1] - usual[0])
