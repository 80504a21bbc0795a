"""A pane is one rectangle of the screen that draws the view in its own way, and tells what somebody
clicked in it. The frame and the title are a container's; the drawing inside sends only the rows
that changed since the last one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ClassVar, TypeAlias

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from backprop_tui.ui.canvas import Canvas, Look
from backprop_tui.ui.view import View

FRAME = 4
"""Columns of a pane's border that no text may take, beyond those of its frame."""

Painter: TypeAlias = Callable[[Canvas, View], None]
"""What draws a view on a canvas."""


class Drawing(Widget):
    """Draws a record on canvases; refreshes the rows in which a new one differs from the last."""

    ALLOW_SELECT = False

    def __init__(self, paint: Callable[[Canvas, Any], None]) -> None:
        super().__init__()
        self._paint = paint
        self._shown: tuple[Any, Look] | None = None
        self._canvas: Canvas | None = None
        self._strips: list[Strip] = []

    @property
    def canvas(self) -> Canvas | None:
        """What was drawn last, if anything."""
        return self._canvas

    def draw(self, view: Any, look: Look) -> None:
        """Draw a view in place of the last one; rows that stay are not sent again."""
        before = self._canvas
        same = self._shown == (view, look)
        if same and before is not None and (before.width, before.height) == self.size:
            return
        self._shown = view, look
        rows = self._update()
        if rows and self._canvas is not None:
            whole = before is None or len(rows) == self._canvas.height
            self.refresh(*([] if whole else _regions(rows, self._canvas.width)))

    def _update(self) -> list[int]:
        """Make a new canvas; returns the rows that changed."""
        width, height = self.size
        if self._shown is None or width <= 0 or height <= 0:
            self._canvas = None  # what it shows is old by the time it is seen again
            return []
        view, look = self._shown
        canvas = Canvas(width, height, look)
        self._paint(canvas, view)
        rows = canvas.changed_rows(self._canvas)
        if len(self._strips) != height:
            self._strips = [Strip.blank(width)] * height
        for y in rows:
            self._strips[y] = canvas.strip(y)
        self._canvas = canvas
        return rows

    def render_line(self, y: int) -> Strip:
        """A row; the first that is asked for after a change of size draws them all."""
        canvas = self._canvas
        if canvas is None or (canvas.width, canvas.height) != self.size:
            self._update()
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width)

    def on_show(self) -> None:
        """What changed while the widget was hidden is not known to the screen."""
        self.refresh()

    def at(self, x: int, y: int) -> object | None:
        """What was drawn in a cell, if it can be pointed at."""
        return self._canvas.at(x, y) if self._canvas else None


@lru_cache(256)
def _columns(markup: str) -> int:
    """Columns that markup takes on the screen; not everything in brackets is a tag."""
    return Content.from_markup(markup).cell_length


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

    view: reactive[View | None] = reactive(None, repaint=False)
    """The record that is drawn; bound to the dashboard's."""

    look: reactive[Look | None] = reactive(None, repaint=False)
    """Colours and marks; bound to the dashboard's."""

    class Picked(Message):
        """Somebody clicked on something that was drawn: a case's number or a unit."""

        def __init__(self, target: object) -> None:
            super().__init__()
            self.target = target

    def __init__(self, number: int, id: str) -> None:
        super().__init__(id=id)
        self.number = number
        self._drawing = Drawing(self.paint)
        self._heading = ("", "")

    def compose(self) -> ComposeResult:
        yield self._drawing

    def paint(self, canvas: Canvas, view: View) -> None:
        """Draw the view; the only thing that a subclass must do."""
        raise NotImplementedError

    def title(self, view: View) -> str:
        """What the upper border says after the pane's number, as markup."""
        return f"[b $foreground]{self.HEADING}[/]"

    def subtitles(self, view: View, width: int, height: int) -> tuple[str, ...]:
        """What the lower border may say, as markup, the best first; it should change rarely."""
        return ()

    def is_due(self, view: View) -> bool:
        """Whether this view should be drawn now; a costly pane may let some frames pass."""
        return True

    @property
    def cases_shown(self) -> int:
        """How many cases have a row here; 0 if this is no table of cases."""
        canvas = self._drawing.canvas
        targets = {spot.target for spot in canvas.spots} if canvas is not None else set()
        return sum(isinstance(target, int) for target in targets)

    def watch_view(self, view: View | None) -> None:
        if view is not None and self.is_due(view):
            self._tell(view)

    def watch_look(self) -> None:
        if self.view is not None:
            self._heading = ("", "")
            self._tell(self.view)

    def on_resize(self) -> None:
        if self.view is not None:
            self._tell(self.view)

    def _tell(self, view: View) -> None:
        """Hand the view to the drawing, and say in the border what has changed there."""
        if self.look is None:
            return
        self._drawing.draw(view, self.look)
        # Before the first layout a guess will do: what is said seldom depends on the size.
        width, height = self._drawing.size if self._drawing.size.area else (38, 9)
        glyphs = self.look.glyphs
        said = (glyphs.caption(text) for text in self.subtitles(view, width, height))
        heading = (
            glyphs(f"[b $nn-fwd]{self.number}[/] {self.title(view)}"),
            next((text for text in said if _columns(text) <= width - FRAME), ""),
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
