"""The command palette (`^p`) finds every key by what it does, and what no key is spent on: other
networks, presets, problems, activations and mistakes to start again with. What people do most
stands first, a command a line.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property, partial
from typing import cast

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

from backprop_tui.engine.settings import settings_of
from backprop_tui.engine.wording import cut
from backprop_tui.ui.drawing.glyphs import Glyphs
from backprop_tui.ui.screens.closing import ClosesOnce
from backprop_tui.ui.screens.commands import Program, experiments, of_keys, spelt

TITLE_COLUMNS = 25
"""Columns of a title, where what it does stands beside it."""

WIDEST = 100
"""Columns of the palette at most."""

AROUND = 6
"""Columns of its frame and of the blanks beside a line."""

SAID_TOO = 0.5
"""What it counts that the words are in what a command does, beside letters in its title."""


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
