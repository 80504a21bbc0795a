"""One line that always says what is running: the problem, the network, where it started and how it
learns. On the right is how far it has come; whatever does not fit is left out from the least
important end.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive

from backprop_tui.engine.experiment import Experiment
from backprop_tui.ui import formats
from backprop_tui.ui.canvas import Canvas, Look
from backprop_tui.ui.panes.pane import Drawing
from backprop_tui.ui.view import View

TALL = 5
"""Rows of the header on the largest screens."""

SMALL = (72, 23)
"""Below these columns or rows not everything has room at once: one pane is shown, no diagram."""

TINY = (48, 14)
"""Below these columns or rows there is only the header, and it says so."""

NAME, FILE, TARGETS, INPUTS = 40, 14, 14, 24
"""Columns of a problem's name, and of a data file's name, targets and inputs, at most."""


class Field(NamedTuple):
    """A piece of the line.

    Attributes:
        rank: The highest rank is left out first; 0 always stays.
        text: What it says.
        strong: Whether it stands out.
        space: Blanks before it.
        label: Whether it names the number after it, which has a lower rank, and says nothing alone.
        alarm: Whether it says that something is wrong.
    """

    rank: int
    text: str
    strong: bool = False
    space: int = 1
    label: bool = False
    alarm: bool = False


def activations_text(experiment: Experiment) -> str:
    """The units' activations: `σ`, or hidden and output apart, `tanh/σ`."""
    symbols = [activation.symbol for activation in experiment.layer_activations]
    return "/".join(dict.fromkeys((symbols[0], symbols[-1])))


def _narrow(name: str, most: int) -> str:
    """A name with one column for each character, as every cell of a canvas has, cut to fit."""
    narrow = "".join(letter if cell_len(letter) == 1 else "?" for letter in name)
    return narrow if len(narrow) <= most else f"{narrow[: most - 1]}…"


def _name_fields(experiment: Experiment) -> list[Field]:
    """What the problem is called; of a data file also what is learnt from what."""
    problem = experiment.problem
    if problem.path is None:
        return [Field(0, _narrow(problem.name.upper(), NAME), strong=True)]
    targets, inputs = (
        _narrow(", ".join(names), most)
        for names, most in ((problem.target_names, TARGETS), (problem.input_names, INPUTS))
    )
    return [
        # Beside the name of a bug there is not always room for both; what is learnt says more.
        Field(0 if experiment.bug is None else 2, _narrow(problem.name.upper(), FILE), strong=True),
        Field(1, f"learns {targets}", strong=True),
        Field(10, f"from {inputs}"),
    ]


def left_fields(view: View) -> list[Field]:
    """What is running."""
    experiment = view.snapshot.experiment
    loss = experiment.loss_function
    sizes = "-".join(map(str, view.sizes)) + ("+b" if experiment.bias else "")
    fields = [
        *_name_fields(experiment),
        Field(2, sizes),
        Field(5, activations_text(experiment)),
        Field(4, f"seed {experiment.seed}" if experiment.start is None else "given start"),
        Field(3, f"lr {experiment.learning_rate:g}"),
        Field(5, loss.short),
    ]
    if view.snapshot.by_hand:
        changes = f"{view.snapshot.by_hand} change{'s' * (view.snapshot.by_hand > 1)} by hand"
        fields.insert(1, Field(2, changes, strong=True))
    if experiment.bug is not None:
        fields.insert(1, Field(0, f"BUG {experiment.bug}", strong=True, alarm=True))
    if view.complaint:
        fields.insert(1, Field(2, view.complaint, strong=True, alarm=True))
    if experiment.momentum:
        fields.append(Field(6, f"α {experiment.momentum:g}"))
    if experiment.batch < len(experiment.problem.inputs):
        fields.append(Field(6, f"batch {experiment.batch}"))
    return fields


