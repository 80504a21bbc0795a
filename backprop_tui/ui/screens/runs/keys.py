"""Every key of the table of runs: it chooses a run, goes into it, keeps it or lets it go, begins
another one beside it.
"""

from __future__ import annotations

from textual.binding import Binding

from backprop_tui.ui.screens.common_keys import COMMON_KEYS

KEYS = [
    Binding("up", "move(-1)", "run", id="runs.row", key_display="↑↓", tooltip="choose a run"),
    Binding("down", "move(1)", "next run", show=False),
    Binding(
        "home",
        "move(-100)",
        "first run",
        show=False,
        id="runs.first",
        key_display="home end",
        tooltip="the first or the last run",
    ),
    Binding("end", "move(100)", "last run", show=False),
    Binding(
        "enter",
        "enter",
        "look inside",
        id="runs.enter",
        tooltip="go into the chosen run, where it was left; esc comes back",
    ),
    Binding(
        "escape,c",
        "back",
        "back",
        id="runs.close",
        key_display="esc",
        tooltip="back to where you came from, and to the run that was shown there",
    ),
    Binding(
        "equals_sign",
        "one_change",
        "one change",
        id="runs.change",
        key_display="=",
        tooltip="the same start with one setting changed: both train in step",
    ),
    Binding("space", "train", "train", id="runs.train", tooltip="train, or pause"),
    Binding("p", "pin", "pin", id="runs.pin", tooltip="let it stay when another makes way, or not"),
    Binding("n", "name", "name", id="runs.name", tooltip="give it a name of your own"),
    Binding("x", "drop", "drop", id="runs.drop", tooltip="keep it no longer"),
    Binding(
        "s",
        "save",
        "save",
        id="runs.save",
        tooltip="write all runs to a new file in the working directory; backprop-tui open reads it",
    ),
    Binding(
        "Z",
        "undo",
        "undo",
        show=False,
        id="runs.undo",
        tooltip="take back the last drop, change or new start, then the one before",
    ),
    Binding(
        "ctrl+y",
        "redo",
        "redo",
        show=False,
        id="runs.redo",
        key_display="^y",
        tooltip="do again what Z took back",
    ),
    Binding(
        "v",
        "chart",
        "chart",
        show=False,
        id="runs.chart",
        tooltip="the curves alone on the screen, or all again",
    ),
    Binding(
        "y",
        "share",
        "command",
        id="app.share",
        tooltip="the command line that gives the chosen run again, to the last bit",
    ),
    *(key for key in COMMON_KEYS if key.id != "app.share"),
]
