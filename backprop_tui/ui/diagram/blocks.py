"""Where the units of every layer go when a layer is a block of cells, the blocks one above another
with the inputs at the bottom. The richest cells that fit are taken: names over numbers, numbers,
or shades alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, TypeAlias

LETTER, TITLE = 3, 9
"""Columns before the cells: for the letter of a layer, or for its title."""

ROOMY = 64
"""Columns of a pane from which there is room for titles."""

APART = 2
"""Columns between two groups of a layer."""

WORDS = 14
"""Columns that a name and its number take."""

WIDEST_GAP, GAP_SHARE = 3, 8
"""Rows between two layers at most, or on a high pane such a share of its rows."""

STRETCH, WIDE, WIDE_STRETCH = 4, 150, 8
"""Columns that a cell with a name takes beyond what it needs at most, where there is room; and from
how many columns for all cells on that is more.
"""

Groups: TypeAlias = tuple[int, ...]
"""How many units the groups of a layer have."""


class Cell(NamedTuple):
    """What a unit's cell says.

    Attributes:
        rows: Rows of a cell.
        columns: Columns of a cell by those of names and of numbers, the blank after it included.
        names: Whether it names its unit.
        numbers: Whether it says a number.
    """

    rows: int
    columns: Callable[[int, int], int]
    names: bool = False
    numbers: bool = False


NAMED = Cell(2, lambda name, number: max(name, number) + 1, names=True, numbers=True)
LETTERED = Cell(1, lambda name, number: name + 1, names=True)
NUMBERED = Cell(1, lambda name, number: number + 1, numbers=True)
SHADE = Cell(1, lambda name, number: 2)
THIN = Cell(1, lambda name, number: 1)

CHOICES = (
    (NAMED, NAMED), (NAMED, NUMBERED), (NAMED, SHADE),
    (SHADE, NAMED), (SHADE, NUMBERED), (SHADE, SHADE),
    (THIN, NUMBERED), (THIN, SHADE), (THIN, THIN),
)  # fmt: skip
"""Cells of inputs and outputs, and of hidden layers, the best first."""


class Block(NamedTuple):
    """A layer's cells.

    Attributes:
        cell: What they say.
        columns: Of a cell, the blank after it included.
        places: The column and the row of every unit's cell.
        words: Column, first row, columns and rows of what is said beside or above the cells, or
            `None` for nothing.
    """

    cell: Cell
    columns: int
    places: tuple[tuple[int, int], ...]
    words: tuple[int, int, int, int] | None

    @property
    def top(self) -> int:
        """Its first row of cells."""
        return self.places[0][1]


class Ladder(NamedTuple):
    """Where all blocks go.

    Attributes:
        blocks: One a layer, from the input on.
        label: Columns before the cells.
        letters: Of a name at most.
    """

    blocks: tuple[Block, ...]
    label: int
    letters: int


class _Wanted(NamedTuple):
    """A block that has no place yet."""

    cell: Cell
    columns: int
    groups: Groups
    lines: int
    above: int
    beside: int

    @property
    def rows(self) -> int:
        """Rows of its cells and of what is said above them."""
        return self.lines * self.cell.rows + self.above

    @property
    def wide(self) -> int:
        """Columns of all its cells."""
        return _wide(self.groups, self.lines, self.columns)

    def stretched(self, room: int) -> _Wanted:
        """The same with wider cells, if they have names and there is room."""
        across = sum(-(-size // self.lines) for size in self.groups)
        most = WIDE_STRETCH if room >= WIDE else STRETCH
        extra = min(most, (room - self.wide) // across) if self.cell.names else 0
        return self._replace(columns=self.columns + extra)


@lru_cache(128)
def ladder(
    groups: tuple[Groups, ...],
    names: tuple[tuple[int, tuple[int, ...]], ...],
    numbers: tuple[int, ...],
    bits: bool,
    width: int,
    height: int,
) -> Ladder | None:
    """The richest ladder that fits; `None` if none does.

    Args:
        groups: Of every layer.
        names: For some numbers of letters, the most first, the widest name of every layer.
        numbers: Columns of the widest number of every layer.
        bits: Whether inputs are on or off, which their shade says without a number.
        width: Columns of the pane.
        height: Its rows.
    """
    label = TITLE if width >= ROOMY else LETTER
    for outer, inner in CHOICES:
        for letters, longest in names if outer.names else names[-1:]:
            wanted = [
                _wanted(
                    inner if 0 < layer < len(groups) - 1
                    else LETTERED if bits and not layer and outer.names else outer,
                    each, longest[layer], numbers[layer], width - label,
                )
                for layer, each in enumerate(groups)
            ]  # fmt: skip
            found = [block for block in wanted if block is not None]
            if len(found) == len(groups) and sum(block.rows for block in found) <= height:
                return Ladder(_placed(found, label, width, height), label, letters)
    return None


def _wanted(cell: Cell, groups: Groups, name: int, number: int, room: int) -> _Wanted | None:
    """A block in as few lines as its cells fit in, with room for words if it says no names."""
    columns = cell.columns(name, number)
    for lines in range(1, max(groups) + 1):
        wide = _wide(groups, lines, columns)
        if wide <= room:
            beside = 0 if cell.names else max(0, room - wide - 1)
            said = not cell.names and beside >= WORDS
            above = int(not cell.names and not cell.numbers and not said)
            return _Wanted(cell, columns, groups, lines, above, beside if said else 0)
    return None


def _wide(groups: Groups, lines: int, columns: int) -> int:
    """Columns of a block in so many lines."""
    return sum(-(-size // lines) for size in groups) * columns + APART * (len(groups) - 1)


def _placed(found: list[_Wanted], label: int, width: int, height: int) -> tuple[Block, ...]:
    """Blocks from bottom to top, with what is left of the rows between them."""
    found = [block.stretched(width - label) for block in found]
    spare = height - sum(block.rows for block in found)
    gap = min(max(WIDEST_GAP, height // GAP_SHARE), spare // max(1, len(found) - 1))
    y = height - (spare - gap * (len(found) - 1)) // 2
    # What is said beside the cells begins in one column.
    beside = max((block.wide for block in found if block.beside), default=0)
    centred = all(block.cell.names for block in found)
    blocks = []
    for block in found:
        y -= block.rows
        first, places = label + (width - label - block.wide) // 2 * centred, []
        for size in block.groups:
            across = -(-size // block.lines)
            places += [
                (first + k % across * block.columns,
                 y + block.above + k // across * block.cell.rows)
                for k in range(size)
            ]  # fmt: skip
            first += across * block.columns + APART
        words = None
        if block.beside:
            x = label + beside + 1
            words = (x, y, width - x, block.lines)
        elif block.above:
            words = (label, y, width - label, 1)
        blocks.append(Block(block.cell, block.columns, tuple(places), words))
        y -= gap
    return tuple(blocks)
