"""A pane is one rectangle of the screen that draws the view in its own way, and tells what somebody
clicked in it. It draws its frame too: a title that changes is a row that changes, like any other.
"""

from __future__ import annotations

import math
import time
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.drawing.frames import Caption, Frame, Word, plain, spoken
from backprop_tui.ui.drawing.glyphs import Glyphs
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing

FRAME = 4
"""Columns of a border that no text may take, beyond those of the lines beside it."""

WHEEL = 3
"""Rows that a turn of the mouse wheel passes."""


class Pane(Drawing, can_focus=True):
    """A framed drawing of a view.

    Subclasses say what they are called, what of a view they depend on, and paint it on a canvas.
    """

    ALLOW_MAXIMIZE = True

    HEADING: ClassVar[str] = ""
    """What the pane is called."""

    MARKS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """What the help says of it: every mark, and what that means."""

    REST: ClassVar[float] = 0.0
    """Seconds between two drawings while training, for a pane that costs much to draw."""

    class Picked(Message):
        """Somebody clicked on something that was drawn: a case's number or a unit."""

        def __init__(self, target: object) -> None:
            super().__init__()
            self.target = target

    class Scrolled(Message):
        """Somebody turned the wheel over a table."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, number: int, id: str) -> None:
        super().__init__(self.paint, id)
        self.number = number
        self._blanks = 0
        self._painted: object = None
        self._painted_at = -math.inf
        self._frame: Frame | None = None
        self._sides = (Segment(""), Segment(""), Segment(""))
        self._borders: tuple[Strip, ...] = ()
        self._captions: tuple[tuple[Word, ...], tuple[Word, ...]] = ((), ())
        self._meant: object = None
        self._spoken: tuple[tuple[Word, ...], tuple[Word, ...]] = ((), ())

    def paint(self, canvas: Canvas, view: View) -> None:
        """Draw the view; the only thing that a subclass must do."""
        raise NotImplementedError

    def depends(self, record: View) -> object:
        """What of a view is shown; as long as it stays the same, nothing is painted again."""
        return record

    def title(self, view: View) -> tuple[Word, ...]:
        """What the upper border says after the pane's number."""
        return (Word(self.HEADING, "foreground", bold=True),)

    def subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        """What the lower border may say, the best first; it should change rarely."""
        return ()

    def lacking(self, view: View) -> str:
        """What the network of a view lacks for this pane; empty if there is all that it needs.

        A pane that lacks something is left out of the layout, and the others have its room. Asked
        for by its number it is shown all the same and says just this: "needs one hidden layer;
        this network has none". It may depend on the experiment alone.
        """
        return ""

    def turned(self, view: View, direction: int) -> dict[str, object]:
        """What changes of the gaze when other axes are asked for; nothing if there is one way.

        Args:
            view: What is shown.
            direction: 1 for the next way, -1 for the one before.
        """
        return {}

    def is_due(self, view: View) -> bool:
        """Whether this view should be drawn now; a costly pane lets some frames pass.

        Whatever somebody asks for is shown at once: only what training changes may wait.
        """
        return self._shown is None or view.gaze != self._shown[0].gaze or not self._rests(view)

    def _rests(self, view: View) -> bool:
        """Whether what training changes may wait."""
        return view.run.training and time.monotonic() - self._painted_at < self.REST

    def _moment(self, view: View) -> View:
        """What of a view is drawn now: all of it, or no more than what somebody asked for.

        A pane that rests stays at its moment, and only shows it in the way that is asked for: a
        key is answered sooner if nothing else is drawn, and sent, with its answer.
        """
        shown = self._shown[0].snapshot if self._shown is not None else None
        if shown is None or shown.experiment is not view.snapshot.experiment:
            return view
        return view.at(shown) if self._rests(view) else view

    @property
    def captions(self) -> tuple[str, str]:
        """What the upper and the lower border say."""
        title, subtitle = self._captions
        return plain(title), plain(subtitle)

    @property
    def look(self) -> Look | None:
        """What it is drawn with."""
        return self._shown[1] if self._shown is not None else None

    @property
    def cases_shown(self) -> int:
        """How many cases have a row here; 0 if this is no table of cases."""
        targets = {spot.target for spot in self.canvas.spots} if self.canvas is not None else set()
        return sum(isinstance(target, int) for target in targets)

    @property
    def rows_beyond(self) -> int:
        """How many rows there are to scroll to after that of the last case."""
        return 0

    @property
    def blanks(self) -> int:
        """Columns between the frame and the drawing, at each side."""
        return self._blanks

    @blanks.setter
    def blanks(self, columns: int) -> None:
        if columns != self._blanks:
            self._blanks = columns
            self.on_resize()

    @property
    def room(self) -> Region:
        """What is within the frame."""
        width, height = self.size
        across = 1 + self._blanks
        return Region(across, 1, max(0, width - 2 * across), max(0, height - 2))

    def draw(self, record: View, look: Look) -> None:
        """Draw a view in place of the last one, if that is due."""
        if self._is_hidden:
            super().draw(record, look)
        elif self.is_due(record):
            super().draw(self._moment(record), look)

    def _fits(self) -> bool:
        return super()._fits() and self._frame == self._present_frame()

    def _update(self) -> list[Region]:
        """Make a new canvas, and say in the frame what has changed there."""
        if self._shown is None or (self.is_attached and not self.size.area):
            return []  # drawn when it has a size
        view, look = self._shown
        if view.snapshot is not self._painted:
            self._painted, self._painted_at = view.snapshot, time.monotonic()
        frame = self._present_frame()
        if frame is not None and frame != self._frame:
            self._frame, self._borders = frame, ()
            self._sides = (*frame.sides(), frame.lit_side())
            self._canvas = None  # every row ends in another one
        changed = super()._update()
        captions = self._speak(view, look.glyphs)
        if frame is not None and (captions != self._captions or not self._borders):
            width, height = self.size
            borders = frame.top(captions[0]), frame.bottom(captions[1])
            places = zip((0, height - 1), self._captions, captions, strict=True)
            changed += [Region(0, y, width, 1) for y, old, new in places if old != new]
            self._captions, self._borders = captions, borders
        return changed

    def _speak(self, view: View, glyphs: Glyphs) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """What the borders say of a view; in most frames it is what they say already."""
        # Before the first layout a guess will do: what is said seldom depends on the size.
        room = self.room
        width, height = room.size if room.area else (38, 9)
        meant = self.title(view), self.subtitles(view, width, height), glyphs, width
        if meant != self._meant:
            self._meant = meant
            subtitles = (spoken(said, glyphs) for said in meant[1])
            self._spoken = (
                spoken((Word(f"{self.number} ", "forward", bold=True), *meant[0]), glyphs),
                next((said for said in subtitles if len(plain(said)) <= width - FRAME), ()),
            )
        return self._spoken

    def line(self, segments: list[Segment], width: int, beside: bool) -> Strip:
        """A row of the drawing with the frame at its ends."""
        return Strip((self._sides[0], *segments, self._sides[1 + beside]), width)

    def strips(self) -> list[Strip]:
        """The rows of the drawing between the borders."""
        return [*self._borders[:1], *self._strips, *self._borders[1:]]

    def _present_frame(self) -> Frame | None:
        """The frame as it should be."""
        if self._shown is None:
            return None
        inks, typed = self._shown[1].inks, not self._shown[1].glyphs.unicode
        lines = "ascii" if typed else "heavy" if self.has_focus else "round"
        line = inks.forward if self.has_focus else inks.typed_line if typed else inks.line
        return Frame(inks, lines, line, self.size.width, self._blanks)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw another frame."""
        super().watch_has_focus(has_focus)
        self.on_resize()

    def on_click(self, event: events.Click) -> None:
        """Focus the pane and tell what was clicked."""
        self.focus()
        target = self.at(event.x, event.y)
        if target is not None:
            self.post_message(self.Picked(target))

    def on_mouse_scroll_down(self) -> None:
        self._turn(1)

    def on_mouse_scroll_up(self) -> None:
        self._turn(-1)

    def _turn(self, direction: int) -> None:
        """Go some rows of a table on or back, fewer than can be seen at once."""
        shown = self.cases_shown
        if shown:
            self.post_message(self.Scrolled(direction * max(1, min(WHEEL, shown // 2))))
