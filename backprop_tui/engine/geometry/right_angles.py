"""The widest spread at right angles to a direction. Seen along that direction a cloud of points has
one shadow; of all that this shadow hides, here is the most.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.core.calls import Array

FEW = 16
"""Of no more numbers than these, or points, all eigenvectors are computed."""

DEPTH, ROUNDS = 14, 40
"""Directions that are mixed to find the widest of many, and how often at most."""

EXACT = 1e-9
"""How far off that may be, as a share of its spread."""


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
    found = _widest(apart)
    # Points that are all in one place spread in no direction: then any is as good.
    square = _off(found, along)
    if square @ square < 1e-12:
        square = _off(_axis(size, int(np.abs(along).argmin())), along)
    square = _off(square / np.sqrt(square @ square), along)  # once more, for what rounding left
    result: Array = square / np.sqrt(square @ square)
    return result


def _widest(points: Array) -> Array:
    """The direction in which points (points, numbers) spread the most, (numbers,).

    Of few numbers or points it is the first eigenvector of the smaller of the matrices Pᵀ·P and
    P·Pᵀ. Of many it is looked for in the space that P and Pᵀ make of one direction again and again
    (Lanczos), from there anew until it is one to `EXACT`.
    """
    count, size = points.shape
    if count < size and count <= FEW:
        direction: Array = points.T @ np.linalg.eigh(points @ points.T)[1][:, -1]
        return direction
    if size <= FEW:
        first: Array = np.linalg.eigh(points.T @ points)[1][:, -1]
        return first
    # Whatever lies furthest out is not at right angles to what is looked for, or rarely so.
    found: Array = points[int((points**2).sum(axis=1).argmax())] + np.linspace(0.0, 1e-3, size)
    rounds, is_exact = 0, False
    while not is_exact and rounds < ROUNDS:
        found, is_exact = _wider(points, found)
        rounds += 1
    return found


def _wider(points: Array, direction: Array) -> tuple[Array, bool]:
    """The widest mixture of a direction (numbers,) with what Pᵀ·P makes of it, `DEPTH` of them in
    all, and whether it is the widest of all.
    """
    space = np.zeros((DEPTH, len(direction)))
    following = direction
    for k in range(DEPTH):
        for _ in range(2):
            following = following - space[:k].T @ (space[:k] @ following)
        space[k] = following / (float(np.sqrt(following @ following)) or 1.0)
        following = points.T @ (points @ space[k])
    shadow = points @ space.T
    squares, mixes = np.linalg.eigh(shadow.T @ shadow)
    found: Array = mixes[:, -1] @ space
    off = points.T @ (points @ found) - squares[-1] * found
    return found, float(np.abs(off).max()) <= EXACT * float(squares[-1])


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
    axis: Array = np.zeros(size)
    axis[place] = 1.0
    return axis
