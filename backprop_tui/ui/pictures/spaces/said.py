"""What is said of a hidden space in a border and below a large drawing: which side is which, how
many cases lie on theirs, and which have come together.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from backprop_tui.engine import Snapshot
from backprop_tui.engine.geometry.distances import Pair
from backprop_tui.engine.geometry.hidden_space import HiddenSpace
from backprop_tui.report.hidden_space import (
    come_together,
    levels_text,
    line_text,
    seen_text,
    sum_symbol,
)
from backprop_tui.report.names import case_names
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.drawing.frames import Caption, Word
from backprop_tui.ui.pictures.spaces.way import Way
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.surface_said import ends

LARGE = 64, 20
"""Columns and rows from which sentences stand below."""


def captions(
    view: View, space: HiddenSpace, way: Way, seen: int, below: bool, look: Look | None
) -> Iterator[Caption]:
    """What the lower border may say, the best first.

    Args:
        view: What is shown.
        space: Its hidden space.
        way: How it is looked at.
        seen: How many cases are not hidden by others.
        below: Whether sentences stand below the drawing, which need not be said again.
        look: What it is drawn with; `None` stands for colours and half-blocks.
    """
    cases = len(space.learnt.right) + (0 if space.aside is None else len(space.aside.right))
    hidden = f" · {seen} of {cases} drawn" if seen < cases else ""
    few = f" · {seen} drawn" if hidden else ""
    if space.middle is None:
        yield from (f"answers are values, so there is no line{hidden}", f"values: no line{few}")
        return
    if space.boundary is None:
        yield from (f"no {sum_symbol(space)} crosses {space.middle:g}: no line{hidden}", "no line")
        return
    if space.even is not None:
        said = f"{space.middle:g}{space.even}"
        yield from (f"every case is answered {said}{hidden}", f"all {said}{few}", f"all {said}")
        return
    points, (low, high) = space.learnt, levels_text(space.snapshot.experiment)
    there = space.is_above(points.sums) == (points.targets > space.middle)
    count = f"{int(there.sum())}/{len(there)}"
    sides = way.sides(low, high)
    held = "" if way.name == "sums" else _held(view)
    if held:
        yield from (f"{sides[0]}, {held}", held)
    pair = None if below else together(space.snapshot)
    if pair is not None:
        yield from (f"{count} on their side · {said}" for said in pair_texts(space, pair))
        yield from pair_texts(space, pair)
    for placed in (f" · {count} on their side", f" · {count} in place"):
        yield from (f"{side}{placed}{hidden}" for side in sides)
    if hidden:
        yield from (f"{side}{hidden}" for side in sides)
        yield from (f"{count} in place{said}" for said in (hidden, few))
    yield from (f"{side} · {count} in place" for side in sides)
    if way.shaded:
        yield *ends(low, high, look), Word(f" · {count} in place")
    yield from (f"{count} in place", sides[-1], count)


@lru_cache(2)
def together(snapshot: Snapshot) -> Pair | None:
    """The cases that have come together, once for all that is said of a moment."""
    return come_together(snapshot)


def pair_texts(space: HiddenSpace, pair: Pair) -> Iterator[str]:
    """How two cases have come together, the most first."""
    names = case_names(space.snapshot.experiment.problem)
    one, other = names[pair.first], names[pair.second]
    inputs, start, now = pair.apart
    if start is not None and space.snapshot.step:
        yield (
            f"{one} and {other}: {inputs:.2f} apart as inputs, {start:.2f} here at step 0, "
            f"{now:.2f} now"
        )
    yield f"{one} and {other}: {inputs:.2f} apart as inputs, {now:.2f} here"
    yield f"{one}, {other}: {inputs:.2f} apart, here {now:.2f}"
    yield f"{one}, {other}: {inputs:.2f} → here {now:.2f}"


def _held(view: View) -> str:
    """Whose inputs decide where the line is, where direct links do too."""
    if not view.snapshot.experiment.links.skipping:
        return ""
    name = case_names(view.snapshot.experiment.problem)[view.gaze.selected]
    return f"as direct links place it for {name}"


def sentences(view: View, space: HiddenSpace, width: int) -> list[str]:
    """What stands below a large drawing, a line each."""
    line = line_text(space, view.gaze.selected)
    held = _held(view)
    lines = [f"The answer hangs on {seen_text(space)} alone."]
    if line is not None and len(space.weights) < 4:
        lines.append(f"The boundary is {line}{held and f', {held}'}.")
    pair = together(space.snapshot)
    if pair is not None:
        lines.append(f"{next(pair_texts(space, pair))}.")
    return [said for said in lines if len(said) <= width]
