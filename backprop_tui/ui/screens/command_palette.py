"""The command palette (`^p`) finds every key by what it does, and holds what no key is spent on:
other networks, problems, activations and mistakes to start again with.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from textual.command import CommandList, CommandPalette
from textual.widgets import Input

from backprop_tui.engine.bugs import BUGS
from backprop_tui.engine.core.activations import ACTIVATIONS
from backprop_tui.engine.core.losses import LOSSES
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.problems import PROBLEMS
from backprop_tui.ui.screens.closing import ClosesOnce

HIDDEN = ((), (1,), (2,), (4,), (8,))
"""Hidden layers that the tutorial asks its reader to try."""


class Commands(ClosesOnce, CommandPalette):
    """Textual's palette, without what it does too often."""

    def on_mount(self) -> None:
        """Let nothing blink: paused means silent."""
        self.query_one(Input).cursor_blink = False

    def _action_command_list(self, action: str) -> None:
        """Move in the list, once there is one: keys that a slow line bunches come before it."""
        if self.query_one(CommandList).size.height:
            with suppress(KeyError):
                super()._action_command_list(action)


def experiments(present: Experiment) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Changes to restart with: a title, an explanation, and the settings."""
    for hidden in HIDDEN:
        said = f"{hidden[0]} hidden unit{'s' * (hidden[0] > 1)}" if hidden else "No hidden layer"
        yield said, "Restart the same seed with this network", {"hidden": hidden}
    yield "Biases on", "Restart; every unit gets a bias", {"bias": True}
    yield "Biases off", "Restart without biases, as the tutorial does", {"bias": False}
    for problem in PROBLEMS.values():
        yield (
            f"Problem {problem.name}",
            problem.summary,
            {"problem": problem, "batch_size": None},
        )
    for name, activation in ACTIVATIONS.items():
        yield f"Activation {name}", f"Hidden units: a = {activation.formula}", {"activation": name}
        yield (
            f"Output activation {name}",
            f"Output units: a = {activation.formula}",
            {"output_activation": name},
        )
    yield "No bug", "Restart with the right back-propagation", {"bug": None}
    for name, bug in BUGS.items():
        yield f"Bug {name}", bug.summary, {"bug": name}
    for name, loss in LOSSES.items():
        yield f"Loss {name}", f"Descend E = {loss.formula}", {"loss": name}
