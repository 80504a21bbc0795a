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
from backprop_tui.ui.diagram.matrix import MATRIX
from backprop_tui.ui.diagram.matrix_plan import plan_for
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas, Look, Spot
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.overlay import DiagramOverlay
from backprop_tui.ui.view import View
from tests.ui.drawn import ASCII, PALETTE, UNICODE, painted, respoken, view
from tests.ui.reading import read_large, true_to
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


def cells(canvas: Canvas) -> dict[Parameter, Spot]:
    """Where every weight and every bias is, one that is shared at its last place."""
    return {spot.target: spot for spot in canvas.spots if isinstance(spot.target, Parameter)}


def said(canvas: Canvas, spot: Spot) -> str:
    """The number in a cell, in its middle, be it in large digits."""
    y = spot.y + (spot.height - 1) // 2
    text = [row[spot.x : spot.x + spot.width] for row in canvas.rows()]
    return read_large(text[max(0, y - 1) : y + 2]) or text[y].strip().replace("~", "…")


@LOOKS
@settings(max_examples=120)
@given(seen=views(units=8), size=SIZES)
def test_a_matrix_has_a_row_per_unit_before_and_a_column_per_unit_after(
    look: Look, seen: View, size: tuple[int, int]
) -> None:
    """It stands as the matrices of the walk-through do, and its numbers are those of the run."""
    assume(MATRIX.fits(seen, *size))
    plan = plan_for(seen, *size)
    assert plan is not None
    canvas = painted(MATRIX.paint, seen, *size, look)
    places = cells(canvas)
    biases = seen.snapshot.biases
    for layer, matrix in enumerate(seen.snapshot.weights, start=1):
        there = seen.links_there(layer)
        for (row, column), value in np.ndenumerate(matrix):
            if there is not None and not there[row, column]:
                continue
            spot = places[Parameter(layer, row, column)]
            if column:
                assert spot.y == places[Parameter(layer, row, column - 1)].y or there is not None
            if row and there is None:
                above = places[Parameter(layer, row - 1, column)]
                assert (spot.x, spot.width) == (above.x, above.width)
                assert spot.y >= above.y + above.height
            if plan.cell >= 3:
                assert true_to(said(canvas, spot), float(value))
        if biases is not None and plan.cell >= 3:
            for column, value in enumerate(biases[layer - 1].tolist()):
                assert true_to(said(canvas, places[Parameter(layer, None, column)]), value)


