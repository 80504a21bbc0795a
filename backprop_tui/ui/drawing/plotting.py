"""A curve as rows of characters, drawn by plotext: braille dots, or letters where there is no
braille. plotext has one figure for the whole process, and that is no concern of anybody else.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from itertools import zip_longest
from threading import Thread
from typing import Any, NamedTuple

from backprop_tui.ui.drawing.broken import TYPED_DOT

TURN = 0.0001
"""Seconds of work on loading after which a key may come in between."""


class Axis(NamedTuple):
    """The range of an axis and its ticks."""

    low: float
    high: float
    ticks: list[float]
    labels: list[str]


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


LEFT_LINE = "│┤"
"""What the line at the left of a chart consists of, beside a curve."""


class Frame(NamedTuple):
    """A chart without its curve.

    Attributes:
        size: Its columns and rows.
        axes: Its axes.
        drawn: Its rows.
        left: Columns of the numbers and the line at the left.
        rows: Rows beside which that line stands; below them is the step axis, then its numbers.
    """

    size: tuple[int, int]
    axes: tuple[Axis, Axis]
    drawn: list[str]
    left: int
    rows: int

    def column(self, step: float) -> int:
        """The column in which a step is drawn."""
        last = self.size[0] - self.left - 1
        low, high = self.axes[0].low, self.axes[0].high
        return self.left + math.floor((step - low) / (high - low) * last + 0.5)

    def steps(self, column: int) -> tuple[int, int]:
        """The first and the last whole step that is drawn in a column."""
        last = max(1, self.size[0] - self.left - 1)
        low, high = self.axes[0].low, self.axes[0].high
        ends = (low + (column - self.left + half) * (high - low) / last for half in (-0.5, 0.5))
        first, beyond = (math.ceil(end) for end in ends)
        return max(math.ceil(low), first), min(math.floor(high), max(first, beyond - 1))


class Sheet:
    """The one figure that plotext has for the whole process, and what is drawn on it already.

    Axes change rarely and take as long as a curve, so they are drawn once. From then on the figure
    is what is within them, and from one curve to the next nothing but the curve goes.
    """

    def __init__(self) -> None:
        self._frame: Frame | None = None

    def frame(self, size: tuple[int, int], axes: tuple[Axis, Axis]) -> Frame:
        """A chart without a curve; the figure is as large as what is within it, and empty."""
        from plotext import figure

        if self._frame is not None and (self._frame.size, self._frame.axes) == (size, axes):
            figure.clear.data()
            return self._frame
        self._frame = None
        _clear(*size, axes)
        figure.axes(False, axis="x", side="upper")
        figure.axes(False, axis="y", side="right")
        if size[1] >= 12:
            figure.label("step", axis="x")
        for name, axis in zip("xy", axes, strict=True):
            figure.ruler(name).ticks(axis.ticks, axis.labels)
        drawn = _built()
        left = 1 + max(drawn[0].find(mark) for mark in LEFT_LINE)
        rows = next((y for y, row in enumerate(drawn) if row[left - 1] not in LEFT_LINE), size[1])
        _clear(size[0] - left, rows, axes)
        figure.axes(False)
        for name in "xy":
            figure.ruler(name).ticks([], [])
        self._frame = Frame(size, axes, drawn, left, rows)
        return self._frame


SHEET = Sheet()
"""What every chart is drawn on."""


def _clear(width: int, height: int, axes: tuple[Axis, Axis]) -> None:
    """Make the figure an empty one of so many columns and rows, which spans so much."""
    from plotext import figure, terminal

    terminal.limit(False, False)
    figure.clear()
    figure.theme("simple")
    figure.plot_size(width, height)
    for name, axis in zip("xy", axes, strict=True):
        figure.ruler(name).lim(axis.low, axis.high)


def _built() -> list[str]:
    """The rows of the figure."""
    from plotext import figure

    rows: list[str] = figure.build().string(colorless=True).split("\n")
    return rows


class _InOneColour:
    """A signal of plotext that says at once that it has no colours of its own.

    Else plotext looks at every point for colours that the next signal should not have, which takes
    as long as all the rest; there is no next one, and our colours are not plotext's.
    """

    def __init__(self, signal: Any) -> None:
        self._signal = signal

    def __getattr__(self, name: str) -> Any:
        return getattr(self._signal, name)

    def _get_unique_pixels(self) -> list[object]:
        return []


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

    frame = SHEET.frame((width, height), axes)
    marker = "braille" if braille else TYPED_DOT
    figure.draw(_InOneColour(figure.signal(*curve, marker=marker).lines()))
    return [
        row[: frame.left] + within if y < frame.rows else row
        for y, (row, within) in enumerate(zip_longest(frame.drawn, _built(), fillvalue=""))
    ]
