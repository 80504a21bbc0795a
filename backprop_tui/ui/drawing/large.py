"""Digits three rows high, for cells that have room for them. From the last row of a classroom a
number is read by its shape, and a larger frame around the same small digits helps nobody.
"""

from __future__ import annotations

from functools import lru_cache

ROWS = 3
"""Rows of large digits."""

ROOM = 5
"""Rows of a cell from which its number is written in large digits: a blank above and below."""


@lru_cache(512)
def large(text: str) -> tuple[str, ...]:
    """Digits three rows high; every row is as wide as the others."""
    from rich.segment import Segment
    from rich.style import Style
    from textual.renderables.digits import Digits

    style = Style()
    parts = Digits(text, style).render(style)
    rows = "".join(part.text for part in parts if isinstance(part, Segment))
    return tuple(rows.rstrip("\n").split("\n"))


def large_width(text: str) -> int:
    """Columns of a text in large digits."""
    return len(large(text)[0])
