"""What the command palette holds: every key as a command, every experiment that differs from the
present one in a word, every theme. Nothing is listed here: keys and settings say it themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from textual.app import SystemCommand

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.settings import Choice, settings_of
from backprop_tui.report.demonstrations import DEMONSTRATIONS
from backprop_tui.ui.drawing.glyphs import Glyphs
from backprop_tui.ui.keys import keys
from backprop_tui.ui.screens.dashboard import Dashboard
from backprop_tui.ui.themes import OURS

if TYPE_CHECKING:
    from backprop_tui.report.exports import Export
    from backprop_tui.ui.screens.screenshot import Form

COMMON = ("hidden", "preset", "problem", "bias", "activation", "loss", "bug")
"""Settings that are tried most, the first of them first; the others follow in their own order."""


class Program(Protocol):
    """What the palette asks of the app."""

    glyphs: Glyphs

    @property
    def dashboard(self) -> Dashboard:
        """The main screen."""

    def choose_theme(self, theme: str) -> None:
        """Take other colours."""

    def search_themes(self) -> None:
        """Open the list of all themes."""

    def save_screen(self, form: Form) -> None:
        """Save the screen in some form."""

    def save_session(self) -> None:
        """Write all runs as a file."""

    def export(self, kind: Export) -> object:
        """Write the run as a file."""

    def call_after_refresh(self, callback: Callable[[], None]) -> bool:
        """Do something when the screen stands."""


def spelt(choice: Choice) -> str:
    """The words of a command line for it: `--hidden 4`."""
    settings = settings_of(Experiment)
    words = (settings[name].words_instead(value) for name, value in choice.changes.items())
    return " ".join(chain.from_iterable(words))


def all_commands(app: Program) -> Iterator[SystemCommand]:
    """Every key, every experiment that can be chosen in a word, every theme."""
    dashboard, glyphs = app.dashboard, app.glyphs
    found = list(experiments(dashboard.session.runs.chosen))
    common = [choice for choice in found if _place(choice) < len(COMMON)]
    common.sort(key=_place)
    yield from of_keys(dashboard, glyphs, "run")
    yield SystemCommand(
        "Set a weight",
        "or a bias by hand: choose it in the ledger (l), then enter",
        partial(dashboard.app.call_later, dashboard.action_ledger),
    )
    yield from of_keys(dashboard, glyphs, "back")
    yield from of_experiments(dashboard, glyphs, common)
    yield from of_keys(dashboard, glyphs, "look")
    yield from of_comparisons(dashboard, glyphs)
    yield from of_experiments(dashboard, glyphs, (each for each in found if each not in common))
    for name, theme in OURS.items():
        title = f"{name.capitalize()} theme"
        yield SystemCommand(title, f"{name} ground", partial(app.choose_theme, theme))
    yield SystemCommand("Other themes", "the colours of Textual's own", app.search_themes)
    yield from of_files(app)
    yield from of_keys(dashboard, glyphs, "app")


def of_files(app: Program) -> Iterator[SystemCommand]:
    """Everything that can be written as a file."""
    from backprop_tui.report.exports import EXPORTS
    from backprop_tui.ui.screens.screenshot import FORMS

    for form in FORMS:
        save = partial(app.call_after_refresh, partial(app.save_screen, form))
        yield SystemCommand(form.title, form.summary, save)
    yield SystemCommand(
        "Save session", "all runs as a file, which backprop-tui open goes on with", app.save_session
    )
    for kind in EXPORTS:
        yield SystemCommand(kind.title, kind.summary, partial(app.export, kind))


def _place(choice: Choice) -> int:
    """Where what a choice changes stands in `COMMON`; after all of it if it is not in it."""
    places = (COMMON.index(name) for name in choice.changes if name in COMMON)
    return next(places, len(COMMON))


def of_keys(dashboard: Dashboard, glyphs: Glyphs, group: str) -> Iterator[SystemCommand]:
    """Every key of a group, the first word of its id, or one of this id, as a command."""
    for binding in keys():
        pressed = glyphs(binding.key_display or binding.key)
        is_wanted = binding.id == group or (binding.id or "").startswith(f"{group}.")
        if is_wanted and binding.id != "app.palette":
            title, more = binding.description, binding.tooltip
            yield SystemCommand(
                f"{title[:1].upper()}{title[1:]} ({pressed})",
                more if more.casefold() != title.casefold() else "",
                partial(dashboard.app.call_later, dashboard.run_action, binding.action),
            )


def of_comparisons(dashboard: Dashboard, glyphs: Glyphs) -> Iterator[SystemCommand]:
    """Two runs in step that differ in one thing, of one's own or one of those that are ready."""
    yield SystemCommand(
        "Same start, one change",
        "train this run again with one setting changed, both in step",
        partial(dashboard.app.call_later, dashboard.one_change),
    )
    for each in DEMONSTRATIONS.values():
        yield SystemCommand(
            glyphs(each.title),
            glyphs(each.said),
            partial(dashboard.session.compare, each.experiments, each.title, each.steps),
        )


def of_experiments(
    dashboard: Dashboard, glyphs: Glyphs, choices: Iterable[Choice]
) -> Iterator[SystemCommand]:
    """Networks, problems and all else to restart with."""
    for choice in choices:
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
