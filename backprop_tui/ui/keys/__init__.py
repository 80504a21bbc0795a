"""Every key of the dashboard: what it does, what the last line calls it, what the help says of it.
Footer, help and palette are all made from these lists; a new key is one more entry and its action.
"""

from __future__ import annotations

from dataclasses import replace

from textual.binding import Binding

from backprop_tui.ui.keys.going import AT_REST, BRIEFLY, GOING, ON_THE_WAY
from backprop_tui.ui.keys.looking import BACK, LOOKING, NUMBERS, pane_keys
from backprop_tui.ui.keys.program import EVERYWHERE, PROGRAM
from backprop_tui.ui.keys.training import TRAINING

__all__ = ["BOUND", "EVERYWHERE", "LAST_LINE", "keys", "last_line", "on_the_way"]

BOUND: list[Binding] = [*TRAINING, *GOING, *LOOKING, *PROGRAM, *NUMBERS, BACK]
"""All keys of the dashboard, as it listens to them."""

LAST_LINE = (
    *BRIEFLY,
    "run.train",
    "run.step",
    "run.reset",
    "run.walk",
    "app.help",
    "app.quit",
    *AT_REST,
    "look.previous",
    "app.palette",
    "run.faster",
    "look.view",
    "look.matrix",
    "look.zoom",
)
"""The keys that the last line names, those first that one needs first."""


def keys() -> list[Binding]:
    """All keys of the dashboard, with the panes that there are by their names."""
    return [*TRAINING, *GOING, *LOOKING, *PROGRAM, *pane_keys(), BACK]


def last_line() -> list[Binding]:
    """The keys that the last line names, in its order."""
    known = {binding.id: binding for binding in keys()}
    for name, (key, said, display) in AT_REST.items():
        known[name] = replace(known[key], id=name, description=said, key_display=display)
    return [
        replace(known[name], description=BRIEFLY.get(name, known[name].description), show=True)
        for name in LAST_LINE
    ]


def on_the_way() -> list[Binding]:
    """What it names first while it is on the way to another step: what comes of leaving that."""
    return [
        replace(BACK, id=name, description=said, show=True) for name, said in ON_THE_WAY.items()
    ]
