"""A pane is one rectangle of the screen that draws the view in its own way, and tells what somebody
clicked in it. The frame and the title are a container's; the drawing inside sends only the rows
that changed since the last one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar, TypeAlias

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message

from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing

FRAME = 4
"""Columns of a pane's border that no text may take, beyond those of its frame."""

Painter: TypeAlias = Callable[[Canvas, View], None]
"""What draws a view on a canvas."""


@lru_cache(256)
def _columns(markup: str) -> int:
    """Columns that markup takes on the screen; not everything in brackets is a tag."""
    return Content.from_markup(markup).cell_length


class Pane(Container, can_focus=True, can_focus_children=False):
    """A bordered rectangle around one drawing.

    Subclasses say what they are called and paint a view on a canvas.
    """

    ALLOW_MAXIMIZE = True

    HEADING: ClassVar[str] = ""
    """What the pane is called."""

    MARKS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """What the help says of it: every mark, and what that means."""

    class Picked(Message):
        """Somebody clicked on something that was drawn: a case's number or a unit."""

        def __init__(self, target: object) -> None:
            super().__init__()
            self.target = target

    def __init__(self, number: int, id: str) -> None:
        super().__init__(id=id)
        self.number = number
        self._drawing = Drawing(self.paint)
        self._shown: tuple[View, Look] | None = None
        self._told: tuple[object, ...] = ()
        self._heading = ("", "")

    def compose(self) -> ComposeResult:
        yield self._drawing

    def paint(self, canvas: Canvas, view: View) -> None:
        """Draw the view; the only thing that a subclass must do."""
        raise NotImplementedError

    def depends(self, view: View) -> object:
        """What of a view is shown; as long as it stays the same, nothing is painted again."""
        return view

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

    def draw(self, view: View, look: Look) -> None:
        """Show a view in place of the last one, if that is due and shows anything else."""
        if self.is_due(view):
            self._shown = view, look
            told = (self.depends(view), look, self._drawing.size)
            if told != self._told:
                self._told = told
                self._tell(view, look)

    def on_resize(self) -> None:
        if self._shown is not None:
            self.draw(*self._shown)

    @property
    def look(self) -> Look | None:
        """What it is drawn with."""
        return self._shown[1] if self._shown is not None else None

    def _tell(self, view: View, look: Look) -> None:
        """Hand the view to the drawing, and say in the border what has changed there."""
        self._drawing.draw(view, look)
        # Before the first layout a guess will do: what is said seldom depends on the size.
        width, height = self._drawing.size if self._drawing.size.area else (38, 9)
        glyphs = look.glyphs
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
