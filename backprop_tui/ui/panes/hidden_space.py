"""Where the hidden layer puts the cases, as the output sees them. There one straight line is enough
to part them, which it is not among the inputs.
"""

from __future__ import annotations

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.lacking import paint_lacking
from backprop_tui.ui.widgets.pane import Pane


class HiddenSpace(Pane):
    """The cases in the space of the hidden units."""

    HEADING = "Hidden space"

    def lacking(self, view: View) -> str:
        hidden = len(view.sizes) - 2
        if hidden == 1:
            return ""
        return f"needs one hidden layer; this network has {hidden or 'none'}"

    def depends(self, record: View) -> object:
        return record.snapshot

    def paint(self, canvas: Canvas, view: View) -> None:
        paint_lacking(canvas, self.lacking(view))
