"""The error that a network goes down, as lines of NumPy, and where the blame begins. What is
printed is a mean, and what is descended mostly a sum: the difference is a factor that the learning
rate takes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from backprop_tui.engine import Loss
from backprop_tui.report.script.written import function, noted, number


class Objective(NamedTuple):
    """A loss as lines of NumPy.

    Attributes:
        lines: What leads to E, from z or yhat, and y.
        gradient: Where the way back begins, ∂E/∂ŷ, or δ of the output where the loss says that.
    """

    lines: tuple[str, ...]
    gradient: str


OBJECTIVES: Mapping[str, Objective] = {
    "half-sse": Objective(("E = 0.5 * np.sum((yhat - y) ** 2)",), "(yhat - y)"),
    "sse": Objective(("E = np.sum((yhat - y) ** 2)",), "2 * (yhat - y)"),
    "mean": Objective(
        ("E = np.sum((yhat - y) ** 2 / y.size)",),
        "2 / y.size * (yhat - y)",
    ),
    "margin": Objective(
        (
            "far = np.abs(yhat - y) > 0.2  # nearer is near enough",
            "E = 0.5 * np.sum((yhat - y) ** 2 * far)",
        ),
        "(yhat - y) * (np.abs(yhat - y) > 0.2)",
    ),
    "bce": Objective(
        (
            "# -ln(probability of what is so), from the sum z: no digit is lost near 0 and 1.",
            "E = np.sum(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))",
        ),
        "(yhat - y)",
    ),
    "ce": Objective(
        (
            "# -y ln(yhat), from the sums z: no power of e overflows.",
            "highest = z.max(axis=1, keepdims=True)",
            "total = np.exp(z - highest).sum(axis=1, keepdims=True)",
            "E = np.sum(y * (np.log(total) + (highest - z)))",
        ),
        "(yhat - y)",
    ),
}
"""Losses as they are computed, by their names."""


def loss_parameters(loss: Loss) -> str:
    """What the function of the loss is handed."""
    return "z, y" if loss.loss_input == "z" else "yhat, y"


def loss_function(loss: Loss) -> tuple[str, ...]:
    """The function of the loss that is printed."""
    count = {"targets": "y.size", "cases": "len(y)", "": ""}[loss.mean_over]
    mean = f"E / {count}" if count else "E"
    returned = mean if loss.factor == 1 else f"{number(loss.factor)} * ({mean})"
    *before, last = OBJECTIVES[loss.name].lines
    body = [
        *before,
        *noted(last, "what every step goes down"),
        *noted(f"return {returned}", loss.displayed.replace("ŷ", "yhat")),
    ]
    return function(f"loss_of({loss_parameters(loss)})", body)