@pytest.mark.parametrize("size", [(47, 12), (72, 26), (106, 38), (196, 56)])
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"hidden": (2, 2), "bias": True},
        {"hidden": (2,), "direct": True, "bias": "threshold"},
        {"problem": PROBLEMS["parity-4"], "hidden": (3,)},
        {"hidden": ()},
    ],
)
def test_a_row_stands_beside_its_unit_and_a_column_below_the_name_of_its_own(
    settings: dict[str, object], size: tuple[int, int]
) -> None:
    seen = view(7, **settings)
    assert MATRIX.fits(seen, *size)
    canvas = painted(MATRIX.paint, seen, *size)
    places, text = cells(canvas), canvas.rows()
    for layer, matrix in enumerate(seen.snapshot.weights, start=1):
        names, sources = seen.unit_names(layer), seen.source_names(layer)
        for column in range(matrix.shape[1]):
            row = next(r for r in range(len(matrix)) if seen.linked(layer, r, column))
            spot = places[Parameter(layer, row, column)]
            above = "".join(line[spot.x : spot.x + spot.width] for line in text[: spot.y])
            assert names[column] in above
        for row, name in enumerate(sources):
            column = next(c for c in range(matrix.shape[1]) if seen.linked(layer, row, c))
            spot = places[Parameter(layer, row, column)]
            line = text[spot.y + (spot.height - 1) // 2][: spot.x]
            assert name in line.split()


@settings(max_examples=60)
@given(seen=views(units=8), size=SIZES)
def test_a_network_fits_only_if_everything_has_a_cell(seen: View, size: tuple[int, int]) -> None:
    assume(MATRIX.fits(seen, *size))
    canvas = painted(MATRIX.paint, seen, *size)
    places = units(canvas)
    assert len(places) == sum(seen.sizes)
    rows = [(y, left) for y, left, _ in places.values()]
    assert len(set(rows)) == len(rows), "no two units on one place"
    for y, left, right in places.values():
        assert 0 < y < size[1]
        assert 0 <= left < right <= size[0]
    for spot in cells(canvas).values():
        assert 0 <= spot.x < spot.x + spot.width <= size[0]
        assert 0 < spot.y < spot.y + spot.height <= size[1]


@pytest.mark.parametrize("settings", [{}, {"bias": True, "hidden": (3, 2)}, {"direct": True}])
def test_with_more_room_no_cell_is_smaller_and_no_number_shorter(
    settings: dict[str, object],
) -> None:
    seen = view(300, **settings)
    before: dict[Parameter, tuple[int, int, int]] = {}
    for size in ((47, 12), (72, 26), (106, 38), (116, 40), (196, 56), (246, 66)):
        canvas = painted(MATRIX.paint, seen, *size)
        now = {
            wire: (spot.width, spot.height, len(said(canvas, spot)))
            for wire, spot in cells(canvas).items()
        }
        for wire, sizes in before.items():
            assert all(a <= b for a, b in zip(sizes, now[wire], strict=True)), (size, wire)
        before = now


def test_where_numbers_have_no_room_beside_each_other_matrices_stand_one_below_another() -> None:
    """The tutorial's network on the smallest screen keeps two decimals of every weight."""
    seen = view(2400)
    plan = plan_for(seen, 47, 12)
    assert plan is not None
    assert plan.stacked
    canvas = painted(MATRIX.paint, seen, 47, 12)
    text = canvas.rows()
    first, second = seen.snapshot.weights
    for name, row in zip(("x1", "x2"), first.tolist(), strict=True):
        line = next(line for line in text if f" {name} " in line)
        assert line.split()[2:] == [formats.weight(value, 6).strip() for value in row]
    for k, value in enumerate(second[:, 0].tolist(), start=1):
        line = next(line for line in text if f" h{k} " in line and "." in line)
        assert formats.weight(value, 6).strip() in line
    wider = plan_for(seen, 72, 26)
    assert wider is not None
    assert not wider.stacked


@pytest.mark.parametrize("size", [(80, 14), (196, 56)])
def test_a_weight_lies_on_its_heat(size: tuple[int, int]) -> None:
    seen = view(2400)
    canvas = painted(MATRIX.paint, seen, *size)
    for wire, spot in cells(canvas).items():
        matrix = seen.snapshot.weights[wire.layer - 1]
        share = float(matrix[wire.source, wire.target] / np.abs(matrix).max())
        area = canvas.paper[spot.y : spot.y + spot.height, spot.x : spot.x + spot.width]
        assert (area == PALETTE.heat(share)).all()


def test_biases_have_a_row_of_their_own_below() -> None:
    for bias, letter in ((True, "b"), ("shared", "b"), ("threshold", "θ")):
        canvas = painted(MATRIX.paint, view(bias=bias), 80, 18)
        places = cells(canvas)
        spot = places[Parameter(1, None, 0)]
        assert spot.y > places[Parameter(1, 1, 0)].y
        assert letter in canvas.rows()[spot.y + (spot.height - 1) // 2][: spot.x]


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
        spot.target: canvas.ink[spot.y + (spot.height - 1) // 2, spot.x + spot.width // 2]
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
        w for w in range(20, 100) if (plan := plan_for(seen, w, 14)) is not None and plan.cell < 5
    )
    text = "".join(painted(MATRIX.paint, seen, width, 14).rows())
    assert ("+" in text, "-" in text) == (sign > 0, sign < 0)


@pytest.mark.parametrize(("name", "hidden", "cell"), [("xor", 3, 4), ("xor", 5, 3)])
def test_numbers_have_fewer_digits_before_they_are_signs(name: str, hidden: int, cell: int) -> None:
    seen = view(40, problem=PROBLEMS[name], hidden=(hidden,), bias=True, learning_rate=2.0)
    plan = plan_for(seen, 47, 8)
    assert plan is not None
    assert plan.cell == cell
    canvas = painted(MATRIX.paint, seen, 47, 8)
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
        assert true_to(said(canvas, spot), float(value))
    assert found == sum(matrix.size for matrix in seen.snapshot.weights) + hidden + 1


def test_only_the_weights_of_the_inspected_unit_keep_their_heat() -> None:
    seen = view(2400, inspected=Unit(1, 1))
    canvas, everything = (
        painted(MATRIX.paint, seen.looking(inspected=unit), 80, 14) for unit in (Unit(1, 1), None)
    )
    for wire, spot in cells(canvas).items():
        place = spot.y, slice(spot.x, spot.x + spot.width)
        same = (canvas.paper[place] == everything.paper[place]).all()
        assert same == (wire.target == 1 if wire.layer == 1 else wire.source == 1)
    assert "▸h2" in "".join(canvas.rows())
