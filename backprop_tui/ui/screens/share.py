"""The command line that gives again what is on the screen, to be sent to somebody else. It goes to
the clipboard of the terminal, which never says whether it came; so it stands there to be read, too.
"""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from backprop_tui.report.command import shell_lines
from backprop_tui.terminal.clipboard import CONDITIONS
from backprop_tui.terminal.found import Terminal, find_terminal
from backprop_tui.ui.drawing.glyphs import Glyphs
from backprop_tui.ui.screens.dialog import Question
from backprop_tui.ui.session.shared import Shared
from backprop_tui.ui.sizes import is_tiny

NARROWEST = 60
AROUND = 6
"""Columns of its frame and of the blanks beside a line."""

SENT = (
    "Sent to the terminal's clipboard, which gives no answer. If nothing can be pasted: select it "
    "here with the mouse, in most terminals with shift."
)


OTHERWISE = "Letters that are not drawn here stand as others; those that were sent are right."


def remarks(shared: Shared, glyphs: Glyphs, terminal: Terminal) -> list[str]:
    """What there is to say of a line, a sentence or two each.

    Args:
        shared: The line, with what else somebody should know.
        glyphs: What it is drawn with.
        terminal: What is known of where it goes.
    """
    said = [*shared.said]
    if shared.command:
        said.append(SENT)
    if shared.command and terminal.multiplexer in CONDITIONS:
        said.append(CONDITIONS[terminal.multiplexer])
    if glyphs(shared.command) != shared.command:
        said.append(OTHERWISE)
    return said


class Share(Question):
    """Shows a command line, and sends it to the terminal's clipboard.

    Args:
        shared: The line, with what else there is to say of it.
        glyphs: What is drawn with.
    """

    BINDINGS = [Binding("y,enter,q", "dismiss", "close", show=False)]

    def __init__(self, shared: Shared, glyphs: Glyphs) -> None:
        super().__init__()
        self.set_class(not glyphs.unicode, "-ascii")
        self._command, self._glyphs = shared.command, glyphs
        self._said = remarks(shared, glyphs, find_terminal())

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes="-share") as dialog:
            dialog.border_title = self._glyphs("The same again, to the last bit")
            dialog.border_subtitle = self._glyphs.caption("esc closes")
            yield Static(id="command", markup=False)
            yield Static(self._glyphs("\n".join(self._said)), id="said", markup=False)

    def on_mount(self) -> None:
        """Send it."""
        self._fit(self.app.size.width)
        if self._command:
            self.app.copy_to_clipboard(self._command)

    def on_resize(self, event: events.Resize) -> None:
        """Break the line anew; where there is no room leave it to the screen behind to say so."""
        self.set_class(is_tiny(*event.size), "-tiny")
        self._fit(event.size.width)

    def _fit(self, columns: int) -> None:
        """Be as wide as the line, as far as there is room."""
        width = min(columns, max(NARROWEST, len(self._command) + AROUND))
        self.query_one("#dialog").styles.width = width
        lines = shell_lines(self._command, max(NARROWEST // 2, width - AROUND))
        self.query_one("#command", Static).update(self._glyphs("\n".join(lines)))
