"""A unit as a tile: a picture of what it answers over the whole square of two inputs. Where there
is room for it, it says more than a number: how the unit cuts the square is what it has learnt.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems import Problem
from backprop_tui.report.surface.plane import Plane, all_over, cases_range
from backprop_tui.ui.diagram.geometry import Geometry
from backprop_tui.ui.diagram.rendering import unit_number
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.view import View


def answers(view: View, plan: Geometry) -> list[Array]:
    """Every unit's answer over the square of the inputs, as heat (units, rows, columns)."""
    columns, rows = plan.tile or (0, 0)
    points = _square(view.snapshot.experiment.problem, columns, rows)
    outputs = view.snapshot.forward(points).activations
    return [
        view.heat(layer, values).T.reshape(-1, rows, columns)
        for layer, values in enumerate(outputs)
    ]


@lru_cache(4)
def _square(problem: Problem, columns: int, rows: int) -> Array:
    """What the network sees (columns · rows, inputs) all over the square of two inputs, as far as
    the cases lie, row by row.
    """
    across, up = (cases_range(problem, place) for place in (0, 1))
    plane = Plane((0, 1), (0.0, 0.0))
    return all_over(problem, plane, np.linspace(*across, columns), np.linspace(*up, rows)[::-1])


def has_square(problem: Problem) -> bool:
    """Whether a problem has two inputs, whatever the network is shown in their place."""
    return len(problem.source.input_names) == 2


def paint_tile(canvas: Canvas, view: View, plan: Geometry, unit: Unit, answer: Array) -> None:
    """A unit as a picture of what it answers, with its name and its output beside it."""
    columns, rows = plan.tile or (0, 0)
    x, y = plan.columns[unit.layer], plan.rows[unit.layer][unit.position]
    canvas.pixels(x, y - rows // 4, answer)
    numbers = view.unit_values(unit.layer)
    assert numbers is not None, "tiles are drawn without an overlay"
    value = float(numbers.values[unit.position])
    shade = canvas.palette.heat(float(numbers.heat[unit.position]))
    width = plan.widths[unit.layer] - columns
    name = view.unit_names(unit.layer, plan.letters)[unit.position]
    canvas.text(x + columns + 1, y - 1, name, bold=True)
    number = f" {unit_number(unit.layer, value, plan.numbers[unit.layer])} ".ljust(width)
    canvas.text(x + columns, y, number, canvas.palette.ink(shade), shade, bold=True)
    if view.gaze.inspected == unit:
        canvas.text(x + columns + 1, y + 1, "▲")
    canvas.spot(x, y - rows // 4, plan.widths[unit.layer], rows // 2, unit)
