"""Whether one line has all cases of a 1 on one side and all others on the other, decided and not
guessed. If none does, some of the cases, weighted, have the same sums on both sides, and no line
has two equal points apart: such weights are a proof that anybody can add up.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np

from backprop_tui.engine import Answer, Experiment
from backprop_tui.engine.core.calls import Array

MOST = 20_000
"""Numbers of a table at most, cases times inputs, so that it takes no noticeable time."""

PIVOTS = 2_000
"""Steps of the simplex at most; it takes about as many as there are columns."""

TINY = 1e-9
"""What rounding makes of a 0."""

Exact: TypeAlias = list[Fraction]


class Proof(NamedTuple):
    """That no line separates the cases.

    Attributes:
        output: Of which output, from 0.
        cases: Which of them show it.
        shares: How much each counts, above 0; they add up to 1, and those of either side have the
            same weighted sum.
    """

    output: int
    cases: tuple[int, ...]
    shares: tuple[Fraction, ...]


@lru_cache(32)
def inseparable(experiment: Experiment, bias: bool = True) -> Proof | None:
    """The proof that no line separates the bits of some output.

    Args:
        experiment: With the cases that it learns.
        bias: Whether the line may lie anywhere, or goes through the point of all zeros.

    Returns:
        `None` if a line does, and where it is not decided: of classes and values, and of large
        tables.
    """
    problem = experiment.problem
    if problem.answer is not Answer.BITS or problem.inputs.size > MOST:
        return None
    ones = np.ones((len(problem.inputs), 1))
    points = np.hstack((problem.inputs, ones)) if bias else problem.inputs
    for output, targets in enumerate(problem.targets.T):
        sides = np.where(targets > problem.levels.middle, 1.0, -1.0)
        cases = _balanced(points * sides[:, None])
        if not cases:
            continue
        rows = [[Fraction(float(sides[case] * value)) for value in points[case]] for case in cases]
        shares = _exact_shares(rows)
        if shares is not None:
            kept = [pair for pair in zip(cases, shares, strict=True) if pair[1]]
            return Proof(output, tuple(case for case, _ in kept), tuple(each for _, each in kept))
    return None


def _balanced(vectors: Array) -> tuple[int, ...]:
    """Some of the vectors of which a weighted mean is 0, as far as rounding tells; else none.

    The first phase of the simplex method, with Bland's rule (New finite pivoting rules for the
    simplex method, 1977), which never goes in circles.
    """
    count, width = vectors.shape
    sizes = np.abs(vectors).max(axis=0)
    table = np.zeros((width + 2, count + width + 2))
    table[:width, :count] = (vectors / np.where(sizes > 0, sizes, 1.0)).T
    table[width, :count] = 1.0
    table[: width + 1, count : count + width + 1] = np.eye(width + 1)
    table[width, -1] = 1.0
    table[-1] = -table[: width + 1].sum(axis=0)
    table[-1, count:-1] = 0.0
    basis = list(range(count, count + width + 1))
    for _ in range(PIVOTS):
        entering = np.flatnonzero(table[-1, :count] < -TINY)
        if not len(entering):
            break
        column = table[:-1, entering[0]]
        rows = np.flatnonzero(column > TINY)
        ratios = table[rows, -1] / column[rows]
        least = rows[ratios <= ratios.min() + TINY]
        row = min(least.tolist(), key=lambda each: basis[each])
        table[row] /= table[row, entering[0]]
        others = np.arange(len(table)) != row
        table[others] -= table[others, entering[0], None] * table[row]
        basis[row] = int(entering[0])
    if -table[-1, -1] > TINY:
        return ()
    return tuple(sorted(member for member in basis if member < count))


def _exact_shares(rows: list[Exact]) -> Exact | None:
    """Shares of 0 and more that add up to 1, with which rows add up to 0, to the last bit."""
    count = len(rows)
    table = [[row[k] for row in rows] + [Fraction(0)] for k in range(len(rows[0]))]
    table.append([Fraction(1)] * (count + 1))
    pivots: list[int] = []
    for column in range(count):
        done = len(pivots)
        at = next((row for row in range(done, len(table)) if table[row][column]), None)
        if at is None:
            continue
        table[done], table[at] = table[at], table[done]
        head = table[done][column]
        table[done] = [value / head for value in table[done]]
        for row, values in enumerate(table):
            if row != done and (factor := values[column]):
                pairs = zip(values, table[done], strict=True)
                table[row] = [value - factor * top for value, top in pairs]
        pivots.append(column)
    if any(row[-1] for row in table[len(pivots) :]):
        return None
    shares = [Fraction(0)] * count
    for row, column in enumerate(pivots):
        shares[column] = table[row][-1]
    return shares if min(shares) >= 0 else None
