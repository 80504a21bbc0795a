"""A list to choose from, of what has too many names to go through one by one. What is typed leaves
those that hold it.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from backprop_tui.engine.wording import cut
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.screens.dialog import Question
from backprop_tui.ui.screens.settings.rows import Row
from backprop_tui.ui.sizes import is_tiny

NAME = 24
"""Columns of a name."""

WIDEST, FRAME = 84, 6
"""Columns of the list at most, and those of its frame and its scroll bar."""


class Chooser(Question):
    """The choices of a row; enter takes the lit one, esc leaves the row as it was.

    Args:
        row: Whose choices.
        present: The one that stands in the row.
        pick: Takes the one that is chosen.
        look: What it is drawn with.
    """

    BINDINGS = [
        Binding("down", "move('cursor_down')", "next", show=False),
        Binding("up", "move('cursor_up')", "previous", show=False),
        Binding("pagedown", "move('page_down')", "page down", show=False),
        Binding("pageup", "move('page_up')", "page up", show=False),
    ]

    def __init__(self, row: Row, present: str, pick: Callable[[str], None], look: Look) -> None:
        super().__init__()
        self._row, self._present, self._pick, self._look = row, present, pick, look
        self.set_class(not look.glyphs.unicode, "-ascii")
        self._names: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes="-chooser") as dialog:
            dialog.border_title = self._row.label
            dialog.border_subtitle = self._look.glyphs.caption(
                "type to search · ↑↓ · enter chooses · esc back"
            )
            field = Input(compact=True, placeholder="search")
            field.cursor_blink = False  # paused means silent
            yield field
            names = OptionList(compact=True)
            names.can_focus = False
            yield names

    def on_mount(self) -> None:
        """Show all of them, the present one lit."""
        self._fill("")
        if self._present in self._names:
            self.query_one(OptionList).highlighted = self._names.index(self._present)

    def on_resize(self, event: events.Resize) -> None:
        """Where there is no room leave it to the screen behind to say so."""
        self.set_class(is_tiny(*event.size), "-tiny")
        self.query_one(Input).focus()

    def _fill(self, text: str) -> None:
        """Show those that hold a text, in their name or in what is said of them."""
        plain, kind = text.strip().lower(), self._row.option.kind
        about = {name: kind.about(name) if name else "" for name in self._row.choices}
        named = self._row.matching(text)
        told = [name for name, said in about.items() if plain in said.lower()]
        self._names = tuple(dict.fromkeys((*named, *told)))
        glyphs, room = self._look.glyphs, min(WIDEST, self.app.size.width) - FRAME
        self.query_one(OptionList).set_options(
            Option(Content(glyphs(cut(f"{name or self._row.unset:<{NAME}}{about[name]}", room))))
            for name in self._names
        )
        if self._names:
            self.query_one(OptionList).highlighted = 0

    def on_input_changed(self, event: Input.Changed) -> None:
        """Leave those that hold what was typed."""
        event.stop()
        if event.value == event.input.value:
            self._fill(event.value)

    def on_input_submitted(self) -> None:
        """Take the lit one."""
        self._take(self.query_one(OptionList).highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the one that was clicked."""
        self._take(event.option_index)

    def _take(self, place: int | None) -> None:
        if self.is_on_top and place is not None and place < len(self._names):
            self._pick(self._names[place])
            self.dismiss()

    def action_move(self, how: str) -> None:
        """Light another one."""
        names = self.query_one(OptionList)
        if names.size.height:
            getattr(names, f"action_{how}")()
