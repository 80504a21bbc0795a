"""Which panes there are, and where each stands on the dashboard in a terminal of any size.
A pane is one file under `panes` and one line in `PANES`: its number key, its title, its place in
the palette and in the help, and its size on every terminal follow from there.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, TypeAlias

from backprop_tui.ui.panes.hidden_activations import HiddenActivations
from backprop_tui.ui.panes.loss_chart import LossChart
from backprop_tui.ui.panes.network_diagram import NetworkDiagram
from backprop_tui.ui.panes.predictions import Predictions
from backprop_tui.ui.sizes import is_small
from backprop_tui.ui.widgets.pane import Pane

Steps: TypeAlias = tuple[tuple[int, int], ...]
"""From so many columns (rows) of the terminal on, so many columns (rows), the fewest first."""

SHARE: Steps = ()
"""As much as the others that share what is left."""

EVERYWHERE: Steps = ((0, 0),)
"""From any number of columns and rows on."""

ROOMY = 29
"""Rows of a terminal from which there is a blank between a frame and what is in it."""

NUMBERS = 9
"""Number keys that there are."""


class Later(NamedTuple):
    """A pane whose module is imported when it is first to be shown or asked.

    Attributes:
        module: Its module under `panes`.
        name: Its class there.
        heading: What it is called, as the class itself says.
    """

    module: str
    name: str
    heading: str


class PanePlace(NamedTuple):
    """Where a pane stands.

    Attributes:
        name: What it is called in actions, and its id on the screen.
        what: What stands there.
        box: The box that it stands in.
        widths: Its columns, by the columns of the terminal.
        heights: Its rows, by the rows of the terminal.
        since: Columns and rows from which it is shown beside others, any one of these pairs; its
            key shows it anywhere.
        swaps: Whether it may stand in the place of pane `SWAPPED` where it has none of its own.
    """

    name: str
    what: type[Pane] | Later
    box: str
    widths: Steps = SHARE
    heights: Steps = SHARE
    since: Steps = EVERYWHERE
    swaps: bool = False

    @property
    def pane(self) -> type[Pane]:
        """The class of what stands there, imported by now."""
        if not isinstance(self.what, Later):
            return self.what
        module = import_module(f"backprop_tui.ui.panes.{self.what.module}")
        pane: type[Pane] = getattr(module, self.what.name)
        return pane

    @property
    def heading(self) -> str:
        """What it is called; nothing is imported to know it."""
        return self.what.heading if isinstance(self.what, Later) else self.what.HEADING

    def has_room(self, width: int, height: int) -> bool:
        """Whether it is shown beside others in a terminal of this size."""
        return any(width >= columns and height >= rows for columns, rows in self.since)


class Box(NamedTuple):
    """What holds panes side by side.

    Attributes:
        name: What it is called in this table.
        inside: The box that it stands in; empty for the screen.
        stacked: Whether it holds them one above the other instead.
        widths: As of a pane.
        heights: As of a pane.
    """

    name: str
    inside: str = ""
    stacked: bool = False
    widths: Steps = SHARE
    heights: Steps = SHARE


BOXES: tuple[Box, ...] = (
    Box("top"),
    Box("bottom", heights=((0, 8), (29, 9), (38, 10), (54, 13))),
    Box(
        "side",
        inside="top",
        stacked=True,
        widths=((0, 31), (98, 40), (118, 46), (150, 62), (180, 92)),
    ),
)
"""From top to bottom, or from left to right, what is in a box after it."""

PANES: tuple[PanePlace, ...] = (
    PanePlace("network", NetworkDiagram, "top"),
    PanePlace("loss", LossChart, "side", heights=((54, 17), (72, 25), (90, 33))),
    PanePlace("predictions", Predictions, "bottom"),
    PanePlace("hidden", HiddenActivations, "bottom"),
    PanePlace(
        "surface",
        Later("decision_surface", "DecisionSurface", "Decision surface"),
        "side",
        since=((98, 29), (72, 38)),
        swaps=True,
    ),
    PanePlace(
        "space",
        Later("hidden_space", "HiddenSpace", "Hidden space"),
        "bottom",
        since=((118, 23),),
        swaps=True,
    ),
    PanePlace(
        "gradients",
        Later("gradients", "Gradients", "Gradients"),
        "bottom",
        since=((180, 23),),
        swaps=True,
    ),
)
"""In the order of their numbers, from 1, and of their places in a box."""

SWAPPED = "loss"
"""The pane beside the network, in whose place others may stand."""


def blanks(width: int, height: int) -> int:
    """Blank columns within the frame of a pane, at each side, in a terminal of this size."""
    return int(height >= ROOMY and not is_small(width, height))


def number_of(name: str) -> int:
    """The number of a pane."""
    return [place.name for place in PANES].index(name) + 1


def place_of(name: str) -> PanePlace:
    """The place of a pane."""
    return PANES[number_of(name) - 1]
