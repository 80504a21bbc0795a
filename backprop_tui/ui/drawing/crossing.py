"""Where the winner changes between neighbours, in braille dots: the line between two sides, to half
a dot. Between two known points the scores are taken to run straight.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backprop_tui.ui.drawing.strokes import Stroke

Numbers = NDArray[np.float64]

TYPED_LINE = "|/_\\"
"""How a line runs in a cell, where there are only letters: up, rising, flat, falling."""


def crossing(scores: Numbers) -> NDArray[np.bool_]:
    """Where the winner changes, in dots (4 · rows, 2 · columns).

    Args:
        scores: (sides, 2 · rows, columns); of one side alone the other has 0.
    """
    finer = _finer(_finer(scores).swapaxes(1, 2)).swapaxes(1, 2)
    wins = finer.argmax(axis=0) if len(finer) > 1 else (finer[0] > 0).astype(np.intp)
    known: NDArray[np.bool_] = np.logical_and.reduce(np.isfinite(finer), axis=0)
    dots = np.zeros(wins.shape, dtype=np.bool_)
    dots[:, :-1] |= (wins[:, :-1] != wins[:, 1:]) & known[:, :-1] & known[:, 1:]
    dots[:-1] |= (wins[:-1] != wins[1:]) & known[:-1] & known[1:]
    return dots


def _finer(values: Numbers) -> Numbers:
    """Values (sides, rows, columns) at twice as many rows, on the straight lines between them."""
    finer = np.empty((values.shape[0], 2 * values.shape[1], values.shape[2]))
    before = np.concatenate((values[:, :1], values[:, :-1]), axis=1)
    after = np.concatenate((values[:, 1:], values[:, -1:]), axis=1)
    with np.errstate(invalid="ignore", over="ignore"):
        finer[:, ::2], finer[:, 1::2] = 0.75 * values + 0.25 * before, 0.75 * values + 0.25 * after
    return finer


def runs(dots: NDArray[np.bool_], stroke: Stroke) -> NDArray[np.int64]:
    """How a line runs in each cell of a stroke, as a place in `TYPED_LINE`."""
    rows, columns = dots.shape[0] // 4, dots.shape[1] // 2
    cells = dots.reshape(rows, 4, columns, 2).swapaxes(1, 2)[stroke.y, stroke.x]
    left, right = cells[:, :, 0], cells[:, :, 1]
    place = np.arange(4)
    with np.errstate(invalid="ignore"):
        heights = [(side * place).sum(axis=1) / side.sum(axis=1) for side in (left, right)]
        steep = heights[0] - heights[1]
    tall = cells.any(axis=2).sum(axis=1) > 2
    one_sided = ~np.isfinite(steep)
    flat = np.abs(np.nan_to_num(steep)) < 0.75
    rising = np.nan_to_num(steep) > 0
    slanted = np.where(rising, 1, 3)
    runs: NDArray[np.int64] = np.where(one_sided & tall, 0, np.where(flat, 2 - 2 * tall, slanted))
    return runs
