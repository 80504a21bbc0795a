"""A run as the tutorial's script prints it: the loss every so many steps, then what the network
answers to each case. The same as JSON holds everything that is needed to repeat it, and its weights
to start from.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple

from backprop_tui.engine import Runs, Trainer
from backprop_tui.engine.reading.memory import written_memory
from backprop_tui.engine.settings.schedule import shifted
from backprop_tui.report.schedule import change_text, changes_between
from backprop_tui.report.text.numbers import fixed, short, to_json
from backprop_tui.report.text.progress import Progress, advance


class Moment(NamedTuple):
    """One entry of the history of a run.

    Attributes:
        step: Updates so far.
        loss: The displayed mean.
        error: E, the sum that training descends.
    """

    step: int
    loss: float
    error: float


def moments(runs: Runs, steps: int, every: int, progress: Progress) -> Iterator[Moment]:
    """Train for `steps` steps and stop at every `every`-th, the first and the last included.

    If the run diverges, the last moment is the first whose loss is not finite.
    """
    problem = runs.experiment.problem
    for step in chain(range(0, steps, every), (steps,)):
        advance(runs, step, progress)
        loss = runs.experiment.loss_function
        error = runs.main.network.error(problem.inputs, problem.targets)
        moment = Moment(runs.step_number, loss.mean(error, problem.targets.size), error)
        yield moment
        if moment.step < step or not math.isfinite(moment.loss):
            return


def run_text(runs: Runs, steps: int, every: int, progress: Progress) -> Iterator[str]:
    """The lines of the tutorial's script, and what changes between two of them."""
    running = runs.experiment
    for moment in moments(runs, steps, every, progress):
        for change in changes_between(running, runs.experiment):
            yield f"Step {change.step:5d} | {change_text(change)}"
        running = runs.experiment
        yield f"Step {moment.step:5d} | Loss: {fixed(moment.loss, 4)}"
    problem = runs.experiment.problem
    yield ""
    yield f"Trained predictions vs correct {problem.name.upper()}:"
    rows = zip(
        problem.inputs.tolist(),
        runs.snapshot().predictions.tolist(),
        problem.targets.tolist(),
        strict=True,
    )
    for inputs, prediction, target in rows:
        yield (
            f" Input [{' '.join(map(short, inputs))}]"
            f" → Predicted: {_one_or_list(prediction, lambda value: fixed(value, 3))}"
            f" | Correct: {_one_or_list(target, short)}"
        )


def _one_or_list(values: list[float], written: Callable[[float], str]) -> str:
    """`1`, or `[0 1]` for several outputs."""
    texts = " ".join(map(written, values))
    return texts if len(values) == 1 else f"[{texts}]"


def run_csv(runs: Runs, steps: int, every: int, progress: Progress) -> Iterator[str]:
    """The history at full precision, a line a moment."""
    yield ",".join(Moment._fields)
    for moment in moments(runs, steps, every, progress):
        yield ",".join(map(repr, moment))


def run_json(runs: Runs, steps: int, every: int, progress: Progress) -> Iterator[str]:
    """One object in one line: the experiment, its history and how the network ended."""
    experiment = runs.experiment
    history = [moment._asdict() for moment in moments(runs, steps, every, progress)]
    snapshot = runs.snapshot()
    biases = snapshot.biases
    yield to_json(
        {
            "experiment": experiment.to_json(),
            "command": experiment.to_command("run", "--steps", str(steps), "--every", str(every)),
            "steps": snapshot.step,
            "history": history,
            "weights": [matrix.tolist() for matrix in snapshot.weights],
            "biases": None if biases is None else [vector.tolist() for vector in biases],
            "memory": memory_json(runs.main),
            "predictions": [
                {"input": inputs, "target": target, "prediction": prediction}
                for inputs, target, prediction in zip(
                    experiment.problem.inputs.tolist(),
                    experiment.problem.targets.tolist(),
                    snapshot.predictions.tolist(),
                    strict=True,
                )
            ],
            "hidden": [layer.tolist() for layer in snapshot.activations[1:-1]],
        }
    )


def memory_json(run: Trainer) -> dict[str, Any]:
    """What a run needs besides weights to go on from here, for the file that holds both."""
    experiment, step = run.experiment, run.step_number
    return written_memory(
        experiment.steps_before + step,
        replace(experiment, schedule=shifted(experiment.schedule, step)),
        {name: (part.weights, part.biases) for name, part in run.remembered.items()},
    )


RUN_FORMS: dict[str, Callable[[Runs, int, int, Progress], Iterator[str]]] = {
    "text": run_text,
    "json": run_json,
    "csv": run_csv,
}
"""Every way to print a run, by its name."""
