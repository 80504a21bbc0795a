"""What stands where a curve will be, before the first step: which keys begin, and of a preset what
was published of it and what comes out, which is what the curve is to be compared with.
"""

from __future__ import annotations

import textwrap
from typing import NamedTuple

from backprop_tui.engine.experiment import Experiment
from backprop_tui.ui.drawing.canvas import Canvas

KEYS = (("space", "train"), ("s", "one step"))
"""What to press."""

KEYS_OF_PRESET = (*KEYS, ("i", "about this"))
"""The same where there is more to be read."""

LEAST = 20
"""Columns in which sentences can be read."""


class Line(NamedTuple):
    """A line of the text.

    Attributes:
        text: What it says.
        strong: Whether it is a title.
        alarm: Whether it says that something does not work.
    """

    text: str
    strong: bool = False
    alarm: bool = False


def paint_beginning(canvas: Canvas, experiment: Experiment) -> None:
    """What to press, and what there is to know of a preset where it has room."""
    palette = canvas.palette
    lines = _lines(experiment, canvas.width - 2) if canvas.width >= LEAST else []
    keys = KEYS_OF_PRESET if lines else KEYS
    room = canvas.height - len(keys) - 1
    if len(lines) > room:
        lines = [*lines[: max(0, room - 1)], Line("…")] if room > 1 else []
    if not lines:
        top = canvas.height // 2
        canvas.centre(0, canvas.width, top - 1, "no steps yet", palette.muted)
    else:
        first = (room - len(lines)) // 2
        for y, line in enumerate(lines, start=first):
            ink = palette.error if line.alarm else None if line.strong else palette.muted
            canvas.text(1, y, canvas.glyphs(line.text), ink, bold=line.strong)
        top = first + len(lines) + 1
    x = canvas.width // 2 - 8
    for k, (key, what) in enumerate(keys):
        canvas.flush_right(x + 4, top + k, key, palette.forward, bold=True)
        canvas.text(x + 7, top + k, what)


def _lines(experiment: Experiment, width: int) -> list[Line]:
    """What is known of a preset, in so many columns; nothing without one."""
    if experiment.preset is None:
        return []
    from backprop_tui.engine.presets import PRESETS
    from backprop_tui.report.names import sentence
    from backprop_tui.report.text.presets import failing_text

    preset = PRESETS[experiment.preset]
    said = [
        (sentence(preset.title), True, False),
        (failing_text(preset), False, True),
        (f"published: {preset.published}" if preset.published else "", False, False),
        (f"here: {preset.measured}", False, False),
    ]
    return [
        Line(line, strong, alarm)
        for text, strong, alarm in said
        for line in textwrap.wrap(text, width)
    ]
