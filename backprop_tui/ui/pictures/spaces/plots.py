"""The hidden space as a field: as its output sees it, where answers are upright bands, or one or
two units as they are, where what the output draws is a straight line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.geometry.flatness import is_even
from backprop_tui.engine.geometry.hidden_space import HiddenSpace, Points
from backprop_tui.report.hidden_space import across_text, output_name, seen_texts
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.field import Field, Scale, round_numbers
from backprop_tui.ui.drawing.field_marks import Mark
from backprop_tui.ui.pictures.spaces.way import Plot, Way, marks
from backprop_tui.ui.view import View

COLUMNS_OF_A_NUMBER, ROWS_OF_A_NUMBER = 9, 3
"""Room of a number of an axis."""

FEW = 6
"""Of no more numbers than these the middle and the ends are written: a name has room between."""

MARGIN, NUMBER = 5, 6
"""Columns of the numbers of an axis on the left, and what one below takes of a gap."""

STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Round lengths of an axis: the fewer there are, the more rarely it changes."""

BEYOND = 0.1
"""How far an axis reaches beyond what lies on it, as a share of that."""

LEAST = 1.0
"""An axis is at least as long, so that what is close together looks so."""


LARGEST = 1e100
"""Numbers beyond this have no place on an axis."""

TOLD_APART = 1e-6
"""Of a number, what it has to differ by from others on its axis."""


def round_length(length: float) -> float:
    """The shortest round length that is no shorter."""
    if not (math.isfinite(length) and length > 0):
        return 1.0
    power = 10.0 ** math.floor(math.log10(length))
    return next(step * power for step in STEPS if step * power >= length * (1 - 1e-9))


def around(middle: float, values: Array, most: int, name: str) -> Scale:
    """An axis with a place of its own in its middle, as far as the values lie."""
    furthest = float(np.abs(values - middle).max(initial=0.0))
    half = round_length(max(LEAST, (1 + BEYOND) * furthest, TOLD_APART * abs(middle)))
    scale = _scale(name, middle - half, middle + half, most)
    if most > FEW or middle not in scale.numbers:
        return scale
    return scale._replace(numbers=(middle - half, middle, middle + half))


def about(values: Array, least: float, most: int, name: str) -> Scale:
    """An axis as long as the values need, its middle on a quarter of its length."""
    low, high = float(values.min()), float(values.max())
    # Large numbers of many digits differ by no less than that.
    least = max(least, TOLD_APART * max(abs(low), abs(high)))
    length = round_length(max(least, (1 + 3 * BEYOND) * (high - low)))
    step = length / 8
    first = step * round((low + high - length) / 2 / step)
    return _scale(name, first, first + length, most)


def named(scale: Scale, names: Sequence[str], columns: int) -> Scale:
    """An axis with the first of some names that has room between its numbers, or of many numbers
    between every other.
    """
    few = scale.numbers[::2] if len(scale.numbers) > 3 else scale.numbers
    for name in names:
        for numbers in (scale.numbers, few):
            places = [scale.share(number) * columns for number in numbers]
            gap = max((b - a for a, b in pairwise(places)), default=float(columns))
            if len(name) <= gap - NUMBER:
                return scale._replace(name=name, numbers=numbers)
    return scale._replace(name=names[-1])


def _scale(name: str, low: float, high: float, most: int) -> Scale:
    """An axis with round numbers."""
    return Scale(name, low, high, round_numbers(low, high, most))


def _every(space: HiddenSpace, part: str) -> Array:
    """A part of all points, those put aside too."""
    parts = [space.learnt, *([] if space.aside is None else [space.aside])]
    joined: Array = np.concatenate([getattr(points, part) for points in parts])
    return joined


def _painted(
    view: View,
    space: HiddenSpace,
    field: Field,
    sums: Array,
    cases: list[Mark],
    of_one: bool = False,
) -> Plot:
    """A field of x, (2 · rows, columns), of one case or of all."""
    answers = space.answers(sums)
    heat = view.heat(len(view.sizes) - 1, answers)
    levels = view.snapshot.experiment.problem.levels
    if space.boundary is None or is_even(answers - levels.middle, levels):
        return Plot(field, heat, None, cases)
    lie = _every(space, "sums") > space.boundary
    return Plot(field, heat, sums - space.boundary, cases, () if of_one else tuple(lie.tolist()))


