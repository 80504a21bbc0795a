"""What stands where a curve will be, before the first step: which keys begin, what is to be learnt,
and of a preset what was published of it and what comes out, to compare the curve with.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from backprop_tui.engine.experiment import Experiment
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.run_state import Going

NOTHING_YET = "no steps yet"
"""What there is to see."""

KEYS = (("space", "train"), ("s", "one step"))
"""What to press."""

KEYS_OF_PRESET = (*KEYS, ("i", "about this"))
"""The same where something is said of it."""

LEAST = 20
"""Columns in which sentences can be read."""


@dataclass
class Paragraph:
    """A sentence in lines.

    Attributes:
        lines: Its lines; where they are cut, the last ends in `…`.
        strong: Whether it is a title, which is missed least: the first line of the screen has
            its name.
        alarm: Whether it says that something does not work.
    """

    lines: list[str]
    strong: bool = False
    alarm: bool = False

    def cut(self, width: int) -> None:
        """Leave its last line out."""
        *kept, _ = self.lines
        self.lines = [*kept[:-1], f"{kept[-1].rstrip(' …')[: width - 2]} …"]


def paint_beginning(canvas: Canvas, experiment: Experiment) -> None:
    """What to press, and what there is to know where it has room."""
    palette = canvas.palette
    said = _said(experiment, canvas.width - 2) if canvas.width >= LEAST else []
    keys = KEYS_OF_PRESET if said else KEYS
    said = _fitted(said, canvas.height - len(keys) - 1, canvas.width - 2)
    rows = [(line, each) for each in said for line in each.lines]
    y = (canvas.height - len(keys) - 1 - len(rows)) // 2
    for k, (line, each) in enumerate(rows):
        ink = palette.error if each.alarm else None if each.strong else palette.muted
        canvas.text(1, y + k, canvas.glyphs(line), ink, bold=each.strong)
    y += len(rows) + 1
    if not rows:
        y = canvas.height // 2
        canvas.centre(0, canvas.width, y - 1, NOTHING_YET, palette.muted)
    x = canvas.width // 2 - 8
    for k, (key, what) in enumerate(keys):
        canvas.flush_right(x + 4, y + k, key, palette.forward, bold=True)
        canvas.text(x + 7, y + k, what)


def paint_way(canvas: Canvas, going: Going) -> None:
    """Where a long way leads, and how far it is, as long as nothing of it is shown."""
    past = f"past {going.past:,}, " * bool(going.past)
    lines = (f"on the way to step {going.step:,}", f"{past}{going.percent} %", going.leaving)
    y = (canvas.height - len(lines)) // 2
    for k, line in enumerate(lines):
        ink = None if k == 1 else canvas.palette.muted
        canvas.centre(0, canvas.width, y + k, line, ink, bold=k == 1)


def _fitted(said: list[Paragraph], rows: int, width: int) -> list[Paragraph]:
    """As much of it as so many rows hold, the longest cut first and an alarm last; nothing in
    too few.
    """
    if sum(len(each.lines) for each in said) > rows:
        said = [each for each in said if not each.strong]
    if len(said) > rows:
        return []
    while sum(len(each.lines) for each in said) > rows:
        max(said, key=lambda e: (len(e.lines) > 1 and not e.alarm, len(e.lines))).cut(width)
    return said


def _said(experiment: Experiment, width: int) -> list[Paragraph]:
    """What is known of a preset, in so many columns; without one what is to be learnt, if the
    problem is not a file and says it.
    """
    if experiment.preset is None:
        problem = experiment.problem
        if problem.path is not None or not problem.summary:
            return []
        learnt = Paragraph(textwrap.wrap(f"to learn: {problem.summary}", width))
        return [Paragraph([NOTHING_YET], strong=True), learnt]
    from backprop_tui.report.names import sentence
    from backprop_tui.report.text.presets import elsewhere_text, known_preset, warning_text

    preset = known_preset(experiment)
    if preset is None:
        return [Paragraph(textwrap.wrap(f"{sentence(elsewhere_text(experiment))}.", width))]
    published = f"published: {preset.published}" if preset.published else ""
    said = [
        Paragraph(textwrap.wrap(sentence(preset.title), width), strong=True),
        Paragraph(textwrap.wrap(warning_text(experiment), width), alarm=True),
        Paragraph(textwrap.wrap(published, width)),
        Paragraph(textwrap.wrap(f"here: {preset.measured}", width)),
    ]
    return [each for each in said if each.lines]
