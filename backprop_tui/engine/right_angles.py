"""The widest spread at right angles to a direction. Seen along that direction a cloud of points has
one shadow; of all that this shadow hides, here is the most.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.core.calls import Array


def widest(points: Array, along: Array) -> Array:
    """The direction at right angles to another in which points spread the most.

    It is the first principal component of what is left of the points when their share along the
    other direction is taken away. Its sign is any; but in a plane it is that of the other direction
    turned by a quarter, anticlockwise, and so never jumps as long as that does not.

    Args:
        points: (points, numbers).
        along: The other direction, (numbers,), of any length; 0 for none.

    Returns:
        (numbers,), of length 1. On a line, where nothing is at right angles, and of what is no
        number, it is the first axis.
    """
    size = len(along)
    if size == 1 or not (np.isfinite(points).all() and np.isfinite(along).all()):
        return _axis(size, 0)
    along = _scaled(along)
    length = float(np.sqrt(along @ along))
    if length and size == 2:
        return np.array([-along[1], along[0]]) / length
    along = along / (length or 1.0)
    points = _scaled(points)
    apart = points - points.mean(axis=0)
    apart = apart - np.outer(apart @ along, along)
    # The smaller of two matrices with the same largest eigenvalue is enough.
    if len(apart) < size:
        found = apart.T @ np.linalg.eigh(apart @ apart.T)[1][:, -1]
    else:
        found = np.linalg.eigh(apart.T @ apart)[1][:, -1]
    # Points that are all in one place spread in no direction: then any is as good.
    candidates = (found, *(_axis(size, k) for k in np.argsort(np.abs(along)).tolist()))
    square = next(each for each in (_off(c, along) for c in candidates) if each @ each > 1e-12)
    square = _off(square / np.sqrt(square @ square), along)  # once more, for what rounding left
    result: Array = square / np.sqrt(square @ square)
    return result


def _scaled(numbers: Array) -> Array:
    """The same with 1 as the largest, so that no square overflows; all 0 stays so."""
    largest = float(np.abs(numbers).max(initial=0.0))
    return numbers / largest if largest else numbers


def _off(direction: Array, along: Array) -> Array:
    """What of a direction is at right angles to another of length 1, or to none at all (0)."""
    off: Array = direction - (direction @ along) * along
    return off


def _axis(size: int, place: int) -> Array:
    """The direction of one axis of several."""
    axis: Array = np.eye(size)[place]
    return axis
