"""What a person looks at, apart from what there is to be seen: the case that is followed, the unit,
the layer, and the way in which they are shown. It outlives every moment of the run.
"""

from __future__ import annotations

from typing import NamedTuple


class Unit(NamedTuple):
    """A unit by its layer (0 is the input) and its place in it."""

    layer: int
    position: int


class Gaze(NamedTuple):
    """What a person looks at, and how.

    Attributes:
        selected: The case that all panes follow.
        inspected: The unit whose wires stand out, if any.
        rendering: The diagram that was asked for by name, or `None` for the best that fits.
        hidden_layer: Which hidden layer is shown alone, from 1; beyond the last they begin again.
        output: Whether a diagram of one layer shows the output instead.
        numbers: Whether hidden activations are a table even where the problem has a picture.
        sorted: Whether the cases that are furthest off come first.
        beyond: How many cases that are put aside a table without room for all is scrolled down to.
        seconds: How long a phase of the walk-through is shown while they are played.
        plane: Which two inputs the plane of the decision surface is of; beyond the last pair they
            begin again.
        space: The way to look into the hidden space that was asked for by name, or `None` for the
            best that suits.
    """

    selected: int = 0
    inspected: Unit | None = None
    rendering: str | None = None
    hidden_layer: int = 1
    output: bool = False
    numbers: bool = False
    sorted: bool = False
    beyond: int = 0
    seconds: float = 2.0
    plane: int = 0
    space: str | None = None
