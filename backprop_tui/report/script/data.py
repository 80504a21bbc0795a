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
from backprop_tui.report.script.points import POINTS, aside_lines, drawn_lines
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
    source = problem.source
    yield from heading("Data")
    count = counted(len(problem.inputs), "case")
    asked, answered = some(source.input_names), some(source.target_names)
    yield from comment(f"{count}, a row each: from {asked} it is to answer {answered}.")
    names = [cases.inputs], [cases.targets]
    if problem.testing is not None:
        names = [cases.inputs, "x_test"], [cases.targets, "y_test"]
    recipe = source.recipe
    if recipe is not None and recipe.plane in POINTS:
        yield from drawn_lines(recipe, cases.inputs, cases.targets)
        if problem.testing is not None:
            yield from aside_lines(problem.testing.rows, cases.inputs, cases.targets)
    else:
        yield from _given(problem, names)
    yield from _features(problem, names[0])
    for scaling, arrays in zip(problem.scalings, names, strict=True):
        if scaling is not None:
            yield from _standardized(scaling, arrays)
    if problem.levels != PLAIN:
        low, high = map(number, problem.levels)
        yield from comment(f"A 0 is learnt as {low}, a 1 as {high}.")
        for targets in names[1]:
            yield f"{targets} = np.where({targets} == 1, {high}, {low})"


def _given(problem: Problem, names: tuple[list[str], list[str]]) -> Iterator[str]:
    """The cases written down, and those that are put aside after them."""
    for part, inputs, targets in zip((problem, problem.testing), *names, strict=False):
        if part is None:
            continue
        if part is not problem:
            yield from comment("Nothing is learnt from these cases.")
        yield from table(inputs, part.own_inputs)
        yield from table(targets, _targets(part))


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
