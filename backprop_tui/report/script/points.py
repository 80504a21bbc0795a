"""Points of a plane, drawn again as lines of NumPy: from the same seed come the same points, in
fewer lines than they have coordinates. How they lie and what is answered can be read and changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from backprop_tui.engine.problems import points
from backprop_tui.engine.problems.recipe import Recipe
from backprop_tui.report.script.written import comment, number, table, whole_numbers

Lines = list[str]


def _halves(recipe: Recipe) -> tuple[int, int]:
    """How many points there are of 1 and of 0."""
    return (recipe.cases + 1) // 2, recipe.cases // 2


def _moved(recipe: Recipe, reach: float) -> str:
    """Where points are answered; noise of 0 is drawn too, for what is drawn after it."""
    size = f"-{number(reach)}, {number(reach)}, points.shape"
    return f"points + {number(recipe.noise)} * np.random.uniform({size})"


def _around() -> str:
    return "np.stack((np.sin(angle), np.cos(angle)), axis=1)"


def _circle(recipe: Recipe) -> Lines:
    inside, outside = _halves(recipe)
    inner, rim, most = map(number, (points.INNER, points.RIM, points.CIRCLE))
    return [
        "# A disc of 1 in a ring of 0; noise moves the places by which points are answered.",
        f"inside = np.random.uniform(0, {inner}, {inside})",
        f"radius = np.append(inside, np.random.uniform({rim}, {most}, {outside}))",
        f"angle = np.random.uniform(0, 2 * np.pi, {recipe.cases})",
        f"points = radius[:, None] * {_around()}",
        f"answers = np.hypot(*({_moved(recipe, points.CIRCLE)}).T) < {inner}",
    ]


def _gaussians(recipe: Recipe) -> Lines:
    ones, zeros = _halves(recipe)
    return [
        "# Two round clouds; noise makes them wider.",
        f"answers = np.repeat((1.0, 0.0), ({ones}, {zeros}))",
        "middle = np.where(answers == 1, 2.0, -2.0)[:, None]",
        f"width = np.sqrt(0.5 + 7 * {number(recipe.noise)})",
        f"points = middle + width * np.random.standard_normal(({recipe.cases}, 2))",
    ]


def _spiral(recipe: Recipe) -> Lines:
    ones, zeros = _halves(recipe)
    turns, most = number(points.TURNS), number(points.CIRCLE)
    return [
        "# Two arms, the second half a turn behind the first; noise moves the points.",
        f"along = np.concatenate([np.arange({ones}) / {ones}, np.arange({zeros}) / {zeros}])",
        f"answers = np.repeat((1.0, 0.0), ({ones}, {zeros}))",
        f"angle = 2 * np.pi * {turns} * along + np.pi * (answers == 0)",
        f"points = {most} * along[:, None] * {_around()}",
        f"points = {_moved(recipe, 1.0)}",
    ]


def _quadrants(recipe: Recipe) -> Lines:
    most, gap = number(points.CIRCLE), number(points.GAP)
    return [
        "# 1 where both coordinates have the same sign; noise moves the places that are asked.",
        f"points = np.random.uniform(-{most}, {most}, ({recipe.cases}, 2))",
        f"points += np.where(points > 0, {gap}, -{gap})",
        f"answers = ({_moved(recipe, points.CIRCLE)}).prod(axis=1) >= 0",
    ]


def _plane(recipe: Recipe) -> Lines:
    most = number(points.SQUARE)
    return [
        "# A slope: a tenth of the sum of the coordinates; noise moves the places that are asked.",
        f"points = np.random.uniform(-{most}, {most}, ({recipe.cases}, 2))",
        f"answers = ({_moved(recipe, points.SQUARE)}).sum(axis=1) / 10",
    ]


def _hills(recipe: Recipe) -> Lines:
    most = number(points.SQUARE)
    return [
        "# Hills and hollows, cones as high as 1; noise moves the places that are asked.",
        f"points = np.random.uniform(-{most}, {most}, ({recipe.cases}, 2))",
        f"places = {_moved(recipe, points.SQUARE)}",
        *table("hills", np.array(points.HILLS, dtype=np.float64)),
        "*tops, heights = hills.T",
        "apart = np.linalg.norm(places[:, None] - np.stack(tops, axis=1), axis=2)",
        f"cones = np.clip(1 - apart / {number(points.FOOT)}, 0, 1)",
        "answers = (heights * cones).sum(axis=1)",
    ]


POINTS: Mapping[str, Callable[[Recipe], Lines]] = {
    "circle": _circle,
    "gaussians": _gaussians,
    "spiral": _spiral,
    "quadrants": _quadrants,
    "plane": _plane,
    "hills": _hills,
}
"""The lines that draw points and their answers, by the name of the problem."""


def drawn_lines(recipe: Recipe, inputs: str, targets: str) -> Iterator[str]:
    """All points of a recipe, under these names, in the order in which they are learnt."""
    yield f"np.random.seed({recipe.seed})"
    yield from POINTS[recipe.plane](recipe)
    yield f"order = np.random.permutation({recipe.cases})"
    yield f"{inputs} = points[order]"
    yield f"{targets} = answers[order].astype(float).reshape(-1, 1)"


def aside_lines(rows: Sequence[int], inputs: str, targets: str) -> Iterator[str]:
    """The cases of these rows taken out of all, as those that nothing is learnt from."""
    yield from comment("Nothing is learnt from these cases.")
    yield from whole_numbers("aside", rows)
    yield f"x_test, y_test = {inputs}[aside], {targets}[aside]"
    yield f"{inputs} = np.delete({inputs}, aside, axis=0)"
    yield f"{targets} = np.delete({targets}, aside, axis=0)"
