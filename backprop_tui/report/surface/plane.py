"""Which two inputs span the plane, at what all others are held, and how far it reaches. A plane is
one of the problem as it was given, in its own units: features and standardizing come after it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from backprop_tui.engine import Answer, Experiment, Problem
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.wording import either

BEYOND = 0.25
"""How far a plane reaches beyond the cases at each side, as a share of their range."""


class Plane(NamedTuple):
    """A plane through the inputs of a problem, or a line where there is one input.

    Attributes:
        inputs: The places of the inputs that vary: the one to the right, the one upwards.
        held: All inputs; what stands in the places of those that vary has no meaning and is 0.
    """

    inputs: tuple[int, ...]
    held: tuple[float, ...]

    @property
    def is_line(self) -> bool:
        """Whether one input alone varies."""
        return len(self.inputs) == 1

    def others(self, problem: Problem) -> tuple[tuple[str, float], ...]:
        """The inputs that are held, by name, and at what."""
        names = problem.source.input_names
        return tuple(
            (name, value)
            for place, (name, value) in enumerate(zip(names, self.held, strict=True))
            if place not in self.inputs
        )

    def names(self, problem: Problem) -> tuple[str, ...]:
        """The inputs that vary, by name."""
        return tuple(problem.source.input_names[place] for place in self.inputs)


@lru_cache(16)
def varying(problem: Problem) -> tuple[int, ...]:
    """The inputs that may vary by themselves, by their places: numbers, and no words.

    Of the inputs of a word one is 1 and all others are 0: a plane of two of them would hold no
    case but three of its corners.
    """
    source = problem.source
    if source.origin is not None:
        alone = source.origin.inputs
        return tuple(k for k, name in enumerate(source.input_names) if name in alone)
    sizes = [size for size in source.groups or (1,) * len(source.input_names) for _ in range(size)]
    # One group is no division.
    is_word = len(source.groups) > 1
    return tuple(k for k, size in enumerate(sizes) if not is_word or size == 1)


def lacking(experiment: Experiment) -> str:
    """What a problem lacks for a plane of two inputs, in a sentence without its capital and its
    stop; empty if it has one.
    """
    problem = experiment.problem
    places = varying(problem)
    if not places:
        groups = problem.source.groups
        which = f", one of {' and one of '.join(map(str, groups))}" if groups else ""
        return f"needs inputs that are numbers; these are words{which}"
    far = [problem.source.input_names[k] for k in places if not _has_range(problem, k)]
    if far:
        return f"needs numbers that are nearer together than those of {either(far[:2])}"
    return ""


def has_winner(problem: Problem) -> bool:
    """Whether there is a line between what has one answer and what has another: values have none.

    Between two values lies a third one; a 0 and a 1, or two classes, have a border.
    """
    return problem.answer is not Answer.VALUES


def by_class(problem: Problem) -> bool:
    """Whether the largest of several outputs is the answer."""
    return problem.answer is Answer.CLASSES and problem.targets.shape[1] > 1


def planes(problem: Problem) -> int:
    """In how many ways two of the inputs may vary."""
    count = len(varying(problem))
    return max(min(1, count), count * (count - 1) // 2)


def plane_of(problem: Problem, case: int, number: int = 0) -> Plane:
    """A plane through a case.

    Args:
        problem: One that lacks nothing.
        case: Where the inputs that do not vary are held, by its place.
        number: Which two vary, in the order x1 x2, x1 x3, …, x2 x3; they begin again.
    """
    inputs = _pair(varying(problem), number % planes(problem))
    held = problem.own_inputs[case].tolist()
    for place in inputs:
        held[place] = 0.0
    return Plane(inputs, tuple(held))


def _pair(places: tuple[int, ...], number: int) -> tuple[int, ...]:
    """The pair with a number, from 0; one place alone is itself."""
    if len(places) == 1:
        return places
    first = 0
    while number >= len(places) - 1 - first:
        number -= len(places) - 1 - first
        first += 1
    return places[first], places[first + 1 + number]


@lru_cache(64)
def cases_range(problem: Problem, place: int) -> tuple[float, float]:
    """The lowest and the highest value of an input among all cases, also those put aside."""
    column = problem.source.inputs[:, place]
    return float(column.min()), float(column.max())


def reach(problem: Problem, place: int) -> tuple[float, float]:
    """From where to where a plane reaches along an input: a quarter beyond the cases."""
    low, high = cases_range(problem, place)
    beyond = BEYOND * (high - low) or max(0.5, abs(low) / 2)
    return low - beyond, high + beyond


def _has_range(problem: Problem, place: int) -> bool:
    """Whether what an input reaches over is a number that differs from 0."""
    with np.errstate(over="ignore"):
        low, high = reach(problem, place)
    return bool(np.isfinite([low, high, high - low]).all()) and high - low > 0


def seen(problem: Problem, plane: Plane, across: Array, up: Array) -> Array:
    """What the network sees (places, its inputs) of places in a plane.

    Args:
        problem: As the network learns it.
        plane: Of its source.
        across: Values of the first input that varies, of any shape.
        up: Those of the second one, likewise: every pair of the two together is a place; of a line
            they have no part in it.
    """
    shape = np.broadcast_shapes(across.shape, up.shape)
    points = np.empty((*shape, len(plane.held)))
    points[:] = plane.held
    points[..., plane.inputs[0]] = across
    if not plane.is_line:
        points[..., plane.inputs[1]] = up
    return problem.seen(points.reshape(-1, len(plane.held)))


def all_over(problem: Problem, plane: Plane, across: Array, up: Array) -> Array:
    """The same (rows · columns, its inputs) for every value across (columns,) beside every value
    upwards (rows,), row by row.
    """
    return seen(problem, plane, across, up[:, np.newaxis])
