"""How far apart cases lie in the last hidden layer. That cases which must be answered alike come
together there, and others part, is what one can see of a representation being learnt.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.geometry.direction import starting
from backprop_tui.engine.problems import Problem
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
    points = _everywhere(snapshot)
    for first, second in _alike(snapshot.experiment.problem):
        yield Pair(first, second, _distance(*(_apart(h, first, second) for h in points)))


@lru_cache(4)
def _alike(problem: Problem) -> tuple[tuple[int, int], ...]:
    """The cases of all those pairs."""
    targets = problem.targets
    return tuple(
        (first, second)
        for first, second in combinations(range(len(targets)), 2)
        if np.array_equal(targets[first], targets[second])
    )


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
    problem, first = snapshot.experiment.problem, _beginning(snapshot)
    groups = _groups(problem)
    squares = (
        _squares_of_inputs(problem),
        None if first is None else _squares_at_start(first),
        _squares(snapshot.activations[-2], groups),
    )

    def mean(which: int) -> Distance | None:
        if not groups.counts[which]:
            return None
        return _distance(
            *(
                None if each is None else math.sqrt(max(each[which], 0.0) / groups.counts[which])
                for each in squares
            )
        )

    return Spread(mean(0), mean(1))


class _Groups(NamedTuple):
    """The cases by their targets.

    Attributes:
        group: That of each case, (cases,).
        sizes: How many cases are in each.
        counts: How many pairs there are within groups, and between them.
    """

    group: NDArray[np.intp]
    sizes: NDArray[np.intp]
    counts: tuple[int, int]


@lru_cache(4)
def _groups(problem: Problem) -> _Groups:
    """Those of a problem, which no step changes."""
    _, group = np.unique(problem.targets, axis=0, return_inverse=True)
    sizes = np.bincount(group.ravel())
    cases = int(sizes.sum())
    alike = int((sizes * (sizes - 1) // 2).sum())
    return _Groups(group.ravel(), sizes, (alike, cases * (cases - 1) // 2 - alike))


@lru_cache(4)
def _squares_of_inputs(problem: Problem) -> tuple[float, float]:
    """Those of the cases as the network sees them."""
    return _squares(problem.inputs, _groups(problem))


@lru_cache(4)
def _squares_at_start(first: Experiment) -> tuple[float, float]:
    """Those in the last hidden layer at step 0."""
    return _squares(starting(first).hidden, _groups(first.problem))


def _squares(points: Array, groups: _Groups) -> tuple[float, float]:
    """The squared distances of all pairs, those within groups and those between them.

    Those of n points add up to n times their squared distances from their mean.
    """
    group, sizes, _ = groups
    with np.errstate(all="ignore"):
        centred = points - points.mean(axis=0)
        sums = np.zeros((len(sizes), points.shape[1]))
        np.add.at(sums, group, centred)
        own = centred - (sums / sizes[:, None])[group]
        within = float((sizes[group] * (own**2).sum(axis=1)).sum())
        return within, len(points) * float((centred**2).sum()) - within


def _everywhere(snapshot: Snapshot) -> tuple[Array, Array | None, Array]:
    """The cases among inputs, in the last hidden layer at step 0, and there now."""
    first = _beginning(snapshot)
    start = None if first is None else starting(first).hidden
    return snapshot.activations[0], start, snapshot.activations[-2]


def _beginning(snapshot: Snapshot) -> Experiment | None:
    """What was running at step 0; `None` if nobody knows, or if it was changed by hand since."""
    return None if snapshot.by_hand else snapshot.beginning


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
