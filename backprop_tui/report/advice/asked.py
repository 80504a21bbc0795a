"""Causes that lie in what was asked for: a rate of 0 or far too small, weights that are all frozen,
steps that sum too many cases, numbers that are not scaled. They can be read off the settings, and
are said only of a loss that stands still.
"""

from __future__ import annotations

from backprop_tui.engine import Experiment, Snapshot
from backprop_tui.engine.wording import counted
from backprop_tui.report.advice.ahead import advised
from backprop_tui.report.advice.calmer import rate_to_say
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.rates import effective_sum, gentle_rate, is_summed
from backprop_tui.report.advice.reach import LARGE_INPUT, reach_text
from backprop_tui.report.advice.saturation import saturated_layer
from backprop_tui.report.advice.scales import scaled, unscaled_text
from backprop_tui.report.advice.weights import largest
from backprop_tui.report.names import sentence

SMALL_SUM = 0.2
"""Learning rate times cases a step below which training takes for ever."""


def bug_advice(snapshot: Snapshot) -> Advice | None:
    """That the back-propagation is wrong on purpose, if the right run does better."""
    right = snapshot.right_run
    if right is None:
        return None
    reference = right.until(snapshot.step)
    if not len(reference.low) or not reference.low[-1] < 0.9 * snapshot.loss:
        return None
    return Advice(
        f"It is the bug {snapshot.experiment.bug}: the right run, without --bug, has come to "
        f"{reference.low[-1]:.2g}.",
        "^p, No bug.",
    )


def reach(snapshot: Snapshot) -> Advice | None:
    """That targets lie out of the output's reach."""
    said = reach_text(snapshot.experiment)
    return None if said is None else Advice(f"{sentence(said)}.")


def no_rate(snapshot: Snapshot) -> Advice | None:
    """That the learning rate is 0."""
    if snapshot.experiment.learning_rate:
        return None
    return Advice(
        f"The learning rate is 0, so no step changes a weight. Try --lr {_gentle(snapshot)}.",
        "e sets it.",
    )


def all_frozen(snapshot: Snapshot) -> Advice | None:
    """That nothing may change."""
    learns = snapshot.experiment.learns
    if learns is None or learns.any():
        return None
    return Advice(
        "Every weight and bias is frozen, so no step changes one. Leave --freeze out.",
        "e sets it to none.",
    )


def _gentle(snapshot: Snapshot) -> str:
    """A learning rate to try."""
    return f"{gentle_rate(snapshot.experiment):g}"


def summed(snapshot: Snapshot) -> Advice | None:
    """That units are saturated because a step sums so many cases."""
    found = saturated_layer(snapshot)
    experiment = snapshot.experiment
    if not is_summed(experiment) or found is None:
        return None
    if unscaled_text(experiment) is not None:
        return summed_advice(experiment, gentle_rate(experiment), f": {found}")
    rate = rate_to_say(experiment, snapshot.loss)
    return None if rate is None else summed_advice(experiment, rate, f": {found}")


def summed_advice(experiment: Experiment, rate: float, found: str = "") -> Advice:
    """That the sum of so many cases makes steps that are too large, and what is seen of it."""
    said = (
        f"A step sums {experiment.batch} cases, too many for lr {experiment.learning_rate:g}"
        f"{found}. Try --lr {rate:g}"
    )
    far = unscaled_text(experiment)
    if far is None:
        return Advice(f"{said}.", "e sets it, then r.")
    return Advice(f"{said} --standardize ({far}).", "e sets both.")


def small_rate(snapshot: Snapshot) -> Advice | None:
    """That steps are far smaller than the tutorial's."""
    experiment, problem = snapshot.experiment, snapshot.experiment.problem
    plain = problem.standardized or (
        largest(problem.inputs) <= LARGE_INPUT and largest(problem.targets) <= 1
    )
    if not plain or effective_sum(experiment) >= SMALL_SUM:
        return None
    cases = f"{counted(experiment.batch, 'case')} a step"
    what = f"the mean of {cases}" if experiment.loss_function.is_displayed else cases
    gentle = gentle_rate(experiment)
    tried = advised(
        snapshot,
        f"--lr {gentle:g}",
        {"learning_rate": gentle},
        f"The tutorial's comes to {gentle:g} for as many.",
    )
    return Advice(
        f"The learning rate {experiment.learning_rate:g} is small for {what}. {tried}",
        "e sets it.",
    )


def unscaled(snapshot: Snapshot) -> Advice | None:
    """That numbers are of very different sizes, or far from 0."""
    experiment = snapshot.experiment
    far = unscaled_text(experiment)
    if far is None:
        return None
    return Advice(f"{sentence(far)}: the numbers are not scaled. {scaled(snapshot)}", "e sets it.")
