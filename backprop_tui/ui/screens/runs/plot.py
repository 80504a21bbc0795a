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

FLOOR = 1e-4
"""Losses below this are drawn here, unless all are: what is solved is far above."""

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


def plot_of(canvas: Canvas, runs: Sequence[Ran]) -> Plot:
    """The axes that fit these curves."""
    end = reach(runs)
    lows, highs, starts = list[float](), list[float](), list[float]()
    for run in runs:
        curve = run.curve.until(end)
        lows.append(float(curve.low.min()) if run.steps > end else _finite(run, curve.low.min()))
        highs.append(float(curve.high.max()))
        starts.append(float(curve.high[0]))
    top = min(max(highs), CEILING * max(starts))
    low = min(max(min(lows), FLOOR), top) if top > FLOOR else max(min(lows), 1e-12)
    rows = canvas.height - 2
    losses = loss_axis(low, max(top, low * 1.5), rows)
    x = 1 + max(map(len, losses.labels), default=0) + 1
    steps = step_axis(end, canvas.width - x)
    return Plot(x, canvas.width - x, rows, steps, losses)


def _finite(run: Ran, low: float) -> float:
    """The lowest loss of a run whose end is drawn."""
    return float(min(low, run.loss)) if math.isfinite(run.loss) else float(low)


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
