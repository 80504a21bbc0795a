"""A table with more rows than there is room for goes on beside itself, as the index of a book does.
Two hundred cases are a picture when all are seen at once, and a keyhole when a quarter of them are.
"""

from __future__ import annotations

from typing import NamedTuple

LARGE = 16
"""Rows of a pane from which its table may go on beside itself."""

APART = 3
"""Columns between two blocks."""


class Blocks(NamedTuple):
    """How a table stands on a pane.

    Attributes:
        across: Blocks side by side.
        rows: Rows of each, below its heading.
        width: Columns of each.
    """

    across: int
    rows: int
    width: int

    @property
    def all_rows(self) -> int:
        """Rows of all blocks."""
        return self.across * self.rows

    def left(self, block: int) -> int:
        """The first column of a block."""
        return block * (self.width + APART)


def blocks(rows: int, least: int, width: int, height: int) -> Blocks:
    """The fewest blocks that hold a table, or as many as there is room for.

    Args:
        rows: Of the table.
        least: Columns of a block at least.
        width: Columns of the pane.
        height: Its rows, the heading's among them.
    """
    each = max(0, height - 1)
    if height < LARGE or rows <= each:
        return Blocks(1, each, width)
    count = max(1, min(-(-rows // each), (width + APART) // (least + APART)))
    return Blocks(count, each, (width + APART) // count - APART)
