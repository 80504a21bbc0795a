"""The decision surface of a moment on a grid of points: what is answered at each, who wins there,
where the answer changes sides and where the cases lie. One record for print and for programs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine import Problem, Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.wording import cut
from backprop_tui.report.surface.answers import (
    Place,
    crossings,
    flat,
    nodes,
    passed,
    places,
    scores,
    winners,
)
from backprop_tui.report.surface.plane import Plane, has_winner, plane_of

LETTERS = 16
"""Of a name at most."""


class Sampled(NamedTuple):
    """The surface of a moment on a grid of points.

    Attributes:
        problem: What is learnt.
        plane: Which inputs vary; all others are held at the first case.
        output: The output that is looked at: the first.
        across: Values of the first input that varies, (columns,), rising.
        up: Values of the second one, (rows,), rising; a single 0 where there is none.
        outputs: ŷ, (rows, columns, outputs), in the numbers that the network puts out.
        wins: Who wins at each point, (rows, columns); `None` where nobody does.
        flat: That no answer differs from a tie, in words; empty if any does.
        border: Where the answer changes sides along every row, by both inputs.
        cases: All cases by where they lie.
    """

    problem: Problem
    plane: Plane
    output: int
    across: Array
    up: Array
    outputs: Array
    wins: NDArray[np.intp] | None
    flat: str
    border: list[tuple[float, float]]
    cases: list[Place]

    @property
    def names(self) -> tuple[str, ...]:
        """The inputs that vary."""
        return tuple(cut(name, LETTERS) for name in self.plane.names(self.problem))

    def own(self, value: float) -> float:
        """An output in the unit of its target."""
        outputs = np.zeros(self.outputs.shape[-1])
        outputs[self.output] = value
        return float(self.problem.own_outputs(outputs)[self.output])


def sampled(snapshot: Snapshot) -> Sampled:
    """The surface of a moment whose problem has one."""
    problem, output = snapshot.experiment.problem, 0
    plane = plane_of(problem, 0)
    across, up = nodes(problem, plane)
    found, shape = passed(snapshot, plane, across, up), (len(up), len(across))
    even = flat(snapshot, plane, output)
    sided = has_winner(problem) and not even
    return Sampled(
        problem,
        plane,
        output,
        across,
        up,
        found.activations[-1].reshape(*shape, -1),
        winners(scores(snapshot, found, output)).reshape(shape) if sided else None,
        even,
        crossings(snapshot, plane, across, up, output),
        places(snapshot, plane, output),
    )
