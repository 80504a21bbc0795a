"""A ladder shows which units are on, so shades, names and numbers are read back from the cells and
compared with what the network puts out; with a unit inspected they must be its weights.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS
from backprop_tui.report.names import unit_names
from backprop_tui.ui.diagram import choose
from backprop_tui.ui.diagram.blocks import APART, NAMED, Ladder, ladder
from backprop_tui.ui.diagram.ladder import place
from backprop_tui.ui.diagram.large import LADDER
from backprop_tui.ui.diagram.shown import shown, typed
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.overlay import DiagramOverlay
from backprop_tui.ui.view import View
from tests.ui.drawn import ASCII, PALETTE, UNICODE, painted, view
from tests.ui.strategies import views

SIZES = [(47, 12), (70, 26), (104, 39), (78, 8)]
FAMILY = {
    "problem": PROBLEMS["family-trees"], "hidden": (12, 12, 6), "bias": True,
    "groups": ((24, 12), (6, 6)),
}  # fmt: skip


def family(**settings: object) -> View:
    return view(3, **{**FAMILY, **settings})


def cells(canvas: Canvas, seen: View) -> dict[Unit, tuple[int, int, int, int]]:
    """Where every unit's cell is; words beside the cells stand for units too, but come later."""
    found: dict[Unit, tuple[int, int, int, int]] = {}
    for spot in canvas.spots:
        assert isinstance(spot.target, Unit)
        found.setdefault(spot.target, (spot.x, spot.y, spot.width, spot.height))
    assert len(found) == sum(seen.sizes)
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("selected", [0, 17, 103])
def test_every_unit_has_a_cell_in_the_shade_of_what_it_puts_out(
    size: tuple[int, int], selected: int
) -> None:
    seen = family(selected=selected)
    canvas = painted(LADDER.paint, seen, *size)
    for unit, (x, y, _, height) in cells(canvas, seen).items():
        value = float(seen.snapshot.activations[unit.layer][selected, unit.position])
        assert 0 <= value <= 1
        assert canvas.paper[y + height - 1, x] == PALETTE.heat(value), unit


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("size", SIZES)
def test_what_is_on_is_named_and_targets_are_marked(look: Look, size: tuple[int, int]) -> None:
    seen = family()
    problem = seen.snapshot.experiment.problem
    for case in (0, 40, 41, 103):
        canvas = painted(LADDER.paint, seen.looking(selected=case), *size, look)
        text = "\n".join(canvas.rows())
        for layer, on in ((0, problem.inputs[case]), (4, problem.targets[case])):
            for name, value in zip(unit_names(seen.snapshot.experiment, layer), on, strict=True):
                if value:
                    assert name[:5] in text
        plan = place(seen, *size)
        assert plan is not None
        marked = {
            unit.position
            for unit, (x, y, width, height) in cells(canvas, seen).items()
            if unit.layer == 4 and canvas.rows()[y + height - 1][x + width] == look.glyphs("◀")
        }
        assert marked == set(np.flatnonzero(problem.targets[case]).tolist())


@pytest.mark.parametrize("unit", [Unit(0, 5), Unit(1, 2), Unit(2, 11), Unit(4, 23)])
@pytest.mark.parametrize("size", SIZES)
def test_beside_an_inspected_unit_cells_are_its_weights(unit: Unit, size: tuple[int, int]) -> None:
    seen = family(inspected=unit)
    canvas = painted(LADDER.paint, seen, *size)
    weights, plan = seen.snapshot.weights, place(seen, *size)
    assert plan is not None
    beside = {
        **({unit.layer - 1: weights[unit.layer - 1][:, unit.position]} if unit.layer else {}),
        **({unit.layer + 1: weights[unit.layer][unit.position]} if unit.layer < 4 else {}),
    }
    for other, (x, y, width, height) in cells(canvas, seen).items():
        found = shown(seen, other.layer)
        assert found is not None
        assert found.weights is (other.layer in beside)
        if other.layer not in beside:
            continue
        upper, lower = max(other, unit), min(other, unit)
        linked = seen.snapshot.experiment.links.linked(upper.layer)
        number = canvas.rows()[y + height - 1][x : x + width].strip()
        if linked is not None and not linked[lower.position, upper.position]:
            assert canvas.paper[y + height - 1, x] == PALETTE.background
            assert not set(number) & set("0123456789.") or not plan.blocks[other.layer].cell.numbers
            continue
        among = beside[other.layer]
        value = float(among[other.position])
        assert canvas.paper[y + height - 1, x] == PALETTE.heat(value / float(np.abs(among).max()))
        if plan.blocks[other.layer].cell.numbers:
            assert number == formats.weight(value).strip()
    x, y, *_ = cells(canvas, seen)[unit]
    assert canvas.rows()[y][x - 1] == "▸"
    assert LADDER.says(seen, *size)
    assert LADDER.says(family(), *size) is None


