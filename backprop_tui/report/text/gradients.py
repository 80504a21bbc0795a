"""How strongly each layer is told to change, as a table: what pane 7 shows of a moment, at more
digits and for all cases and units.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from backprop_tui.engine import Snapshot
from backprop_tui.engine.gradients import LayerGradient, first_to_last, layer_gradients
from backprop_tui.report.names import case_names, network_text, subscript, unit_names
from backprop_tui.report.objective import summed_over
from backprop_tui.report.text.numbers import to_json
from backprop_tui.report.text.paper import number_table, prose, rounded

MOST_MOMENTS = 17
"""Rows of the table of earlier moments at most."""


def gradients_text(snapshot: Snapshot) -> Iterator[str]:
    """The gradients at a moment in lines of at most 80 columns."""
    layers = layer_gradients(snapshot)
    experiment, problem = snapshot.experiment, snapshot.experiment.problem
    yield from prose(
        f"Gradients at step {snapshot.step} of {problem.name}, {network_text(experiment)}: "
        "|A| is the root of the sum of the squares of all entries."
    )
    yield from prose(_whose(snapshot))
    yield from prose(_next_step(snapshot, layers))
    yield ""
    yield from _sizes(snapshot, layers)
    ratio = first_to_last(layers)
    if ratio is not None:
        first, last = (subscript("W", layer.layer) for layer in (layers[0], layers[-1]))
        yield from ("", f"first/last: |∂E/∂{first}| / |∂E/∂{last}| = {rounded(ratio)}")
    yield from _moments(snapshot)
    for layer in reversed(layers):
        symbol, units = subscript("δ", layer.layer), unit_names(experiment, layer.layer)
        yield from ("", f"{symbol} = ∂E/∂{subscript('z', layer.layer)} of every case")
        yield from number_table(layer.delta, case_names(problem), units)


def _whose(snapshot: Snapshot) -> str:
    """What the gradients are those of."""
    experiment, cases = snapshot.experiment, len(snapshot.right)
    over = "the one case" if cases == 1 else f"all {cases:,} cases"
    added = ", and of the cost of the weights" if experiment.penalty else ""
    wrong = experiment.wrong
    by = f", as the wrong rule {wrong.name} finds them" if wrong is not None else ""
    formula = experiment.loss_function.formula
    summed = summed_over(experiment, over) or f", over {over}"
    return f"∂E/∂W is that of E = {formula}{summed}{added}{by}."


def _next_step(snapshot: Snapshot, layers: tuple[LayerGradient, ...]) -> str:
    """What the next step is that moves the weights."""
    experiment, cases = snapshot.experiment, len(snapshot.right)
    if not any(layer.learns for layer in layers):
        return "All weights are frozen: the next step moves none of them."
    looked = min(experiment.batch, cases)
    which = "the same cases" if looked == cases else f"its batch of {looked:,}"
    return f"ΔW is what the next step adds to W, by the gradient of {which}."


def _sizes(snapshot: Snapshot, layers: tuple[LayerGradient, ...]) -> Iterator[str]:
    """A row for every layer."""
    columns = ["|∂E/∂W|", "|W|", "|ΔW|", "|ΔW|/|W|"]
    values = [[each.gradient, each.weights, each.moved, each.share] for each in layers]
    if snapshot.biases is not None:
        letter = snapshot.experiment.bias_form.letter
        columns += [f"|∂E/∂{letter}|", f"|{letter}|"]
        for row, each in zip(values, layers, strict=True):
            row += [each.bias_gradient or 0.0, each.biases or 0.0]
    names = [subscript("W", each.layer) for each in layers]
    yield from number_table(np.array(values), names, columns)
    frozen = [
        f"{subscript('W', each.layer)}: {each.learns:,} of {each.count:,} weights learn"
        for each in layers
        if each.learns < each.count
    ]
    for said in frozen:
        yield from prose(said, "  ")


def _moments(snapshot: Snapshot) -> Iterator[str]:
    """How large the gradients were before."""
    behind = snapshot.gradient_sizes.until(snapshot.step)
    if not len(behind.sizes):
        return
    every = -(-len(behind.sizes) // MOST_MOMENTS)
    distance = behind.stride * every
    yield ""
    yield f"|∂E/∂W| over the run, every {f'{distance:,} steps' if distance > 1 else 'step'}"
    names = [subscript("W", k + 1) for k in range(behind.sizes.shape[1])]
    steps = [f"{step:,}" for step in behind.steps[::every].tolist()]
    yield from number_table(behind.sizes[::every], steps, names)


def gradients_json(snapshot: Snapshot) -> Iterator[str]:
    """The same as one object in one line, at full precision."""
    layers = layer_gradients(snapshot)
    behind = snapshot.gradient_sizes.until(snapshot.step)
    yield to_json(
        {
            "step": snapshot.step,
            "layers": [_layer(layer) for layer in layers],
            "first_to_last": first_to_last(layers),
            "history": {"steps": behind.steps.tolist(), "gradient_sizes": behind.sizes.tolist()},
        }
    )


def _layer(layer: LayerGradient) -> dict[str, Any]:
    """A layer as plain values."""
    return {
        "gradient_size": layer.gradient,
        "weights_size": layer.weights,
        "next_change_size": layer.moved,
        "next_change_share": layer.share,
        "bias_gradient_size": layer.bias_gradient,
        "biases_size": layer.biases,
        "learning_weights": layer.learns,
        "weights": layer.count,
        "delta": layer.delta.tolist(),
    }
