"""What becomes of the parameters of a layer in a step: before it, how they change, after it. Each
number is worked out as it was computed: a step against the gradient, a share of the last change
with momentum, a cut where weights decay, nothing at all where they are frozen.
"""

from __future__ import annotations

from backprop_tui.engine.core.calls import Array
from backprop_tui.report.arithmetic.digits import MOST, printed
from backprop_tui.report.arithmetic.forms import Form, formula, products
from backprop_tui.report.arithmetic.worked import WorkedNumber, given, work_out
from backprop_tui.report.names import subscript
from backprop_tui.report.walk.layers import Worker
from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.phase import Matrix

DIGITS = 5
"""Significant digits of a parameter at least: an update changes the last ones."""

FROZEN = "frozen"
"""Why a parameter stays as it is."""


class Updates:
    """The parameters of one layer, weights or biases, in one step.

    Attributes:
        symbol: `W₁` or `b₁`.
        typed: `W1` or `b1`, in NumPy.
        experiment: What is running.
        gradient: The matrix of their gradients.
        all_frozen: Whether none of them learns.
    """

    def __init__(self, matrices: Matrices, k: int, bias: bool) -> None:
        self._bias, self._k = bias, k
        self._rows = () if bias else matrices.sources(k)
        self._columns = matrices.biased(k) if bias else matrices.units(k)
        self._like = matrices.biases_like if bias else matrices.weights_like
        self.experiment = matrices.experiment
        form = self.experiment.bias_form
        self.typed = f"{form.code if bias else 'W'}{k}"
        self.symbol = subscript(form.letter if bias else "W", k)
        self.gradient = matrices.bias_gradient(k) if bias else matrices.gradient(k)
        self._update = matrices.update(k, bias)
        learns, there = self._update.learns, None if bias else matrices.links.linked(k)
        counted = learns if learns is None or there is None else learns[there]
        self.all_frozen = counted is not None and not counted.any()
        self._learns = None if counted is None or counted.all() else learns

    def _matrix(self, symbol: str, values: Array, work: Worker) -> Matrix:
        return self._like(symbol, values, self._k, work)

    def _frozen(self, row: int, column: int) -> bool:
        return self._learns is not None and not self._learns[row, column]

    def name(self, symbol: str, row: int, column: int) -> str:
        """`W₁[x1,h2]`, `b₁[h2]`."""
        unit = self._columns[column]
        return f"{symbol}[{unit}]" if self._bias else f"{symbol}[{self._rows[row]},{unit}]"

    def mask(self) -> Matrix | None:
        """1 for what learns and 0 for what is frozen; `None` unless there are both."""
        learns, symbol = self._learns, f"m{self.symbol}"
        if learns is None or self.all_frozen:
            return None

        def work(row: int, column: int) -> WorkedNumber:
            note = FROZEN if self._frozen(row, column) else "it learns"
            return given(self.name(symbol, row, column), float(learns[row, column]), note)

        return self._matrix(symbol, learns, work)

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
        experiment = self.experiment

        def work(row: int, column: int) -> WorkedNumber:
            name = self.name(f"Δ{self.symbol}", row, column)
            if self._frozen(row, column):
                return given(name, 0.0, FROZEN)
            terms: list[tuple[float, ...]] = [
                (-experiment.learning_rate, float(self.gradient.values[row, column])),
                (experiment.momentum, float(self._update.previous[row, column])),
            ]
            size = max(abs(a * b) for a, b in terms)
            return work_out(name, float(self._update.change[row, column]), [products(terms)], size)

        return self._matrix(f"Δ{self.symbol}", self._update.change, work)

    def after(self) -> Matrix:
        """The parameters after the step."""

        def work(row: int, column: int) -> WorkedNumber:
            before, after = (
                float(self._update.before[row, column]),
                float(self._update.after[row, column]),
            )
            name = self.name(f"new {self.symbol}", row, column)
            if self._frozen(row, column):
                return given(name, after, FROZEN)
            form = self._moved(before, row, column)
            return work_out(name, after, [form], max(abs(before), abs(after)), DIGITS)

        return self._matrix(f"new {self.symbol}", self._update.after, work)

    def _moved(self, before: float, row: int, column: int) -> Form:
        """A parameter moved and, where it decays, cut."""
        experiment, change = self.experiment, float(self._update.change[row, column])
        symbols = {
            "w": before,
            "r": experiment.learning_rate,
            "g": float(self.gradient.values[row, column]),
            "c": change,
            "h": experiment.decay,
        }
        if experiment.decay:
            return formula(f"(1 - h)·({'w + c' if experiment.momentum else 'w - r·g'})", symbols)
        if experiment.momentum:
            return products([(before,), (change,)])
        return formula("w - r·g", symbols)


def change_code(updates: Updates) -> str:
    """Δ of parameters in a line of NumPy, from their gradient and with momentum their last Δ."""
    name, mask = updates.typed, updates.mask()
    if updates.all_frozen:
        return f"0 * D{name}"
    rate = rate_text(updates.experiment.learning_rate)
    change = f"-{rate} * d{name}{_kept_code(updates)}"
    return change if mask is None else f"m{name} * ({change})"


def updated_code(updates: Updates) -> str:
    """Parameters after the step in a line of NumPy."""
    name, mask = updates.typed, updates.mask()
    if updates.all_frozen:
        return name
    if mask is not None:
        return cut_code(updates, f"{name} + {change_code(updates)}")
    rate = rate_text(updates.experiment.learning_rate)
    return cut_code(updates, f"{name} - {rate} * d{name}{_kept_code(updates)}")


def cut_code(updates: Updates, moved: str) -> str:
    """A line of NumPy for parameters that have moved, with what they lose where they decay."""
    if not updates.experiment.decay or updates.all_frozen:
        return moved
    of_those = f" * m{updates.typed}" if updates.mask() else ""
    return f"(1 - {rate_text(updates.experiment.decay)}{of_those}) * ({moved})"


def _kept_code(updates: Updates) -> str:
    """Momentum's share of Δ."""
    momentum = updates.experiment.momentum
    return f" + {rate_text(momentum)} * D{updates.typed}" if momentum else ""


def rate_text(value: float) -> str:
    """ε, α or h, which are never below 0, with all their digits."""
    return printed(value, MOST)
