"""The renderings of networks with more wires than can be drawn. What draws them is imported when
the first such network is: XOR is on the screen without it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from backprop_tui.ui.diagram.rendering import CROWDED, Rendering, signs
from backprop_tui.ui.view import View

MANY = 6
"""Inputs and outputs from which it says something to see which of them are on."""


def _later(module: str, name: str) -> Callable[..., Any]:
    """A function of a module beside this one, which is imported when it is called."""

    def call(*arguments: object) -> Any:
        return getattr(import_module(f"backprop_tui.ui.diagram.{module}"), name)(*arguments)

    return call


def _has_ends(view: View) -> bool:
    """Whether there is a choice of what is on at both ends."""
    return min(view.sizes[0], view.sizes[-1]) >= MANY


def _is_crowded(view: View) -> bool:
    """Whether a layer has more wires than are drawn of all layers at once."""
    return max(map(view.wire_count, range(1, len(view.sizes)))) > CROWDED


LADDER = Rendering(
    "ladder",
    _later("ladder", "fits"),
    _later("ladder", "paint"),
    signs("■ +", "■ −"),
    "stronger = larger output",
    grey="light +  dark −",
    typed="1-9 +  a-i −  9, i: largest output",
    is_worth=_has_ends,
    says=_later("ladder", "caption"),
)

LAYER = Rendering(
    "layer",
    _later("layer", "fits"),
    _later("layer", "paint"),
    signs("━━ +", "┄┄ −"),
    "bolder = larger |{}|",
    is_worth=_is_crowded,
    says=_later("layer", "caption"),
    explained=True,
    one_layer=True,
)
