"""Whether the numbers of a problem are of a size that a network learns from. A weight is moved by
its input, so a column of years around 2,000 moves its weights a thousand times as far as one of
grades from 1 to 6, and a column far from 0 moves all weights of a unit the same way at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from backprop_tui.engine import Answer, Experiment, Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.advice.ahead import gets_on
from backprop_tui.report.advice.rates import gentle_rate
from backprop_tui.report.advice.trials import good_rate, standardized

LARGE = 10.0
"""Numbers beyond this drive hidden units into saturation, or make steps that are too large."""

FAR = 3.0
"""So many times its spread away from 0 a column is mostly a constant, which each step follows."""

STANDARDIZE = "--standardize"

ORDINARY = 1.0
"""Up to this no number does harm, wherever it lies."""


def unscaled_text(experiment: Experiment) -> str | None:
    """Which column shows that numbers are not scaled: `length goes from 4.3 to 7.9`, if any."""
    problem = experiment.problem
    if standardized(experiment) is None:
        return None
    inputs = zip(problem.input_names, problem.inputs.T, strict=True)
    columns = [(name, column, _strain(column)) for name, column in inputs]
    if problem.answer is Answer.VALUES:
        targets = zip(problem.target_names, problem.targets.T, strict=True)
        columns += [(name, column, _strain(column, far=np.inf)) for name, column in targets]
    name, column, strain = max(columns, key=lambda each: each[2])
    if strain <= 1:
        return None
    return f"{name} goes from {column.min():g} to {column.max():g}"


def standardizing(experiment: Experiment) -> str:
    """The options that bring its numbers to one size, with a learning rate that helps then."""
    scaled = standardized(experiment)
    rate = None
    if scaled is not None and scaled.problem.answer is Answer.VALUES:
        rate = good_rate(scaled)
    changes = rate is not None and rate != experiment.learning_rate
    return f"{STANDARDIZE} --lr {rate:g}" if changes else STANDARDIZE


def scaled(snapshot: Snapshot) -> str:
    """What brings its numbers to one size: to be tried, if that is known to help."""
    experiment = snapshot.experiment
    if experiment.problem.answer is Answer.VALUES:
        options = standardizing(experiment)
        if options != STANDARDIZE:
            return f"Try {options}."
    gentle = gentle_rate(experiment)
    scale: dict[str, Any] = {"standardize": True}
    for options, changes in (
        (STANDARDIZE, scale),
        (f"{STANDARDIZE} --lr {gentle:g}", scale | {"learning_rate": gentle}),
    ):
        if gets_on(snapshot, changes):
            return f"Try {options}."
    return f"{STANDARDIZE} brings each column to mean 0 and spread 1."


def _strain(column: Array, far: float = FAR) -> float:
    """How many times a column is larger, or farther from 0, than is good."""
    largest = float(np.abs(column).max())
    if largest <= ORDINARY or column.min() == column.max():
        return 0.0
    with np.errstate(all="ignore"):
        distance = float(abs(column.mean()) / column.std())
    return max(largest / LARGE, distance / far if np.isfinite(distance) else 0.0)
