"""What the experiment is about that runs on the screen below: where it comes from, what was
published of it, what to look at, and how far it is.
"""

from __future__ import annotations

from textual.binding import Binding

from backprop_tui.report.text.about import about, about_title
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.page import Page, beside
from backprop_tui.ui.session.session import Session


class About(Page):
    """The description of a session's experiment."""

    BINDINGS = [Binding("i", "dismiss", "close", show=False)]

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look)
        self._chosen = session.runs.chosen
        self._told = list(about(self._chosen, session.view.snapshot))

    def heading(self) -> str:
        return about_title(self._chosen)

    def lines(self, width: int) -> list[str]:
        glyphs = self.look.glyphs
        lines: list[str] = []
        for heading, text in self._told:
            lines += beside(heading, glyphs(text), width)
        return lines
