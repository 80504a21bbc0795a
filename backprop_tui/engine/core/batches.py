"""Which cases a step looks at: every case, or only a few, the next ones of an epoch. Fewer cases
are quicker and noisier. Either way the loss of a step is that of all cases under the weights before
its update, so curves can be compared.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array, perform
from backprop_tui.engine.core.network import Network
from backprop_tui.engine.core.orders import ORDERS, Turn
from backprop_tui.engine.core.rule import LearningRule
from backprop_tui.engine.core.tape import Tape, unroll

CHUNK = 256
"""Steps at most between two looks at the losses."""

CHUNK_NUMBERS = 65_536
"""Numbers at most that a chunk leaves behind for its losses."""

CHUNK_WORK = 16_000_000
"""Multiplications at most in a chunk, unless one step takes more; about four milliseconds."""

ACTIVATION_WORK = 16
"""How many multiplications a unit's activation and slope are worth."""


class LossInputs:
    """Room for what each step of a chunk leaves behind, so that E is computed once a chunk.

    Attributes:
        rows: One array of the loss_input's shape a step.
    """

    def __init__(self, network: Network, targets: Array) -> None:
        experiment = network.experiment
        self._loss = experiment.loss_function
        self._targets = targets
        work = len(targets) * (experiment.parameters + ACTIVATION_WORK * sum(experiment.sizes[1:]))
        steps = max(1, min(CHUNK, CHUNK_NUMBERS // targets.size, CHUNK_WORK // work))
        self._block = np.zeros((steps, *targets.shape))
        self.rows = list(self._block)

    def errors(self, steps: int) -> Array:
        """E at the start of each of the first `steps` steps, (steps,)."""
        with np.errstate(all="ignore"):
            return self._loss.totals(self._block[:steps], self._targets)


class FullBatch:
    """Every step looks at all cases."""

    def __init__(self, network: Network, rule: LearningRule) -> None:
        problem = network.experiment.problem
        self._tape = Tape(network, problem.inputs, problem.targets, rule)
        self._loss_inputs = LossInputs(network, problem.targets)
        step = self._tape.step
        self._calls = unroll(step, self._tape.loss_input, self._loss_inputs.rows)
        self._length = len(step)
        self._cases = np.arange(len(problem.inputs))

    @property
    def most(self) -> int:
        """How many steps one `run` may take."""
        return len(self._loss_inputs.rows)

    def run(self, step: int, count: int) -> Array:
        """Take `count` steps; E before each of them, (count,)."""
        perform(self._calls if count == self.most else self._calls[: count * self._length])
        return self._loss_inputs.errors(count)

    def tape(self, step: int) -> tuple[NDArray[np.intp], Tape]:
        """The cases that the update of weights number `step` looks at, and its tape, loaded."""
        return self._cases, self._tape


class MiniBatches:
    """Every step looks at the next few cases of an epoch, in the order of the experiment."""

    def __init__(self, network: Network, rule: LearningRule) -> None:
        experiment = network.experiment
        self._problem = problem = experiment.problem
        self._order, self._seed = ORDERS[experiment.order], experiment.seed
        self._size, self._before = experiment.batch, experiment.steps_before
        cases = len(problem.inputs)
        batches = Turn.of(0, cases, self._size).batches
        whole = Tape(network, problem.inputs, problem.targets, rule)
        self._loss_inputs = LossInputs(network, problem.targets)
        self._measures = [
            unroll(whole.measure, whole.loss_input, [row]) for row in self._loss_inputs.rows
        ]
        last = cases - self._size * (batches - 1)
        self._tapes = {
            size: Tape(
                network,
                np.zeros((size, problem.inputs.shape[1])),
                np.zeros((size, problem.targets.shape[1])),
                rule,
            )
            for size in {self._size, last}
        }
        self._steps = {size: tape.step for size, tape in self._tapes.items()}
        self._stream = np.random.RandomState(0)
        self._drawn: tuple[int, NDArray[np.intp]] = (0, np.arange(0))

    @property
    def most(self) -> int:
        """How many steps one `run` may take."""
        return len(self._loss_inputs.rows)

    def run(self, step: int, count: int) -> Array:
        """Take `count` steps; E of all cases before each of them, (count,)."""
        for k in range(count):
            perform(self._measures[k])
            cases, _ = self.tape(step + k)
            perform(self._steps[len(cases)])
        return self._loss_inputs.errors(count)

    def tape(self, step: int) -> tuple[NDArray[np.intp], Tape]:
        """The cases that the update of weights number `step` looks at, and its tape, loaded."""
        count = len(self._problem.inputs)
        epoch, batch, _ = Turn.of(self._before + step, count, self._size)
        if self._drawn[0] != epoch:
            order = self._order.draw(self._stream, self._seed, epoch - 1, count)
            self._drawn = (epoch, order)
        cases = self._drawn[1][(batch - 1) * self._size :][: self._size]
        tape = self._tapes[len(cases)]
        tape.load(self._problem.inputs[cases], self._problem.targets[cases])
        return cases, tape
