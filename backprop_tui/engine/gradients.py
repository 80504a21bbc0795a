"""How strongly each layer is told to change: the size of ∂E/∂W beside that of W, and what share of
W the next step moves. Where blame shrinks on its way back, the first layers hear almost nothing,
and that shows here as a first layer whose gradient is a small part of the last one's.

All of it is what the run itself finds and does, so with a wrong back-propagation it is that one's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from backprop_tui.engine.core.batches import Turns
from backprop_tui.engine.core.calls import Array, perform
from backprop_tui.engine.core.network import Network, Parameters
from backprop_tui.engine.core.rule import LearningRule
from backprop_tui.engine.core.size import size_of
from backprop_tui.engine.core.tape import Tape, look_back
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import Snapshot, frozen


@dataclass(frozen=True, eq=False)
class LayerGradient:
    """The gradients of one layer at a moment; every size is a Euclidean norm, √Σa².

    Gradients are those of E over all cases that are learnt, with the penalty of large weights.

    Attributes:
        layer: Which one, from 1.
        gradient: |∂E/∂W|.
        weights: |W|.
        moved: |ΔW|, how far the next step takes the weights: with its rate and momentum, by the
            gradient of the cases that it looks at, with the cut where weights decay.
        bias_gradient: |∂E/∂b|, or `None` without biases.
        biases: |b|, or `None`.
        delta: δ = ∂E/∂z of every case, (cases, units).
        learns: How many of its weights learn.
        count: How many weights it has.
    """

    layer: int
    gradient: float
    weights: float
    moved: float
    bias_gradient: float | None
    biases: float | None
    delta: Array
    learns: int
    count: int

    @property
    def share(self) -> float:
        """|ΔW|/|W|; infinite where all weights are 0 and move, 0 where they stay 0."""
        if self.weights:
            return self.moved / self.weights
        return math.inf if self.moved else 0.0


def first_to_last(layers: Sequence[LayerGradient]) -> float | None:
    """|∂E/∂W| of the first layer of weights as a part of that of the last one.

    `None` where there is one layer only, or nothing to compare: the last one's is 0, or one of
    them is no finite number.
    """
    first, last = layers[0].gradient, layers[-1].gradient
    if len(layers) < 2 or not last or not math.isfinite(first + last):
        return None
    return first / last


@lru_cache(2)
def layer_gradients(snapshot: Snapshot) -> tuple[LayerGradient, ...]:
    """The gradients at a moment, layer by layer, the first hidden one first.

    Whoever asks again about one of the last moments gets the same.
    """
    experiment = snapshot.experiment
    tape, moved = _bench(experiment).laid_out(snapshot)
    count = experiment.links.count
    learns = tape.learns.weights if tape.learns is not None else None
    of_biases = tape.gradient.biases
    return tuple(
        LayerGradient(
            layer=k + 1,
            gradient=size_of(tape.gradient.weights[k]),
            weights=size_of(weights),
            moved=size_of(moved.weights[k]),
            bias_gradient=None if of_biases is None else size_of(of_biases[k]),
            biases=None if snapshot.biases is None else size_of(snapshot.biases[k]),
            delta=frozen(tape.delta[k]),
            learns=count(k + 1) if learns is None else int(np.count_nonzero(learns[k])),
            count=count(k + 1),
        )
        for k, weights in enumerate(snapshot.weights)
    )


class _Bench:
    """Tapes on which any moment of an experiment can be laid out."""

    def __init__(self, experiment: Experiment) -> None:
        problem = experiment.problem
        self._problem, self._arrangement = problem, experiment.arrangement
        self._network, self._rule = Network(experiment), LearningRule.of(experiment)
        self._whole = self._tape(problem.inputs, problem.targets)
        is_whole = experiment.batch == len(problem.inputs)
        self._turns = None if is_whole else Turns(experiment)
        self._parts: dict[int, Tape] = {}

    def _tape(self, inputs: Array, targets: Array) -> Tape:
        return Tape(self._network, inputs, targets, self._rule)

    def _put(self, snapshot: Snapshot) -> None:
        """Take the parameters of a moment, and what its rule remembered."""
        parameters = self._network.parameters
        parts = zip(
            (*parameters.weights, *(parameters.biases or ())),
            (*snapshot.weights, *(snapshot.biases or ())),
            strict=True,
        )
        for part, given in parts:
            part[:] = given
        self._rule.memory[:] = 0.0 if snapshot.memory is None else snapshot.memory

    def laid_out(self, snapshot: Snapshot) -> tuple[Tape, Parameters]:
        """The tape of all cases with the gradients of a moment in it, and how far the next step
        takes every parameter.
        """
        self._put(snapshot)
        vector = self._network.parameters.vector
        before, tape = vector.copy(), self._next(snapshot.step)
        perform(tape.step)
        with np.errstate(all="ignore"):
            moved = vector - before
        if tape is not self._whole:
            self._put(snapshot)
            look_back(self._whole)
        return self._whole, Parameters(self._arrangement, moved)

    def _next(self, step: int) -> Tape:
        """A tape with the cases of the step after `step` updates."""
        if self._turns is None:
            return self._whole
        cases = self._turns.cases(step)
        inputs, targets = self._problem.inputs[cases], self._problem.targets[cases]
        tape = self._parts.get(len(cases))
        if tape is None:
            tape = self._parts[len(cases)] = self._tape(inputs, targets)
        else:
            tape.load(inputs, targets)
        return tape


@lru_cache(2)
def _bench(experiment: Experiment) -> _Bench:
    """That of one of the last experiments that were asked about."""
    return _Bench(experiment)
