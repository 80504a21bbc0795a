"""What the hidden units make of each input: the representation that the network invented for
itself. Inputs that must be answered alike come to look alike here, and that is what makes the last
layer's work easy.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.report.names import beside, subscript
from backprop_tui.ui.diagram.pixels import pooled
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import Caption, Word
from backprop_tui.ui.drawing.heats import activation_text, heat_cell
from backprop_tui.ui.pictures.pictured import Pictured
from backprop_tui.ui.view import Unit, View
from backprop_tui.ui.widgets.answer_forms import (
    FULL_CELL,
    NARROWEST_CELL,
    cell_width,
    unit_labels,
)
from backprop_tui.ui.widgets.cases import MARK, Labels, sorting


def after(found: Labels) -> int:
    """The first column after the labels."""
    return MARK + found.width + 1


def arrange(view: View, layer: int, width: int) -> tuple[Labels, int]:
    """How the rows are named, and how many columns a unit has; below the narrowest, pixels."""
    found = unit_labels(view, layer, width)
    return found, cell_width(found, view.sizes[layer], width)


def weight(value: float, cell: int) -> str:
    """A weight in a cell; its sign tells it from its neighbour."""
    return formats.weight(value, cell) if cell >= FULL_CELL else formats.short_weight(value, cell)


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
            middle = canvas.height // 2
            lines = ("no hidden layer:", "inputs go straight", "to the output")
            for k, line in enumerate(lines):
                canvas.centre(0, canvas.width, middle - 1 + k, line, canvas.palette.muted)
            return
        found, cell = arrange(view, layer, canvas.width)
        if cell < NARROWEST_CELL:
            self._pixels(canvas, view, layer, found)
        else:
            self._cells(canvas, view, layer, found, cell)

    @staticmethod
    def _row(canvas: Canvas, view: View, found: Labels, case: int, y: int) -> None:
        """Begin the row of a case, and let all of it stand for the case."""
        found.paint(canvas, case, y, case == view.gaze.selected)
        canvas.spot(0, y, canvas.width, 1, case)

    def _cells(self, canvas: Canvas, view: View, layer: int, found: Labels, cell: int) -> None:
        """Numbers on their heat."""
        outputs, left = view.snapshot.activations[layer], after(found)
        cases, units = outputs.shape
        weights_row = self._has_weights_row(view) and canvas.height >= cases + 2
        height = max(1, min(2, (canvas.height - 1 - 2 * weights_row) // cases))
        canvas.text(MARK, 0, found.heading, canvas.palette.muted)
        for unit, name in enumerate(view.unit_names(layer)):
            x = left + unit * cell
            lit = view.gaze.inspected == (layer, unit)
            canvas.centre(x, x + cell, 0, f"▸{name}" if lit else name, bold=True)
        window = view.window((canvas.height - 1 - weights_row) // height)
        rows = list(window.cases)
        values = outputs[rows]
        heat = view.heat(layer, values)
        canvas.scrolled(1, len(rows) * height, *window.span, cases)
        for k, case in enumerate(rows):
            y = 1 + k * height
            self._row(canvas, view, found, case, y)
            for unit in range(units):
                text, share = activation_text(float(values[k, unit]), cell), float(heat[k, unit])
                x, selected = left + unit * cell, case == view.gaze.selected
                heat_cell(canvas, x, y, cell, text, share, selected, height)
        for unit in range(units):
            canvas.spot(left + unit * cell, 0, cell, 1, Unit(layer, unit))
        if weights_row:
            self._weights_row(canvas, view, left, cell, 1 + len(rows) * height)

    @staticmethod
    def _has_weights_row(view: View) -> bool:
        """Whether there is one output and one hidden layer, so that W₂ is one row."""
        return len(view.sizes) == 3 and view.sizes[-1] == 1

    def _weights_row(self, canvas: Canvas, view: View, left: int, cell: int, y: int) -> None:
        """How the output weighs each unit."""
        palette = canvas.palette
        if canvas.height > y + 1:
            canvas.text(0, y, "─" * canvas.width, palette.faint)
            y += 1
        rows = view.snapshot.experiment.links.rows(2, 1)
        weights = view.snapshot.weights[1][rows, 0]
        scale = max(1e-9, float(np.nanmax(np.abs(weights), initial=0.0)))
        names = (canvas.glyphs(name) for name in ("W₂→ŷ", "W₂"))
        canvas.text(1, y, next((n for n in names if len(n) <= left - 2), ""), palette.muted)
        for unit, value in enumerate(weights.tolist()):
            heat_cell(canvas, left + unit * cell, y, cell, weight(value, cell), value / scale)

    def _pixels(self, canvas: Canvas, view: View, layer: int, found: Labels) -> None:
        """Colours alone, several units a column if need be."""
        outputs, left = view.snapshot.activations[layer], after(found)
        width = max(1, canvas.width - left)
        cases, units = outputs.shape
        canvas.text(MARK, 0, found.heading, canvas.palette.muted)
        each = -(-units // width)
        said = f"{units} units, {each} a column" if each > 1 else f"{units} units"
        canvas.text(left, 0, said[:width], canvas.palette.muted)
        window = view.window(canvas.height - 1)
        rows = list(window.cases)
        canvas.scrolled(1, len(rows), *window.span, cases)
        picture = pooled(view.heat(layer, outputs[rows]), len(rows), width)
        wide = np.repeat(picture, width // picture.shape[1], axis=1)
        canvas.pixels(left, 1, np.repeat(wide, 2, axis=0))
        for k, case in enumerate(rows):
            self._row(canvas, view, found, case, 1 + k)

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
