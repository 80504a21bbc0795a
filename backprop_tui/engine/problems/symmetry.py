"""Whether a row of bits reads the same from both ends. Two hidden units are enough, however long
the row is: equal weights of opposite sign around the middle cancel where the bits agree, and
weights in the ratio 1 : 2 : 4 let no two disagreements cancel each other.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.catalogue import BuiltIn
from backprop_tui.engine.problems.problem import Problem


def _symmetry(name: str, bits: int, **more: Any) -> BuiltIn:
    """Every row of so many bits, counting upwards, with 1 for those that are symmetric."""
    summary = f"1 if the {bits} inputs read the same from both ends"

    def make() -> Problem:
        rows = list(product((0, 1), repeat=bits))
        targets = [int(row == row[::-1]) for row in rows]
        return Problem(name, summary, rows, targets, answer=Answer.BITS, picture="mirror", **more)

    return BuiltIn(name, make)


SYMMETRY: tuple[BuiltIn, ...] = (
    _symmetry("symmetry", 6, preset={"preset": "symmetry"}),
    _symmetry("symmetry-4", 4),
)
"""The mirror symmetry of the 1986 paper's figure 1, six inputs, and its little brother."""
