"""Going back and forth in a run, with the same keys on every screen that shows a moment of it. The
session goes; what has to be typed is asked in one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from textual.screen import Screen

from backprop_tui.ui.link.turnstile import Turnstile

if TYPE_CHECKING:
    from backprop_tui.ui.session.session import Session

    _Screen = Screen[None]
else:
    # The toolkit takes a screen's style from its first base that is one: this must be none.
    _Screen = object


class Linked(Protocol):
    """What such a screen asks of the app.

    Attributes:
        turnstile: Knows how often a key was pressed that is held down.
    """

    turnstile: Turnstile


class Travels(_Screen):
    """Written before the class of a screen, lets its keys go back and forth.

    Attributes:
        session: Whose run it is.
    """

    session: Session

    def setting_out(self) -> None:
        """Somebody is about to go to another moment."""

    def action_travel(self, steps: int) -> None:
        """Go some steps back or on."""
        self.setting_out()
        self.session.go_by(steps, cast(Linked, self.app).turnstile.times)

    def action_mark(self, direction: int) -> None:
        """Go to the mark before or after."""
        self.setting_out()
        self.session.go_to_mark(direction)

    def action_go_to(self) -> None:
        """Ask for a moment of the run, and go there."""
        from backprop_tui.ui.screens.one_line import GoTo

        if not self.has_class("-tiny"):
            self.setting_out()
            self.app.push_screen(GoTo(self.session))

    def action_name_mark(self) -> None:
        """Give this step a name, or another one, or take it away."""
        from backprop_tui.ui.screens.one_line import NameMark

        if not self.has_class("-tiny"):
            self.session.stop()
            self.app.push_screen(NameMark(self.session))
