"""What somebody changed on the way stays in force when the run goes back to its start, then not
quite the same. So the settings that a run was begun with are kept, and the rest is said.
"""

from __future__ import annotations

from typing import Any

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.runs.events import CHANGEABLE

SHORT = {"learning_rate": "lr"}
"""Settings that the screen calls by another name."""


class Begun:
    """The settings that were asked for, before anything was changed on the way.

    Args:
        experiment: What the run was begun with.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._settings = {name: getattr(experiment, name) for name in CHANGEABLE}

    def ask(self, changes: dict[str, Any]) -> None:
        """Begin another run, with some settings asked for anew."""
        self._settings |= {name: changes[name] for name in CHANGEABLE if name in changes}

    def stays(self, experiment: Experiment) -> str:
        """What is in force and was not asked for: `Stays changed: lr 0.1.`, or nothing."""
        changed = [
            f"{SHORT.get(name, name.replace('_', ' '))} {_text(getattr(experiment, name))}"
            for name, asked in self._settings.items()
            if getattr(experiment, name) != asked
        ]
        return f"Stays changed: {', '.join(changed)}." if changed else ""


def _text(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"
