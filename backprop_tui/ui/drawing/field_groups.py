"""Boxes of cases that lie close together, side by side. None may hide another, so those that would
are shifted along their row just as far as they must, and stand together around their middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.field import Field
from backprop_tui.ui.drawing.field_marks import MOST_BOXES, Mark, box_text, signs
from backprop_tui.ui.drawing.palette import BRIGHT, DARK

FURTHEST = 10
"""Columns that a box is shifted at most."""


class Box(NamedTuple):
    """A case with its place.

    Attributes:
        mark: The case.
        text: What its box says.
        x: Its first column.
        y: Its row.
    """

    mark: Mark
    text: str
    x: int
    y: int


def side_by_side(field: Field, marks: Sequence[Mark], unicode: bool) -> list[Box] | None:
    """Where the boxes of all cases stand, each as near to its place as can be.

    Args:
        field: On what.
        marks: The cases.
        unicode: Whether marks are drawn that only some terminals have.

    Returns:
        `None` if they are too many, or would have to be shifted too far.
    """
    if len(marks) > MOST_BOXES:
        return None
    known = signs(unicode)
    rows: dict[int, list[Box]] = {}
    for mark in marks:
        x, y = field.cell(mark.across, mark.up)
        if field.holds(x, y):
            text = box_text(mark, known)
            middle = 1 + mark.aside + (len(mark.text) - 1) // 2
            rows.setdefault(y, []).append(Box(mark, text, x - middle, y))
    placed = []
    for row in rows.values():
        row.sort(key=lambda box: (box.x, box.mark.up, box.text))
        if sum(len(box.text) for box in row) > field.columns:
            return None
        placed += _apart(row, field.x, field.x + field.columns)
    before = {id(box.mark): box.x for row in rows.values() for box in row}
    if any(abs(box.x - before[id(box.mark)]) > FURTHEST for box in placed):
        return None
    return placed


def paint_side_by_side(canvas: Canvas, boxes: Sequence[Box]) -> None:
    """Draw boxes that have their places."""
    for box in boxes:
        paper, ink = (BRIGHT, DARK) if box.mark.lit else (DARK, BRIGHT)
        canvas.text(box.x, box.y, box.text, ink, paper, bold=True)


class _Group(NamedTuple):
    """Boxes without a gap between them: where they begin, and how many columns they have."""

    boxes: list[Box]
    wished: float
    width: int

    def start(self, first: int, end: int) -> int:
        """Where it begins between two edges."""
        return max(first, min(round(self.wished), end - self.width))


def _apart(row: Sequence[Box], first: int, end: int) -> list[Box]:
    """The boxes of one row, from left to right, without overlaps, between two columns."""
    groups: list[_Group] = []
    for box in row:
        group = _Group([box], float(box.x), len(box.text))
        while groups and groups[-1].start(first, end) + groups[-1].width > group.start(first, end):
            group = _joined(groups.pop(), group)
        groups.append(group)
    placed = []
    for group in groups:
        x = group.start(first, end)
        for box in group.boxes:
            placed.append(box._replace(x=x))
            x += len(box.text)
    return placed


def _joined(left: _Group, right: _Group) -> _Group:
    """Two groups as one, which lies where its boxes are shifted the least on the whole."""
    counts = len(left.boxes), len(right.boxes)
    wished = (counts[0] * left.wished + counts[1] * (right.wished - left.width)) / sum(counts)
    return _Group([*left.boxes, *right.boxes], wished, left.width + right.width)
