"""The loss over the run so far, on a logarithmic scale, because learning goes on long after a
linear curve looks flat. Every step is in it: where several share a dot, the lowest and the highest
of them are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.records import Curve
from backprop_tui.report.advice.rates import is_summed
from backprop_tui.report.advice.standstill import rate_to_try
from backprop_tui.report.objective import is_shown
from backprop_tui.report.text.parameters import error_text
from backprop_tui.ui.drawing.canvas import BRAILLE, Canvas
from backprop_tui.ui.drawing.chart_axes import loss_axis, step_axis
from backprop_tui.ui.drawing.frames import Caption
from backprop_tui.ui.drawing.plotting import (
    DASHED,
    DOTTED,
    LOADER,
    TYPED_DOT,
    Broken,
    broken,
    build,
)
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.beginning import paint_beginning
from backprop_tui.ui.widgets.pane import Pane

FLOOR = 1e-12
"""Losses below this are drawn here: zero has no logarithm."""

DEEPER = 2.0
"""Powers of ten below the loss itself to which the chart follows a curve beside it."""

LABEL_MARKS = np.zeros(128, dtype=np.bool_)
"""Which characters ticks and axis labels are made of, by their codes."""
LABEL_MARKS[[ord(mark) for mark in "0123456789.-ekMstp"]] = True


def points(curve: Curve, width: int, last: tuple[int, float]) -> tuple[list[float], list[float]]:
    """At most two points a column: steps, and losses as powers of ten."""
    thin = curve.thinned(width)
    steps: list[float] = []
    losses: list[float] = []
    for k, (low, high) in enumerate(zip(thin.low.tolist(), thin.high.tolist(), strict=True)):
        step = k * thin.stride
        falling = not losses or high <= losses[-1] or low < losses[-1]
        # A smooth curve has its extremes at the ends of a bucket; a spike may be anywhere in it.
        ends = (high, low) if falling else (low, high)
        for loss, x in zip(ends, (step, step + thin.stride - 1), strict=True):
            if x == step or loss != losses[-1]:
                steps.append(float(min(x, last[0])))
                losses.append(loss)
    steps.append(float(last[0]))
    losses.append(last[1])
    # The loss of what is not learnt may be infinite, and the run goes on.
    finite = [k for k, loss in enumerate(losses) if math.isfinite(loss)]
    return [steps[k] for k in finite], [math.log10(max(FLOOR, losses[k])) for k in finite]


class Beside(NamedTuple):
    """A curve beside that of the loss.

    Attributes:
        points: Its steps, and its losses as powers of ten.
        how: How it is broken.
        ink: Its colour.
    """

    points: tuple[list[float], list[float]]
    how: Broken
    ink: int


class LossChart(Pane):
    """A plotext chart of the displayed loss."""

    HEADING = "Loss"

    REST = 0.2  # plotext is the slowest brush here

    MARKS = (
        ("curve", "the loss after every step, on a logarithmic scale: equal heights are equal "
         "factors; where many steps share a dot, the lowest and the highest are drawn; 0 and what "
         "is below 1e-12 are drawn at 1e-12, for 0 has no logarithm"),
        ("1k  1M", "on the axis: a thousand, a million steps"),
        ("dotted", "the curve of the right run (green), beside that of a wrong one (--bug)"),
        ("dashed", "the loss of the test cases (--test), from which nothing is learnt: where it "
         "rises while the other falls, what is learnt is no longer of use to them"),
    )  # fmt: skip

    def depends(self, view: View) -> object:
        return view.snapshot

    def is_due(self, view: View) -> bool:
        return not LOADER.is_busy and super().is_due(view)

    def paint(self, canvas: Canvas, view: View) -> None:
        snapshot = view.snapshot
        behind = snapshot.curve.until(snapshot.step)
        if snapshot.step == 0 and not snapshot.diverged:
            paint_beginning(canvas, snapshot.experiment)
            return
        if canvas.width >= 12 and canvas.height >= 4 and len(behind.low):
            self._chart(canvas, view, behind)
        if snapshot.diverged:
            self._diverged(canvas, view)

    @staticmethod
    def _diverged(canvas: Canvas, view: View) -> None:
        """What happened and what to try."""
        palette, middle = canvas.palette, canvas.height // 2
        experiment = view.snapshot.experiment
        rate = experiment.learning_rate
        why = ("the steps were too large", "r resets; then try a", f"smaller --lr than {rate:g}")
        if not view.snapshot.step:
            why = ("the start is too large", "try a smaller --scale", "or smaller numbers")
        elif is_summed(experiment):
            why = (
                f"a step sums {experiment.batch:,} cases,",
                f"too many for lr {rate:g}",
                f"r resets; try --lr {rate_to_try(experiment):g}",
            )
        lines = (f"diverged: loss is {view.snapshot.loss:g}", *why)
        width = min(canvas.width, max(map(len, lines)) + 2)
        x = (canvas.width - width) // 2
        for k, line in enumerate(lines):
            canvas.text(0, middle - 2 + k, " " * canvas.width)
            ink, paper = (palette.background, palette.error) if k == 0 else (None, palette.row)
            canvas.text(x, middle - 2 + k, f" {line}".ljust(width), ink, paper, bold=k == 0)

    def _chart(self, canvas: Canvas, view: View, curve: Curve) -> None:
        """The curve, by plotext, in our colours."""
        snapshot, palette = view.snapshot, canvas.palette
        last = (snapshot.step, snapshot.loss)
        steps, losses = points(curve, canvas.width, last)
        beside = list(self._beside(canvas, view))
        everything = [*losses, *(loss for each in beside for loss in each.points[1])]
        # The loss of a few test cases may come past 0 on its way; the rest needs room too.
        lowest = max(min(everything), min(losses) - DEEPER)
        axes = (
            step_axis(snapshot.step, canvas.width),
            loss_axis(10**lowest, 10 ** max(everything), canvas.height),
        )
        size, unicode = (canvas.width, canvas.height), canvas.glyphs.unicode
        rows = build(*size, (steps, losses), axes, unicode)
        for y, row in enumerate(rows):
            canvas.text(0, y, row, palette.faint)
        is_beside = np.zeros_like(canvas.ink, dtype=np.bool_)
        for each in beside:
            other = broken(build(*size, each.points, axes, unicode), each.how)
            for y, (row, its_row) in enumerate(zip(rows, other, strict=True)):
                for x, (mine, its) in enumerate(zip(row, its_row, strict=True)):
                    if mine == " " and (ord(its) > BRAILLE or its == each.how.typed):
                        canvas.text(x, y, its, each.ink)
                        is_beside[y, x] = True
        drawn = canvas.characters
        canvas.ink[LABEL_MARKS[np.minimum(drawn, 127)] & ~is_beside] = palette.muted
        own = (drawn >= BRAILLE) | (drawn == ord(TYPED_DOT))
        canvas.ink[own & ~is_beside] = palette.foreground

    @staticmethod
    def _beside(canvas: Canvas, view: View) -> Iterator[Beside]:
        """The curves of the right run, if a wrong one is shown, and of test cases."""
        snapshot, palette, width = view.snapshot, canvas.palette, canvas.width
        right = snapshot.right_run
        if right is not None:
            reference = right.until(snapshot.step)
            if len(reference.low):
                last = ((len(reference.low) - 1) * reference.stride, float(reference.low[-1]))
                yield Beside(points(reference, width, last), DOTTED, palette.success)
        if snapshot.held_out is not None:
            tested = snapshot.held_out.curve.until(snapshot.step)
            drawn = points(tested, width, (snapshot.step, snapshot.held_out.loss))
            if drawn[0]:
                yield Beside(drawn, DASHED, palette.forward)

    def subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        if view.snapshot.loss < FLOOR:
            said = "0" if not view.snapshot.loss else f"below {FLOOR:.0e}"
            return f"loss {said}: drawn at {FLOOR:.0e}, log scale", f"{said}: drawn at {FLOOR:.0e}"
        experiment = view.snapshot.experiment
        loss, penalty = experiment.loss_function, experiment.penalty
        error = loss.short
        if penalty:
            error += "".join(f"+{cost.setting.upper()}" for cost, _, _ in penalty.parts)
        marks: tuple[str, ...] = ("log scale",)
        if view.snapshot.right_run is not None and view.snapshot.held_out is not None:
            marks = ("dotted: the right run, dashed: test", "dotted right, dashed test")
        elif view.snapshot.held_out is not None:
            marks = ("dashed: the test cases", "dashed: test")
        elif view.snapshot.right_run is not None:
            marks = ("dotted: the right run", "dotted: right")
        short, verb = loss.displayed_short, "descends and shows"
        texts = [f"{verb} the {loss.displayed}", f"{verb} the {short}", f"{verb} {short}"]
        if not is_shown(experiment):
            texts = [
                f"descends E = {error_text(experiment)}, shows the {loss.displayed}",
                f"descends {error}, shows the {short}",
                f"descends {error}, shows {short}",
            ]
            texts += [f"{short} (descends {error})"]
        if len(marks) == 1:
            return *(f"{text}, log scale" for text in texts), *texts[-2:], f"{short}, log", marks[0]
        # How far a learning rate goes is told by E; what is shown stands at the loss itself.
        texts += [f"descends {error}", error]
        return *(f"{text}; {mark}" for text in texts for mark in marks), *texts[-2:]
