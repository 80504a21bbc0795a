"""What a step on paper begins with: what runs, which error is descended, which cases the batch
holds, and every number that is there before the first is computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine import StepRecord
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.arithmetic.digits import MOST, printed
from backprop_tui.report.names import network_text, sentence, unit_names
from backprop_tui.report.objective import is_shown, summed_over
from backprop_tui.report.text.data import prepared_texts
from backprop_tui.report.text.parameters import parameter_texts
from backprop_tui.report.walk import Matrix
from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.update import Updates


def header(record: StepRecord) -> Iterator[str]:
    """What runs, which error its gradient belongs to, which cases the batch holds, in sentences."""
    experiment = record.experiment
    loss, problem, bug = experiment.loss_function, experiment.problem, experiment.wrong
    count, total = len(record.cases), len(problem.inputs)
    numbers = ", ".join(str(problem.rows[case] + 1) for case in record.cases.tolist())
    whole = f"all {total} cases" if total > 1 else "the one case"
    batch = whole if count == total else f"{count} of {total} cases: {numbers}"
    yield (
        f"{title(record)}: lr {printed(experiment.learning_rate, MOST)}, "
        f"momentum {printed(experiment.momentum, MOST)}"
    )
    over = summed_over(experiment, "the batch")
    yield f"The gradient is that of E = {loss.formula}{over}."
    shown = "E itself" if is_shown(experiment) else f"the {loss.displayed}, over the same cases"
    yield f"The loss is {shown}."
    for said in parameter_texts(experiment):
        yield f"{sentence(said)}."
    yield f"The batch holds {batch}.{_turn(record)}"
    for said in prepared_texts(problem):
        yield f"{sentence(said)}."
    for what, names, layer in (
        ("inputs", problem.input_names, 0),
        ("targets", problem.target_names, len(experiment.sizes) - 1),
    ):
        units = unit_names(experiment, layer)
        pairs = [
            f"{unit} is {name}" for unit, name in zip(units, names, strict=True) if unit != name
        ]
        if problem.path and pairs:
            yield f"Of the {what}, {', '.join(pairs)}."
    if bug is not None:
        reason = bug.harmless(experiment)
        yield (
            f"Bug {bug.name}: {bug.told(experiment)}"
            + (f" Harmless here: {reason}." if reason else "")
        )


class Given(NamedTuple):
    """Numbers that are there before the step.

    Attributes:
        said: What they are.
        values: (rows, columns).
        rows: One name a row.
        columns: One name a column.
        there: Which of the numbers there are, (rows, columns); `None` for all.
    """

    said: str
    values: Array
    rows: Sequence[str]
    columns: Sequence[str]
    there: NDArray[np.bool_] | None = None

    @classmethod
    def of(cls, said: str, matrix: Matrix) -> Given:
        """The numbers of a matrix."""
        return cls(said, matrix.values, matrix.rows, matrix.columns, matrix.there)


def given(record: StepRecord) -> Iterator[Given]:
    """What the step starts from: inputs, targets, weights, biases and the last changes."""
    experiment, m = record.experiment, Matrices(record)
    scaled = zip(("x", "y"), experiment.problem.scalings, (0, m.last), strict=True)
    if experiment.problem.features:
        names, inputs = experiment.problem.source.input_names, experiment.problem.own_inputs
        said = "the inputs that the features are computed from"
        yield Given(said, inputs[record.cases], m.cases, names)
    for symbol, scaling, layer_number in scaled:
        if scaling is not None:
            columns = unit_names(experiment, layer_number)
            said = f"{symbol} before it was standardized"
            yield Given(said, np.stack(scaling[:2]), ("mean", "spread"), columns)
    yield Given.of("x, the inputs", m.output(0))
    yield Given.of("y, the targets", m.targets)
    for k in range(1, m.last + 1):
        for said, matrix in _given_parameters(m, k):
            yield Given.of(said, matrix)


def _given_parameters(m: Matrices, k: int) -> Iterator[tuple[str, Matrix]]:
    """What there is of the weights and biases of a layer before the step, each with its title."""
    kinds = (False, True) if m.experiment.bias else (False,)
    every = [Updates(m, k, bias) for bias in kinds]
    for updates in every:
        yield f"{updates.symbol} before the step", updates.before()
    there = m.there(k)
    if there is not None:
        yield f"{there.symbol}, 1 for a link and 0 for none", there
    for updates in every:
        mask = updates.mask()
        if mask is not None:
            yield f"{mask.symbol}, 1 for what learns and 0 for what is frozen", mask
    if m.experiment.momentum:
        for updates in every:
            yield f"Δ{updates.symbol} of the step before", updates.previous()


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
