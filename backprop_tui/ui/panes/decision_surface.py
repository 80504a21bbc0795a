"""The answer of the network over the plane of two inputs, with the cases on it. Where it changes
its mind is the line that it has learnt to draw.
"""

from __future__ import annotations

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.lacking import paint_lacking
from backprop_tui.ui.widgets.pane import Pane


class DecisionSurface(Pane):
    """The answer over the plane of two inputs."""

    HEADING = "Decision surface"

    def lacking(self, view: View) -> str:
        inputs = view.sizes[0]
        return "" if inputs >= 2 else f"needs two inputs; this network has {inputs}"

    def depends(self, record: View) -> object:
        return record.snapshot

    def paint(self, canvas: Canvas, view: View) -> None:
        paint_lacking(canvas, self.lacking(view))
