"""A pane is one rectangle of the screen that draws the view in its own way, and tells what somebody
clicked in it. The frame and the title are a container's; the drawing inside sends only the rows
that changed since the last one.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from backprop_tui.ui.canvas import Canvas, Look
from backprop_tui.ui.view import View


class Drawing(Widget):
    """Shows canvases; refreshes the rows in which a new one differs from the one before."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._canvas: Canvas | None = None
        self._strips: list[Strip] = []

    def show(self, canvas: Canvas) -> None:
        """Draw `canvas` in place of the last one."""
        rows = canvas.changed_rows(self._canvas)
        if len(rows) == canvas.height:
            self._strips = [canvas.strip(y) for y in rows]
        else:
            for y in rows:
                self._strips[y] = canvas.strip(y)
        self._canvas = canvas
        if rows:
            self.refresh(*_regions(rows, canvas.width))

    def render_line(self, y: int) -> Strip:
        """A row as it was last drawn."""
        if y < len(self._strips):
            return self._strips[y].crop(0, self.size.width)
        return Strip.blank(self.size.width, self.rich_style)

    def at(self, x: int, y: int) -> object | None:
        """What was drawn in a cell, if it can be pointed at."""
        return self._canvas.at(x, y) if self._canvas else None


def _regions(rows: list[int], width: int) -> list[Region]:
    """Rows as few rectangles: neighbours share one."""
    regions: list[Region] = []
    for y in rows:
        if regions and regions[-1].bottom == y:
            last = regions.pop()
            regions.append(Region(0, last.y, width, last.height + 1))
        else:
            regions.append(Region(0, y, width, 1))
    return regions


class Pane(Container, can_focus=True, can_focus_children=False):
    """A bordered rectangle around one drawing.

    Subclasses say what they are called and paint a view on a canvas.
    """

    ALLOW_MAXIMIZE = True

    HEADING: ClassVar[str] = ""
    """What the pane is called."""

    view: reactive[View | None] = reactive(None)
    """The record that is drawn; bound to the dashboard's."""

    look: reactive[Look | None] = reactive(None)
    """Colours and marks; bound to the dashboard's."""

    class Picked(Message):
        """Somebody clicked on something that was drawn: a case's number or a unit."""

        def __init__(self, target: object) -> None:
            super().__init__()
            self.target = target

    def __init__(self, number: int, id: str) -> None:
        super().__init__(id=id)
        self.number = number
        self._drawing = Drawing()
        self._heading = ("", "")

    def compose(self) -> ComposeResult:
        yield self._drawing

    def paint(self, canvas: Canvas, view: View) -> None:
        """Draw the view; the only thing that a subclass must do."""
        raise NotImplementedError

    def title(self, view: View) -> str:
        """What the upper border says after the pane's number, as markup."""
        return f"[b $foreground]{self.HEADING}[/]"

    def subtitle(self, view: View, width: int, height: int) -> str:
        """What the lower border says, as markup; it should change rarely."""
        return ""

    def is_due(self, view: View) -> bool:
        """Whether this view should be drawn now; a costly pane may let some frames pass."""
        return True

    def watch_view(self, view: View | None) -> None:
        if view is not None and self.is_due(view):
            self.repaint()

    def watch_look(self) -> None:
        self.repaint()

    def on_resize(self) -> None:
        self.repaint()

    def repaint(self) -> None:
        """Draw the present view, if there is one and room for it."""
        width, height = self._drawing.size
        view, look = self.view, self.look
        if view is None or look is None or width <= 0 or height <= 0:
            return
        canvas = Canvas(width, height, look)
        self.paint(canvas, view)
        self._drawing.show(canvas)
        heading = (
            look.glyphs(f"[b $nn-fwd]{self.number}[/] {self.title(view)}"),
            look.glyphs(self.subtitle(view, width, height)),
        )
        # A border costs a whole pane to send again, so only when it says something new.
        if heading != self._heading:
            self._heading = heading
            self.border_title, self.border_subtitle = heading

    def on_click(self, event: events.Click) -> None:
        """Focus the pane and tell what was clicked."""
        self.focus()
        offset = event.get_content_offset(self._drawing)
        target = self._drawing.at(*offset) if offset is not None else None
        if target is not None:
            self.post_message(self.Picked(target))
