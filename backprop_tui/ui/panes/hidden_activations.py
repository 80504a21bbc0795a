"""What the hidden units make of each input: the representation that the network invented for
itself. Inputs that must be answered alike come to look alike here, and that is what makes the last
layer's work easy.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backprop_tui.engine.problems import Answer
from backprop_tui.report.names import beside, subscript
from backprop_tui.ui.diagram.pixels import pooled
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import Caption, Word
from backprop_tui.ui.drawing.heats import activation_text, heat_cell, middle_row, weight_text
from backprop_tui.ui.drawing.large import ROOM
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.pictures.pictured import Pictured
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_forms import (
    FULL_CELL,
    NARROWEST_CELL,
    cell_width,
    unit_labels,
)
from backprop_tui.ui.widgets.cases import MARK, Labels, sorting, ways
from backprop_tui.ui.widgets.side_by_side import blocks

TALLEST = 12
"""Rows of a cell at most."""

WIDEST = 24
"""Columns of a cell of one row at most."""

BROAD = 6
"""Columns of a taller cell at most, for each of its rows."""


def after(found: Labels) -> int:
    """The first column after the labels."""
    return MARK + found.width + 1


def arrange(view: View, layer: int, width: int) -> tuple[Labels, int]:
    """How the rows are named, and how many columns a unit has; below the narrowest, pixels."""
    found = unit_labels(view, layer, width)
    return found, cell_width(found, view.sizes[layer], width)


def cell_size(cell: int, units: int, cases: int, width: int, height: int) -> tuple[int, int]:
    """Columns and rows of a cell of so many units and cases that share so many columns and rows.

    A cell grows with the room for it, but stays no wider than a number on it can be found.

    Args:
        cell: Columns that it has at least.
        units: Cells side by side.
        cases: Cells one above another.
        width: Columns for all of them.
        height: Their rows.
    """
    tall = max(1, min(TALLEST, height // cases))
    return max(cell, min(width // units, max(WIDEST, BROAD * tall))), tall


def unlayered(view: View) -> tuple[str, ...]:
    """What it means that there is no hidden layer, in short lines.

    Equal sums of weighted inputs lie on straight lines or flat planes, whatever is made of a sum;
    with several outputs each has such cuts of its own.
    """
    problem, inputs, several = view.snapshot.experiment.problem, view.sizes[0], view.sizes[-1] > 1
    to = "the outputs, so each can" if several else "the output, so it can"
    means = {1: ("only draw one", "border"), 2: ("only draw one", "straight line")}.get(
        inputs, ("only draw one", "flat cut")
    )
    if problem.answer is Answer.VALUES:
        means = "only draw one slope", ""
    if problem.answer is Answer.CLASSES and several:
        to, means = "the outputs, so classes", ("have straight borders", "alone")
    return "no hidden layer:", "inputs go straight to", to, *filter(None, means)


class HiddenActivations(Pictured):
    """A matrix: a row per case, a column per hidden unit; below it how the output weighs them."""

    HEADING = "Hidden activations"

    MARKS = (
        ("shading", "each number is what a hidden unit puts out for the input of its row, on a "
         "ground of blue (orange below zero): the stronger, the nearer to 1, or for relu and "
         "linear to the largest of the layer"),
        ("2 a column", "more units than columns: colours alone, of several the strongest; "
         "z gives them room for numbers"),
        ("#", "the place of the input among the cases"),
        ("1 of 2 (h)", "which hidden layer it is; h shows the next"),
        ("W₂→ŷ", "how strongly the output listens to each hidden unit, and with which sign"),
        ("σ(x·W₁+b₁)", "how the numbers are computed: f of inputs times weights, plus biases or "
         "less thresholds θ"),
    )  # fmt: skip

    def table_depends(self, view: View) -> object:
        gaze = view.gaze
        return view.snapshot, view.order, gaze.selected, gaze.inspected, view.hidden_layer

    def paint_table(self, canvas: Canvas, view: View) -> None:
        layer = view.hidden_layer
        if layer is None:
            lines = unlayered(view)
            first = max(0, (canvas.height - len(lines)) // 2)
            for k, line in enumerate(lines):
                canvas.centre(0, canvas.width, first + k, line, canvas.palette.muted)
            return
        found, cell = arrange(view, layer, canvas.width)
        if cell < NARROWEST_CELL:
            self._pixels(canvas, view, layer, found)
        else:
            self._cells(canvas, view, layer, found, cell)

    @staticmethod
    def _row(canvas: Canvas, view: View, found: Labels, case: int, y: int, height: int) -> None:
        """Begin the rows of a case, and let all of them stand for the case."""
        found.paint(canvas, case, middle_row(y, height), case == view.gaze.selected)
        canvas.spot(0, y, canvas.width, height, case)

    def _cells(self, canvas: Canvas, view: View, layer: int, found: Labels, cell: int) -> None:
        """Numbers on their heat, in several blocks if there are many cases and much room."""
        cases, units = view.snapshot.activations[layer].shape
        found, narrow = self._fitting(canvas, view, units, (found, min(cell, FULL_CELL)))
        least = after(found) + units * narrow
        table, weights_row = blocks(cases, least, canvas.width, canvas.height), False
        if self._has_weights_row(view):
            shorter = blocks(cases, least, canvas.width, canvas.height - 1)
            if shorter.all_rows >= cases:
                table, weights_row = shorter, True
        room, rows = table.width - after(found), table.rows - weights_row
        cell = min(cell, room // units) if table.across > 1 else cell
        cell, height = cell_size(cell, units, -(-cases // table.across), room, rows)
        if weights_row:
            # Beyond large digits for the cases come those for the weights below them.
            height = min(height, max(ROOM + 1, (rows + 1 - ROOM) // cases))
        each = table.rows // height
        window = view.window(table.across * each)
        for block in range(table.across):
            shown = window.cases[block * each : (block + 1) * each]
            with canvas.part(table.left(block), table.width) as part:
                self._block(part, view, layer, found, shown, (cell, height))
                if weights_row:
                    end = 1 + len(window.cases[:each]) * height
                    self._weights_row(part, view, after(found), (cell, height), end)
        lit = len(window.cases[:each]) * height
        canvas.scrolled(1, lit, *window.span, cases)

    @staticmethod
    def _fitting(
        canvas: Canvas, view: View, units: int, usual: tuple[Labels, int]
    ) -> tuple[Labels, int]:
        """Labels and columns of a cell, less than usual if that shows all cases side by side."""
        cases, every = len(view.snapshot.right), ways(view.snapshot.experiment.problem)
        for cell in range(usual[1], NARROWEST_CELL, -1):
            for labels in (usual[0], *every[usual[0].passed + 1 :]):
                least = after(labels) + units * cell
                table = blocks(cases, least, canvas.width, canvas.height)
                if table.across > 1 and table.all_rows >= cases:
                    return labels, cell
        return usual

    def _block(
        self, canvas: Canvas, view: View, layer: int, found: Labels, rows: Sequence[int],
        size: tuple[int, int],
    ) -> None:  # fmt: skip
        """Some cases, below the names of the units."""
        left, (cell, height) = after(found), size
        canvas.text(MARK, 0, found.heading, canvas.palette.muted)
        for unit, name in enumerate(view.unit_names(layer)):
            x = left + unit * cell
            lit = view.gaze.inspected == (layer, unit)
            canvas.centre(x, x + cell, 0, f"▸{name}" if lit else name, bold=True)
            canvas.spot(x, 0, cell, 1, Unit(layer, unit))
        values = view.snapshot.activations[layer][list(rows)]
        heat = view.heat(layer, values)
        for k, case in enumerate(rows):
            y, selected = 1 + k * height, case == view.gaze.selected
            self._row(canvas, view, found, case, y, height)
            for unit, (value, share) in enumerate(zip(values[k], heat[k], strict=True)):
                text, x = activation_text(float(value), cell), left + unit * cell
                heat_cell(canvas, x, y, cell, text, float(share), selected, height)

    @staticmethod
    def _has_weights_row(view: View) -> bool:
        """Whether there is one output and one hidden layer, so that W₂ is one row."""
        return len(view.sizes) == 3 and view.sizes[-1] == 1

    def _weights_row(
        self, canvas: Canvas, view: View, left: int, size: tuple[int, int], y: int
    ) -> None:
        """How the output weighs each unit, in cells of the same size if they have room."""
        palette, (cell, height) = canvas.palette, size
        if canvas.height > y + 1:
            canvas.text(0, y, "─" * canvas.width, palette.faint)
            y += 1
        height = max(1, min(height, canvas.height - y))
        rows = view.snapshot.experiment.links.rows(2, 1)
        weights = view.snapshot.weights[1][rows, 0]
        scale = max(1e-9, float(np.nanmax(np.abs(weights), initial=0.0)))
        names = (canvas.glyphs(name) for name in ("W₂→ŷ", "W₂"))
        name = next((name for name in names if len(name) <= left - 2), "")
        canvas.text(1, middle_row(y, height), name, palette.muted)
        for unit, value in enumerate(weights.tolist()):
            x, text = left + unit * cell, weight_text(value, cell)
            heat_cell(canvas, x, y, cell, text, value / scale, height=height)

    def _pixels(self, canvas: Canvas, view: View, layer: int, found: Labels) -> None:
        """Colours alone, several units a column if need be."""
        outputs, left = view.snapshot.activations[layer], after(found)
        width = max(1, canvas.width - left)
        cases, units = outputs.shape
        canvas.text(MARK, 0, found.heading, canvas.palette.muted)
        each = -(-units // width)
        said = f"{units} units, {each} a column" if each > 1 else f"{units} units"
        canvas.text(left, 0, said[:width], canvas.palette.muted)
        height = max(1, min(TALLEST, (canvas.height - 1) // cases))
        window = view.window((canvas.height - 1) // height)
        rows = list(window.cases)
        canvas.scrolled(1, len(rows) * height, *window.span, cases)
        picture = pooled(view.heat(layer, outputs[rows]), len(rows), width)
        wide = np.repeat(picture, width // picture.shape[1], axis=1)
        canvas.pixels(left, 1, np.repeat(wide, 2 * height, axis=0))
        for k, case in enumerate(rows):
            self._row(canvas, view, found, case, 1 + k * height, height)

    def table_title(self, view: View) -> tuple[Word, ...]:
        layers = len(view.sizes) - 2
        if layers < 1:
            return super().table_title(view)
        if layers < 2:
            return *super().table_title(view), *sorting(view)
        heading = Word(f"Hidden {view.hidden_layer}", "foreground", bold=True)
        return heading, Word(f" of {layers} (h)"), *sorting(view)

    def table_subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        layer = view.hidden_layer
        if layer is None:
            return ()
        symbol = view.snapshot.experiment.layer_activations[layer - 1].symbol
        letters = list(map(view.layer_letter, view.snapshot.experiment.links.before(layer)))
        before = beside(letters)
        name = subscript("W", layer)
        form = view.snapshot.experiment.bias_form
        sign = "-" if form.is_threshold else "+"
        bias = sign + subscript(form.letter, layer) if form.value else ""
        formula = f"{symbol}({before}·{name}{bias})"
        least, most = (arrange(view, layer, columns)[1] for columns in (width, self.zoomed_width))
        if least < NARROWEST_CELL <= most:
            return "no room for numbers: zoom (z)", "numbers: zoom (z)"
        return f"{formula} · row = input", formula

    @property
    def zoomed_width(self) -> int:
        """Columns of the drawing if the pane had the screen to itself; 0 without a screen."""
        return self.app.size.width - 2 if self.is_attached else 0
