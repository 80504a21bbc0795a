"""The matrices of one step by their symbols. Each knows how to work out any of its numbers: from
the numbers of other matrices, one step back, with every term of every sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from math import prod

from backprop_tui.engine import Activation, LayerRecord, ParameterUpdate, StepRecord
from backprop_tui.engine.core.bug import Terms
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.arithmetic.worked import (
    Form,
    WorkedNumber,
    formula,
    given,
    products,
    work_out,
)
from backprop_tui.report.names import case_names, subscript, unit_names
from backprop_tui.report.walk.notation import enclosed
from backprop_tui.report.walk.phase import Axis, Matrix
from backprop_tui.report.walk.wrong_numbers import bug_in, wrong_terms

CASE, BEFORE, UNIT, ONE = Axis

Worker = Callable[[int, int], WorkedNumber]


def largest(terms: list[tuple[float, ...]]) -> float:
    """The size of the largest product of a sum."""
    return max((abs(prod(term)) for term in terms), default=0.0)


class Matrices:
    """The matrices of a step; layers count from 1.

    Attributes:
        record: The step.
        last: The number of the output layer.
    """

    def __init__(self, record: StepRecord) -> None:
        self.record = record
        self.experiment = record.experiment
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
        return unit_names(self.experiment.sizes, k)

    def output_symbol(self, k: int) -> str:
        """`x`, `a₁`, `ŷ`."""
        return "x" if k == 0 else "ŷ" if k == self.last else subscript("a", k)

    def outputs(self, k: int) -> Array:
        """What layer k puts out, (cases, units)."""
        return self.record.inputs if k == 0 else self.layer(k).activation

    def _by_case(self, symbol: str, values: Array, k: int, work: Worker, signed: bool) -> Matrix:
        """A matrix with a row per case and a column per unit of layer k."""
        axes = (CASE, UNIT)
        return Matrix(symbol, values, self.cases, self.units(k), axes, work, signed)

    def _given(self, symbol: str, values: Array, k: int, note: str, signed: bool) -> Matrix:
        """Inputs or targets."""

        def work(row: int, column: int) -> WorkedNumber:
            return given(self._case_name(symbol, k, row, column), values[row, column], note)

        return self._by_case(symbol, values, k, work, signed)

    def _case_name(self, symbol: str, k: int, row: int, column: int) -> str:
        """`z₁[01,h2]`."""
        return f"{symbol}[{self.cases[row]},{self.units(k)[column]}]"

    def given_like(self, matrix: Matrix, symbol: str, values: Array) -> Matrix:
        """A matrix beside one of the same shape, from the steps before."""

        def work(row: int, column: int) -> WorkedNumber:
            names = ",".join(filter(None, (matrix.rows[row], matrix.columns[column])))
            return given(f"{symbol}[{names}]", float(values[row, column]), "of the steps before")

        return replace(matrix, symbol=symbol, values=values, work=work)

    def _weights_like(self, symbol: str, values: Array, k: int, work: Worker) -> Matrix:
        """A matrix with a row per unit before and a column per unit of layer k."""
        rows, columns = self.units(k - 1), self.units(k)
        return Matrix(symbol, values, rows, columns, (BEFORE, UNIT), work)

    def _name(self, symbol: str, k: int, row: int, column: int) -> str:
        return f"{symbol}[{self.units(k - 1)[row]},{self.units(k)[column]}]"

    # Forward.

    @cached_property
    def targets(self) -> Matrix:
        """y."""
        return self._given("y", self.record.targets, self.last, "the target", False)

    def output(self, k: int) -> Matrix:
        """x, a or ŷ."""
        signed = bool((self.outputs(k) < 0).any())
        if k == 0:
            return self._given("x", self.record.inputs, 0, "the input", signed)
        layer, symbol = self.layer(k), self.output_symbol(k)
        activation = self.activation(k)

        def work(row: int, column: int) -> WorkedNumber:
            value, sums = float(layer.activation[row, column]), layer.z[row].tolist()
            name = self._case_name(symbol, k, row, column)
            forms = [
                formula(text, {"z": sums[column]}, {"z": sums})
                for text in (activation.formula, *activation.forms)
            ]
            return work_out(name, value, forms, abs(value))

        return self._by_case(symbol, layer.activation, k, work, signed)

    def sums(self, k: int) -> Matrix:
        """z = a W + b."""
        layer, before, symbol = self.layer(k), self.outputs(k - 1), subscript("z", k)

        def work(row: int, column: int) -> WorkedNumber:
            name = self._case_name(symbol, k, row, column)
            terms: list[tuple[float, ...]] = list(
                zip(before[row].tolist(), layer.weights.before[:, column].tolist(), strict=True)
            )
            if layer.biases is not None:
                terms.append((float(layer.biases.before[column]),))
            return work_out(name, float(layer.z[row, column]), [products(terms)], largest(terms))

        return self._by_case(symbol, layer.z, k, work, True)

    def slopes(self, k: int) -> Matrix:
        """f′, from the outputs and, where it takes them, the sums."""
        layer, symbol = self.layer(k), subscript("f′", k)
        activation, bug = self.activation(k), bug_in(self.record, "slope", k)

        def work(row: int, column: int) -> WorkedNumber:
            value = float(layer.slope[row, column])
            name = self._case_name(symbol, k, row, column)
            sums, outputs = layer.z[row], layer.activation[row]
            if bug:
                sums, outputs = bug.slope_from(activation, sums, outputs)
            form = formula(
                activation.slope_formula, {"a": float(outputs[column]), "z": float(sums[column])}
            )
            return work_out(name, value, [form], max(1.0, abs(value)))

        return self._by_case(symbol, layer.slope, k, work, False)

    # Backward.

    def at_output(self, symbol: str) -> Matrix:
        """The matrix of the output layer that a formula calls ŷ, y or z."""
        made = {"ŷ": self.output, "z": self.sums}.get(symbol)
        return self.targets if made is None else made(self.last)

    def output_forms(self, texts: Iterable[str], row: int, column: int) -> list[Form]:
        """Formulas of one output of a case, in terms of ŷ, y and z."""
        output = self.layer(self.last)
        rows = {
            "ŷ": output.activation[row].tolist(),
            "y": self.record.targets[row].tolist(),
            "z": output.z[row].tolist(),
        }
        symbols = {name: numbers[column] for name, numbers in rows.items()}
        return [formula(text, symbols, rows) for text in texts]

    @cached_property
    def loss_gradient(self) -> Matrix:
        """Where the way back begins, ŷ - y with most losses."""
        gradient, values = self.experiment.loss_function.gradient, self.record.loss_gradient

        def work(row: int, column: int) -> WorkedNumber:
            name = self._case_name(enclosed(gradient.formula), self.last, row, column)
            forms = self.output_forms((gradient.formula, *gradient.forms), row, column)
            size = max(map(abs, forms[0].values), default=0.0)
            return work_out(name, float(values[row, column]), forms, size)

        return self._by_case(gradient.formula, values, self.last, work, True)

    def activation_gradient(self, k: int) -> Matrix:
        """∂E/∂a of hidden layer k, through the weights of the next."""
        next_layer, symbol = self.layer(k + 1), subscript("da", k)
        values = self.layer(k).activation_gradient
        assert values is not None, "only hidden layers are blamed through weights"

        def work(row: int, column: int) -> WorkedNumber:
            name = self._case_name(symbol, k, row, column)
            terms: list[tuple[float, ...]] = list(
                zip(
                    next_layer.delta[row].tolist(),
                    next_layer.weights.before[column].tolist(),
                    strict=True,
                )
            )
            terms = wrong_terms(self.record, "activation gradient", terms, k, row, column)
            return work_out(name, float(values[row, column]), [products(terms)], largest(terms))

        return self._by_case(symbol, values, k, work, True)

    def deltas(self, k: int) -> Matrix:
        """δ = ∂E/∂z."""
        layer, symbol, last = self.layer(k), subscript("δ", k), k == self.last
        come = self.record.loss_gradient if last else layer.activation_gradient
        assert come is not None, "only the output has no layer behind it"
        cancels = last and self.experiment.loss_function.gradient.cancels
        coupling = self.activation(k).coupling
        wrong = last and bug_in(self.record, "output delta", k) is not None

        def work(row: int, column: int) -> WorkedNumber:
            value = float(layer.delta[row, column])
            name = self._case_name(symbol, k, row, column)
            if cancels and not wrong:
                at_once = self.loss_gradient.work(row, column)
                return WorkedNumber(name, at_once.lines, at_once.result, at_once.note)
            if cancels:
                terms: Terms = [(float(come[row, column]),)]
            elif coupling is None:
                terms = [(float(come[row, column]), float(layer.slope[row, column]))]
            else:
                terms = coupling.terms(come[row], layer.activation[row], column)
            if last:
                terms = wrong_terms(self.record, "output delta", terms, k, row, column)
            size = abs(value) if coupling is None else largest(terms)
            return work_out(name, value, [products(terms)], size)

        return self._by_case(symbol, layer.delta, k, work, True)

    def gradient(self, k: int) -> Matrix:
        """∂E/∂W = aᵀ δ, the contributions of all cases summed."""
        layer, before, symbol = self.layer(k), self.outputs(k - 1), subscript("dW", k)

        def work(row: int, column: int) -> WorkedNumber:
            terms: list[tuple[float, ...]] = list(
                zip(before[:, row].tolist(), layer.delta[:, column].tolist(), strict=True)
            )
            terms = wrong_terms(self.record, "gradient", terms, k, row, column)
            name, value = (
                self._name(symbol, k, row, column),
                float(layer.weights.gradient[row, column]),
            )
            size, twice = largest(terms), len(terms) > 1
            return work_out(name, value, [products(terms)], size, twice=twice)

        return self._weights_like(symbol, layer.weights.gradient, k, work)

    def bias_gradient(self, k: int) -> Matrix:
        """∂E/∂b = Σ δ."""
        layer, symbol = self.layer(k), subscript("db", k)
        values = self.update(k, bias=True).gradient

        def work(row: int, column: int) -> WorkedNumber:
            terms: list[tuple[float, ...]] = [(delta,) for delta in layer.delta[:, column].tolist()]
            terms = wrong_terms(self.record, "gradient", terms, k, 0, column, bias=True)
            name = f"{symbol}[{self.units(k)[column]}]"
            return work_out(name, float(values[row, column]), [products(terms)], largest(terms))

        return Matrix(symbol, values, ("b",), self.units(k), (ONE, UNIT), work)
