"""What every part of the screen is drawn with: a widget that paints a record on a canvas and sends
only the rows in which the new drawing differs from the last. It knows nothing of what it draws.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from backprop_tui.ui.drawing.canvas import Canvas, Look


class Drawing(Widget):
    """Draws a record on canvases; refreshes the rows in which a new one differs from the last."""

    ALLOW_SELECT = False

    def __init__(self, paint: Callable[[Canvas, Any], None]) -> None:
        super().__init__()
        self._paint = paint
        self._shown: tuple[Any, Look] | None = None
        self._drawn: tuple[object, Look] | None = None
        self._canvas: Canvas | None = None
        self._strips: list[Strip] = []

    @property
    def canvas(self) -> Canvas | None:
        """What was drawn last, if anything."""
        return self._canvas

    def depends(self, record: Any) -> object:
        """What of a record is drawn; as long as it stays the same, nothing is painted again."""
        return record

    def draw(self, record: Any, look: Look) -> None:
        """Draw a record in place of the last one; rows that stay are not sent again."""
        before, drawn = self._canvas, (self.depends(record), look)
        if drawn == self._drawn and before and (before.width, before.height) == self.size:
            return
        self._shown, self._drawn = (record, look), drawn
        rows = self._update()
        if rows and self._canvas is not None:
            whole = before is None or len(rows) == self._canvas.height
            self.refresh(*([] if whole else _regions(rows, self._canvas.width)))

    def _update(self) -> list[int]:
        """Make a new canvas; returns the rows that changed."""
        width, height = self.size
        if self._shown is None or width <= 0 or height <= 0:
            self._canvas = None  # what it shows is old by the time it is seen again
            return []
        record, look = self._shown
        canvas = Canvas(width, height, look)
        self._paint(canvas, record)
        rows = canvas.changed_rows(self._canvas)
        if len(self._strips) != height:
            self._strips = [Strip.blank(width)] * height
        for y in rows:
            self._strips[y] = canvas.strip(y)
        self._canvas = canvas
        return rows

    def render_line(self, y: int) -> Strip:
        """A row; the first that is asked for after a change of size draws them all."""
        canvas = self._canvas
        if canvas is None or (canvas.width, canvas.height) != self.size:
            self._update()
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width)

    def on_show(self) -> None:
        """What changed while the widget was hidden is not known to the screen."""
        self.refresh()

    def on_resize(self) -> None:
        """Draw what is shown in the new size."""
        if self._shown is not None:
            self.draw(*self._shown)

    def at(self, x: int, y: int) -> object | None:
        """What was drawn in a cell, if it can be pointed at."""
        return self._canvas.at(x, y) if self._canvas else None


def _regions(rows: list[int], width: int) -> list[Region]:
    """Rows as few rectangles: neighbours share one."""
    regions: list[Region] = []
    for y in rows:
        if regions and regions[-1].bottom == y:
            last = regions.pop()
            regions.append(Region(0, last.y, width, last.height + 1))
        else:
            regions.append(Region(0, y, width, 1))
    return regions
