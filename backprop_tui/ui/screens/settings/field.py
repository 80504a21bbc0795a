"""The field in which the marked row is typed. Where a row is chosen rather than typed, the keys
that would move the cursor choose.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding
from textual.widgets import Input
from textual.widgets.input import Selection


class Field(Input):
    """A line of text over the value of a row."""

    BINDINGS = [
        Binding("left", "turn(-1)", "previous", show=False),
        Binding("right", "turn(1)", "next", show=False),
        Binding("space", "list", "list", show=False, priority=True),
        Binding("plus", "layer(1)", "a layer more", show=False, priority=True),
        Binding("minus", "layer(-1)", "a layer less", show=False, priority=True),
    ]

    def __init__(
        self,
        turn: Callable[[int], bool],
        unfold: Callable[[], None],
        grow: Callable[[int], None],
        has: Callable[[str], bool],
    ) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False  # paused means silent
        self._turn, self._unfold, self._grow, self._has = turn, unfold, grow, has

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to the text where they are letters of it."""
        if action in ("list", "layer"):
            return self._has(action)
        return super().check_action(action, parameters)

    def action_turn(self, direction: int) -> None:
        """Choose the next or the previous, or move the cursor."""
        if not self._turn(direction):
            if direction < 0:
                self.action_cursor_left()
            else:
                self.action_cursor_right()

    def action_list(self) -> None:
        """Choose from a list."""
        self._unfold()

    def action_layer(self, count: int) -> None:
        """A layer more or less."""
        self._grow(count)

    def show(self, text: str) -> None:
        """Have another text, which what is typed next replaces."""
        with self.prevent(Input.Changed):
            self.value = text
        self.action_select_all()

    @property
    def part(self) -> int | None:
        """The part between commas in which the cursor is, from 0; `None` where all are selected."""
        start, end = sorted(self.selection)
        if "," in self.value[start:end]:
            return None
        return self.value[:start].count(",")

    def select_part(self, part: int) -> None:
        """Select a part between commas, so that what is typed next replaces it alone."""
        parts = self.value.split(",")
        start = sum(len(each) + 1 for each in parts[:part])
        self.selection = Selection(start, start + len(parts[part]))
