"""Where every pane stands on the dashboard, from which size of terminal on, and how large it is.
A pane is one file under `panes` and one line in `PANES`: its number key, its title, its place in
the palette and in the help, and its size on every terminal follow from there.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from backprop_tui.ui.panes.hidden_activations import HiddenActivations
from backprop_tui.ui.panes.loss_chart import LossChart
from backprop_tui.ui.panes.network_diagram import NetworkDiagram
from backprop_tui.ui.panes.predictions import Predictions
from backprop_tui.ui.sizes import is_small, is_tiny
from backprop_tui.ui.widgets.pane import Pane

Steps: TypeAlias = tuple[tuple[int, int], ...]
"""From so many columns (rows) of the terminal on, so many columns (rows), the fewest first."""

SHARE: Steps = ()
"""As much as the others that share what is left."""

ROOMY = 29
"""Rows of a terminal from which there is a blank between a frame and what is in it."""

NUMBERS = 9
"""Number keys that there are."""


class PanePlace(NamedTuple):
    """Where a pane stands.

    Attributes:
        name: What it is called in actions, and its id on the screen.
        pane: What stands there.
        box: The box that it stands in.
        widths: Its columns, by the columns of the terminal.
        heights: Its rows, by the rows of the terminal.
        since: Columns and rows from which it is shown beside others; its key shows it anywhere.
    """

    name: str
    pane: type[Pane]
    box: str
    widths: Steps = SHARE
    heights: Steps = SHARE
    since: tuple[int, int] = (0, 0)


class Box(NamedTuple):
    """What holds panes side by side.

    Attributes:
        name: Its id on the screen.
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
)
"""From top to bottom, or from left to right."""

PANES: tuple[PanePlace, ...] = (
    PanePlace("network", NetworkDiagram, "top"),
    PanePlace(
        "loss", LossChart, "top", widths=((0, 31), (98, 40), (118, 46), (150, 62), (180, 92))
    ),
    PanePlace("predictions", Predictions, "bottom"),
    PanePlace("hidden", HiddenActivations, "bottom"),
)
"""In the order of their numbers, from 1, and of their places in a box."""


def blanks(width: int, height: int) -> int:
    """Blank columns within the frame of a pane, at each side, in a terminal of this size."""
    return int(height >= ROOMY and not is_small(width, height))


class Extent(NamedTuple):
    """How large something is, where that is fixed.

    Attributes:
        columns: Its width, or `None` for a share.
        rows: Its height, or `None` for a share.
    """

    columns: int | None = None
    rows: int | None = None


def number_of(name: str) -> int:
    """The number of a pane."""
    return [place.name for place in PANES].index(name) + 1


def extents(width: int, height: int, chosen: str, zoomed: str | None = None) -> dict[str, Extent]:
    """What a terminal shows: the names of boxes and panes, each with its size.

    Args:
        width: Columns of the terminal.
        height: Its rows.
        chosen: The pane that a small terminal shows.
        zoomed: The pane that has the screen to itself, if one does.
    """
    if is_tiny(width, height):
        return {}
    small = is_small(width, height)
    shown: list[PanePlace | Box] = [
        place
        for place in PANES
        if place.name in ((chosen, zoomed) if small else (zoomed,))
        or (not small and width >= place.since[0] and height >= place.since[1])
    ]
    used = {place.box for place in PANES if place in shown}
    for box in reversed(BOXES):  # what is inside a box comes after it
        if box.name in used:
            shown.append(box)
            used.add(box.inside)
    return {
        placed.name: Extent()
        if small or placed.name == zoomed
        else Extent(_at(placed.widths, width), _at(placed.heights, height))
        for placed in shown
    }


def _at(steps: Steps, size: int) -> int | None:
    """What holds at a size."""
    return next((cells for least, cells in reversed(steps) if size >= least), None)
