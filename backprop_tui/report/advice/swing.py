"""A step that goes too far lands on the other side of the valley, higher than it was, and the next
one comes back. Where every case has a part in every step a loss has no other reason to rise and
fall by turns.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backprop_tui.engine import Snapshot
from backprop_tui.engine.core.calls import Array

STEPS = 100
"""Over so many steps it is seen."""

SWING = 0.02
"""By this share of its lowest the loss must rise, or it is at rest."""

RISES, TURNS = 0.25, 0.4
"""So many of the steps must go up, and so many turn round."""

FALLS = 0.95
"""A loss that is below this share of what it was comes down all the same."""

FEWEST = 10
"""So many buckets at least are looked at, where many steps share one."""

RESTS = 0.5
"""Swings that have become so much smaller come to rest."""


class Swing(NamedTuple):
    """Between what the loss goes up and down."""

    low: float
    high: float


def swing(snapshot: Snapshot) -> Swing | None:
    """Between what the loss has gone up and down in the last steps; `None` if it has not."""
    # At first momentum swings too, and comes to rest.
    if snapshot.step < 2 * STEPS or snapshot.experiment.is_shared_out:
        return None
    curve = snapshot.curve.until(snapshot.step)
    count = max(STEPS // curve.stride, FEWEST)
    low, high = curve.low[-count:], curve.high[-count:]
    if len(low) < count or not np.isfinite(high).all():
        return None
    half = count // 2
    falls = np.median(high[half:]) < FALLS * np.median(high[:half])
    rests = np.ptp(high[half:]) < RESTS * np.ptp(high[:half])
    found = Swing(float(low.min()), float(high.max()))
    far = found.high > (1 + SWING) * found.low
    by_turns = _by_turns(low) if curve.stride == 1 else _within(low, high)
    return found if far and by_turns and not falls and not rests else None


def _by_turns(losses: Array) -> bool:
    """Whether losses of every step go up and down."""
    rises = np.diff(losses) > 0
    return bool(rises.mean() >= RISES and (rises[1:] != rises[:-1]).mean() >= TURNS)


def _within(low: Array, high: Array) -> bool:
    """Whether they may, where of neighbours that share a bucket only the ends are known."""
    return bool(np.median(high - (1 + SWING) * low) > 0)
