"""Where somebody is in a step: which phase, which case, which number. Everything on the screen of
the walk-through is a function of this and of the record of the step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import NamedTuple

from backprop_tui.engine import StepRecord
from backprop_tui.report.arithmetic.shown import as_shown
from backprop_tui.report.arithmetic.worked import WorkedNumber, with_reference
from backprop_tui.report.walk import Axis, Matrix, Part, Phase, Quantity
from backprop_tui.ui.screens.walkthrough.numbers import (
    is_cut,
    last_digit,
    last_digits,
    number_text,
)


class Cell(NamedTuple):
    """A number: the matrix it stands in, counted from the left, its row and its column."""

    term: int
    row: int
    column: int


FIRST = Cell(0, 0, 0)


@lru_cache(256)
def _work(matrix: Matrix, row: int, column: int) -> WorkedNumber:
    """A number worked out, which for a long sum is not done twice."""
    return matrix.work(row, column)


DIRECTIONS = (Part.FORWARD, Part.BACKWARD)
"""The parts in which something flows."""

WITHOUT_WIRES = (Quantity.ACTIVATION, Quantity.DELTA, Quantity.ERROR)
"""What a unit makes of its own numbers, through no wire."""


@dataclass(frozen=True, eq=False)
class Place:
    """A place in a step.

    Attributes:
        record: The step.
        phases: Its phases.
        number: The phase, from 0.
        case: The row of the batch that the diagram follows.
        cell: The number that is worked out.
        page: How many pages of a long sum have been turned.
        playing: Whether phases follow each other by themselves.
        seconds: How long each is shown then.
        pulse: How far a pulse has run along the wires at work, in pictures, if one does.
        ahead: How many steps of the run lie ahead that have been taken before.
    """

    record: StepRecord
    phases: tuple[Phase, ...]
    number: int = 0
    case: int = 0
    cell: Cell = FIRST
    page: int = 0
    playing: bool = False
    seconds: float = 2.0
    pulse: int | None = None
    ahead: int = 0

    @property
    def phase(self) -> Phase:
        """The phase that is shown."""
        return self.phases[self.number]

    @property
    def flows(self) -> bool:
        """Whether something runs along wires in this phase."""
        phase = self.phase
        return phase.part in DIRECTIONS and phase.quantity not in WITHOUT_WIRES

    @property
    def terms(self) -> tuple[tuple[str, Matrix], ...]:
        """What is drawn: the terms of the equation, and beside a wrong result the right one."""
        terms, reference = self.phase.terms, self.phase.reference
        return terms if reference is None else (*terms, ("right:", reference))

    @property
    def matrix(self) -> Matrix:
        """The matrix of the number that is worked out."""
        return self.terms[self.cell.term][1]

    @property
    def work(self) -> WorkedNumber:
        """The number worked out; beside a wrong one of the result, what the right rule gives."""
        return self._beside_right(_work(self.matrix, *self.cell[1:]))

    def worked(self, level: int) -> WorkedNumber:
        """The same with the digits that the matrices show."""
        value = float(self.matrix.values[self.cell[1:]])
        work = _work(self.matrix, *self.cell[1:])
        if is_cut(level) or not math.isfinite(value):
            return self._beside_right(work)
        last = last_digit(number_text(self.matrix, value, level))
        matrices = [matrix for _, matrix in self.terms]
        return self._beside_right(as_shown(work, last, partial(last_digits, matrices, level)))

    def _beside_right(self, work: WorkedNumber) -> WorkedNumber:
        term, row, column = self.cell
        reference = self.phase.reference
        if reference is None or term != len(self.phase.terms) - 1:
            return work
        value = float(self.matrix.values[row, column])
        return with_reference(work, value, float(reference.values[row, column]))

    def at_phase(self, number: int) -> Place:
        """Another phase, with the result's number for the followed case worked out."""
        number = max(0, min(len(self.phases) - 1, number))
        terms = self.phases[number].terms
        result = terms[-1][1]
        row = self.case if result.axes[0] is Axis.CASE else 0
        return replace(self, number=number, cell=Cell(len(terms) - 1, row, 0), page=0)

    def like(self, other: Place) -> Place:
        """The same phase and number as in another step, as far as this one has them.

        The case is the one that was followed there, if it is in the batch of this step.
        """
        followed, cases = other.record.cases[other.case], self.record.cases.tolist()
        here = replace(self, case=cases.index(followed)) if followed in cases else self
        symbols, others = ([phase.symbol for phase in each.phases] for each in (self, other))
        if symbols != others:
            return here.at_phase(0)
        here = here.at_phase(other.number)
        shapes, others_shapes = (
            [matrix.values.shape for _, matrix in each.terms] for each in (here, other)
        )
        if shapes != others_shapes:
            return here
        return replace(here, cell=other.cell, page=other.page).at_case(here.case)

    def at_case(self, case: int) -> Place:
        """Another case; a number that belongs to a case follows it."""
        case %= len(self.record.cases)
        term, row, column = self.cell
        rows, columns = self.matrix.axes
        row = case if rows is Axis.CASE else row
        column = case if columns is Axis.CASE else column
        return replace(self, case=case, cell=Cell(term, row, column), page=0)

    def at_cell(self, cell: Cell) -> Place:
        """Another number of this phase; the followed case goes with it."""
        matrix = self.terms[cell.term][1]
        axes = dict(zip(matrix.axes, cell[1:], strict=True))
        return replace(self, cell=cell, case=axes.get(Axis.CASE, self.case), page=0)

    def moved(self, down: int, right: int) -> Place:
        """The number beside the present one; past a matrix's side comes the next matrix."""
        term, row, column = self.cell
        height, width = self.matrix.values.shape
        row, column = row + down, column + right
        if not 0 <= column < width:
            term += 1 if right > 0 else -1
            if not 0 <= term < len(self.terms):
                return self
            height, width = self.terms[term][1].values.shape
            column = 0 if right > 0 else width - 1
        return self.at_cell(Cell(term, max(0, min(height - 1, row)), column))
