"""The command palette (`^p`) finds every key by what it does, and holds what no key is spent on:
other networks, presets, problems, activations and mistakes to start again with. What people do most
stands first, a command a line.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain
from typing import Protocol, cast

from textual.app import SystemCommand
from textual.command import (
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
    SearchIcon,
)
from textual.content import Content
from textual.widgets import Input

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.settings import Choice, settings_of
from backprop_tui.engine.wording import cut
from backprop_tui.ui.drawing.glyphs import Glyphs
from backprop_tui.ui.keys import keys
from backprop_tui.ui.screens.closing import ClosesOnce
from backprop_tui.ui.screens.dashboard import Dashboard
from backprop_tui.ui.themes import OURS

COMMON = ("hidden", "preset", "problem", "bias", "activation", "loss", "bug")
"""Settings that are tried most, the first of them first; the others follow in their own order."""

TITLE_COLUMNS = 24
"""Columns of a title, where what it does stands beside it."""

WIDEST = 100
"""Columns of the palette at most."""

AROUND = 6
"""Columns of its frame and of the blanks beside a line."""

SAID_TOO = 0.5
"""What it counts that the words are in what a command does, beside letters in its title."""


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

    def action_screenshot(self) -> None:
        """Save the screen as a picture."""

    def call_after_refresh(self, callback: Callable[[], None]) -> bool:
        """Do something when the screen stands."""


class Commands(ClosesOnce, CommandPalette):
    """Textual's palette in the program's own look, without what it does too often.

    Args:
        glyphs: What is drawn with.
        provider: Where its commands come from.
        wanted: What is looked for.
    """

    def __init__(self, glyphs: Glyphs, provider: type[Provider], wanted: str = "what to do"):
        placeholder = glyphs(f"type to find {wanted} · ↑↓ enter esc")
        super().__init__([provider], placeholder=placeholder, id="--command-palette")
        self._glyphs = glyphs
        self.set_class(not glyphs.unicode, "-ascii")

    def on_mount(self) -> None:
        """Let nothing blink: paused means silent."""
        self.query_one(Input).cursor_blink = False
        self.query_one(SearchIcon).icon = self._glyphs("▸")

    def _action_command_list(self, action: str) -> None:
        """Move in the list, once there is one: keys that a slow line bunches come before it."""
        if self.query_one(CommandList).size.height:
            with suppress(KeyError):
                super()._action_command_list(action)


class Lines(Provider):
    """Commands that keep their order, each on a line with what it does."""

    @abstractmethod
    def commands(self) -> Iterable[SystemCommand]:
        """All of them, in their order."""

    async def discover(self) -> Hits:
        """All of them."""
        for command in self.commands():
            line = self._line(Content(command.title), command.help)
            yield DiscoveryHit(line, command.callback, text=command.title)

    async def search(self, query: str) -> Hits:
        """Those whose title has these letters, or whose text these words; the best first."""
        matcher, wanted = self.matcher(query), query.casefold()
        for command in self.commands():
            named = matcher.match(command.title)
            is_said = any(wanted in text.casefold() for text in self.texts(command))
            said = SAID_TOO * is_said
            if max(named, said):
                title = matcher.highlight(command.title.replace("[", r"\[")) if named else None
                line = self._line(title or Content(command.title), command.help)
                yield Hit(max(named, said), line, command.callback, text=command.title)

    def texts(self, command: SystemCommand) -> Iterable[str]:
        """What is looked through besides its title."""
        return (command.help,)

    def _line(self, title: Content, help: str) -> Content:
        """A title with what it does beside it, as far as there is room."""
        columns = min(WIDEST, self.app.size.width) - AROUND
        blanks = " " * max(2, TITLE_COLUMNS - len(title.plain))
        room = columns - len(title.plain) - len(blanks)
        return Content.assemble(title.stylize_before("bold"), blanks, cut(help, max(0, room)))


class AllCommands(Lines):
    """All that can be done."""

    def commands(self) -> Iterable[SystemCommand]:
        return self.app.get_system_commands(self.screen)

    def texts(self, command: SystemCommand) -> Iterable[str]:
        """What it does and what a command line calls it."""
        return command.help, *self._options.get(command.title, ())

    @cached_property
    def _options(self) -> dict[str, tuple[str, ...]]:
        """How command lines say what commands do, by their titles."""
        program = cast(Program, self.app)
        present = program.dashboard.session.runs.chosen
        said = {program.glyphs(each.title): (spelt(each),) for each in experiments(present)}
        # What is no command of its own is a row of the settings.
        rows = (
            text
            for setting in settings_of(type(present)).values()
            for text in (setting.label, *(option.flag for option in setting.options))
        )
        return {
            **said,
            next(of_keys(program.dashboard, program.glyphs, "run.edit")).title: tuple(rows),
        }


class Themes(Lines):
    """All colours that there are."""

    def commands(self) -> Iterator[SystemCommand]:
        for name, theme in sorted(self.app.available_themes.items()):
            ground = "dark" if theme.dark else "light"
            yield SystemCommand(name, ground, partial(cast(Program, self.app).choose_theme, name))


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
    yield from of_experiments(dashboard, glyphs, common)
    yield from of_keys(dashboard, glyphs, "look")
    yield from of_experiments(dashboard, glyphs, (each for each in found if each not in common))
    for name, theme in OURS.items():
        title = f"{name.capitalize()} theme"
        yield SystemCommand(title, f"{name} ground", partial(app.choose_theme, theme))
    yield SystemCommand("Other themes", "the colours of Textual's own", app.search_themes)
    yield SystemCommand(
        "Screenshot",
        "save the screen as SVG in the working directory",
        lambda: app.call_after_refresh(app.action_screenshot),
    )
    yield from of_keys(dashboard, glyphs, "app")


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
