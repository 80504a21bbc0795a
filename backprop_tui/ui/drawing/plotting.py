"""A curve as rows of characters, drawn by plotext: braille dots, or letters where there is no
braille. A curve that only stands beside another one is broken, so that no colour is needed to tell
them apart.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import NamedTuple

from backprop_tui.ui.drawing.canvas import BRAILLE

TYPED_DOT = "*"
"""What a curve is made of without braille."""


class Broken(NamedTuple):
    """How a curve that only stands beside another one is broken.

    Attributes:
        on: So many of its dots along the diagonal are drawn, and as many are not.
        typed: What it is made of without braille.
    """

    on: int
    typed: str


DOTTED, DASHED = Broken(2, "."), Broken(4, "o")
"""That of the right run beside a wrong one; that of test cases beside those that are learnt."""


TURN = 0.0001
"""Seconds of work on loading after which a key may come in between."""

BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The dots of a braille character, row by row."""


class Axis(NamedTuple):
    """The range of an axis and its ticks."""

    low: float
    high: float
    ticks: list[float]
    labels: list[str]


def broken(rows: list[str], how: Broken = DOTTED) -> list[str]:
    """A curve with every other few of its dots left out, but not at its last point.

    As many on as off along the diagonal, so that what falls is broken as what is flat.
    """
    curve = [
        (x, y) for y, row in enumerate(rows) for x, mark in enumerate(row)
        if ord(mark) > BRAILLE or mark == TYPED_DOT
    ]  # fmt: skip
    last = max((x for x, _ in curve), default=0)
    drawn = [list(row) for row in rows]
    for x, y in curve:
        if rows[y][x] == TYPED_DOT:
            drawn[y][x] = how.typed
        elif x < last:
            kept = sum(
                bit
                for down, row in enumerate(BITS)
                for right, bit in enumerate(row)
                if (2 * x + right + 4 * y + down) % (2 * how.on) < how.on
            )
            drawn[y][x] = chr(BRAILLE + (ord(rows[y][x]) - BRAILLE & kept))
    return ["".join(row) for row in drawn]


class Loader:
    """Loads plotext while other things go on.

    That takes longer than a picture is on the screen, most of it for plotext's manual; nothing
    that a person does should wait for it.

    Attributes:
        is_busy: Whether a chart would have to wait.
    """

    def __init__(self) -> None:
        self.is_busy = False

    def load(self, then: Callable[[], None]) -> None:
        """Load plotext, if it is not there yet.

        Args:
            then: Called when it is there, in another thread.
        """
        if not self.is_busy and "plotext" not in sys.modules:
            self.is_busy = True
            Thread(target=self._load, args=(then,), daemon=True).start()

    def _load(self, then: Callable[[], None]) -> None:
        """Import it in small turns: whoever waits for the interpreter gets it soon."""
        usual = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        try:
            # If it cannot be loaded, whoever draws with it is told so.
            with suppress(Exception):
                import_module("plotext")
        finally:
            sys.setswitchinterval(usual)
            self.is_busy = False
        then()


LOADER = Loader()
"""There is one plotext for the whole process, and so is what loads it."""


class Sheet:
    """The one figure that plotext has for the whole process, and what is drawn on it already.

    To clear all of it takes as long as to draw a curve, so between two charts of one size only the
    curve goes.
    """

    def __init__(self) -> None:
        self._size: tuple[int, int] | None = None

    def clear(self, width: int, height: int) -> None:
        """Make it an empty chart of so many columns and rows, with axes at the left and below."""
        from plotext import figure, terminal

        if (width, height) == self._size:
            figure.clear.data()
            return
        self._size = None
        terminal.limit(False, False)
        figure.clear()
        figure.theme("simple")
        figure.plot_size(width, height)
        figure.axes(False, axis="x", side="upper")
        figure.axes(False, axis="y", side="right")
        if height >= 12:
            figure.label("step", axis="x")
        self._size = width, height


SHEET = Sheet()
"""What every chart is drawn on."""


def build(
    width: int,
    height: int,
    curve: tuple[list[float], list[float]],
    axes: tuple[Axis, Axis],
    braille: bool,
) -> list[str]:
    """Plain rows of a chart.

    plotext draws on one figure for the whole process, so it is cleared, filled and built
    here without a pause in between. Its own log scale puts ticks at odd places.
    """
    from plotext import figure

    SHEET.clear(width, height)
    marker = "braille" if braille else TYPED_DOT
    figure.draw(figure.signal(*curve, marker=marker).lines())
    for name, axis in zip("xy", axes, strict=True):
        ruler = figure.ruler(name)
        ruler.lim(axis.low, axis.high)
        ruler.ticks(axis.ticks, axis.labels)
    rows: list[str] = figure.build().string(colorless=True).split("\n")
    return rows
