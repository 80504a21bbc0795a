"""What is asked in one line, over the keys, so that all that it is about can still be seen: where
to go, what a mark is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from backprop_tui.engine.errors import BadSetting
from backprop_tui.report.going import examples, skipped_text
from backprop_tui.ui.screens.dialog import Question
from backprop_tui.ui.sizes import is_tiny

if TYPE_CHECKING:
    from backprop_tui.ui.session.session import Session


BESIDE = 3
"""Columns of the line that are neither what is asked nor what is typed."""


class OneLine(Question):
    """Asks for one text; enter applies it."""

    PROMPT = ""
    """What is asked for."""

    @property
    def value(self) -> str:
        """What is there already, to be changed."""
        return ""

    @property
    def hints(self) -> tuple[str, ...]:
        """What can be typed, the longest first."""
        raise NotImplementedError

    def apply(self, typed: str) -> None:
        """Do what was asked for.

        Raises:
            BadSetting: If it is refused; nothing has changed then.
        """
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(id="one-line"):
            yield Static("", id="refusal", markup=False)
            with Horizontal():
                yield Static(self.PROMPT, id="prompt", markup=False)
                field = Input(self.value, compact=True)
                field.cursor_blink = False  # paused means silent
                yield field

    def on_resize(self, event: events.Resize) -> None:
        """Where there is no room leave it to the screen behind to say so; hint what fits."""
        room = event.size.width - len(self.PROMPT) - BESIDE
        fitting = (hint for hint in self.hints if len(hint) <= room)
        self.query_one(Input).placeholder = next(fitting, "")
        tiny = is_tiny(*event.size)
        self.set_class(tiny, "-tiny")
        if not tiny and self.focused is None:
            self.focus_next()

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Apply what was typed, or say why not."""
        if not self.is_on_top:
            return  # applied already
        try:
            self.apply(submitted.value.strip())
        except BadSetting as refusal:
            self.query_one("#refusal", Static).update(str(refusal))
            self.query_one("#one-line").add_class("-refused")
        else:
            self.dismiss()


class GoTo(OneLine):
    """Asks for a moment of the run."""

    PROMPT = "go to"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    @property
    def hints(self) -> tuple[str, ...]:
        snapshot = self._session.view.snapshot
        whole, cases = examples(snapshot), len(snapshot.right)
        few = f"360, -50, {cases}/{cases}, solved"
        skipped = next((mark for mark in snapshot.marks if mark.skips), None)
        if skipped is not None:
            said = skipped_text(skipped)
            return f"360, loss<.1, end, a mark; {said}", f"a step, a mark; {said}", said, few
        return f"{whole} or a mark", f"{few}, start or a mark", f"{few}, a mark", "a step, a mark"

    def apply(self, typed: str) -> None:
        if typed:
            self._session.go_where(typed)


class NameMark(OneLine):
    """Asks what a mark at this step is called."""

    PROMPT = "mark this step as"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._called = session.name_here

    @property
    def value(self) -> str:
        return self._called

    @property
    def hints(self) -> tuple[str, ...]:
        return (
            "nothing takes the name away" if self._called else "a name to go to it by",
            "a name",
        )

    def apply(self, typed: str) -> None:
        if self._called and not typed:
            self._session.unmark()
        elif typed != self._called or not typed:
            self._session.mark(typed)
