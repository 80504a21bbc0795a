"""Training repeats one step until the loss is small: look, compare, send the blame back, change
every weight a little. The trainer is the only thing that moves; whoever wants to see anything asks
it for a record that stays as it is.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.batches import FullBatch, MiniBatches
from backprop_tui.engine.calls import Array, perform
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.history import History, Keyframes
from backprop_tui.engine.network import Network, Parameters, output_error
from backprop_tui.engine.snapshot import LayerRecord, Snapshot, StepRecord, frozen, frozen_all
from backprop_tui.engine.tape import LearningRule, Tape


class Trainer:
    """Runs an experiment.

    Attributes:
        experiment: What is running.
        network: Its layers with the present parameters.
        step_number: Updates so far.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.network = Network(experiment)
        self._parameters = self.network.parameters.vector
        self._rule = LearningRule(
            len(self._parameters), experiment.learning_rate, experiment.momentum
        )
        batches = FullBatch if experiment.batch == len(experiment.problem.inputs) else MiniBatches
        self._batches = batches(self.network, self._rule)
        self._history = History()
        self._keyframes = Keyframes(len(self._parameters))
        self.reset()

    @property
    def chunk(self) -> int:
        """Steps after which it is good to look up; the work of a few milliseconds at most."""
        return self._batches.most

    def reset(self) -> None:
        """Go back to the start and forget the run; what follows is the same again."""
        self.network.reset()
        self._rule.velocity[:] = 0.0
        self.step_number = 0
        self._history.clear()
        self._keyframes.clear()
        self._keyframes.offer(0, self._parameters, self._rule.velocity)

    def step(self, count: int = 1) -> int:
        """Take `count` steps, or as many as there are before the loss stops being finite.

        Returns:
            How many were taken.
        """
        start = self.step_number
        while self.step_number < start + count:
            to_keyframe = Keyframes.FIRST - self.step_number % Keyframes.FIRST
            wanted = min(start + count - self.step_number, self.chunk, to_keyframe)
            if self._run(wanted) < wanted:
                break
        return self.step_number - start

    def _run(self, count: int) -> int:
        """Take at most `count` steps, few enough for one run of the batches."""
        moment = self._parameters.copy(), self._rule.velocity.copy()
        errors = self._batches.run(self.step_number, count)
        finite = np.isfinite(errors)
        if not finite.all():
            self._parameters[:], self._rule.velocity[:] = moment
            count = int(finite.argmin())
            if count:
                errors = self._batches.run(self.step_number, count)
            errors = errors[:count]
        targets = self.experiment.problem.targets.size
        with np.errstate(over="ignore"):
            # In the order of `Loss.mean`, for its bits.
            losses = self.experiment.loss_function.factor * (errors / targets)
        self._history.extend(self.step_number, losses)
        self.step_number += count
        self._keyframes.offer(self.step_number, self._parameters, self._rule.velocity)
        return count

    def seek(self, step: int) -> int:
        """Go to the moment after `step` updates, earlier or later, bit for bit as it was.

        Returns:
            The step reached; less than `step` only if the run diverges before.

        Raises:
            ValueError: If `step` is negative.
        """
        if step < 0:
            raise ValueError(f"there is no step {step}")
        if step < self.step_number:
            self.step_number, self._parameters[:], self._rule.velocity[:] = self._keyframes.before(
                step
            )
        self.step(step - self.step_number)
        return self.step_number

    def snapshot(self) -> Snapshot:
        """The network as it stands."""
        experiment, problem = self.experiment, self.experiment.problem
        parameters = self.network.parameters
        passed = self.network.forward(problem.inputs)
        error = output_error(experiment, passed, problem.targets)
        for array in (*passed.z, *passed.activations):
            array.setflags(write=False)
        return Snapshot(
            experiment=experiment,
            step=self.step_number,
            weights=tuple(map(frozen, parameters.weights)),
            biases=frozen_all(parameters.biases),
            z=passed.z,
            activations=passed.activations,
            error=error,
            loss=experiment.loss_function.mean(error, problem.targets.size),
            right=frozen(problem.right(passed.activations[-1])),
            curve=self._history.curve(self.step_number),
        )

    def record(self) -> StepRecord:
        """The step that would be taken next, every number of it; nothing moves."""
        experiment, loss = self.experiment, self.experiment.loss_function
        cases, tape = self._batches.tape(self.step_number)
        before, velocity = self._parameters.copy(), self._rule.velocity.copy()
        perform(tape.step)
        after, change = self._parameters.copy(), self._rule.change()
        error_after = self.network.error(tape.inputs, tape.targets)
        self._parameters[:], self._rule.velocity[:] = before, velocity
        error_before = self.network.error(tape.inputs, tape.targets)
        count = tape.targets.size
        return StepRecord(
            experiment=experiment,
            step=self.step_number,
            cases=frozen(cases),
            inputs=frozen(tape.inputs),
            targets=frozen(tape.targets),
            output_error=frozen(tape.error),
            layers=self._layer_records(tape, before, velocity, change, after),
            error_before=error_before,
            loss_before=loss.mean(error_before, count),
            error_after=error_after,
            loss_after=loss.mean(error_after, count),
        )

    def _layer_records(
        self, tape: Tape, before: Array, velocity: Array, change: Array, after: Array
    ) -> tuple[LayerRecord, ...]:
        """The tape's arrays and the parameter vectors around it, cut into layers."""
        sizes, bias = self.experiment.sizes, self.experiment.bias
        moments = []
        for vector in (before, tape.gradient.vector, velocity, change, after):
            parameters = Parameters(sizes, bias)
            parameters.vector[:] = vector
            moments.append(
                (
                    tuple(map(frozen, parameters.weights)),
                    frozen_all(parameters.biases) or (None,) * len(parameters.weights),
                )
            )
        (w, b), (gradient, bias_gradient), (previous, previous_b), (dw, db), (w1, b1) = moments
        return tuple(
            LayerRecord(
                weights=w[k],
                biases=b[k],
                z=frozen(tape.z(k)),
                activation=frozen(tape.a[k + 1]),
                slope=frozen(tape.slope[k]),
                blame=frozen(tape.blame[k]) if k < len(tape.blame) else None,
                delta=frozen(tape.delta[k]),
                gradient=gradient[k],
                bias_gradient=bias_gradient[k],
                previous_change=previous[k],
                previous_bias_change=previous_b[k],
                change=dw[k],
                bias_change=db[k],
                weights_after=w1[k],
                biases_after=b1[k],
            )
            for k in range(len(w))
        )
