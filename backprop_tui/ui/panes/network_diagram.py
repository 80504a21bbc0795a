"""The network itself: units light up with what they put out for the selected case, wires show what
has been learnt. Whichever way it is drawn, it is the forward pass of one input through the weights
of this very moment.
"""

from __future__ import annotations

from backprop_tui.ui.diagram import choose
from backprop_tui.ui.diagram.wires import shown_wires
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.pane import Pane


class NetworkDiagram(Pane):
    """Units and weights, in the rendering that fits best or was asked for."""

    HEADING = "Network"

    def paint(self, canvas: Canvas, view: View) -> None:
        choose(view, canvas.width, canvas.height).paint(canvas, view)

    def title(self, view: View) -> str:
        if view.overlay is None or not view.overlay.heading:
            return super().title(view)
        colour = "$nn-bwd" if view.overlay.backward else "$nn-fwd"
        return f"{super().title(view)} [b {colour}]{view.overlay.heading}[/]"

    def subtitles(self, view: View, width: int, height: int) -> tuple[str, ...]:
        rendering = choose(view, width, height)
        if view.overlay is not None:
            caption = view.overlay.caption
            legends = rendering.legend(self.look, view.overlay.carries)
            return *(f"{caption}  {legend}" for legend in legends), caption
        if view.gaze.rendering not in (None, rendering.name):
            return (f"no room for the {view.gaze.rendering}: zoom (z) or widen",)
        if rendering.name == "wires" and view.gaze.inspected is None:
            largest = max(view.snapshot.weights, key=lambda matrix: matrix.size)
            shown = shown_wires(largest)
            if shown < largest.size:
                said = f"the strongest {shown} of {largest.size} wires"
                return f"{said} · {rendering.legend(self.look)[0]}", said
        return rendering.legend(self.look)
