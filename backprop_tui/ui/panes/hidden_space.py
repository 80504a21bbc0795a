"""Where the hidden layer puts the cases, as the output sees them. Among the inputs no line divides
what XOR must tell apart; here one does, because the layer has moved the cases until it could.
"""

from __future__ import annotations

from functools import lru_cache

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.field_groups import Box, paint_side_by_side, side_by_side
from backprop_tui.ui.drawing.field_marks import Mark, nearest, on_top, paint_points
from backprop_tui.ui.drawing.field_sides import beside_the_line
from backprop_tui.ui.drawing.frames import Caption, Word
from backprop_tui.ui.pictures.spaces import chosen, ways
from backprop_tui.ui.pictures.spaces.plots import is_drawable
from backprop_tui.ui.pictures.spaces.said import LARGE, captions, sentences
from backprop_tui.ui.pictures.spaces.way import Plot, shown_output, space_of
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.lacking import paint_lacking
from backprop_tui.ui.widgets.pane import Pane


class HiddenSpace(Pane):
    """The cases in the space of the last hidden layer, and what the output draws through it."""

    HEADING = "Hidden space"

    REST = 0.5  # half-blocks are many bytes a frame

    MARKS = (
        ("as ŷ sees it", "to the right z₂, the sum that the output's answer hangs on alone: "
         "exact; upwards what it does not see, h·d: how far a case lies along d, the direction at "
         "right angles to its weights in which the cases spread the most"),
        ("h1, h2", "two hidden units as they are, and the straight line that the output draws; a "
         "shows one way and the other (of three units a cube; one alone is a line)"),
        (" 01  [10]", "a case, white if its target is high (1); [ ] is the selected one, a click "
         "selects the nearest; boxes that touch lie around one place; t: a test case"),
        ("01✗", "a case that is answered wrong (! where there are only letters)"),
        ("● ○ ✗", "many cases: a target of 1, of 0, and one that is answered wrong; ■ □ x are "
         "test cases (1 0 X and o i x in letters)"),
        ("line", "where the answer crosses the middle: one straight line, or of three units a "
         "plane through the cube"),
        ("2/4 in place", "so many cases lie on the side of the line where their target is"),
        ("0.5 to 1e-15", "every case is answered the middle as far as numbers can tell: none is on "
         "a side; where that holds all over, there is no line either"),
        ("29 of 200 drawn", "the others lie on the same cells, below a case that is seen; the "
         "selected one and those that are wrong lie on top"),
        ("apart", "how far from each other two cases with the same target are, √(Σ (a - b)²) over "
         "all their numbers: as inputs, and here, by what all hidden units put out; in short "
         "1.41 → here 0.00"),
        ("2 of 2", "with several hidden layers it is always the last, which the output sees"),
        ("as ŷ2 sees it", "with several outputs the first, or the one that is inspected (u)"),
    )  # fmt: skip

    def lacking(self, view: View) -> str:
        if len(view.sizes) > 2:
            return ""
        return "needs a hidden layer: without one the output sees the inputs themselves, as pane 5"

    def turned(self, view: View, direction: int) -> dict[str, object]:
        names = [way.name for way in ways(view)]
        if len(names) < 2:
            return {}
        place = names.index(chosen(view).name) + direction
        return {"space": names[place % len(names)]}

    def depends(self, view: View) -> object:
        return view.snapshot, view.gaze.selected, view.gaze.space, shown_output(view)

    def paint(self, canvas: Canvas, view: View) -> None:
        space = space_of(view)
        if space is None:
            paint_lacking(canvas, self.lacking(view))
            return
        if not is_drawable(space):
            paint_lacking(canvas, f"no numbers to draw: the loss is {view.snapshot.loss:g}")
            return
        plot = drawn(view, canvas.width, canvas.height)
        if plot is None:
            paint_lacking(canvas, "no room: zoom (z)")
            return
        below = _below(view, canvas.width, canvas.height)
        if plot.heat is not None:
            plot.field.shades(canvas, plot.heat)
        chosen(view).frame(canvas, view, space, plot)
        if plot.scores is not None:
            plot.field.border(canvas, plot.scores[None])
        boxes = _boxes(plot, canvas.glyphs.unicode)
        if boxes is not None:
            paint_side_by_side(canvas, boxes)
        else:
            paint_points(canvas, plot.field, visible(view, canvas.width, canvas.height))
        for k, said in enumerate(below):
            canvas.text(0, canvas.height - len(below) + k, said, canvas.palette.muted)

    def at(self, x: int, y: int) -> object | None:
        """The case that lies nearest to a cell of the field."""
        if self._shown is None or not self.room.area:
            return None
        view, room = self._shown[0], self.room
        plot = drawn(view, room.width, room.height)
        return None if plot is None else nearest(plot.field, plot.marks, x - room.x, y - room.y)

    def title(self, view: View) -> tuple[Word, ...]:
        space = space_of(view)
        if space is None:
            return super().title(view)
        layers, several = len(view.sizes) - 2, len(ways(view)) > 1
        layer = f" {space.layer} of {layers}" if layers > 1 else ""
        said = f"{layer} {chosen(view).heading(view, space)}{' (a)' * several}"
        return *super().title(view), Word(said)

    def subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        space = space_of(view)
        plot = drawn(view, width, height)
        if space is None or plot is None:
            return ()
        unicode = self.look is None or self.look.glyphs.unicode
        all_seen = _boxes(plot, unicode) is not None
        seen = len(plot.marks if all_seen else visible(view, width, height))
        below = bool(_below(view, width, height))
        return tuple(captions(view, space, chosen(view), seen, below, self.look))


@lru_cache(2)
def drawn(view: View, width: int, height: int) -> Plot | None:
    """What is drawn of a view in so many columns and rows; `None` without numbers or room."""
    space = space_of(view)
    if space is None or not is_drawable(space):
        return None
    plot = chosen(view).plot(view, space, width, height - len(_below(view, width, height)))
    return plot if plot.field.is_room else None


@lru_cache(2)
def visible(view: View, width: int, height: int) -> list[Mark]:
    """The cases of it that no others hide, if each is a single mark."""
    plot = drawn(view, width, height)
    return [] if plot is None else on_top(plot.field, plot.marks)


def _boxes(plot: Plot, unicode: bool) -> list[Box] | None:
    """Where the boxes of all cases stand, off the line if there is room for that near by: where
    cases lie is worth more than to see all of the line.
    """
    boxes = side_by_side(plot.field, plot.marks, unicode)
    if boxes is None or plot.scores is None or not plot.above:
        return boxes
    above = dict(zip(map(id, plot.marks), plot.above, strict=True))
    return beside_the_line(plot.field, boxes, plot.scores, above) or boxes


def _below(view: View, width: int, height: int) -> list[str]:
    """The lines that stand below a large drawing."""
    space = space_of(view)
    if space is None or width < LARGE[0] or height < LARGE[1]:
        return []
    return sentences(view, space, width)
