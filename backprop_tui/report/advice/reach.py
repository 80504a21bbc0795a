"""Whether the output units can give the targets at all, and what would help where they cannot. A
sigmoid never says 2, however long it is trained, and that is seen before the first step.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from backprop_tui.engine import Experiment, Trainer
from backprop_tui.report.advice.rates import gentle_rate, is_summed, one_digit

TRIAL_STEPS = 1000
"""Steps of a short training that tries a learning rate."""

TRIAL_SHARES = (1.0, 0.4, 0.2, 0.1, 0.04, 0.02, 0.01)
"""Shares of the learning rate that are tried."""

TRIAL_WORK = 10_000
"""Cases times parameters up to which such a training takes no noticeable time."""

GOOD_SHARE = 0.5
"""A trial is good if it leaves less than this share of the targets' variance."""

LARGE_INPUT = 10.0
"""Inputs beyond this drive the hidden units into saturation."""

ROUNDED = 1e-6
"""So far a sum may be off for having been written down in decimals."""

MOST_CLASSES = 10
"""So many different whole numbers in one column may be the numbers of classes."""


def beyond_reach(experiment: Experiment) -> bool:
    """Whether some targets lie beyond what the output units can put out."""
    return _outside(experiment) or _other_total(experiment) is not None


def _other_total(experiment: Experiment) -> int | None:
    """The first case whose targets do not add up to what outputs always add up to, if any."""
    total = experiment.layer_activations[-1].total
    if total is None:
        return None
    off = np.flatnonzero(np.abs(experiment.problem.targets.sum(axis=1) - total) > ROUNDED)
    return int(off[0]) if len(off) else None


def _outside(experiment: Experiment) -> bool:
    """Whether some targets are smaller or larger than any output."""
    low, high = experiment.layer_activations[-1].bounds
    least, most = _ends(experiment)
    return (low is not None and least < low) or (high is not None and most > high)


def reach_marks(experiment: Experiment) -> tuple[str, ...]:
    """The same in the border of a pane, the longest first; none if all can be reached."""
    symbol = experiment.layer_activations[-1].symbol
    if not _outside(experiment):
        if _other_total(experiment) is None:
            return ()
        total = f"add up to {experiment.layer_activations[-1].total:g}"
        return f"targets do not {total} as {symbol} does", f"{symbol}: outputs {total}"
    least, most = _told(experiment)
    gives = f"{symbol} gives {_bounds(experiment)}"
    return (f"targets {least}…{most}, {gives}", f"y {least}…{most}, {gives}", gives)


@lru_cache(16)
def reach_text(experiment: Experiment) -> str | None:
    """What lies beyond the output's reach and what to do, in one line; `None` if nothing does."""
    case = _other_total(experiment)
    if case is not None:
        added = float(experiment.problem.targets[case].sum())
        return (
            f"{experiment.output_activation} outputs add up to "
            f"{experiment.layer_activations[-1].total:g}, but the targets of case {case + 1} add "
            f"up to {added:g}, so they are never reached: try --output-activation "
            f"{'linear' if _outside(experiment) else 'sigmoid'}"
        )
    if not _outside(experiment):
        return None
    least, most = _told(experiment)
    said = (
        f"targets go from {least} to {most}, but {experiment.output_activation} outputs give "
        f"only {_bounds(experiment)}"
    )
    scaling, linear = _scaling(experiment), _linear(experiment)
    if scaling and _may_be_classes(experiment):
        scaling = f"if they are classes, give each a column of 0 and 1; if not, {scaling}"
    advice = "; or ".join(filter(None, (scaling, linear)))
    return f"{said}: {advice}" if advice else said


def _ends(experiment: Experiment) -> tuple[float, float]:
    targets = experiment.problem.targets
    return float(targets.min()), float(targets.max())


def _told(experiment: Experiment) -> tuple[str, str]:
    """The smallest and the largest target, with as many digits as show what is out of reach."""
    low, high = experiment.layer_activations[-1].bounds

    def side(value: float) -> tuple[bool, bool]:
        return low is not None and value < low, high is not None and value > high

    def told(value: float) -> str:
        texts = (f"{value:.{digits}g}" for digits in range(6, 18))
        return next(text for text in texts if side(float(text)) == side(value))

    least, most = map(told, _ends(experiment))
    return least, most


