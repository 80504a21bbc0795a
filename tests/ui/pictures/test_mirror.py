"""Every weight around the mirror has its number and a box of its size, and both say the sign."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.pictures.mirror import PICTURE
from tests.ui.drawn import ASCII, UNICODE, inks_of, look, painted, view
from tests.ui.pictures.trained import FIGURE_1, mirrored
from tests.ui.reading import true_to

SIZES = [(38, 6), (56, 8), (96, 11), (78, 20), (196, 56)]
LOOKS = pytest.mark.parametrize("drawn_with", [UNICODE, ASCII], ids=["unicode", "ascii"])


@LOOKS
@pytest.mark.parametrize("size", SIZES)
def test_every_weight_is_a_number_with_its_sign(drawn_with: Look, size: tuple[int, int]) -> None:
    canvas = painted(PICTURE.paint, mirrored(), *size, drawn_with)
    weights = np.array(FIGURE_1)
    for unit, name in enumerate(("h1", "h2")):
        row = next(r for r in canvas.rows() if r[1:].startswith(f"{name} ") and "off" not in r)
        numbers = row.replace("┃", " ").replace("|", " ").split()[1:]
        assert all(map(true_to, numbers, weights[:, unit].tolist()))
        signs = ["+" if weight > 0 else "-" for weight in weights[:, unit]]
        assert [number[0] for number in numbers] == signs


@LOOKS
@settings(max_examples=40)
@given(half=st.lists(st.floats(-20, 20), min_size=3, max_size=3))
def test_left_and_right_of_the_mirror_the_boxes_are_of_one_size(
    drawn_with: Look, half: list[float]
) -> None:
    column = np.array([*half, *(-weight for weight in reversed(half))])
    seen = mirrored(np.stack([column, -column], axis=1))
    for size in SIZES:
        canvas = painted(PICTURE.paint, seen, *size, drawn_with)
        first = canvas.rows()[1]
        left, right = first.split("┃" if drawn_with is UNICODE else "|")
        mirrored_right = right[::-1].translate(str.maketrans("+-", "-+"))
        assert left.strip() == mirrored_right.strip()


def boxes(size: tuple[int, int], weights: list[list[float]]) -> int:
    """How many half cells the boxes of the first unit take."""
    canvas = painted(PICTURE.paint, mirrored(weights), *size)
    rows = canvas.rows()
    last = next(y for y, row in enumerate(rows) if row[1:4] == "h1 ")
    area = "".join(rows[1:last])
    return 2 * area.count("█") + area.count("▀") + area.count("▄")


def test_a_box_grows_with_its_weight() -> None:
    for size in SIZES:
        found = []
        for weight in (0.1, 2.0, 5.0, 9.0, 20.0):
            only = [[0.0, 20.0] for _ in range(6)]
            only[1][0] = weight
            found.append(boxes(size, only))
        assert found == sorted(found)
        assert found[0] < found[2] < found[-1]


def test_the_largest_room_has_boxes_whose_area_is_the_weight() -> None:
    only = [[0.0, 16.0] for _ in range(6)]
    only[1][0] = 16.0
    whole = boxes((196, 56), only)
    only[1][0] = 4.0
    assert boxes((196, 56), only) == pytest.approx(whole / 4, rel=0.1)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((38, 6), ["h1 1 : 2.0 : 3.9 ≈ 1:2:4 off 0.00 %"]),
        ((56, 8), ["h1 1 : 2.00 : 3.94 near 1:2:4, off 0.00 %", "twins of opposite sign, to 0.00"]),
        ((96, 11), ["pairs 1 : 2.00 : 3.94 near 1:2:4, antisymmetric to 0.00 %",
                    "h1  left 111 +17.80  right 110 -3.60 b -1.10 = +13.10  a 1.00"]),
        ((56, 12), ["h1  left 111 +17.80  right 110 -3.60 b -1.10 = +13.10"]),
    ],
)  # fmt: skip
def test_below_stand_the_ratio_the_twins_and_the_sums(
    size: tuple[int, int], said: list[str]
) -> None:
    case = PROBLEMS["symmetry"].inputs.tolist().index([1, 1, 1, 1, 1, 0])
    text = "\n".join(painted(PICTURE.paint, mirrored(selected=case), *size).rows())
    assert all(each in text for each in said)


def test_the_inspected_unit_is_marked_and_its_ratio_comes_first() -> None:
    canvas = painted(PICTURE.paint, mirrored(inspected=Unit(1, 1)), 38, 6)
    assert canvas.rows()[4].startswith("▸h2")
    assert canvas.rows()[5].startswith(" h2 1 : 2.0")


@pytest.mark.parametrize("depth", ["truecolor", "256", "standard", "none"])
def test_boxes_above_and_below_zero_have_two_colours_at_every_depth(depth: str) -> None:
    drawn_with = look(depth)
    canvas = painted(PICTURE.paint, mirrored(), 38, 6, drawn_with)
    assert inks_of(canvas, "█") == {drawn_with.palette.positive, drawn_with.palette.negative}


def test_many_units_are_rows_of_numbers() -> None:
    seen = view(problem=PROBLEMS["symmetry"], hidden=(4,))
    assert PICTURE.hindrance(seen, 38, 6) == ""
    rows = painted(PICTURE.paint, seen, 38, 6).rows()
    assert [row[1:3] for row in rows[1:5]] == ["h1", "h2", "h3", "h4"]


@pytest.mark.parametrize(
    ("name", "hidden", "said"),
    [
        ("symmetry", (), "it needs a hidden layer"),
        ("xor", (2,), "a mirror needs 4 inputs or more"),
        ("symmetry", (9,), "it needs 35x11 cells, here are 38x6: z zooms"),
    ],
)
def test_what_is_in_its_way_is_said(name: str, hidden: tuple[int, ...], said: str) -> None:
    assert PICTURE.hindrance(view(problem=PROBLEMS[name], hidden=hidden), 38, 6) == said


def test_an_input_in_the_middle_has_no_partner_and_there_is_no_line() -> None:
    rows = painted(PICTURE.paint, view(problem=PROBLEMS["parity-5"], hidden=(2,)), 56, 9).rows()
    assert "┃" not in "".join(rows)
    assert len(rows[2].split()) == 6
