"""A page of text over the screen that it explains: it scrolls, goes from part to part, finds words,
and goes with a key. What is long is read here, and not while something moves.
"""

from __future__ import annotations

import textwrap

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from backprop_tui.engine.wording import counted
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.closing import ClosesOnce

OVERLAP = 1
"""Rows that two pages have in common."""

WIDEST = 78
"""Columns of a page at most."""

MARK_COLUMNS = 11
"""Columns of a mark."""


PART = "[b u]"
"""What the line begins with that is the heading of a part."""


def part(heading: str) -> str:
    """The heading of a part, in markup."""
    return f"{PART}{heading}[/]"


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
        Binding("tab", "part(1)", "next part", show=False, priority=True),
        Binding("shift+tab", "part(-1)", "previous part", show=False, priority=True),
        Binding("slash", "find", "find", show=False, priority=True),
    ]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.set_class(not look.glyphs.unicode, "-ascii")
        self._lines: list[str] = []
        self._wanted: str | None = None
        self._found: list[int] = []
        self._row = -1

    def heading(self) -> str:
        """What stands above it."""
        raise NotImplementedError

    def lines(self, width: int) -> list[str]:
        """Its lines of markup, of so many columns."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=False) as page:
            page.border_title = self.heading().replace("[", r"\[")
            self._lines = self.lines(min(WIDEST, self.app.size.width) - 7)
            yield Static("\n".join(self._lines))
            self._say(page)

    def _say(self, page: Widget) -> None:
        """Say in the frame which keys there are, or what is looked for and in how many lines."""
        if self._wanted is None:
            parts = any(line.startswith(PART) for line in self._lines)
            said = f"↑↓ PgUp PgDn{' · tab next part' * parts} · / finds · esc or q closes"
        else:
            count = len(self._found)
            found = f"in {counted(count, 'line')}" if count else "nowhere"
            found = found if self._wanted else "type a word"
            said = f"find {self._wanted}_ · {found} · enter next · esc ends"
        page.border_subtitle = self.look.glyphs.caption(said).replace("[", r"\[")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a word is typed all keys belong to it."""
        return self._wanted is None

    def action_find(self) -> None:
        """Let a word be typed that is looked for."""
        self._look_for("")

    def on_key(self, event: events.Key) -> None:
        """Take a letter of the word that is looked for."""
        if self._wanted is None:
            return
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self._look_for(None)
        elif event.key == "enter":
            self._go_on()
        elif event.key == "backspace":
            self._look_for(self._wanted[:-1])
        elif event.character is not None and event.is_printable:
            self._look_for(self._wanted + event.character)

    def _look_for(self, wanted: str | None) -> None:
        """Show where a word is, from what is seen on; `None` for no word any more."""
        self._wanted = wanted
        texts = [Content.from_markup(line).plain.casefold() for line in self._lines]
        self._found = [k for k, text in enumerate(texts) if wanted and wanted.casefold() in text]
        for page in self.query("#page"):
            if self._found:
                top = round(page.scroll_y)
                after = [row for row in self._found if row >= top]
                self._show(page, (after or self._found)[0])
            else:
                self._show(page, None)

    def _go_on(self) -> None:
        """Show the next line that has the word."""
        for page in self.query("#page"):
            after = [row for row in self._found if row > self._row]
            if self._found:
                self._show(page, (after or self._found)[0])

    def _show(self, page: Widget, row: int | None) -> None:
        """Bring a line into view and mark it; or mark none."""
        self._row = -1 if row is None else row
        lines = [f"[reverse]{line}[/]" if k == row else line for k, line in enumerate(self._lines)]
        page.query_one(Static).update("\n".join(lines))
        if row is not None:
            page.scroll_to(y=max(0, row - OVERLAP), animate=False)
        self._say(page)

    def action_part(self, direction: int) -> None:
        """Go to the next part, or to the one before."""
        parts = [row for row, line in enumerate(self._lines) if line.startswith(PART)]
        for page in self.query("#page"):
            top = round(page.scroll_y)
            if direction > 0:
                row = next((row for row in parts if row > top), None)
            else:
                row = next((row for row in reversed(parts) if row < top), 0)
            if row is not None:
                page.scroll_to(y=row, animate=False)

    def action_scroll(self, rows: int) -> None:
        """Move the page."""
        for page in self.query("#page"):
            page.scroll_relative(y=rows, animate=False)

    def action_page(self, pages: int) -> None:
        """Move by what can be seen at once, but for a row that is seen twice."""
        for page in self.query("#page"):
            self.action_scroll(pages * max(1, page.scrollable_content_region.height - OVERLAP))
