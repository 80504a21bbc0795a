"""Every cause of a loss that has stopped moving, with what helps against just that. Mostly the
network as it stands shows it: units that are saturated, units that are all alike, a network that
can only draw one line. Another seed helps against bad luck, and is said only where no cause is
found.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine import Experiment, Snapshot
from backprop_tui.engine.wording import counted
from backprop_tui.report.advice.cause import Advice, Cause
from backprop_tui.report.advice.rates import effective_sum, gentle_rate, is_summed
from backprop_tui.report.advice.reach import LARGE_INPUT, reach_text
from backprop_tui.report.advice.saturation import saturated_layer
from backprop_tui.report.advice.scales import standardizing, unscaled_text
from backprop_tui.report.advice.shrunk import shrunk
from backprop_tui.report.advice.steps import without_slope
from backprop_tui.report.advice.weights import (
    alike,
    dead,
    given_start,
    largest,
    near_zero,
    saturated,
)
from backprop_tui.report.names import case_names, sentence

SMALL_SUM = 0.2
"""Learning rate times cases a step below which training takes for ever."""

OTHER_SEED = Advice(
    "Try another --seed, or other --hidden layers.", "R tries the next seed, ^p other networks."
)


def stuck(snapshot: Snapshot) -> Advice:
    """Why the loss of this snapshot does not move and what to do, in a sentence or two."""
    for cause in CAUSES:
        advice = cause.found(snapshot)
        if advice is not None:
            return advice
    return OTHER_SEED


def bug_advice(snapshot: Snapshot) -> Advice | None:
    """That the back-propagation is wrong on purpose, if the right run does better."""
    if snapshot.reference is None:
        return None
    reference = snapshot.reference.until(snapshot.step)
    if not len(reference.low) or not reference.low[-1] < 0.9 * snapshot.loss:
        return None
    return Advice(
        f"It is the bug {snapshot.experiment.bug}: the right run, without --bug, has come to "
        f"{reference.low[-1]:.2g}.",
        "^p, No bug.",
    )


def _reach(snapshot: Snapshot) -> Advice | None:
    said = reach_text(snapshot.experiment)
    return None if said is None else Advice(f"{sentence(said)}.")


def _no_rate(snapshot: Snapshot) -> Advice | None:
    if snapshot.experiment.learning_rate:
        return None
    return Advice(
        f"The learning rate is 0, so no step changes a weight. Try --lr {_gentle(snapshot)}.",
        "e sets it.",
    )


def _all_frozen(snapshot: Snapshot) -> Advice | None:
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


def _summed(snapshot: Snapshot) -> Advice | None:
    found = saturated_layer(snapshot)
    if not is_summed(snapshot.experiment) or found is None:
        return None
    return summed_advice(snapshot.experiment, f": {found}")


def summed_advice(experiment: Experiment, found: str = "") -> Advice:
    """That the sum of so many cases makes steps that are too large, and what is seen of it."""
    said = (
        f"A step sums {experiment.batch} cases, too many for lr {experiment.learning_rate:g}"
        f"{found}. Try --lr {gentle_rate(experiment):g}"
    )
    far = unscaled_text(experiment)
    if far is None:
        return Advice(f"{said}.", "e sets it, then r.")
    return Advice(f"{said} --standardize ({far}).", "e sets the first, ^p has the other.")


def _one_line(snapshot: Snapshot) -> Advice | None:
    experiment = snapshot.experiment
    if not experiment.hidden:
        bias = "" if experiment.bias else " and biases (--bias)"
        return Advice(
            "Without a hidden layer the output can only draw one straight line between the "
            f"inputs: give it one (--hidden 4){bias}.",
            "^p has them.",
        )
    if set(experiment.hidden) == {1} and not experiment.direct:
        bias = "" if experiment.bias else " --bias"
        return Advice(
            "One hidden unit hands on one number, so the output can only draw straight lines all "
            "the same way: give it more units (--hidden 4), or let the output see the inputs too "
            f"(--direct{bias}).",
            "^p has them.",
        )
    if set(experiment.hidden) == {1} and not experiment.bias:
        return Advice(
            "One hidden unit without biases bends what the output sees only along a line through "
            "the point where all inputs are 0. Try --bias.",
            "^p has it.",
        )
    if all(activation.identity for activation in experiment.layer_activations[:-1]):
        return Advice(
            "Linear hidden units do no more than none: the output can only draw one straight "
            "line. Try --activation sigmoid.",
            "^p has it.",
        )
    return None


def _blind(snapshot: Snapshot) -> Advice | None:
    problem = snapshot.experiment.problem
    for case in np.flatnonzero(~problem.inputs.any(axis=1)):
        off = largest(snapshot.predictions[case] - problem.targets[case])
        if not snapshot.z[-1][case].any() and off > 0.1:
            return Advice(
                f"Input {case_names(problem)[case]} is all 0, and without biases every sum there "
                f"is 0 too, so ŷ stays {snapshot.predictions[case][0]:g}. Try --bias.",
                "^p has it.",
            )
    return None


def _contradiction(snapshot: Snapshot) -> Advice | None:
    problem, loss = snapshot.experiment.problem, snapshot.experiment.loss_function
    groups, which = np.unique(problem.inputs, axis=0, return_inverse=True)
    if loss.least is None or len(groups) == len(problem.inputs):
        return None
    which = which.reshape(-1)
    sums = np.zeros((len(groups), problem.targets.shape[1]))
    np.add.at(sums, which, problem.targets)
    means = (sums / np.bincount(which)[:, None])[which]
    apart, best = means - problem.targets, loss.least(means, problem.targets)
    least = loss.mean(float(loss.totals(best[None], problem.targets)[0]), apart.shape)
    if not snapshot.loss < 1.1 * least:
        return None
    case = int(np.abs(apart).max(axis=1).argmax())
    other = next(k for k in np.flatnonzero(which == which[case]) if k != case)
    first, second = sorted(problem.rows[k] for k in (case, int(other)))
    return Advice(
        f"Cases {first + 1} and {second + 1} have the same inputs and different targets: with "
        f"such cases no weights bring the loss below {least:.4g}."
    )


def _small_rate(snapshot: Snapshot) -> Advice | None:
    experiment, problem = snapshot.experiment, snapshot.experiment.problem
    plain = problem.standardized or (
        largest(problem.inputs) <= LARGE_INPUT and largest(problem.targets) <= 1
    )
    if not plain or effective_sum(experiment) >= SMALL_SUM:
        return None
    cases = f"{counted(experiment.batch, 'case')} a step"
    what = f"the mean of {cases}" if experiment.loss_function.is_displayed else cases
    return Advice(
        f"The learning rate {experiment.learning_rate:g} is small for {what}. "
        f"Try --lr {_gentle(snapshot)}.",
        "e sets it.",
    )


def _unscaled(snapshot: Snapshot) -> Advice | None:
    experiment = snapshot.experiment
    far = unscaled_text(experiment)
    if far is None:
        return None
    options = standardizing(experiment)
    return Advice(f"{sentence(far)}: the numbers are not scaled. Try {options}.", "^p has it.")


CAUSES = (
    Cause("bug", bug_advice),
    Cause("reach", _reach),
    Cause("no rate", _no_rate),
    Cause("all frozen", _all_frozen),
    Cause("no slope", lambda snapshot: without_slope(snapshot.experiment)),
    Cause("shrunk", shrunk),
    Cause("summed", _summed),
    Cause("saturated", saturated),
    Cause("dead", dead),
    Cause("one line", _one_line),
    Cause("alike", alike),
    Cause("blind", _blind),
    Cause("contradiction", _contradiction),
    Cause("small rate", _small_rate),
    Cause("unscaled", _unscaled),
    Cause("near zero", near_zero),
    Cause("given start", given_start),
)
"""Every cause against which another seed does not help; the first that is found is said."""
