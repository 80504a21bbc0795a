"""What every picture of a published point has in common: a name, whether it can be drawn, and a
brush. A picture shows the same numbers as the table, laid out so that their pattern is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.view import View


class Picture(NamedTuple):
    """A way in which the pane of hidden activations can draw itself.

    Attributes:
        name: How a problem asks for it.
        heading: What the pane is called then.
        hindrance: Why it cannot draw this view in so many columns and rows, in a few words; empty
            if it can.
        paint: Draws it on a canvas.
        captions: What the lower border may say of this view in so many columns and rows, the best
            first.
        depends: What of a view it shows.
        marks: Every mark in it, and what that means.
    """

    name: str
    heading: str
    hindrance: Callable[[View, int, int], str]
    paint: Callable[[Canvas, View], None]
    captions: Callable[[View, int, int], Sequence[str]]
    depends: Callable[[View], object]
    marks: tuple[tuple[str, str], ...]


def too_small(width: int, height: int, columns: int, rows: int) -> str:
    """What is said where a picture has no room; empty if it has.

    Args:
        width: Columns that there are.
        height: Rows that there are.
        columns: Columns that it needs.
        rows: Rows that it needs.
    """
    if width >= columns and height >= rows:
        return ""
    return f"it needs {columns}x{rows} cells, here are {width}x{height}: z zooms"
