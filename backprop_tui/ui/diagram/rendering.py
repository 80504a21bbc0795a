"""What every way of drawing a network has in common: a name, a test whether it fits, and a brush.
The small pieces that several of them share are here too: unit pills, headings and brackets.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from backprop_tui.engine.problems import Problem
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.drawing.frames import Caption, Word, words
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.view import View

CROWDED = 20
"""With more wires than this into a layer only the strongest are drawn."""

BOX = {
    (0, 0, 1, 1): "─", (1, 1, 0, 0): "│", (0, 1, 1, 0): "╮", (1, 0, 1, 0): "╯",
    (0, 1, 0, 1): "╭", (1, 0, 0, 1): "╰", (1, 1, 1, 0): "┤", (1, 1, 0, 1): "├",
    (0, 1, 1, 1): "┬", (1, 0, 1, 1): "┴", (1, 1, 1, 1): "┼", (0, 0, 1, 0): "─",
    (0, 0, 0, 1): "─", (0, 1, 0, 0): "│", (1, 0, 0, 0): "│",
}  # fmt: skip
"""Frame characters by their arms: up, down, left, right."""


class Rendering(NamedTuple):
    """A way to draw a network.

    Attributes:
        name: How it is asked for.
        fits: Whether it can show this view in so many columns and rows.
        paint: Draws it on a canvas.
        signs: How a number above zero and one below it look.
        sizes: How a large number looks, with `{}` for what is large.
        grey: `signs` where there are no colours; empty where they are the same.
        typed: Both where there are only letters; empty where they are the same.
        is_worth: Whether it says of this network what others do not; one that is not is drawn
            only if it is asked for by name.
        says: What is drawn in so many columns and rows, where that wants to be said; else `None`.
        explained: Whether its marks mean the same when it says something.
        one_layer: Whether it has one layer in focus.
        pulses: Whether the pulse of an overlay is seen in it.
    """

    name: str
    fits: Callable[[View, int, int], bool]
    paint: Callable[[Canvas, View], None]
    signs: tuple[Word, ...]
    sizes: str
    grey: str = ""
    typed: str = ""
    is_worth: Callable[[View], bool] = lambda view: True
    says: Callable[[View, int, int], str | None] = lambda view, width, height: None
    explained: bool = False
    one_layer: bool = False
    pulses: bool = False

    def legend(self, look: Look | None, symbol: str = "w") -> tuple[Caption, Caption]:
        """What the pane's lower border says, in full and in short.

        Args:
            look: What it is drawn with; `None` stands for colours and dots.
            symbol: The symbol of what the wires carry.
        """
        if look is not None and not look.glyphs.unicode and self.typed:
            return self.typed.format(symbol), self.typed.format(symbol)
        is_grey = look is not None and not look.palette.coloured and self.grey
        signs = words(self.grey) if is_grey else self.signs
        return (*signs, Word(f"  {self.sizes.format(symbol)}")), signs


def signs(above: str, below: str) -> tuple[Word, ...]:
    """How numbers above and below zero look, in their colours."""
    return Word(above, "positive"), Word("  "), Word(below, "negative")


FINE = 7
"""Columns from which a unit's number has four decimals, `-0.9123`."""

INPUT = 5
"""Columns of an input at most."""


def unit_number(layer: int, value: float, width: int) -> str:
    """A unit's output in four columns, or in `width`; inputs as short as they are."""
    if layer == 0:
        return formats.bits(value, INPUT)
    if width >= FINE:
        return formats.fine(value, 4, width)
    return formats.activation(value, min(4, width), width)


def any_size(view: View) -> tuple[bool, ...]:
    """For every layer whether its units' numbers may be of any size: sums, blame, a linear a."""
    layers = view.snapshot.experiment.layer_activations
    return False, *(view.overlay is not None or None in layer.bounds for layer in layers)


@lru_cache(16)
def input_width(problem: Problem) -> int:
    """Columns of the widest input value."""
    widest, seen = 0, set[float]()
    for row in problem.inputs:
        new = set(row.tolist()) - seen
        seen |= new
        widest = max(widest, *(len(unit_number(0, value, 4)) for value in new), 0)
        if widest == INPUT:  # most measured values are; a table can hold millions
            break
    return widest


def pill(
    canvas: Canvas,
    view: View,
    unit: Unit,
    x: int,
    y: int,
    width: int,
    number: int,
    letters: int,
    heat: float | None = None,
) -> None:
    """A unit as one row: its name and what it shows for the selected case, on its heat.

    Args:
        canvas: Where it is drawn.
        view: What is drawn.
        unit: Which one.
        x: Its first column.
        y: Its row.
        width: Its columns.
        number: Columns of its number.
        letters: Of its name at most.
        heat: On the scale of the heat ramp; `None` for the heat of its layer.
    """
    palette = canvas.palette
    layer, index = unit
    numbers = view.unit_values(layer)
    if heat is None and numbers is not None:
        heat = float(numbers.heat[index])
    shade = palette.track if heat is None else palette.heat(heat)
    paper = shade if canvas.glyphs.unicode else palette.background
    ink = palette.ink(paper)
    canvas.fill(x, y, width, 1, paper)
    canvas.text(x + 1, y, view.unit_names(layer, letters)[index], ink, paper, bold=True)
    canvas.flush_right(x + width - 2, y, unit_text(view, unit, number), ink)
    if not canvas.glyphs.unicode:
        canvas.text(x, y, "[")
        canvas.text(x + width - 1, y, "]")
    if view.overlay is not None and view.overlay.lit_units == layer:
        colour = palette.backward if view.overlay.backward else palette.forward
        canvas.text(x, y, "▌", colour, bold=True)
        canvas.text(x + width - 1, y, "▐", colour, bold=True)
    elif view.gaze.inspected == unit:
        canvas.text(x, y, "▸", ink, paper, bold=True)
    canvas.spot(x, y, width, 1, unit)


def unit_text(view: View, unit: Unit, width: int) -> str:
    """What a unit shows, in `width` columns; a dot for what is not known yet."""
    numbers = view.unit_values(unit.layer)
    if numbers is None:
        return "·"
    value = float(numbers.values[unit.position])
    if view.overlay is None or unit.layer == 0:
        return unit_number(unit.layer, value, width)
    return formats.signed(value, width)


def bracket(canvas: Canvas, x: int, unit_row: int, rows: tuple[int, ...], ink: int) -> None:
    """The frame that gathers the weights on `rows` into the unit on `unit_row`."""
    low, high = min(*rows, unit_row), max(*rows, unit_row)
    for y in range(low, high + 1):
        arms = (int(y > low), int(y < high), int(y in rows), int(y == unit_row))
        canvas.text(x, y, BOX.get(arms, " "), ink)
