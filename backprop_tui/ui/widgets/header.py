"""The first line holds as many facts as it has room for, and whatever does not fit is left out from
the least important end. The largest screens have five rows for it, the smallest nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backprop_tui.engine.wording import cut
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.large import large
from backprop_tui.ui.sizes import TINY
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing
from backprop_tui.ui.widgets.header_fields import (
    NOTABLE,
    TARGETS,
    Field,
    left_fields,
    loss_names,
    right_fields,
)

TALL = 5
"""Rows of the header on the largest screens."""

TRIFLE = 8
"""From this rank on a field gives way to a longer name."""

LEAST = 5
"""Columns in which something that is cut can still be made out."""

PROMISED = 6
"""Up to this rank a field is said shorter before it is left out."""


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
    x = _chip(canvas, view, 0, 0)
    left, right = _all_promised(canvas, view, canvas.width - x - 1)
    end = canvas.width - 1 - _width(canvas, right)
    _fields(canvas, _cut(canvas, left, end - x), x, 0)
    _fields(canvas, right, end, 0)


def _cut(canvas: Canvas, fields: list[Field], width: int) -> list[Field]:
    """The fields in so many columns, with a sign where even the shortest are too long."""
    kept: list[Field] = []
    for field in fields:
        room = width - _width(canvas, kept) - field.space
        if len(canvas.glyphs(field.text)) > room:
            short = cut(field.text, room)
            return [*kept, field._replace(text=short)] if room >= LEAST else kept
        kept.append(field)
    return kept


def _all_promised(canvas: Canvas, view: View, width: int) -> tuple[list[Field], list[Field]]:
    """The fields that fit, with as few of them said shorter as leave no promised one out."""
    fields = (*left_fields(view), *right_fields(view))
    wanted = _promised(fields)
    shortened, best = 0, (False, -1.0)
    while True:
        sides = _named(canvas, view, width, shortened)
        has_room = _width(canvas, [*sides[0], *sides[1]]) <= width
        kept = has_room, _promised((*sides[0], *sides[1]))
        if kept > best:
            best, found = kept, sides
        shortened += 1
        if kept == (True, wanted) or shortened > sum(bool(field.shorter) for field in fields):
            return found


def _promised(fields: Iterable[Field]) -> float:
    """What fields weigh that must be said, however short."""
    return _weight(field for field in fields if field.rank <= PROMISED and not field.label)


def _weight(fields: Iterable[Field]) -> float:
    """What it is worth to say them: one of a rank outweighs several of higher ranks."""
    return sum(4.0**-field.rank for field in fields if field.text)


def _shorter(fields: Sequence[Field], count: int) -> list[Field]:
    """The fields, so many of them said shorter: those first that decide least."""
    can = [k for k, field in enumerate(fields) if field.text and field.shorter]
    chosen = set(sorted(can, key=lambda k: -fields[k].rank)[:count])
    return [
        field._replace(text=field.shorter) if k in chosen else field
        for k, field in enumerate(fields)
    ]


def _named(
    canvas: Canvas, view: View, width: int, shortened: int
) -> tuple[list[Field], list[Field]]:
    """The fields that fit, so many said shorter, with the longest names that cost nothing of note.

    What a data file's targets are called gives way to what decides the run; it is in the help too.
    """
    experiment, best = view.snapshot.experiment, -1
    for said in TARGETS[: None if experiment.problem.path is not None else 1]:
        left = _shorter(left_fields(view, said), shortened)
        sides = _with_loss(canvas, view, left, width)
        count = sum(1 < field.rank < NOTABLE for side in sides for field in side)
        if count > best:
            best, found = count, sides
    return found


def _with_loss(
    canvas: Canvas, view: View, left: list[Field], width: int
) -> tuple[list[Field], list[Field]]:
    """The fields that fit, with the longest name of the loss that costs nothing of note."""
    wanted = -1.0
    for name in reversed(loss_names(view.snapshot.experiment)):
        right = right_fields(view, name)
        sides = fitted(canvas, left, right, width)
        if any(field.shorter and field not in sides[1] for field in right):
            sides = fitted(canvas, left, _shorter(right, len(right)), width)
        kept = (field for side in sides for field in side)
        worth = _weight(field for field in kept if field.rank < TRIFLE and not field.label)
        if worth < wanted:
            break
        wanted, found = worth, sides
    return found


def _tall(canvas: Canvas, view: View) -> None:
    """The same facts in three rows, the moving ones in large digits."""
    snapshot, experiment = view.snapshot, view.snapshot.experiment
    loss, cases = experiment.loss_function, len(snapshot.right)
    end = _numbers(canvas, view)
    x = _chip(canvas, view, 2, 1) + 1
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
    x = canvas.width - 2
    for digits, width, labels in (
        (f"{int(snapshot.right.sum())}", 12, ("right", f"of {cases}", "")),
        (formats.loss(snapshot.loss), 24, ("loss", loss.displayed, "")),
        (f"{snapshot.step:,}", 30, ("step", f"of {view.run.stop:,}", rate)),
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


def _width(canvas: Canvas, fields: list[Field]) -> int:
    return sum(field.space + len(canvas.glyphs(field.text)) for field in fields)


def fitted(
    canvas: Canvas, left: list[Field], right: list[Field], width: int
) -> tuple[list[Field], list[Field]]:
    """The fields that fit `width` columns, the lowest rank first; of a rank the names of numbers.

    What is left out has no room beside what is more important.
    """
    fields = [field for field in (*left, *right) if field.text]
    last = sum(bool(field.text) for field in left)
    widths = [_width(canvas, [field]) for field in fields]
    kept: set[int] = set()
    taken = 0
    for k in sorted(range(len(fields)), key=lambda k: (fields[k].rank, not fields[k].label, k)):
        fits = taken + widths[k] <= width and not (fields[k].label and k + 1 not in kept)
        if fields[k].rank == 0 or fits:
            kept.add(k)
            taken += widths[k]
    return (
        [fields[k] for k in range(last) if k in kept],
        [fields[k] for k in range(last, len(fields)) if k in kept],
    )


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
