"""A run as the tutorial's script prints it: the loss every so many steps, then what the network
answers to each case. The same as JSON holds everything that is needed to repeat it, and its weights
to start from.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from backprop_tui.engine import Runs
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
    experiment = runs.experiment
    problem, loss = experiment.problem, experiment.loss_function
    shape = problem.targets.shape
    for step in chain(range(0, steps, every), (steps,)):
        advance(runs, step, progress)
        error = runs.main.network.error(problem.inputs, problem.targets)
        moment = Moment(runs.step_number, loss.mean(error, shape), error)
        yield moment
        if moment.step < step or not math.isfinite(moment.loss):
            return


def run_text(runs: Runs, steps: int, every: int, progress: Progress) -> Iterator[str]:
    """The lines of the tutorial's script."""
    for moment in moments(runs, steps, every, progress):
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


RUN_FORMS: dict[str, Callable[[Runs, int, int, Progress], Iterator[str]]] = {
    "text": run_text,
    "json": run_json,
    "csv": run_csv,
}
"""Every way to print a run, by its name."""
