"""For how long a loss has stood still. Every step's loss is in the curve, so it is read off there,
however seldom anybody looked.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine import Snapshot

FLAT_STEPS = 2000
"""After so many steps without a change the loss counts as stuck."""

SOON = 300
"""After so many, what the network itself shows is worth saying."""

FLAT_SHARE = 0.01
"""A change of less than this share is none."""


def flat_steps(snapshot: Snapshot) -> int:
    """The steps until now in which the loss has been what it is."""
    curve = snapshot.curve.until(snapshot.step)
    if curve.length < snapshot.step:
        return 0
    least = FLAT_SHARE * snapshot.loss
    moved = (snapshot.loss - curve.low > least) | (curve.high - snapshot.loss > least)
    found = np.flatnonzero(moved)
    since = (int(found[-1]) + 1) * curve.stride if len(found) else 0
    return max(0, snapshot.step - since)
