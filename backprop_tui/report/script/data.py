"""The table that is learnt, as lines of NumPy: the cases as they were given, and what an experiment
makes of them, features, mean 0 and spread 1, other levels than 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backprop_tui.engine import Experiment, Problem
from backprop_tui.engine.problems.features import Feature, features
from backprop_tui.engine.problems.levels import PLAIN
from backprop_tui.engine.problems.scaling import Scaling
from backprop_tui.engine.wording import counted, some
from backprop_tui.report.script.written import comment, function, heading, number, table


class Cases:
    """What the arrays of the cases are called.

    Args:
        experiment: Whose they are.

    Attributes:
        inputs: All cases; `x` and `y` are those of a step, where that looks at a few.
        targets: Likewise.
        are_few: Whether a step looks at a few of them.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.are_few = experiment.batch < len(experiment.problem.inputs)
        self.inputs, self.targets = ("X", "Y") if self.are_few else ("x", "y")


def data_lines(experiment: Experiment) -> Iterator[str]:
    """All of it."""
    problem, cases = experiment.problem, Cases(experiment)
    yield from heading("Data")
    yield from comment(
        f"{counted(len(problem.inputs), 'case')}, a row each: from {some(problem.input_columns)} "
        f"it is to answer {some(problem.target_columns)}."
    )
    testing = problem.testing
    parts = [(cases.inputs, cases.targets, problem)]
    if testing is not None:
        parts.append(("x_test", "y_test", testing))
    for inputs, targets, part in parts:
        if part is testing:
            yield from comment("Nothing is learnt from these.")
        yield from table(inputs, part.own_inputs)
        yield from table(targets, _targets(part))
    names = [inputs for inputs, _, _ in parts], [targets for _, targets, _ in parts]
    yield from _features(problem, names[0])
    for scaling, arrays in zip(problem.scalings, names, strict=True):
        if scaling is not None:
            yield from _standardized(scaling, arrays)
    if problem.levels != PLAIN:
        low, high = map(number, problem.levels)
        yield from comment(f"A 0 is learnt as {low}, a 1 as {high}.")
        for targets in names[1]:
            yield f"{targets} = np.where({targets} == 1, {high}, {low})"


def _targets(problem: Problem) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The targets as they were given."""
    plain = problem.levels == PLAIN
    return problem.own_targets if plain else problem.levels.bits(problem.targets)


def _features(problem: Problem, arrays: list[str]) -> Iterator[str]:
    """What the network sees in place of the inputs, if it is something else."""
    if not problem.features:
        return
    shown = features(problem.features, problem.source.input_names)
    yield ""
    yield ""
    yield from function(
        "features(x)",
        [
            "return np.stack([",
            *(f"    {_feature(each)}," for each in shown),
            "], axis=1)  # what the network sees in place of the inputs",
        ],
    )
    yield ""
    yield ""
    for array in arrays:
        yield f"{array} = features({array})"


def _feature(feature: Feature) -> str:
    """A feature of the columns of x."""
    product = " * ".join(f"x[:, {part}]" for part in feature.parts)
    return f"np.{feature.bend.__name__}({product})" if feature.bend is np.sin else product


def _standardized(scaling: Scaling, arrays: list[str]) -> Iterator[str]:
    """Columns brought to mean 0 and spread 1: those of the cases that are learnt."""
    first = arrays[0]
    yield from comment("To mean 0 and spread 1, by the cases that are learnt.")
    yield f"mean, spread = {first}.mean(axis=0), {first}.std(axis=0)"
    if scaling.constant:
        places = list(scaling.constant)
        yield f"mean[{places}], spread[{places}] = {first}[0, {places}], 1  # always one number"
    for array in arrays:
        yield f"{array} = ({array} - mean) / spread"
