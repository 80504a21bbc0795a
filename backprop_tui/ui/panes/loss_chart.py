"""The loss over the run so far, on a logarithmic scale, because learning goes on long after a
linear curve looks flat. Every step is in it: where several share a dot, the lowest and the highest
of them are drawn.
"""

from __future__ import annotations

from itertools import islice

from textual import events

from backprop_tui.report.advice.rates import is_summed
from backprop_tui.report.advice.standstill import rate_to_try
from backprop_tui.report.objective import is_shown
from backprop_tui.report.text.parameters import error_text
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.chart_axes import loss_axis, step_axis
from backprop_tui.ui.drawing.frames import Caption
from backprop_tui.ui.drawing.plotting import LOADER
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.beginning import paint_beginning, paint_way
from backprop_tui.ui.widgets.curve_lines import lines_below
from backprop_tui.ui.widgets.loss_curves import FLOOR, beside, dim_ahead, known, paint_curves, reach
from backprop_tui.ui.widgets.pane import Pane
from backprop_tui.ui.widgets.scrub_bar import Moment, paint_bar

DEEPER = 2.0
"""Powers of ten below the loss itself to which the chart follows a curve beside it."""

LEAST, KEPT = 4, 6
"""Rows of a chart at least; rows of which none is taken by what is written below it, and of others
every second at most.
"""


class LossChart(Pane):
    """A plotext chart of the displayed loss."""

    HEADING = "Loss"

    REST = 0.2  # plotext is the slowest brush here

    MARKS = (
        ("curve", "the loss after every step, on a logarithmic scale: equal heights are equal "
         "factors; where many steps share a dot, the lowest and the highest are drawn; 0 and what "
         "is below 1e-12 are drawn at 1e-12, for 0 has no logarithm"),
        ("▲", "on the axis: the present step; where the run goes further, ╎ above it, and fainter "
         "what lies ahead; a click goes to another step"),
        ("┴ marks", "steps at which something happened, ▸ the one that is shown; [ ] and g lead "
         "there; + after one: more of its kind follow, too many to have marks, but for the last"),
        ("1k  1M", "on the axis: a thousand, a million steps"),
        ("dotted", "the curve of the right run (green), beside that of a wrong one (--bug)"),
        ("a b c", "beside a curve and below it: the runs that are kept, each curve broken in its "
         "own way; what differs, and when it was solved"),
        ("dashed", "the loss of the test cases (--test), from which nothing is learnt: where it "
         "rises while the other falls, what is learnt is no longer of use to them"),
    )  # fmt: skip

    def depends(self, view: View) -> object:
        return (view.snapshot, view.run.going) if _is_blank(view) else view.snapshot

    def is_due(self, view: View) -> bool:
        return not LOADER.is_busy and super().is_due(view)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the present along the run."""
        target = self.at(event.x, event.y) if event.button == 1 else None
        shown = self._shown[0].snapshot.step if self._shown is not None else None
        if isinstance(target, Moment) and target.step != shown:
            self.post_message(self.Picked(target))

    def paint(self, canvas: Canvas, view: View) -> None:
        snapshot = view.snapshot
        if _is_blank(view):
            if view.run.going is not None:
                paint_way(canvas, view.run.going)
            else:
                paint_beginning(canvas, snapshot.experiment)
            return
        if canvas.width >= 12 and canvas.height >= LEAST and snapshot.curve.length:
            self._chart(canvas, view)
        if snapshot.diverged:
            self._diverged(canvas, view)

    @staticmethod
    def _diverged(canvas: Canvas, view: View) -> None:
        """What happened and what to try."""
        palette, middle = canvas.palette, canvas.height // 2
        experiment = view.snapshot.experiment
        rate = experiment.learning_rate
        why = ("the steps were too large", "r resets; then try a", f"smaller --lr than {rate:g}")
        if not view.snapshot.step:
            why = ("the start is too large", "try a smaller --scale", "or smaller numbers")
        elif is_summed(experiment):
            why = (
                f"a step sums {experiment.batch:,} cases,",
                f"too many for lr {rate:g}",
                f"r resets; try --lr {rate_to_try(experiment):g}",
            )
        lines = (f"diverged: loss is {view.snapshot.loss:g}", *why)
        width = min(canvas.width, max(map(len, lines)) + 2)
        x = (canvas.width - width) // 2
        for k, line in enumerate(lines):
            canvas.text(0, middle - 2 + k, " " * canvas.width)
            ink, paper = (palette.background, palette.error) if k == 0 else (None, palette.row)
            canvas.text(x, middle - 2 + k, f" {line}".ljust(width), ink, paper, bold=k == 0)

    @staticmethod
    def _chart(canvas: Canvas, view: View) -> None:
        """The curves over the line of the run, and what there is to say of both below them."""
        snapshot = view.snapshot
        own = known(snapshot.curve, canvas.width, (snapshot.step, snapshot.loss))
        others = list(beside(snapshot, canvas.palette, canvas.width))
        lines = list(islice(lines_below(snapshot), max(0, canvas.height - KEPT) // 2))
        height = canvas.height - len(lines)
        everything = [*own[1], *(loss for each in others for loss in each.points[1])]
        # The loss of a few test cases may come past 0 on its way; the rest needs room too.
        lowest = max(min(everything), min(own[1]) - DEEPER)
        axes = (
            step_axis(reach(snapshot), canvas.width),
            loss_axis(10**lowest, 10 ** max(everything), height),
        )
        frame = paint_curves(canvas, (own, snapshot.letter), others, axes, height)
        dim_ahead(canvas, frame, snapshot)
        paint_bar(canvas, frame, snapshot)
        for y, line in enumerate(lines, start=height):
            line(canvas, y)

    def subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        if view.snapshot.loss < FLOOR:
            said = "0" if not view.snapshot.loss else f"below {FLOOR:.0e}"
            return f"loss {said}: drawn at {FLOOR:.0e}, log scale", f"{said}: drawn at {FLOOR:.0e}"
        experiment = view.snapshot.experiment
        loss, penalty = experiment.loss_function, experiment.penalty
        error = loss.short
        if penalty:
            error += "".join(f"+{cost.setting.upper()}" for cost, _, _ in penalty.parts)
        marks: tuple[str, ...] = ("log scale",)
        if view.snapshot.right_run is not None and view.snapshot.held_out is not None:
            marks = ("dotted: the right run, dashed: test", "dotted right, dashed test")
        elif view.snapshot.held_out is not None:
            marks = ("dashed: the test cases", "dashed: test")
        elif view.snapshot.right_run is not None:
            marks = ("dotted: the right run", "dotted: right")
        short, verb = loss.displayed_short, "descends and shows"
        texts = [f"{verb} the {loss.displayed}", f"{verb} the {short}", f"{verb} {short}"]
        if not is_shown(experiment):
            texts = [
                f"descends E = {error_text(experiment)}, shows the {loss.displayed}",
                f"descends {error}, shows the {short}",
                f"descends {error}, shows {short}",
            ]
            texts += [f"{short} (descends {error})"]
        if len(marks) == 1:
            return *(f"{text}, log scale" for text in texts), *texts[-2:], f"{short}, log", marks[0]
        # How far a learning rate goes is told by E; what is shown stands at the loss itself.
        texts += [f"descends {error}", error]
        return *(f"{text}; {mark}" for text in texts for mark in marks), *texts[-2:]


def _is_blank(view: View) -> bool:
    """Whether there is no curve yet."""
    snapshot = view.snapshot
    return snapshot.step == snapshot.curve.length == 0 and not snapshot.diverged
