"""What a step on paper begins with: what runs, which error is descended, which cases the batch
holds, and every number that is there before the first is computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from backprop_tui.engine import StepRecord
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.arithmetic.digits import MOST, printed
from backprop_tui.report.names import (
    bias_names,
    network_text,
    sentence,
    source_names,
    subscript,
    unit_names,
)
from backprop_tui.report.objective import is_shown, summed_over
from backprop_tui.report.text.data import prepared_texts
from backprop_tui.report.text.paper import number_table, prose
from backprop_tui.report.text.parameters import parameter_texts
from backprop_tui.report.walk import Phase


def header(record: StepRecord) -> Iterator[str]:
    """What runs, which error its gradient belongs to, which cases the batch holds."""
    experiment = record.experiment
    loss, problem, bug = experiment.loss_function, experiment.problem, experiment.wrong
    count, total = len(record.cases), len(problem.inputs)
    numbers = ", ".join(str(problem.rows[case] + 1) for case in record.cases.tolist())
    whole = f"all {total} cases" if total > 1 else "the one case"
    batch = whole if count == total else f"{count} of {total} cases: {numbers}"
    yield from prose(
        f"{title(record)}: lr {printed(experiment.learning_rate, MOST)}, "
        f"momentum {printed(experiment.momentum, MOST)}"
    )
    over = summed_over(experiment, "the batch")
    yield from prose(f"The gradient is that of E = {loss.formula}{over}.")
    shown = "E itself" if is_shown(experiment) else f"the {loss.displayed}, over the same cases"
    yield from prose(f"The loss is {shown}.")
    for said in parameter_texts(experiment):
        yield from prose(f"{sentence(said)}.")
    yield from prose(f"The batch holds {batch}.{_turn(record)}")
    for said in prepared_texts(problem):
        yield from prose(f"{sentence(said)}.")
    for what, names, layer in (
        ("inputs", problem.input_names, 0),
        ("targets", problem.target_names, len(experiment.sizes) - 1),
    ):
        units = unit_names(experiment, layer)
        pairs = [
            f"{unit} is {name}" for unit, name in zip(units, names, strict=True) if unit != name
        ]
        if problem.path and pairs:
            yield from prose(f"Of the {what}, {', '.join(pairs)}.")
    if bug is not None:
        reason = bug.harmless(experiment)
        yield from prose(
            f"Bug {bug.name}: {bug.told(experiment)}"
            + (f" Harmless here: {reason}." if reason else "")
        )


def given(record: StepRecord, phases: Sequence[Phase]) -> Iterator[str]:
    """What the step starts from: inputs, targets, weights, biases and the last changes."""
    experiment = record.experiment
    first = phases[0].terms[0][1]
    cases, last = first.rows, len(record.layers)
    sections: list[tuple[str, Array, Sequence[str], Sequence[str]]] = [
        ("x, the inputs", record.inputs, cases, unit_names(experiment, 0)),
        ("y, the targets", record.targets, cases, unit_names(experiment, last)),
    ]
    for k, layer in enumerate(record.layers, start=1):
        units = unit_names(experiment, k)
        parameters = [(subscript("W", k), layer.weights, source_names(experiment, k), units)]
        if layer.biases is not None:
            columns = bias_names(experiment, k)
            letter = experiment.bias_form.letter
            parameters.append((subscript(letter, k), layer.biases, (letter,), columns))
        sections += [
            (f"{symbol} before the step", update.before, rows, columns)
            for symbol, update, rows, columns in parameters
        ]
        sections += [
            (f"m{symbol}, 1 for what learns and 0 for what is frozen", mask, rows, columns)
            for symbol, update, rows, columns in parameters
            if (mask := update.learns) is not None and not mask.all() and mask.any()
        ]
        if experiment.momentum:
            sections += [
                (f"Δ{symbol} of the step before", update.previous, rows, columns)
                for symbol, update, rows, columns in parameters
            ]
    if experiment.problem.features:
        yield from ("", "the inputs that the features are computed from")
        columns = experiment.problem.source.input_names
        yield from number_table(experiment.problem.own_inputs[record.cases], cases, columns)
    scaled = zip(("x", "y"), experiment.problem.scalings, (0, last), strict=True)
    for symbol, scaling, layer_number in scaled:
        if scaling is not None:
            columns = unit_names(experiment, layer_number)
            yield from ("", f"{symbol} before it was standardized")
            yield from number_table(np.stack(scaling[:2]), ("mean", "spread"), columns)
    for title, values, rows, names in sections:
        yield from ("", title)
        yield from number_table(np.atleast_2d(values), rows, names)


def _turn(record: StepRecord) -> str:
    """Which part of which epoch the batch is, where it does not hold all cases."""
    experiment = record.experiment
    if not experiment.is_shared_out:
        return ""
    epoch, batch, batches = experiment.turn(record.step)
    order = experiment.order_of_cases.said
    return f" It is batch {batch} of {batches} of epoch {epoch}, which comes {order}."


def title(record: StepRecord) -> str:
    """Which step of what."""
    experiment = record.experiment
    network = network_text(experiment)
    return f"Step {record.step} to {record.step + 1} of {experiment.problem.name}, {network}"
