"""The parameters on both sides of an update, and what moves them. A step goes down the slope of E,
never far: ε says how far, and momentum keeps a share of the step before.
"""

from __future__ import annotations

from collections.abc import Callable

from backprop_tui.engine import Experiment
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.arithmetic.digits import MOST, printed
from backprop_tui.report.arithmetic.worked import WorkedNumber, formula, given, products, work_out
from backprop_tui.report.names import subscript
from backprop_tui.report.walk.matrices import BEFORE, ONE, UNIT, Matrices
from backprop_tui.report.walk.phase import Matrix

DIGITS = 5
"""Significant digits of a parameter at least: an update changes the last ones."""


class Updates:
    """The parameters of one layer, weights or biases, in one step.

    Attributes:
        symbol: `W₁` or `b₁`.
        gradient: The matrix of their gradients.
    """

    def __init__(self, matrices: Matrices, k: int, bias: bool) -> None:
        self._matrices, self._k, self._bias = matrices, k, bias
        self._rows = ("b",) if bias else matrices.units(k - 1)
        self._axes = (ONE if bias else BEFORE, UNIT)
        self.symbol = subscript("b" if bias else "W", k)
        self.gradient = matrices.bias_gradient(k) if bias else matrices.gradient(k)
        self._moved = matrices.layer(k).moved(bias)

    def _matrix(
        self, symbol: str, values: Array, work: Callable[[int, int], WorkedNumber]
    ) -> Matrix:
        return Matrix(symbol, values, self._rows, self._matrices.units(self._k), self._axes, work)

    def name(self, symbol: str, row: int, column: int) -> str:
        """`W₁[x1,h2]`, `b₁[h2]`."""
        unit = self._matrices.units(self._k)[column]
        return f"{symbol}[{unit}]" if self._bias else f"{symbol}[{self._rows[row]},{unit}]"

    def before(self) -> Matrix:
        """The parameters before the step."""

        def work(row: int, column: int) -> WorkedNumber:
            name = self.name(self.symbol, row, column)
            return given(name, float(self._moved.before[row, column]), "before the step")

        return self._matrix(self.symbol, self._moved.before, work)

    def previous(self) -> Matrix:
        """Δ of the step before."""

        def work(row: int, column: int) -> WorkedNumber:
            name = self.name(f"Δ{self.symbol}", row, column)
            return given(name, float(self._moved.previous[row, column]), "of the step before")

        return self._matrix(f"Δ{self.symbol} before", self._moved.previous, work)

    def change(self) -> Matrix:
        """Δ(t) = -ε gradient + α Δ(t-1)."""
        experiment = self._matrices.experiment

        def work(row: int, column: int) -> WorkedNumber:
            terms: list[tuple[float, ...]] = [
                (-experiment.learning_rate, float(self.gradient.values[row, column])),
                (experiment.momentum, float(self._moved.previous[row, column])),
            ]
            size = max(abs(a * b) for a, b in terms)
            name = self.name(f"Δ{self.symbol}", row, column)
            return work_out(name, float(self._moved.change[row, column]), [products(terms)], size)

        return self._matrix(f"Δ{self.symbol}", self._moved.change, work)

    def after(self) -> Matrix:
        """The parameters after the step."""
        experiment = self._matrices.experiment

        def work(row: int, column: int) -> WorkedNumber:
            before, after = (
                float(self._moved.before[row, column]),
                float(self._moved.after[row, column]),
            )
            name = self.name(f"new {self.symbol}", row, column)
            if experiment.momentum:
                form = products([(before,), (float(self._moved.change[row, column]),)])
            else:
                gradient = float(self.gradient.values[row, column])
                form = formula(
                    "w - r·g", {"w": before, "r": experiment.learning_rate, "g": gradient}
                )
            return work_out(name, after, [form], max(abs(before), abs(after)), DIGITS)

        return self._matrix(f"new {self.symbol}", self._moved.after, work)


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
