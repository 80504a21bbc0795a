"""How far apart cases lie in the last hidden layer. That cases which must be answered alike come
together there, and others part, is what one can see of a representation being learnt.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.hidden_space import starting
from backprop_tui.engine.records import Snapshot


class Distance(NamedTuple):
    """A distance in three places: √(Σ (aₖ - bₖ)²), over all numbers of two cases.

    Attributes:
        inputs: Between them as the network sees its inputs.
        start: Between what the last hidden layer put out at step 0; `None` if nobody knows.
        now: The same at this moment.
    """

    inputs: float
    start: float | None
    now: float


class Pair(NamedTuple):
    """Two cases with the same target.

    Attributes:
        first: The case that comes first, from 0.
        second: The other.
        apart: How far they are from each other.
    """

    first: int
    second: int
    apart: Distance


def pairs(snapshot: Snapshot) -> Iterator[Pair]:
    """All pairs of cases with the same target; there must be a hidden layer."""
    targets = snapshot.experiment.problem.targets
    points = _everywhere(snapshot)
    for first, second in combinations(range(len(targets)), 2):
        if np.array_equal(targets[first], targets[second]):
            yield Pair(first, second, _distance(*(_apart(h, first, second) for h in points)))


class Spread(NamedTuple):
    """How far apart cases are on the whole: the root of the mean square over all pairs.

    Attributes:
        alike: Pairs with the same target; `None` if there are none.
        unlike: Pairs with different targets; `None` if there are none.
    """

    alike: Distance | None
    unlike: Distance | None


def spread(snapshot: Snapshot) -> Spread:
    """The distances of all pairs of cases, summed up; there must be a hidden layer."""
    _, group = np.unique(snapshot.experiment.problem.targets, axis=0, return_inverse=True)
    sizes = np.bincount(group.ravel())
    cases = int(sizes.sum())
    alike = int((sizes * (sizes - 1) // 2).sum())
    counts = alike, cases * (cases - 1) // 2 - alike
    squares = [
        None if points is None else _squares(points, group.ravel(), sizes)
        for points in _everywhere(snapshot)
    ]

    def mean(which: int) -> Distance | None:
        if not counts[which]:
            return None
        with np.errstate(all="ignore"):
            return _distance(
                *(
                    None if each is None else float(np.sqrt(max(each[which], 0.0) / counts[which]))
                    for each in squares
                )
            )

    return Spread(mean(0), mean(1))


def _squares(
    points: Array, group: NDArray[np.intp], sizes: NDArray[np.intp]
) -> tuple[float, float]:
    """The squared distances of all pairs, those within groups and those between them.

    Those of n points add up to n times their squared distances from their mean.
    """
    with np.errstate(all="ignore"):
        centred = points - points.mean(axis=0)
        sums = np.zeros((len(sizes), points.shape[1]))
        np.add.at(sums, group, centred)
        own = centred - (sums / sizes[:, None])[group]
        within = float((sizes[group] * (own**2).sum(axis=1)).sum())
        return within, len(points) * float((centred**2).sum()) - within


def _everywhere(snapshot: Snapshot) -> tuple[Array, Array | None, Array]:
    """The cases among inputs, in the last hidden layer at step 0, and there now."""
    first = snapshot.beginning
    known = first is not None and not snapshot.by_hand
    start = starting(first).hidden if known and first is not None else None
    return snapshot.activations[0], start, snapshot.activations[-2]


def _apart(points: Array | None, first: int, second: int) -> float | None:
    """The distance of two points of (points, numbers)."""
    if points is None:
        return None
    with np.errstate(all="ignore"):
        return float(np.sqrt(((points[first] - points[second]) ** 2).sum()))


def _distance(inputs: float | None, start: float | None, now: float | None) -> Distance:
    """What is never unknown is a number."""
    assert inputs is not None
    assert now is not None
    return Distance(inputs, start, now)
