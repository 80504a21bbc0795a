"""The first line holds as many facts as it has room for, and whatever does not fit is left out from
the least important end. The largest screens have five rows for it, the smallest nothing else.
"""

from __future__ import annotations

from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.large import large
from backprop_tui.ui.sizes import TINY
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing
from backprop_tui.ui.widgets.header_fields import Field, left_fields
from backprop_tui.ui.widgets.header_room import chosen, cut_to, fitted, width_of

TALL = 5
"""Rows of the header on the largest screens."""


def paint(canvas: Canvas, view: View) -> None:
    """Write the header: a line, five rows on the largest screens, all that a tiny one shows."""
    canvas.fill(0, 0, canvas.width, canvas.height, canvas.palette.panel)
    if canvas.width < TINY[0] or canvas.height > TALL:
        _tiny(canvas, view)
    elif canvas.height == TALL:
        _tall(canvas, view)
    else:
        _line(canvas, view)


def _chip(canvas: Canvas, view: View, x: int, y: int) -> int:
    """The mark of what the run is doing; returns the column after it."""
    mark, colour = view.state.value
    shade = getattr(canvas.palette, colour)
    return canvas.text(x, y, f" {mark} ", canvas.palette.background, shade, bold=True)


def _letter(canvas: Canvas, view: View, x: int, y: int) -> int:
    """Which of several runs it is; returns the column after that."""
    letter = view.snapshot.letter
    return canvas.text(x + 1, y, letter, canvas.palette.forward, bold=True) if letter else x


def _fields(canvas: Canvas, fields: list[Field], x: int, y: int) -> int:
    """Write fields from column x on; returns the column after them."""
    palette = canvas.palette
    for field in fields:
        ink = palette.foreground if field.strong else palette.muted
        ink = palette.error if field.alarm else ink
        x = canvas.text(x + field.space, y, field.text, ink, bold=field.strong)
    return x


def _line(canvas: Canvas, view: View) -> None:
    """Everything in one row."""
    x = _letter(canvas, view, _chip(canvas, view, 0, 0), 0)
    left, right = chosen(canvas, view, canvas.width - x - 1)
    end = canvas.width - 1 - width_of(canvas, right)
    _fields(canvas, cut_to(canvas, left, end - x), x, 0)
    _fields(canvas, right, end, 0)


def _tall(canvas: Canvas, view: View) -> None:
    """The same facts in three rows, the moving ones in large digits."""
    snapshot, experiment = view.snapshot, view.snapshot.experiment
    loss, cases = experiment.loss_function, len(snapshot.right)
    end = _numbers(canvas, view)
    x = _letter(canvas, view, _chip(canvas, view, 2, 1), 1) + 1
    name, title, *others = left_fields(view)
    _fields(canvas, [name, title], x, 1)
    others.append(Field(0, f"at {formats.rate(view.run.speed)}", True))
    _fields(canvas, fitted(canvas, others, [], end - 2)[0], 1, 2)
    batch = f"{experiment.batch} of {cases}" if experiment.batch < cases else f"all {cases}"
    is_mean = " as displayed" if loss.is_displayed else ""
    order = f" {experiment.order_of_cases.short}" if experiment.is_shared_out else ""
    error, share = f"descends E = {loss.formula}{is_mean}", f", {batch} cases a step{order}"
    tested = ""
    if snapshot.held_out is not None:
        right = snapshot.held_out.right
        shown = f"test {formats.loss(snapshot.held_out.loss)}, {int(right.sum())}/{len(right)}"
        tested = f"{shown} right"
    whole = "; ".join(filter(None, (error + share, tested)))
    forms = (whole, "; ".join(filter(None, (error, tested))), tested or error)
    said = next((form for form in forms if len(form) <= end - 4), "")
    canvas.text(2, 3, said, canvas.palette.muted)


def _numbers(canvas: Canvas, view: View) -> int:
    """The moving numbers in large digits, from the right; returns the column where they begin."""
    snapshot, loss = view.snapshot, view.snapshot.experiment.loss_function
    cases = len(snapshot.right)
    rate = f"{view.run.rate:,.0f} steps/s" if view.run.rate is not None else ""
    end, going = snapshot.length if snapshot.is_past else view.run.stop, view.run.going
    if going is not None:
        rate = going.text
    x = canvas.width - 2
    for digits, width, labels in (
        (f"{int(snapshot.right.sum())}", 12, ("right", f"of {cases}", "")),
        (formats.loss(snapshot.loss), 24, ("loss", loss.displayed, "")),
        (f"{snapshot.step:,}", 30, ("step", f"of {end:,}", rate)),
    ):
        x -= max(12, *(len(label) for label in labels[:2])) + 2
        for row, label in enumerate(labels):
            canvas.text(x, 1 + row, label, canvas.palette.muted)
        if canvas.glyphs.unicode:
            for row, text in enumerate(large(digits)):
                canvas.flush_right(x - 2, 1 + row, text)
        else:
            # Of signs and bars a large digit is harder to read than one as it is typed.
            canvas.flush_right(x - 2, 1, digits, bold=True)
        x -= width
    return x


def _tiny(canvas: Canvas, view: View) -> None:
    """That the terminal is too small, and how training goes on meanwhile."""
    step, loss = f"step {view.snapshot.step:,}", f"loss {formats.loss(view.snapshot.loss)}"
    size = f"{TINY[0]}x{TINY[1]}"
    needs = f"needs {size}"
    # A number that is cut is another number: a line is whole, shorter or not there.
    lines = [("too small", "small"), (needs, size), (step,), (loss,)]
    if canvas.height == 1:
        lines = [(canvas.glyphs.caption(f"{needs} · {step}"), needs, size)]
    top = max(0, (canvas.height - len(lines)) // 2)
    for row, texts in enumerate(lines[: canvas.height]):
        text = next((text for text in texts if len(text) <= canvas.width), "")
        canvas.centre(0, canvas.width, top + row, text)


class Header(Drawing):
    """The header of a screen."""

    def __init__(self) -> None:
        super().__init__(paint)

    def depends(self, record: View) -> object:
        """On the moment and the run, whatever is looked at."""
        return record.snapshot, record.run

    def says(self, word: str) -> bool:
        """Whether a word stands in what was drawn last."""
        return self.canvas is not None and word in " ".join(self.canvas.rows()).split()
