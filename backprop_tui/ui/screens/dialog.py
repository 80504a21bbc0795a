"""A dialog asks for a few values at once, over the screen that they belong to. It takes all of them
or none, and says in one sentence why not.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from backprop_tui.engine.errors import BadSetting
from backprop_tui.ui.screens.closing import ClosesOnce
from backprop_tui.ui.sizes import is_tiny


class Question(ClosesOnce, ModalScreen[None]):
    """Asks for something over another screen; esc leaves all as it was."""

    BINDINGS = [Binding("escape", "dismiss", "cancel", show=False)]


class Dialog(Question):
    """A few fields to fill in; enter applies them."""

    BINDINGS = [
        Binding("down", "app.focus_next", "next field", show=False),
        Binding("up", "app.focus_previous", "previous field", show=False),
    ]
    TITLE_TEXT = ""

    def fields(self) -> Iterator[tuple[str, str, str]]:
        """Name, what is allowed, and the present value of every field."""
        raise NotImplementedError

    def apply(self, typed: dict[str, str]) -> None:
        """Make the change.

        Raises:
            BadSetting: If it is refused; nothing has changed then.
        """
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = self.TITLE_TEXT
            fields = list(self.fields())
            move = "↑↓ next field · " if len(fields) > 1 else ""
            dialog.border_subtitle = f"{move}enter applies · esc cancels"
            for name, allowed, value in fields:
                yield Static(f"{name}: {allowed}", markup=False)
                field = Input(value, id=f"field-{name.replace(' ', '-')}", compact=True)
                field.cursor_blink = False  # paused means silent
                yield field
            yield Static("", id="refusal", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Where there is no room leave it to the screen behind to say so."""
        tiny = is_tiny(*event.size)
        self.set_class(tiny, "-tiny")
        if not tiny and self.focused is None:
            self.focus_next()

    def on_input_submitted(self) -> None:
        """Apply what was typed, or say why not."""
        if not self.is_on_top:
            return  # applied already
        names = [name for name, _, _ in self.fields()]
        typed = {
            name: field.value.strip() for name, field in zip(names, self.query(Input), strict=True)
        }
        try:
            self.apply(typed)
        except BadSetting as refusal:
            said = self.query_one("#refusal", Static)
            said.update(str(refusal))
            # Where the fields fill the screen, it is below them.
            self.call_after_refresh(said.scroll_visible, animate=False)
        else:
            self.dismiss()
