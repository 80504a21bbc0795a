"""What a table of all options says of those whose values are in a registry. It is written in
Markdown, and says whatever the registry holds.
"""

from __future__ import annotations

from backprop_tui.engine.core.activations import ACTIVATIONS
from backprop_tui.engine.core.initializers import INITIALIZERS
from backprop_tui.engine.core.losses import ALIASES, LOSSES
from backprop_tui.engine.problems.plane import PLANES
from backprop_tui.engine.reading.option import coded


def activations() -> str:
    """The names of all activations, in Markdown, and how one with a number is written."""
    named = [a.name for a in ACTIVATIONS.values() if a.parameter is not None]
    return f"{coded(ACTIVATIONS)}; a number after {coded(named)} is its own: `leaky-relu:0.2`"


def descended() -> str:
    """Every loss with what is descended and what is displayed, in a sentence."""
    return "A step descends E over its cases; what is displayed is a mean: " + "; ".join(
        f"{loss.name}: E = {loss.formula}, displayed "
        + ("as it is" if loss.is_displayed else loss.displayed)
        for loss in LOSSES.values()
    )


def losses() -> str:
    """Every loss with what is descended and what is displayed, in Markdown."""
    also = {name: f" (or `{alias}`)" for alias, name in ALIASES.items()}
    return "the error E that is descended, and what is displayed: " + "; ".join(
        f"`{loss.name}`{also.get(loss.name, '')}: E = {loss.formula}, "
        + ("as displayed" if loss.is_displayed else f"displayed {loss.displayed}")
        + (f", with {coded(loss.outputs)} outputs" if loss.outputs else "")
        for loss in LOSSES.values()
    )


def scales() -> str:
    """The scale that every way to draw start weights has by itself, if it has one."""
    return ", ".join(
        f"{initializer.default_scale:g} for {initializer.name}"
        for initializer in INITIALIZERS.values()
        if initializer.default_scale is not None
    )


def drawn() -> str:
    """The names of all problems whose points are drawn, in Markdown."""
    return coded(PLANES)


def noisy() -> str:
    """What noise does to the points of each, in Markdown."""
    moved = coded(name for name, plane in PLANES.items() if plane.moves)
    return f"it moves the points of {moved}, those of the others are answered as if it had"
