"""The one number that an output's answer hangs on. Of a unit by itself that is its sum z; outputs
that share out a total (softmax) hang on all sums, but each only on its odds against the others.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from backprop_tui.engine.core.activation import Activation
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.network import Forward

FURTHEST = 2.0**20
"""Numbers beyond this are not looked at for a boundary."""


def weights(activation: Activation, matrix: Array, output: int) -> Array:
    """w of one output, (units,), of how all of them weigh the units (units, outputs)."""
    if activation.coupling is None:
        return matrix[:, output]
    with np.errstate(all="ignore"):
        less: Array = matrix[:, output] - np.delete(matrix, output, axis=1).mean(axis=1)
    return less


def seen(activation: Activation, z: Array, output: int) -> Array:
    """x, (…,), of the sums of all outputs (…, outputs)."""
    if activation.coupling is None:
        own: Array = z[..., output]
        return own
    odds: Array = z[..., output] - np.logaddexp.reduce(np.delete(z, output, axis=-1), axis=-1)
    return odds


def answer(activation: Activation, sums: Array) -> Array:
    """What an output puts out for x, of the same shape."""
    if activation.coupling is None:
        return activation(sums)
    share: Array = 1 / (1 + np.exp(-sums))
    return share


def above(activation: Activation, found: Forward, output: int, middle: float) -> Array:
    """By how much x lies beyond where the answer crosses the middle, (cases,).

    An answer near the middle is rounded to a share of the middle, x to a share of itself: x tells
    on which side it lies when the answer no longer can. Where the answer never crosses the middle
    it is the answer less the middle, which has one sign everywhere.

    Args:
        activation: Of the output.
        found: What comes of some cases.
        output: Which output, from 0.
        middle: Between the answers of both sides.
    """
    at = boundary(activation, middle)
    if at is None:
        never: Array = found.activations[-1][:, output] - middle
        return never
    with np.errstate(all="ignore"):
        sums = seen(activation, found.z[-1], output) - at
        # A step has one answer or the other there, and none between.
        sums = np.where(sums == 0, found.activations[-1][:, output] - middle, sums)
    # An answer is a number even where its sum is too large for one.
    clipped: Array = np.clip(sums, -np.finfo(np.float64).max / 4, np.finfo(np.float64).max / 4)
    return clipped


@lru_cache(16)
def boundary(activation: Activation, middle: float) -> float | None:
    """The x at which an answer, which never falls as x grows, crosses the middle."""

    def at(x: float) -> float:
        with np.errstate(all="ignore"):
            return float(answer(activation, np.array([x]))[0])

    low, high = -FURTHEST, FURTHEST
    if not at(low) <= middle < at(high):
        return None
    while True:
        between = (low + high) / 2
        value = at(between)
        if value == middle or between in (low, high):
            return between if value == middle else high
        low, high = (low, between) if value > middle else (between, high)