def is_drawable(space: HiddenSpace) -> bool:
    """Whether all that an axis may show are numbers, and none too large to reckon with."""
    parts = (_every(space, part) for part in ("hidden", "sums", "across"))
    # NaN is no smaller than anything.
    return all(bool((np.abs(part) < LARGEST).all()) for part in parts)


def _sums(view: View, space: HiddenSpace, width: int, height: int) -> Plot:
    """x to the right, and upwards what the output does not see."""
    numbers = max(2, width // COLUMNS_OF_A_NUMBER), max(2, height // ROWS_OF_A_NUMBER)
    x, across = _every(space, "sums"), _every(space, "across")
    if space.boundary is not None:
        right = around(space.boundary, x, numbers[0], "")
    else:
        low, high = view.target_range
        right = about(x, (high - low) / 2, numbers[0], "")
    right = named(right, seen_texts(space), width - MARGIN)
    up = about(across, LEAST, numbers[1], across_text(space))
    field = Field.within(0, 0, width, height, right, up)
    bands = field.across.middles(max(0, field.columns))
    sums = np.broadcast_to(bands, (2 * max(0, field.rows), len(bands)))
    return _painted(view, space, field, sums, marks(view, space, lambda p: (p.sums, p.across)))


def _units(view: View, space: HiddenSpace, width: int, height: int) -> Plot:
    """One unit to the right, the other upwards; with one alone the cases one below another."""
    numbers = max(2, width // COLUMNS_OF_A_NUMBER), max(2, height // ROWS_OF_A_NUMBER)
    hidden, names = _every(space, "hidden"), view.unit_names(space.layer)
    scales = [
        unit_scale(view, space.layer, hidden[:, k], numbers[k], name)
        for k, name in enumerate(names)
    ]
    cases = len(hidden)
    if len(names) == 1:
        scales.append(Scale("case", 0.0, 1.0, ()))
    field = Field.within(0, 0, width, height, scales[0], scales[1])
    columns, rows = max(0, field.columns), 2 * max(0, field.rows)
    points = np.stack(
        np.meshgrid(field.across.middles(columns), field.up.middles(rows)[::-1]), axis=-1
    )
    sums = space.sums_at(points[..., : len(names)], view.gaze.selected)
    begun = 0

    def place(points: Points) -> tuple[Array, Array]:
        nonlocal begun
        if len(names) > 1:
            return points.hidden[:, 0], points.hidden[:, 1]
        order = begun + np.arange(len(points.hidden))
        begun += len(order)
        return points.hidden[:, 0], 1 - (order + 0.5) / cases

    of_one = view.snapshot.experiment.links.skipping
    return _painted(view, space, field, sums, marks(view, space, place), of_one)


def unit_scale(view: View, layer: int, outputs: Array, most: int, name: str) -> Scale:
    """The axis of a hidden unit: from bound to bound, or as far as its outputs (cases,) lie."""
    low, high = view.snapshot.experiment.layer_activations[layer - 1].bounds
    if low is None or high is None:
        return about(outputs, LEAST, most, name)
    beyond = BEYOND * (high - low)
    return Scale(name, low - beyond, high + beyond, round_numbers(low, high, most))


def _axes(canvas: Canvas, view: View, space: HiddenSpace, plot: Plot) -> None:
    """What every field has."""
    plot.field.axes(canvas)


SUMS = Way(
    name="sums",
    suits=lambda space: len(space.weights) > 1 or space.snapshot.experiment.links.skipping,
    plot=_sums,
    frame=_axes,
    heading=lambda view, space: f"as {output_name(space)} sees it",
    sides=lambda low, high: (
        f"left of the line {low}, right of it {high}",
        f"left of the line {low}, right {high}",
        f"left {low}, right {high}",
    ),
)

UNITS = Way(
    name="units",
    suits=lambda space: len(space.weights) < 3,
    plot=_units,
    frame=_axes,
    heading=lambda view, space: ", ".join(view.unit_names(space.layer)),
    sides=lambda low, high: (
        f"on one side of the line {low}, on the other {high}",
        f"one side of the line {low}, other {high}",
        f"line parts {low}, {high}",
    ),
)
