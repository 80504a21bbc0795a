"""What every part of the screen is drawn with: a widget that paints a record on a canvas and sends
only the rows in which the new drawing differs from the last. It knows nothing of what it draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from backprop_tui.ui.drawing.canvas import Canvas, Look


class Drawing(Widget):
    """Draws a record on canvases; refreshes the rows in which a new one differs from the last."""

    ALLOW_SELECT = False

    def __init__(self, paint: Callable[[Canvas, Any], None], id: str | None = None) -> None:
        super().__init__(id=id)
        self._paint = paint
        self._shown: tuple[Any, Look] | None = None
        self._drawn: tuple[object, Look] | None = None
        self._canvas: Canvas | None = None
        self._strips: list[Strip] = []
        self._is_hidden = self._waits = False

    @property
    def canvas(self) -> Canvas | None:
        """What was drawn last, if anything."""
        return self._canvas

    @property
    def room(self) -> Region:
        """The cells of the widget that are drawn on."""
        return self.size.region

    def depends(self, record: Any) -> object:
        """What of a record is drawn; as long as it stays the same, nothing is painted again."""
        return record

    def draw(self, record: Any, look: Look) -> None:
        """Draw a record in place of the last one; rows that stay are not sent again.

        What nobody sees is not drawn before somebody does.
        """
        if self._is_hidden:
            known = self._shown is not None and self._shown[0] is record and self._shown[1] is look
            self._shown, self._waits = (record, look), self._waits or not known
            return
        before, drawn = self._drawn, (self.depends(record), look)
        if drawn == before and self._fits():
            return
        self._shown, self._drawn = (record, look), drawn
        changed = self._update()
        if before is not None and before[1] != look:
            self.refresh()
        elif changed:
            self.refresh(*([] if changed == [self.size.region] else changed))

    def _fits(self) -> bool:
        """Whether the last canvas is as large as the room for it."""
        canvas = self._canvas
        return canvas is not None and (canvas.width, canvas.height) == self.room.size

    def _catch_up(self) -> None:
        """Draw what is to be seen, if that has not been done, or was in another size."""
        if self._waits and self._shown is not None:
            record, look = self._shown
            self._waits, self._drawn = False, (self.depends(record), look)
            self._update()
        elif not self._fits():
            self._update()

    def _update(self) -> list[Region]:
        """Make a new canvas; returns what has changed of the widget."""
        _, y, width, height = self.room
        across = self.size.width
        if self._shown is None or width <= 0 or height <= 0:
            self._canvas, self._strips = None, []  # old by the time it is seen again
            return []
        record, look = self._shown
        canvas = Canvas(width, height, look)
        self._paint(canvas, record)
        rows = canvas.changed_rows(self._canvas)
        if len(self._strips) != height:
            self._strips = [_blank(width)] * height
        for row, segments in zip(rows, canvas.segments(rows), strict=True):
            self._strips[row] = self.line(segments, across, bool(canvas.beside[row]))
        self._canvas = canvas
        return _regions([y + row for row in rows], across)

    def line(self, segments: list[Segment], width: int, beside: bool) -> Strip:
        """A row of the widget, which is so wide, of a row of the canvas, lit beside it or not."""
        return Strip(segments, width)

    def strips(self) -> list[Strip]:
        """All rows of the widget as they are now."""
        return self._strips

    def render_line(self, y: int) -> Strip:
        """A row; the first that is asked for after a change of size draws them all."""
        self._catch_up()
        strips = self.strips()
        return strips[y] if 0 <= y < len(strips) else _blank(self.size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows as they are: there is no border, no padding and no opacity to be added to them."""
        self._catch_up()
        strips = self.strips()[crop.y : crop.bottom]
        strips += [_blank(self.size.width)] * (crop.height - len(strips))
        for filtered in self.get_line_filters():
            paper = self.background_colors[1]
            strips = [strip.apply_filter(filtered, paper) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Those that change anything: no colour of a canvas is left to the terminal."""
        filters = super().get_line_filters()
        return [each for each in filters if not isinstance(each, ANSIToTruecolor)]

    def on_hide(self) -> None:
        self._is_hidden = True

    def on_show(self) -> None:
        """What changed while the widget was hidden is not known to the screen."""
        if self._is_hidden:
            self._is_hidden = False
            self._catch_up()
            self.refresh()

    def on_resize(self) -> None:
        """Draw what is shown in the new size."""
        if self._shown is not None:
            self.draw(*self._shown)

    def at(self, x: int, y: int) -> object | None:
        """What was drawn in a cell of the widget, if it can be pointed at."""
        room = self.room
        return self._canvas.at(x - room.x, y - room.y) if self._canvas else None


def _blank(width: int) -> Strip:
    """A row where there is nothing yet; what takes colours away wants them to have a style."""
    return Strip.blank(width, Style.null())


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
