"""Where everything of a wire diagram goes: a column for each layer, a row for each unit, a row for
each weight. It depends on the sizes alone, so it is worked out once for a network in a pane, not
once a frame.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from backprop_tui.engine.core.links import Links
from backprop_tui.engine.naming import MOST_LETTERS
from backprop_tui.ui.diagram.rendering import FINE
from backprop_tui.ui.diagram.routes import arriving
from backprop_tui.ui.diagram.rows import grouped_rows, label_rows, unit_rows
from backprop_tui.ui.diagram.tile_sizes import tile_size

WIDE = 6
"""Columns of a number that may be as large as any, `-4e123`."""


TALLEST = ((50, 14), (38, 11), (0, 8))
"""From how many rows of a pane on there are how many from unit to unit at most."""

FINE_SHARE = 34
"""Columns of a layer from which there may be room for numbers with four decimals."""


class Geometry(NamedTuple):
    """Places in cells.

    Attributes:
        heading: Whether the first row names the layers.
        columns: Left edge of every layer.
        widths: Cells that a unit of each layer takes.
        rows: The row of every unit, a tuple a layer.
        labels: For every layer and every unit of it the rows of its incoming weights, and of
            its bias last; `None` for the input, and where there is no room for numbers.
        label_width: Cells from the end of a wire to the unit.
        tile: Columns and pixel rows of a unit's heat tile, or `None` for pills.
        numbers: Columns of a unit's number, a layer.
        roomy: Whether every wire has a few cells to run.
        height: Rows of the pane.
        taken: The first and the last row that units and numbers of each layer take; wires that
            skip the layer pass above and below.
        letters: Of a unit's name at most.
        fine: Whether numbers have four decimals.
    """

    heading: bool
    columns: tuple[int, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    labels: tuple[tuple[tuple[int, ...], ...] | None, ...]
    label_width: int
    tile: tuple[int, int] | None
    numbers: tuple[int, ...]
    roomy: bool
    height: int
    taken: tuple[tuple[int, int], ...]
    letters: int = MOST_LETTERS
    fine: bool = False

    @property
    def readable(self) -> tuple[bool, int]:
        """How much can be read: whether wires can be told apart, and how many layers' numbers."""
        return self.roomy, sum(rows is not None for rows in self.labels)


