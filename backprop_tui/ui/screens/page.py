"""A page of text over the screen that it explains: it scrolls, and goes with a key. What is long is
read here, and not while something moves.
"""

from __future__ import annotations

import textwrap

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.closing import ClosesOnce

OVERLAP = 1
"""Rows that two pages have in common."""

WIDEST = 78
"""Columns of a page at most."""

MARK_COLUMNS = 11
"""Columns of a mark."""


def beside(mark: str, text: str, width: int) -> list[str]:
    """A text in lines of markup beside what it explains, or below it if that is long."""
    left = MARK_COLUMNS + 2
    lines = textwrap.wrap(text, max(20, width - left), break_on_hyphens=False) or [""]
    first, *rest = (line.replace("[", r"\[") for line in lines)
    name = "[b]" + mark.rjust(MARK_COLUMNS).replace("[", r"\[") + "[/]"
    beginning = [f"{name}  {first}"] if len(mark) <= MARK_COLUMNS else [name, " " * left + first]
    return [*beginning, *(" " * left + line for line in rest)]


class Page(ClosesOnce, ModalScreen[None]):
    """One scrolling page."""

    BINDINGS = [
        Binding("escape,q,enter", "dismiss", "close", show=False),
        Binding("down,j", "scroll(1)", "down", show=False, priority=True),
        Binding("up,k", "scroll(-1)", "up", show=False, priority=True),
        Binding("space,pagedown", "page(1)", "page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "page up", show=False, priority=True),
        Binding("home", "page(-1000)", "first", show=False, priority=True),
        Binding("end", "page(1000)", "last", show=False, priority=True),
    ]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.set_class(not look.glyphs.unicode, "-ascii")

    def heading(self) -> str:
        """What stands above it."""
        raise NotImplementedError

    def lines(self, width: int) -> list[str]:
        """Its lines of markup, of so many columns."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=False) as page:
            page.border_title = self.heading().replace("[", r"\[")
            page.border_subtitle = self.look.glyphs.caption("↑↓ PgUp PgDn scroll · esc or q closes")
            yield Static("\n".join(self.lines(min(WIDEST, self.app.size.width) - 7)))

    def action_scroll(self, rows: int) -> None:
        """Move the page."""
        for page in self.query("#page"):
            page.scroll_relative(y=rows, animate=False)

    def action_page(self, pages: int) -> None:
        """Move by what can be seen at once, but for a row that is seen twice."""
        for page in self.query("#page"):
            self.action_scroll(pages * max(1, page.scrollable_content_region.height - OVERLAP))
