"""A step that goes too far lands on the other side of the valley, higher than it was, and the next
one comes back. Where every case has a part in every step a loss has no other reason to rise and
fall by turns, so that is how too large a rate is known.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from backprop_tui.engine import Experiment, Snapshot, Trainer
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.advice.ahead import affordable
from backprop_tui.report.advice.asked import summed_advice
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.expected import known_steps
from backprop_tui.report.advice.line import one_line
from backprop_tui.report.advice.rates import is_summed, one_digit
from backprop_tui.report.advice.scales import unscaled_text

STEPS = 100
"""Over so many steps it is seen."""

SWING = 0.02
"""By this share of its lowest the loss must rise, or it is at rest."""

RISES, TURNS = 0.25, 0.4
"""So many of the steps must go up, and so many turn round."""

FALLS = 0.95
"""A loss that is below this share of what it was comes down all the same."""

FEWEST = 10
"""So many buckets at least are looked at, where many steps share one."""

RESTS = 0.5
"""Swings that have become so much smaller come to rest."""

SHARES = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
"""Shares of the rate that are tried."""


class Swing(NamedTuple):
    """Between what the loss goes up and down."""

    low: float
    high: float


def swing(snapshot: Snapshot) -> Swing | None:
    """Between what the loss has gone up and down in the last steps; `None` if it has not."""
    # At first momentum swings too, and comes to rest.
    if snapshot.step < 2 * STEPS or snapshot.experiment.is_shared_out:
        return None
    curve = snapshot.curve.until(snapshot.step)
    count = max(STEPS // curve.stride, FEWEST)
    low, high = curve.low[-count:], curve.high[-count:]
    if len(low) < count or not np.isfinite(high).all():
        return None
    half = count // 2
    falls = np.median(high[half:]) < FALLS * np.median(high[:half])
    rests = np.ptp(high[half:]) < RESTS * np.ptp(high[:half])
    found = Swing(float(low.min()), float(high.max()))
    far = found.high > (1 + SWING) * found.low
    by_turns = _by_turns(low) if curve.stride == 1 else _within(low, high)
    return found if far and by_turns and not falls and not rests else None


def _by_turns(losses: Array) -> bool:
    """Whether losses of every step go up and down."""
    rises = np.diff(losses) > 0
    return bool(rises.mean() >= RISES and (rises[1:] != rises[:-1]).mean() >= TURNS)


def _within(low: Array, high: Array) -> bool:
    """Whether they may, where of neighbours that share a bucket only the ends are known."""
    return bool(np.median(high - (1 + SWING) * low) > 0)


def oscillating(snapshot: Snapshot) -> Advice | None:
    """That the loss goes up and down because the rate is too large, with one that is not."""
    experiment = snapshot.experiment
    found = None if snapshot.right.all() or known_steps(experiment) else swing(snapshot)
    if found is None:
        return None
    said = (
        f"the loss swings between {found.low:.3g} and {found.high:.3g} by turns: steps overshoot. "
    )
    if is_summed(experiment) and unscaled_text(experiment) is not None:
        summed = summed_advice(experiment)
        return Advice(said + summed.said, summed.keys)
    rate = calmer_rate(experiment, found.low)
    if rate is not None:
        present = f"{experiment.learning_rate:g}"
        too = f"The learning rate {present} is too large"
        if is_summed(experiment):
            too = f"A step sums {experiment.batch} cases, too many for lr {present}"
        return Advice(f"{said}{too}. Try --lr {rate:g}.", "e sets it, then r.")
    advice_of_line = one_line(snapshot)
    if advice_of_line is None:
        return None
    return Advice(said + advice_of_line.said, advice_of_line.keys)


@lru_cache(16)
def calmer_rate(experiment: Experiment, below: float) -> float | None:
    """The largest of some smaller rates with which a short training ends below a loss, if any."""
    steps = affordable(experiment) // 2
    for share in SHARES if steps >= STEPS else ():
        rate = one_digit(share * experiment.learning_rate)
        other = replace(experiment, learning_rate=rate, schedule=None, preset=None)
        trainer = Trainer(other)
        trainer.step(steps)
        tried = trainer.snapshot()
        if tried.loss < 0.9 * below and swing(tried) is None:
            return rate
    return None
