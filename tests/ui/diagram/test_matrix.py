"""A matrix diagram can be checked with a pencil: the numbers in line with a unit are its weights.
So they are read back, row by row, and compared with the snapshot.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Parameter
from backprop_tui.ui.diagram.matrix import MATRIX, plan_for
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.overlay import DiagramOverlay
from backprop_tui.ui.view import Unit, View
from tests.ui.drawn import ASCII, PALETTE, UNICODE, painted, respoken, text_at, view
from tests.ui.reading import true_to
from tests.ui.strategies import views

LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
NUMBER = re.compile(r"[+-](?:\d+\.?\d*(?:e\d+)?|inf|big)|nan|0\.00?")
SIZES = st.sampled_from([(46, 12), (72, 26), (108, 39), (200, 50)])


def units(canvas: Canvas) -> dict[Unit, tuple[int, int, int]]:
    """Where every unit is: its row, its first column and the one after its last."""
    return {
        spot.target: (spot.y, spot.x, spot.x + spot.width)
        for spot in canvas.spots
        if isinstance(spot.target, Unit)
    }


@settings(max_examples=60)
@given(seen=views(units=8, odd=False), size=SIZES)
def test_no_typed_wire_is_read_as_a_sign(seen: View, size: tuple[int, int]) -> None:
    assume(MATRIX.fits(seen, *size))
    canvas = painted(MATRIX.paint, seen, *size, ASCII)
    assert not [row for row in canvas.rows() if re.search(r"-[+-]\.?\d", row)]


@LOOKS
@settings(max_examples=120)
@given(seen=views(units=8), size=SIZES)
def test_the_numbers_in_line_with_a_unit_are_its_weights(
    look: Look, seen: View, size: tuple[int, int]
) -> None:
    assume(MATRIX.fits(seen, *size))
    plan = plan_for(seen, size[0])
    assert plan is not None
    assume(plan.cell >= 5)
    canvas = painted(MATRIX.paint, seen, *size, look)
    places = units(canvas)
    biases = seen.snapshot.biases
    for layer, matrix in enumerate(seen.snapshot.weights, start=1):
        by_source = matrix.shape[1] < matrix.shape[0] == seen.sizes[layer - 1]
        for k in range(matrix.shape[0 if by_source else 1]):
            y, left, right = places[Unit(layer - 1 if by_source else layer, k)]
            start, end = (
                (right, places[Unit(layer, 0)][1])
                if by_source
                else (places[Unit(layer - 1, 0)][2], left)
            )
            values = (matrix[k] if by_source else matrix[:, k]).tolist()
            if biases is not None and not by_source:
                shared = seen.snapshot.experiment.bias == "shared"
                values.append(float(biases[layer - 1][0 if shared else k]))
            shown = NUMBER.findall(text_at(canvas, start, y, end - start))
            assert all(map(true_to, shown, values)), (shown, values)
            assert len(shown) == len(values)
            assert plan.cell < 6 or shown == [formats.weight(value, 6).strip() for value in values]


@settings(max_examples=60)
@given(seen=views(units=8), size=SIZES)
def test_a_network_fits_only_if_everything_has_a_cell(seen: View, size: tuple[int, int]) -> None:
    assume(MATRIX.fits(seen, *size))
    plan = plan_for(seen, size[0])
    assert plan is not None
    weights = plan.cell * sum(plan.counts) + plan.gap * (len(seen.sizes) - 1)
    assert plan.left + sum(plan.widths) + weights <= size[0]
    places = units(painted(MATRIX.paint, seen, *size))
    assert len(places) == sum(seen.sizes)
    rows = [(y, left) for y, left, _ in places.values()]
    assert len(set(rows)) == len(rows), "no two units on one place"
    for y, left, right in places.values():
        assert 0 < y < size[1]
        assert 0 <= left < right <= size[0]


def test_a_weight_lies_on_its_heat() -> None:
    seen = view(2400)
    canvas = painted(MATRIX.paint, seen, 80, 14)
    matrix = seen.snapshot.weights[0]
    for unit, (y, left, _) in units(canvas).items():
        if unit.layer == 1:
            before = text_at(canvas, 0, y, left)
            for source, found in enumerate(NUMBER.finditer(before)):
                share = matrix[source, unit.position] / np.abs(matrix).max()
                assert canvas.paper[y, found.start()] == PALETTE.heat(share)


def test_a_bias_has_a_column_of_its_own() -> None:
    for bias, letter in ((True, "b"), ("shared", "b"), ("threshold", "θ")):
        rows = painted(MATRIX.paint, view(bias=bias), 80, 14).rows()
        assert rows[1].split()[:3] == ["x1", "x2", letter]


@pytest.mark.parametrize("bias", [True, "shared", "threshold"])
def test_the_bias_of_a_ledger_row_is_lit_in_the_matrix(bias: bool | str) -> None:
    seen = view(bias=bias)
    wire = Parameter(1, None, 0)
    lit = DiagramOverlay(
        units=(None, None, None), wires=seen.snapshot.weights, biases=seen.snapshot.biases,
        least=0.0, wire=wire,
    )  # fmt: skip
    canvas = painted(MATRIX.paint, seen.overlaid(lit), 80, 14)
    inks = {
        spot.target: canvas.ink[spot.y, spot.x + spot.width // 2]
        for spot in canvas.spots
        if isinstance(spot.target, Parameter) and spot.target.layer == 1
    }
    alike = {target for target, ink in inks.items() if ink != PALETTE.muted}
    assert alike == {wire}


@pytest.mark.parametrize("sign", [1, -1])
def test_where_there_is_no_room_for_numbers_the_sign_is_left(sign: int) -> None:
    seen = view(hidden=(9,), rendering="matrix")
    weights = tuple(sign * np.abs(matrix) for matrix in seen.snapshot.weights)
    seen = replace(seen, snapshot=respoken(seen.snapshot, weights=weights))
    width = next(
        w for w in range(20, 100) if (plan := plan_for(seen, w)) is not None and plan.cell < 5
    )
    text = "".join(painted(MATRIX.paint, seen, width, 14).rows())
    assert ("+" in text, "-" in text) == (sign > 0, sign < 0)


@pytest.mark.parametrize(("name", "hidden", "cell"), [("xor", 2, 4), ("parity-4", 8, 3)])
def test_numbers_have_fewer_digits_before_they_are_signs(name: str, hidden: int, cell: int) -> None:
    seen = view(40, problem=PROBLEMS[name], hidden=(hidden,), bias=True, learning_rate=2.0)
    plan = plan_for(seen, 47)
    assert plan is not None
    assert plan.cell == cell
    canvas = painted(MATRIX.paint, seen, 47, 12)
    found = 0
    for spot in canvas.spots:
        if not isinstance(spot.target, Parameter):
            continue
        found += 1
        layer, source, target = spot.target
        if source is None:
            assert seen.snapshot.biases is not None
            value = seen.snapshot.biases[layer - 1][target]
        else:
            value = seen.snapshot.weights[layer - 1][source, target]
        text = text_at(canvas, spot.x, spot.y, spot.width)
        assert true_to(text, float(value)), text
    assert found == sum(matrix.size for matrix in seen.snapshot.weights) + hidden


def test_only_the_weights_of_the_inspected_unit_keep_their_heat() -> None:
    seen = view(2400, inspected=Unit(1, 1))
    canvas, everything = (
        painted(MATRIX.paint, seen.looking(inspected=unit), 80, 14) for unit in (Unit(1, 1), None)
    )
    for unit, (y, left, _) in units(canvas).items():
        if unit.layer == 1:
            numbers = slice(units(canvas)[Unit(0, 0)][2] + 2, left - 4)
            same = (canvas.paper[y, numbers] == everything.paper[y, numbers]).all()
            assert same == (unit.position == 1)
    assert "▸h2" in "".join(canvas.rows())


def test_a_bias_stands_below_its_unit_where_the_matrix_has_signs_alone() -> None:
    seen = view(hidden=(1,), direct=True, bias=True, rendering="matrix")
    plan = plan_for(seen, 47)
    assert plan is not None
    assert plan.cell < 5
    biases = seen.snapshot.biases
    assert biases is not None
    text = "\n".join(painted(MATRIX.paint, seen, 47, 13).rows())
    assert f"b {formats.weight(float(biases[0][0]), 6).strip()}" in text
