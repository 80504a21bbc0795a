"""A pane that draws the picture of its problem where there is one that fits, and otherwise a table
of numbers. Whoever wants the other of the two asks for it, and is told if that is impossible.
"""

from __future__ import annotations

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import Caption, Word
from backprop_tui.ui.pictures import picture_of
from backprop_tui.ui.pictures.picture import Picture
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.pane import Pane

NUMBERS, PICTURE = "p numbers", "p picture"


class Pictured(Pane):
    """A pane with a picture beside its table.

    Subclasses say what they do as a table; the rest is here.
    """

    def paint_table(self, canvas: Canvas, view: View) -> None:
        """Draw the table."""
        raise NotImplementedError

    def table_depends(self, view: View) -> object:
        """What of a view the table shows."""
        raise NotImplementedError

    def table_title(self, view: View) -> tuple[Word, ...]:
        """What the upper border says above the table."""
        return super().title(view)

    def table_subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        """What the lower border may say below the table, the best first."""
        raise NotImplementedError

    def hindrance(self, view: View) -> str:
        """Why there is no picture of a view here and now; empty if there is one."""
        picture = picture_of(view)
        if picture is None:
            return f"{view.snapshot.experiment.problem.name} has none"
        return picture.hindrance(view, *self._space)

    @property
    def _space(self) -> tuple[int, int]:
        """Columns and rows of the drawing; before the first layout a guess will do."""
        return self.room.size if self.room.area else (38, 6)

    def _picture(self, view: View, width: int, height: int) -> Picture | None:
        """The picture that is drawn in so many columns and rows; `None` for the table."""
        picture = None if view.gaze.numbers else picture_of(view)
        return None if picture is None or picture.hindrance(view, width, height) else picture

    def depends(self, view: View) -> object:
        picture = self._picture(view, *self._space)
        return self.table_depends(view) if picture is None else (picture, picture.depends(view))

    def paint(self, canvas: Canvas, view: View) -> None:
        picture = self._picture(view, canvas.width, canvas.height)
        (self.paint_table if picture is None else picture.paint)(canvas, view)

    def title(self, view: View) -> tuple[Word, ...]:
        picture = self._picture(view, *self._space)
        if picture is None:
            return self.table_title(view)
        return (Word(picture.heading, "foreground", bold=True),)

    def subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        picture = self._picture(view, width, height)
        if picture is not None:
            return *(f"{c} · {NUMBERS}" for c in picture.captions(view, width, height)), NUMBERS
        told = self.table_subtitles(view, width, height)
        if not view.gaze.numbers or self.hindrance(view):
            return told
        return *(f"{text} · {PICTURE}" for text in told if isinstance(text, str)), PICTURE
