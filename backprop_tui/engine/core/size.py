"""How large a matrix is in one number, |A|: the length of the vector of all its entries, their
Euclidean norm. A gradient that long is how steep the error is there, if one goes straight down.
"""

from __future__ import annotations

import math

import numpy as np

from backprop_tui.engine.core.calls import Array

MANY = 64
"""Of more entries than these the squares are added up at once, where all of them are numbers of
common size.
"""

COMMON = 1e-200, 1e200
"""Between these a sum of squares has lost nothing of note at either end of what floats can say."""


def size_of(array: Array) -> float:
    """√Σa² of all entries; 0 of none, and no finite number if one of them is none.

    Squares of very large or small entries leave the range of floats; `hypot` scales them, so a
    gradient that has nearly vanished is not taken for 0.
    """
    entries = array.ravel()
    if len(entries) > MANY:
        with np.errstate(all="ignore"):
            squares = float(entries.dot(entries))
        if COMMON[0] < squares < COMMON[1]:
            return math.sqrt(squares)
    return math.hypot(*entries.tolist())
