"""A loss that goes up and down by turns is how too large a rate is known. A network that can draw
one line only may swing with any, and then the line is what is in the way.
"""

from __future__ import annotations

from collections.abc import Callable

from backprop_tui.engine import Snapshot
from backprop_tui.report.advice.asked import summed_advice
from backprop_tui.report.advice.calmer import calmer_rate
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.counterfactual import wider
from backprop_tui.report.advice.expected import known_steps
from backprop_tui.report.advice.line import proved_line
from backprop_tui.report.advice.rates import gentle_rate, is_summed
from backprop_tui.report.advice.scales import unscaled_text
from backprop_tui.report.advice.swing import Swing, swing


def oscillating(snapshot: Snapshot) -> Advice | None:
    """That the loss goes up and down because the rate is too large, with one that is not."""
    experiment, found = snapshot.experiment, _swing(snapshot)
    if found is None or proved_line(snapshot) is not None:
        return None
    said = _said(found)
    if is_summed(experiment) and unscaled_text(experiment) is not None:
        summed = summed_advice(experiment, gentle_rate(experiment))
        return Advice(said + summed.said, summed.keys)
    rate = calmer_rate(experiment, found.low)
    if rate is None:
        return None
    if is_summed(experiment):
        summed = summed_advice(experiment, rate)
        return Advice(said + summed.said, summed.keys)
    return Advice(
        f"{said}The learning rate {experiment.learning_rate:g} is too large. Try --lr {rate:g}.",
        "e sets it, then r.",
    )


def swinging_line(snapshot: Snapshot) -> Advice | None:
    """That the loss goes up and down where no rate helps, as one line is all there is."""
    return _swinging(snapshot, proved_line)


def swinging_narrow(snapshot: Snapshot) -> Advice | None:
    """The same where no rate is known to help, but more units are."""
    found = _swing(snapshot)
    if found is None or calmer_rate(snapshot.experiment, found.low) is not None:
        return None
    return _swinging(snapshot, wider)


def _swinging(snapshot: Snapshot, why: Callable[[Snapshot], Advice | None]) -> Advice | None:
    """That the loss swings, and why, if both are so."""
    found = _swing(snapshot)
    advice = None if found is None else why(snapshot)
    if found is None or advice is None:
        return None
    return Advice(_said(found) + advice.said, advice.keys)


def _swing(snapshot: Snapshot) -> Swing | None:
    """Between what it goes up and down, where that is no part of a recipe that works."""
    if snapshot.right.all() or known_steps(snapshot.experiment):
        return None
    return swing(snapshot)


def _said(found: Swing) -> str:
    """That the loss swings, and between what."""
    return (
        f"the loss swings between {found.low:.3g} and {found.high:.3g} by turns: steps overshoot. "
    )
