"""The decision surface as numbers: what the network answers on a grid over two inputs, where the
answer changes sides, and on which side every case lies. What the screen shades is printed here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine import Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.naming import output_names
from backprop_tui.report.names import listed
from backprop_tui.report.surface.plane import by_class, has_winner
from backprop_tui.report.surface.sampled import Sampled, sampled
from backprop_tui.report.text.numbers import fixed, short

BORDER = "|"
"""What stands between two neighbours with different winners."""


def surface_text(snapshot: Snapshot) -> Iterator[str]:
    """The grid, the line in it and the cases on it, a line of text at a time."""
    yield ""
    if snapshot.diverged:
        yield f"No decision surface: the loss is {snapshot.loss:g}."
        return
    grid = sampled(snapshot)
    problem, names = grid.problem, grid.names
    yield f"Decision surface over {' (to the right) and '.join(names)}{_up(grid)}{_held(grid)}:"
    wins = grid.wins
    if by_class(problem) and wins is not None:
        classes = [f"{k} {name}" for k, name in enumerate(problem.class_names, start=1)]
        yield f"which class wins ({listed(classes, 9)})"
        numbers = (wins + 1).astype(np.float64)
        yield from _table(grid, numbers, lambda value: f"{value:.0f}", wins)
        yield "and its output"
        yield from _table(grid, grid.outputs.max(axis=-1), _two_digits, wins)
    else:
        own = problem.own_outputs(grid.outputs)[..., grid.output]
        yield from _table(grid, own, _two_digits, wins)
    yield from _border(grid)
    yield from _cases(grid)


def _up(grid: Sampled) -> str:
    """After the inputs, where the second one goes."""
    return "" if grid.plane.is_line else " (upwards)"


def _held(grid: Sampled) -> str:
    """After the inputs that vary, at what the others are held, and which output is meant."""
    others = [f"{name} = {short(value)}" for name, value in grid.plane.others(grid.problem)]
    held = f"; {listed(others)} as in the first case" if others else ""
    several = grid.outputs.shape[-1] > 1 and not by_class(grid.problem)
    return f"{held}; of {_output(grid)}" if several else held


def _output(grid: Sampled) -> str:
    """The output that is looked at, by name."""
    return output_names(grid.problem)[grid.output]


def _two_digits(value: float) -> str:
    """An answer with two decimals, one too large for them with three digits."""
    if abs(value) >= 1000:
        return f"{value:.3g}"
    # What rounds to zero has no sign.
    return fixed(round(value, 2) + 0.0, 2)


def _table(
    grid: Sampled,
    values: Array,
    write: Callable[[float], str],
    wins: NDArray[np.intp] | None,
) -> Iterator[str]:
    """The rows of a grid (rows, columns), the highest on top, above the numbers of its axis."""
    texts = [[write(value) for value in row] for row in values.tolist()]
    labels = [f"{value:.4g}" for value in grid.up.tolist()]
    if grid.plane.is_line:
        labels = [_output(grid)]
    width = max(len(text) for row in texts for text in row)
    margin = max(len(label) for label in (*labels, grid.names[-1]))
    if not grid.plane.is_line:
        yield grid.names[1].rjust(margin)
    for k in reversed(range(len(texts))):
        line = labels[k].rjust(margin) + " "
        for column, text in enumerate(texts[k]):
            changes = wins is not None and column and wins[k, column] != wins[k, column - 1]
            line += (BORDER if changes else " ") + text.rjust(width)
        yield line
    numbers = [f"{value:.4g}" for value in grid.across.tolist()]
    line, apart = "", -(-(max(map(len, numbers)) + 1) // (width + 1))
    for column in range(0, len(numbers), max(2, apart)):
        end = margin + 1 + (column + 1) * (width + 1)
        line += numbers[column].rjust(end - len(line))
    yield f"{line}  {grid.names[0]}"


def _border(grid: Sampled) -> Iterator[str]:
    """Where the answer changes sides, row by row."""
    if not has_winner(grid.problem):
        yield "Values have no line between them."
        return
    if grid.flat:
        yield f"Flat: {grid.flat}, so there is no line and no side."
        return
    what = (
        "another class wins"
        if by_class(grid.problem)
        else f"{_output(grid)} crosses {short(grid.problem.levels.middle)}"
    )
    if not grid.border:
        yield f"Nowhere on these rows {what}."
        return
    yield f"{BORDER} is where {what}:"
    rows: dict[float, list[str]] = {}
    for across, up in grid.border:
        rows.setdefault(up, []).append(_place(grid, across))
    for up, found in reversed(rows.items()):
        at = "" if grid.plane.is_line else f"{grid.names[1]} = {up:.4g}: "
        yield f" {at}{grid.names[0]} = {', '.join(found)}"


def _place(grid: Sampled, value: float) -> str:
    """Where the answer changes sides along an axis, to a ten thousandth of what it reaches over."""
    step = (grid.across[-1] - grid.across[0]) / 1e4
    return f"{value:.{min(12, max(0, -math.floor(math.log10(step))))}f}"


def _cases(grid: Sampled) -> Iterator[str]:
    """Every case that lies here, with its place and its answer; how many lie elsewhere."""
    here = [place for place in grid.cases if place.within]
    for place in here:
        where = ", ".join(
            f"{name} = {short(value)}" for name, value in zip(grid.names, place.inputs, strict=True)
        )
        kind = "test case" if place.aside else "case"
        yield (
            f" {kind} {place.name} at {where}: {_said(grid, place.answer, True)}, "
            f"correct {_said(grid, place.target, False)}, {'right' if place.right else '✗ wrong'}"
        )
    if len(here) < len(grid.cases):
        apart = len(grid.cases) - len(here)
        yield f"{apart} of the {len(grid.cases)} cases lie elsewhere: other inputs are held here."


def _said(grid: Sampled, value: float, measured: bool) -> str:
    """An answer or a target in its own unit, or the class by name."""
    problem = grid.problem
    if by_class(problem):
        return problem.class_names[int(value)]
    own = grid.own(value)
    return fixed(own, 3) if measured else short(own)
