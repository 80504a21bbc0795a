"""One step on paper: what is given, then phase after phase with its equation, its numbers and one
of them worked out. The phases are those of the screen, so both show the same digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backprop_tui.engine import StepRecord
from backprop_tui.report.text.elements import find_element, opened, phase_number
from backprop_tui.report.text.paper import (
    matrix_table,
    number_table,
    prose,
    rounded,
    worked,
)
from backprop_tui.report.text.trace_start import given, header, title
from backprop_tui.report.walk import Matrix, Part, Phase, Quantity, walk

MANY_ROWS = 7
"""A worked line of more rows is cut in the whole trace, where only one number is an example."""

FEW_ROWS = 3


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
    return _one_element(chosen, *find_element(record.experiment, chosen, element))


def _whole(record: StepRecord, phases: Sequence[Phase]) -> Iterator[str]:
    """Everything."""
    for said in header(record):
        yield from prose(said)
    for numbers in given(record):
        yield from ("", numbers.said)
        yield from number_table(numbers.values, numbers.rows, numbers.columns, numbers.there)
    part: Part | None = None
    for number, phase in enumerate(phases):
        yield ""
        if phase.part is not part:
            part = phase.part
            yield from (part.value, "")
        yield from _heading(phase, number, len(phases))
        for matrix in results(phase):
            yield from _example(phase, matrix)
        if phase.reference is not None:
            yield "  The right rule gives:"
            yield from _example(phase, phase.reference)
    yield from (
        "",
        "What the step did",
        f"  E    before {rounded(record.error_before)}, after {rounded(record.error_after)}",
        f"  loss before {rounded(record.loss_before)}, after {rounded(record.loss_after)}",
    )


def _heading(phase: Phase, number: int, count: int) -> Iterator[str]:
    """What a phase computes, in symbols, in words and in NumPy."""
    yield from prose(f"{number + 1}/{count} {phase.key} | {phase.equation}")
    yield from prose(f"{'WRONG: ' if phase.wrong else ''}{phase.sentence}", "  ")
    yield from prose(phase.code, "  ")


def results(phase: Phase) -> list[Matrix]:
    """What is new in a phase; at the error three things are."""
    new = phase.terms[2:] if phase.quantity is Quantity.ERROR else phase.terms[-1:]
    return [matrix for _, matrix in new]


def _example(phase: Phase, matrix: Matrix) -> Iterator[str]:
    """A matrix with its first number worked out."""
    if matrix.values.size > 1:
        yield from matrix_table(matrix)
    rows = list(worked(matrix.work(0, 0)))
    if len(rows) > MANY_ROWS:
        element = " --element 1,1" if matrix is opened(phase) else ""
        hint = f"  … and so on; --phase {phase.key}{element} prints all"
        rows = [*rows[:FEW_ROWS], hint, rows[-1]]
    yield from rows


def _one_phase(record: StepRecord, phases: Sequence[Phase], number: int) -> Iterator[str]:
    """One phase with everything that stands in its equation."""
    phase = phases[number]
    yield from prose(title(record))
    yield ""
    yield from _heading(phase, number, len(phases))
    for operator, matrix in phase.terms:
        yield from ("", f"{operator} {matrix.symbol}".strip(", "))
        yield from matrix_table(matrix)
    for matrix in results(phase):
        yield ""
        yield from worked(matrix.work(0, 0))
    if phase.reference is not None:
        yield from ("", f"The right rule gives {phase.symbol}")
        yield from matrix_table(phase.reference)
        yield from worked(phase.reference.work(0, 0))


def _one_element(phase: Phase, row: int, column: int) -> Iterator[str]:
    """One number, worked out with every term."""
    yield from worked(opened(phase).work(row, column))
    if phase.reference is not None:
        yield "The right rule gives:"
        yield from worked(phase.reference.work(row, column))