@lru_cache(256)
def geometry(  # one page of arithmetic, read top to bottom
    sizes: tuple[int, ...],
    bias: bool,
    names: tuple[int, ...],
    input_width: int,
    width: int,
    height: int,
    tiles: bool,
    signed: bool = False,
    wide: tuple[bool, ...] = (),
    direct: bool = False,
    groups: tuple[tuple[int, ...], ...] = (),
    fine: bool = False,
) -> Geometry:
    """Lay a network out.

    Args:
        sizes: Units of every layer.
        bias: Whether units have a bias to show.
        names: Width of the longest unit name of every layer.
        input_width: Width of the widest input value.
        width: Columns of the pane.
        height: Rows of the pane.
        tiles: Whether units may be drawn as heat tiles.
        signed: Whether units carry numbers with signs, which are longer.
        wide: For every layer whether its numbers may be of any size; empty means none.
        direct: Whether a layer sees all before it; wires then pass above and below layers.
        groups: The units of each group of every layer, as in `Links`.
        fine: Whether numbers are to have four decimals.
    """
    layers = len(sizes)
    links = Links(sizes, direct, groups)
    numbered = [_numbered(links, layer, bias) for layer in range(layers)]
    incoming = [max(counts) for counts in numbered]
    heading = height >= 9 and (
        _has_room(sizes, incoming, _bands(links, height, 1))
        or not _has_room(sizes, incoming, _bands(links, height, 0))
    )
    room, bands = height - int(heading), _bands(links, height, int(heading))
    densest = max(sizes)
    tile = tile_size(links, min(map(len, bands)), width, height) if tiles else None
    beside = tile[1] // 4 if tile else 0
    tallest = max(next(apart for least, apart in TALLEST if height >= least), 2 * beside + 5)
    cap = min(tallest, 2 * max(1, (room - 1) // max(1, densest - 1)))
    rows: list[tuple[int, ...]] = []
    for k, (most, band) in enumerate(zip(incoming, bands, strict=True)):
        place = links.division(k), band.start, len(band), cap
        units = tuple(grouped_rows(*place, max(most // 2, beside * bool(k)), max(1, most)))
        if beside and k and (units[0] - beside < band.start or units[-1] + beside >= band.stop):
            # There is no room for numbers, so tiles may stand closer and be whole.
            units = tuple(grouped_rows(*place, beside, 1))
        rows.append(units)
    rooms = [
        min(b - a for a, b in pairwise(r)) if len(r) > 1 else len(band)
        for r, band in zip(rows, bands, strict=True)
    ]
    number = (4 if width / layers >= 17 else 3) + 2 * signed
    numbers = tuple(
        FINE if fine else WIDE if any(wide[k : k + 1]) else number for k in range(layers)
    )
    widths = [names[0] + input_width + 3]
    for layer in range(1, layers):
        body = tile[0] + 2 if tile else names[layer] + 3
        widths.append(body + numbers[layer])
    space = (width - sum(widths)) / (layers - 1)
    columns = [round(sum(widths[:k]) + space * k) for k in range(layers)]
    label_width = (9 if fine else 7 if width >= 60 else 6) + bias
    labels: list[tuple[tuple[int, ...], ...] | None] = [None]
    for layer in range(1, layers):
        found = [
            label_rows(row, count, rooms[layer])
            for row, count in zip(rows[layer], numbered[layer], strict=True)
        ]
        known = tuple(r for r in found if r is not None)
        fits = (
            len(known) == len(found)
            and min(known[0]) in bands[layer]
            and max(known[-1]) in bands[layer]
            and columns[layer] - columns[layer - 1] - widths[layer - 1] >= label_width + 4
        )
        labels.append(_as_they_arrive(known, links, layer) if fits else None)
    taken = tuple(_taken(r, labels[k], beside if k else 0) for k, r in enumerate(rows))
    if direct and tile and any(set(ends) - set(b) for ends, b in zip(taken, bands, strict=True)):
        settings = (sizes, bias, names, input_width, width, height)
        return geometry(*settings, False, signed, wide, direct, groups, fine)
    return Geometry(
        heading, tuple(columns), tuple(widths), tuple(rows), tuple(labels), label_width,
        tile, numbers, space >= 5, height, taken, fine=fine,
    )  # fmt: skip


def _numbered(links: Links, layer: int, bias: bool) -> tuple[int, ...]:
    """How many numbers lead into each unit of a layer."""
    units = links.sizes[layer]
    if layer == 0:
        return (0,) * units
    there = links.linked(layer)
    before = [links.shapes[layer - 1][0]] * units if there is None else there.sum(axis=0).tolist()
    return tuple(count + bias for count in before)


def _as_they_arrive(
    labels: tuple[tuple[int, ...], ...], links: Links, layer: int
) -> tuple[tuple[int, ...], ...]:
    """The rows of numbers, given from top to bottom, in the order of the weights."""
    if not links.skipping:
        return labels
    there, every = links.linked(layer), arriving(links, layer)
    ordered = []
    for unit, rows in enumerate(labels):
        order = every if there is None else [row for row in every if there[row, unit]]
        place = {row: k for k, row in enumerate(order)}
        ordered.append((*(rows[place[row]] for row in sorted(order)), *rows[len(order) :]))
    return tuple(ordered)


def _taken(
    rows: tuple[int, ...], labels: tuple[tuple[int, ...], ...] | None, beside: int
) -> tuple[int, int]:
    """The first and the last row of a layer's units, with rows beside each, and numbers."""
    every = [row for numbers in labels or () for row in numbers]
    return min([rows[0] - beside, *every]), max([rows[-1] + beside, *every])


def _bands(links: Links, height: int, heading: int) -> list[range]:
    """The rows of each layer: all below the heading, but for one at each end for wires to pass."""
    last = len(links.sizes) - 1
    passed = [int(links.skipping and 0 < layer < last) for layer in range(last + 1)]
    return [range(heading + rows, max(heading + rows, height - rows)) for rows in passed]


def _has_room(sizes: tuple[int, ...], incoming: list[int], bands: list[range]) -> bool:
    """Whether all weights find a row in their layer's, with a row between units."""
    for size, count, band in zip(sizes[1:], incoming[1:], bands[1:], strict=True):
        top, room = band.start, len(band)
        if size > room:
            return False
        if size > 1:
            apart = count + 1 - count % 2
            if (room - 1 - 2 * (count // 2)) // (size - 1) < apart:
                return False
        rows = unit_rows(size, top, room, TALLEST[-1][1], count // 2, count)
        slot = rows[1] - rows[0] if size > 1 else room
        first, last = label_rows(rows[0], count, slot), label_rows(rows[-1], count, slot)
        if first is None or last is None or min(first) not in band or max(last) not in band:
            return False
    return True
