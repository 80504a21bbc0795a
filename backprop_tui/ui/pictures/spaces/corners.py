"""Three hidden units as a cube: every case is a point in it, and what the output draws through it
is a plane, of which one sees where it cuts the cube's faces.
"""

from __future__ import annotations

from itertools import combinations, product

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.geometry.hidden_space import HiddenSpace, Points
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.field import Field, Scale
from backprop_tui.ui.drawing.strokes import line
from backprop_tui.ui.pictures.cube import Cube
from backprop_tui.ui.pictures.spaces.way import Plot, Way, marks
from backprop_tui.ui.view import View

SIDES = 3

LEAST = 0.1
"""How long an edge is at least."""


def _ends(view: View, space: HiddenSpace) -> tuple[Array, Array]:
    """Two opposite corners of the cube, (3,) each: the units' bounds, or what they put out."""
    low, high = view.snapshot.experiment.layer_activations[space.layer - 1].bounds
    parts = [space.learnt.hidden, *([] if space.aside is None else [space.aside.hidden])]
    hidden = np.concatenate(parts)
    lowest = np.minimum(0.0, hidden.min(axis=0))
    highest = np.maximum(lowest + LEAST, hidden.max(axis=0))
    lowest = lowest if low is None else np.full(SIDES, low)
    highest = highest if high is None else np.full(SIDES, high)
    return lowest, highest


def _cube(width: int, height: int) -> Cube:
    """The cube in so many cells, with a row below for the name of an edge."""
    return Cube.within(0, 0, width, height - 1, SIDES)


def _plot(view: View, space: HiddenSpace, width: int, height: int) -> Plot:
    """Every case in its cell of the drawing."""
    low, high = _ends(view, space)
    cube = _cube(width, height)
    across, up = Scale("", 0.0, float(width), ()), Scale("", 0.0, float(height), ())

    def place(points: Points) -> tuple[Array, Array]:
        cells = [cube.cell(share) for share in ((points.hidden - low) / (high - low)).tolist()]
        x, y = np.array(cells, dtype=np.float64).reshape(-1, 2).T
        return x + 0.5, height - y - 0.5

    field = Field(0, 0, width, height, across, up)
    return Plot(field, None, None, marks(view, space, place))


def _frame(canvas: Canvas, view: View, space: HiddenSpace, plot: Plot) -> None:
    """The cube, what its edges are, and where the boundary cuts it."""
    cube, palette = _cube(plot.field.columns, plot.field.rows), canvas.palette
    low, high = _ends(view, space)
    cube.edges(canvas, SIDES)
    for start, end in cuts(space, view.gaze.selected, low, high):
        (x0, y0), (x1, y1) = cube.cell(start), cube.cell(end)
        if canvas.glyphs.unicode:
            stroke = line(
                2 * x0, 4 * y0 + 2, 2 * x1, 4 * y1 + 2, 2, False, canvas.width, canvas.height
            )
            canvas.stroke(stroke, palette.forward)
            continue
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            share = step / steps
            x, y = round(x0 + share * (x1 - x0)), round(y0 + share * (y1 - y0))
            canvas.text(x, y, "#", palette.forward)
    canvas.bake()
    names = view.unit_names(space.layer)
    x, y = cube.cell((0.5, 0, 0))
    canvas.centre(x - 8, x + 8, y + 1, names[0], palette.muted)
    x, y = cube.cell((0, 0.5, 0))
    canvas.flush_right(x - 1, y, names[1], palette.muted)
    x, y = cube.cell((1, 0, 0.5))
    canvas.text(x + 2, y, names[2], palette.muted)


def cuts(
    space: HiddenSpace, case: int, low: Array, high: Array
) -> list[tuple[list[float], list[float]]]:
    """Where the boundary cuts the faces of a cube: from where to where, in shares of its sides."""
    plane = space.line(case)
    if plane is None:
        return []
    weights, constant = plane[0] * (high - low), plane[1] + float(plane[0] @ low)
    found = []
    for side, bound in product(range(SIDES), (0.0, 1.0)):
        ends = []
        others = [k for k in range(SIDES) if k != side]
        for along, fixed in zip(others, reversed(others), strict=True):
            for at in (0.0, 1.0):
                point = np.zeros(SIDES)
                point[side], point[fixed] = bound, at
                slope = float(weights[along])
                share = -(constant + float(weights @ point)) / slope if slope else -1.0
                if 0 <= share <= 1:
                    point[along] = share
                    ends.append(point.tolist())
        # Through a corner of a face it comes in twice.
        pairs = list(combinations(ends, 2))
        if pairs:
            found.append(max(pairs, key=lambda pair: sum(abs(np.subtract(*pair)))))
    return found


CUBE = Way(
    name="cube",
    suits=lambda space: len(space.weights) == SIDES,
    plot=_plot,
    frame=_frame,
    heading=lambda view, space: ", ".join(view.unit_names(space.layer)),
    sides=lambda low, high: (
        f"on one side of the plane {low}, on the other {high}",
        f"one side of the plane {low}, other {high}",
        f"plane parts {low}, {high}",
    ),
    shaded=False,
)