def right_fields(view: View) -> list[Field]:
    """How far it has come."""
    snapshot = view.snapshot
    rate = f"{view.rate:,.0f} steps/s" if view.rate is not None else ""
    return [
        Field(9, rate),
        Field(11, "at", label=True),
        Field(7, formats.rate(view.speed)),
        Field(2, "step", label=True),
        Field(0, f"{snapshot.step:,}", strong=True),
        Field(8, f"/{view.stop:,}", space=0),
        Field(2, "loss", label=True),
        Field(0, formats.loss(snapshot.loss).rjust(6), strong=True),
        Field(0, f"{int(snapshot.right.sum())}/{len(snapshot.right)}", strong=True),
        Field(11, "right"),
    ]


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
    left, right = fitted(canvas, left_fields(view), right_fields(view), canvas.width - x - 2)
    _fields(canvas, left, x, 0)
    _fields(canvas, right, canvas.width - 1 - _width(canvas, right), 0)


def _tall(canvas: Canvas, view: View) -> None:
    """The same facts in three rows, the moving ones in large digits."""
    snapshot, experiment = view.snapshot, view.snapshot.experiment
    loss, cases = experiment.loss_function, len(snapshot.right)
    x = _chip(canvas, view, 2, 1) + 1
    _fields(canvas, left_fields(view)[:2], x, 1)
    _fields(
        canvas, [*left_fields(view)[2:], Field(0, f"at {formats.rate(view.speed)}", True)], 1, 2
    )
    batch = f"{experiment.batch} of {cases}" if experiment.batch < cases else f"all {cases}"
    canvas.text(2, 3, f"descends E = {loss.formula}, {batch} cases a step", canvas.palette.muted)
    rate = f"{view.rate:,.0f} steps/s" if view.rate is not None else ""
    x = canvas.width - 2
    for digits, width, labels in (
        (f"{int(snapshot.right.sum())}", 12, ("right", f"of {cases}", "")),
        (formats.loss(snapshot.loss), 24, ("loss", loss.displayed, "")),
        (f"{snapshot.step:,}", 30, ("step", f"of {view.stop:,}", rate)),
    ):
        x -= max(12, *(len(label) for label in labels[:2])) + 2
        for row, label in enumerate(labels):
            canvas.text(x, 1 + row, label, canvas.palette.muted)
        for row, text in enumerate(large(digits)):
            canvas.right(x - 2, 1 + row, text)
        x -= width


def large(text: str) -> list[str]:
    """Digits three rows high."""
    from textual.renderables.digits import Digits

    style = Style()
    parts = Digits(text, style).render(style)
    rows = "".join(part.text for part in parts if isinstance(part, Segment))
    return rows.rstrip("\n").split("\n")


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
    kept: set[int] = set()
    for k in sorted(range(len(fields)), key=lambda k: (fields[k].rank, not fields[k].label, k)):
        taken = _width(canvas, [fields[other] for other in (*kept, k)])
        if fields[k].rank == 0 or (taken <= width and not (fields[k].label and k + 1 not in kept)):
            kept.add(k)
    cut = sum(bool(field.text) for field in left)
    return (
        [fields[k] for k in range(cut) if k in kept],
        [fields[k] for k in range(cut, len(fields)) if k in kept],
    )


class Header(Drawing):
    """The header of the dashboard."""

    view: reactive[View | None] = reactive(None, repaint=False)
    """The record that is told; bound to the dashboard's."""

    look: reactive[Look | None] = reactive(None, repaint=False)
    """Colours and marks; bound to the dashboard's."""

    def __init__(self) -> None:
        super().__init__(paint)

    def watch_view(self) -> None:
        self._tell()

    def watch_look(self) -> None:
        self._tell()

    def on_resize(self) -> None:
        self._tell()

    def says(self, word: str) -> bool:
        """Whether a word stands in what was drawn last."""
        return self.canvas is not None and word in " ".join(self.canvas.rows()).split()

    def _tell(self) -> None:
        if self.view is not None and self.look is not None:
            self.draw(self.view, self.look)
