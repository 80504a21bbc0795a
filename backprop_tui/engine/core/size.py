"""How large a matrix is in one number, |A|: the length of the vector of all its entries, their
Euclidean norm. A gradient that long is how steep the error is there, if one goes straight down.
"""

from __future__ import annotations

import math

from backprop_tui.engine.core.calls import Array


def size_of(array: Array) -> float:
    """√Σa² of all entries; 0 of none, and no finite number if one of them is none.

    Squares of very large or small entries leave the range of floats; `hypot` scales them, so a
    gradient that has nearly vanished is not taken for 0.
    """
    return math.hypot(*array.ravel().tolist())
