"""The command palette (`^p`) finds every key by what it does, and holds what no key is spent on:
other networks, problems, activations and mistakes to start again with.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

from textual.app import SystemCommand
from textual.command import CommandList, CommandPalette
from textual.widgets import Input

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.settings import Choice, settings_of
from backprop_tui.ui.drawing.glyphs import Glyphs
from backprop_tui.ui.keys import keys
from backprop_tui.ui.screens.closing import ClosesOnce
from backprop_tui.ui.screens.dashboard import Dashboard


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


def of_keys(dashboard: Dashboard, glyphs: Glyphs) -> Iterator[SystemCommand]:
    """Every key as a command."""
    for binding in keys():
        pressed = glyphs(binding.key_display or binding.key)
        if binding.id and binding.id != "app.palette":
            title, more = binding.description, binding.tooltip
            yield SystemCommand(
                f"{title[:1].upper()}{title[1:]} ({pressed})",
                more if more.casefold() != title.casefold() else "",
                partial(dashboard.app.call_later, dashboard.run_action, binding.action),
            )


def of_experiments(dashboard: Dashboard, glyphs: Glyphs) -> Iterator[SystemCommand]:
    """Networks, problems and all else to restart with."""
    for choice in experiments(dashboard.session.runs.chosen):
        yield SystemCommand(
            glyphs(choice.title),
            glyphs(choice.summary),
            partial(dashboard.session.restart, **choice.changes),
        )


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
