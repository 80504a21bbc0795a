"""What the hidden units make of each input: the representation that the network invented for
itself. Inputs that must be answered alike come to look alike here, and that is what makes the last
layer's work easy.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.problems import Answer
from backprop_tui.report.names import beside, subscript
from backprop_tui.ui.diagram.pixels import pooled
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import Caption, Word
from backprop_tui.ui.pictures.pictured import Pictured
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.activation_cells import TALLEST, after, case_row, paint_cells
from backprop_tui.ui.widgets.answer_forms import NARROWEST_CELL, cell_width, unit_labels
from backprop_tui.ui.widgets.cases import MARK, Labels, sorting


def arrange(view: View, layer: int, width: int) -> tuple[Labels, int]:
    """How the rows are named, and how many columns a unit has; below the narrowest, pixels."""
    found = unit_labels(view, layer, width)
    return found, cell_width(found, view.sizes[layer], width)


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
            paint_cells(canvas, view, layer, found, cell)

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
            case_row(canvas, view, found, case, 1 + k * height, height)

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
