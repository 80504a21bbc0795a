"""When many weights share a pixel, the strongest must win with its sign: an average of +8 and -8
would show nothing where everything happens.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS
from backprop_tui.ui.diagram import choose
from backprop_tui.ui.diagram.pixels import PIXELS, magnified, pooled, shown_layers
from backprop_tui.ui.gaze import Unit
from tests.ui.drawn import PALETTE, painted, view

MATRICES = st.builds(
    lambda rows, columns, seed: np.random.RandomState(seed).normal(size=(rows, columns)),
    st.integers(1, 40), st.integers(1, 40), st.integers(0, 999),
)  # fmt: skip


@settings(max_examples=150)
@given(matrix=MATRICES, rows=st.integers(1, 50), columns=st.integers(1, 50))
def test_of_every_block_the_strongest_is_kept_with_its_sign(
    matrix: np.ndarray[tuple[int, int], np.dtype[np.float64]], rows: int, columns: int
) -> None:
    picture = pooled(matrix, rows, columns)
    height, width = picture.shape
    assert (height, width) == (min(rows, matrix.shape[0]), min(columns, matrix.shape[1]))
    down = [k * matrix.shape[0] // height for k in range(height)] + [matrix.shape[0]]
    across = [k * matrix.shape[1] // width for k in range(width)] + [matrix.shape[1]]
    for y in range(height):
        for x in range(width):
            block = matrix[down[y] : down[y + 1], across[x] : across[x + 1]]
            assert picture[y, x] == max(block.ravel().tolist(), key=abs)


@settings(max_examples=100)
@given(matrix=MATRICES, rows=st.integers(1, 90), columns=st.integers(1, 90))
def test_magnified_every_number_is_a_rectangle_of_the_same_size(
    matrix: np.ndarray[tuple[int, int], np.dtype[np.float64]], rows: int, columns: int
) -> None:
    large = magnified(matrix, rows, columns)
    down, across = max(1, rows // matrix.shape[0]), max(1, columns // matrix.shape[1])
    for y in range(matrix.shape[0]):
        for x in range(matrix.shape[1]):
            part = large[y * down : (y + 1) * down, x * across : (x + 1) * across]
            assert (part == matrix[y, x]).all()
    assert large.shape[0] % 2 == 0
    assert large.shape[1] == matrix.shape[1] * across
    assert np.isnan(large[matrix.shape[0] * down :]).all()


def test_a_matrix_of_pixels_has_the_colours_of_its_weights() -> None:
    seen = view(300, problem=PROBLEMS["parity-8"], hidden=(40, 40))
    canvas = painted(PIXELS.paint, seen, 150, 60)
    largest = max(np.abs(seen.snapshot.weights[0]).ravel())
    shares = np.unique(seen.snapshot.weights[0] / largest)
    shades = {PALETTE.heat(float(share)) for share in shares}
    start = canvas.rows()[0].index("W₁ 8×40")
    area = np.concatenate([canvas.ink[5:50, start], canvas.paper[5:50, start]])
    assert PALETTE.above[-1] in shades or PALETTE.below[-1] in shades
    assert set(np.unique(area).tolist()) <= shades | {PALETTE.background, PALETTE.foreground}
    assert len(np.unique(area)) > 4


def test_the_largest_weight_and_the_share_above_zero_are_said_in_numbers() -> None:
    seen = view(problem=PROBLEMS["parity-8"], hidden=(16,))
    said = " ".join(painted(PIXELS.paint, seen, 76, 20).rows())
    for matrix in seen.snapshot.weights:
        assert f"max {np.abs(matrix).max():.2f}" in said or f"{np.abs(matrix).max():.2f}" in said
        assert f"{(matrix > 0).mean():.0%} +" in said
    for shape in ("W₁ 8×16", "8", "16"):
        assert shape in said


@pytest.mark.parametrize("hidden", [(4,), (64,) * 3, (8,) * 16])
@pytest.mark.parametrize("width", [20, 46, 72, 200])
def test_layers_that_do_not_fit_are_counted(hidden: tuple[int, ...], width: int) -> None:
    seen = view(hidden=hidden)
    shown = shown_layers(seen, width)
    assert 2 <= shown <= len(seen.sizes)
    said = painted(PIXELS.paint, seen, width, 20).rows()[0]
    missing = len(seen.sizes) - shown
    assert (f"+{missing} layers" in said) == (missing > 0)


def test_the_inspected_unit_is_marked_and_its_output_said() -> None:
    seen = view(problem=PROBLEMS["parity-8"], hidden=(64,), inspected=Unit(1, 63), selected=3)
    rows = painted(PIXELS.paint, seen, 76, 20).rows()
    value = seen.snapshot.activations[1][3, 63]
    assert f"h64 {value:.2f}" in rows[-1]
    assert sum("▸" in row for row in rows) == 1


def test_large_networks_become_pixels_and_those_that_can_be_read_do_not() -> None:
    def chosen(width: int, height: int, *hidden: int, **settings: object) -> str:
        return choose(view(hidden=hidden, **settings), width, height).name

    assert chosen(47, 12, 4) == "wires"
    assert chosen(47, 12, 4, rendering="matrix") == "matrix"
    assert chosen(47, 12, 4, rendering="pixels") == "pixels"
    assert chosen(76, 20, 16, 16) == "pixels"
    assert chosen(76, 12, 16) == "pixels"
    assert chosen(76, 12, 16, 16, rendering="matrix") == "pixels", "no room for a matrix"
    assert chosen(76, 12, 16, 16, rendering="wires") == "pixels"
