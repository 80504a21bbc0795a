"""What the steps of a chunk leave behind, so that the loss of each is computed once they are all
taken: many losses at once cost little more than one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array, Call, unroll
from backprop_tui.engine.core.network import Network
from backprop_tui.engine.core.rule import LearningRule
from backprop_tui.engine.core.tape import Tape
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
