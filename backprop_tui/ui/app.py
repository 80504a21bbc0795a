"""The program on the screen: themes, the command palette and the keys that work everywhere.
Everything else happens on the dashboard.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.theme import Theme

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.runs.by_hand import Events
from backprop_tui.terminal.choices import WIDE
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.drawing.depths import DEPTHS, make_palette
from backprop_tui.ui.drawing.glyphs import GLYPHS
from backprop_tui.ui.drawing.inks import make_inks
from backprop_tui.ui.drawing.theme import DARK, LIGHT, SIGNALS
from backprop_tui.ui.keeping import KeepingApp
from backprop_tui.ui.keys import EVERYWHERE
from backprop_tui.ui.keys.going import REPEATED
from backprop_tui.ui.link.frame_window import FrameWindow
from backprop_tui.ui.screens.dashboard import Dashboard
from backprop_tui.ui.screens.going import Travels
from backprop_tui.ui.session.pace import FRAMES
from backprop_tui.ui.session.session import Session

if TYPE_CHECKING:
    from backprop_tui.engine.keeping.saved import SavedSession
    from backprop_tui.ui.session.keeper import Keeper


class BackpropApp(KeepingApp):
    """Shows a dashboard for an experiment.

    Args:
        experiment: What to run.
        events: What will be done to it by hand, each after so many updates.
        at: The step to be at first.
        steps: Where training pauses.
        speed: Steps a second; infinite for as fast as it goes.
        glyphs: A name from `GLYPHS`.
        fps: Frames a second at most.
        is_remote: Whether the terminal is at the other end of a line.
        budget: Bytes a second of frames at most, where nothing tells how fast that line is.
        is_fixed: Whether `glyphs` stays, whatever the terminal makes of it.
        is_forced: Whether the process may be ended where no orderly end comes about.
        theme: Textual's name for the colours to begin with.
        keeper: What writes the session to a file; `None` for none.
        opened: The session that is gone on with; `None` for a new one.

    Attributes:
        glyphs: What is drawn with.
    """

    TITLE = "backprop-tui"
    CSS_PATH = Path(__file__).with_name("backprop.tcss")

    LATER = Path(__file__).with_name("screens.tcss")
    """The style sheet of all screens but the dashboard."""

    BINDINGS = [*EVERYWHERE]

    def __init__(
        self,
        experiment: Experiment,
        *,
        events: Events = (),
        at: int = 0,
        steps: int = 10_000,
        speed: float = 512.0,
        glyphs: str = "unicode",
        fps: float = FRAMES,
        is_remote: bool = False,
        budget: float = math.inf,
        is_fixed: bool = False,
        is_forced: bool = False,
        theme: str = DARK.name,
        keeper: Keeper | None = None,
        opened: SavedSession | None = None,
    ) -> None:
        super().__init__(FrameWindow(fps, is_remote, budget=budget), is_forced, keeper, opened)
        self._settings = (experiment, events, at, steps, speed)
        self._is_fixed = is_fixed
        self.glyphs = GLYPHS[glyphs]
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        # Without the watcher, which would have the style sheet parsed a second time.
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        # Heat ramps cannot be mixed from colours that only the terminal knows.
        for known in self.available_themes.values():
            if known.ansi:
                self.unregister_theme(known.name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Signal colours for themes that are not ours."""
        return SIGNALS[self.current_theme.dark]

    def get_default_screen(self) -> Screen[Any]:
        """The dashboard."""
        experiment, events, at, steps, speed = self._settings
        session = Session(experiment, events=events, steps=steps, speed=speed)
        session.begin_at(at)
        self.take_up(session)
        dashboard = Dashboard(session, self.make_look(), self.window)
        dashboard.is_crowded = lambda: self.turnstile.is_crowded
        dashboard.set_class(not self.glyphs.unicode, "-ascii")
        return dashboard

    def joins(self, key: str) -> bool:
        """Those that go back and on do at once what they would do one by one."""
        return key in REPEATED and isinstance(self.screen, Travels)

    def touched(self) -> None:
        """A key goes on with what is there: a message that was read is in the way."""
        if self.screen_stack:
            self.dashboard.touched()

    def catch_up(self) -> None:
        """Say what waited behind a dialog, on whatever screen that was."""
        self.dashboard.toasts.catch_up()

    def draw_plainly(self) -> None:
        """Draw in ASCII from now on: what takes two cells here would break every row."""
        if self._is_fixed or not self.glyphs.unicode:
            return
        self.glyphs = GLYPHS["ascii"]
        for screen in self.screen_stack:
            screen.set_class(True, "-ascii")
        self._look_again()
        self.action_redraw()
        self.notify(f"Drawn in ASCII: {WIDE} (--glyphs unicode draws them all the same).")

    def make_look(self) -> Look:
        """The colours of the present theme at the depth of this terminal."""
        depth = "none" if self.no_color else self.console.color_system or "truecolor"
        if depth not in DEPTHS:
            depth = "truecolor"
        palette = make_palette(self.theme_variables, self.current_theme.dark, depth)
        inks = make_inks(self.theme_variables)
        if palette.coloured and not palette.blends:
            # What a frame says of a colour must be in that which is drawn, not in one rounded.
            inks = inks._replace(positive=palette.positive, negative=palette.negative)
        return Look(palette, self.glyphs, inks)

    def push_screen(self, *screen: Any, **how: Any) -> Any:
        """Open a screen, which a key may ask for before the first frame is drawn."""
        if self.screen_stack:
            # What is opened is to be read; remarks on the start are in the help.
            self.dashboard.toasts.clear()
        return super().push_screen(*screen, **how)

    def draw_charts(self) -> None:
        """Draw the chart of what has happened meanwhile."""
        self.dashboard.watch_view()

    def on_mount(self) -> None:
        self.theme_changed_signal.subscribe(self, self._on_theme)

    def _on_theme(self, _theme: Theme) -> None:
        self._look_again()

    def _look_again(self) -> None:
        """Draw everything in other colours or with other marks."""
        from backprop_tui.ui.screens.step_screen import StepScreen

        look = self.make_look()
        for screen in self.screen_stack:
            if isinstance(screen, Dashboard | StepScreen):
                screen.look = look

    @property
    def dashboard(self) -> Dashboard:
        """The main screen, whatever is on top of it."""
        dashboard = self.screen_stack[0]
        assert isinstance(dashboard, Dashboard)
        return dashboard

    async def action_interrupt(self) -> None:
        """Quit, from anywhere; in a text field with a selection ctrl+c copies, as everywhere."""
        from textual.widgets import Input

        field = self.focused
        if isinstance(field, Input) and field.selected_text:
            field.action_copy()
        else:
            await self.action_quit()

    def action_command_palette(self) -> None:
        """Open the palette."""
        from backprop_tui.ui.screens.command_palette import AllCommands, Commands
        from backprop_tui.ui.screens.dialog import Question

        tiny = self.dashboard.has_class("-tiny")
        # What is half typed belongs to the run that is there now.
        if not tiny and not isinstance(self.screen, Commands | Question):
            self.push_screen(Commands(self.glyphs, AllCommands))

    def search_themes(self) -> None:
        """Open the list of all themes."""
        from backprop_tui.ui.screens.command_palette import Commands, Themes

        self.push_screen(Commands(self.glyphs, Themes, "any theme"))

    def action_help(self) -> None:
        """Explain every key and every mark."""
        self.dashboard.show_help()

    def choose_theme(self, theme: str) -> None:
        """Take other colours, and say how they stay.

        Args:
            theme: Textual's name for them.
        """
        from backprop_tui.ui.themes import keeping

        self.theme = theme
        self.notify(f"Theme {theme}: {keeping(theme)}.", markup=False)

    def action_dark_light(self) -> None:
        """Change between our dark and our light theme."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """All that the palette offers, what people do most first."""
        from backprop_tui.ui.screens.commands import all_commands

        return all_commands(self)
