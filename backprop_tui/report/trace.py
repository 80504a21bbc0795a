"""One step with every number of it, in an order that can be followed with a pencil: each layer's
forward pass, its share of the blame, and what that does to its weights. The numbers are copies of
the very arrays that training filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import Any

import numpy as np

from backprop_tui.engine import LayerRecord, StepRecord
from backprop_tui.engine.calls import Array
from backprop_tui.report.numbers import short, to_json
from backprop_tui.report.table import table

PROSE = 66
"""Columns of a sentence: in ASCII its symbols are spelt out and take more room."""


def trace_text(record: StepRecord) -> Iterator[str]:
    """The step in tables of at most 80 columns."""
    problem = record.experiment.problem
    cases = [f"case {case + 1}" for case in record.cases.tolist()]
    yield from _header(record)
    yield from _section("x, the inputs", record.inputs, cases, problem.input_names)
    yield from _section("y, the targets", record.targets, cases, problem.target_names)
    for k, layer in enumerate(record.layers):
        yield ""
        yield from _layer(record, k, layer, cases)
    yield ""
    yield "What the step did"
    for what, before, after in (
        ("E", record.error_before, record.error_after),
        ("loss", record.loss_before, record.loss_after),
    ):
        yield f"  {what:<4} before {short(before)}, after {short(after)}"


def _header(record: StepRecord) -> Iterator[str]:
    """What runs, which error its gradient belongs to, which cases the batch holds."""
    experiment = record.experiment
    loss, problem = experiment.loss_function, experiment.problem
    count, total = len(record.cases), len(problem.inputs)
    numbers = ", ".join(str(case + 1) for case in record.cases.tolist())
    batch = f"all {total} cases" if count == total else f"{count} of {total} cases: {numbers}"
    sizes = "-".join(map(str, experiment.sizes))
    for sentence in (
        f"Step {record.step} to {record.step + 1} of {problem.name}, {sizes}: "
        f"lr {experiment.learning_rate:g}, momentum {experiment.momentum:g}",
        f"The gradient is that of E = {loss.formula}, summed over the batch.",
        f"The loss is the {loss.displayed}, over the same cases.",
        f"The batch holds {batch}.",
    ):
        yield from wrap(sentence, PROSE)


def _layer(record: StepRecord, k: int, layer: LayerRecord, cases: list[str]) -> Iterator[str]:
    """Everything of layer k, forward to its new weights."""
    experiment = record.experiment
    activation, loss = experiment.layer_activations[k], experiment.loss_function
    problem, last = experiment.problem, k == len(record.layers) - 1
    before = list(problem.input_names) if k == 0 else _units(layer.weights.shape[0])
    units = _outputs(layer.weights.shape[1]) if last else _units(layer.weights.shape[1])
    source = "x" if k == 0 else f"a{k}"
    n = k + 1
    kind = "the output units" if last else f"hidden layer {n}"
    yield f"Layer {n}, {kind}: {len(before)} in, {len(units)} out, {activation.name}"
    delta = (
        f"{loss.delta_formula}, with ŷ = a{n}"
        if last
        else f"(delta{n + 1} W{n + 1}ᵀ) ⊙ f′, with W{n + 1} before the step"
    )
    momentum = " + momentum × previous change" if experiment.momentum else ""
    sections: list[tuple[str, Array | None, Sequence[str]]] = [
        (f"W{n}", layer.weights, before),
        (f"b{n}", layer.biases, ["b"]),
        (f"z{n} = {source} W{n}{f' + b{n}' if experiment.bias else ''}", layer.z, cases),
        (f"a{n} = f(z{n}) = {activation.formula}", layer.activation, cases),
        (f"delta{n} = dE/dz{n} = {delta}", layer.delta, cases),
        (f"dE/dW{n} = {source}ᵀ delta{n}", layer.gradient, before),
        (f"dE/db{n} = column sums of delta{n}", layer.bias_gradient, ["b"]),
    ]
    if experiment.momentum:
        sections += [
            (f"previous change of W{n}", layer.previous_change, before),
            (f"previous change of b{n}", layer.previous_bias_change, ["b"]),
        ]
    sections += [
        (f"change of W{n} = -lr dE/dW{n}{momentum}", layer.change, before),
        (f"change of b{n} = -lr dE/db{n}{momentum}", layer.bias_change, ["b"]),
        (f"W{n} after", layer.weights_after, before),
        (f"b{n} after", layer.biases_after, ["b"]),
    ]
    if not last or "f′" in loss.delta_formula:
        sections.insert(4, (f"f′{n} = {activation.slope_formula}", layer.slope, cases))
    for title, matrix, rows in sections:
        if matrix is not None:
            yield from _section(title, matrix, rows, units)


def _outputs(count: int) -> list[str]:
    """Names of output units."""
    return ["yhat"] if count == 1 else [f"yhat{i + 1}" for i in range(count)]


def _units(count: int) -> list[str]:
    """Names of hidden units."""
    return [f"h{i + 1}" for i in range(count)]


def _section(
    title: str, matrix: Array, rows: Sequence[str], columns: Sequence[str]
) -> Iterator[str]:
    """A titled table; a vector is a table of one row."""
    yield ""
    yield title
    yield from table(np.atleast_2d(matrix), rows, columns)


def trace_json(record: StepRecord) -> Iterator[str]:
    """The step as one object in one line, at full precision."""
    yield to_json(
        {
            "step": record.step,
            "inputs": record.inputs.tolist(),
            "targets": record.targets.tolist(),
            "error_before": record.error_before,
            "loss_before": record.loss_before,
            "error_after": record.error_after,
            "loss_after": record.loss_after,
            "layers": [
                {name: _plain(getattr(layer, name)) for name in LAYER_KEYS}
                for layer in record.layers
            ],
        }
    )


LAYER_KEYS = (
    *("weights", "biases", "z", "activation", "delta", "gradient", "bias_gradient"),
    *("change", "bias_change", "weights_after", "biases_after"),
)
"""What a layer's object holds, by the names that `LayerRecord` gives them."""


def _plain(array: Array | None) -> Any:
    """An array as nested lists."""
    return None if array is None else array.tolist()


TRACE_FORMS: dict[str, Callable[[StepRecord], Iterator[str]]] = {
    "text": trace_text,
    "json": trace_json,
}
"""Every way to print a step, by its name."""
