"""Matrices as text with the names of their rows and columns. One that is wider than the page is cut
into blocks of columns, so that every number can be found; decimal points stand below each other, as
in a column added by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.report.text.numbers import short

WIDTH = 80
"""Columns of a page."""

LONGEST_NAME = 14
GAP = "  "


def table(
    matrix: Array,
    rows: Sequence[str],
    columns: Sequence[str],
    write: Callable[[float], str] = short,
    width: int = WIDTH,
    there: NDArray[np.bool_] | None = None,
) -> Iterator[str]:
    """The lines of a matrix.

    Args:
        matrix: (rows, columns).
        rows: One name a row.
        columns: One name a column.
        write: From a number to its text.
        width: Columns that no line is longer than.
        there: Which of its numbers there are; the others are left blank.
    """
    known = np.full(matrix.shape, True) if there is None else there
    names = [_short(name) for name in rows]
    margin = max(map(len, names), default=0)
    cells = [
        _column(_short(name), [write(value) if is_there else "" for value, is_there in pairs])
        for name, pairs in zip(columns, map(zip, matrix.T.tolist(), known.T.tolist()), strict=True)
    ]
    for block in _blocks(cells, width - margin):
        for name, *line in zip(["", *names], *block, strict=True):
            yield (name.ljust(margin) + "".join(GAP + cell for cell in line)).rstrip()


def _short(name: str) -> str:
    """A name that leaves room for numbers."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}~"


def _column(name: str, texts: list[str]) -> list[str]:
    """A column's name and numbers, all of one width, with aligned decimal points."""
    wholes = [text.partition("e")[0].partition(".")[0] for text in texts]
    before = max(map(len, wholes))
    cells = [" " * (before - len(whole)) + text for text, whole in zip(texts, wholes, strict=True)]
    inner = max(map(len, cells))
    width = max(inner, len(name))
    return [name.rjust(width), *(cell.ljust(inner).rjust(width) for cell in cells)]


def _blocks(cells: list[list[str]], room: int) -> Iterator[list[list[str]]]:
    """Neighbouring columns that fit the room together."""
    block: list[list[str]] = []
    used = 0
    for column in cells:
        width = len(GAP) + len(column[0])
        if block and used + width > room:
            yield block
            block, used = [], 0
        block.append(column)
        used += width
    yield block
