"""Which cases a step looks at: every case, or only a few, the next ones of an epoch. Fewer cases
are quicker and noisier. Either way the loss of a step is that of all cases under the weights before
its update, so curves can be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array, Call, perform
from backprop_tui.engine.core.network import Network
from backprop_tui.engine.core.orders import ORDERS, Turn
from backprop_tui.engine.core.rule import LearningRule
from backprop_tui.engine.core.tape import Tape, unroll
from backprop_tui.engine.core.verdicts import Verdicts
from backprop_tui.engine.experiment import Experiment

CHUNK = 256
"""Steps at most between two looks at the losses."""

CHUNK_NUMBERS = 65_536
"""Numbers at most that a chunk leaves behind for its losses."""

CHUNK_WORK = 16_000_000
"""Multiplications at most in a chunk, unless one step takes more; about four milliseconds."""

ACTIVATION_WORK = 16
"""How many multiplications a unit's activation and slope are worth."""


def chunk_steps(experiment: Experiment) -> int:
    """Steps between two looks at the losses of an experiment."""
    problem = experiment.problem
    numbers, cases = problem.targets.size, len(problem.targets)
    if problem.testing is not None:
        numbers, cases = numbers + problem.testing.targets.size, cases + len(problem.testing.inputs)
    work = cases * (experiment.arrangement.size + ACTIVATION_WORK * sum(experiment.sizes[1:]))
    return max(1, min(CHUNK, CHUNK_NUMBERS // numbers, CHUNK_WORK // work))


class LossInputs:
    """Room for what each step of a chunk leaves behind, so that E is computed once a chunk.

    Attributes:
        block: One array of the loss_input's shape a step, (steps, cases, outputs).
    """

    def __init__(self, tape: Tape) -> None:
        experiment = tape.network.experiment
        self._loss = experiment.loss_function
        self._targets = tape.targets
        self._place = tape.loss_input
        self.block = np.zeros((chunk_steps(experiment), *tape.targets.shape))

    def errors(self, steps: int) -> Array:
        """E at the start of each of the first `steps` steps, (steps,)."""
        with np.errstate(all="ignore"):
            return self._loss.totals(self.block[:steps], self._targets)

    def leaving(self, calls: Sequence[Call], verdicts: Verdicts | None = None) -> list[list[Call]]:
        """For every step the calls of its tape, which leave the loss_input behind, and what
        verdicts need, if they are wanted.
        """
        places, rows = [self._place], [list(self.block)]
        if verdicts is not None:
            calls = [*calls, *verdicts.calls]
            if verdicts.place is not None:
                places.append(verdicts.place)
                rows.append(verdicts.rows)
        unrolled = unroll(calls, places, zip(*rows, strict=True))
        return [unrolled[k : k + len(calls)] for k in range(0, len(unrolled), len(calls))]


class Measures(NamedTuple):
    """Takes down the loss_input of some cases before every step of a chunk.

    Attributes:
        loss_inputs: Where it is kept.
        calls: For every step the calls that take it down.
    """

    loss_inputs: LossInputs
    calls: list[list[Call]]


def testing_measures(network: Network, rule: LearningRule) -> Measures | None:
    """Those of the cases that nothing is learnt from, if there are any."""
    testing = network.experiment.problem.testing
    if testing is None:
        return None
    tape = Tape(network, testing.inputs, testing.targets, rule)
    loss_inputs = LossInputs(tape)
    return Measures(loss_inputs, loss_inputs.leaving(tape.measure))


class FullBatch:
    """Every step looks at all cases."""

    def __init__(self, network: Network, rule: LearningRule) -> None:
        problem = network.experiment.problem
        self._tape = Tape(network, problem.inputs, problem.targets, rule)
        learnt, testing = LossInputs(self._tape), testing_measures(network, rule)
        self._verdicts = Verdicts(self._tape, learnt.block)
        self._loss_inputs = [learnt]
        steps = learnt.leaving(self._tape.step, self._verdicts)
        if testing is not None:
            self._loss_inputs.append(testing.loss_inputs)
            steps = [[*a, *b] for a, b in zip(testing.calls, steps, strict=True)]
        self._calls = list(chain.from_iterable(steps))
        self._length = len(steps[0])
        self._cases = np.arange(len(problem.inputs))

    @property
    def most(self) -> int:
        """How many steps one `run` may take."""
        return len(self._loss_inputs[0].block)

    def run(self, step: int, count: int) -> list[Array]:
        """Take `count` steps; E before each of them, (count,), of the cases that are learnt and
        then, if there are any, of those that are not.
        """
        perform(self._calls if count == self.most else self._calls[: count * self._length])
        return [each.errors(count) for each in self._loss_inputs]

    def right(self, count: int) -> NDArray[np.bool_]:
        """Whether every case was right before each of the first `count` steps of the last `run`."""
        return self._verdicts.right(count)

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
        tape = Tape(network, problem.inputs, problem.targets, rule)
        learnt = LossInputs(tape)
        self._verdicts = Verdicts(tape, learnt.block)
        whole = Measures(learnt, learnt.leaving(tape.measure, self._verdicts))
        testing = testing_measures(network, rule)
        self._measures = [whole] if testing is None else [whole, testing]
        self._batches = Turn.of(0, cases, self._size).batches
        last = cases - self._size * (self._batches - 1)
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
        self._drawn: tuple[int, NDArray[np.intp]] = (-1, np.arange(0))

    @property
    def most(self) -> int:
        """How many steps one `run` may take."""
        return len(self._measures[0].calls)

    def run(self, step: int, count: int) -> list[Array]:
        """Take `count` steps; E before each of them, (count,), of all cases that are learnt and
        then, if there are any, of those that are not.
        """
        for k in range(count):
            for measures in self._measures:
                perform(measures.calls[k])
            cases, _ = self.tape(step + k)
            perform(self._steps[len(cases)])
        return [each.loss_inputs.errors(count) for each in self._measures]

    def right(self, count: int) -> NDArray[np.bool_]:
        """Whether every case was right before each of the first `count` steps of the last `run`."""
        return self._verdicts.right(count)

    def tape(self, step: int) -> tuple[NDArray[np.intp], Tape]:
        """The cases that the update of weights number `step` looks at, and its tape, loaded."""
        epoch, batch = divmod(self._before + step, self._batches)
        if self._drawn[0] != epoch:
            count = len(self._problem.inputs)
            self._drawn = (epoch, self._order.draw(self._stream, self._seed, epoch, count))
        cases = self._drawn[1][batch * self._size :][: self._size]
        tape = self._tapes[len(cases)]
        tape.load(self._problem.inputs[cases], self._problem.targets[cases])
        return cases, tape
