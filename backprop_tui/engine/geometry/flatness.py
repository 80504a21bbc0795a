"""Whether answers differ from a tie by more than rounding does. Weights that training has shrunk to
nothing still have a sign and a direction, but these are the last digits of sums and say nothing.
"""

from __future__ import annotations

import math

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems.levels import Levels

ROUNDING = 1e-9
"""Of the distance between a 0 and a 1: a rounding error is 1e-16 of it, a step of training adds
some of them for every case, and ten million together stay below this.
"""


def is_even(off: Array, levels: Levels) -> bool:
    """Whether all answers are the middle as far as numbers can tell.

    Args:
        off: By how much each lies beside it, of any shape.
        levels: What a 0 and a 1 are learnt as.
    """
    return bool((np.abs(off) <= ROUNDING * 2 * levels.half).all())


def unevenness(off: Array, levels: Levels) -> str | None:
    """To what all answers are the middle, ` to 1e-15`, empty if they are exactly; `None` if they
    are not.
    """
    if not off.size or not is_even(off, levels):
        return None
    most = float(np.abs(off).max())
    return f" to 1e{math.ceil(math.log10(most)):d}" if most else ""
