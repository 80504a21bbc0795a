"""A table of the layers of a network with how strongly each is told to change: the size of its
gradient, now and over the run, the size of its weights, and what share of them the next step moves.
All curves have one scale, so a layer that hears little lies below the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.gradients import LayerGradient
from backprop_tui.engine.records import Snapshot
from backprop_tui.report.names import subscript
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.bars import share_bar
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.curves import LogScale, draw_curve

Numbers = NDArray[np.float64]

SIZE, SHARE, LENGTH = 7, 6, 6
"""Columns of |∂E/∂W|, of |ΔW|/|W| and of |W|."""

WITH_LENGTH = 40
"""Columns of a table from which |W| has a column."""


class History(NamedTuple):
    """The sizes of the gradients of all layers up to now.

    Attributes:
        steps: When they were measured, the present last, (samples,).
        sizes: |∂E/∂W|, (samples, layers).
        scale: What holds all of them.
        goes_on: Whether a step follows; none does after a run has diverged.
    """

    steps: NDArray[np.int64]
    sizes: Numbers
    scale: LogScale
    goes_on: bool

    @classmethod
    def of(cls, snapshot: Snapshot, layers: Sequence[LayerGradient]) -> History:
        """That of the run that led to a moment, and its own gradients."""
        behind = snapshot.gradient_sizes.until(snapshot.step)
        now = np.array([[layer.gradient for layer in layers]])
        sizes = np.concatenate([behind.sizes, now])
        steps = np.append(behind.steps, snapshot.step)
        return cls(steps, sizes, LogScale.of(sizes), not snapshot.diverged)

    def draw(self, canvas: Canvas, area: tuple[int, int, int, int], layer: LayerGradient) -> None:
        """Draw the curve of one layer in (x, y, columns, rows)."""
        shares = self.scale.shares(self.sizes[:, layer.layer - 1])
        draw_curve(canvas, area, self.steps, shares, canvas.palette.backward)


def name_of(layer: LayerGradient) -> str:
    """`W₁`."""
    return subscript("W", layer.layer)


class Columns(NamedTuple):
    """Where what stands in a table of layers, each from its first column on.

    Attributes:
        size: |∂E/∂W|.
        curve: Its curve.
        length: |W|; `None` without room.
        bar: The bar of what the next step moves.
        share: The same as a number.
        curve_width: Columns of the curve.
        bar_width: Columns of the bar.
    """

    size: int
    curve: int
    length: int | None
    bar: int
    share: int
    curve_width: int
    bar_width: int

    @classmethod
    def of(cls, width: int, name: int) -> Columns:
        """Those of a table so wide, after names so wide."""
        curve = name + 1 + SIZE + 1
        length = LENGTH + 1 if width >= WITH_LENGTH else 0
        free = max(0, width - curve - length - SHARE - 2)
        curve_width, bar_width = free - free // 2, free // 2
        bar = curve + curve_width + 1 + length
        return cls(
            name + 1,
            curve,
            bar - length if length else None,
            bar,
            width - SHARE,
            curve_width,
            bar_width,
        )


def paint_table(
    canvas: Canvas,
    x: int,
    width: int,
    layers: Sequence[LayerGradient],
    history: History,
    each: int,
    skipped: int = 0,
) -> None:
    """Write a row of headings and below it so many rows a layer.

    Args:
        canvas: Where.
        x: The first column.
        width: How many there are.
        layers: Those that are shown, from the first row on.
        history: Of all layers.
        each: Rows of each.
        skipped: How many layers are left out before the last one, which is told in a row.
    """
    muted = canvas.palette.muted
    table = Columns.of(width, max(len(name_of(layer)) for layer in layers))
    canvas.text(x + table.size, 0, "|∂E/∂W|", muted)
    words = ("over time", "time", "t")
    word = next((word for word in words if len(word) <= table.curve_width), "")
    canvas.text(x + table.curve, 0, word, muted)
    if table.length is not None:
        canvas.flush_right(x + table.length + LENGTH - 1, 0, "|W|", muted)
    canvas.flush_right(x + width - 1, 0, "|ΔW|/|W|", muted)
    y = 1
    for place, layer in enumerate(layers):
        if skipped and place == len(layers) - 1:
            canvas.text(x, y, f"⋮ {skipped} more", muted)
            y += 1
        _row(canvas, x, y, table, layer, history, each)
        y += each


def _row(
    canvas: Canvas,
    x: int,
    y: int,
    table: Columns,
    layer: LayerGradient,
    history: History,
    each: int,
) -> None:
    """One layer, its numbers in its first row."""
    canvas.text(x, y, name_of(layer), bold=True)
    canvas.text(x + table.size, y, formats.size(layer.gradient, SIZE), ink(canvas, layer.gradient))
    history.draw(canvas, (x + table.curve, y, table.curve_width, each), layer)
    if table.length is not None:
        length = formats.length(layer.weights, LENGTH)
        canvas.text(x + table.length, y, length, ink(canvas, layer.weights))
    if history.goes_on:
        paint_moved(canvas, x + table.bar, y, table.bar_width, layer, SHARE)


def ink(canvas: Canvas, value: float) -> int:
    """The colour of a size: that of what is wrong if it is no finite number."""
    return canvas.palette.foreground if math.isfinite(value) else canvas.palette.error


def paint_moved(
    canvas: Canvas, x: int, y: int, width: int, layer: LayerGradient, number: int
) -> None:
    """The bar of what share of its weights the next step moves, and the number behind it."""
    if not layer.learns:
        word = next((word for word in ("frozen", "froz") if len(word) <= width), "")
        canvas.text(x, y, word, canvas.palette.muted)
    else:
        share_bar(canvas, x, y, width, layer.share)
    text = formats.size(layer.share, number)
    canvas.text(x + width + 1, y, text, ink(canvas, layer.share))
