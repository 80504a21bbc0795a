"""`Worksheet`, the frame around what is worked out, with the pace of the phases above and a line of
NumPy below. It is as high as the highest phase of a step needs, so that the diagram gets the
rest and nothing jumps from phase to phase.
"""

from __future__ import annotations

from textual.containers import Container
from textual.content import Content
from textual.geometry import Size

from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.walkthrough import worksheet
from backprop_tui.ui.screens.walkthrough.pace import pace_text
from backprop_tui.ui.screens.walkthrough.place import Place
from backprop_tui.ui.widgets.drawing import Drawing

SHEETS = ((54, 24), (38, 18), (29, 14), (0, 11))
"""Rows of a terminal, and those that the worksheet takes of them at most below the diagram."""

FRAME, MARGIN = 2, 4
"""Rows and columns of the worksheet that are not written on."""


class Worksheet(Container):
    """The worksheet of a place in a step.

    Attributes:
        drawing: What it is written on.
    """

    def __init__(self) -> None:
        self.drawing = Drawing(worksheet.paint)
        super().__init__(self.drawing, id="worksheet")

    def draw(self, place: Place, look: Look) -> None:
        """Write what is worked out there, and what the frame says of it."""
        self.drawing.draw(place, look)
        mark = "▶" if place.playing else "||"
        self.border_title = Content(look.glyphs(f"{mark} {pace_text(place.seconds)}"))
        self.border_subtitle = Content(look.glyphs(f"numpy  {place.phase.code}"))

    def fit(self, place: Place, look: Look, size: Size, beside: bool) -> None:
        """Leave to the diagram what no phase of the step takes.

        Args:
            place: Any in the step.
            look: How it is drawn.
            size: That of the terminal.
            beside: Whether the diagram has a place of its own beside it, or none.
        """
        most = next(rows for least, rows in SHEETS if size.height >= least) - FRAME
        taken = 0 if beside else worksheet.height_of(place, size.width - MARGIN, most, look)
        least = SHEETS[-1][1]
        self.styles.height = "1fr" if beside else max(least, taken + FRAME)

    def last_page(self, place: Place) -> int:
        """The last page of the number that is worked out, from 0."""
        canvas = self.drawing.canvas
        return worksheet.block(canvas, place, canvas.height).pages - 1 if canvas else 0
