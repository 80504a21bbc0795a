"""The layers of one step: what they hold, what their units and cases are called, and how numbers of
them stand in a matrix. Layers count from 1; 0 is the input.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from backprop_tui.engine import Activation, LayerRecord, ParameterUpdate, StepRecord
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.arithmetic.worked import WorkedNumber, given
from backprop_tui.report.names import (
    beside,
    bias_names,
    case_names,
    source_names,
    subscript,
    unit_names,
)
from backprop_tui.report.walk.phase import Axis, Matrix

CASE, BEFORE, UNIT, ONE = Axis

Worker = Callable[[int, int], WorkedNumber]

NO_LINK = "no link"
"""Why there is no weight, where units are in groups."""


class Layers:
    """What is common to the matrices of a step; layers count from 1.

    Attributes:
        record: The step.
        links: Which layers see which.
        last: The number of the output layer.
    """

    def __init__(self, record: StepRecord) -> None:
        self.record = record
        self.experiment = record.experiment
        self.links = self.experiment.links
        self.last = len(record.layers)
        names = case_names(self.experiment.problem)
        self.cases = tuple(names[case] for case in record.cases.tolist())

    def layer(self, k: int) -> LayerRecord:
        """The record of layer k."""
        return self.record.layers[k - 1]

    def activation(self, k: int) -> Activation:
        """The activation of layer k."""
        return self.experiment.layer_activations[k - 1]

    def slope_counts(self, k: int) -> bool:
        """Whether f′ is a factor of δ in layer k."""
        return self.experiment.slope_counts[k - 1]

    def update(self, k: int, bias: bool) -> ParameterUpdate:
        """What became of the weights of layer k, or of its biases as matrices of one row."""
        layer = self.layer(k)
        if not bias:
            return layer.weights
        assert layer.biases is not None, "nobody asks for biases where there are none"
        return layer.biases.as_matrices()

    def units(self, k: int) -> tuple[str, ...]:
        """The names of the units of layer k; 0 is the input."""
        return unit_names(self.experiment, k)

    def sources(self, k: int) -> tuple[str, ...]:
        """The names of the units that layer k sees, one a row of its weights."""
        return source_names(self.experiment, k)

    def biased(self, k: int) -> tuple[str, ...]:
        """The names of the units that each bias of layer k belongs to, `all` if they share it."""
        return bias_names(self.experiment, k)

    def output_symbol(self, k: int) -> str:
        """`x`, `a₁`, `ŷ`."""
        return "x" if k == 0 else "ŷ" if k == self.last else subscript("a", k)

    def seen_symbol(self, k: int) -> str:
        """What layer k sees: `x`, `a₁`, or with direct links `[x a₁]`."""
        return beside([self.output_symbol(before) for before in self.links.before(k)])

    def by_case(self, symbol: str, values: Array, k: int, work: Worker, signed: bool) -> Matrix:
        """A matrix with a row per case and a column per unit of layer k."""
        axes = (CASE, UNIT)
        return Matrix(symbol, values, self.cases, self.units(k), axes, work, signed)

    def given_by_case(self, symbol: str, values: Array, k: int, note: str, signed: bool) -> Matrix:
        """Inputs or targets."""

        def work(row: int, column: int) -> WorkedNumber:
            return given(self.case_name(symbol, k, row, column), values[row, column], note)

        return self.by_case(symbol, values, k, work, signed)

    def case_name(self, symbol: str, k: int, row: int, column: int) -> str:
        """`z₁[01,h2]`."""
        return f"{symbol}[{self.cases[row]},{self.units(k)[column]}]"

    def given_like(self, matrix: Matrix, symbol: str, values: Array) -> Matrix:
        """A matrix beside one of the same shape, from the steps before."""

        def work(row: int, column: int) -> WorkedNumber:
            names = ",".join(filter(None, (matrix.rows[row], matrix.columns[column])))
            return given(f"{symbol}[{names}]", float(values[row, column]), "of the steps before")

        return replace(matrix, symbol=symbol, values=values, work=work)

    def weights_like(self, symbol: str, values: Array, k: int, work: Worker) -> Matrix:
        """A matrix with a row per unit before and a column per unit of layer k."""
        rows, columns, there = self.sources(k), self.units(k), self.links.linked(k)

        def linked(row: int, column: int) -> WorkedNumber:
            if there is None or there[row, column]:
                return work(row, column)
            return given(self.weight_name(symbol, k, row, column), 0.0, NO_LINK)

        return Matrix(symbol, values, rows, columns, (BEFORE, UNIT), linked, there=there)

    def there(self, k: int) -> Matrix | None:
        """1 where there is a link into layer k and 0 where there is none; `None` if all are."""
        there, symbol = self.links.linked(k), subscript("M", k)
        if there is None:
            return None

        def work(row: int, column: int) -> WorkedNumber:
            return given(self.weight_name(symbol, k, row, column), 1.0, "there is a link")

        return replace(self.weights_like(symbol, there.astype(np.float64), k, work), there=None)

    def biases_like(self, symbol: str, values: Array, k: int, work: Worker) -> Matrix:
        """A row of what is told of the biases of layer k, one a unit or one that they share."""
        form = self.experiment.bias_form
        axes = (ONE, ONE if form.shared else UNIT)
        return Matrix(symbol, values, (form.letter,), self.biased(k), axes, work)

    def weight_name(self, symbol: str, k: int, row: int, column: int) -> str:
        """`W₁[x1,h2]`."""
        return f"{symbol}[{self.sources(k)[row]},{self.units(k)[column]}]"
