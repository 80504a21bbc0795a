"""A network without a hidden layer, or whose hidden units are linear, parts its inputs by one line.
Where no line will do that is proved, and so is, for the cases of the proof, how near their targets
the answers can come at best.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backprop_tui.engine import Experiment, Snapshot
from backprop_tui.report.advice.ahead import advised, learns
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.rates import gentle_rate, one_digit
from backprop_tui.report.names import case_names, listed

if TYPE_CHECKING:
    from backprop_tui.report.advice.separable import Proof

CUTS = {1: "point", 2: "line", 3: "plane"}
"""What one output parts so many inputs with."""

FARTHEST = 40.0
"""Beyond this the answers of a sigmoid change no more."""

STEPS = 801
"""Sums that are tried between 0 and there."""

HALF = 0.02
"""So near ½ an answer is called that."""

NUMBERS = {2: "two", 3: "three", 4: "four", 8: "eight"}
"""Numbers in words."""


def one_line(snapshot: Snapshot) -> Advice | None:
    """That one line, or lines all the same way, is all that the output can draw."""
    experiment = snapshot.experiment
    if not experiment.hidden:
        return _without_layer(snapshot)
    if set(experiment.hidden) == {1} and not experiment.direct:
        return _one_unit(experiment)
    if set(experiment.hidden) == {1} and not experiment.bias:
        return Advice(
            "One hidden unit without biases bends what the output sees only along a line through "
            "the point where all inputs are 0. Try --bias.",
            "e sets it.",
        )
    if all(activation.identity for activation in experiment.layer_activations[:-1]):
        tried = advised(
            snapshot,
            "--activation sigmoid",
            {"activation": "sigmoid"},
            "Units that bend may do more (--activation sigmoid).",
        )
        return Advice(
            "Linear hidden units do no more than none: the output can only draw one straight "
            f"line. {tried}",
            "e sets it.",
        )
    return None


def proved_line(snapshot: Snapshot) -> Advice | None:
    """The same where it is proved that no line separates the cases, so that nothing else helps."""
    experiment = snapshot.experiment
    hands_on_one = set(experiment.hidden) == {1} and not experiment.direct
    if not hands_on_one and not is_inseparable(experiment):
        return None
    from backprop_tui.report.advice.separable import inseparable

    # Every activation rises with its sum or stays, so one unit parts the cases by one line.
    return None if inseparable(experiment) is None else one_line(snapshot)


def _one_unit(experiment: Experiment) -> Advice:
    """That a layer of one unit is too narrow, with what was tried and helps."""
    bias = "" if experiment.bias else " --bias"
    direct = ""
    if learns(experiment, {"direct": True, "bias": experiment.bias or True}):
        direct = f", or let the output see the inputs too (--direct{bias})"
    return Advice(
        "One hidden unit hands on one number, so the output can only draw parallel lines: "
        f"give it more units ({_remedy(experiment)}){direct}.",
        "e sets them." if direct else "e sets it.",
    )


def is_inseparable(experiment: Experiment) -> bool:
    """Whether the output draws one line and no more, and none parts the cases, as is proved."""
    if not all(activation.identity for activation in experiment.layer_activations[:-1]):
        return False
    from backprop_tui.report.advice.separable import inseparable

    return inseparable(experiment) is not None


def _without_layer(snapshot: Snapshot) -> Advice | None:
    """The same of a network without a hidden layer."""
    # Exact fractions take long to load, and few networks need them.
    from backprop_tui.report.advice.separable import inseparable

    experiment = snapshot.experiment
    proof = inseparable(experiment)
    if proof is not None:
        cut = CUTS.get(experiment.problem.inputs.shape[1], "flat cut")
        return Advice(
            f"No {cut} separates {_sides(experiment, proof)}, and without a hidden layer the "
            f"output is one {cut}{_best(snapshot, proof)}. Try {_remedy(experiment)}.",
            "e sets it.",
        )
    if not experiment.bias and inseparable(experiment, bias=False) is not None:
        return Advice(
            "Without biases the line that the output draws goes through the point where all "
            "inputs are 0, and no such line separates the cases. Try --bias.",
            "e sets it.",
        )
    bias = "" if experiment.bias else " and biases (--bias)"
    return Advice(
        "Without a hidden layer the output can only draw one straight line between the "
        f"inputs: give it one (--hidden 4){bias}.",
        "e sets them.",
    )


def _sides(experiment: Experiment, proof: Proof) -> str:
    """The cases of the proof, those with a 1 first, or all if there are many."""
    problem, names = experiment.problem, case_names(experiment.problem)
    if len(proof.cases) > 4 or len(problem.inputs) > 16:
        return "the cases"
    bits = problem.targets[:, proof.output] > problem.levels.middle
    ones, zeros = ([names[k] for k in proof.cases if bits[k] == bit] for bit in (True, False))
    return f"{listed(ones)} from {listed(zeros)}"


def _remedy(experiment: Experiment) -> str:
    """The first of some networks that learns it, as far as a short training shows."""
    bias = experiment.bias or True
    wide: list[tuple[str, dict[str, object]]] = [
        ("--hidden 4", {"hidden": (4,)}),
        ("--hidden 4 --bias", {"hidden": (4,), "bias": bias}),
        ("--hidden 8", {"hidden": (8,)}),
        ("--hidden 8 --bias", {"hidden": (8,), "bias": bias}),
    ]
    gentle = gentle_rate(experiment)
    slower = [rate for rate in (one_digit(10 * gentle), gentle) if rate < experiment.learning_rate]
    tried = list(wide)
    for rate in slower:
        tried += [
            (f"{options} --lr {rate:g}", changes | {"learning_rate": rate})
            for options, changes in wide
        ]
    # What has biases is not asked to have them once more.
    fitting = [pair for pair in tried if not (experiment.bias and "--bias" in pair[0])]
    for options, changes in fitting:
        if learns(experiment, changes):
            return options
    # None is known to be quick, and a rate that is too large for so many cases helps none.
    rest = f" --lr {slower[-1]:g}" if slower else ""
    return f"--hidden 4{'' if experiment.bias else ' --bias'}{rest}"


def _best(snapshot: Snapshot, proof: Proof) -> str:
    """That no answers are better than those that it has, where that is known."""
    experiment = snapshot.experiment
    if len(experiment.problem.targets) != len(proof.cases):
        return ""
    least = least_loss(experiment, proof)
    if least is None or not snapshot.loss <= 1.01 * least:
        return ""
    predictions = snapshot.predictions
    if np.abs(predictions - experiment.problem.levels.middle).max() > HALF:
        return f": a loss of {least:.4g} is its best"
    count = NUMBERS.get(len(predictions), f"{len(predictions)}")
    return f": {count} answers of ½ are its best"


def least_loss(experiment: Experiment, proof: Proof) -> float | None:
    """The least loss that there is for cases of which a proof has all, each with the same share.

    With m the sum of a case, counted towards its target, the proof says Σm = 0. Where Σf(m) is
    least under that, every f′(m) is the same, and as f′ takes no value more than twice, the cases
    have two sums at most: k of them one, the others another, which is tried for all k.
    """
    loss, levels = experiment.loss_function, experiment.problem.levels
    is_sigmoid = experiment.output_activation == "sigmoid" and levels == (0.0, 1.0)
    if not is_sigmoid or loss.least is None or len(set(proof.shares)) > 1:
        return None
    if experiment.problem.targets.shape[1] > 1:
        return None
    sigmoid, count = experiment.layer_activations[-1], len(proof.cases)
    ahead, ones = np.linspace(0.0, FARTHEST, STEPS)[:, None], np.ones((count, 1))
    least = np.inf
    for back in range(1, count):
        behind = -ahead * (count - back) / back
        z = np.hstack((ahead.repeat(count - back, 1), behind.repeat(back, 1)))[..., None]
        least = min(least, float(loss.totals(loss.input_of(z, sigmoid(z), ones), ones).min()))
    return float(loss.mean(least, experiment.problem.targets.shape))
