"""A screen that looks closely at the step that would be taken next. It follows the run: whenever
that moves on, or starts anew with another network, it reads the next step again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding

from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.keys import EVERYWHERE
from backprop_tui.ui.screens.closing import ClosesOnce
from backprop_tui.ui.screens.going import Travels
from backprop_tui.ui.screens.viewing import ViewScreen
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing

if TYPE_CHECKING:
    from backprop_tui.engine.runs.run import Run
    from backprop_tui.ui.session.session import Session


class Shares(Protocol):
    """What such a screen asks of the app."""

    def share(self, run: Run) -> None:
        """Show the command line that gives a run again where it is."""

    def catch_up(self) -> None:
        """Say what waited behind a dialog."""


class StepScreen(Travels, ClosesOnce, ViewScreen):
    """What the walk-through and the ledger have in common."""

    EXPLAINED: ClassVar[Sequence[Binding]] = ()
    """The keys that the help explains."""

    GIVES_WAY: ClassVar[str] = ""
    """The key that the last line leaves out in the past, for those that go back and on."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self.session = session
        self._snapshot = session.view.snapshot
        self._said = self._is_going = False
        self._unfollow: Callable[[], None] | None = None
        self.set_reactive(ViewScreen.look, look)

    def compose(self) -> ComposeResult:
        """Read the step, and make what shows it."""
        self._snapshot = self.session.view.snapshot
        self.read()
        self.set_reactive(ViewScreen.view, self.diagram_view())
        yield from self.parts()

    def parts(self) -> ComposeResult:
        """What the screen consists of."""
        raise NotImplementedError

    def read(self) -> None:
        """Read the step that would be taken next."""
        raise NotImplementedError

    def diagram_view(self) -> View:
        """What the diagram shows now."""
        raise NotImplementedError

    def idle_keys(self) -> frozenset[str]:
        """Ids of the keys that would do nothing now."""
        raise NotImplementedError

    def is_beyond(self, view: View) -> bool:
        """Whether there is no step here that could be looked at."""
        return False

    @property
    def idle_in_time(self) -> set[str]:
        """Of the keys that go back and on, and that which gives way to them, those to leave out."""
        return {self.GIVES_WAY if self.session.view.snapshot.is_past else "back.step"}

    def paint(self, look: Look) -> None:
        """Draw everything but the diagram and the keys."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Follow the run."""
        self.fit(*self.app.size)
        self.set_class(self.look is not None and not self.look.glyphs.unicode, "-ascii")
        self._unfollow = self.session.follow(self._follow)
        self._draw()
        # The run may have moved on while the screen was made.
        self._follow(self.session.view)

    def on_screen_resume(self) -> None:
        """What lay over the screen may have led to where there is no step."""
        if self.is_beyond(self.session.view):
            self.dismiss()
        else:
            # What was done there is answered here.
            cast(Shares, self.app).catch_up()

    def on_unmount(self) -> None:
        """Follow no more."""
        if self._unfollow is not None:
            self._unfollow()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the layout, and draw once it is made."""
        self.fit(*event.size)
        self.call_after_refresh(self._draw)

    def watch_look(self) -> None:
        super().watch_look()
        if self.is_mounted:
            self._draw()

    def action_help(self) -> None:
        """Explain every key and every mark."""
        if self.look is not None:
            from backprop_tui.ui.screens.help import Help

            keys = [*self.EXPLAINED, *EVERYWHERE]
            self.app.push_screen(Help(keys, self.look, self.session.view))

    def action_about(self) -> None:
        """Open the page on the experiment, as on the dashboard."""
        if self.look is not None and not self.has_class("-tiny"):
            from backprop_tui.ui.screens.about import About

            self.app.push_screen(About(self.look, self.session))

    def action_runs(self) -> None:
        """Open the table of runs, as on the dashboard."""
        if self.look is not None and not self.has_class("-tiny"):
            from backprop_tui.ui.screens.runs import RunsScreen

            self.app.push_screen(RunsScreen(self.session, self.look))

    @property
    def chosen(self) -> Run:
        """The run that it is about."""
        return self.session.runs.shown

    def action_share(self) -> None:
        """Show the command line that gives again what it is about."""
        cast(Shares, self.app).share(self.chosen)

    def say(self, text: str) -> None:
        """Show a message in place of others, as long as this screen shows what it is about."""
        if self.look is not None:
            self.app.clear_notifications()
            self.notify(self.look.glyphs(text))
            self._said = True

    def hush(self) -> None:
        """Take back what was said."""
        if self._said:
            self.app.clear_notifications()
            self._said = False

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, and take what was said along; or stay on the way to another moment."""
        if self.is_on_top and self.session.give_up():
            self.hush()
            return AwaitComplete()
        if self.is_on_top:
            self.hush()
        return super().dismiss(result)

    def show(self) -> None:
        """Draw the diagram and everything else."""
        self.view = self.diagram_view()
        self._draw()

    def spot(self, event: events.MouseEvent, drawing: Drawing) -> object | None:
        """What was clicked, if it was drawn in this drawing."""
        if event.widget is not drawing:
            return None
        offset = event.get_content_offset(drawing)
        return drawing.at(*offset) if offset is not None else None

    def _follow(self, view: View) -> None:
        """Another moment of the run means another step; the way there may be a long one."""
        way = view.run.going
        if way is not None and not self._is_going:
            self.say(f"On the way to step {way.step:,}; {way.leaving}.")
        self._is_going = way is not None
        if self.is_beyond(view):
            self.dismiss()
            return
        # A screen that is being closed has no parts any more.
        if view.snapshot is not self._snapshot and self in self.app.screen_stack:
            self._snapshot = view.snapshot
            self.hush()
            self.read()
            self.show()

    def _draw(self) -> None:
        if self.look is not None:
            self.idle = self.idle_keys()
            self.paint(self.look)
