"""A run as the tutorial's script prints it: the loss every so many steps, then what the network
answers to each case. The same as JSON holds everything that is needed to repeat it, and its weights
to start from.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple, Protocol

from backprop_tui.engine import Experiment, Runs, Snapshot, Trainer
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.reading.memory import written_memory
from backprop_tui.engine.settings.schedule import shifted
from backprop_tui.report.curve import curve_text
from backprop_tui.report.schedule import change_text, changes_between
from backprop_tui.report.text.answers import answers, json_answers
from backprop_tui.report.text.companion import Companion
from backprop_tui.report.text.numbers import fixed, to_json
from backprop_tui.report.text.progress import Progress, advance


class Moment(NamedTuple):
    """One entry of the history of a run.

    Attributes:
        step: Updates so far.
        loss: The displayed mean.
        error: E, the sum that training descends.
        right: How many of the cases are answered right, where others are put aside.
        test_loss: The displayed mean over the cases that are put aside, if there are any.
        test_right: How many of those are answered right.
    """

    step: int
    loss: float
    error: float
    right: int | None = None
    test_loss: float | None = None
    test_right: int | None = None

    @property
    def told(self) -> dict[str, float]:
        """What there is of it, by name."""
        return {name: value for name, value in self._asdict().items() if value is not None}


def moments(
    runs: Runs, steps: int, every: int, progress: Progress, companion: Companion | None = None
) -> Iterator[Moment]:
    """Train for `steps` steps and stop at every `every`-th, the first and the last included.

    If the run diverges, the last moment is the first whose loss is not finite.
    """
    train = advance if companion is None else companion.advance
    problem = runs.experiment.problem
    for step in chain(range(0, steps, every), (steps,)):
        train(runs, step, progress)
        loss = runs.experiment.loss_function
        network = runs.main.network
        error = network.data_error(problem.inputs, problem.targets)
        held_out = runs.main.held_out()
        right = test_right = None
        if held_out is not None:
            learnt = network.forward(problem.inputs).activations[-1]
            right, test_right = int(problem.right(learnt).sum()), int(held_out.right.sum())
        moment = Moment(
            runs.step_number,
            loss.mean(error, problem.targets.shape),
            error + network.penalty,
            right,
            None if held_out is None else held_out.loss,
            test_right,
        )
        yield moment
        if moment.step < step or not math.isfinite(moment.loss):
            return


def run_text(
    runs: Runs,
    steps: int,
    every: int,
    progress: Progress,
    surface: bool = False,
    companion: Companion | None = None,
) -> Iterator[str]:
    """The lines of the tutorial's script, and what changes between two of them."""
    running = runs.experiment
    problem = running.problem
    testing = problem.testing
    for moment in moments(runs, steps, every, progress, companion):
        for change in changes_between(running, runs.experiment):
            yield f"Step {change.step:5d} | {change_text(change)}"
        running = runs.experiment
        line = f"Step {moment.step:5d} | Loss: {fixed(moment.loss, 4)}"
        if testing is not None and moment.test_loss is not None:
            line += f", {moment.right}/{len(problem.inputs)} right"
            right = f"{moment.test_right}/{len(testing.inputs)} right"
            line += f" | Test: {fixed(moment.test_loss, 4)}, {right}"
        yield line
    snapshot = runs.snapshot()
    yield ""
    yield f"Trained predictions vs correct {problem.name.upper()}:"
    yield from answers(problem, snapshot.predictions, snapshot.right)
    if snapshot.held_out is not None:
        testing = snapshot.held_out.problem
        yield "Predictions of the test cases, from which nothing was learnt:"
        yield from answers(testing, snapshot.held_out.predictions, snapshot.held_out.right)
    yield from filter(None, [_finding(snapshot)])
    if surface:
        from backprop_tui.report.text.surface import surface_text

        yield from surface_text(snapshot)


def _finding(snapshot: Snapshot) -> str:
    """What the problem is known for, in one line, if it is known for anything."""
    if not snapshot.experiment.problem.picture:
        return ""
    from backprop_tui.report.findings.registry import finding

    return finding(snapshot)


