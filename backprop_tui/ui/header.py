"""One line that always says what is running: the problem, the network, where it started and how it
learns. On the right is how far it has come; whatever does not fit is left out from the least
important end.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widgets import Digits, Static

from backprop_tui.engine.experiment import Experiment
from backprop_tui.ui import formats
from backprop_tui.ui.canvas import Canvas, Look
from backprop_tui.ui.panes.pane import Drawing
from backprop_tui.ui.view import View


class Field(NamedTuple):
    """A piece of the line.

    Attributes:
        rank: The highest rank is left out first; 0 always stays.
        text: What it says.
        strong: Whether it stands out.
        space: Blanks before it.
    """

    rank: int
    text: str
    strong: bool = False
    space: int = 1


def activations_text(experiment: Experiment) -> str:
    """The units' activations: `σ`, or hidden and output apart, `tanh/σ`."""
    symbols = [activation.symbol for activation in experiment.layer_activations]
    return "/".join(dict.fromkeys((symbols[0], symbols[-1])))


def left_fields(view: View) -> list[Field]:
    """What is running."""
    experiment = view.snapshot.experiment
    loss = experiment.loss_function
    sizes = "-".join(map(str, view.sizes)) + ("+b" if experiment.bias else "")
    fields = [
        Field(0, experiment.problem.name.upper(), strong=True),
        Field(1, sizes),
        Field(4, activations_text(experiment)),
        Field(3, f"seed {experiment.seed}" if experiment.start is None else "given start"),
        Field(2, f"lr {experiment.learning_rate:g}"),
        Field(4, loss.short),
    ]
    if experiment.momentum:
        fields.append(Field(5, f"α {experiment.momentum:g}"))
    if experiment.batch < len(experiment.problem.inputs):
        fields.append(Field(5, f"batch {experiment.batch}"))
    return fields


def right_fields(view: View) -> list[Field]:
    """How far it has come."""
    snapshot = view.snapshot
    rate = f"{view.rate:,.0f} steps/s" if view.rate is not None else ""
    return [
        Field(8, rate),
        Field(9, "at"),
        Field(6, formats.rate(view.speed)),
        Field(5, "step"),
        Field(0, f"{snapshot.step:,}", strong=True),
        Field(7, f"/{view.stop:,}", space=0),
        Field(2, "loss"),
        Field(0, formats.loss(snapshot.loss).rjust(6), strong=True),
        Field(0, f"{int(snapshot.right.sum())}/{len(snapshot.right)}", strong=True),
        Field(9, "right"),
    ]


def paint(canvas: Canvas, view: View) -> None:
    """Write the line."""
    palette, state = canvas.palette, view.state
    mark, colour = state.value
    shade = getattr(palette, colour)
    x = canvas.text(0, 0, f" {mark} ", palette.background, shade, bold=True)
    left, right = fitted(canvas, left_fields(view), right_fields(view), canvas.width - x - 2)
    for field in left:
        x += field.space
        x = canvas.text(x, 0, field.text, *_style(canvas, field))
    x = canvas.width - 1 - _width(canvas, right)
    for field in right:
        x += field.space
        x = canvas.text(x, 0, field.text, *_style(canvas, field))


def _style(canvas: Canvas, field: Field) -> tuple[int, None, bool]:
    palette = canvas.palette
    return (palette.foreground if field.strong else palette.muted), None, field.strong


def _width(canvas: Canvas, fields: list[Field]) -> int:
    return sum(field.space + len(canvas.glyphs(field.text)) for field in fields)


def fitted(
    canvas: Canvas, left: list[Field], right: list[Field], width: int
) -> tuple[list[Field], list[Field]]:
    """Leave out fields, the highest rank first, until both sides fit `width` columns."""
    left, right = ([field for field in side if field.text] for side in (left, right))
    while _width(canvas, left) + _width(canvas, right) > width:
        highest = max((field.rank for field in (*left, *right)), default=0)
        if highest == 0:
            break
        left = [field for field in left if field.rank < highest]
        right = [field for field in right if field.rank < highest]
    return left, right


class StatusLine(Drawing):
    """The header of all but the largest screens."""

    view: reactive[View | None] = reactive(None)
    """The record that is told; bound to the dashboard's."""

    look: reactive[Look | None] = reactive(None)
    """Colours and marks; bound to the dashboard's."""

    def watch_view(self) -> None:
        self._repaint()

    def watch_look(self) -> None:
        self._repaint()

    def on_resize(self) -> None:
        self._repaint()

    def _repaint(self) -> None:
        if self.view is None or self.look is None or not self.size.area:
            return
        panel = Look(self.look.palette.on_panel(), self.look.glyphs)
        canvas = Canvas(self.size.width, 1, panel)
        paint(canvas, self.view)
        self.show(canvas)


class TallHeader(Horizontal):
    """The header of large screens: the same facts, the moving ones in large digits."""

    view: reactive[View | None] = reactive(None)
    """The record that is told; bound to the dashboard's."""

    look: reactive[Look | None] = reactive(None)
    """Colours and marks; bound to the dashboard's."""

    def compose(self) -> ComposeResult:
        yield Static(id="facts")
        for name in ("step", "loss", "right"):
            yield Digits(id=f"{name}-digits")
            yield Static(id=f"{name}-label", classes="label")

    def watch_view(self) -> None:
        self._tell()

    def watch_look(self) -> None:
        self._tell()

    def on_show(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """Update what changed; every piece has a fixed width, so nothing is laid out again."""
        view, look = self.view, self.look
        if view is None or look is None or not self.display or not self.is_mounted:
            return
        snapshot, experiment = view.snapshot, view.snapshot.experiment
        mark, colour = view.state.value
        ink, paper = (
            "$background",
            {"forward": "$nn-fwd", "muted": "$foreground 58%"}.get(colour, f"${colour}"),
        )
        facts = " · ".join(field.text for field in left_fields(view)[2:])
        batch = f"{experiment.batch} of" if experiment.batch_size else "all"
        lines = (
            f"[{ink} on {paper} b] {mark} [/]  [b]{left_fields(view)[0].text}[/]"
            f"  {left_fields(view)[1].text}",
            f"{facts} · at {formats.rate(view.speed)}",
            f"descends E = {experiment.loss_function.formula}, "
            f"{batch} {len(snapshot.right)} cases a step",
        )
        self._update("#facts", look.glyphs("\n".join(lines)))
        self._update("#step-label", f"step\nof {view.stop:,}")
        self._update("#loss-label", f"loss\n{experiment.loss}")
        self._update("#right-label", f"right\nof {len(snapshot.right)}")
        for name, text in (
            ("step", f"{snapshot.step:,}".rjust(9)),
            ("loss", formats.loss(snapshot.loss).rjust(7)),
            ("right", f"{int(snapshot.right.sum())}".rjust(3)),
        ):
            digits = self.query_one(f"#{name}-digits", Digits)
            if digits.value != text:
                digits.update(text)

    def _update(self, selector: str, text: str) -> None:
        """Change a text if it says something new."""
        label = self.query_one(selector, Static)
        if label.content != text:
            label.update(text, layout=False)
