"""Points of a plane, drawn at random, each with its answer: discs, clouds, arms, squares. Where
they lie and what is answered there is as in TensorFlow Playground, whose pictures everybody knows.

Radii, ranges and answers are those of `src/dataset.ts` in tensorflow/playground. There noise does
two different things, and so it does here: the points of `gaussians` and `spiral` move themselves
and keep the answer that they were drawn for; in the other four a point stays where it is and is
*answered* as if it lay elsewhere, which makes wrong answers near the boundaries. Playground learns
answers of -1 and 1, here they are 0 and 1.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.core.calls import Array

Stream = np.random.RandomState
Drawn = tuple[Array, Array]
"""Points (cases, 2) and their answers (cases,)."""

CIRCLE = 5.0
"""Radius of the disc of `circle`; the inner class fills half of it, the outer one its rim."""

INNER, RIM = 0.5 * CIRCLE, 0.7 * CIRCLE
"""Where the inner class of `circle` ends and the outer one begins."""

TURNS = 1.75
"""How often each arm of `spiral` goes round."""

GAP = 0.3
"""How far the points of `quadrants` stay away from both axes."""

SQUARE = 6.0
"""Half a side of the square from which the points of `plane` and `hills` are drawn."""

HILLS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))
"""Where the tops of the hills and the bottoms of the hollows lie, and how high."""

FOOT = 2.0
"""How far from its top a hill ends."""


def _halves(cases: int) -> tuple[int, int]:
    """How many cases there are of 1 and of 0."""
    return (cases + 1) // 2, cases // 2


def _moved(stream: Stream, points: Array, reach: float, noise: float) -> Array:
    """The places by which points are answered: up to `noise` · `reach` away along either axis."""
    moved: Array = points + noise * stream.uniform(-reach, reach, points.shape)
    return moved


def circle(stream: Stream, cases: int, noise: float) -> Drawn:
    """A disc and a rim around it; 1 is answered within `INNER` of the middle."""
    inside, outside = _halves(cases)
    radius = np.append(stream.uniform(0, INNER, inside), stream.uniform(RIM, CIRCLE, outside))
    angle = stream.uniform(0, 2 * np.pi, cases)
    points = radius[:, None] * np.stack((np.sin(angle), np.cos(angle)), axis=1)
    return points, np.hypot(*_moved(stream, points, CIRCLE, noise).T) < INNER


def gaussians(stream: Stream, cases: int, noise: float) -> Drawn:
    """Two round clouds about (2, 2) and (-2, -2); noise is their variance, from 0.5 to 4."""
    ones, zeros = _halves(cases)
    answers = np.repeat((1.0, 0.0), (ones, zeros))
    middle = np.where(answers == 1, 2.0, -2.0)[:, None]
    return middle + np.sqrt(0.5 + 7 * noise) * stream.standard_normal((cases, 2)), answers


def spiral(stream: Stream, cases: int, noise: float) -> Drawn:
    """Two arms, the second half a turn behind the first."""
    arms = _halves(cases)
    along = np.concatenate([np.arange(count) / max(count, 1) for count in arms])
    answers = np.repeat((1.0, 0.0), arms)
    angle = 2 * np.pi * TURNS * along + np.pi * (answers == 0)
    points = CIRCLE * along[:, None] * np.stack((np.sin(angle), np.cos(angle)), axis=1)
    return _moved(stream, points, 1.0, noise), answers


def quadrants(stream: Stream, cases: int, noise: float) -> Drawn:
    """1 where both coordinates have the same sign, which is the opposite of an exclusive or."""
    points = stream.uniform(-CIRCLE, CIRCLE, (cases, 2))
    points += np.where(points > 0, GAP, -GAP)
    return points, _moved(stream, points, CIRCLE, noise).prod(axis=1) >= 0


def plane(stream: Stream, cases: int, noise: float) -> Drawn:
    """A slope: a tenth of the sum of the coordinates."""
    points = stream.uniform(-SQUARE, SQUARE, (cases, 2))
    return points, _moved(stream, points, SQUARE, noise).sum(axis=1) / 10


def hills(stream: Stream, cases: int, noise: float) -> Drawn:
    """Three hills and three hollows, cones as high as 1 that end `FOOT` from their tops."""
    points = stream.uniform(-SQUARE, SQUARE, (cases, 2))
    places = _moved(stream, points, SQUARE, noise)
    *tops, heights = np.array(HILLS, dtype=np.float64).T
    apart = np.linalg.norm(places[:, None] - np.stack(tops, axis=1), axis=2)
    # No two overlap, for tops lie twice as far apart as a hill reaches, or farther.
    return points, (heights * np.clip(1 - apart / FOOT, 0, 1)).sum(axis=1)
