"""All curves in one chart, from the first step to where the last of them was solved. Each keeps its
own mark and its own stroke, whatever is drawn beside it, so that no colour is needed to tell which
is which.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backprop_tui.report.comparison.common import same_cases, same_measure
from backprop_tui.report.comparison.ran import Ran
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.palette import Palette, Rgb
from backprop_tui.ui.drawing.strokes import Stroke, gathered
from backprop_tui.ui.screens.runs.labels import label_at
from backprop_tui.ui.screens.runs.plot import (
    LEAST_HEIGHT,
    LEAST_WIDTH,
    Plot,
    paint_axes,
    plot_of,
    span_of,
)

STROKES = ("#", "##..", "######...", "######..##..", "###.", "##########....", "#.", "####....")
"""Which dots along the diagonal are drawn, again and again, of one run after the other."""

SOLVED = "●"


def paint(canvas: Canvas, runs: Sequence[Ran], selected: str) -> None:
    """Draw the curves of all runs, the selected one on top, then those that are pinned."""
    if canvas.width < LEAST_WIDTH or canvas.height < LEAST_HEIGHT:
        return
    started = [run for run in runs if run.steps]
    if not started:
        canvas.centre(0, canvas.width, canvas.height // 2, "no step yet", canvas.palette.muted)
        return
    plot = plot_of(canvas, started)
    paint_axes(canvas, plot)
    inks = {run.letter: _ink(canvas.palette, place) for place, run in enumerate(runs)}
    strokes = {run.letter: STROKES[place % len(STROKES)] for place, run in enumerate(runs)}
    started.sort(key=lambda run: (run.letter == selected, run.pinned))
    dots = {run.letter: _curve(plot, run, runs) for run in started}
    for run in started:
        _draw(canvas, plot, run, dots[run.letter], inks[run.letter], strokes[run.letter])
    canvas.bake()
    cells = {letter: _cells(each) for letter, each in dots.items()}
    for run in started:
        _marks(canvas, plot, run, cells, inks[run.letter], run.letter == selected)


def captions(runs: Sequence[Ran]) -> tuple[str, ...]:
    """What the frame says below, the longest first."""
    started = [run for run in runs if run.steps]
    if not started:
        return ("",)
    said = ["● solved · log scale", "log scale"]
    if not all(same_measure(started[0], run) for run in started[1:]):
        said = [
            "● solved · log scale; each loss is of its own kind: heights do not compare",
            "log scale; heights of other losses do not compare",
            "other losses: heights do not compare",
        ]
    elif not all(same_cases(started[0], run) for run in started[1:]):
        said = [
            "● solved · log scale; not all learn the same cases: heights do not compare",
            "log scale; heights of other cases do not compare",
            "other cases: heights do not compare",
        ]
    else:
        span, last = span_of(started), max(run.steps for run in started)
        more = [f"to {span.end:,} of {last:,} steps"] * (span.end < last)
        more += ["beyond its edges there is more"] * span.is_cut
        said = [" · ".join((said[0], *more[:count])) for count in range(len(more), 0, -1)] + said
    return tuple(said)


def _ink(palette: Palette, place: int) -> Rgb:
    """The shade of a run by its place among all."""
    inks = (
        palette.foreground, palette.forward, palette.backward, palette.success,
        palette.positive, palette.negative, palette.muted, palette.error,
    )  # fmt: skip
    return inks[place % len(inks)]


def _curve(plot: Plot, run: Ran, runs: Sequence[Ran]) -> NDArray[np.bool_]:
    """The dots of a curve, (4 · rows, 2 · columns): what it shares with the run it left is that
    one's.
    """
    height, width = 4 * plot.rows, 2 * plot.columns
    curve = run.curve.until(math.ceil(plot.steps.high) + 1).thinned(width)
    middles = np.arange(0.5, len(curve.low), dtype=np.float64) * curve.stride - 0.5
    low, high = curve.low, curve.high
    if run.steps <= plot.steps.high and math.isfinite(run.loss):
        middles, low, high = (
            np.append(array, value)
            for array, value in ((middles, run.steps), (low, run.loss), (high, run.loss))
        )
    places = np.arange(width) * plot.steps.high / (width - 1)
    top, bottom = (
        np.rint(np.interp(places, middles, plot.heights(each, height))) for each in (high, low)
    )
    # The extremes of a bucket are drawn, though it lies between two columns.
    nearest = np.clip(np.rint(plot.dot(middles, width)), 0, width - 1).astype(np.int64)
    np.minimum.at(top, nearest, np.rint(plot.heights(high, height)))
    np.maximum.at(bottom, nearest, np.rint(plot.heights(low, height)))
    parted = _parted(run, runs)
    known = (places <= middles[-1]) & (places >= min(parted, float(middles[-1])))
    known[min(width - 1, round(plot.dot(min(float(middles[-1]), plot.steps.high), width)))] = True
    # It comes from where it was one column before, without a gap.
    before_top, before_bottom = (np.concatenate([each[:1], each[:-1]]) for each in (top, bottom))
    alone = ~np.concatenate([known[:1], known[:-1]])
    first = np.where(alone, top, np.minimum(top, before_bottom + 1))
    last = np.where(alone, bottom, np.maximum(bottom, before_top - 1))
    rows = np.arange(height)[:, np.newaxis]
    dots: NDArray[np.bool_] = (rows >= first) & (rows <= last) & known
    return dots


def _parted(run: Ran, runs: Sequence[Ran]) -> int:
    """The step from which on a run has its own curve, as far as the other one is drawn too."""
    kept = {each.letter: each for each in runs}
    if run.origin is None or run.origin[0] not in kept:
        return 0
    return run.origin[1]


def _draw(
    canvas: Canvas,
    plot: Plot,
    run: Ran,
    dots: NDArray[np.bool_],
    ink: Rgb,
    how: str,
) -> None:
    """Draw a curve in its stroke, or typed in its letter."""
    if canvas.glyphs.unicode:
        drawn = np.array([mark == "#" for mark in how])
        diagonal = np.add.outer(np.arange(dots.shape[0]), np.arange(dots.shape[1]))
        stroke = gathered(dots & drawn[diagonal % len(how)])
        canvas.stroke(Stroke(stroke.y, stroke.x + plot.x, stroke.bits), ink)
        return
    for y, x in zip(*(each.tolist() for each in np.nonzero(_cells(dots))), strict=True):
        canvas.text(plot.x + x, y, run.letter[-1], ink)


def _cells(dots: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The cells in which there are dots."""
    rows = dots[::4] | dots[1::4] | dots[2::4] | dots[3::4]
    cells: NDArray[np.bool_] = rows[:, ::2] | rows[:, 1::2]
    return cells


def _marks(
    canvas: Canvas,
    plot: Plot,
    run: Ran,
    curves: dict[str, NDArray[np.bool_]],
    ink: Rgb,
    is_selected: bool,
) -> None:
    """Write a run's letter where its curve is alone, and mark where it was solved."""
    if run.solved is not None and run.solved <= plot.steps.high:
        y = plot.row(run.loss_at(run.solved)[0])
        x = round(plot.dot(run.solved, 2 * plot.columns)) // 2
        canvas.text(plot.x + x, y, SOLVED, ink, bold=is_selected)
    if not canvas.glyphs.unicode:
        return
    others = [cells for letter, cells in curves.items() if letter != run.letter]
    free = canvas.characters[: plot.rows, plot.x : plot.x + plot.columns] == ord(" ")
    place = label_at(curves[run.letter], others, free, len(run.letter))
    if place is not None:
        y, x = place
        canvas.text(plot.x + x, y, run.letter, ink, bold=True)
