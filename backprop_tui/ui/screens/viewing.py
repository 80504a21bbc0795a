"""A screen is drawn from one view with one look: whenever either changes, or another key would do
nothing, it hands them to all that draws on it. Each drawing knows what of a view it depends on, and
is painted again for that alone.
"""

from __future__ import annotations

from textual.reactive import reactive
from textual.screen import Screen

from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.sizes import size_classes
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing
from backprop_tui.ui.widgets.header import Header
from backprop_tui.ui.widgets.key_bar import KeyBar
from backprop_tui.ui.widgets.pane import Pane


class ViewScreen(Screen[None]):
    """What all screens that show the network have in common."""

    AUTO_FOCUS = ""
    BLANK = True

    view: reactive[View | None] = reactive(None, repaint=False)
    """The record that everything on the screen is drawn from."""

    look: reactive[Look | None] = reactive(None, repaint=False)
    """Colours and marks."""

    idle: reactive[frozenset[str]] = reactive(frozenset(), repaint=False)
    """Ids of the keys that would do nothing now; the last line leaves them out."""

    _drawings: tuple[Drawing | Pane, ...] = ()
    _key_bars: tuple[KeyBar, ...] = ()

    def on_mount(self) -> None:
        """Find out who draws the view; from now on they are handed it."""
        self._drawings = (*self.query(Header), *self.query(Pane))
        self._key_bars = (*self.query(KeyBar),)
        self.watch_look()

    def draw_on(self, drawing: Drawing | Pane) -> None:
        """Hand the view to one drawing more from now on."""
        if drawing not in self._drawings:
            self._drawings = (*self._drawings, drawing)
        if self.view is not None and self.look is not None:
            drawing.draw(self.view, self.look)

    def watch_view(self) -> None:
        if self.view is not None and self.look is not None:
            for drawing in self._drawings:
                drawing.draw(self.view, self.look)

    def watch_idle(self) -> None:
        if self.look is not None:
            for bar in self._key_bars:
                bar.draw(self.idle, self.look)

    def watch_look(self) -> None:
        self.watch_view()
        self.watch_idle()

    def fit(self, width: int, height: int) -> None:
        """Choose the layout for a size, before it is made."""
        self.update_classes(size_classes(width, height))
