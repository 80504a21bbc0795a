"""Where the name of a curve is written: beside it, where no other curve comes near. A name that
stands between two curves would be read as that of either.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FAR = 6.0
"""Rows from which on another curve is far enough away; columns count half."""

FALLING = 0.5
"""What it counts to stand beside a curve that falls, where one reads when it was done."""


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
    ys, xs = np.nonzero(own)
    best, found = -np.inf, None
    taken = np.argwhere(np.logical_or.reduce(others)) if others else np.empty((0, 2))
    steep = own.sum(axis=0)
    for y, x in zip(ys.tolist(), xs.tolist(), strict=True):
        for column in (x + 1, x - letters):
            room = slice(column, column + letters)
            if column < 0 or column + letters > columns or not free[y, room].all():
                continue
            away = FAR
            if len(taken):
                down, across = np.abs(taken - (y, column)).T
                away = min(FAR, float(np.maximum(down, across / 2).min()))
            falls = FALLING * min(3, int(steep[x]))
            middle = -0.05 * abs(y - (rows - 1) / 2) - 0.3 * (column < x)
            if (score := away + falls + middle) > best:
                best, found = score, (y, column)
    return found
