"""What the network answers to every point of a plane, and not only to the cases. Where a line could
not separate them one sees why, and what hidden units do about it.
"""

from __future__ import annotations

from collections.abc import Sequence

from backprop_tui.report.surface.plane import by_class, lacking, planes
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.field_marks import (
    Mark,
    boxes_fit,
    nearest,
    paint_boxes,
    paint_points,
)
from backprop_tui.ui.drawing.frames import Caption, Word
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.lacking import paint_lacking
from backprop_tui.ui.widgets.pane import Pane
from backprop_tui.ui.widgets.surface import (
    Surface,
    field_of,
    inspected_output,
    marks,
    surface,
)
from backprop_tui.ui.widgets.surface_said import captions, class_labels

APART_COLUMNS, APART_ROWS = 9, 3
"""Cells between two names of classes on what they win."""


class DecisionSurface(Pane):
    """Shades of the answer over two inputs, the line between its sides, and the cases."""

    HEADING = "Decision surface"

    REST = 0.5  # half-blocks are many bytes a frame

    MARKS = (
        ("shades", "the answer to every point of the plane of two inputs: blue (light, @) where it "
         "is nearer to the higher target, orange (dark, blank) nearer to the lower, grey in the "
         "middle; inputs are in their own units, and reach a quarter beyond the cases"),
        ("dotted line", "where the answer crosses the middle between the two, or where another "
         "class wins: on both its sides the network says different things. Values have none"),
        ("flat", "no answer of the plane differs from the middle by more than rounding (a "
         "billionth of the distance between a 0 and a 1): there is no line and no side"),
        ("[1] 0 t1", "few cases are boxes with their targets, white if that is high: [ ] the "
         "selected one, t a test case, ✗ (or !) a wrong one; a click selects the nearest"),
        ("points", "many cases are a mark each: full for a target of 1, hollow for 0, ✗ for one "
         "answered wrong; squares are test cases, x a wrong one (in letters 1, 0, X; test cases i, "
         "o, x). Of classes a wrong one is the number of its class"),
        ("x3 x4 = 01", "with more than two inputs all others are held at the selected case, and "
         "dots are cases that lie elsewhere; a shows another two inputs, A the two before"),
        ("2 of 3 (a)", "which two inputs: the second of three ways"),
        ("ŷ2 (u)", "of several outputs the inspected one, or the first"),
        ("one input", "the line is the answer itself, above the axis of the input"),
    )  # fmt: skip

    def depends(self, view: View) -> object:
        return view.snapshot, self._look_of(view)

    @staticmethod
    def _look_of(view: View) -> object:
        """What of the way of looking it shows."""
        problem = view.snapshot.experiment.problem
        return problem, view.gaze.selected, view.gaze.plane, inspected_output(view)

    def lacking(self, view: View) -> str:
        return lacking(view.snapshot.experiment)

    def turned(self, view: View, direction: int) -> dict[str, object]:
        ways = 1 if self.lacking(view) else planes(view.snapshot.experiment.problem)
        return {"plane": (view.gaze.plane + direction) % ways} if ways > 1 else {}

    def paint(self, canvas: Canvas, view: View) -> None:
        said = self.lacking(view)
        if not said and view.snapshot.diverged:
            said = f"no answers: the loss is {view.snapshot.loss:g}"
        if not said and not field_of(view, canvas.width, canvas.height).is_room:
            said = "no room: zoom (z)"
        if said:
            paint_lacking(canvas, said)
            return
        drawn, cases = surface(view, canvas.width, canvas.height), marks(view)
        field = drawn.field
        field.axes(canvas)
        field.shades(canvas, drawn.heat, sided=drawn.scores is not None)
        _names(canvas, view, drawn, cases)
        in_boxes = boxes_fit(canvas, field, cases)
        if drawn.scores is not None:
            # A mark on the line would hide it anyhow, and on the line's shade look like no other.
            marked = [] if in_boxes else [field.cell(mark.across, mark.up) for mark in cases]
            field.border(canvas, drawn.scores, marked)
        if in_boxes:
            paint_boxes(canvas, field, cases)
        else:
            paint_points(canvas, field, cases, by_class(view.snapshot.experiment.problem))

    def at(self, x: int, y: int) -> object | None:
        """The case that lies nearest to a cell of the field."""
        if self._shown is None or not self.room.area:
            return None
        view, room = self._shown[0], self.room
        if self.lacking(view) or view.snapshot.diverged:
            return None
        field = field_of(view, room.width, room.height)
        return nearest(field, marks(view), x - room.x, y - room.y) if field.is_room else None

    def title(self, view: View) -> tuple[Word, ...]:
        ways = 1 if self.lacking(view) else planes(view.snapshot.experiment.problem)
        if ways < 2:
            return super().title(view)
        return *super().title(view), Word(f" {view.gaze.plane % ways + 1} of {ways} (a)")

    def subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        if self.lacking(view) or view.snapshot.diverged:
            return ()
        return captions(view, self.look)


def _names(canvas: Canvas, view: View, drawn: Surface, cases: Sequence[Mark]) -> None:
    """The name of the class that wins, here and there on what it wins, but on no case."""
    if drawn.wins is None:
        return
    field, names = drawn.field, class_labels(view)
    taken = {field.cell(mark.across, mark.up) for mark in cases}
    for y in range(field.y + 1, field.y + field.rows, APART_ROWS):
        # Rows are shifted against each other, as bricks are: what wins little has a name too.
        shift = 1 + APART_COLUMNS * (y // APART_ROWS % 2)
        for x in range(field.x + shift, field.x + field.columns, 2 * APART_COLUMNS):
            wins = int(drawn.wins[y - field.y, x - field.x])
            name = names[wins] if wins >= 0 else ""
            cells = range(x - 1, x + len(name) + 1)
            seen = drawn.wins[y - field.y, x - field.x : x - field.x + len(name)]
            free = not taken & {(column, y) for column in cells}
            if free and x + len(name) < field.x + field.columns and (seen == wins).all():
                paper = int(canvas.paper[y, x])
                canvas.text(x, y, name, canvas.palette.ink(paper), paper, bold=True)
