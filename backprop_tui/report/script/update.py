"""How a parameter moves, as lines of NumPy: against its gradient, and with momentum on where it was
going. What does not learn stays, and of a matrix that learns in part only that part is touched.
"""

from __future__ import annotations

from typing import NamedTuple

from backprop_tui.engine import Experiment
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.network import Parameters
from backprop_tui.report.script.layers import Layer


class Update(NamedTuple):
    """The move of one array of parameters.

    Attributes:
        name: What it is called.
        lines: What is done to it.
    """

    name: str
    lines: tuple[str, ...]


def learns(experiment: Experiment, layer: Layer, name: str) -> Array | None:
    """Which numbers of an array learn, 1 or 0 each; `None` for all of them."""
    vector = experiment.learns
    if vector is None:
        return None
    every = Parameters(experiment.arrangement, vector)
    arrays = every.weights if name == layer.weights else every.biases
    assert arrays is not None, "only arrays that are there are named"
    found = arrays[layer.number - 1]
    return None if found.all() else found


def learning(experiment: Experiment, layer: Layer, name: str) -> Update | None:
    """The move of an array; `None` where none of it learns."""
    mask = learns(experiment, layer, name)
    if mask is not None and not mask.any():
        return None
    part = "" if mask is None else f"[learns_{name}]"
    change = f"lr * d{name}{part}"
    if experiment.momentum:
        velocity = f"v{name}{part}"
        lines = [
            f"{velocity} = momentum * {velocity} - {change}",
            f"{name}{part} += {velocity}",
        ]
    else:
        lines = [f"{name}{part} -= {change}"]
    if experiment.decay:
        lines.append(f"{name}{part} *= 1 - decay")
    return Update(name, tuple(lines))
