"""A diagram of one layer leaves most wires out, so it must say so, draw the strongest, and never a
link that is not there; every number is read back and compared with its weight.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Parameter, Trainer
from backprop_tui.report.walk import walk
from backprop_tui.ui.diagram import choose
from backprop_tui.ui.diagram.large import LAYER
from backprop_tui.ui.diagram.layer import drawn
from backprop_tui.ui.diagram.layer_plan import LayerPlan, in_focus, place
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.overlay import DiagramOverlay
from backprop_tui.ui.screens.walkthrough.diagram_view import diagram_view
from backprop_tui.ui.screens.walkthrough.place import Place
from backprop_tui.ui.view import View
from tests.ui.drawn import (
    ASCII,
    PALETTE,
    UNICODE,
    dots,
    experiment,
    inks_of,
    network,
    painted,
    text_at,
    view,
)
from tests.ui.strategies import views

LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
SIZES = [(47, 12), (70, 26), (104, 39), (78, 8)]
FAMILY = {
    "problem": PROBLEMS["family-trees"], "hidden": (12, 12, 6), "bias": True,
    "groups": ((24, 12), (6, 6)),
}  # fmt: skip
BRAILLE = "".join(map(chr, range(0x2801, 0x2900)))


def family(**settings: object) -> View:
    return view(3, **{**FAMILY, "rendering": "layer", **settings})


def planned(seen: View, size: tuple[int, int]) -> LayerPlan:
    plan = place(seen, *size)
    assert plan is not None
    return plan


def numbers(canvas: Canvas) -> dict[Parameter, str]:
    """The numbers that are written, by the weights that they stand for."""
    found = {}
    for spot in canvas.spots:
        if isinstance(spot.target, Parameter):
            found[spot.target] = text_at(canvas, spot.x, spot.y, spot.width).strip()
    return found


@LOOKS
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layer", [1, 2, 3, 4])
def test_each_number_is_that_of_a_link_and_each_unit_has_its_strongest(
    look: Look, size: tuple[int, int], layer: int
) -> None:
    seen = family(hidden_layer=layer, output=layer == 4)
    plan = planned(seen, size)
    assert plan.layer == layer
    weights = seen.snapshot.weights[layer - 1]
    there = seen.snapshot.experiment.links.linked(layer)
    written = numbers(painted(LAYER.paint, seen, *size, look))
    for (of, source, target), text in written.items():
        assert of == layer
        assert source is not None
        assert text == formats.weight(float(weights[source, target]), 6).strip()
        assert there is None or there[source, target]
    for target in plan.units:
        sizes = {
            row: abs(float(weights[row, target]))
            for row in plan.rows
            if there is None or there[row, target]
        }
        shown = {row for of, row, unit in written if unit == target and row is not None}
        assert shown
        least = min(sizes[row] for row in shown)
        assert all(size <= least for row, size in sizes.items() if row not in shown)
    said = LAYER.says(seen, *size) or ""
    every = weights.size if there is None else int(there.sum())
    assert said.startswith(f"{len(written)} of {every} wires: each unit's strongest")


@pytest.mark.parametrize(
    ("unit", "layer"), [(Unit(1, 2), 1), (Unit(1, 2), 2), (Unit(3, 5), 3), (Unit(4, 20), 4)]
)
def test_of_an_inspected_unit_every_weight_is_written_and_none_of_others(
    unit: Unit, layer: int
) -> None:
    seen = family(inspected=unit, hidden_layer=layer, output=layer == 4)
    weights = seen.snapshot.weights[layer - 1]
    there = seen.snapshot.experiment.links.linked(layer)
    incoming = unit.layer == layer
    expected = {
        Parameter(layer, row, target): formats.weight(float(weights[row, target]))
        for row, target in np.ndindex(weights.shape)
        if (target if incoming else row) == unit.position and (there is None or there[row, target])
    }
    canvas = painted(LAYER.paint, seen, 104, 39)
    assert numbers(canvas) == {each: text.strip() for each, text in expected.items()}
    assert sum("▸" in row for row in canvas.rows()) == 1
    way = "into" if incoming else "from"
    name = seen.unit_names(unit.layer)[unit.position]
    biases = seen.snapshot.biases or ()
    bias = formats.weight(float(biases[layer - 1][unit.position])).strip() if incoming else ""
    end = f" {name} · b {bias}" if incoming else f" {name}"
    assert LAYER.says(seen, 104, 39) == f"all {len(expected)} weights {way}{end}"
    plain = LAYER.says(family(bias=False, inspected=unit, output=layer == 4), 104, 39)
    assert plain is not None
    assert "·" not in plain
    few = numbers(painted(LAYER.paint, seen, 47, 12))
    if len(few) < len(expected):
        some = "the strongest " if incoming else ""
        said = f"{some}{len(few)} of {len(expected)} weights {way}{end}"
        assert LAYER.says(seen, 47, 12) == said
    if incoming:
        least = min(abs(float(weights[each.source, each.target])) for each in few)
        left = [each for each in expected if each not in few]
        assert all(abs(float(weights[each.source, each.target])) <= least for each in left)


@pytest.mark.parametrize("size", [(47, 12), (70, 26)])
def test_what_is_on_and_what_should_be_has_a_row_where_not_all_have(size: tuple[int, int]) -> None:
    for case in (0, 40, 41, 103):
        seen = family(selected=case)
        problem = seen.snapshot.experiment.problem
        assert set(np.flatnonzero(problem.inputs[case])) <= set(planned(seen, size).rows)
        last = seen.looking(output=True)
        targets = np.flatnonzero(problem.targets[case]).tolist()
        assert set(targets) <= set(planned(last, size).units)
        rows = painted(LAYER.paint, last, *size).rows()
        assert sum("◀" in row for row in rows) == len(targets)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layer", [1, 2, 3, 4])
def test_units_of_every_layer_can_be_pointed_at_and_show_their_outputs(
    size: tuple[int, int], layer: int
) -> None:
    seen = family(hidden_layer=layer, output=layer == 4)
    plan = planned(seen, size)
    canvas = painted(LAYER.paint, seen, *size)
    found = {spot.target: spot for spot in canvas.spots if isinstance(spot.target, Unit)}
    asides = {aside.layer for aside in plan.asides}
    assert asides == set(range(5)) - {layer, layer - 1}
    for k, count in enumerate(seen.sizes):
        shown = sum(unit.layer == k for unit in found)
        assert shown == (count if k in asides else len(plan.units if k == layer else plan.rows))
    for unit, spot in found.items():
        value = float(seen.snapshot.activations[unit.layer][seen.gaze.selected, unit.position])
        assert canvas.paper[spot.y, spot.x] == PALETTE.heat(value)


@pytest.mark.parametrize("factor", [1.0, -1.0])
def test_wires_wear_the_colour_of_their_sign_and_below_zero_are_dotted(factor: float) -> None:
    seen = family()
    every = {}
    for sign in (1.0, factor):
        weights = tuple(np.abs(matrix) * sign for matrix in seen.snapshot.weights)
        one = replace(seen, snapshot=replace(seen.snapshot, weights=weights))
        every[sign] = painted(LAYER.paint, one, 104, 39)
    hue, other = PALETTE.positive, PALETTE.negative
    if factor < 0:
        hue, other = other, hue
        assert dots(every[factor]) < 0.75 * dots(every[1.0])
    inks = inks_of(every[factor], BRAILLE)
    assert hue in inks or len(inks) > 1
    assert other not in inks


def test_in_a_step_taken_apart_the_layer_at_work_is_in_focus_with_its_gradients() -> None:
    trainer = Trainer(experiment(**FAMILY))
    record, seen = trainer.record(), View(trainer.snapshot())
    walked = Place(record, walk(record))
    for number, phase in enumerate(walked.phases):
        shown = diagram_view(walked.at_phase(number), seen)
        for size in ((78, 8), (116, 16)):
            assert choose(shown, *size) is LAYER
            assert shown.overlay is not None
            lit = shown.overlay.lit_wires or shown.overlay.lit_units or 4
            plan = planned(shown, size)
            assert plan.layer == in_focus(shown) == lit
            written = numbers(painted(LAYER.paint, shown, *size))
            small = formats.weight if shown.overlay.least else formats.small
            matrix = shown.overlay.wires[lit - 1]
            assert written
            for (_, source, target), text in written.items():
                assert text == small(float(matrix[source, target]), 6).strip(), phase.key
            said = "".join(map(str, network().subtitles(shown, *size)[-1]))
            assert f"· {len(written)} of " in said


def test_a_pulse_colours_the_lit_wires() -> None:
    seen = family()
    overlay = DiagramOverlay(
        tuple(seen.unit_values(k) for k in range(5)), seen.snapshot.weights, None, 2.5,
        lit_wires=2, pulse=3, backward=True,
    )  # fmt: skip
    canvas = painted(LAYER.paint, seen.overlaid(overlay), 104, 39)
    assert PALETTE.backward in inks_of(canvas, BRAILLE)


def test_with_direct_links_the_units_of_all_layers_before_stand_in_one_column() -> None:
    seen = view(3, problem=PROBLEMS["parity-8"], hidden=(4, 4), direct=True, hidden_layer=2)
    plan = planned(seen, (100, 30))
    assert len(plan.rows) == 12
    assert [aside.layer for aside in plan.asides] == [3]
    rows = "\n".join(painted(LAYER.paint, seen, 100, 30).rows())
    assert all(name in rows for name in ("x8", "h4", "g4"))


@given(seen=views(), size=st.sampled_from(SIZES))
def test_any_network_of_any_numbers_can_have_a_layer_in_focus(
    seen: View, size: tuple[int, int]
) -> None:
    for look in (UNICODE, ASCII):
        canvas = painted(LAYER.paint, seen, *size, look)
        plan = place(seen, *size)
        assert (plan is None) == (not canvas.spots)
        if plan is not None:
            every = (wire for each in drawn(seen, plan) for wire in each)
            assert set(numbers(canvas)) == {Parameter(plan.layer, w.row, w.unit) for w in every}
