"""One wire as it is drawn: its sign is in its dots and its colour, its size in its strength. Where
there are no dots to a cell it is made of slashes.
"""

from __future__ import annotations

from typing import NamedTuple

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.strokes import line
from backprop_tui.ui.view import View

FAINTEST_SCALE = 2.5
"""Weights are drawn relative to this at least, so that a fresh network looks faint and grows."""

BOLD_SHARE = 0.55
"""Share of the scale from which a wire is two dots thick."""


WRITTEN_AS_ZERO, FINE_ZERO = 0.005, 0.00005
"""A weight that is nearer to zero is written without a sign and without a digit, with two decimals
and with four, and its wire has no sign either.
"""

NOUGHT = "'"
"""What such a wire is made of where there are only letters."""


class Strand(NamedTuple):
    """A straight wire in dots, two to a cell across and four down.

    Attributes:
        x0: Where it begins.
        y0: Likewise.
        x1: Where it ends.
        y1: Likewise.
        value: What it carries.
        lit: Whether it stands out.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    value: float
    lit: bool

    def draw(
        self,
        canvas: Canvas,
        view: View,
        scale: float,
        thick: int,
        pulsing: tuple[int, int],
        zero: float = WRITTEN_AS_ZERO,
    ) -> None:
        """Draw it, and over it the pulse of an overlay, if one runs between two columns.

        Args:
            canvas: Where.
            view: What is shown.
            scale: What has the strongest colour.
            thick: Dots across.
            pulsing: From which column to before which one a pulse runs.
            zero: A weight nearer to zero than this is written as zero.
        """
        palette, negative, overlay = canvas.palette, self.value < 0, view.overlay
        # What is small by nature, such as a gradient, is never written as zero.
        nought = (overlay is None or overlay.least > 0) and abs(self.value) < zero
        ink = palette.faint if nought else palette.wire(self.value, scale)
        ink = ink if self.lit else palette.dim(ink, 0.3)
        ends = self.x0, self.y0, self.x1, self.y1
        pulse = overlay.pulsing(*pulsing) if overlay is not None and self.lit else None
        backward = overlay is not None and overlay.backward
        bright = palette.backward if backward else palette.forward
        if not canvas.glyphs.unicode:
            x0, y0, x1, y1 = (
                int(end) // cells for end, cells in zip(ends, (2, 4) * 2, strict=True)
            )
            typed_wire(canvas, x0, y0, x1, y1, negative, ink, NOUGHT if nought else "")
            if pulse is not None:
                mark = "<" if backward else ">"
                typed_wire(canvas, x0, y0, x1, y1, negative, bright, mark, pulse)
            return
        dashed = negative and not nought
        stroke = line(*ends, thick if self.lit else 1, dashed, canvas.width, canvas.height)
        canvas.stroke(stroke.sparse() if nought else stroke, ink)
        if pulse is not None:
            canvas.stroke(stroke.between(*pulse), bright)


def typed_wire(
    canvas: Canvas,
    x0: int,
    y0: int,
    x1: int,
    y1: int,
    negative: bool,
    ink: int,
    pulse: str = "",
    between: tuple[int, int] | None = None,
) -> None:
    """A wire of slashes and dashes, or of dots below zero; or a part of it as a pulse."""
    last = y0
    for x in range(x0, x1 + 1):
        y = round(y0 + (y1 - y0) * (x - x0 + 0.5) / max(1, x1 - x0 + 1))
        mark = "." if negative else "-" if y == last else "\\" if y > last else "/"
        last = y
        if between is None or between[0] <= x < between[1]:
            canvas.text(x, y, pulse or mark, ink)
