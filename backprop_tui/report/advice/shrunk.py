"""What takes a share of every weight at each step may take more than is learnt. On a plateau hardly
anything is learnt, so weights shrink there towards 0, and a network of small weights answers all
cases alike: the plateau grows while one waits for its end.
"""

from __future__ import annotations

from backprop_tui.engine import Snapshot, Trainer
from backprop_tui.report.advice.cause import Advice
from backprop_tui.report.advice.line import is_inseparable
from backprop_tui.report.advice.saturation import layer_text
from backprop_tui.report.advice.weights import largest
from backprop_tui.report.names import sentence

SHRUNK = 0.1
"""Weights of which the largest is below this share of what it was have shrunk."""

SMALL_START = 0.5
"""Weights that start below it may lie on a plateau even without anything that makes them shrink."""

LARGER_SCALE = 1.0
"""A start that may leave it."""


def shrunk(snapshot: Snapshot) -> Advice | None:
    """That decay, or a cost of large weights, has let a layer shrink.

    Where no line separates the cases larger weights would be no better.
    """
    experiment = snapshot.experiment
    names = [name for name in ("decay", "l2", "l1") if getattr(experiment, name)]
    if not names or is_inseparable(experiment):
        return None
    pairs = zip(Trainer(experiment).snapshot().weights, snapshot.weights, strict=True)
    sizes = [(largest(first), largest(now)) for first, now in pairs]
    found = [k for k, (before, after) in enumerate(sizes) if after < SHRUNK * before]
    if not found:
        return None
    layer, (before, after) = found[0] + 1, sizes[found[0]]
    options = " and ".join(f"--{name} {getattr(experiment, name):g}" for name in names)
    none = " ".join(f"--{name} 0" for name in names)
    small = experiment.start is None and before < SMALL_START
    return Advice(
        f"{sentence(layer_text(experiment, layer))} losing more to {options} than they learn: "
        f"their weights were up to {before:.1g} and are at most {after:.1g}. Try {none}"
        f"{f', and a larger start with it, --scale {LARGER_SCALE:g}' if small else ''}.",
        f"e sets {' and '.join(names)}.",
    )
