"""`Begun`: the settings that a run was begun with, and which of those in force are others. What
somebody changed on the way stays in force when the run goes back to its start, so that is not quite
the same, and the difference is said.
"""

from __future__ import annotations

from typing import Any

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.settings import changeable


class Begun:
    """The settings that were asked for, before anything was changed on the way.

    Args:
        experiment: What the run was begun with.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._changeable = changeable(type(experiment))
        self._settings = {name: getattr(experiment, name) for name in self._changeable}

    def ask(self, changes: dict[str, Any]) -> None:
        """Begin another run, with some settings asked for anew."""
        anew = {name: changes[name] for name in self._settings if name in changes}
        # What another one was begun with stays as it is.
        self._settings = self._settings | anew

    def stays(self, experiment: Experiment) -> str:
        """What is in force and was not asked for: `Stays changed: lr 0.1.`, or nothing."""
        changed = [
            f"{setting.short} {setting.said(present)}"
            for name, setting in self._changeable.items()
            if (present := getattr(experiment, name)) != self._settings[name]
        ]
        return f"Stays changed: {', '.join(changed)}." if changed else ""
