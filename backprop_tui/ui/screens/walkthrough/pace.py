"""How fast the phases follow each other while they are played: every two seconds, halved or doubled
by a key. Slow is to read every number, fast is to see where things flow.
"""

from __future__ import annotations

QUICKEST, SLOWEST = 0.5, 16.0
"""Seconds that a phase is shown at least, and at most."""


def next_pace(seconds: float, factor: float) -> float:
    """Seconds after a key: `factor` times as long, within the quickest and the slowest."""
    return min(SLOWEST, max(QUICKEST, seconds * factor))


def pace_text(seconds: float) -> str:
    """`every 2 s`."""
    return f"every {seconds:g} s"


def bound_text(seconds: float) -> str:
    """What there is to say where a key changes nothing."""
    if seconds <= QUICKEST:
        return f"A phase {pace_text(seconds)} is as fast as it goes: - is slower."
    return f"A phase {pace_text(seconds)} is as slow as it goes: + is faster."
