"""A network can be drawn as wires between units, as its weights in numbers, or, when it is large,
as pixels. Each rendering says for itself whether it can show a network in the room there is.
"""

from __future__ import annotations

from backprop_tui.ui.diagram.matrix import MATRIX
from backprop_tui.ui.diagram.pixels import PIXELS
from backprop_tui.ui.diagram.rendering import Rendering
from backprop_tui.ui.diagram.wires import WIRES
from backprop_tui.ui.view import View

__all__ = ["RENDERINGS", "Rendering", "choose"]

RENDERINGS: dict[str, Rendering] = {
    rendering.name: rendering for rendering in (WIRES, PIXELS, MATRIX)
}
"""Every rendering by its name, the best first."""


def choose(view: View, width: int, height: int) -> Rendering:
    """The rendering that was asked for if it fits, else the best one that does."""
    wanted = RENDERINGS.get(view.gaze.rendering or "")
    if wanted is not None and wanted.fits(view, width, height):
        return wanted
    return next((r for r in RENDERINGS.values() if r.fits(view, width, height)), PIXELS)
