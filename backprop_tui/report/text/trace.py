"""One step on paper: what is given, then phase after phase with its equation, its numbers and one
of them worked out. The phases are those of the screen, so both show the same digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

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
from backprop_tui.report.text.elements import find_element, opened, phase_number
from backprop_tui.report.text.parameters import parameter_texts
from backprop_tui.report.text.table import WIDTH, table
from backprop_tui.report.walk import Matrix, Part, Phase, Quantity, WorkedNumber, walk

PROSE = 66
"""Columns of a sentence: in ASCII its symbols are spelt out and take more room."""

HELD = "\0"
LONG = {"λ": "λ" + HELD * 5}
"""Symbols that take more room in ASCII than that, and what holds it for them."""

ARITHMETIC = 76
"""Columns of a worked line: nearly all of it is ASCII already."""

MANY_ROWS = 7
"""A worked line of more rows is cut in the whole trace, where only one number is an example."""

FEW_ROWS = 3
DIGITS = 6
"""Significant digits in a table."""


def trace_text(
    record: StepRecord, phase: str | None = None, element: str | None = None
) -> Iterator[str]:
    """The step in lines of at most 80 columns.

    Args:
        record: The step.
        phase: The key of a phase, to print only that one with all its matrices.
        element: `ROW,COLUMN`, to print only that number of the phase, worked out.

    Raises:
        BadSetting: If there is no such phase or element.
    """
    phases = walk(record)
    if phase is None:
        return _whole(record, phases)
    number = phase_number(phases, phase)
    chosen = phases[number]
    if element is None:
        return _one_phase(record, phases, number)
    return _one_element(chosen, *find_element(record.experiment.problem, chosen, element))


def _whole(record: StepRecord, phases: Sequence[Phase]) -> Iterator[str]:
    """Everything."""
    yield from _header(record)
    yield from _given(record, phases)
    part: Part | None = None
    for number, phase in enumerate(phases):
        yield ""
        if phase.part is not part:
            part = phase.part
            yield from (part.value, "")
        yield from _heading(phase, number, len(phases))
        for matrix in _results(phase):
            yield from _example(phase, matrix)
        if phase.reference is not None:
            yield "  The right rule gives:"
            yield from _example(phase, phase.reference)
    yield from (
        "",
        "What the step did",
        f"  E    before {_number(record.error_before)}, after {_number(record.error_after)}",
        f"  loss before {_number(record.loss_before)}, after {_number(record.loss_after)}",
    )


def _header(record: StepRecord) -> Iterator[str]:
    """What runs, which error its gradient belongs to, which cases the batch holds."""
    experiment = record.experiment
    loss, problem, bug = experiment.loss_function, experiment.problem, experiment.wrong
    count, total = len(record.cases), len(problem.inputs)
    numbers = ", ".join(str(problem.rows[case] + 1) for case in record.cases.tolist())
    whole = f"all {total} cases" if total > 1 else "the one case"
    batch = whole if count == total else f"{count} of {total} cases: {numbers}"
    yield from _prose(
        f"{_title(record)}: lr {printed(experiment.learning_rate, MOST)}, "
        f"momentum {printed(experiment.momentum, MOST)}"
    )
    over = summed_over(experiment, "the batch")
    yield from _prose(f"The gradient is that of E = {loss.formula}{over}.")
    shown = "E itself" if is_shown(experiment) else f"the {loss.displayed}, over the same cases"
    yield from _prose(f"The loss is {shown}.")
    for said in parameter_texts(experiment):
        yield from _prose(f"{sentence(said)}.")
    yield from _prose(f"The batch holds {batch}.{_turn(record)}")
    for said in prepared_texts(problem):
        yield from _prose(f"{sentence(said)}.")
    for what, names, layer in (
        ("inputs", problem.input_names, 0),
        ("targets", problem.target_names, len(experiment.sizes) - 1),
    ):
        units = unit_names(experiment, layer)
        pairs = [
            f"{unit} is {name}" for unit, name in zip(units, names, strict=True) if unit != name
        ]
        if problem.path and pairs:
            yield from _prose(f"Of the {what}, {', '.join(pairs)}.")
    if bug is not None:
        reason = bug.harmless(experiment)
        yield from _prose(
            f"Bug {bug.name}: {bug.told(experiment)}"
            + (f" Harmless here: {reason}." if reason else "")
        )


def _turn(record: StepRecord) -> str:
    """Which part of which epoch the batch is, where it does not hold all cases."""
    experiment = record.experiment
    if not experiment.is_shared_out:
        return ""
    epoch, batch, batches = experiment.turn(record.step)
    order = experiment.order_of_cases.said
    return f" It is batch {batch} of {batches} of epoch {epoch}, which comes {order}."


def _title(record: StepRecord) -> str:
    """Which step of what."""
    experiment = record.experiment
    network = network_text(experiment)
    return f"Step {record.step} to {record.step + 1} of {experiment.problem.name}, {network}"


def _given(record: StepRecord, phases: Sequence[Phase]) -> Iterator[str]:
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
    scaled = zip(("x", "y"), experiment.problem.scalings, (0, last), strict=True)
    for symbol, scaling, layer_number in scaled:
        if scaling is not None:
            columns = unit_names(experiment, layer_number)
            yield from ("", f"{symbol} before it was standardized")
            yield from _table(np.stack(scaling[:2]), ("mean", "spread"), columns)
    for title, values, rows, names in sections:
        yield from ("", title)
        yield from _table(np.atleast_2d(values), rows, names)


def _heading(phase: Phase, number: int, count: int) -> Iterator[str]:
    """What a phase computes, in symbols, in words and in NumPy."""
    yield from _prose(f"{number + 1}/{count} {phase.key} | {phase.equation}")
    yield from _prose(f"{'WRONG: ' if phase.wrong else ''}{phase.sentence}", "  ")
    yield from _prose(phase.code, "  ")


def _results(phase: Phase) -> list[Matrix]:
    """What is new in a phase; at the error three things are."""
    new = phase.terms[2:] if phase.quantity is Quantity.ERROR else phase.terms[-1:]
    return [matrix for _, matrix in new]


def _example(phase: Phase, matrix: Matrix) -> Iterator[str]:
    """A matrix with its first number worked out."""
    if matrix.values.size > 1:
        yield from _table(matrix.values, matrix.rows, matrix.columns)
    rows = list(_worked(matrix.work(0, 0)))
    if len(rows) > MANY_ROWS:
        element = " --element 1,1" if matrix is opened(phase) else ""
        hint = f"  … and so on; --phase {phase.key}{element} prints all"
        rows = [*rows[:FEW_ROWS], hint, rows[-1]]
    yield from rows


def _one_phase(record: StepRecord, phases: Sequence[Phase], number: int) -> Iterator[str]:
    """One phase with everything that stands in its equation."""
    phase = phases[number]
    yield from _prose(_title(record))
    yield ""
    yield from _heading(phase, number, len(phases))
    for operator, matrix in phase.terms:
        yield from ("", f"{operator} {matrix.symbol}".strip(", "))
        yield from _table(matrix.values, matrix.rows, matrix.columns)
    for matrix in _results(phase):
        yield ""
        yield from _worked(matrix.work(0, 0))
    if phase.reference is not None:
        yield from ("", f"The right rule gives {phase.symbol}")
        yield from _table(phase.reference.values, phase.reference.rows, phase.reference.columns)
        yield from _worked(phase.reference.work(0, 0))


def _one_element(phase: Phase, row: int, column: int) -> Iterator[str]:
    """One number, worked out with every term."""
    yield from _worked(opened(phase).work(row, column))
    if phase.reference is not None:
        yield "The right rule gives:"
        yield from _worked(phase.reference.work(row, column))


def _worked(work: WorkedNumber) -> Iterator[str]:
    """A number, then every way to it, then what all of them come to."""
    yield f"  {work.name}"
    note = f" ({work.note})" if work.note else ""
    for line in (*work.lines, work.result + note):
        yield from wrap(
            line,
            ARITHMETIC,
            initial_indent="    = ",
            subsequent_indent="      ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _table(values: Array, rows: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    """A table whose names are as wide in ASCII as they are here."""
    rows, columns = (
        [name.replace("ŷ", "yhat").replace("θ", "theta") for name in names]
        for names in (rows, columns)
    )
    yield from (f"  {line}" for line in table(values, rows, columns, _number, WIDTH - 2))


def _prose(said: str, indent: str = "") -> Iterator[str]:
    """A sentence in lines."""
    for long, held in LONG.items():
        said = said.replace(long, held)
    # Where it is spelt out, θ takes five columns.
    room = PROSE - 2 * min(3, said.count("θ"))
    for line in wrap(said, room, initial_indent=indent, subsequent_indent=indent or "  "):
        yield line.replace(HELD, "")


def _number(value: float) -> str:
    """A number in a table."""
    return printed(value, DIGITS)
