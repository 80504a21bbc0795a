"""Cases on a field: few of them as boxes that say what should be answered, many as one mark each.
Right and wrong, learnt and put aside, the selected one: every one of these is a letter or a shape,
and never a colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.field import Field
from backprop_tui.ui.drawing.palette import BRIGHT, DARK, Rgb

MOST_BOXES = 16
"""More cases than these are one mark each."""


class Mark(NamedTuple):
    """A case on a field.

    Attributes:
        across: Where it lies along the lower axis.
        up: Where it lies along the other one.
        text: What its box says, such as its target.
        lit: Whether its box is white: what should be answered there is high.
        wrong: Whether it is answered wrong.
        chosen: Whether it is the selected one.
        aside: Whether nothing is learnt from it.
        apart: Whether it does not lie in what is drawn, but in front of it or behind.
        heat: Of what should be answered, -1…1, where that is a value; a single mark stands on it.
        target: What it stands for where somebody points at it, if that can be followed.
    """

    across: float
    up: float
    text: str
    lit: bool
    wrong: bool = False
    chosen: bool = False
    aside: bool = False
    apart: bool = False
    heat: float | None = None
    target: object = None

    @property
    def height(self) -> int:
        """How far on top of others it lies: the selected one, wrong before right, others."""
        return 8 * self.chosen + 4 * (not self.apart) + 2 * self.wrong + (not self.aside)


class Signs(NamedTuple):
    """The single marks of cases.

    Attributes:
        learnt: Of those that are learnt and right: the answer should be low, high.
        aside: Of those that are put aside and right, likewise.
        wrong: Of those that are wrong: learnt, put aside.
        apart: Of those that do not lie in what is drawn.
        cross: What follows a wrong one in its box.
        ends: What stands at both ends of a box.
    """

    learnt: str
    aside: str
    wrong: str
    apart: str
    cross: str
    ends: tuple[str, str]


UNICODE = Signs("○●", "□■", "✗x", "·", "✗", (" ", " "))
TYPED = Signs("01", "oi", "Xx", "'", "!", ("(", ")"))


def signs(unicode: bool) -> Signs:
    """Those that a terminal can draw, with half-blocks or without."""
    return UNICODE if unicode else TYPED


def box_text(mark: Mark, signs: Signs) -> str:
    """A box with what should be answered: ` 1 `, selected `[1]`, wrong ` 1✗ `, put aside ` t1 `."""
    first, last = ("[", "]") if mark.chosen else signs.ends
    return f"{first}{'t' * mark.aside}{mark.text}{signs.cross * mark.wrong}{last}"


def boxes_fit(canvas: Canvas, field: Field, marks: Sequence[Mark]) -> bool:
    """Whether all cases have room for a box of their own, those apart excepted."""
    known = signs(canvas.glyphs.unicode)
    shown = {(mark.across, mark.up): mark for mark in marks if not mark.apart}
    if len(shown) > MOST_BOXES:
        return False
    taken: set[tuple[int, int]] = set()
    for mark in shown.values():
        x, y = _box_at(field, mark, known)
        cells = {(x + k, y) for k in range(len(box_text(mark, known)))}
        if cells & taken:
            return False
        taken |= cells
    return True


def paint_boxes(canvas: Canvas, field: Field, marks: Sequence[Mark]) -> None:
    """Draw every case as a box with its text, those apart as single marks; the selected on top."""
    known = signs(canvas.glyphs.unicode)
    ordered = sorted(marks, key=lambda mark: mark.height)
    _paint_singles(canvas, field, [mark for mark in ordered if mark.apart], False)
    for mark in (mark for mark in ordered if not mark.apart):
        if field.holds(*field.cell(mark.across, mark.up)):
            paper, ink = (BRIGHT, DARK) if mark.lit else (DARK, BRIGHT)
            canvas.text(*_box_at(field, mark, known), box_text(mark, known), ink, paper, bold=True)


def paint_points(canvas: Canvas, field: Field, marks: Sequence[Mark], texts: bool = False) -> None:
    """Draw every case as a single mark, the selected one as a box.

    Args:
        canvas: Where.
        field: On what.
        marks: The cases.
        texts: Whether those that are wrong are marked by their texts, and not by a cross.
    """
    ordered = sorted(marks, key=lambda mark: mark.height)
    _paint_singles(canvas, field, [mark for mark in ordered if not mark.chosen], texts)
    paint_boxes(canvas, field, [mark for mark in ordered if mark.chosen])


def on_top(field: Field, marks: Sequence[Mark]) -> list[Mark]:
    """Of all marks in one cell the one that is seen there."""
    seen: dict[tuple[int, int], Mark] = {}
    for mark in sorted(marks, key=lambda mark: mark.height):
        seen[field.cell(mark.across, mark.up)] = mark
    return list(seen.values())


def nearest(field: Field, marks: Sequence[Mark], x: int, y: int) -> object | None:
    """What the mark stands for that lies nearest to a cell, a row being as high as two columns are
    wide; of those in one place the one on top.
    """
    if not field.holds(x, y):
        return None

    def distance(mark: Mark) -> tuple[int, int]:
        column, row = field.cell(mark.across, mark.up)
        return (column - x) ** 2 + 4 * (row - y) ** 2, -mark.height

    known = [mark for mark in marks if mark.target is not None]
    return min(known, key=distance).target if known else None


def _box_at(field: Field, mark: Mark, signs: Signs) -> tuple[int, int]:
    """Where the box of a case begins: its text has its middle in the cell of the case."""
    x, y = field.cell(mark.across, mark.up)
    x -= 1 + mark.aside + (len(mark.text) - 1) // 2
    most = field.x + field.columns - len(box_text(mark, signs))
    return max(field.x, min(x, most)), y


def _paint_singles(canvas: Canvas, field: Field, marks: Sequence[Mark], texts: bool) -> None:
    """Single marks in the cells of cases, the last one on a cell on top."""
    cells = [(mark, *field.cell(mark.across, mark.up)) for mark in marks]
    here = [(mark, x, y) for mark, x, y in cells if field.holds(x, y)]
    if not here:
        return
    drawn = [(x, y, *_single(canvas, mark, int(canvas.paper[y, x]), texts)) for mark, x, y in here]
    x, y, letter, ink, paper, bold = np.array(drawn).T
    canvas.characters[y, x], canvas.ink[y, x], canvas.paper[y, x] = letter, ink, paper
    canvas.bold[y, x] = bold


def _single(canvas: Canvas, mark: Mark, paper: Rgb, texts: bool) -> tuple[int, Rgb, Rgb, bool]:
    """One of them on a shade: its letter, its ink, its paper, and whether it is bold."""
    known, palette = signs(canvas.glyphs.unicode), canvas.palette
    if mark.apart:
        return ord(known.apart), palette.ink(paper), paper, False
    if mark.wrong:
        text = mark.text[:1] if texts else known.wrong[mark.aside]
        return ord(text), *((DARK, BRIGHT) if mark.lit else (BRIGHT, DARK)), True
    text = (known.aside if mark.aside else known.learnt)[mark.lit]
    if mark.heat is not None:
        paper = palette.heat(mark.heat)
    return (
        ord(text),
        palette.ink(paper) if canvas.glyphs.unicode else palette.foreground,
        paper,
        True,
    )
