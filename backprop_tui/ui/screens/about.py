"""What the experiment is about that runs on the screen below: where it comes from, what was
published of it, what to look at, how far it is, and what was said of it on the way.
"""

from __future__ import annotations

from textual.binding import Binding

from backprop_tui.report.text.about import Told, about, about_title
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.page import Page, beside
from backprop_tui.ui.session.session import Session

MOST = 9
"""What was said before these is long past."""


class About(Page):
    """The description of a session's experiment."""

    BINDINGS = [Binding("i", "dismiss", "close", show=False)]

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look)
        self._chosen = session.runs.chosen
        snapshot = session.view.snapshot
        self._step = snapshot.step
        self._told = list(about(self._chosen, snapshot))
        # The last word first: that is what somebody has just seen.
        said = reversed(session.told[-MOST:])
        self._said = [Told(f"step {told.step:,}", told.text) for told in said]

    def heading(self) -> str:
        # The run may go on below, and this page stays as it is.
        return f"{about_title(self._chosen)}, as of step {self._step:,}"

    def lines(self, width: int) -> list[str]:
        glyphs = self.look.glyphs
        lines: list[str] = []
        for heading, text in self._told:
            lines += beside(heading, glyphs(text), width)
        if self._said:
            lines += ["", "[b]What was said of this run[/]"]
        for heading, text in self._said:
            lines += beside(heading, glyphs(text), width)
        return lines
