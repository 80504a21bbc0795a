"""The rectangles of the panes: a terminal of any size is cut up as the tables of `layouts` say, so
that no cell is covered twice and none is left over. What a pane leaves that has nothing to show
goes to its neighbours.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.geometry import Region, Size

from backprop_tui.ui import layouts
from backprop_tui.ui.layouts import Box, PanePlace, Steps
from backprop_tui.ui.sizes import is_small, is_tiny


class Wanted(NamedTuple):
    """What somebody wants to see, which outlasts any size of the terminal.

    Attributes:
        alone: The pane that a small terminal shows.
        beside: The pane that stands beside the network where it has no place of its own.
        zoomed: The pane that has the screen to itself, if one does.
        lacking: Panes for which the network lacks something: none of them is shown unasked.
    """

    alone: str
    beside: str = layouts.SWAPPED
    zoomed: str | None = None
    lacking: frozenset[str] = frozenset()


def candidates(size: Size, wanted: Wanted) -> list[str]:
    """The panes that may stand beside the network in turn, in the order of their numbers.

    Args:
        size: Of the terminal.
        wanted: What somebody wants to see.
    """
    small = is_small(*size)
    return [
        place.name
        for place in layouts.PANES
        if place.name == layouts.SWAPPED
        or (
            (place.swaps and place.name not in wanted.lacking)
            and (small or not place.has_room(*size))
        )
    ]


def shown(size: Size, wanted: Wanted) -> dict[str, str]:
    """The panes that are shown, each with the pane in whose place it stands, mostly its own.

    Args:
        size: Of the terminal.
        wanted: What somebody wants to see.
    """
    if is_tiny(*size):
        return {}
    if is_small(*size):
        return {wanted.alone: wanted.alone}
    found = {
        place.name: place.name
        for place in layouts.PANES
        if place.has_room(*size) and place.name not in wanted.lacking
    }
    if wanted.beside in candidates(size, wanted):
        del found[layouts.SWAPPED]
        found[wanted.beside] = layouts.SWAPPED
    return found


def tile(terminal: Size, area: Size, wanted: Wanted) -> dict[str, Region]:
    """The rectangle of every pane that is shown.

    Args:
        terminal: Size of the terminal, by which it is chosen what is shown.
        area: What of it panes may cover.
        wanted: What somebody wants to see.
    """
    there = shown(terminal, wanted)
    if wanted.zoomed is not None and there:
        return {wanted.zoomed: area.region}
    if is_small(*terminal):
        return dict.fromkeys(there, area.region)
    pane_in = {place: pane for pane, place in there.items()}
    screen = Box("", stacked=True)
    return _cut(screen, area.region, terminal, pane_in)


def _cut(box: Box, room: Region, terminal: Size, pane_in: dict[str, str]) -> dict[str, Region]:
    """The rectangles of the panes in a box, and in those that it holds.

    Args:
        box: Which one.
        room: Its own rectangle.
        terminal: Size of the terminal.
        pane_in: What stands in each place that is taken.
    """
    held = _held(box, pane_in)
    steps = [each.heights if box.stacked else each.widths for each in held]
    lengths = _lengths(
        room.height if box.stacked else room.width,
        [_at(each, terminal.height if box.stacked else terminal.width) for each in steps],
    )
    found: dict[str, Region] = {}
    for each, length in zip(held, lengths, strict=True):
        if box.stacked:
            part, room = room.split_horizontal(length)
        else:
            part, room = room.split_vertical(length)
        if isinstance(each, Box):
            found |= _cut(each, part, terminal, pane_in)
        else:
            found[pane_in[each.name]] = part
    return found


def _held(box: Box, pane_in: dict[str, str]) -> list[PanePlace | Box]:
    """What stands in a box: its panes, then the boxes in it that hold anything."""
    panes = [place for place in layouts.PANES if place.box == box.name and place.name in pane_in]
    boxes = [other for other in layouts.BOXES if other.inside == box.name]
    return [*panes, *(other for other in boxes if _held(other, pane_in))]


def _at(steps: Steps, size: int) -> int | None:
    """What holds at a size; `None` for a share."""
    return next((cells for least, cells in reversed(steps) if size >= least), None)


def _lengths(total: int, fixed: list[int | None]) -> list[int]:
    """How a length is divided: some parts are given, the others share what is left.

    What stands alone has all of it, whatever is given.
    """
    shares = fixed.count(None)
    if fixed and not shares:
        fixed, shares = [*fixed[:-1], None], 1
    left = max(0, total - sum(part for part in fixed if part is not None))
    lengths, taken = [], 0
    for part in fixed:
        if part is not None:
            lengths.append(part)
            continue
        # Whole cells, and never one too few in all.
        lengths.append((taken + 1) * left // shares - taken * left // shares)
        taken += 1
    return lengths
