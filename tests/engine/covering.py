"""Settings combined, few enough to try every row: any two values of two settings meet in one.
Mistakes need one cause or two that meet, hardly ever four, so these few rows find what the
thousands of all combinations would; random experiments try the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations


def pairwise(*sizes: int) -> list[tuple[int, ...]]:
    """Rows of one value, 0…size-1, of each setting, in which any two of two settings meet.

    Each row begins with the first pair that has not met yet; every other setting takes the value
    that adds most pairs to it, and of equals the one taken least often so far.
    """
    missing = dict.fromkeys(
        frozenset([(i, a), (j, b)])
        for i, j in combinations(range(len(sizes)), 2)
        for a in range(sizes[i])
        for b in range(sizes[j])
    )
    taken = dict.fromkeys(((k, value) for k, size in enumerate(sizes) for value in range(size)), 0)
    rows = []

    def worth(place: tuple[int, int], row: dict[int, int]) -> tuple[int, int]:
        return sum(frozenset([place, each]) in missing for each in row.items()), -taken[place]

    while missing:
        row = dict(next(iter(missing)))
        for k, size in enumerate(sizes):
            if k not in row:
                row[k] = max(((k, value) for value in range(size)), key=lambda at: worth(at, row))[
                    1
                ]
        for place in row.items():
            taken[place] += 1
        for pair in combinations(row.items(), 2):
            missing.pop(frozenset(pair), None)
        rows.append(tuple(row[k] for k in range(len(sizes))))
    return rows


def covering(*settings: Sequence[object]) -> list[tuple[object, ...]]:
    """The same in values themselves."""
    rows = pairwise(*map(len, settings))
    return [tuple(values[k] for values, k in zip(settings, row, strict=True)) for row in rows]
