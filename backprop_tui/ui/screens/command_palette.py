"""The command palette (`^p`) finds every key by what it does, and holds what no key is spent on:
other networks, problems, activations and mistakes to start again with.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from textual.command import CommandList, CommandPalette
from textual.widgets import Input

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.settings import Choice, settings_of
from backprop_tui.ui.screens.closing import ClosesOnce


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


def experiments(present: Experiment) -> Iterator[Choice]:
    """Changes to restart with, those that go with all else that is chosen.

    What was chosen one by one is kept; all of a preset was chosen in a word, and may go in one.
    """
    is_whole = present.preset is not None
    for setting in settings_of(type(present)).values():
        for choice in setting.worth_a_try():
            for changes in (choice.changes, choice.instead if is_whole else None):
                if changes is None:
                    continue
                with suppress(BadSetting):
                    replace(present, **changes)
                    yield choice._replace(changes=changes)
                    break
