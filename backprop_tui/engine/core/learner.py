"""A learner is a network with the rule that changes it and the cases that it learns from: all that
takes a step. It knows neither how many steps there were nor that time can be turned back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.batches import FullBatch, MiniBatches
from backprop_tui.engine.core.calls import Array, perform
from backprop_tui.engine.core.network import Network
from backprop_tui.engine.core.rule import LearningRule
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import frozen

if TYPE_CHECKING:
    from backprop_tui.engine.core.tape import Tape
    from backprop_tui.engine.step_record import StepRecord


class Taken(NamedTuple):
    """Some steps that were taken.

    Attributes:
        losses: The displayed loss before each, (1, steps); beside it, if there are any, that of
            the cases that nothing is learnt from, (2, steps).
        right: Whether every case that is learnt from was right before it, (steps,).
        sizes: |∂E/∂W| of every layer, once for every step before which it was measured.
        start: The parameters before the first, and what the rule remembered.
    """

    losses: Array
    right: NDArray[np.bool_]
    sizes: list[list[float]]
    start: tuple[Array, Array]


class Learner:
    """Takes the steps of one experiment.

    Attributes:
        experiment: Which one.
        network: The network with its present parameters.
        parameters: Its parameter vector.
        rule: How they move; what it remembers from step to step.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.network = Network(experiment)
        self.parameters = self.network.parameters.vector
        self.rule = LearningRule.of(experiment)
        batches = FullBatch if experiment.batch == len(experiment.problem.inputs) else MiniBatches
        self._batches = batches(self.network, self.rule)

    @property
    def most(self) -> int:
        """How many steps one `run` may take."""
        return self._batches.most

    @property
    def loss(self) -> float:
        """The displayed loss of the cases that it learns from."""
        experiment, problem = self.experiment, self.experiment.problem
        error = self.network.data_error(problem.inputs, problem.targets)
        return experiment.loss_function.mean(error, problem.targets.shape)

    def reset(self) -> None:
        """Go back to the start weights, and to what is remembered with them."""
        start = self.experiment.start
        self.network.reset()
        self.rule.recall(start.remembered if start else {})

    def put(self, parameters: Array, memory: Array) -> None:
        """Go on from these parameters and what the rule remembered with them."""
        self.parameters[:], self.rule.memory[:] = parameters, memory

    def going_on(self, experiment: Experiment) -> Learner:
        """A learner of another experiment at the very point where this one is."""
        other = Learner(experiment)
        other.put(self.parameters, self.rule.memory)
        other.rule.forget_frozen()
        if not experiment.momentum:
            # Without momentum there is no velocity, as if there never had been any.
            other.rule.velocity[:] = 0.0
        return other

    def run(self, step: int, count: int, noted: Sequence[int] = ()) -> Taken:
        """Take at most `count` steps, fewer if the error stops being a finite number.

        Args:
            step: Updates so far.
            count: At most `most`.
            noted: Before which of them, from 0, gradients are measured, in their order.

        Returns:
            What was so before each step taken. The loss of cases that nothing is learnt from may
            be infinite.
        """
        moment = self.parameters.copy(), self.rule.memory.copy()
        errors, sizes = self._batches.run(step, count, noted)
        finite = np.isfinite(errors[0])
        if not finite.all():
            self.put(*moment)
            count = int(finite.argmin())
            noted = [place for place in noted if place < count]
            if count:
                errors, sizes = self._batches.run(step, count, noted)
            errors, sizes = [each[:count] for each in errors], sizes[: len(noted)]
        problem, loss = self.experiment.problem, self.experiment.loss_function
        parts = [problem] if problem.testing is None else [problem, problem.testing]
        with np.errstate(over="ignore"):
            losses = [
                loss.mean(each, part.targets.shape)
                for each, part in zip(errors, parts, strict=True)
            ]
        for others in losses[1:]:
            others[np.isnan(others)] = np.inf
        return Taken(np.array(losses), self._batches.right(count), sizes, moment)

    @cached_property
    def _reference(self) -> Learner | None:
        """With a bug, a learner without it, to be put where this one is."""
        return Learner(replace(self.experiment, bug=None)) if self.experiment.bug else None

    def record(self, step: int) -> StepRecord:
        """The step that would be taken after `step` updates, every number of it; nothing moves."""
        from backprop_tui.engine.core.recording import layer_records
        from backprop_tui.engine.step_record import StepRecord

        experiment, loss = self.experiment, self.experiment.loss_function
        cases, tape = self._batches.tape(step)
        before, memory = self.parameters.copy(), self.rule.memory.copy()
        perform(tape.step)
        change, after = self.rule.change(), self.parameters.copy()
        data_after, penalty_after = self._error(tape)
        self.put(before, memory)
        data_before, penalty_before = self._error(tape)
        reference = self._reference
        if reference:
            reference.put(before, self.rule.velocity)
        return StepRecord(
            experiment=experiment,
            step=step,
            cases=frozen(cases),
            inputs=frozen(tape.inputs),
            targets=frozen(tape.targets),
            residual=frozen(tape.residual),
            loss_gradient=frozen(tape.loss_gradient),
            layers=layer_records(tape, change, after),
            error_before=data_before + penalty_before,
            loss_before=loss.mean(data_before, tape.targets.shape),
            error_after=data_after + penalty_after,
            loss_after=loss.mean(data_after, tape.targets.shape),
            penalty_before=penalty_before,
            penalty_after=penalty_after,
            data_before=data_before,
            reference=reference.record(step) if reference else None,
        )

    def _error(self, tape: Tape) -> tuple[float, float]:
        """What the errors of a tape's cases and the size of the weights add to E."""
        network = self.network
        return network.data_error(tape.inputs, tape.targets), network.penalty
