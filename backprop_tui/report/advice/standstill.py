"""Whether a loss stands still, or grows, and what to say of it at the end of a run, which shows
only the last number. What is said is the cause, if one is found, and what to try.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

import numpy as np

from backprop_tui.engine import Experiment, Snapshot, Trainer
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.advice.asked import bug_advice, summed_advice
from backprop_tui.report.advice.calmer import rate_to_say
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.causes import stuck
from backprop_tui.report.advice.expected import as_scheduled, known_steps
from backprop_tui.report.advice.flat import FLAT_STEPS, flat_steps
from backprop_tui.report.advice.line import proved_line
from backprop_tui.report.advice.rates import gentle_rate, is_summed, one_digit
from backprop_tui.report.advice.scales import unscaled_text
from backprop_tui.report.advice.shrunk import shrunk
from backprop_tui.report.advice.touched import touched_text
from backprop_tui.report.advice.trials import affordable_steps
from backprop_tui.report.names import sentence

RISE = 0.1
"""A loss that rises by more than this share, while it ought to fall, is unsteady."""

GROWTH = 100.0
"""A loss that is so many times what it was at the start does not come back by itself."""

HIGHER = 2.0
"""One that is so many times what it was after a long time does not either."""

TRIAL_STEPS = 1000
"""Steps of a short training that tries a learning rate, for a small network."""

TRIAL_WORK = 2 * 10**7
"""Multiplications that such a training takes at most, with those of the activations."""

FEWEST_STEPS = 5
"""Fewer steps would show nothing."""

TRIALS = 8
"""Learning rates that are tried, each a tenth of the one before."""


def end_text(
    snapshot: Snapshot,
    start: float,
    begun: Experiment | None = None,
    said: Collection[str] = (),
) -> str | None:
    """What the end of a run without a screen is worth saying; `None` if it went as it should.

    Args:
        snapshot: How the run ended.
        start: The loss with which it began.
        begun: What it began with, where that may differ by a schedule.
        said: What was said on the way, by the names of causes.
    """
    found = _at_the_end(snapshot, start)
    if found is None or found[0] in said:
        return None
    return as_scheduled(found[1], begun, snapshot.experiment).said


def _at_the_end(snapshot: Snapshot, start: float) -> tuple[str, Advice] | None:
    """That the loss has grown, does not come to rest or stands still, and why; `None` if not."""
    advice = grown(snapshot, start)
    if advice is not None or snapshot.right.all():
        return None if advice is None else ("grown", advice)
    if flat_steps(snapshot) < FLAT_STEPS:
        advice = unsteady(snapshot)
        return None if advice is None else ("unsteady", advice)
    if snapshot.step < known_steps(snapshot.experiment, snapshot.beginning):
        return None
    cause, advice = stuck(snapshot)
    said = f"the loss has stayed at {snapshot.loss:.4g} for the last {FLAT_STEPS:,} steps"
    return cause.name, Advice(f"{said}. {advice.said}")


def unsteady(snapshot: Snapshot) -> Advice | None:
    """That the loss keeps rising where it should only fall, because weights have shrunk, or because
    a step sums too many cases; `None` if it does not, or not for that, or if the recipe is known
    to work.
    """
    if snapshot.right.all() or snapshot.step < FLAT_STEPS:
        return None
    cause = shrunk(snapshot)
    if cause is None and not is_summed(snapshot.experiment):
        return None
    low, high = _last(snapshot)
    # The last bucket's own end may come after its highest loss, so the ones after it count.
    if not (high[1:] > (1 + RISE) * np.minimum.accumulate(low)[:-1]).any():
        return None
    if known_steps(snapshot.experiment):
        return None
    advice = _too_many(snapshot) if cause is None else cause
    if advice is None:
        return None
    said = (
        f"the loss still rises and falls, between {low.min():.4g} and {high.max():.4g} in the "
        f"last {FLAT_STEPS:,} steps. {advice.said}"
    )
    return Advice(said, advice.keys)


def _too_many(snapshot: Snapshot) -> Advice | None:
    """What helps where a step sums too many cases, if it is known to."""
    experiment = snapshot.experiment
    if proved_line(snapshot) is not None:
        return None
    if unscaled_text(experiment) is not None:
        return summed_advice(experiment, gentle_rate(experiment))
    rate = rate_to_say(experiment, snapshot.loss)
    return None if rate is None else summed_advice(experiment, rate)


def _last(snapshot: Snapshot) -> tuple[Array, Array]:
    """The lowest and the highest losses of the last steps."""
    curve = snapshot.curve.until(snapshot.step)
    first = (snapshot.step - FLAT_STEPS) // curve.stride
    return curve.low[first:], curve.high[first:]


def grown(snapshot: Snapshot, start: float, since: int = 0) -> Advice | None:
    """That the loss is many times what it was, or has been more than it was for long, and what to
    do; `None` if it is not.

    Args:
        snapshot: The network as it stands.
        start: The loss with which it began.
        since: The step at which it was that.
    """
    if snapshot.diverged or snapshot.right.all() or not snapshot.loss > HIGHER * start:
        return None
    experiment = snapshot.experiment
    # Some rise before they fall: what is not far up yet must have had its time.
    has_time = snapshot.step - since >= FLAT_STEPS
    if not (snapshot.loss > GROWTH * start or (has_time and _stays_up(snapshot))):
        return None
    said = f"the loss has grown from {start:.3g} to {snapshot.loss:.3g}"
    advice = bug_advice(snapshot)
    if advice is not None:
        return Advice(f"{said}. {advice.said}", advice.keys)
    touched = touched_text(snapshot)
    if touched is not None:
        return Advice(f"{said}; {touched}.")
    if is_summed(experiment):
        return Advice(f"{said}. {sentence(summed_text(experiment))}.", "e sets it, then r.")
    rate = falling_rate(experiment)
    remedy = "a much smaller --lr" if rate is None else f"--lr {rate:g}"
    return Advice(
        f"{said}: the learning rate {experiment.learning_rate:g} is too large here. Try {remedy}.",
        "e sets it, then r.",
    )


def _stays_up(snapshot: Snapshot) -> bool:
    """Whether the loss is higher than where the same experiment begins, and falls from there with a
    smaller rate.
    """
    experiment = snapshot.experiment
    first = Trainer(experiment).snapshot().loss
    return snapshot.loss > HIGHER * first and falling_rate(experiment) is not None


def rate_to_try(experiment: Experiment) -> float:
    """The learning rate with which the loss falls, or if none is known the tutorial's for so many
    cases.
    """
    falling = falling_rate(experiment)
    return gentle_rate(experiment) if falling is None else falling


def summed_text(experiment: Experiment) -> str:
    """That the sum of so many cases makes steps that are too large, and the rate to try."""
    known = falling_rate(experiment) is not None
    smaller = "--lr" if known else "a smaller --lr, such as"
    return (
        f"a step sums {experiment.batch:,} cases, too many for lr {experiment.learning_rate:g}: "
        f"try {smaller} {rate_to_try(experiment):g}"
    )


@lru_cache(16)
def falling_rate(experiment: Experiment) -> float | None:
    """A smaller learning rate with which the loss falls, as a short training shows.

    Of those that do about as well it is the largest; `None` if none is found, or if trying them
    would take long.
    """
    steps = affordable_steps(experiment, TRIAL_WORK)
    if steps < FEWEST_STEPS:
        return None
    tried = []
    for power in range(1, TRIALS + 1):
        rate = one_digit(experiment.learning_rate / 10**power)
        trainer = Trainer(replace(experiment, learning_rate=rate, schedule=None, bug=None))
        start = trainer.snapshot().loss
        trainer.step(min(TRIAL_STEPS, steps))
        loss = trainer.snapshot().loss
        tried.append((rate, loss if loss < start else math.inf))
    best = min(loss for _, loss in tried)
    return next((rate for rate, loss in tried if loss <= 1.1 * best < math.inf), None)