def run_csv(
    runs: Runs,
    steps: int,
    every: int,
    progress: Progress,
    surface: bool = False,
    companion: Companion | None = None,
) -> Iterator[str]:
    """The history at full precision, a line a moment; a grid of answers is no history."""
    for k, moment in enumerate(moments(runs, steps, every, progress, companion)):
        if not k:
            yield ",".join(moment.told)
        yield ",".join(map(repr, moment.told.values()))


def run_json(
    runs: Runs,
    steps: int,
    every: int,
    progress: Progress,
    surface: bool = False,
    companion: Companion | None = None,
) -> Iterator[str]:
    """One object in one line: the experiment, its history and how the network ended."""
    experiment = runs.experiment
    history = [moment.told for moment in moments(runs, steps, every, progress, companion)]
    snapshot = runs.snapshot()
    held_out = snapshot.held_out
    tested = (
        {}
        if held_out is None
        else {
            "test": {
                "loss": held_out.loss,
                "right": int(held_out.right.sum()),
                "cases": list(held_out.problem.rows),
                "predictions": json_answers(held_out.problem, held_out.predictions),
            }
        }
    )
    yield to_json(
        {
            "experiment": experiment.to_json(),
            "command": experiment.to_command("run", "--steps", str(steps), "--every", str(every)),
            "steps": snapshot.step,
            "history": history,
            "weights": [matrix.tolist() for matrix in snapshot.weights],
            **_biases_json(experiment, snapshot.biases),
            "weights_by": "input",
            "right_since": snapshot.right_since,
            "first_right": snapshot.first_right,
            "curve": curve_text(snapshot),
            "remarks": [
                {"step": remark.step, "about": remark.name, "said": remark.said}
                for remark in (companion.told if companion is not None else ())
            ],
            "memory": memory_json(runs.main),
            "predictions": json_answers(experiment.problem, snapshot.predictions),
            "hidden": [layer.tolist() for layer in snapshot.activations[1:-1]],
            **tested,
            **({"finding": found} if (found := _finding(snapshot)) else {}),
            **(_surface(snapshot) if surface else {}),
        }
    )


def _surface(snapshot: Snapshot) -> dict[str, Any]:
    """What it answers over the plane of two inputs."""
    from backprop_tui.report.text.surface import surface_json

    return {"surface": surface_json(snapshot)}


def _biases_json(
    experiment: Experiment, biases: tuple[Array, ...] | None
) -> dict[str, list[Any] | None]:
    """Biases as a weights file has them; one that a layer shares is a number."""
    if biases is None:
        return {"biases": None}
    form = experiment.bias_form
    values = [vector.tolist() for vector in biases]
    key = "thresholds" if form.is_threshold else "biases"
    return {key: [value[0] for value in values] if form.shared else values}


def memory_json(run: Trainer) -> dict[str, Any]:
    """What a run needs besides weights to go on from here, for the file that holds both."""
    experiment, step = run.experiment, run.step_number
    return written_memory(
        experiment.steps_before + step,
        replace(experiment, schedule=shifted(experiment.schedule, step)),
        {name: (part.weights, part.biases) for name, part in run.remembered.items()},
    )


class RunForm(Protocol):
    """A way to print a run while it is made."""

    def __call__(
        self,
        runs: Runs,
        steps: int,
        every: int,
        progress: Progress,
        surface: bool = False,
        companion: Companion | None = None,
    ) -> Iterator[str]:
        """The lines.

        Args:
            runs: What is trained.
            steps: Where training ends.
            every: Steps from one entry of the history to the next.
            progress: Told how far it is.
            surface: Whether the answers over the plane of two inputs follow.
            companion: Who trains, and says on the way what is worth saying.
        """


RUN_FORMS: dict[str, RunForm] = {
    "text": run_text,
    "json": run_json,
    "csv": run_csv,
}
"""Every way to print a run, by its name."""
