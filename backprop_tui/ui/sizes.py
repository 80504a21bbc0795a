"""The sizes of a terminal from which screens are laid out in another way. Every screen counts from
the same columns and rows, so that all of them change at once.
"""

from __future__ import annotations

SMALL = (72, 23)
"""Below these columns or rows not everything has room at once: one pane is shown, no diagram."""

TINY = (48, 14)
"""Below these columns or rows there is only the header, and it says so."""

WIDTHS = (150, 180)
HEIGHTS = (29, 38, 54)
"""Columns and rows from which the style sheet lays things out another way."""


def is_tiny(width: int, height: int) -> bool:
    """Whether there is room for the header alone."""
    return width < TINY[0] or height < TINY[1]


def is_small(width: int, height: int) -> bool:
    """Whether there is room for one thing at a time, and for no more."""
    return not is_tiny(width, height) and (width < SMALL[0] or height < SMALL[1])


def size_classes(width: int, height: int) -> dict[str, bool]:
    """The classes of the style sheet for a terminal, each with whether it holds."""
    return {
        **{f"-w{columns}": width >= columns for columns in WIDTHS},
        **{f"-h{rows}": height >= rows for rows in HEIGHTS},
        "-small": is_small(width, height),
        "-tiny": is_tiny(width, height),
    }
