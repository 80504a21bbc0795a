"""Problems of points in a plane, which a network must tell apart or put a number to: the data sets
of TensorFlow Playground. Two inputs can be drawn, so one sees what a network makes of all points,
and not only of those that it was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple
from weakref import WeakValueDictionary

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems import points
from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.catalogue import BuiltIn, Family
from backprop_tui.engine.problems.problem import Problem
from backprop_tui.engine.problems.recipe import Recipe


class Plane(NamedTuple):
    """A problem of points.

    Attributes:
        summary: One line for a list.
        draw: Draws so many points with so much noise, and their answers.
        answer: What the answers are.
        moves: Whether noise moves the points, and not only the places that they are answered by.
    """

    summary: str
    draw: Callable[[points.Stream, int, float], points.Drawn]
    answer: Answer
    moves: bool = False


PLANES: Mapping[str, Plane] = {
    "circle": Plane(
        "1 inside, 0 in the ring around it",
        points.circle,
        Answer.BITS,
    ),
    "gaussians": Plane(
        "two clouds, which one line tells apart",
        points.gaussians,
        Answer.BITS,
        moves=True,
    ),
    "spiral": Plane(
        "two arms wound around each other, which begin in one point",
        points.spiral,
        Answer.BITS,
        moves=True,
    ),
    "quadrants": Plane(
        "1 where x1 and x2 have the same sign",
        points.quadrants,
        Answer.BITS,
    ),
    "plane": Plane(
        "a slope to put numbers to, (x1 + x2)/10",
        points.plane,
        Answer.VALUES,
    ),
    "hills": Plane(
        "three hills and three hollows to put numbers to",
        points.hills,
        Answer.VALUES,
    ),
}
"""Every problem of points by its name."""

_KNOWN: WeakValueDictionary[Recipe, Problem] = WeakValueDictionary()
"""What has been drawn and is still in use: the same recipe is the same problem."""


def drawn(recipe: Recipe) -> Problem:
    """The problem that a recipe describes, always the same for the same recipe.

    Raises:
        BadSetting: If there is no such problem.
    """
    found = _KNOWN.get(recipe)
    if found is None:
        plane = PLANES.get(recipe.plane)
        if plane is None:
            raise BadSetting(
                f"there are no points called {recipe.plane[:40]!r}; choose from {', '.join(PLANES)}"
            )
        stream = np.random.RandomState(recipe.seed)
        places, answers = plane.draw(stream, recipe.cases, recipe.noise)
        order = stream.permutation(recipe.cases)
        found = _KNOWN[recipe] = Problem(
            recipe.plane,
            plane.summary,
            places[order],
            answers[order].astype(np.float64),
            answer=plane.answer,
            preset={"preset": recipe.plane},
            recipe=recipe,
        )
    return found


def redrawn(problem: Problem, cases: int | None, noise: float | None, seed: int | None) -> Problem:
    """A problem, drawn again if something else is asked for than what it was drawn by.

    Args:
        problem: As it was given.
        cases: See `Recipe` for all of these; `None` for what is usual.
        noise: How much.
        seed: Which points.

    Raises:
        BadSetting: If something is asked for, and it is not drawn.
    """
    if problem.recipe is None:
        asked = {"--cases": cases, "--noise": noise, "--problem-seed": seed}
        named = [option for option, value in asked.items() if value is not None]
        if named:
            raise BadSetting(
                f"{' and '.join(named)} {'draw' if len(named) > 1 else 'draws'} points again, and "
                f"{problem.name[:40]} is not drawn; choose from {', '.join(PLANES)}"
            )
        return problem
    recipe = problem.recipe.asked(cases, noise, seed)
    return problem if recipe == problem.recipe else drawn(recipe)


PLANE = Family(
    "points in a plane, as in TensorFlow Playground",
    tuple(BuiltIn(name, partial(drawn, Recipe(name))) for name in PLANES),
)
