"""How large a learning rate may be depends on how many cases a step sums: each pulls at the weights
once. The tutorial's 0.5 for its four cases is the measure here.
"""

from __future__ import annotations

from backprop_tui.engine import Experiment

GENTLE_SUM = 2.0
"""Learning rate times cases a step in the tutorial: 0.5 · 4."""

LARGE_SUM = 10.0
"""Such a product that is several times the tutorial's."""

MANY_CASES = 20
"""So many cases a step that it is their number that makes it large."""


def effective_sum(experiment: Experiment) -> float:
    """Learning rate times cases a step, as far as the loss is a sum over them.

    A loss that pulls twice as hard counts twice, and momentum makes every change again, a little
    smaller.
    """
    return experiment.learning_rate * _pull(experiment) / (1 - experiment.momentum)


def _pull(experiment: Experiment) -> float:
    """How hard a step pulls at the output, beside one case of half the squared error."""
    cases, outputs = experiment.batch, experiment.problem.targets.shape[1]
    return cases * experiment.loss_function.pull(cases, outputs)


def is_summed(experiment: Experiment) -> bool:
    """Whether a step sums so many cases that the learning rate is too large for it."""
    is_sum = not experiment.loss_function.is_displayed
    return is_sum and experiment.batch >= MANY_CASES and effective_sum(experiment) > LARGE_SUM


def gentle_rate(experiment: Experiment) -> float:
    """The rate at which this experiment's steps are as large as the tutorial's, to one digit."""
    return one_digit(GENTLE_SUM * (1 - experiment.momentum) / _pull(experiment))


def one_digit(value: float) -> float:
    """The nearest number with one digit that is not 0."""
    return float(f"{value:.0e}")
