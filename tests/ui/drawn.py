"""A pane is a function from a view to a canvas, so it can be looked at without an app: paint, then
read the characters and the colours. Nothing here knows a terminal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from backprop_tui.engine import Experiment, Problem, Runs, Snapshot, Trainer
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.drawing.depths import make_palette
from backprop_tui.ui.drawing.glyphs import GLYPHS
from backprop_tui.ui.drawing.inks import make_inks
from backprop_tui.ui.drawing.theme import DARK, LIGHT
from backprop_tui.ui.gaze import Gaze
from backprop_tui.ui.layouts import PANES
from backprop_tui.ui.panes.gradients import Gradients
from backprop_tui.ui.panes.hidden_activations import HiddenActivations
from backprop_tui.ui.panes.loss_chart import LossChart
from backprop_tui.ui.panes.network_diagram import NetworkDiagram
from backprop_tui.ui.panes.predictions import Predictions
from backprop_tui.ui.run_state import RunState
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets import header


@lru_cache
def look(depth: str = "truecolor", dark: bool = True, glyphs: str = "unicode") -> Look:
    """The colours of one of our themes and one of our sets of marks."""
    theme = DARK if dark else LIGHT
    variables = {**theme.to_color_system().generate(), **theme.variables}
    palette, inks = make_palette(variables, dark, depth), make_inks(variables)
    if depth in ("256", "standard"):
        inks = inks._replace(positive=palette.positive, negative=palette.negative)
    return Look(palette, GLYPHS[glyphs], inks)


UNICODE, ASCII = look(), look(glyphs="ascii")
PALETTE = UNICODE.palette


def network() -> NetworkDiagram:
    return NetworkDiagram(1, "network")


def loss_chart() -> LossChart:
    return LossChart(2, "loss")


def predictions() -> Predictions:
    return Predictions(3, "predictions")


def hidden_activations() -> HiddenActivations:
    return HiddenActivations(4, "hidden")


def gradients() -> Gradients:
    return Gradients(7, "gradients")


Painter: TypeAlias = Callable[[Canvas, View], None]
"""What draws a view on a canvas."""

PAINTERS: dict[str, Painter] = {
    **{place.name: place.pane(k, place.name).paint for k, place in enumerate(PANES, start=1)},
    "header": header.paint,
}
"""Everything that draws a view."""


def experiment(**settings: Any) -> Experiment:
    """The tutorial's experiment with some settings changed."""
    return replace(Experiment(), **settings)


def view(steps: int = 0, /, **settings: Any) -> View:
    """A view of an experiment after some steps; settings of every kind are told apart by name."""
    run = RunState(**{name: settings.pop(name) for name in RunState._fields if name in settings})
    gaze = Gaze(**{name: settings.pop(name) for name in Gaze._fields if name in settings})
    runs = Runs(experiment(**settings))
    runs.step(steps)
    return View(runs.snapshot(), run, gaze)


def after(steps: int, **settings: object) -> Snapshot:
    """What a run without a screen comes to."""
    runs = Runs(experiment(**settings))
    runs.step(steps)
    return runs.snapshot()


def respoken(snapshot: Snapshot, **changes: Any) -> Snapshot:
    """A snapshot with other weights or biases, and all that follows from them worked out again."""
    changed = replace(snapshot, **changes)
    problem = changed.experiment.problem
    with np.errstate(all="ignore"):
        passed = changed.forward(problem.inputs)
        loss = float(np.mean((passed.activations[-1] - problem.targets) ** 2))
    return replace(
        changed,
        z=passed.z,
        activations=passed.activations,
        right=problem.right(passed.activations[-1]),
        loss=changes.get("loss", loss),
    )


def answering(problem: Problem, predictions: ArrayLike, **settings: Any) -> Snapshot:
    """A snapshot of a network that answers just this, however it got there."""
    experiment = Experiment(problem=problem, hidden=(2,), **settings)
    snapshot = Trainer(experiment).snapshot()
    activations = (*snapshot.activations[:-1], np.asarray(predictions, dtype=float))
    return replace(
        snapshot, activations=activations, right=experiment.problem.right(activations[-1])
    )


def painted(
    paint: Painter, seen: View, width: int = 72, height: int = 26, drawn_with: Look = UNICODE
) -> Canvas:
    """A canvas with the picture on it, its lines baked."""
    canvas = Canvas(width, height, drawn_with)
    paint(canvas, seen)
    canvas.bake()
    return canvas


def text_at(canvas: Canvas, x: int, y: int, width: int) -> str:
    """Some characters of a row."""
    return canvas.rows()[y][x : x + width]


def inks_of(canvas: Canvas, characters: str) -> set[int]:
    """The colours in which these characters are drawn."""
    return {
        int(canvas.ink[y, x])
        for y, x in product(range(canvas.height), range(canvas.width))
        if chr(canvas.characters[y, x]) in characters
    }


def dots(canvas: Canvas) -> int:
    """How many braille dots are on a canvas."""
    braille = canvas.characters[(canvas.characters > 0x2800) & (canvas.characters <= 0x28FF)]
    return sum(int(cell - 0x2800).bit_count() for cell in braille)
