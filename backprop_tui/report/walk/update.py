"""The weights move, a small step down the slope of E. Nothing before this has changed any, so every
layer has been blamed through the weights that made the error.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.phase import Matrix, Part, Phase, Quantity
from backprop_tui.report.walk.updates import Updates, change_code, rate_text, updated_code


def descent(m: Matrices) -> Iterator[Phase]:
    """The weights move, the output layer's first; nothing before this has changed any."""
    experiment = m.experiment
    kinds = [(False, "W", Quantity.CHANGE, Quantity.WEIGHTS)]
    if experiment.bias:
        kinds.append((True, "b", Quantity.BIAS_CHANGE, Quantity.BIASES))
    for k in range(m.last, 0, -1):
        for bias, letter, change_kind, kind in kinds:
            updates = Updates(m, k, bias)
            yield from _parameters(m, k, updates, letter, change_kind, kind)


def _parameters(
    m: Matrices, k: int, updates: Updates, letter: str, change_kind: Quantity, kind: Quantity
) -> Iterator[Phase]:
    """The update of one layer's weights or biases."""
    record, experiment = m.record, m.experiment
    rate, symbol = rate_text(experiment.learning_rate), updates.symbol
    gradient = updates.gradient
    after = updates.after()
    of_these = "" if len(record.cases) == len(experiment.problem.inputs) else " of these cases"
    end = f" Loss{of_these}: {record.loss_before:.4g} before, {record.loss_after:.4g} after."
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
            f"{change_kind.value}{k}", change.symbol, change_kind, Part.UPDATE, k,
            f"{change.symbol} = -ε · {gradient.symbol} + α · {change.symbol} of the step before",
            "Momentum: a share α of the last change is made again.",
            f"D{name} = {change_code(experiment, name)}",
            ((descent, gradient), (f"+ {keep} ·", updates.previous()), ("=", change)),
        )  # fmt: skip
        terms = (("", updates.before()), ("+", change), ("=", after))
        equation = f"{symbol} ← {symbol} + {change.symbol}"
        code = f"{name} = {name} + D{name}"
    final = k == 1 and (letter == "b" or not experiment.bias)
    yield Phase(
        name, symbol, kind, Part.UPDATE, k, equation,
        "A small step against the gradient." + (end if final else ""),
        code, terms,
    )  # fmt: skip
