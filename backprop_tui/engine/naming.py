"""What the units of a network are called. A name is what a person types to mean a unit and what is
printed of it, so there is one place that gives them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backprop_tui.engine.settings.network import NetworkSettings

LETTERS = "hgkmpqrsuvcdefijl"
"""Names of hidden layers: units h1, h2, … in the first, g1, g2, … in the second."""

SHARED = "all"
"""Whose bias it is that all units of a layer share."""


def unit_names(experiment: NetworkSettings, layer: int) -> tuple[str, ...]:
    """How the units of a layer are called: x1, x2 · h1 … · ŷ."""
    sizes = experiment.sizes
    count, last = sizes[layer], len(sizes) - 1
    base = "x" if layer == 0 else "ŷ" if layer == last else LETTERS[layer - 1]
    if count == 1 and layer != 0:
        return (base,)
    return tuple(f"{base}{index + 1}" for index in range(count))


def source_names(experiment: NetworkSettings, layer: int) -> tuple[str, ...]:
    """The units that a layer sees, one a row of its weights."""
    before = experiment.links.before(layer)
    return tuple(name for k in before for name in unit_names(experiment, k))


def bias_names(experiment: NetworkSettings, layer: int) -> tuple[str, ...]:
    """The units that each bias of a layer belongs to: `h1`, or `all` if they share it."""
    names = unit_names(experiment, layer)
    return (SHARED,) if experiment.bias_form.shared and len(names) > 1 else names
