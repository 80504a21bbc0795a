"""Which way the matrices of weights stand that somebody wrote down. Here a row is a unit before and
a column a unit, so that a · W adds up from left to right; many books, and PyTorch, have it the
other way round, for W · a.
"""

from __future__ import annotations

from typing import NamedTuple


class Orientation(NamedTuple):
    """What rows and columns of a matrix in a file stand for.

    Attributes:
        name: What a row is: `input`, a unit before, or `unit`.
        rows: Both in a few words.
        before: What of the matrix there is for each unit before: `row` or `column`.
        unit: What there is for each unit that it leads to.
    """

    name: str
    rows: str
    before: str
    unit: str

    def shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Units before and units as the file has them: its rows and its columns, or back again."""
        return shape if self.before == "row" else shape[::-1]


ORIENTATIONS: dict[str, Orientation] = {
    each.name: each
    for each in (
        Orientation(
            "input",
            "a row per unit before (an input, in the first matrix), a column per unit",
            "row",
            "column",
        ),
        Orientation(
            "unit",
            "a row per unit, a column per unit before (an input, in the first matrix)",
            "column",
            "row",
        ),
    )
}
"""Both ways by the name of what a row is."""


def other(by: str) -> str:
    """The name of the other way."""
    return next(name for name in ORIENTATIONS if name != by)
