"""The curve of a run in words, in one line: where it lay flat, from which step on every case was
right, when the loss was small. The shape of a curve says how a network learnt, and words say it
without a picture.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backprop_tui.engine import Curve, Snapshot
from backprop_tui.engine.records import SOLVED
from backprop_tui.report.advice.swing import swing

FLAT = 0.06
"""A loss that changes by less than this share over many steps lies flat."""

LONG, SHARE = 100, 0.1
"""So many steps are many, and such a share of the run until all is right."""

SOON = 0.05
"""What began in this part of a plateau's end began with the run."""

HERE = 0.95
"""What lasted until this part of the run lasts still."""

RISEN = 1.1
"""A loss that is so many times its lowest has risen."""

MOST = 2
"""Plateaus that are named, the longest."""


def curve_text(snapshot: Snapshot) -> str:
    """How the loss went: `flat near 0.25 until 890, every case right from step 1,141 on, …`."""
    if not snapshot.step:
        return "no step was taken yet"
    return ", ".join(_told(snapshot, snapshot.curve.until(snapshot.step)))


def _told(snapshot: Snapshot, curve: Curve) -> Iterator[str]:
    """What there is to say, in order."""
    if curve.length < snapshot.step:
        yield f"now {snapshot.loss:.2g}"
        return
    plateaus = _plateaus(curve.until(snapshot.right_since or snapshot.step))
    lasts = bool(plateaus) and _lasts(snapshot, plateaus[-1])
    for level, begin, end in plateaus[: len(plateaus) - lasts]:
        begun = f"from {_about(begin)} " if begin > SOON * end else ""
        yield f"flat near {level} {begun}until {_about(end)}"
    yield from _right(snapshot)
    if snapshot.diverged:
        yield f"diverged at {snapshot.step:,}"
        return
    yield from _end(snapshot, curve, plateaus[-1] if lasts else None)
    yield from _held_out(snapshot)


def _right(snapshot: Snapshot) -> Iterator[str]:
    """Since when all cases are right, or that they are not."""
    first, since = snapshot.first_right, snapshot.right_since
    if not snapshot.right.all():
        if first is not None:
            yield f"every case right at {first:,}, lost again"
        return
    lost = first is not None and since is not None and first < since
    if lost:
        yield f"every case right at {first:,}, lost again"
    yield "every case right" + ("" if since is None else f" from step {since:,} on")


def _lasts(snapshot: Snapshot, plateau: tuple[str, int, int]) -> bool:
    """Whether a plateau is where the run still is."""
    level = float(plateau[0])
    near = abs(snapshot.loss - level) <= FLAT * level
    return near and plateau[2] >= HERE * snapshot.step


def _end(snapshot: Snapshot, curve: Curve, plateau: tuple[str, int, int] | None) -> Iterator[str]:
    """What it does now."""
    loss = snapshot.loss
    between = None if snapshot.right.all() else swing(snapshot)
    lowest = int(curve.low.argmin())
    if between is not None:
        yield f"swinging between {between.low:.2g} and {between.high:.2g}"
    elif plateau is not None:
        level, begin, end = plateau
        begun = f"since {_about(begin)}" if begin > SOON * end else "so far"
        yield f"flat near {level} {begun}"
    elif loss < SOLVED:
        yield _small(snapshot, curve)
    elif loss > RISEN * curve.low[lowest]:
        at = _about(lowest * curve.stride)
        yield f"lowest near {at} ({curve.low[lowest]:.2g}), now {loss:.2g}"
    else:
        yield f"falling, now {loss:.2g}"


def _small(snapshot: Snapshot, curve: Curve) -> str:
    """Since when the loss is small."""
    since, first = snapshot.solved_since, snapshot.first_solved
    if since is not None:
        lost = f"solved at {first:,}, lost again, " if first is not None and first < since else ""
        # What became small before every case was right was not solved then.
        fell = since != snapshot.right_since and not lost
        return f"{lost}{f'below {SOLVED:g}' if fell else 'solved'} at {since:,}"
    above = np.flatnonzero(curve.high >= SOLVED)
    below = (int(above[-1]) + 1) * curve.stride if len(above) else 0
    # Of neighbours that share a bucket nobody knows which came first.
    return f"below {SOLVED:g} {'at' if curve.stride == 1 else 'by'} {min(below, curve.length):,}"


def _held_out(snapshot: Snapshot) -> Iterator[str]:
    """That the loss of what is not learnt rises, if it does."""
    held_out = snapshot.held_out
    if held_out is None or not snapshot.step:
        return
    curve = held_out.curve.until(snapshot.step)
    lowest = int(curve.low.argmin())
    if held_out.loss > RISEN * curve.low[lowest]:
        at = _about(lowest * curve.stride)
        yield f"test loss lowest near {at} ({curve.low[lowest]:.2g}), now {held_out.loss:.2g}"


def _plateaus(curve: Curve) -> list[tuple[str, int, int]]:
    """The longest stretches in which the loss hardly changed: its level, where each begins and
    ends, in order.
    """
    thin, found = curve.thinned(512), list[tuple[str, int, int]]()
    low, high, count = thin.low, thin.high, len(thin.low)
    start = 0
    with np.errstate(all="ignore"):
        while start < count:
            top, bottom = np.maximum.accumulate(high[start:]), np.minimum.accumulate(low[start:])
            moved = np.flatnonzero(~(top - bottom <= FLAT * top))
            end = start + int(moved[0]) if len(moved) else count
            begin, until = start * thin.stride, min(end * thin.stride, curve.length)
            level = float(np.median(high[start:end])) if end > start else 0.0
            if until - begin < LONG or level < SOLVED:
                start += 1
                continue
            named = f"{level:.2g}"
            if found and found[-1][0] == named and begin - found[-1][2] <= LONG:
                begin = found.pop()[1]
            found.append((named, begin, until))
            start = end
    long = [each for each in found if each[2] - each[1] >= SHARE * curve.length]
    longest = sorted(long, key=lambda each: each[1] - each[2])[:MOST]
    return sorted(longest, key=lambda each: each[1])


def _about(step: int) -> str:
    """A step to two digits, as flat stretches have no sharp ends."""
    power = 10 ** max(0, len(str(step)) - 2)
    return f"{round(step / power) * power:,}"
