"""Whether a smaller learning rate would do better is found out by trying: the same start is trained
with several, as long as with the present one, and none is named that ends no lower.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from backprop_tui.engine import Experiment
from backprop_tui.report.advice.ahead import affordable, attempt
from backprop_tui.report.advice.rates import gentle_rate, one_digit

SHARES = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
"""Shares of the rate that are tried."""

FEWEST = 100
"""Fewer steps would show nothing."""

LOWER = 0.9
"""A rate does better that comes below this share of the loss."""


def rate_to_say(experiment: Experiment, below: float) -> float | None:
    """A smaller rate that is known to do better; where none can be tried, the tutorial's for so
    many cases.
    """
    if affordable(experiment) < FEWEST:
        return gentle_rate(experiment)
    return calmer_rate(experiment, below)


@lru_cache(32)
def calmer_rate(experiment: Experiment, below: float) -> float | None:
    """The largest smaller rate with which every case comes right, or else the one with which the
    loss ends lowest; `None` if none ends below a loss, and below what the present rate comes to.
    """
    steps, present = affordable(experiment), experiment.learning_rate
    if steps < FEWEST:
        return None
    here = attempt(experiment, steps)
    if here.right_since is not None:
        return None
    rates = {one_digit(share * present) for share in SHARES} | {gentle_rate(experiment)}
    lowest, found = LOWER * min(below, here.loss if here.loss == here.loss else below), None
    for rate in sorted((rate for rate in rates if rate < present), reverse=True):
        tried = attempt(replace(experiment, learning_rate=rate), steps)
        if tried.swings:
            continue
        if tried.right_since is not None:
            return rate
        if tried.loss < lowest:
            lowest, found = tried.loss, rate
    return found
