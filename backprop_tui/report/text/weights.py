"""The weights of a run as a file that `--weights` reads: JSON with all that the run needs to go on
as if there had been no stop, or NPZ, which any program with NumPy reads and which holds arrays
alone.
"""

from __future__ import annotations

import io
import shlex
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np

from backprop_tui.engine import BadSetting, Experiment, Trainer, read_start
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.reading.memory import written_memory
from backprop_tui.engine.settings.schedule import shifted
from backprop_tui.report.command import PROGRAM, experiment_words
from backprop_tui.report.text.numbers import to_json

NPZ = ".npz"
"""How the name of a file of arrays ends."""


def weights_json(run: Trainer) -> Iterator[str]:
    """One object in one line: the weights of a run as it stands, and what it remembers.

    Raises:
        BadSetting: If they are no finite numbers any more.
    """
    require_finite(run)
    experiment, parameters = run.experiment, run.network.parameters
    yield to_json(
        {
            "experiment": experiment.to_json(),
            "steps": run.step_number,
            "weights": [matrix.tolist() for matrix in parameters.weights],
            **biases_json(experiment, parameters.biases),
            "weights_by": "input",
            "memory": memory_json(run),
        }
    )


def weights_npz(run: Trainer) -> bytes:
    """The same weights as NumPy has them: `W1`, `b1`, `W2`, …; thresholds are `theta1`, ….

    What a run remembers has no place there.

    Raises:
        BadSetting: If they are no finite numbers any more.
    """
    require_finite(run)
    parameters, letter = run.network.parameters, run.experiment.bias_form.code
    arrays = {f"W{k}": matrix for k, matrix in enumerate(parameters.weights, start=1)}
    arrays |= {f"{letter}{k}": vector for k, vector in enumerate(parameters.biases or (), start=1)}
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def require_finite(run: Trainer) -> None:
    """Refuse weights that no other run could start from.

    Raises:
        BadSetting: If one of them is no finite number any more.
    """
    if not np.isfinite(run.network.parameters.vector).all():
        raise BadSetting(
            f"the run diverged: at step {run.step_number:,} some weights are no longer finite "
            "numbers, and no run could start from them"
        )


def forgotten(run: Trainer) -> str:
    """What a run needs to go on and arrays alone do not hold; empty if nothing is missing."""
    if not run.step_number:
        return ""
    parts = ["what is remembered from step to step"] * bool(run.remembered)
    parts += ["the place among the batches"] * run.experiment.is_shared_out
    return " and ".join(parts)


def going_on(run: Trainer, path: str) -> Experiment:
    """What goes on from here, once the weights of a run lie in a file.

    Raises:
        BadSetting: If the file cannot be read back.
    """
    experiment = run.experiment
    ahead = shifted(experiment.schedule, run.step_number)
    return replace(experiment, start=read_start(path), schedule=ahead)


def reading_text(run: Trainer, path: str) -> str:
    """What weights in a file are good for, and what that lacks, in a few words."""
    lacking = forgotten(run) if path.lower().endswith(NPZ) else ""
    lacks = f", without {lacking}" if lacking else ""
    return f"--weights goes on from there{lacks}"


def going_on_text(run: Trainer, path: str) -> str:
    """The same with the command that goes on, if there is one."""
    said = reading_text(run, path)
    with suppress(BadSetting):
        return f"{said}: {shlex.join([PROGRAM, *experiment_words(going_on(run, path))])}"
    return said


def biases_json(
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
