"""A copy of what the cells of the terminal show, which tells what of a new frame really changes. A
toolkit repaints whole rectangles, most of which look as before; sending only the rest makes a frame
of a few hundred cells out of one of thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.cells import cell_len

from backprop_tui.ui.link.pens import PLAIN, Pen, change

SPACE = 0x20

REST = "\0"
"""Stands in the second cell of a wide character."""

UNKNOWN = -1
"""The pen of a cell of which nothing is known; no pen is like it."""

BRIDGE = 4
"""Cells that are rather written again than jumped over: a jump takes that many bytes."""

_RUN = re.compile(
    r"(\x1b\[[?<>=][0-9;]*\$?[A-Za-z]|\x1b\[[0-9]*n|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x07)|"
    r"(?:\x1b\[([0-9]+);([0-9]+)H)?(\x1b\[[0-9;]*m)?([ -~\xa0-\U0010ffff]*)(\x1b\[0?m\n?|\n)?"
)
"""What a frame consists of: what draws nothing (modes, questions, titles, the bell), or a place, a
pen, some text, the plain pen again. After a new line comes another place."""

_NOTHING = ("",) * 6
"""What is found at the end of a frame, and before that only where it is not understood."""

_OTHER_SCREEN = re.compile(r"\x1b\[\?1049[hl]")


class _Frame(NamedTuple):
    """A frame that was understood.

    Attributes:
        controls: What draws nothing, as it was written.
        text: All that is drawn.
        starts: Where each run of it begins, in cells from the top left.
        lengths: Its cells.
        pens: The number of its pen.
        cursor: Where the cursor stays, if the frame says so: column and row.
    """

    controls: str
    text: str
    starts: list[int]
    lengths: list[int]
    pens: list[int]
    cursor: tuple[int, int] | None


class Cells:
    """What the cells of the terminal show, as far as it is known."""

    def __init__(self) -> None:
        self._pens: list[Pen] = []
        self._blanks: list[int] = []
        self._numbers: dict[Pen, int] = {}
        self._parameters: dict[tuple[int, str], int] = {}
        self._narrow: set[str] = set()
        self._number(PLAIN)
        self.resize(0, 0)

    def resize(self, width: int, height: int) -> None:
        """Be as large as the terminal, and forget what it shows."""
        self.size = (width, height)
        self.forget()

    def forget(self) -> None:
        """Know nothing of the terminal: all that is drawn from now on is sent."""
        width, height = self.size
        self._characters = np.full(width * height, SPACE, dtype=np.uint32)
        self._colours = np.full(width * height, UNKNOWN, dtype=np.int32)
        self._pen: int | None = None
        self._cursor: tuple[int, int] | None = None

    def update(self, text: str) -> str:
        """The shortest text that makes the terminal show what `text` would.

        Args:
            text: What a toolkit writes, with its control sequences.

        Returns:
            What to write in its place; nothing if nothing changes.
        """
        frame = self._read(text)
        if frame is None:
            self.forget()
            return text
        drawn = self._write(self._draw(frame)) if frame.text else ""
        if frame.cursor is not None and (drawn or frame.cursor != self._cursor):
            self._cursor = frame.cursor
            drawn += _place(*frame.cursor)
        return frame.controls + drawn

    def _read(self, text: str) -> _Frame | None:
        """Take a frame apart; `None` for what only a terminal understands."""
        width, height = self.size
        runs = _RUN.findall(text)
        if runs.index(_NOTHING) < len(runs) - 1:
            return None
        controls, pieces = "", []
        starts, lengths, pens = [], [], []
        x, y, pen, has_moved = 0, UNKNOWN, 0, False
        is_narrow, after = self._is_narrow("".join([run[4] for run in runs])), self._parameters
        for control, row, column, parameters, piece, plain in runs:
            if control:
                if _OTHER_SCREEN.match(control):
                    self.forget()
                controls += control
                continue
            if row:
                x, y, has_moved = int(column) - 1, int(row) - 1, True
            if parameters:
                known = after.get((pen, parameters))
                pen = self._after(pen, parameters) if known is None else known
            if piece:
                cells = piece if is_narrow else _spread(piece)
                count = len(cells)
                if not count or not 0 <= y < height or x + count > width:
                    return None
                starts.append(y * width + x)
                lengths.append(count)
                pens.append(pen)
                pieces.append(cells)
                x, has_moved = x + count, False
            if plain and plain != "\n":
                pen = 0
        cursor = (x, y) if has_moved else None
        return _Frame(controls, "".join(pieces), starts, lengths, pens, cursor)

    def _is_narrow(self, text: str) -> bool:
        """Whether every character takes one cell."""
        new = set(text) - self._narrow
        self._narrow |= {character for character in new if cell_len(character) == 1}
        return new <= self._narrow

    def _number(self, pen: Pen) -> int:
        """The number of a pen."""
        known = self._numbers.get(pen)
        if known is not None:
            return known
        number = self._numbers[pen] = len(self._pens)
        self._pens.append(pen)
        self._blanks.append(number)
        self._blanks[number] = self._number(pen.on_blanks)
        return number

    def _after(self, pen: int, parameters: str) -> int:
        """The number of the pen that an SGR sequence makes of another."""
        number = self._number(self._pens[pen].then(parameters[2:-1]))
        self._parameters[pen, parameters] = number
        return number

    def _draw(self, frame: _Frame) -> NDArray[np.int64]:
        """Take a frame over; returns the cells that it changed."""
        lengths = np.array(frame.lengths)
        offsets = np.cumsum(lengths) - lengths
        cells = np.repeat(np.array(frame.starts) - offsets, lengths) + np.arange(len(frame.text))
        written = np.frombuffer(frame.text.encode("utf-32-le"), dtype=np.uint32)
        pens = np.repeat(np.array(frame.pens, dtype=np.int32), lengths)
        blanks = np.array(self._blanks, dtype=np.int32)
        characters, colours = self._characters.copy(), self._colours.copy()
        characters[cells] = written
        colours[cells] = np.where(written == SPACE, blanks[pens], pens)
        changed = (characters != self._characters) | (colours != self._colours)
        self._characters, self._colours = characters, colours
        return np.flatnonzero(changed)

    def _write(self, changed: NDArray[np.int64]) -> str:
        """The text that draws the cells that changed."""
        width, written, at = self.size[0], [], UNKNOWN
        for start, end in self._stretches(changed):
            row, column = divmod(start, width)
            near = at >= 0 and row == (at - 1) // width
            if start != at or not near:
                written.append(f"\x1b[{start - at}C" if near else _place(column, row))
            text = self._characters[start:end].tobytes().decode("utf-32-le")
            done = 0
            for k, number in enumerate(self._colours[start:end].tolist()):
                if not self._suits(text[k], number):
                    before = None if self._pen is None else self._pens[self._pen]
                    written += text[done:k], change(before, self._pens[number])
                    self._pen, done = number, k
            written.append(text[done:])
            at = end
        return "".join(written).replace(REST, "")

    def _suits(self, character: str, number: int) -> bool:
        """Whether a character can be written without another pen."""
        pen = self._pen
        return pen == number or (
            pen is not None and character == " " and self._blanks[pen] == number
        )

    def _stretches(self, changed: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
        """Changed cells as few stretches: first cell and the one after the last."""
        if not len(changed):
            return
        rows = changed // self.size[0]
        gaps = np.diff(changed)
        breaks = (gaps > BRIDGE) | (np.diff(rows) > 0)
        for k in np.flatnonzero((gaps > 1) & ~breaks).tolist():
            left, right = changed[k], changed[k + 1]
            breaks[k] = (self._colours[left + 1 : right] != self._colours[left]).any()
        ends = np.flatnonzero(breaks)
        starts = changed[np.concatenate(([0], ends + 1))].tolist()
        lasts = changed[np.append(ends, len(changed) - 1)].tolist()
        for start, last in zip(starts, lasts, strict=True):
            yield self._whole(start, last + 1)

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """A stretch with all of the wide characters at its ends."""
        rest = ord(REST)
        start -= int(self._characters[start] == rest)
        end += int(end < len(self._characters) and self._characters[end] == rest)
        return start, end


def _spread(text: str) -> str:
    """The text with a character for every cell; nothing if one of them takes none."""
    widths = [cell_len(character) for character in text]
    if 0 in widths:
        return ""
    return "".join(
        character + REST * (width - 1) for character, width in zip(text, widths, strict=True)
    )


def _place(column: int, row: int) -> str:
    """The sequence that moves the cursor, as short as it can be."""
    if column:
        return f"\x1b[{row + 1};{column + 1}H"
    return f"\x1b[{row + 1}H" if row else "\x1b[H"
