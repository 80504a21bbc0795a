"""A network can be drawn as wires between units, as its weights in numbers, or, when it is large,
as pixels. Each rendering says for itself whether it can show a network in the room there is.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.ui.diagram.large import LADDER, LAYER
from backprop_tui.ui.diagram.matrix import MATRIX
from backprop_tui.ui.diagram.pixels import PIXELS
from backprop_tui.ui.diagram.rendering import Rendering
from backprop_tui.ui.diagram.wires import WIRES
from backprop_tui.ui.view import View

__all__ = ["RENDERINGS", "Rendering", "choose", "following", "may_show_one_layer"]

RENDERINGS: dict[str, Rendering] = {
    rendering.name: rendering for rendering in (WIRES, LADDER, PIXELS, LAYER, MATRIX)
}
"""Every rendering by its name, the best first."""


STEP_BY_STEP: tuple[Rendering, ...] = (WIRES, LAYER, LADDER, PIXELS, MATRIX)
"""The order while a step is taken apart, layer by layer."""


TURNS: tuple[Rendering, ...] = (WIRES, LADDER, LAYER, MATRIX, PIXELS)
"""In which order one is asked for after another."""


def offered(view: View, width: int, height: int) -> Iterator[Rendering]:
    """The renderings that fit and are worth a look, the best first."""
    every = RENDERINGS.values() if view.overlay is None else STEP_BY_STEP
    return (each for each in every if each.is_worth(view) and each.fits(view, width, height))


def choose(view: View, width: int, height: int) -> Rendering:
    """The rendering that was asked for if it fits, else the best one that does."""
    wanted = RENDERINGS.get(view.gaze.rendering or "")
    if wanted is not None and wanted.fits(view, width, height):
        return wanted
    return next(offered(view, width, height), PIXELS)


def following(view: View, width: int, height: int) -> str | None:
    """What to ask for to see the next rendering; `None` for the best.

    Where there is no other the matrix is: that there is no room for it is worth knowing.
    """
    fitting = list(offered(view, width, height)) or [PIXELS]
    names = [rendering.name for rendering in TURNS if rendering in fitting]
    best = fitting[0].name
    if len(names) == 1:
        names.append(MATRIX.name)
    present = view.gaze.rendering if view.gaze.rendering in names else best
    wanted = names[(names.index(present) + 1) % len(names)]
    return None if wanted == best else wanted


def may_show_one_layer(view: View) -> bool:
    """Whether a rendering with one layer in focus is drawn, or would be in some room."""
    wanted = view.gaze.rendering
    return any(r.one_layer and (r.is_worth(view) or r.name == wanted) for r in RENDERINGS.values())
