"""Boxes of cases beside the line that parts them. A box is wider than the place of its case, so it
may hide the very line that the case lies beside; then it moves away from it, on the case's side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from backprop_tui.ui.drawing.crossing import crossing
from backprop_tui.ui.drawing.field import Field, Numbers
from backprop_tui.ui.drawing.field_groups import Box
from backprop_tui.ui.drawing.strokes import gathered

ROWS, COLUMNS = 1, 6
"""Rows and columns that a box moves at most: further away it would stand for another place."""

A_ROW = 3
"""Columns that a row is as far as."""


def beside_the_line(
    field: Field, boxes: Sequence[Box], scores: Numbers, above: Mapping[int, bool]
) -> list[Box] | None:
    """The same boxes, those that hide the line or lie on its other side moved to their own.

    Args:
        field: On what.
        boxes: Where they stood.
        scores: By how much the answer lies above the middle, (2 · rows, columns), from the top.
        above: On which side each case lies, by the id of its mark: two may be alike.

    Returns:
        `None` if one of them has no place near its case.
    """
    stroke = gathered(crossing(scores[np.newaxis]))
    sides = np.sign(scores[::2] + scores[1::2])
    sides[stroke.y, stroke.x] = 0
    free = np.ones(sides.shape, dtype=np.bool_)
    placed: list[Box] = []
    moved: list[Box] = []
    for box in boxes:
        at = _cells(field, box)
        stays = (sides[at] == _side(above, box)).all()
        (placed if stays else moved).append(box)
        if stays:
            free[at] = False
    for box in moved:
        own = free & (sides == _side(above, box))
        found = _nearest(field, box, own)
        if found is None:
            return None
        free[_cells(field, found)] = False
        placed.append(found)
    return placed


def _side(above: Mapping[int, bool], box: Box) -> int:
    """Which sign the scores have where its case lies."""
    return 1 if above[id(box.mark)] else -1


def _cells(field: Field, box: Box) -> tuple[int, slice]:
    """What a box stands on, by row and columns of the field."""
    start = box.x - field.x
    return box.y - field.y, slice(start, start + len(box.text))


def _nearest(field: Field, box: Box, own: NDArray[np.bool_]) -> Box | None:
    """A box as near to its place as it can stand on cells (rows, columns) of its own."""
    shifts = product(range(-ROWS, ROWS + 1), range(-COLUMNS, COLUMNS + 1))
    for down, right in sorted(shifts, key=lambda shift: A_ROW * abs(shift[0]) + abs(shift[1])):
        found = box._replace(x=box.x + right, y=box.y + down)
        row, columns = _cells(field, found)
        inside = 0 <= row < field.rows and columns.start >= 0 and columns.stop <= field.columns
        if inside and own[row, columns].all():
            return found
    return None
