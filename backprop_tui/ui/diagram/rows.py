"""Which rows the units of a layer take, and the numbers that lead into one. They are evenly spread;
between two groups of a layer there is a gap, for no link leads across it.
"""

from __future__ import annotations

from collections.abc import Sequence


def unit_rows(count: int, top: int, height: int, cap: int, margin: int, need: int) -> list[int]:
    """Rows of `count` units, evenly spread and centred.

    Args:
        count: How many units.
        top: The first row that may be used.
        height: How many rows may be used.
        cap: The largest distance between two units whose numbers take less.
        margin: Rows to keep free above and below, if that leaves a distance of `need`.
        need: The distance that a unit's incoming weights take.
    """
    if count == 1:
        return [top + (height - 1) // 2]
    distance = (height - 1 - 2 * margin) // (count - 1)
    if distance < need:
        distance = (height - 1) // (count - 1)
    # Numbers come before an even look: for them units may stand further apart.
    distance = max(1, min(max(cap, need), distance))
    offset = (height - 1 - distance * (count - 1)) / 2
    return [int(top + offset + distance * i + 0.5) for i in range(count)]


def grouped_rows(
    division: Sequence[int], top: int, height: int, cap: int, margin: int, need: int
) -> list[int]:
    """The same for groups of so many units each, a place free between two where there is room.

    Numbers come first: where they would be left out for the gap there is none.
    """
    usual = unit_rows(sum(division), top, height, cap, margin, need)
    places = len(usual) + len(division) - 1
    if len(division) == 1 or places > height:
        return usual
    wider = unit_rows(places, top, height, cap, margin, need)
    if wider[1] - wider[0] < min(need, usual[1] - usual[0]):
        return usual
    groups = [number for number, units in enumerate(division) for _ in range(units)]
    return [wider[k + group] for k, group in enumerate(groups)]


def label_rows(row: int, count: int, room: int) -> tuple[int, ...] | None:
    """Rows for the `count` incoming numbers of the unit on `row`; `None` if `room` is too small."""
    if count == 1:
        return (row,)
    if count % 2 == 0 and room >= count + 1:
        return tuple(row + d for d in range(-count // 2, count // 2 + 1) if d)
    if room >= count:
        first = row - (count - 1) // 2
        return tuple(range(first, first + count))
    return None
