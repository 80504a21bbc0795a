"""The type of a `Call`, one primitive operation of NumPy on arrays that already exist, and what
performs a list of them. A training step is such a list, so nothing is allocated while a network
learns, and what is shown to a learner is what ran.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import starmap
from operator import call
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Call: TypeAlias = tuple[Any, ...]
"""A function and then its arguments."""


def constant(value: float) -> Array:
    """A read-only array of no dimensions: NumPy takes it faster than a Python number."""
    array = np.array(value, dtype=np.float64)
    array.setflags(write=False)
    return array


ZERO = constant(0.0)
ONE = constant(1.0)


def perform(calls: Iterable[Call]) -> None:
    """Make every call in order; overflow saturates silently, as a sigmoid should."""
    with np.errstate(all="ignore"):
        # A loop that runs in C: the calls take a quarter of a microsecond each.
        deque(starmap(call, calls), maxlen=0)


def unroll(
    calls: Sequence[Call], places: Sequence[Array], rows: Iterable[Sequence[Array]]
) -> list[Call]:
    """Repeat the calls once for every row, each time with its arrays in the places of others."""
    order = {id(place): k for k, place in enumerate(places)}
    holders = [k for k, call in enumerate(calls) if any(id(part) in order for part in call)]
    unrolled: list[Call] = []
    for row in rows:
        step = list(calls)
        for k in holders:
            step[k] = tuple(row[order[id(part)]] if id(part) in order else part for part in step[k])
        unrolled += step
    return unrolled
