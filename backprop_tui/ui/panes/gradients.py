"""How strongly each layer is told to change, and by which cases. Blame that comes back through many
layers shrinks or grows on its way, and a layer that hears a thousandth of what the last one hears
hardly learns, however large the error is.
"""

from __future__ import annotations

from collections.abc import Sequence

from backprop_tui.engine.gradients import LayerGradient, first_to_last, layer_gradients
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import Caption, Word
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.blame_bars import blamed_unit, paint_blame
from backprop_tui.ui.widgets.blame_cells import paint_hidden_blame
from backprop_tui.ui.widgets.cases import sorting
from backprop_tui.ui.widgets.layer_blocks import paint_blocks
from backprop_tui.ui.widgets.layer_sizes import History, paint_table
from backprop_tui.ui.widgets.pane import Pane

WIDE = 100
"""Columns from which layers and cases stand side by side."""

GAP = 3
"""Columns between them."""

LEAST_BLAME = 2
"""Rows of δ at least: a heading and the selected case."""

MOST_ROWS = 4
"""Rows of a layer in a table at most."""


class Gradients(Pane):
    """The sizes of gradients and weights layer by layer, and δ of a unit case by case."""

    HEADING = "Gradients"

    REST = 0.2

    MARKS = (
        ("|∂E/∂W|", "how large the gradient of a layer's weights is: √ of the sum of the squares "
         "of all its entries (Euclidean norm), for all cases that are learnt, with the penalty if "
         "there is one; with a bug (--bug) it is what the wrong rule finds"),
        ("over time", "the same over the run, every layer on one logarithmic scale of whole powers "
         "of ten (z shows its numbers): a layer that lies lower hears less. It is measured at 32 "
         "to 64 steps of equal distance, and now; with --batch-size once an epoch at most"),
        ("|ΔW|/|W|", "what share of its weights the next step moves, with ε, momentum and the "
         "cases of that step (--batch-size): the bar goes from 1e-6 to 1 on a logarithmic scale, "
         "┼ is 1e-3. As a rule of thumb about 1e-3 is healthy; much less hardly learns, much more "
         "may jump about"),
        ("first/last", "|∂E/∂W| of the first layer divided by that of the last one: far below 1 "
         "gradients vanish (the first layer hardly hears of the error), far above 1 they explode"),
        ("δ", "∂E/∂z of the output for every case, or of the unit that is inspected (u, click): "
         "━ to the right, z should fall; ╸╸ to the left, z should rise; ± is where bars end"),
        ("frozen", "none of its weights learn (--freeze): they have a gradient and do not move"),
        ("⋮ 4 more", "layers for which there is no room (z shows more)"),
    )  # fmt: skip

    def depends(self, record: View) -> object:
        return record.snapshot, record.order, record.gaze.selected, record.gaze.inspected

    def paint(self, canvas: Canvas, view: View) -> None:
        layers = layer_gradients(view.snapshot)
        history = History.of(view.snapshot, layers)
        unit = blamed_unit(view)
        delta = layers[unit.layer - 1].delta[:, unit.position]
        if canvas.width >= WIDE:
            left = canvas.width * 3 // 5
            if not paint_blocks(canvas, left - GAP, layers, history):
                _table(canvas, left - GAP, layers, history, canvas.height)
            below = paint_blame(canvas, view, left, 0, delta)
            paint_hidden_blame(canvas, view, left, below + 1, layers)
            return
        cases = len(delta)
        below = _table(
            canvas, canvas.width, layers, history, canvas.height - min(1 + cases, _half(canvas))
        )
        if canvas.height - below > LEAST_BLAME + cases:
            below += 1
        if below + LEAST_BLAME <= canvas.height:
            paint_blame(canvas, view, 0, below, delta)

    def title(self, view: View) -> tuple[Word, ...]:
        return *super().title(view), *sorting(view)

    def subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        snapshot = view.snapshot
        if snapshot.diverged:
            return (
                (Word("diverged: no step follows", "error"),),
                (Word("diverged", "error"),),
            )
        layers = layer_gradients(snapshot)
        ratio = first_to_last(layers)
        more = _remarks(view, layers)
        if ratio is None:
            return tuple((Word(each),) for each in more)
        short = f"first/last {ratio_text(ratio)}"
        # Of what it is said before anything else, but not in place of it.
        said = [
            (Word(f"{of}{short}", "foreground", bold=True), *(Word(f" · {each}") for each in last))
            for last in (*((each,) for each in more), ())
            for of in ("|∂E/∂W| ", "")
        ]
        return tuple(said)


def ratio_text(ratio: float) -> str:
    """`0.60`, `3.1e-5`, `12.50`."""
    return formats.length(ratio).strip()


def _half(canvas: Canvas) -> int:
    """Rows of δ in any case."""
    return max(LEAST_BLAME, canvas.height // 2)


def _remarks(view: View, layers: Sequence[LayerGradient]) -> list[str]:
    """What else must be known to read it, the best first."""
    experiment = view.snapshot.experiment
    cases = len(view.snapshot.right)
    if not any(layer.learns for layer in layers):
        return ["all weights are frozen: none moves", "all frozen"]
    if experiment.bug is not None:
        return [f"as the wrong rule ({experiment.bug}) has it", f"wrong: {experiment.bug}"]
    if experiment.batch < cases:
        return [
            f"∂E/∂W of all {cases:,} cases, ΔW by the next batch",
            "ΔW by the next batch",
        ]
    return [f"all {cases:,} cases · ΔW: the next step", "ΔW: the next step"]


def _table(
    canvas: Canvas, width: int, layers: Sequence[LayerGradient], history: History, rows: int
) -> int:
    """Write the layers in about so many rows; returns the row after them.

    Of too many the last one stays, because the others are compared with it.
    """
    room = max(1, canvas.height - 1 - LEAST_BLAME) if width == canvas.width else rows - 1
    if len(layers) <= room:
        each = max(1, min(MOST_ROWS, (rows - 1) // len(layers)))
        paint_table(canvas, 0, width, layers, history, each)
        return 1 + each * len(layers)
    kept = max(1, room - 2)
    paint_table(canvas, 0, width, [*layers[:kept], layers[-1]], history, 1, len(layers) - kept - 1)
    return 3 + kept
