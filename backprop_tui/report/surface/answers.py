"""What a network answers on a plane, who wins there, and where the line lies between: numbers that
are drawn and printed alike. Every one of them is a forward pass, and nothing else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine import Answer, Problem, Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.network import Forward
from backprop_tui.engine.geometry.flatness import unevenness
from backprop_tui.engine.geometry.output_sums import above
from backprop_tui.report.names import case_names
from backprop_tui.report.surface.plane import Plane, all_over, by_class, has_winner, reach, seen

HALVINGS = 50
"""How often an interval is halved that the line passes through: down to the last bits."""


NODES = 13
"""Points along an axis of a plane of numbers: cases at its quarters lie on some of them."""


def passed(snapshot: Snapshot, plane: Plane, across: Array, up: Array) -> Forward:
    """What comes of every place of a plane, (rows · columns, …), row by row.

    Args:
        snapshot: The moment.
        plane: Through the inputs of its problem.
        across: Values of the first input that varies, (columns,).
        up: Values of the second one, (rows,).
    """
    return snapshot.forward(all_over(snapshot.experiment.problem, plane, across, up))


def answers(snapshot: Snapshot, plane: Plane, across: Array, up: Array) -> Array:
    """ŷ over a plane, (rows, columns, outputs), in the numbers that the network puts out; of the
    same as `passed`.
    """
    outputs = passed(snapshot, plane, across, up).activations[-1]
    return outputs.reshape(len(up), -1, outputs.shape[-1])


def nodes(problem: Problem, plane: Plane) -> tuple[Array, Array]:
    """Evenly spaced values of both inputs of a plane, (columns,) and (rows,), rising; a single 0
    where there is no second one.
    """
    across, *more = (np.linspace(*reach(problem, place), NODES) for place in plane.inputs)
    return across, more[0] if more else np.zeros(1)


@lru_cache(4)
def flat(snapshot: Snapshot, plane: Plane, output: int) -> str:
    """What is said where no answer differs from a tie by more than rounding: `every answer is 0.5
    to 1e-15`; empty where there is something to see, or no line at all.
    """
    problem = snapshot.experiment.problem
    if not has_winner(problem) or snapshot.diverged:
        return ""
    outputs = passed(snapshot, plane, *nodes(problem, plane)).activations[-1]
    if by_class(problem):
        to = unevenness(outputs.max(axis=-1) - outputs.min(axis=-1), problem.levels)
        return "" if to is None else f"every class puts out the same{to}"
    to = unevenness(outputs[:, output] - problem.levels.middle, problem.levels)
    return "" if to is None else f"every answer is {problem.levels.middle:g}{to}"


def scores(snapshot: Snapshot, found: Forward, output: int) -> Array:
    """Of which the highest wins, (sides, …): of classes all outputs, else by how much the sum z of
    one output lies beyond that with which it answers the middle of a 0 and a 1. Near the middle
    an answer has no digits left for what its sum still tells.

    Args:
        snapshot: The moment, of a problem that has a winner.
        found: What comes of some points.
        output: The one that is looked at.
    """
    problem, outputs = snapshot.experiment.problem, found.activations[-1]
    if by_class(problem):
        return np.moveaxis(outputs, -1, 0)
    activation = snapshot.experiment.layer_activations[-1]
    return above(activation, found, output, problem.levels.middle)[np.newaxis]


def winners(sides: Array) -> NDArray[np.intp]:
    """Who wins by scores (sides, …): the place of a class, or 1 above the middle and 0 below; -1
    for no number.
    """
    wins: NDArray[np.intp] = (
        sides.argmax(axis=0) if len(sides) > 1 else (sides[0] > 0).astype(np.intp)
    )
    wins[~np.logical_and.reduce(np.isfinite(sides), axis=0)] = -1
    return wins


def crossings(
    snapshot: Snapshot, plane: Plane, across: Array, up: Array, output: int
) -> list[tuple[float, float]]:
    """Where the winner changes along every row, found by halving between two neighbours.

    Between neighbours that have one winner there may be more such places, in pairs.

    Args:
        snapshot: The moment.
        plane: Through its inputs.
        across: Values of the first input that varies, (columns,), rising.
        up: Values of the second one, (rows,).
        output: The one that is looked at.

    Returns:
        The values of both inputs at each place, row by row.
    """
    problem = snapshot.experiment.problem
    if not has_winner(problem) or flat(snapshot, plane, output):
        return []

    def won(found: Forward) -> NDArray[np.intp]:
        return winners(scores(snapshot, found, output))

    wins = won(passed(snapshot, plane, across, up)).reshape(len(up), len(across))
    change = (wins[:, :-1] != wins[:, 1:]) & (wins[:, :-1] >= 0) & (wins[:, 1:] >= 0)
    row, column = np.nonzero(change)
    low, high, first = across[column], across[column + 1], wins[row, column]
    for _ in range(HALVINGS if len(row) else 0):
        middle = low / 2 + high / 2
        is_before = won(snapshot.forward(seen(problem, plane, middle, up[row]))) == first
        low, high = np.where(is_before, middle, low), np.where(is_before, high, middle)
    return list(zip((low / 2 + high / 2).tolist(), up[row].tolist(), strict=True))


class Place(NamedTuple):
    """A case as a point of a plane.

    Attributes:
        case: Its place among those that are learnt, or among those that are put aside.
        name: What it is called.
        inputs: Where it lies: the values of the inputs that vary.
        target: What should be answered there, in the numbers that the network puts out.
        answer: What is answered.
        right: Whether that is right.
        aside: Whether nothing is learnt from it.
        within: Whether it lies in the plane: the inputs that are held are its own.
    """

    case: int
    name: str
    inputs: tuple[float, ...]
    target: float
    answer: float
    right: bool
    aside: bool
    within: bool


def places(snapshot: Snapshot, plane: Plane, output: int) -> list[Place]:
    """All cases by where they lie, those that are put aside last.

    Args:
        snapshot: The moment.
        plane: Through its inputs.
        output: The one that is looked at; of classes the target is the place of the class.
    """
    held_out = snapshot.held_out
    found = _places(snapshot.experiment.problem, snapshot.predictions, plane, output, False)
    if held_out is not None:
        found += _places(held_out.problem, held_out.predictions, plane, output, True)
    return found


def _places(
    problem: Problem, predictions: Array, plane: Plane, output: int, aside: bool
) -> list[Place]:
    """The same for the cases of one problem."""
    if by_class(problem):
        given = winners(predictions.T).astype(np.float64)
    else:
        given = predictions[:, output]
    right = right_at(problem, predictions, output)
    columns = zip(case_names(problem), given.tolist(), right.tolist(), strict=True)
    return [
        Place(case, name, lies.inputs, lies.target, answer, is_right, aside, lies.within)
        for case, (lies, (name, answer, is_right)) in enumerate(
            zip(situated(problem, plane, output), columns, strict=True)
        )
    ]


class Situated(NamedTuple):
    """Where a case lies and what should be answered there, which no step changes.

    Attributes:
        inputs: As of a `Place`.
        target: Likewise.
        within: Likewise.
    """

    inputs: tuple[float, ...]
    target: float
    within: bool


@lru_cache(16)
def situated(problem: Problem, plane: Plane, output: int) -> tuple[Situated, ...]:
    """Where the cases of a problem lie, by their places."""
    own, varying = problem.own_inputs, list(plane.inputs)
    others = [place for place in range(own.shape[1]) if place not in plane.inputs]
    within = (own[:, others] == np.array(plane.held)[others]).all(axis=1)
    targets = problem.targets[:, output]
    if by_class(problem):
        targets = problem.targets.argmax(axis=1).astype(np.float64)
    columns = (map(tuple, own[:, varying].tolist()), targets.tolist(), within.tolist())
    return tuple(Situated(*each) for each in zip(*columns, strict=True))


def right_at(problem: Problem, predictions: Array, output: int) -> NDArray[np.bool_]:
    """Which cases are answered right at one output, (cases,); of classes all outputs decide."""
    if problem.answer is Answer.CLASSES:
        return problem.right(predictions)
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.abs(predictions[:, output] - problem.targets[:, output])
    right: NDArray[np.bool_] = (
        off < problem.levels.half
        if problem.answer is Answer.BITS
        else off <= problem.tolerance[output]
    )
    return right
