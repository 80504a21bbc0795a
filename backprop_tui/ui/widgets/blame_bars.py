"""δ of one unit for every case: which cases blame it, how much, and whether its sum should fall or
rise. A case with a long bar is one that this step is about.
"""

from __future__ import annotations

import math

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.naming import MOST_LETTERS
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.bars import signed_bar
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.order import Window
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_forms import answer_labels
from backprop_tui.ui.widgets.cases import MARK, Labels, labels

NUMBER, FULL_NUMBER = 6, 10
"""Columns of δ in a row, and where there is much room."""

MUCH_ROOM = 60
"""Columns from which there is."""

LEAST_HEADING = 32
"""Columns of a heading besides a long name."""

MOST_ROWS = 4
"""Rows of a case at most."""

ROUND = (1.0, 2.0, 5.0, 10.0)
"""What a scale may end at, times a power of ten."""


def blamed_unit(view: View) -> Unit:
    """The unit whose δ is shown: the one that is inspected, or else the first output."""
    inspected = view.gaze.inspected
    if inspected is not None and inspected.layer:
        return inspected
    return Unit(len(view.sizes) - 1, 0)


def heading(view: View, width: int) -> str:
    """Whose δ it is, in so many columns."""
    unit = blamed_unit(view)
    last, outputs = len(view.sizes) - 1, view.sizes[-1]
    letters = max(MOST_LETTERS, width - LEAST_HEADING)
    name = view.unit_names(unit.layer, letters)[unit.position].strip()
    if unit.layer == last and outputs == 1:
        said = ["δ at the output"]
    elif unit.layer == last:
        which = f"{unit.position + 1} of {outputs}"
        said = [f"δ of output {name}, {which} (u: others)", f"δ of {name}, {which} (u)"]
    else:
        said = [f"δ of the hidden unit {name}", f"δ of {name}, hidden"]
    return next((text for text in (*said, f"δ of {name}") if len(text) <= width), "δ")


def scale_end(values: Array) -> float:
    """A round number that no finite one of these exceeds; 1 if all are 0."""
    finite = np.abs(values[np.isfinite(values)])
    largest = float(finite.max(initial=0.0))
    power = math.floor(math.log10(largest)) if largest else 0
    ends = (float(f"{digit:g}e{power}") for digit in ROUND)
    return next((end for end in ends if end >= largest), largest)


def end_text(end: float) -> str:
    """`±0.05`, `±2e-7`: from where to where a scale goes."""
    return f"±{end:g}" if 0.001 <= end < 1000 else f"±{formats.short_exponent(end, '.0e')}"


def blame_labels(view: View, width: int) -> Labels:
    """What names the cases in so many columns: what the tables beside it do, if there is room."""
    found = answer_labels(view, width, alone=width >= MUCH_ROOM)
    room = width // 3
    return found if found.width <= room else labels(view.snapshot.experiment.problem, room)


def rows_of_a_case(cases: int, height: int) -> int:
    """How many rows each of so many cases has in so many, below a heading."""
    return max(1, min(MOST_ROWS, (height - 1) // cases))


def window(view: View, height: int) -> Window:
    """The cases that have room in so many rows, one of them for a heading."""
    each = rows_of_a_case(len(view.snapshot.right), height)
    return view.window(max(0, height - 1) // each)


def paint_blame(canvas: Canvas, view: View, x: int, y: int, delta: Array) -> int:
    """Write a heading and below it the cases that have room, to the canvas's right and lower edge.

    Args:
        canvas: Where.
        view: What is looked at.
        x: The first column.
        y: The first row.
        delta: δ of every case, (cases,).

    Returns:
        The row after them.
    """
    palette = canvas.palette
    width, height = canvas.width - x, canvas.height - y
    end = scale_end(delta)
    ends = end_text(end)
    canvas.text(x, y, heading(view, width - len(canvas.glyphs(ends)) - 2), palette.muted)
    number = FULL_NUMBER if width >= MUCH_ROOM else NUMBER
    canvas.flush_right(x + width - 1, y, ends, palette.muted)
    found, each = blame_labels(view, width), rows_of_a_case(len(delta), height)
    shown = window(view, height)
    left = x + MARK + found.width + 1
    bars = x + width - number - 1 - left
    for k, case in enumerate(shown.cases):
        row, selected = y + 1 + k * each, case == view.gaze.selected
        if selected:
            canvas.fill(x, row, width, each - 1 or 1, palette.row)
            canvas.text(x, row, "▸", palette.forward, bold=True)
        canvas.text(x + MARK, row, found.names[case], bold=selected)
        value = float(delta[case])
        if bars > 2:
            signed_bar(canvas, (left, row, bars, each), value / end)
        canvas.text(x + width - number, row, number_text(value, number), _ink(canvas, value))
        canvas.spot(x, row, width, each, case)
    canvas.scrolled(y + 1, len(shown.cases) * each, *shown.span, len(delta))
    return y + 1 + len(shown.cases) * each


def number_text(value: float, width: int) -> str:
    """δ with its sign in so many columns."""
    if width < FULL_NUMBER or value == 0 or not math.isfinite(value):
        return formats.signed(value, min(width, NUMBER)).rjust(width)
    return f"{'+' if value > 0 else '-'}{formats.size(abs(value), width - 2).strip()}".rjust(width)


def _ink(canvas: Canvas, value: float) -> int:
    """The colour of its sign."""
    palette = canvas.palette
    return palette.signed(value, 0.0) if value else palette.muted
