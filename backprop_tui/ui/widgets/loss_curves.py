"""The curves that the loss pane draws: that of the run that is shown, those beside it, which are
broken so that no colour is needed to tell them apart, and that of test cases.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from backprop_tui.engine.records import Curve, Snapshot
from backprop_tui.ui.drawing.broken import DASHED, DOTTED, LEFT, TYPED_DOT, Broken, broken
from backprop_tui.ui.drawing.canvas import BRAILLE, SPACE, Canvas
from backprop_tui.ui.drawing.palette import Palette, Rgb
from backprop_tui.ui.drawing.plotting import SHEET, Axis, Frame, build

Points: TypeAlias = tuple[list[float], list[float]]
"""Steps, and losses as powers of ten."""

FLOOR = 1e-12
"""Losses below this are drawn here: zero has no logarithm."""

FURTHER = 8
"""Times the length of the run that is shown to which the chart follows another one at most."""

AROUND = ((1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
"""Where the letter of a curve may stand, from its end, the best place first."""

AHEAD = 0.45
"""How much of its colour is left to what lies ahead."""

LABEL_MARKS = np.zeros(128, dtype=np.bool_)
"""Which characters ticks and axis labels are made of, by their codes."""
LABEL_MARKS[[ord(mark) for mark in "0123456789.-ekMstp"]] = True


class Drawn(NamedTuple):
    """A curve beside that of the run that is shown.

    Attributes:
        points: Where it runs.
        how: How it is broken.
        ink: Its colour.
        letter: That of its run; empty if it is of the same run.
    """

    points: Points
    how: Broken
    ink: Rgb
    letter: str = ""


def points(curve: Curve, width: int, last: tuple[int, float]) -> Points:
    """At most two points a column: steps, and losses as powers of ten."""
    thin = curve.thinned(width)
    steps: list[float] = []
    losses: list[float] = []
    for k, (low, high) in enumerate(zip(thin.low.tolist(), thin.high.tolist(), strict=True)):
        step = k * thin.stride
        falling = not losses or high <= losses[-1] or low < losses[-1]
        # A smooth curve has its extremes at the ends of a bucket; a spike may be anywhere in it.
        ends = (high, low) if falling else (low, high)
        for loss, x in zip(ends, (step, step + thin.stride - 1), strict=True):
            if x == step or loss != losses[-1]:
                steps.append(float(min(x, last[0])))
                losses.append(loss)
    steps.append(float(last[0]))
    losses.append(last[1])
    # The loss of what is not learnt may be infinite, and the run goes on.
    finite = [k for k, loss in enumerate(losses) if math.isfinite(loss)]
    return [steps[k] for k in finite], [math.log10(max(FLOOR, losses[k])) for k in finite]


def known(curve: Curve, width: int, present: tuple[int, float]) -> Points:
    """All of a curve that is known, the part ahead among it, or up to the present and its loss."""
    if curve.length <= present[0]:
        return points(curve.until(present[0]), width, present)
    return points(curve, width, (curve.length - 1, float(curve.low[-1])))


def reach(snapshot: Snapshot) -> int:
    """The step to which a chart goes: all of the run that is shown, and further to where a run
    beside it was solved, unless that is so far that nothing could be made out of the first.
    """
    solved = (
        each.solved for each in snapshot.beside
        if each.solved is not None and each.solved <= FURTHER * snapshot.length
    )  # fmt: skip
    return max(snapshot.length, *solved, 1)


def beside(snapshot: Snapshot, palette: Palette, width: int) -> Iterator[Drawn]:
    """The curves of the runs beside the one that is shown, and that of test cases."""
    end = reach(snapshot)
    for each, way in zip(snapshot.beside, LEFT, strict=False):
        curve = each.curve.until(end)
        if len(curve.low):
            last = ((len(curve.low) - 1) * curve.stride, float(curve.low[-1]))
            ink = palette.muted if each.letter else palette.success
            how = way._replace(typed=each.letter[-1:] or DOTTED.typed)
            yield Drawn(points(curve, width, last), how, ink, each.letter)
    if snapshot.held_out is not None:
        tested = snapshot.held_out
        drawn = known(tested.curve, width, (snapshot.step, tested.loss))
        if drawn[0]:
            yield Drawn(drawn, DASHED, palette.forward)


def paint_curves(
    canvas: Canvas,
    own: tuple[Points, str],
    others: Sequence[Drawn],
    axes: tuple[Axis, Axis],
    height: int,
) -> Frame:
    """Draw curves with their axes into the first rows of a canvas, in our colours.

    Args:
        canvas: Where.
        own: The curve of the run that is shown, which lies over the others, and its letter.
        others: Those beside it.
        axes: Of steps, and of losses as powers of ten.
        height: So many rows.

    Returns:
        The chart without curves.
    """
    palette, unicode = canvas.palette, canvas.glyphs.unicode
    size = (canvas.width, height)
    rows = build(*size, own[0], axes, unicode)
    for y, row in enumerate(rows):
        canvas.text(0, y, row, palette.faint)
    is_beside = np.zeros_like(canvas.ink, dtype=np.bool_)
    frame = SHEET.frame(size, axes)
    ends = [(_end(rows, frame), own[1], palette.foreground)]
    for each in others:
        other = broken(build(*size, each.points, axes, unicode), each.how)
        for y, (row, its_row) in enumerate(zip(rows, other, strict=True)):
            for x, (mine, its) in enumerate(zip(row, its_row, strict=True)):
                if mine == " " and (ord(its) > BRAILLE or its == each.how.typed):
                    canvas.text(x, y, its, each.ink)
                    is_beside[y, x] = True
        ends.append((_end(other, frame, each.how.typed), each.letter, each.ink))
    drawn = canvas.characters[:height]
    beside_it = is_beside[:height]
    canvas.ink[:height][LABEL_MARKS[np.minimum(drawn, 127)] & ~beside_it] = palette.muted
    is_own = (drawn >= BRAILLE) | (drawn == ord(TYPED_DOT))
    canvas.ink[:height][is_own & ~beside_it] = palette.foreground
    for end, letter, ink in ends:
        if end is not None and letter:
            _write_beside(canvas, frame, end, letter, ink)
    return frame


def _end(rows: list[str], frame: Frame, typed: str = TYPED_DOT) -> tuple[int, int] | None:
    """The last cell of a curve, if any of it is in the chart."""
    cells = [
        (x, y)
        for y, row in enumerate(rows[: frame.rows])
        for x, mark in enumerate(row[frame.left :], start=frame.left)
        if ord(mark) > BRAILLE or mark == typed
    ]
    return max(cells, default=None)


def _write_beside(
    canvas: Canvas, frame: Frame, end: tuple[int, int], letter: str, ink: Rgb
) -> None:
    """Write a run's letter where its curve ends, next to it if there is room."""
    x, y = end
    for across, down in AROUND:
        column, row = x + across, y + down
        is_inside = column + len(letter) <= canvas.width and 0 <= row < frame.rows
        if is_inside and (canvas.characters[row, column : column + len(letter)] == SPACE).all():
            break
    else:
        column, row = min(x, canvas.width - len(letter)), y
    canvas.text(column, row, letter, ink, bold=True)


def dim_ahead(canvas: Canvas, frame: Frame, snapshot: Snapshot) -> None:
    """Let the part of the run's own curves step back that lies ahead."""
    if not snapshot.is_past:
        return
    palette, ahead = canvas.palette, slice(frame.column(snapshot.step) + 1, None)
    ink = canvas.ink[: frame.rows, ahead]
    for own in (palette.foreground, palette.forward):
        ink[ink == own] = palette.dim(own, AHEAD)
