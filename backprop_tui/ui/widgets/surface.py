"""The answer over the plane of two inputs as a field: what is shaded, where the line runs, and
where the cases lie. With one input alone the answer itself is the line, above the input's axis.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine import Answer, Problem
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.shortening import narrow
from backprop_tui.report.surface.answers import (
    flat,
    right_at,
    scores,
    situated,
    winners,
)
from backprop_tui.report.surface.plane import (
    Plane,
    all_over,
    by_class,
    has_winner,
    plane_of,
    reach,
)
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.field import Field, Scale, round_numbers
from backprop_tui.ui.drawing.field_marks import Mark
from backprop_tui.ui.view import View

FEW = 3
"""So many different values of an input, and no more, are the numbers of its axis."""

COLUMNS_OF_A_NUMBER, ROWS_OF_A_NUMBER = 9, 3
"""Room of a number of an axis."""

DIGITS = 4
"""Columns of a target in a box."""


class Surface(NamedTuple):
    """What is drawn of the answers.

    Attributes:
        plane: Which inputs vary.
        output: The output that is looked at.
        field: Where it stands.
        heat: Shades in -1…1, (2 · rows, columns), from the top.
        scores: Of which the highest wins, (sides, 2 · rows, columns); `None` where none does, or
            all are even.
        wins: The place of the class that wins in the middle of each cell, (rows, columns); `None`
            where there are no classes, or all are even.
    """

    plane: Plane
    output: int
    field: Field
    heat: Array
    scores: Array | None
    wins: NDArray[np.intp] | None


def shown_plane(view: View) -> Plane:
    """The plane through the selected case."""
    problem = view.snapshot.experiment.problem
    return plane_of(problem, view.gaze.selected, view.gaze.plane)


def inspected_output(view: View) -> int | None:
    """The output that is inspected, if one is."""
    unit = view.gaze.inspected
    return unit.position if unit is not None and unit.layer == len(view.sizes) - 1 else None


def shown_output(view: View) -> int:
    """The output that is looked at: the one that is inspected, or the first."""
    return inspected_output(view) or 0


def field_of(view: View, width: int, height: int) -> Field:
    """Where the field stands in so many columns and rows."""
    problem, plane = view.snapshot.experiment.problem, shown_plane(view)
    across = _scale(problem, plane.inputs[0], width // COLUMNS_OF_A_NUMBER)
    most = max(2, height // ROWS_OF_A_NUMBER)
    if plane.is_line:
        return Field.within(0, 0, width, height, across, _answer_scale(view, most))
    return Field.within(0, 0, width, height, across, _scale(problem, plane.inputs[1], most))


@lru_cache(32)
def _scale(problem: Problem, place: int, most: int) -> Scale:
    """The axis of an input, in its own units."""
    low, high = reach(problem, place)
    # Not by NumPy's own `unique`, which loads its masked arrays: the first frame would wait for it.
    values = sorted(set(problem.source.inputs[:, place].tolist()))
    numbers = tuple(values) if len(values) <= FEW else round_numbers(low, high, most)
    return Scale(narrow(problem.source.input_names[place]), low, high, numbers)


def _answer_scale(view: View, most: int) -> Scale:
    """The axis of an answer, a quarter beyond its targets."""
    low, high = view.target_range
    beyond = (high - low) / 4
    name = view.unit_names(len(view.sizes) - 1)[shown_output(view)]
    values = (low, high) if has_winner(view.snapshot.experiment.problem) else None
    return Scale(name, low - beyond, high + beyond, values or round_numbers(low, high, most))


@lru_cache(2)
def _points(problem: Problem, plane: Plane, columns: int, rows: int) -> Array:
    """What the network sees in the middle of every half-block, row by row from the top."""
    across, *up = (reach(problem, place) for place in plane.inputs)
    x = Scale("", *across, ()).middles(columns)
    y = Scale("", *up[0], ()).middles(rows)[::-1] if up else np.zeros(1)
    return all_over(problem, plane, x, y)


def surface(view: View, width: int, height: int) -> Surface:
    """What is drawn in so many columns and rows, which have room for a field."""
    field, plane, output = field_of(view, width, height), shown_plane(view), shown_output(view)
    problem = view.snapshot.experiment.problem
    rows = 1 if plane.is_line else 2 * field.rows
    points = _points(problem, plane, field.columns, 2 * field.rows)
    found = view.snapshot.forward(points)
    outputs = found.activations[-1].reshape(rows, field.columns, -1)
    last = len(view.sizes) - 1
    if by_class(problem) and inspected_output(view) is None and not plane.is_line:
        low, high = view.target_range
        with np.errstate(invalid="ignore"):
            heat = (outputs.max(axis=-1) - low) / (high - low)
    else:
        heat = view.heat(last, outputs)[..., output]
    if plane.is_line:
        ups = field.pixels()[1][:, np.newaxis]
        curve = np.broadcast_to(outputs[..., output] - ups, (2 * field.rows, field.columns))
        heat = np.broadcast_to(heat, curve.shape)
        return Surface(plane, output, field, heat, curve[np.newaxis], None)
    if not has_winner(problem):
        return Surface(plane, output, field, heat, None, None)
    if flat(view.snapshot, plane, output):
        # What rounding adds is no shade: two of them may meet where all is even.
        return Surface(plane, output, field, np.full_like(heat, heat.mean().round(6)), None, None)
    each = scores(view.snapshot, found, output)
    sides = each.reshape(len(each), rows, field.columns)
    wins = winners(sides[:, ::2]) if by_class(problem) else None
    return Surface(plane, output, field, heat, sides, wins)


@lru_cache(2)
def marks(view: View) -> tuple[Mark, ...]:
    """All cases where they lie on the field, those that are put aside last; once for all that asks
    for them.
    """
    plane, output, inspected = shown_plane(view), shown_output(view), inspected_output(view)
    snapshot, selected = view.snapshot, view.gaze.selected
    parts = [(snapshot.experiment.problem, snapshot.predictions)]
    if snapshot.held_out is not None:
        parts.append((snapshot.held_out.problem, snapshot.held_out.predictions))
    found: list[Mark] = []
    for problem, predictions in parts:
        aside = bool(found)
        lying = _lying(problem, plane, output, inspected, aside, view.target_range)
        right = right_at(problem, predictions, output).tolist()
        found += [
            mark if is_right else mark._replace(wrong=True)
            for mark, is_right in zip(lying, right, strict=True)
        ]
    found[selected] = found[selected]._replace(chosen=True)
    return tuple(found)


@lru_cache(8)
def _lying(
    problem: Problem,
    plane: Plane,
    output: int,
    inspected: int | None,
    aside: bool,
    ends: tuple[float, float],
) -> tuple[Mark, ...]:
    """The cases of a problem as no step changes them: all right, none selected."""
    (low, high), is_class = ends, by_class(problem)
    found = []
    for case, lies in enumerate(situated(problem, plane, output)):
        target, text = lies.target, f"{lies.target + 1:.0f}"
        heat = (target - (low + high) / 2) / ((high - low) / 2)
        lit = inspected is None or target == inspected
        if is_class and plane.is_line:
            target, lit = (high if target == output else low), target == output
        elif not is_class:
            text, lit = _target_text(problem, target, output), heat > 0
        across, up = (*lies.inputs, target)[:2]
        found.append(
            Mark(
                across,
                up,
                text,
                lit,
                aside=aside,
                apart=not lies.within,
                heat=heat if problem.answer is Answer.VALUES else None,
                target=None if aside else case,
            )
        )
    return tuple(found)


@lru_cache(512)
def _target_text(problem: Problem, target: float, output: int) -> str:
    """A target in its own unit."""
    own = np.zeros(problem.targets.shape[1])
    own[output] = target
    return formats.bits(float(problem.own_outputs(own)[output]), DIGITS)
