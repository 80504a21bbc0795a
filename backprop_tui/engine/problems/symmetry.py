"""Whether a row of bits reads the same from both ends. Two hidden units are enough, however long
the row is: equal weights of opposite sign around the middle cancel where the bits agree, and
weights in the ratio 1 : 2 : 4 let no two disagreements cancel each other.
"""

from __future__ import annotations

from backprop_tui.engine.problems.catalogue import BuiltIn
from backprop_tui.engine.problems.logic import truth_table


def _mirrored(bits: tuple[int, ...]) -> int:
    return int(bits == bits[::-1])


SYMMETRY: tuple[BuiltIn, ...] = (
    truth_table("symmetry", "1 if the 6 inputs read the same from both ends", 6, _mirrored),
    truth_table("symmetry-4", "1 if the 4 inputs read the same from both ends", 4, _mirrored),
)
"""The mirror symmetry of the 1986 paper's figure 1, six inputs, and its little brother."""
