"""What one setting does is known when the same start is trained without it. If every case comes
right then, the setting was in the way: that is all that a cause is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from backprop_tui.engine import Snapshot
from backprop_tui.report.advice.ahead import (
    FEWEST,
    SEEDS,
    affordable,
    attempt,
    better_seed,
    right_with,
)
from backprop_tui.report.advice.calmer import calmer_rate
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.rates import GENTLE_SUM, effective_sum, gentle_rate
from backprop_tui.report.names import listed

PENALTIES = ("decay", "l2", "l1")
"""What pulls weights towards 0."""

SOMEWHAT = 1.1
"""Rates that are so many times the tutorial's are larger than that."""

HALF = 0.5
"""A rate that ends above this share of the loss makes no great difference."""


def penalized(snapshot: Snapshot) -> Advice | None:
    """That a pull towards 0 keeps the weights from learning, as the same start without it shows."""
    experiment = snapshot.experiment
    names = [name for name in PENALTIES if getattr(experiment, name)]
    since = right_with(experiment, dict.fromkeys(names, 0.0)) if names else None
    if since is None:
        return None
    options = " and ".join(f"--{name} {getattr(experiment, name):g}" for name in names)
    none = " ".join(f"--{name} 0" for name in names)
    verb = "pull" if len(names) > 1 else "pulls"
    return Advice(
        f"{options} {verb} the weights towards 0 harder than the cases pull them away: the same "
        f"start has every case right from step {since:,} on without. Try {none}.",
        f"e sets {' and '.join(names)}.",
    )


def frozen(snapshot: Snapshot) -> Advice | None:
    """That what may not change would have to, as the same start shows when it may."""
    experiment = snapshot.experiment
    if experiment.learns is None:
        return None
    since = right_with(experiment, {"freeze": ()})
    if since is None:
        return None
    verb = "is" if len(experiment.freeze) == 1 else "are"
    return Advice(
        f"{listed(experiment.freeze)} {verb} frozen, and what is left to change cannot learn it: "
        f"the same start has every case right from step {since:,} on with nothing frozen. Try "
        "--freeze none.",
        "e sets it.",
    )


def large_rate(snapshot: Snapshot) -> Advice | None:
    """That the rate is too large, as the same start shows with a smaller one."""
    experiment = snapshot.experiment
    if effective_sum(experiment) <= SOMEWHAT * GENTLE_SUM:
        return None
    rate = calmer_rate(experiment, HALF * snapshot.loss)
    if rate is None:
        return None
    steps = affordable(experiment)
    tried = attempt(replace(experiment, learning_rate=rate), steps)
    return Advice(
        f"The learning rate {experiment.learning_rate:g} is too large: with a smaller one the same "
        f"start comes to a loss of {tried.loss:.2g} in {steps:,} steps. Try --lr {rate:g}.",
        "e sets it, then r.",
    )


def wider(snapshot: Snapshot) -> Advice | None:
    """That a unit more in every hidden layer helps where no other seed does, as is tried."""
    experiment, steps = snapshot.experiment, affordable(snapshot.experiment)
    if not experiment.hidden or experiment.start is not None or steps < FEWEST:
        return None
    units, gentle = tuple(count + 1 for count in experiment.hidden), gentle_rate(experiment)
    written = ",".join(map(str, units))
    more: dict[str, Any] = {"hidden": units}
    tries: list[tuple[str, dict[str, Any]]] = [(f"--hidden {written}", more)]
    if gentle < experiment.learning_rate:
        slower = more | {"learning_rate": gentle}
        tries.append((f"--hidden {written} --lr {gentle:g}", slower))
    for options, changes in tries:
        since = right_with(experiment, changes)
        if since is not None and better_seed(experiment, steps) is None:
            return Advice(
                f"None of the next {SEEDS} seeds gets all right in {steps:,} steps either. More "
                f"units help: with {options} every case is right from step {since:,} on.",
                "e sets it." if changes == more else "e sets both.",
            )
    return None
