"""A wire must tell the truth about its weight: the number at its end, the colour and the dots for
the sign, the brightness for the size. So numbers are read back from the picture, and signs flipped.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Parameter
from backprop_tui.ui.diagram import RENDERINGS
from backprop_tui.ui.diagram.choosing import shown_wires
from backprop_tui.ui.diagram.rendering import CROWDED
from backprop_tui.ui.diagram.wires import WIRES, place
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import HALF_BLOCK, Canvas, Look
from backprop_tui.ui.drawing.palette import channels
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.overlay import PULSE_FRAMES, DiagramOverlay
from backprop_tui.ui.view import View
from tests.ui.drawn import (
    ASCII,
    PALETTE,
    UNICODE,
    dots,
    inks_of,
    look,
    painted,
    respoken,
    text_at,
    view,
)
from tests.ui.reading import true_to
from tests.ui.strategies import views

LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
BRAILLE = "".join(map(chr, range(0x2801, 0x2900)))
SIZES = st.sampled_from([(46, 12), (72, 26), (100, 30), (108, 39), (180, 50)])


@LOOKS
@settings(max_examples=120)
@given(seen=views(units=8), size=SIZES)
def test_the_number_at_the_end_of_a_wire_is_that_of_its_weight(
    look: Look, seen: View, size: tuple[int, int]
) -> None:
    if not WIRES.fits(seen, *size):
        return
    canvas = painted(WIRES.paint, seen, *size, look)
    plan = place(seen, *size, look.glyphs.unicode)
    snapshot = seen.snapshot
    for layer, labels in enumerate(plan.labels[1:], start=1):
        left = plan.columns[layer] - plan.label_width + (snapshot.biases is not None)
        for target, rows in enumerate(labels or ()):
            numbers = snapshot.weights[layer - 1][:, target].tolist()
            end = plan.columns[layer] - 1
            for value, y in zip(numbers, rows, strict=False):
                expected = formats.weight(value, 6)
                if plan.fine:
                    expected = formats.fine(value, 4, 8, "+")
                assert text_at(canvas, min(left, end - len(expected)), y, len(expected)) == expected
                assert true_to(expected, value)
            if snapshot.biases is not None:
                form = snapshot.experiment.bias
                shared = snapshot.biases[layer - 1][0]
                value = float(shared if form == "shared" else snapshot.biases[layer - 1][target])
                assert true_to(text_at(canvas, left, rows[-1], end - left), value)
                letter = "b" if form != "threshold" else "θ" if look is UNICODE else "t"
                assert text_at(canvas, left - 1, rows[-1], 1) == letter


@pytest.mark.parametrize("size", [(49, 12), (72, 26)])
@pytest.mark.parametrize("depth", ["truecolor", "256", "standard", "none"])
def test_a_weight_that_is_written_as_zero_has_a_grey_wire_without_a_sign(
    size: tuple[int, int], depth: str
) -> None:
    """As a wire above zero it would be solid, as one below dashed; both are one dot a cell."""
    drawn_with, seen = look(depth), view(0)
    palette, pictures = drawn_with.palette, []
    for sign in (1.0, -1.0):
        small = [sign * 1e-16 * np.sign(weights) for weights in seen.snapshot.weights]
        nought = View(respoken(seen.snapshot, weights=tuple(small)))
        canvas = painted(WIRES.paint, nought, *size, drawn_with)
        assert inks_of(canvas, BRAILLE) == {palette.faint}
        pictures.append(["".join(each for each in row if each in BRAILLE) for row in canvas.rows()])
    assert pictures[0] == pictures[1]
    typed = painted(WIRES.paint, nought, *size, ASCII).rows()
    assert "'" in "".join(typed)
    assert not any(mark in "".join(typed[1:]) for mark in "/\\")


@pytest.mark.parametrize("direct", [False, True])
@pytest.mark.parametrize("size", [(47, 14), (70, 26)])
def test_where_not_all_numbers_fit_those_of_an_inspected_unit_stand_beside_the_other_end(
    size: tuple[int, int], direct: bool
) -> None:
    """Every source has a row of its own, so a number on it can be of no other wire."""
    seen = view(problem=PROBLEMS["parity-8"], inspected=Unit(1, 2), direct=direct)
    plan = place(seen, *size)
    assert plan.labels[1] is None
    rows = painted(WIRES.paint, seen, *size).rows()
    matrix = seen.snapshot.weights[0]
    for source, row in enumerate(plan.rows[0]):
        assert f"x{source + 1} " in rows[row]
        beside = rows[row][plan.columns[0] + plan.widths[0] :]
        assert beside[1:6] == formats.weight(float(matrix[source, 2]))


def signed(seen: View, factor: float) -> View:
    """The same view with all weights multiplied."""
    weights = tuple(np.abs(matrix) * factor for matrix in seen.snapshot.weights)
    return replace(seen, snapshot=respoken(seen.snapshot, weights=weights))


@pytest.mark.parametrize("hidden", [(), (4,), (3, 3)])
def test_wires_above_zero_are_solid_and_those_below_are_dashed_in_the_other_colour(
    hidden: tuple[int, ...],
) -> None:
    above, below = (
        painted(WIRES.paint, signed(view(3, hidden=hidden), factor)) for factor in (1.0, -1.0)
    )
    assert dots(below) < 0.75 * dots(above)
    for canvas, hue, other in (
        (above, PALETTE.positive, PALETTE.negative),
        (below, PALETTE.negative, PALETTE.positive),
    ):
        for ink in inks_of(canvas, BRAILLE):
            assert distance(ink, hue) < distance(ink, other)


def distance(one: int, other: int) -> int:
    return sum(abs(a - b) for a, b in zip(channels(one), channels(other), strict=True))


@pytest.mark.parametrize("backward", [False, True])
def test_a_pulse_runs_over_every_cell_of_the_lit_wires_in_their_direction(backward: bool) -> None:
    """Every picture shows it further on, no cell twice, none left out."""
    seen = view()
    overlay = DiagramOverlay(
        tuple(seen.unit_values(layer) for layer in range(3)), seen.snapshot.weights, None, 2.5,
        lit_wires=1, backward=backward,
    )  # fmt: skip
    still = painted(WIRES.paint, replace(seen, overlay=overlay))
    colour = PALETTE.backward if backward else PALETTE.forward
    assert colour not in inks_of(still, BRAILLE)
    wires = np.isin(still.characters, [ord(mark) for mark in BRAILLE])
    plan = place(replace(seen, overlay=overlay), still.width, still.height)
    first_gap = np.arange(still.width) < plan.columns[1]
    passed = np.zeros_like(wires)
    ends = []
    for pulse in range(PULSE_FRAMES):
        moving = painted(WIRES.paint, replace(seen, overlay=replace(overlay, pulse=pulse)))
        assert (moving.characters == still.characters).all()
        bright = wires & (moving.ink == colour)
        assert not (bright & passed).any()
        passed |= bright
        ends.append(int(np.flatnonzero(bright.any(axis=0)).mean()))
    assert ends == sorted(ends, reverse=backward)
    assert (passed == wires & first_gap).all()


def test_in_plain_letters_wires_below_zero_are_dots() -> None:
    above, below = (
        "".join(painted(WIRES.paint, signed(view(3), factor), drawn_with=ASCII).rows())
        for factor in (1.0, -1.0)
    )
    for mark in "/\\":
        assert mark in above
        assert mark not in below
    assert below.count(".") > above.count(".") + 30


def test_larger_weights_are_drawn_bolder() -> None:
    faint, strong = (painted(WIRES.paint, signed(view(), size)) for size in (0.01, 20.0))
    assert dots(strong) > 1.2 * dots(faint)
    assert PALETTE.positive in inks_of(strong, BRAILLE)
    assert PALETTE.positive not in inks_of(faint, BRAILLE)


def test_a_weight_that_is_no_number_has_a_grey_wire_and_a_red_number() -> None:
    seen = signed(view(hidden=()), float("nan"))
    canvas = painted(WIRES.paint, seen, 60, 14)
    assert inks_of(canvas, BRAILLE) == {PALETTE.faint}
    assert PALETTE.error in inks_of(canvas, "n")
    assert "  nan" in "".join(canvas.rows())


@pytest.mark.parametrize("direct", [False, True])
@pytest.mark.parametrize("unit", [Unit(0, 1), Unit(1, 0), Unit(1, 2), Unit(2, 0)])
def test_only_the_wires_of_the_inspected_unit_stand_out(unit: Unit, direct: bool) -> None:
    everything = painted(WIRES.paint, view(2400, direct=direct))
    canvas = painted(WIRES.paint, view(2400, inspected=unit, direct=direct))
    plan = place(view(direct=direct), 72, 26)
    matrix = view(2400, direct=direct).snapshot.weights
    before = [Unit(0, 0), Unit(0, 1), *(Unit(1, k) for k in range(4))]
    for layer, labels in enumerate(plan.labels[1:], start=1):
        left = plan.columns[layer] - plan.label_width
        for target, rows in enumerate(labels or ()):
            for source, y in enumerate(rows):
                sender = before[source] if direct else (layer - 1, source)
                lit = unit in (sender, (layer, target))
                plain = PALETTE.signed(float(matrix[layer - 1][source, target]))
                assert (canvas.ink[y, left + 1] == plain) == lit
                assert everything.ink[y, left + 1] == plain
    assert dots(canvas) <= dots(everything)


def test_the_inspected_unit_is_marked() -> None:
    pills = painted(WIRES.paint, view(inspected=Unit(1, 2)), 46, 12).rows()
    assert [row for row in pills if "▸h3" in row]
    tiles = painted(WIRES.paint, view(inspected=Unit(1, 2))).rows()
    assert sum("▲" in row for row in tiles) == 1
    assert not any("▸" in row or "▲" in row for row in painted(WIRES.paint, view()).rows())


def test_of_a_crowd_of_wires_only_the_strongest_are_drawn() -> None:
    seen = view(hidden=(8, 8), rendering="wires")
    matrix = seen.snapshot.weights[1]
    assert matrix.size > CROWDED
    assert shown_wires(64, 8) == 17
    assert shown_wires(20, 5) == 20
    weakest = np.abs(matrix) <= np.sort(np.abs(matrix), axis=None)[-shown_wires(64, 8) - 1]
    without = respoken(
        seen.snapshot,
        weights=(
            seen.snapshot.weights[0],
            np.where(weakest, 0.0, matrix),
            *seen.snapshot.weights[2:],
        ),
    )
    before = painted(WIRES.paint, seen, 76, 20)
    after = painted(WIRES.paint, replace(seen, snapshot=without), 76, 20)
    x0, x1 = (place(seen, 76, 20).columns[layer] for layer in (1, 2))
    between = slice(x0 + 10, x1)
    assert (before.characters[:, between] == after.characters[:, between]).all()


def test_a_unit_is_lit_by_what_it_puts_out_for_the_selected_input() -> None:
    for selected in range(4):
        seen = view(2400, selected=selected)
        canvas = painted(WIRES.paint, seen, 46, 12)
        for spot in canvas.spots:
            if isinstance(spot.target, Parameter):
                continue
            assert isinstance(spot.target, Unit)
            layer, position = spot.target
            value = seen.snapshot.activations[layer][selected, position]
            heat = seen.heat(layer, np.array(value))
            assert canvas.paper[spot.y, spot.x + 1] == PALETTE.heat(float(heat))
            shown = text_at(canvas, spot.x, spot.y, spot.width)
            assert seen.unit_names(layer)[position] in shown
            assert (f"{value:.0f}" if layer == 0 else formats.activation(value, 3)) in shown


RAN_AWAY = {"activation": "relu", "output_activation": "linear"}
"""Outputs that know no bounds."""


@LOOKS
@pytest.mark.parametrize("size", [(47, 12), (58, 14), (72, 26), (118, 30)])
@pytest.mark.parametrize("rendering", ["wires", "matrix"])
@pytest.mark.parametrize("power", [-123, -12, 0, 12, 93, 123])
def test_a_unit_says_what_it_puts_out_however_large(
    look: Look, size: tuple[int, int], rendering: str, power: int
) -> None:
    """Where there are six columns for it in figures, else in figures or in a word."""
    seen = view(3, **RAN_AWAY, rendering=rendering, selected=2)
    first, last = seen.snapshot.weights
    weights = (first * 10.0 ** (power / 2), last * 10.0 ** (power / 2))
    seen = replace(seen, snapshot=respoken(seen.snapshot, weights=weights))
    canvas = painted(RENDERINGS[rendering].paint, seen, *size, look)
    for spot in canvas.spots:
        if isinstance(spot.target, Unit) and spot.target.layer:
            layer, position = spot.target
            value = float(seen.snapshot.activations[layer][2, position])
            name = look.glyphs(seen.unit_names(layer)[position])
            text = " ".join(row[spot.x : spot.x + spot.width] for row in canvas.rows())
            number = re.search(rf"{re.escape(name)}\W*?([-+.\w]+)[\s\]]", f"{text} ")
            assert number is not None, text
            assert true_to(number[1], value), (text, value)
            if size[0] >= 58:
                assert number[1][-1].isdigit(), text


def test_a_tile_is_a_picture_of_the_answers_over_the_inputs() -> None:
    seen = view(2400)
    canvas = painted(WIRES.paint, seen)
    corners = seen.snapshot.activations[1]
    for spot in canvas.spots:
        if isinstance(spot.target, Parameter):
            continue
        assert isinstance(spot.target, Unit)
        if spot.target.layer == 1:
            position = spot.target.position
            shades = [PALETTE.heat(float(value)) for value in corners[:, position]]
            top, bottom = spot.y, spot.y + spot.height - 1
            left, right = spot.x, spot.x + 5
            found = [
                canvas.paper[bottom, left], upper(canvas, left, top),
                canvas.paper[bottom, right], upper(canvas, right, top),
            ]  # fmt: skip
            assert found == shades, "x1 to the right, x2 upwards"


def upper(canvas: Canvas, x: int, y: int) -> int:
    """The colour of the upper half of a cell."""
    half = canvas.characters[y, x] == HALF_BLOCK
    return int(canvas.ink[y, x] if half else canvas.paper[y, x])


def test_networks_with_too_many_wires_do_not_fit() -> None:
    assert WIRES.fits(view(hidden=(8, 8)), 100, 30)
    assert not WIRES.fits(view(hidden=(9, 8)), 100, 30)
    assert not WIRES.fits(view(hidden=(8,)), 100, 8)
    assert not WIRES.fits(view(problem=PROBLEMS["parity-8"], hidden=(9,)), 200, 60)


def test_columns_are_headed_by_their_layers_and_sizes() -> None:
    for bias, mark in ((True, "+b"), ("shared", "+1b"), ("threshold", "+θ")):
        heading = painted(WIRES.paint, view(bias=bias)).rows()[0]
        weights = ["W₁", "2×4", mark, "hidden", "W₂", "4×1", mark]
        assert heading.split() == ["input", *weights, "output"]


def test_a_bias_that_a_layer_shares_stands_at_every_unit_and_is_one_parameter() -> None:
    seen = view(hidden=(3,), bias="shared")
    assert seen.snapshot.biases is not None
    (bias,) = seen.snapshot.biases[0].tolist()
    canvas = painted(WIRES.paint, seen, 100, 30)
    spots = [spot for spot in canvas.spots if spot.target == Parameter(1, None, 0)]
    assert len({spot.y for spot in spots}) == 3
    for spot in spots:
        assert text_at(canvas, spot.x, spot.y, 6).strip() == f"b{formats.weight(bias, 5)}".strip()
    lit = DiagramOverlay(
        units=(None, None, None), wires=seen.snapshot.weights, biases=seen.snapshot.biases,
        least=0.0, wire=Parameter(1, None, 0),
    )  # fmt: skip
    assert all(seen.overlaid(lit).lit(1, None, target) for target in range(3))
    assert not seen.overlaid(lit).lit(2, None, 0)


def test_the_number_of_a_weight_that_is_frozen_is_grey_and_those_of_others_are_not() -> None:
    seen = view(3, bias=True, freeze=("W1[x1,h2]", "b1[h3]", "W2"))
    canvas = painted(WIRES.paint, seen)
    spots = [(spot, spot.target) for spot in canvas.spots if isinstance(spot.target, Parameter)]
    assert len(spots) == 17
    for spot, parameter in spots:
        inks = {
            int(canvas.ink[spot.y, x])
            for x in range(spot.x + 1, spot.x + spot.width)
            if canvas.rows()[spot.y][x] in "0123456789"
        }
        assert (inks == {PALETTE.muted}) is seen.frozen(parameter), parameter


def test_long_names_are_symbols_where_that_makes_room_for_every_number() -> None:
    problem = replace(
        PROBLEMS["xor"],
        inputs=np.array([[0.05, 0.1]] * 4),
        targets=np.zeros((4, 2)),
        target_names=("target_o1", "target_o2"),
        path="mazur.csv",
    )
    seen = view(problem=problem, hidden=(2,), bias=True)
    rows = painted(WIRES.paint, seen, 47, 13).rows()
    numbers = [number for row in rows for number in re.findall(r"[+-]\d\.\d\d", row)]
    assert len(numbers) == 12
    assert all(any(symbol in row for row in rows) for symbol in ("ŷ1", "ŷ2"))
    wide = "".join(painted(WIRES.paint, seen, 60, 13).rows())
    assert "tar_o2" in wide