def test_numbers_and_names_are_those_of_the_units_where_there_is_room() -> None:
    seen = family(selected=20)
    canvas = painted(LADDER.paint, seen, 104, 39)
    for unit, (x, y, width, height) in cells(canvas, seen).items():
        name = unit_names(seen.snapshot.experiment, unit.layer, 12)[unit.position]
        assert canvas.rows()[y][x : x + width].strip() == name
        value = float(seen.snapshot.activations[unit.layer][20, unit.position])
        if unit.layer:
            assert canvas.rows()[y + 1][x : x + width].strip() == formats.activation(value).strip()
        else:
            assert height == 1, "of an input that is on or off its shade says enough"


def test_in_a_step_taken_apart_what_is_not_known_is_a_dot() -> None:
    seen = family()
    overlay = DiagramOverlay(
        (seen.unit_values(0), seen.unit_values(1), None, None, None), seen.snapshot.weights, None,
        2.5, lit_units=1,
    )  # fmt: skip
    canvas = painted(LADDER.paint, replace(seen, overlay=overlay), 104, 39)
    for unit, (x, y, width, height) in cells(canvas, seen).items():
        number = canvas.rows()[y + height - 1][x : x + width].split()[-1]
        assert (number == "·") == (unit.layer > 1), unit
    assert PALETTE.forward in set(canvas.ink[:, 0].tolist()), "the layer at work is named in colour"


@given(
    sizes=st.lists(st.lists(st.integers(1, 40), min_size=1, max_size=3), min_size=2, max_size=6),
    width=st.integers(10, 200),
    height=st.integers(4, 60),
)
def test_cells_lie_in_the_pane_apart_and_the_inputs_lowest(
    sizes: list[list[int]], width: int, height: int
) -> None:
    groups = tuple(map(tuple, sizes))
    layers = len(groups)
    plan = ladder(
        groups, ((8, (8,) * layers), (5, (5,) * layers)), (4,) * layers, False, width, height
    )
    if plan is None:
        assert sum(map(sum, sizes)) > (width - 9) // 2, "it would have fitted"
        return
    seen: set[tuple[int, int]] = set()
    for block, division in zip(plan.blocks, groups, strict=True):
        assert len(block.places) == sum(division)
        for x, y in block.places:
            taken = {
                (x + dx, y + dy)
                for dx in range(max(1, block.columns - 1))
                for dy in range(block.cell.rows)
            }
            assert not taken & seen
            assert all(plan.label <= dx < width and 0 <= dy < height for dx, dy in taken)
            seen |= taken
        ends = np.cumsum(division).tolist()
        for first, end in zip([0, *ends], ends, strict=False):
            if end < len(block.places):
                last = max(x for x, _ in block.places[first:end]) + block.columns
                assert min(x for x, _ in block.places[end:]) >= last + APART
    tops = [block.top for block in plan.blocks]
    assert all(above < below for below, above in pairwise(tops))


def test_with_more_room_cells_say_more() -> None:
    def found(width: int, height: int) -> Ladder:
        plan = place(family(), width, height)
        assert plan is not None
        return plan

    assert all(block.cell is NAMED for block in found(104, 39).blocks[1:])
    assert found(104, 39).letters > found(70, 22).letters
    assert not any(block.cell.names for block in found(47, 12).blocks)
    assert place(family(), 20, 4) is None


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (FAMILY, "ladder"),
        ({**FAMILY, "rendering": "pixels"}, "pixels"),
        ({"problem": PROBLEMS["encoder-8-3-8"], "hidden": (3,)}, "wires"),
        ({"hidden": (16, 16)}, "pixels"),
        ({"problem": PROBLEMS["parity-8"], "hidden": (64,)}, "pixels"),
    ],
)
def test_a_large_network_with_a_choice_at_both_ends_opens_as_a_ladder(
    settings: dict[str, object], expected: str
) -> None:
    assert choose(view(**settings), 47, 12).name == expected


@pytest.mark.parametrize(
    ("heat", "mark"),
    [(0.0, "."), (0.02, "."), (1.0, "9"), (0.5, "4"), (-1.0, "i"), (-0.1, "a"), (9e9, "9"),
     (float("nan"), "?"), (float("-inf"), "i")],
)  # fmt: skip
def test_in_plain_letters_a_shade_is_a_digit_or_below_zero_a_letter(heat: float, mark: str) -> None:
    assert typed(heat) == mark


@given(seen=views(), size=st.sampled_from(SIZES))
def test_any_network_of_any_numbers_can_be_a_ladder(seen: View, size: tuple[int, int]) -> None:
    for look in (UNICODE, ASCII):
        canvas = painted(LADDER.paint, seen, *size, look)
        assert look is UNICODE or all(row.isascii() for row in canvas.rows())
        assert (place(seen, *size) is None) == (not canvas.spots)