def _bounds(experiment: Experiment) -> str:
    """What the output can give: `0…1`."""
    low, high = experiment.layer_activations[-1].bounds
    return f"{low:g} and more" if high is None else f"{low:g}…{high:g}"


def _scaling(experiment: Experiment) -> str:
    """How the targets come between 0 and 1, where a sigmoid with biases can learn them."""
    least, most = _ends(experiment)
    if least == most:
        return f"they are all the same; divided by {least:g} in the file they are 1"
    formula = scaling_formula(least, most)
    inputs = float(np.abs(experiment.problem.inputs).max())
    options = {
        "--output-activation sigmoid": experiment.output_activation != "sigmoid",
        "--bias": not experiment.bias and experiment.start is None,
        f"--lr {gentle_rate(experiment):g}": is_summed(experiment),
    }
    wanted = " ".join(option for option, needed in options.items() if needed)
    return formula and (
        f"scale them to 0…1 in the file, {formula}"
        f"{', and the inputs likewise' if inputs > LARGE_INPUT else ''}"
        f"{f', and add {wanted}' if wanted else ''}"
    )


def scaling_formula(least: float, most: float) -> str:
    """What brings all numbers from least to most between 0 and 1; empty if nothing does."""
    width = most - least
    if not (width and math.isfinite(width)):
        return ""
    # What is rounded to be read must not leave a target a hair outside, so if it does, the ends
    # move out to round numbers.
    step = 10.0 ** (math.floor(math.log10(width)) - 1)
    first, last = math.floor(least / step), math.ceil(most / step)
    outer = first * step, last * step
    further = (first - 1) * step, (last + 1) * step  # where a step itself is not exact
    for (low, high), precisions in (
        ((least, most), (6,)),
        (outer, range(6, 18)),
        (further, range(6, 18)),
    ):
        for digits in precisions:
            shift, scale = f"{abs(low):.{digits}g}", f"{high - low:.{digits}g}"
            moved = math.copysign(float(shift), low)
            if 0 <= (least - moved) / float(scale) <= (most - moved) / float(scale) <= 1:
                shifted = f"(y {'-' if low > 0 else '+'} {shift})" if moved else "y"
                return f"{shifted}/{scale}"
    return ""


def _may_be_classes(experiment: Experiment) -> bool:
    """Whether the targets may be numbers of classes: a column of a few whole numbers in a row."""
    targets = experiment.problem.targets
    known = np.unique(targets)
    counted = np.array_equal(known, np.arange(len(known)) + known[0])
    return targets.shape[1] == 1 and 3 <= len(known) <= MOST_CLASSES and counted


def _linear(experiment: Experiment) -> str:
    """Linear outputs with a learning rate at which a short training does well, if there is one.

    Linear outputs reach everything, but at most learning rates large targets make them diverge or
    drive the hidden units into saturation. So it is tried, where that takes no time.
    """
    problem = experiment.problem
    work = len(problem.inputs) * experiment.parameters
    if work > TRIAL_WORK or experiment.layer_activations[-1].identity:
        return ""
    with np.errstate(over="ignore", invalid="ignore"):
        variance = float(np.var(problem.targets, axis=0).mean())
    if not np.isfinite(variance):
        return ""
    # A loss that asks for other outputs refuses targets that those cannot give.
    linear = replace(experiment, output_activation="linear", bug=None)
    tried = []
    for share in TRIAL_SHARES:
        rate = one_digit(experiment.learning_rate * share)
        trainer = Trainer(replace(linear, learning_rate=rate))
        trainer.step(TRIAL_STEPS)
        tried.append((trainer.snapshot().loss, rate))
    loss, rate = min(tried, key=lambda pair: (not pair[0] < np.inf, pair[0]))
    if not loss < GOOD_SHARE * variance:
        return ""
    return (
        f"--output-activation linear{f' --lr {rate:g}' if rate != experiment.learning_rate else ''}"
    )
