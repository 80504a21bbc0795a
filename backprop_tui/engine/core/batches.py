"""Which cases a step looks at: every case, or only a few, the next ones of an epoch. Fewer cases
are quicker and noisier. Either way the loss of a step is that of all cases under the weights before
its update, so curves can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array, perform
from backprop_tui.engine.core.loss_inputs import LossInputs, Measures, testing_measures
from backprop_tui.engine.core.network import Network
from backprop_tui.engine.core.orders import ORDERS, Turn
from backprop_tui.engine.core.rule import LearningRule
from backprop_tui.engine.core.size import size_of
from backprop_tui.engine.core.tape import Tape, look_back
from backprop_tui.engine.core.verdicts import Verdicts
from backprop_tui.engine.experiment import Experiment


class Ran(NamedTuple):
    """What some steps leave behind.

    Attributes:
        errors: E before each of them, (steps,), of the cases that are learnt and then, if there
            are any, of those that are not.
        sizes: |∂E/∂W| of every layer, once for every step before which it was measured.
    """

    errors: list[Array]
    sizes: list[list[float]]


def gradient_sizes(tape: Tape) -> list[float]:
    """How large ∂E/∂W of every layer is, the first hidden one first."""
    return [size_of(gradient) for gradient in tape.gradient.weights]


class Turns:
    """The cases that a step looks at where it is not all of them: the next few of an epoch, in the
    order of the experiment.

    Attributes:
        size: How many they are; the last ones of an epoch may be fewer.
        batches: How many steps an epoch has.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._order, self._seed = ORDERS[experiment.order], experiment.seed
        self._count, self._before = len(experiment.problem.inputs), experiment.steps_before
        self.size = experiment.batch
        self.batches = Turn.of(0, self._count, self.size).batches
        self._stream = np.random.RandomState(0)
        self._drawn: tuple[int, NDArray[np.intp]] = (-1, np.arange(0))

    def cases(self, step: int) -> NDArray[np.intp]:
        """Those of the update of weights number `step`."""
        epoch, batch = divmod(self._before + step, self.batches)
        if self._drawn[0] != epoch:
            self._drawn = (epoch, self._order.draw(self._stream, self._seed, epoch, self._count))
        return self._drawn[1][batch * self.size :][: self.size]


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

    def run(self, step: int, count: int, noted: Iterable[int] = ()) -> Ran:
        """Take `count` steps.

        Args:
            step: Updates so far.
            count: At most `most`.
            noted: Before which of them, from 0, gradients are measured, in their order.
        """
        sizes: list[list[float]] = []
        done = 0
        for place in noted:
            # What is measured is what the step itself has found, and nothing is done twice.
            perform(self._calls[done : (place + 1) * self._length])
            done = (place + 1) * self._length
            sizes.append(gradient_sizes(self._tape))
        end = count * self._length
        perform(self._calls if end - done == len(self._calls) else self._calls[done:end])
        return Ran([each.errors(count) for each in self._loss_inputs], sizes)

    def right(self, count: int) -> NDArray[np.bool_]:
        """Whether every case was right before each of the first `count` steps of the last `run`."""
        return self._verdicts.right(count)

    def tape(self, step: int) -> tuple[NDArray[np.intp], Tape]:
        """The cases that the update of weights number `step` looks at, and its tape, loaded."""
        return self._cases, self._tape


class MiniBatches:
    """Every step looks at the next few cases of an epoch, in the order of the experiment."""

    def __init__(self, network: Network, rule: LearningRule) -> None:
        self._problem = problem = network.experiment.problem
        self._turns = turns = Turns(network.experiment)
        cases = len(problem.inputs)
        self._whole = tape = Tape(network, problem.inputs, problem.targets, rule)
        learnt = LossInputs(tape)
        self._verdicts = Verdicts(tape, learnt.block)
        whole = Measures(learnt, learnt.leaving(tape.measure, self._verdicts))
        testing = testing_measures(network, rule)
        self._measures = [whole] if testing is None else [whole, testing]
        last = cases - turns.size * (turns.batches - 1)
        self._tapes = {
            size: Tape(
                network,
                np.zeros((size, problem.inputs.shape[1])),
                np.zeros((size, problem.targets.shape[1])),
                rule,
            )
            for size in {turns.size, last}
        }
        self._steps = {size: tape.step for size, tape in self._tapes.items()}

    @property
    def most(self) -> int:
        """How many steps one `run` may take."""
        return len(self._measures[0].calls)

    def run(self, step: int, count: int, noted: Iterable[int] = ()) -> Ran:
        """Take `count` steps.

        Args:
            step: Updates so far.
            count: At most `most`.
            noted: Before which of them, from 0, gradients of all cases are measured, in their
                order.
        """
        sizes: list[list[float]] = []
        places = set(noted)
        for k in range(count):
            if k in places:
                look_back(self._whole)
                sizes.append(gradient_sizes(self._whole))
            for measures in self._measures:
                perform(measures.calls[k])
            cases, _ = self.tape(step + k)
            perform(self._steps[len(cases)])
        return Ran([each.loss_inputs.errors(count) for each in self._measures], sizes)

    def right(self, count: int) -> NDArray[np.bool_]:
        """Whether every case was right before each of the first `count` steps of the last `run`."""
        return self._verdicts.right(count)

    def tape(self, step: int) -> tuple[NDArray[np.intp], Tape]:
        """The cases that the update of weights number `step` looks at, and its tape, loaded."""
        cases = self._turns.cases(step)
        tape = self._tapes[len(cases)]
        tape.load(self._problem.inputs[cases], self._problem.targets[cases])
        return cases, tape
