"""Causes of a standstill that the weights show: units that have driven themselves into saturation,
units that are all alike, a start that is too small to leave. What is done about them is done before
the first step.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine import Snapshot, Start, Trainer
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.start import PRESET
from backprop_tui.report.advice.ahead import FEWEST, advised, affordable, better_seed
from backprop_tui.report.advice.calmer import rate_to_say
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.rates import LARGE_SUM, effective_sum
from backprop_tui.report.advice.reach import LARGE_INPUT
from backprop_tui.report.advice.saturation import dead_layer, layer_text, saturated_layer
from backprop_tui.report.advice.scales import scaled
from backprop_tui.report.names import file_text, sentence

LEAKY = "leaky-relu"
"""A relu that has a slope everywhere."""

NEAR_ZERO = 0.2
"""A network whose weights are all below this puts out nearly the same for every input."""


def saturated(snapshot: Snapshot) -> Advice | None:
    """Units that are saturated, by steps, by inputs or from the start."""
    experiment = snapshot.experiment
    found = saturated_layer(snapshot)
    if found is None:
        return None
    said = sentence(found)
    fast = effective_sum(experiment) > LARGE_SUM
    rate = rate_to_say(experiment, snapshot.loss) if fast else None
    smaller = None if rate is None else Advice(f"{said}. Try --lr {rate:g}.", "e sets it, then r.")
    if smaller is not None and saturated_layer(Trainer(experiment).snapshot()) is None:
        return smaller
    inputs, scale = experiment.problem.inputs, experiment.initializer.default_scale
    if largest(inputs) > LARGE_INPUT and not experiment.standardize:
        column = int(np.abs(inputs).max(axis=0).argmax())
        name = experiment.problem.input_names[column]
        return Advice(
            f"{said}: {name} goes up to {largest(inputs):g}. {scaled(snapshot)}", "e sets it."
        )
    if experiment.start is None and scale and (experiment.scale or 0) > scale:
        return Advice(f"{said}: the start weights are large. {_usual(snapshot, scale)}")
    return smaller


def dead(snapshot: Snapshot) -> Advice | None:
    """Units that are 0 for every input, for good."""
    layer = dead_layer(snapshot)
    if layer is None:
        return None
    experiment = snapshot.experiment
    killed = saturated(snapshot)
    if killed is not None:
        return killed
    said = f"{sentence(str(saturated_layer(snapshot)))}, and what is dead stays so."
    if experiment.start is not None:
        return Advice(f"{said} It needs other weights {_place(experiment.start)}.")
    steps = affordable(experiment)
    better = better_seed(experiment, steps) if steps >= FEWEST else None
    if better is not None:
        return Advice(f"{said} {better.said}", better.keys)
    return Advice(f"{said} {_leaky(snapshot, layer)}", "e sets it.")


def _leaky(snapshot: Snapshot, layer: int) -> str:
    """What is never dead in the place of a layer: to be tried, if that is known to help."""
    *hidden, _ = snapshot.experiment.layer_activations
    if layer > len(hidden):
        name, written = "output_activation", LEAKY
    else:
        names = [LEAKY if function.kinks else function.name for function in hidden]
        name, written = "activation", ",".join(names if len(set(names)) > 1 else names[:1])
    options = f"--{name.replace('_', '-')} {written}"
    otherwise = f"Units with a slope everywhere never are ({options})."
    return advised(snapshot, options, {name: written}, otherwise)


def alike(snapshot: Snapshot) -> Advice | None:
    """A layer whose units are all the same."""
    experiment = snapshot.experiment
    for layer, units in enumerate(experiment.hidden):
        sums = [snapshot.weights[layer]]
        sums += [
            snapshot.weights[above - 1][experiment.links.rows(above, layer + 1)].T
            for above in experiment.links.after(layer + 1)
        ]
        sums += [snapshot.biases[layer][None, :]] if snapshot.biases is not None else []
        if units > 1 and all(_same_columns(matrix) for matrix in sums):
            break
    else:
        return None
    keys = ""
    if experiment.start is not None:
        remedy = f"Give them different weights {_place(experiment.start)}"
        keys = "Or set one by hand: click on its number."
    elif experiment.initializer.default_scale is None:
        remedy = "Try --init normal"
    else:
        remedy = f"Try --scale {experiment.initializer.default_scale:g}"
    said = layer_text(experiment, layer + 1)
    return Advice(
        f"{sentence(said)} all alike: same weights, same changes, for ever. {remedy}.", keys
    )


def near_zero(snapshot: Snapshot) -> Advice | None:
    """Weights that have hardly left 0."""
    experiment = snapshot.experiment
    scale, most = experiment.initializer.default_scale, max(map(largest, snapshot.weights))
    if scale is None or experiment.scale is None or experiment.scale >= scale:
        return None
    if most >= NEAR_ZERO or experiment.start is not None:
        return None
    return Advice(
        f"All weights are still near 0 (the largest is {most:.2g}), where there is hardly a "
        f"slope. {_usual(snapshot, scale)}"
    )


def _usual(snapshot: Snapshot, scale: float) -> str:
    """The scale that start weights usually have: to be tried, if that is known to help."""
    otherwise = f"--scale {scale:g} is usual."
    return advised(snapshot, f"--scale {scale:g}", {"scale": scale}, otherwise)


def given_start(snapshot: Snapshot) -> Advice | None:
    """A start that no seed changes."""
    start = snapshot.experiment.start
    if start is None:
        return None
    if start.path.startswith(PRESET):
        return Advice(
            f"It started from {file_text(start)}, so there is no other seed. Draw others with "
            "--weights none, and try seeds.",
            "A click on a weight's number sets it by hand.",
        )
    return Advice(
        "It started from the weights file, so there is no other seed. Change a weight in it, or "
        "leave --weights out and try seeds.",
        "A click on a weight's number sets it by hand; without --weights R tries seeds.",
    )


def _place(start: Start) -> str:
    """Where somebody writes other weights than those that were given."""
    return "(--weights)" if start.path.startswith(PRESET) else "in the file"


def _same_columns(matrix: Array) -> bool:
    """Whether all columns of a matrix are alike."""
    return bool(np.ptp(matrix, axis=1).max() <= 1e-12 * largest(matrix))


def largest(values: Array) -> float:
    """The size of the largest of them."""
    return float(np.abs(values).max())
