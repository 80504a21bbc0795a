"""Figures need time; that a benchmark still runs to its end is seen within seconds. With `--short`
its figures say nothing, but everything that it measures has happened once.
"""

from __future__ import annotations

import sys
from typing import TypeVar

SHORT = "--short"

Amount = TypeVar("Amount", int, float)


def usual(amount: Amount, short: Amount) -> Amount:
    """How much of something is measured: as much as it takes, or hardly any."""
    return short if SHORT in sys.argv else amount
