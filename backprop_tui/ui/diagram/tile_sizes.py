"""How large the tiles of a wire diagram are. The larger a tile, the finer one sees how its unit
cuts the square; but wires and their numbers need room too.
"""

from __future__ import annotations

from typing import NamedTuple

from backprop_tui.engine.core.links import Links


class Tile(NamedTuple):
    """A size of tiles, and the room for it.

    Attributes:
        rows: Its rows; it has twice as many columns.
        apart: Rows from unit to unit that it takes.
        share: Columns of each layer.
        height: Rows of the pane.
    """

    rows: int
    apart: int
    share: int
    height: int


TILES = (
    Tile(17, 20, 60, 54), Tile(13, 15, 60, 50), Tile(11, 13, 50, 44), Tile(9, 11, 44, 34),
    Tile(7, 9, 34, 30), Tile(5, 7, 22, 34), Tile(3, 4, 21, 0),
)  # fmt: skip
"""Every size of a tile, the largest first."""


def tile_size(links: Links, room: int, width: int, height: int) -> tuple[int, int] | None:
    """Columns and pixel rows of the largest heat tile that there is room for, if there is any."""
    sizes = links.sizes
    if width < 64 or len(sizes) > 4:
        return None
    for tile in TILES:
        # Wires that skip a layer pass above and below its tiles.
        if tile.rows > 5 and links.skipping:
            continue
        if tile.rows == 5 and width < 90:
            continue
        # The first and the last stand within the pane as a whole.
        ends = 1 if tile.rows <= 5 else tile.rows
        apart = min(((room - ends) // (n - 1) for n in sizes[1:] if n > 1), default=room)
        if apart >= tile.apart and width / len(sizes) >= tile.share and height >= tile.height:
            return 2 * tile.rows, 2 * tile.rows
    return None
