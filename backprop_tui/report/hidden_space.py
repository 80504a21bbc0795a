"""Words for where the last hidden layer puts the cases. What the output sees of a case is one
number, and what is said of that is said alike on the screen and in print.
"""

from __future__ import annotations

import math

from backprop_tui.engine import Experiment, Snapshot
from backprop_tui.engine.geometry.distances import Pair, pairs, spread
from backprop_tui.engine.geometry.hidden_space import HiddenSpace
from backprop_tui.report.names import beside, layer_letter, subscript, unit_names

NEEDED = "no hidden layer: the output sees the inputs themselves"
"""What is said of a network without one."""

MOST_TOLD = 16
"""Of so many cases at most every pair is looked at for those that have come together."""

CLOSER = 4.0
"""Two cases have come together if they are so many times closer than they are as inputs."""


def sum_symbol(space: HiddenSpace) -> str:
    """The sum that the answer hangs on: `z₂`."""
    return subscript("z", space.layer + 1)


def sum_formula(space: HiddenSpace) -> str:
    """How that is made of what the output sees: `z₂ = h·W₂+b₂`."""
    experiment, last = space.snapshot.experiment, space.layer + 1
    letters = [layer_letter(experiment, layer) for layer in experiment.links.before(last)]
    form = experiment.bias_form
    sign = "-" if form.is_threshold else "+"
    bias = f"{sign}{subscript(form.letter, last)}" if form.value else ""
    return f"{sum_symbol(space)} = {beside(letters)}·{subscript('W', last)}{bias}"


def seen_text(space: HiddenSpace) -> str:
    """What x is: the sum's formula, or of shares the odds: `ln(ŷ/(1-ŷ))`."""
    if space.is_shared_out:
        name = output_name(space)
        return f"ln({name}/(1-{name}))"
    return sum_formula(space)


def seen_texts(space: HiddenSpace) -> tuple[str, ...]:
    """The same in fewer and fewer letters: `z₂`."""
    short = "ln odds" if space.is_shared_out else sum_symbol(space)
    return seen_text(space), short


def across_text(space: HiddenSpace) -> str:
    """What is seen across: `h·d`, or of one unit alone the unit."""
    letter = layer_letter(space.snapshot.experiment, space.layer)
    return f"{letter}·d" if len(space.weights) > 1 else letter


def output_name(space: HiddenSpace) -> str:
    """What the output is called that looks."""
    experiment = space.snapshot.experiment
    return unit_names(experiment, len(experiment.sizes) - 1)[space.output]


def levels_text(experiment: Experiment) -> tuple[str, str]:
    """What a 0 and a 1 among the targets are learnt as: `0`, `1`."""
    low, high = experiment.problem.levels
    return f"{low:g}", f"{high:g}"


def line_text(space: HiddenSpace, case: int, digits: int = 3) -> str | None:
    """The boundary among hidden outputs, `+5.26·h1 -2.5·h2 = 0`; `None` if it is no straight one.

    Args:
        space: Where it is.
        case: The case that decides what the output sees besides the hidden units.
        digits: Significant ones of a number.
    """
    line = space.line(case)
    if line is None:
        return None
    weights, constant = line
    names = unit_names(space.snapshot.experiment, space.layer)
    terms = [f"{weight:+.{digits}g}·{name}" for weight, name in zip(weights, names, strict=True)]
    return f"{' '.join(terms)} {constant:+.{digits}g} = 0" if constant else f"{' '.join(terms)} = 0"


def come_together(snapshot: Snapshot) -> Pair | None:
    """The two cases with one target that have come together most, if any have.

    They have if they are closer than they are as inputs, measured both times by how far apart cases
    with different targets are on the whole: that all shrinks or grows together means nothing.
    """
    if len(snapshot.right) > MOST_TOLD or snapshot.diverged:
        return None
    unlike = spread(snapshot).unlike
    if unlike is None or not unlike.now:
        return None
    found = [
        (pair.apart.now / pair.apart.inputs, pair) for pair in pairs(snapshot) if pair.apart.inputs
    ]
    shrunk, nearest = min(found, default=(math.inf, None))
    return nearest if shrunk * unlike.inputs * CLOSER <= unlike.now else None
