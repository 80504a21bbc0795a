"""What large weights cost, as lines of NumPy: the gradient of a weight gets a pull towards 0 that
its size decides, beside what the errors say.
"""

from __future__ import annotations

from backprop_tui.engine import Experiment


def pull(experiment: Experiment, weights: str) -> str:
    """What is added to the gradient of some weights; empty for nothing."""
    penalty = experiment.penalty
    if penalty is None:
        return ""
    parts = [f"{cost.setting} * {cost.pull[1].format(W=weights)}" for cost, _ in penalty.rates]
    total = " + ".join(parts)
    return f" + ({total})" if len(parts) > 1 else f" + {total}"
