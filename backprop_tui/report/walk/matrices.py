"""The matrices of one step by their symbols. Each knows how to work out any of its numbers: from
the numbers of other matrices, one step back, with every term of every sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import compress
from math import prod

from backprop_tui.engine.core.bug import Terms
from backprop_tui.report.arithmetic.forms import Form, formula, products
from backprop_tui.report.arithmetic.worked import WorkedNumber, work_out
from backprop_tui.report.names import subscript
from backprop_tui.report.walk.layers import Layers
from backprop_tui.report.walk.notation import enclosed
from backprop_tui.report.walk.penalty import penalty_terms
from backprop_tui.report.walk.phase import Matrix
from backprop_tui.report.walk.wrong_numbers import bug_in, pull_stands_alone, wrong_terms


def largest(terms: list[tuple[float, ...]]) -> float:
    """The size of the largest product of a sum."""
    return max((abs(prod(term)) for term in terms), default=0.0)


class Matrices(Layers):
    """The matrices of a step."""

    @cached_property
    def targets(self) -> Matrix:
        """y."""
        return self.given_by_case("y", self.record.targets, self.last, "the target", False)

    def output(self, k: int) -> Matrix:
        """x, a or ŷ."""
        signed = bool((self.record.outputs(k) < 0).any())
        if k == 0:
            return self.given_by_case("x", self.record.inputs, 0, "the input", signed)
        layer, symbol = self.layer(k), self.output_symbol(k)
        activation = self.activation(k)

        def work(row: int, column: int) -> WorkedNumber:
            value, sums = float(layer.activation[row, column]), layer.z[row].tolist()
            name = self.case_name(symbol, k, row, column)
            forms = [
                formula(text, {"z": sums[column]}, {"z": sums})
                for text in (activation.formula, *activation.forms)
            ]
            return work_out(name, value, forms, abs(value))

        return self.by_case(symbol, layer.activation, k, work, signed)

    def sums(self, k: int) -> Matrix:
        """z = a W + b."""
        layer, before, symbol = self.layer(k), self.record.seen(k), subscript("z", k)
        there = self.links.linked(k)

        def work(row: int, column: int) -> WorkedNumber:
            name = self.case_name(symbol, k, row, column)
            terms: Terms = list(
                zip(before[row].tolist(), layer.weights.before[:, column].tolist(), strict=True)
            )
            terms = terms if there is None else list(compress(terms, there[:, column]))
            terms += self.bias_terms(k, column)
            return work_out(name, float(layer.z[row, column]), [products(terms)], largest(terms))

        return self.by_case(symbol, layer.z, k, work, True)

    def bias_terms(self, k: int, column: int) -> Terms:
        """What its bias adds to the sum of a unit; a threshold is the weight of an input of -1."""
        biases, form = self.layer(k).biases, self.experiment.bias_form
        if biases is None:
            return []
        bias = float(biases.before[0 if form.shared else column])
        return [(-1.0, bias) if form.is_threshold else (bias,)]

    def slopes(self, k: int) -> Matrix:
        """f′, from the outputs and, where it takes them, the sums."""
        layer, symbol = self.layer(k), subscript("f′", k)
        activation, bug = self.activation(k), bug_in(self.record, "slope", k)

        def work(row: int, column: int) -> WorkedNumber:
            value = float(layer.slope[row, column])
            name = self.case_name(symbol, k, row, column)
            sums, outputs = layer.z[row], layer.activation[row]
            if bug:
                sums, outputs = bug.slope_from(activation, sums, outputs)
            form = formula(
                activation.slope_formula, {"a": float(outputs[column]), "z": float(sums[column])}
            )
            return work_out(name, value, [form], max(1.0, abs(value)))

        return self.by_case(symbol, layer.slope, k, work, False)

    # Backward.

    def at_output(self, symbol: str) -> Matrix:
        """The matrix of the output layer that a formula calls ŷ, y or z."""
        made = {"ŷ": self.output, "z": self.sums}.get(symbol)
        return self.targets if made is None else made(self.last)

    def output_forms(self, texts: Iterable[str], row: int, column: int) -> list[Form]:
        """Formulas of one output of a case, in terms of ŷ, y, z and n, the number of targets."""
        output = self.layer(self.last)
        rows = {
            "ŷ": output.activation[row].tolist(),
            "y": self.record.targets[row].tolist(),
            "z": output.z[row].tolist(),
        }
        symbols = {name: numbers[column] for name, numbers in rows.items()}
        symbols["n"] = float(self.record.targets.size)
        return [formula(text, symbols, rows) for text in texts]

    @cached_property
    def loss_gradient(self) -> Matrix:
        """Where the way back begins, ŷ - y with most losses."""
        gradient, values = self.experiment.loss_function.gradient, self.record.loss_gradient

        def work(row: int, column: int) -> WorkedNumber:
            name = self.case_name(enclosed(gradient.formula), self.last, row, column)
            forms = self.output_forms((gradient.formula, *gradient.forms), row, column)
            size = max(map(abs, forms[0].values), default=0.0)
            return work_out(name, float(values[row, column]), forms, size)

        return self.by_case(gradient.formula, values, self.last, work, True)

    def activation_gradient(self, k: int) -> Matrix:
        """∂E/∂a of hidden layer k, through the weights of the layers that see it."""
        symbol = subscript("da", k)
        values = self.layer(k).activation_gradient
        assert values is not None, "only hidden layers are blamed through weights"

        def work(row: int, column: int) -> WorkedNumber:
            name = self.case_name(symbol, k, row, column)
            terms = self.record.blame_terms(k, row, column, lambda update: update.before)
            terms = wrong_terms(self.record, "activation gradient", terms, k, row, column)
            return work_out(name, float(values[row, column]), [products(terms)], largest(terms))

        return self.by_case(symbol, values, k, work, True)

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
            name = self.case_name(symbol, k, row, column)
            if cancels and not wrong:
                at_once = self.loss_gradient.work(row, column)
                return replace(at_once, name=name)
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

        return self.by_case(symbol, layer.delta, k, work, True)

    def gradient(self, k: int) -> Matrix:
        """∂E/∂W = aᵀ δ, the contributions of all cases summed."""
        layer, before, symbol = self.layer(k), self.record.seen(k), subscript("dW", k)

        def work(row: int, column: int) -> WorkedNumber:
            terms: list[tuple[float, ...]] = list(
                zip(before[:, row].tolist(), layer.delta[:, column].tolist(), strict=True)
            )
            pull = penalty_terms(self.experiment.penalty, float(layer.weights.before[row, column]))
            whole, alone = (terms, pull) if pull_stands_alone(self.record) else (terms + pull, [])
            terms = wrong_terms(self.record, "gradient", whole, k, row, column) + alone
            name, value = (
                self.weight_name(symbol, k, row, column),
                float(layer.weights.gradient[row, column]),
            )
            size, twice = largest(terms), len(terms) > 1
            return work_out(name, value, [products(terms)], size, twice=twice)

        return self.weights_like(symbol, layer.weights.gradient, k, work)

    def bias_gradient(self, k: int) -> Matrix:
        """∂E/∂b = Σ δ, of a bias that is shared over all its units too; ∂E/∂θ = -Σ δ."""
        layer, form = self.layer(k), self.experiment.bias_form
        symbol, values = subscript(f"d{form.letter}", k), self.update(k, bias=True).gradient

        def work(row: int, column: int) -> WorkedNumber:
            blame = layer.delta if form.shared else layer.delta[:, column]
            terms: list[tuple[float, ...]] = [
                (-1.0, delta) if form.is_threshold else (delta,) for delta in blame.ravel().tolist()
            ]
            terms = wrong_terms(self.record, "gradient", terms, k, 0, column, bias=True)
            name = f"{symbol}[{self.biased(k)[column]}]"
            return work_out(name, float(values[row, column]), [products(terms)], largest(terms))

        return self.biases_like(symbol, values, k, work)
