"""A step falls into phases, each one equation: an operation on matrices that gives one new matrix.
Read in their order they are the whole of back-propagation; any single number of any matrix can be
opened and worked out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.report.arithmetic.worked import WorkedNumber


class Part(Enum):
    """The parts of a step, in their order."""

    FORWARD = "FORWARD"
    LOSS = "LOSS"
    BACKWARD = "BACKWARD"
    UPDATE = "UPDATE"


class Quantity(Enum):
    """What a phase computes, by the letter that its key begins with."""

    SUM = "z"
    ACTIVATION = "a"
    ERROR = "E"
    DELTA = "delta"
    GRADIENT = "dW"
    BIAS_GRADIENT = "db"
    ACTIVATION_GRADIENT = "da"
    CHANGE = "change"
    BIAS_CHANGE = "bchange"
    WEIGHTS = "W"
    BIASES = "b"


class Axis(Enum):
    """What the rows or the columns of a matrix run over; equal axes line up within a phase."""

    CASE = "case"
    BEFORE = "before"
    UNIT = "unit"
    ONE = "one"


@dataclass(frozen=True, eq=False)
class Matrix:
    """A matrix of a phase with the names of its rows and columns.

    Attributes:
        symbol: How equations write it: `W₂ᵀ`.
        values: (rows, columns); a vector is a matrix of one row.
        rows: One name a row.
        columns: One name a column.
        axes: What rows and columns run over.
        work: Works out the number in a row and a column.
        signed: Whether zero is the middle of its scale, as for weights, sums and blame; outputs
            of units and inputs are not signed unless they can be below zero.
        text: How its only number is written, if that is fixed: with the digits of its own line
            and of those that it is a factor in.
        there: Which of its numbers there are, where some are of links that are not, (rows,
            columns); those are left blank.
    """

    symbol: str
    values: Array
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    axes: tuple[Axis, Axis]
    work: Callable[[int, int], WorkedNumber]
    signed: bool = True
    text: str = ""
    there: NDArray[np.bool_] | None = None

    @cached_property
    def largest(self) -> float:
        """The size of its largest finite number."""
        return float(np.abs(self.values[np.isfinite(self.values)]).max(initial=0.0))

    def has(self, row: int, column: int) -> bool:
        """Whether there is a number in a row and a column."""
        return self.there is None or bool(self.there[row, column])


@dataclass(frozen=True, eq=False)
class Phase:
    """One equation of a step, with its numbers.

    Attributes:
        key: Its name on the command line: `delta2`.
        symbol: Its name in equations: `δ₂`.
        quantity: What it computes.
        part: Which part of the step it belongs to.
        layer: Of which layer, 1 for the first after the inputs.
        equation: In symbols, `δ₂ = (ŷ - y) ⊙ f′`.
        sentence: What it does and what is easily misunderstood, in one or two plain sentences.
        code: The same as a line of NumPy.
        terms: What is shown, from left to right: an operator (empty before the first) and the
            matrix after it; the phase's result is the last.
        wrong: Whether a wrong back-propagation goes wrong here; equation, sentence and code are
            then the wrong rule's.
        reference: What the right rule gives in place of the result, if that is another number.
    """

    key: str
    symbol: str
    quantity: Quantity
    part: Part
    layer: int
    equation: str
    sentence: str
    code: str
    terms: tuple[tuple[str, Matrix], ...]
    wrong: bool = False
    reference: Matrix | None = None

    @property
    def result(self) -> Matrix:
        """The matrix that the phase computes."""
        return self.terms[-1][1]
