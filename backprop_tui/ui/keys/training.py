"""The keys that train, and those that take a step apart or change how it is taken. All that they do
is done by the session, so it is the same whatever is looked at.
"""

from __future__ import annotations

from textual.binding import Binding

TRAINING: list[Binding] = [
    Binding("space", "train", "train", id="run.train", tooltip="train, or pause"),
    Binding(
        "s,right", "step(1)", "step", id="run.step", key_display="s", tooltip="one step (also →)"
    ),
    Binding(
        "S",
        "step(100)",
        "100 steps",
        id="run.hundred",
        show=False,
        key_display="S",
        tooltip="a hundred steps at once",
    ),
    Binding(
        "r",
        "reset",
        "reset",
        id="run.reset",
        tooltip="step 0 again, what e has changed stays; the run is kept",
    ),
    Binding(
        "R",
        "next_seed",
        "next seed",
        id="run.seed",
        show=False,
        key_display="R",
        tooltip="step 0 from the next seed; the run that was is kept",
    ),
    Binding(
        "w",
        "walk",
        "walk",
        id="run.walk",
        tooltip="walk through the next step, phase by phase",
    ),
    Binding(
        "l",
        "ledger",
        "ledger",
        id="run.ledger",
        show=False,
        tooltip="every weight, its gradient checked; enter there sets one",
    ),
    Binding(
        "e",
        "edit",
        "edit",
        id="run.edit",
        show=False,
        tooltip="change any setting, at once or in a new start",
    ),
    Binding(
        "Z",
        "undo",
        "undo",
        id="run.undo",
        show=False,
        key_display="Z",
        tooltip="take back the last change or new start, then the one before",
    ),
    Binding(
        "ctrl+y",
        "redo",
        "redo",
        id="run.redo",
        show=False,
        key_display="^y",
        tooltip="do again what Z took back",
    ),
    Binding(
        "plus,equals_sign",
        "speed(2)",
        "speed",
        id="run.faster",
        key_display="+-",
        tooltip="twice as fast; - half as fast",
    ),
    Binding(
        "minus,underscore",
        "speed(0.5)",
        "slower",
        id="run.slower",
        show=False,
        key_display="-",
        tooltip="half as fast",
    ),
]
"""In the order of the help."""
