"""Whether the output units can give the targets at all, and what would help where they cannot. A
sigmoid never says 2, however long it is trained, and that is seen before the first step.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from backprop_tui.engine import Answer, Experiment
from backprop_tui.engine.problems.levels import PLAIN
from backprop_tui.report.advice.rates import gentle_rate, is_summed
from backprop_tui.report.advice.trials import good_rate, standardized

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
    is_outside = (low is not None and least < low) or (high is not None and most > high)
    return is_outside or _between(experiment) is not None


def reach_marks(experiment: Experiment) -> tuple[str, ...]:
    """The same in the border of a pane, the longest first; none if all can be reached."""
    symbol = experiment.layer_activations[-1].mark
    if not _outside(experiment):
        if _other_total(experiment) is None:
            return ()
        total = f"add up to {experiment.layer_activations[-1].total:g}"
        return f"targets do not {total} as {symbol} does", f"{symbol}: outputs {total}"
    least, most = _told(experiment)
    gives = f"{symbol} gives {_bounds(experiment)}"
    if (between := _between(experiment)) is not None:
        return (f"a target is {between:g}, {gives}", gives)
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
            f"{'linear' if _outside(experiment) else 'sigmoid'}{_or(_plain(experiment))}"
        )
    if not _outside(experiment):
        return None
    if (between := _between(experiment)) is not None:
        return (
            f"a target is {between:g}, but {experiment.output_activation} outputs give only "
            f"{_bounds(experiment)}: --output-activation sigmoid gives what lies between"
            f"{_or(_plain(experiment))}"
        )
    least, most = _told(experiment)
    kind = "standardized targets" if experiment.problem.scalings[1] else "targets"
    said = (
        f"{kind} go from {least} to {most}, but {experiment.output_activation} outputs give "
        f"only {_bounds(experiment)}"
    )
    if set(np.unique(experiment.problem.targets)) == {-1.0, 1.0}:
        return f"{said}: {_signs(experiment)}{_or(_plain(experiment))}"
    has_levels = experiment.problem.levels != PLAIN
    scaling = _plain(experiment) if has_levels else _scaling(experiment)
    linear = _linear(experiment)
    advice = "; or ".join(filter(None, (linear and f"try {linear}", scaling)))
    if advice and _may_be_classes(experiment):
        advice = f"if they are classes, {_as_classes(experiment)}; if not, {advice}"
    return f"{said}: {advice}" if advice else said


def _ends(experiment: Experiment) -> tuple[float, float]:
    """The smallest and the largest target; of standardized ones without what rounding adds."""
    targets = experiment.problem.targets
    least, most = float(targets.min()), float(targets.max())
    return (round(least, 12), round(most, 12)) if experiment.problem.scalings[1] else (least, most)


def _between(experiment: Experiment) -> float | None:
    """A target between the two numbers that are all that units which jump give, if there is one."""
    activation, targets = experiment.layer_activations[-1], experiment.problem.targets
    low, high = activation.bounds
    if not activation.flat or low is None or high is None:
        return None
    between = targets[(targets > low) & (targets < high)]
    return float(between[0]) if len(between) else None


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
    """What the output can give: `0…1`, or of units that jump `0 or 1`."""
    low, high = experiment.layer_activations[-1].bounds
    if experiment.layer_activations[-1].flat:
        return f"{low:g} or {high:g}"
    return f"{low:g} and more" if high is None else f"{low:g}…{high:g}"


def _signs(experiment: Experiment) -> str:
    """What gives targets of -1 and 1 as they are."""
    options = {
        "--output-activation bipolar": True,
        "--bias": not experiment.bias and experiment.start is None,
    }
    return f"try {' '.join(option for option, needed in options.items() if needed)}"


def _plain(experiment: Experiment) -> str:
    """What makes bits of targets at other levels again, if those can be reached."""
    if experiment.problem.levels == PLAIN or beyond_reach(replace(experiment, levels=PLAIN)):
        return ""
    return "leave out --levels"


def _or(advice: str) -> str:
    """An advice after another one, if there is one."""
    return f"; or {advice}" if advice else ""


def _scaling(experiment: Experiment) -> str:
    """How the targets come between 0 and 1, where a sigmoid with biases can learn them."""
    least, most = _ends(experiment)
    if experiment.standardize:
        return ""
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


def _as_classes(experiment: Experiment) -> str:
    """What makes classes of numbers."""
    return "add --classes" if experiment.problem.path else "give each a column of 0 and 1"


def _may_be_classes(experiment: Experiment) -> bool:
    """Whether the targets may be numbers of classes: a column of a few whole numbers in a row."""
    targets = experiment.problem.targets
    known = np.unique(targets)
    counted = np.array_equal(known, np.arange(len(known)) + known[0])
    return targets.shape[1] == 1 and 3 <= len(known) <= MOST_CLASSES and counted


def _linear(experiment: Experiment) -> str:
    """Linear outputs with a learning rate at which a short training does well, if there is one.

    Linear outputs reach everything, but at most learning rates large targets make them diverge or
    drive the hidden units into saturation. So it is tried, standardized first, where that takes
    no time.
    """
    if experiment.layer_activations[-1].identity:
        return ""
    # A loss that asks for other outputs refuses targets that those cannot give.
    linear = replace(experiment, output_activation="linear", schedule=None, bug=None)
    scaled = standardized(linear) if experiment.problem.answer is Answer.VALUES else None
    options = "--output-activation linear"
    for tried in (scaled, linear):
        rate = None if tried is None else good_rate(tried)
        if rate is not None:
            return (
                f"{'--standardize ' if tried is scaled else ''}{options}"
                f"{f' --lr {rate:g}' if rate != experiment.learning_rate else ''}"
            )
    return ""
