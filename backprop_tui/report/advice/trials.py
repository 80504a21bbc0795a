"""A learning rate is promised only where a short training has shown that it helps. What is tried
here is the experiment itself, with its own cases, for as many steps as take no noticeable time.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from backprop_tui.engine import BadSetting, Experiment, Trainer
from backprop_tui.engine.core.loss_inputs import ACTIVATION_WORK
from backprop_tui.report.advice.rates import gentle_rate, one_digit

TRIAL_STEPS = 1000
"""Steps of a short training that tries a learning rate, for a small network."""

FEWEST_STEPS = 50
"""Fewer steps would show nothing."""

TRIAL_WORK = 8 * 10**7
"""Multiplications at most in such a training; about twenty milliseconds."""

TRIAL_SHARES = (1.0, 0.4, 0.2, 0.1, 0.04, 0.02, 0.01)
"""Shares of a learning rate that are tried."""

GOOD_SHARE = 0.5
"""A trial is good if it leaves less than this share of the targets' variance."""


def affordable_steps(experiment: Experiment, work: int) -> int:
    """How many steps there are in so many multiplications, as many as a step takes about."""
    each = experiment.parameters + ACTIVATION_WORK * sum(experiment.sizes[1:])
    return work // (len(experiment.problem.inputs) * each)


def standardized(experiment: Experiment) -> Experiment | None:
    """The same with numbers of mean 0 and spread 1; `None` if it has them or they have no room."""
    if experiment.standardize:
        return None
    try:
        return replace(experiment, standardize=True)
    except BadSetting:
        return None


@lru_cache(32)
def good_rate(experiment: Experiment) -> float | None:
    """The learning rate with which a short training learns most; `None` if none learns much, or
    if trying them would take long.

    Args:
        experiment: With a loss of which half the variance of its targets is much.
    """
    problem = experiment.problem
    steps = affordable_steps(experiment, TRIAL_WORK)
    with np.errstate(over="ignore", invalid="ignore"):
        variance = float(np.var(problem.targets, axis=0).mean())
    if steps < FEWEST_STEPS or not np.isfinite(variance):
        return None
    first, tried = min(experiment.learning_rate, gentle_rate(experiment)), []
    for share in TRIAL_SHARES:
        rate = one_digit(first * share)
        trainer = Trainer(replace(experiment, learning_rate=rate, schedule=None, bug=None))
        trainer.step(min(TRIAL_STEPS, steps))
        tried.append((trainer.snapshot().loss, rate))
    loss, rate = min(tried, key=lambda pair: (not pair[0] < np.inf, pair[0]))
    return rate if loss < GOOD_SHARE * variance else None
