"""How large the gradient of each layer is, beside its weights. A layer whose weights hardly move
hardly learns, however large the error is.
"""

from __future__ import annotations

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.lacking import paint_lacking
from backprop_tui.ui.widgets.pane import Pane


class Gradients(Pane):
    """The sizes of gradients and weights, layer by layer."""

    HEADING = "Gradients"

    def lacking(self, view: View) -> str:
        return ""

    def depends(self, record: View) -> object:
        return record.snapshot

    def paint(self, canvas: Canvas, view: View) -> None:
        paint_lacking(canvas, self.lacking(view))
