"""A line has room for some facts and not for others: those that decide a run come before those that
are good to know, and a fact is said shorter before one that was promised is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backprop_tui.engine.wording import cut
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.header_fields import (
    NOTABLE,
    TARGETS,
    Field,
    left_fields,
    loss_names,
    right_fields,
)

TRIFLE = 8
"""From this rank on a field gives way to a longer name."""

LEAST = 5
"""Columns in which something that is cut can still be made out."""

PROMISED = 6
"""Up to this rank a field is said shorter before it is left out."""


def chosen(canvas: Canvas, view: View, width: int) -> tuple[list[Field], list[Field]]:
    """The fields that fit, with as few of them said shorter as leave no promised one out."""
    fields = (*left_fields(view), *right_fields(view))
    wanted = _promised(fields)
    shortened, best = 0, (False, -1.0)
    while True:
        sides = _named(canvas, view, width, shortened)
        has_room = width_of(canvas, [*sides[0], *sides[1]]) <= width
        kept = has_room, _promised((*sides[0], *sides[1]))
        if kept > best:
            best, found = kept, sides
        shortened += 1
        if kept == (True, wanted) or shortened > sum(bool(field.shorter) for field in fields):
            return found


def cut_to(canvas: Canvas, fields: list[Field], width: int) -> list[Field]:
    """The fields in so many columns, with a sign where even the shortest are too long."""
    kept: list[Field] = []
    for field in fields:
        room = width - width_of(canvas, kept) - field.space
        if len(canvas.glyphs(field.text)) > room:
            short = cut(field.text, room)
            return [*kept, field._replace(text=short)] if room >= LEAST else kept
        kept.append(field)
    return kept


def fitted(
    canvas: Canvas, left: list[Field], right: list[Field], width: int
) -> tuple[list[Field], list[Field]]:
    """The fields that fit `width` columns, the lowest rank first; of a rank the names of numbers.

    What is left out has no room beside what is more important.
    """
    fields = [field for field in (*left, *right) if field.text]
    last = sum(bool(field.text) for field in left)
    widths = [width_of(canvas, [field]) for field in fields]
    kept: set[int] = set()
    taken = 0
    for k in sorted(range(len(fields)), key=lambda k: (fields[k].rank, not fields[k].label, k)):
        fits = taken + widths[k] <= width and not (fields[k].label and k + 1 not in kept)
        if fields[k].rank == 0 or fits:
            kept.add(k)
            taken += widths[k]
    return (
        [fields[k] for k in range(last) if k in kept],
        [fields[k] for k in range(last, len(fields)) if k in kept],
    )


def width_of(canvas: Canvas, fields: list[Field]) -> int:
    """How many columns fields take."""
    return sum(field.space + len(canvas.glyphs(field.text)) for field in fields)


def _promised(fields: Iterable[Field]) -> float:
    """What fields weigh that must be said, however short."""
    return _weight(field for field in fields if field.rank <= PROMISED and not field.label)


def _weight(fields: Iterable[Field]) -> float:
    """What it is worth to say them: one of a rank outweighs several of higher ranks."""
    return sum(4.0**-field.rank for field in fields if field.text)


def _shorter(fields: Sequence[Field], count: int) -> list[Field]:
    """The fields, so many of them said shorter: those first that decide least."""
    can = [k for k, field in enumerate(fields) if field.text and field.shorter]
    picked = set(sorted(can, key=lambda k: -fields[k].rank)[:count])
    return [
        field._replace(text=field.shorter) if k in picked else field
        for k, field in enumerate(fields)
    ]


def _named(
    canvas: Canvas, view: View, width: int, shortened: int
) -> tuple[list[Field], list[Field]]:
    """The fields that fit, so many said shorter, with the longest names that cost nothing of note.

    What a data file's targets are called gives way to what decides the run; it is in the help too.
    """
    experiment, best = view.snapshot.experiment, -1
    for said in TARGETS[: None if experiment.problem.path is not None else 1]:
        left = _shorter(left_fields(view, said), shortened)
        sides = _with_loss(canvas, view, left, width)
        count = sum(1 < field.rank < NOTABLE for side in sides for field in side)
        if count > best:
            best, found = count, sides
    return found


def _with_loss(
    canvas: Canvas, view: View, left: list[Field], width: int
) -> tuple[list[Field], list[Field]]:
    """The fields that fit, with the longest name of the loss that costs nothing of note."""
    wanted = -1.0
    for name in reversed(loss_names(view.snapshot.experiment)):
        right = right_fields(view, name)
        sides = fitted(canvas, left, right, width)
        if any(field.shorter and field not in sides[1] for field in right):
            sides = fitted(canvas, left, _shorter(right, len(right)), width)
        kept = (field for side in sides for field in side)
        worth = _weight(field for field in kept if field.rank < TRIFLE and not field.label)
        if worth < wanted:
            break
        wanted, found = worth, sides
    return found
