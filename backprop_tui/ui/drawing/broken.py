"""A curve that only stands beside another one is broken, each in a way of its own, so that no
colour is needed to tell them apart. Where there is no braille, each is made of its own letter.
"""

from __future__ import annotations

from typing import NamedTuple

from backprop_tui.ui.drawing.canvas import BRAILLE

TYPED_DOT = "*"
"""What a curve is made of without braille."""

BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The dots of a braille character, row by row."""


class Broken(NamedTuple):
    """How a curve that only stands beside another one is broken.

    Attributes:
        on: So many of its dots along the diagonal are drawn.
        typed: What it is made of without braille.
        off: So many are not; 0 for as many as are.
    """

    on: int
    typed: str
    off: int = 0


DOTTED, DASHED = Broken(2, "."), Broken(4, "o")
"""That of the right run beside a wrong one; that of test cases beside those that are learnt."""

LEFT = (Broken(2, ".", 2), Broken(6, ".", 3), Broken(2, ".", 6), Broken(10, ".", 4))
"""Those of runs that were left, one after the other; each is typed as the letter of its run."""


def broken(rows: list[str], how: Broken = DOTTED) -> list[str]:
    """A curve with some of its dots left out, but not at its last point.

    They are counted along the diagonal, so that what falls is broken as what is flat.
    """
    curve = [
        (x, y) for y, row in enumerate(rows) for x, mark in enumerate(row)
        if ord(mark) > BRAILLE or mark == TYPED_DOT
    ]  # fmt: skip
    last = max((x for x, _ in curve), default=0)
    drawn = [list(row) for row in rows]
    period = how.on + (how.off or how.on)
    for x, y in curve:
        if rows[y][x] == TYPED_DOT:
            drawn[y][x] = how.typed
        elif x < last:
            kept = sum(
                bit
                for down, row in enumerate(BITS)
                for right, bit in enumerate(row)
                if (2 * x + right + 4 * y + down) % period < how.on
            )
            drawn[y][x] = chr(BRAILLE + (ord(rows[y][x]) - BRAILLE & kept))
    return ["".join(row) for row in drawn]
