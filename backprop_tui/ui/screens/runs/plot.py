"""Where curves lie in a chart: to which step it goes, which losses it spans, and its axes. It shows
what the runs are compared by, which is how they came to be solved, and not what came long after.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from backprop_tui.report.comparison.ran import Ran
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.chart_axes import loss_axis, step_axis
from backprop_tui.ui.drawing.plotting import Axis

LEAST_WIDTH, LEAST_HEIGHT = 24, 4
"""Columns and rows below which there is no chart."""

FLOOR = 1e-4
"""Losses below this are drawn here, unless all are: what is solved is far above."""

ZERO = 1e-12
"""Losses below this are drawn here in any case: 0 has no logarithm."""

CEILING = 30.0
"""Times the largest loss at the start that the chart goes up to; a diverging run leaves it."""

BEYOND, FURTHER = 1.12, 8
"""How far the chart goes on after the last solution, and after it at most for the sake of a run
that never came to one, in times the step of that.
"""

Number = TypeVar("Number", float, NDArray[np.float64])
"""One number, or an array of them."""


class Plot(NamedTuple):
    """Where the curves are drawn.

    Attributes:
        x: The first column of the plot.
        columns: Its columns.
        rows: Its rows, from the first of the canvas on.
        steps: The axis of steps.
        losses: That of losses, as powers of ten.
    """

    x: int
    columns: int
    rows: int
    steps: Axis
    losses: Axis

    def dot(self, step: Number, columns: int) -> Number:
        """Where a step lies, in so many columns."""
        return step / self.steps.high * (columns - 1)

    def row(self, loss: float) -> int:
        """The row in which a loss lies."""
        return round(float(self.heights(np.array([loss]), 4 * self.rows)[0])) // 4

    def heights(self, losses: NDArray[np.float64], rows: int) -> NDArray[np.float64]:
        """In which of so many rows losses lie, from the top."""
        with np.errstate(divide="ignore", invalid="ignore"):
            powers = np.log10(losses)
        share = (self.losses.high - powers) / (self.losses.high - self.losses.low)
        kept: NDArray[np.float64] = np.clip(share, 0.0, 1.0) * (rows - 1)
        return kept


def reach(runs: Sequence[Ran]) -> int:
    """The step to which a chart of these runs goes."""
    solved = [run.solved for run in runs if run.solved is not None]
    ends = [run.solved * BEYOND if run.solved is not None else run.steps for run in runs]
    most = FURTHER * max(solved) if solved else math.inf
    return max(1, round(min(max(ends), most)))


class Span(NamedTuple):
    """What a chart spans.

    Attributes:
        end: The last step.
        low: The smallest loss.
        high: The largest.
        is_cut: Whether there are smaller losses, or larger ones, drawn at its edges.
    """

    end: int
    low: float
    high: float
    is_cut: bool


def span_of(runs: Sequence[Ran]) -> Span:
    """What a chart of runs spans, each of which has taken a step."""
    end = int(step_axis(reach(runs), LEAST_WIDTH).high)
    curves = [run.curve.until(end + 1) for run in runs]
    ends = [run.loss for run in runs if run.steps <= end and math.isfinite(run.loss)]
    lowest = min(*ends, *(float(curve.low.min()) for curve in curves), math.inf)
    highest = max(float(curve.high.max()) for curve in curves)
    high = min(highest, CEILING * max(float(curve.high[0]) for curve in curves))
    high = max(high, ZERO)
    low = min(max(lowest, FLOOR if high > FLOOR else ZERO), high / 1.5)
    return Span(end, low, high, bool(lowest < low or highest > high))


def plot_of(canvas: Canvas, runs: Sequence[Ran]) -> Plot:
    """The axes that fit these curves."""
    span, rows = span_of(runs), canvas.height - 2
    losses = loss_axis(span.low, span.high, rows)
    x = 1 + max(map(len, losses.labels), default=0) + 1
    steps = step_axis(span.end, canvas.width - x)
    return Plot(x, canvas.width - x, rows, steps, losses)


def paint_axes(canvas: Canvas, plot: Plot) -> None:
    """Draw both axes with their ticks."""
    palette, bottom = canvas.palette, plot.rows
    for y in range(plot.rows):
        canvas.text(plot.x - 1, y, "│", palette.faint)
    canvas.text(plot.x - 1, bottom, "└" + "─" * plot.columns, palette.faint)
    for power, label in zip(plot.losses.ticks, plot.losses.labels, strict=True):
        y = plot.row(10.0**power)
        canvas.text(plot.x - 1, y, "┤", palette.faint)
        canvas.flush_right(plot.x - 2, y, label, palette.muted)
    end = -1
    for step, label in zip(plot.steps.ticks, plot.steps.labels, strict=True):
        x = plot.x + round(plot.dot(step, plot.columns))
        canvas.text(x, bottom, "┬", palette.faint)
        start = min(x - len(label) // 2, canvas.width - len(label))
        if start > end:
            end = canvas.text(start, bottom + 1, label, palette.muted)
