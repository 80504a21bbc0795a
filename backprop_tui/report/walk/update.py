"""The phases of the update, in which the weights move a small step down the slope of E: ε says how
far, and momentum keeps a share of the step before. Nothing before this has changed any, so every
layer has been blamed through the weights that made the error.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.engine import Experiment
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.arithmetic.digits import MOST, printed
from backprop_tui.report.arithmetic.forms import formula, products
from backprop_tui.report.arithmetic.worked import WorkedNumber, given, work_out
from backprop_tui.report.names import subscript
from backprop_tui.report.walk.layers import Worker
from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.phase import Matrix, Part, Phase, Quantity

DIGITS = 5
"""Significant digits of a parameter at least: an update changes the last ones."""


class Updates:
    """The parameters of one layer, weights or biases, in one step.

    Attributes:
        symbol: `W₁` or `b₁`.
        gradient: The matrix of their gradients.
    """

    def __init__(self, matrices: Matrices, k: int, bias: bool) -> None:
        self._matrices, self._bias = matrices, bias
        self._rows = () if bias else matrices.sources(k)
        self._columns = matrices.biased(k) if bias else matrices.units(k)
        self._like = matrices.biases_like if bias else matrices.weights_like
        self._k = k
        self.symbol = subscript(matrices.experiment.bias_form.letter if bias else "W", k)
        self.gradient = matrices.bias_gradient(k) if bias else matrices.gradient(k)
        self._update = matrices.update(k, bias)

    def _matrix(self, symbol: str, values: Array, work: Worker) -> Matrix:
        return self._like(symbol, values, self._k, work)

    def name(self, symbol: str, row: int, column: int) -> str:
        """`W₁[x1,h2]`, `b₁[h2]`."""
        unit = self._columns[column]
        return f"{symbol}[{unit}]" if self._bias else f"{symbol}[{self._rows[row]},{unit}]"

    def before(self) -> Matrix:
        """The parameters before the step."""

        def work(row: int, column: int) -> WorkedNumber:
            name = self.name(self.symbol, row, column)
            return given(name, float(self._update.before[row, column]), "before the step")

        return self._matrix(self.symbol, self._update.before, work)

    def previous(self) -> Matrix:
        """Δ of the step before."""

        def work(row: int, column: int) -> WorkedNumber:
            name = self.name(f"Δ{self.symbol}", row, column)
            return given(name, float(self._update.previous[row, column]), "of the step before")

        return self._matrix(f"Δ{self.symbol} before", self._update.previous, work)

    def change(self) -> Matrix:
        """Δ(t) = -ε gradient + α Δ(t-1)."""
        experiment = self._matrices.experiment

        def work(row: int, column: int) -> WorkedNumber:
            terms: list[tuple[float, ...]] = [
                (-experiment.learning_rate, float(self.gradient.values[row, column])),
                (experiment.momentum, float(self._update.previous[row, column])),
            ]
            size = max(abs(a * b) for a, b in terms)
            name = self.name(f"Δ{self.symbol}", row, column)
            return work_out(name, float(self._update.change[row, column]), [products(terms)], size)

        return self._matrix(f"Δ{self.symbol}", self._update.change, work)

    def after(self) -> Matrix:
        """The parameters after the step."""
        experiment = self._matrices.experiment

        def work(row: int, column: int) -> WorkedNumber:
            before, after = (
                float(self._update.before[row, column]),
                float(self._update.after[row, column]),
            )
            name = self.name(f"new {self.symbol}", row, column)
            if experiment.momentum:
                form = products([(before,), (float(self._update.change[row, column]),)])
            else:
                gradient = float(self.gradient.values[row, column])
                form = formula(
                    "w - r·g", {"w": before, "r": experiment.learning_rate, "g": gradient}
                )
            return work_out(name, after, [form], max(abs(before), abs(after)), DIGITS)

        return self._matrix(f"new {self.symbol}", self._update.after, work)


def descent(m: Matrices) -> Iterator[Phase]:
    """The weights move, the output layer's first; nothing before this has changed any."""
    experiment = m.experiment
    kinds = [(False, "W", "change", Quantity.CHANGE, Quantity.WEIGHTS)]
    if experiment.bias:
        code = experiment.bias_form.code
        kinds.append((True, code, f"{code[0]}change", Quantity.BIAS_CHANGE, Quantity.BIASES))
    for k in range(m.last, 0, -1):
        for bias, letter, key, change_kind, kind in kinds:
            yield from _parameters(m, k, Updates(m, k, bias), letter, key, change_kind, kind)


def _parameters(
    m: Matrices,
    k: int,
    updates: Updates,
    letter: str,
    change_key: str,
    change_kind: Quantity,
    kind: Quantity,
) -> Iterator[Phase]:
    """The update of one layer's weights or biases."""
    record, experiment = m.record, m.experiment
    rate, symbol = rate_text(experiment.learning_rate), updates.symbol
    gradient = updates.gradient
    after = updates.after()
    of_these = "" if len(record.cases) == len(experiment.problem.inputs) else " of these cases"
    descended, shown = experiment.loss_function.short, experiment.loss_function.displayed_short
    end = (
        f" Loss{of_these}, {shown}: {record.loss_before:.4g} before, {record.loss_after:.4g} after."
    )
    descent = f"- {rate} ·"
    name = f"{letter}{k}"
    code = f"{name} = {updated_code(experiment, name)}"
    terms: tuple[tuple[str, Matrix], ...] = (
        ("", updates.before()), (descent, gradient), ("=", after),
    )  # fmt: skip
    equation = f"{symbol} ← {symbol} - ε · {gradient.symbol}"
    if experiment.momentum:
        change = updates.change()
        keep = rate_text(experiment.momentum)
        yield Phase(
            f"{change_key}{k}", change.symbol, change_kind, Part.UPDATE, k,
            f"{change.symbol} = -ε · {gradient.symbol} + α · {change.symbol} of the step before",
            "Momentum: a share α of the last change is made again.",
            f"D{name} = {change_code(experiment, name)}",
            ((descent, gradient), (f"+ {keep} ·", updates.previous()), ("=", change)),
        )  # fmt: skip
        terms = (("", updates.before()), ("+", change), ("=", after))
        equation = f"{symbol} ← {symbol} + {change.symbol}"
        code = f"{name} = {name} + D{name}"
    final = k == 1 and (kind is Quantity.BIASES or not experiment.bias)
    yield Phase(
        name, symbol, kind, Part.UPDATE, k, equation,
        f"A small step against the gradient of {descended}." + (end if final else ""),
        code, terms,
    )  # fmt: skip


def change_code(experiment: Experiment, name: str) -> str:
    """Δ of a parameter in a line of NumPy, from its gradient and with momentum its last Δ."""
    return f"-{rate_text(experiment.learning_rate)} * d{name}{_kept_code(experiment, name)}"


def updated_code(experiment: Experiment, name: str) -> str:
    """A parameter after the step in a line of NumPy."""
    rate = rate_text(experiment.learning_rate)
    return f"{name} - {rate} * d{name}{_kept_code(experiment, name)}"


def _kept_code(experiment: Experiment, name: str) -> str:
    """Momentum's share of Δ."""
    return f" + {rate_text(experiment.momentum)} * D{name}" if experiment.momentum else ""


def rate_text(value: float) -> str:
    """ε or α, which are never below 0, with all their digits."""
    return printed(value, MOST)
