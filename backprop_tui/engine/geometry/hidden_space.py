"""Where the last hidden layer puts the cases, as an output sees them. An output can only draw one
straight line through what it sees; a hidden layer moves the cases to where that is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.activation import Activation
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.network import Forward
from backprop_tui.engine.geometry.direction import direction_of
from backprop_tui.engine.geometry.flatness import is_even, unevenness
from backprop_tui.engine.geometry.output_sums import answer, boundary, seen
from backprop_tui.engine.geometry.output_sums import weights as weights_of
from backprop_tui.engine.problems import Answer, Problem
from backprop_tui.engine.records import Snapshot


class Points(NamedTuple):
    """Some cases in the space of the last hidden layer.

    Attributes:
        problem: The cases.
        hidden: h, what the units of the last hidden layer put out, (cases, units).
        rest: What every output's sum has besides h·W, (cases, outputs): its bias, and what direct
            links bring.
        sums: x, the sum of the output that looks, (cases,).
        across: y, how far along the direction at right angles, (cases,).
        answers: ŷ, what that output puts out, (cases,).
        targets: y, what it should put out, (cases,).
        right: Whether it is right, (cases,); of classes whether the case is, (cases,).
    """

    problem: Problem
    hidden: Array
    rest: Array
    sums: Array
    across: Array
    answers: Array
    targets: Array
    right: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class HiddenSpace:
    """The space of the last hidden layer, looked at by one output.

    x is the output's own sum z = h·w + b, so nothing of what decides the answer is lost. Of all
    that the output does not see, y is the direction in which the cases spread the most. Where
    outputs share out a total (softmax), x is the logarithm of the odds of this one against all
    others, zₖ - ln Σ e^zᵢ, from which alone its share follows, as σ(x).

    Attributes:
        snapshot: The moment.
        layer: The last hidden layer, from 1.
        output: Which output looks, from 0.
        weights: w, how it weighs the hidden units, (units,): for softmax less the mean of the
            others' weights.
        direction: d, of length 1 and at right angles to w, with y = h·d, (units,). Of a single
            unit, beside which there is no direction, it is the unit itself.
        learnt: The cases that are learnt from.
        aside: Those that are not, if there are any.
        middle: Half-way between what a 0 and a 1 are learnt as; `None` for measured values.
        boundary: The x at which the answer crosses the middle; `None` if it never does.
    """

    snapshot: Snapshot
    layer: int
    output: int
    weights: Array
    direction: Array
    learnt: Points
    aside: Points | None
    middle: float | None
    boundary: float | None

    @property
    def activation(self) -> Activation:
        """That of the output."""
        return self.snapshot.experiment.layer_activations[-1]

    @property
    def is_shared_out(self) -> bool:
        """Whether the outputs share out a total, so that x is made of all their sums."""
        return self.activation.coupling is not None

    @property
    def is_straight(self) -> bool:
        """Whether equal answers lie on straight lines, as a sum of its own has them."""
        return not self.is_shared_out or self.snapshot.experiment.sizes[-1] == 2

    @property
    def is_finite(self) -> bool:
        """Whether all of it are numbers, as they are until a run diverges."""
        every = [self.learnt, *([] if self.aside is None else [self.aside])]
        parts = (part for each in every for part in (each.hidden, each.sums, each.across))
        return all(bool(np.isfinite(part).all()) for part in parts)

    def answers(self, sums: Array) -> Array:
        """What the output puts out where x is so much, of the same shape."""
        with np.errstate(all="ignore"):
            return answer(self.activation, sums)

    def is_above(self, sums: Array) -> NDArray[np.bool_]:
        """Where the answer is above the middle, beyond the boundary; nowhere if there is none."""
        if self.middle is None:
            return np.zeros(sums.shape, dtype=np.bool_)
        above: NDArray[np.bool_] = self.answers(sums) > self.middle
        return above

    @property
    def even(self) -> str | None:
        """To what all answers are the middle, ` to 1e-15`, if they are as far as numbers can tell;
        `None` if they are not, or if there is no middle.
        """
        if self.middle is None:
            return None
        parts = [self.learnt, *([] if self.aside is None else [self.aside])]
        off = np.concatenate([part.answers for part in parts]) - self.middle
        return unevenness(off, self.snapshot.experiment.problem.levels)

    def sums_at(self, hidden: Array, case: int) -> Array:
        """x for any outputs of the hidden layer.

        Args:
            hidden: What its units put out, (…, units).
            case: The case that decides what the outputs see besides them.

        Returns:
            (…,).
        """
        with np.errstate(all="ignore"):
            z = hidden @ _from_hidden(self.snapshot) + self.learnt.rest[case]
            return seen(self.activation, z, self.output)

    def line(self, case: int) -> tuple[Array, float] | None:
        """w (units,) and c of the line h·w + c = 0 in which the boundary lies.

        With two hidden units it is a line, with three a plane.

        Args:
            case: The case that decides what the output sees besides the hidden units.

        Returns:
            `None` if there is no boundary, if it is not straight, or if no answer from the least
            that a hidden unit puts out to the most differs from the middle by more than rounding.
        """
        if self.boundary is None or self.middle is None or not self.is_straight:
            return None
        nowhere = np.zeros_like(self.weights)
        beyond = float(self.sums_at(nowhere, case)) - self.boundary
        furthest = np.abs(self.learnt.hidden).max(axis=0).clip(1.0) @ np.abs(self.weights)
        ends = self.answers(self.boundary + beyond + np.array([-furthest, furthest]))
        if is_even(ends - self.middle, self.snapshot.experiment.problem.levels):
            return None
        return self.weights, beyond


def hidden_space(snapshot: Snapshot, output: int = 0) -> HiddenSpace | None:
    """Where the last hidden layer puts the cases, as an output, from 0, sees them.

    Returns:
        `None` if there is no hidden layer.
    """
    experiment, held_out = snapshot.experiment, snapshot.held_out
    if len(experiment.sizes) < 3:
        return None
    hidden = snapshot.activations[-2]
    weights = weights_of(experiment.layer_activations[-1], _from_hidden(snapshot), output)
    direction = direction_of(hidden, weights, experiment, output)

    def points(problem: Problem, passed: Forward, right: NDArray[np.bool_]) -> Points:
        h, answers = passed.activations[-2], passed.activations[-1][:, output]
        targets = problem.targets[:, output]
        with np.errstate(all="ignore"):
            if problem.answer is not Answer.CLASSES:
                half = problem.levels.half
                bits, off = problem.answer is Answer.BITS, np.abs(answers - targets)
                right = off < half if bits else off <= problem.tolerance[output]
            return Points(
                problem,
                h,
                _rest(snapshot, passed),
                seen(experiment.layer_activations[-1], passed.z[-1], output),
                h @ direction,
                answers,
                targets,
                right,
            )

    problem = experiment.problem
    middle = None if problem.answer is Answer.VALUES else problem.levels.middle
    return HiddenSpace(
        snapshot,
        len(experiment.sizes) - 2,
        output,
        weights,
        direction,
        points(problem, Forward(snapshot.z, snapshot.activations), snapshot.right),
        None
        if held_out is None
        else points(held_out.problem, snapshot.forward(held_out.problem.inputs), held_out.right),
        middle,
        None if middle is None else boundary(experiment.layer_activations[-1], middle),
    )


def _from_hidden(snapshot: Snapshot) -> Array:
    """How all outputs weigh the last hidden layer, (units, outputs)."""
    last = len(snapshot.weights)
    return snapshot.weights[-1][snapshot.experiment.links.rows(last, last - 1)]


def _rest(snapshot: Snapshot, passed: Forward) -> Array:
    """What the outputs' sums have besides the last hidden layer, (cases, outputs)."""
    experiment, last = snapshot.experiment, len(snapshot.weights)
    rest: Array = np.zeros_like(passed.z[-1])
    for layer in experiment.links.before(last)[:-1]:
        rest += passed.activations[layer] @ snapshot.weights[-1][experiment.links.rows(last, layer)]
    if snapshot.biases is not None:
        rest += -snapshot.biases[-1] if experiment.bias_form.is_threshold else snapshot.biases[-1]
    return rest
