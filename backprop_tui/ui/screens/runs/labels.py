"""Where the name of a curve is written: beside it, where no other curve comes near. A name that
stands between two curves would be read as that of either.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FAR = 6
"""Rows from which on another curve is far enough away; columns count half."""

FALLING = 0.5
"""What it counts to stand beside a curve that falls, where one reads when it was done."""

OFF, LEFT = 0.05, 0.3
"""What it costs to be a row from the middle, and to stand left of the curve."""


def label_at(
    own: NDArray[np.bool_],
    others: Sequence[NDArray[np.bool_]],
    free: NDArray[np.bool_],
    letters: int,
) -> tuple[int, int] | None:
    """The row and the column of a name, right of its curve or left of it.

    Args:
        own: The cells of the curve, (rows, columns).
        others: Those of the other curves.
        free: Where nothing is drawn.
        letters: How long the name is.

    Returns:
        Its first cell; `None` if there is no room beside the curve.
    """
    rows, columns = own.shape
    y, x = np.nonzero(own)
    room = free.copy()
    for letter in range(1, letters):
        room[:, : columns - letter] &= free[:, letter:]
    room[:, columns - letters + 1 :] = False
    away = _distances(others, own.shape)
    falls = FALLING * np.minimum(3, own.sum(axis=0))[x] - OFF * np.abs(y - (rows - 1) / 2)
    best, found = -np.inf, None
    for column, cost in ((x + 1, 0.0), (x - letters, LEFT)):
        there = (column >= 0) & (column < columns)
        there[there] &= room[y[there], column[there]]
        if there.any():
            scores = away[y[there], column[there]] + falls[there] - cost
            at = int(scores.argmax())
            if scores[at] > best:
                best, found = float(scores[at]), (int(y[there][at]), int(column[there][at]))
    return found


def _distances(curves: Sequence[NDArray[np.bool_]], shape: tuple[int, ...]) -> NDArray[np.int64]:
    """How far every cell is from the nearest of some curves, in rows, up to `FAR`."""
    away = np.full(shape, FAR, dtype=np.int64)
    near = np.zeros(shape, dtype=np.bool_)
    for curve in curves:
        near |= curve
    for distance in range(FAR):
        away[near & (away == FAR)] = distance
        near[1:] |= near[:-1].copy()
        near[:-1] |= near[1:].copy()
        for _ in range(2):
            near[:, 1:] |= near[:, :-1].copy()
            near[:, :-1] |= near[:, 1:].copy()
    return away
