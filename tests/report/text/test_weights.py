"""Weights that are written down are read back with the same bits, and the run goes on from them as
if there had been no stop: from JSON always, from NPZ wherever nothing is said to be missing.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from backprop_tui.engine import BUGS, Experiment, Parameter, Trainer
from backprop_tui.report.text.weights import forgotten, going_on, weights_json, weights_npz
from tests.engine.bits import bits
from tests.engine.refusals import refused
from tests.engine.strategies import at_most, with_bugs, with_schedules

ANY = with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS))))


def written(run: Trainer, ending: str) -> bytes:
    """The weights of a run in a file with that ending."""
    return weights_npz(run) if ending == ".npz" else "\n".join(weights_json(run)).encode()


def continued(run: Trainer, ending: str) -> Trainer:
    """Another run that begins with the file of this one's weights."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"weights{ending}"
        path.write_bytes(written(run, ending))
        return Trainer(going_on(run, str(path)))


@pytest.mark.parametrize("ending", [".json", ".npz"])
@at_most(12)
@given(experiment=ANY, steps=st.integers(0, 30), more=st.integers(1, 20))
@example(Experiment(bias="threshold", momentum=0.9), 7, 5)
@example(Experiment(bias="shared", hidden=(1,), batch_size=3), 7, 5)
@example(Experiment(direct=True, bias=True), 7, 5)
def test_they_are_read_back_and_the_run_goes_on(
    ending: str, experiment: Experiment, steps: int, more: int
) -> None:
    run = Trainer(experiment)
    assume(run.step(steps) == steps and not run.snapshot().diverged)
    again = continued(run, ending)
    ours, theirs = again.snapshot(), run.snapshot()
    assert bits(ours.weights) == bits(theirs.weights)
    assert bits(ours.biases) == bits(theirs.biases)
    if ending == ".json" or not forgotten(run):
        again.step(more)
        run.step(more)
        ours, theirs = again.snapshot(), run.snapshot()
        assert bits(ours.weights) == bits(theirs.weights)
        assert bits(ours.loss) == bits(theirs.loss)


def test_arrays_are_called_as_books_call_them() -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "weights.npz"
        path.write_bytes(weights_npz(Trainer(Experiment(bias="threshold"))))
        with np.load(path) as arrays:
            assert {name: arrays[name].shape for name in arrays.files} == {
                "W1": (2, 4),
                "W2": (4, 1),
                "theta1": (4,),
                "theta2": (1,),
            }


def test_what_arrays_do_not_hold_is_said() -> None:
    plain, rich = Trainer(Experiment()), Trainer(Experiment(momentum=0.9, batch_size=2))
    assert forgotten(rich) == "", "at the start nothing is remembered"
    for run in (plain, rich):
        run.step(3)
    assert forgotten(plain) == ""
    assert forgotten(rich) == "what is remembered from step to step and the place among the batches"


def test_weights_that_are_no_numbers_are_not_written() -> None:
    run = Trainer(Experiment(learning_rate=1e308, activation="linear", output_activation="linear"))
    run.edit(Parameter(1, 0, 0), 1e3)
    run.step(1)
    assert not np.isfinite(run.network.parameters.vector).all()
    for ending in (".json", ".npz"):
        with refused("the run diverged: at step"):
            written(run, ending)


def test_json_says_what_ran() -> None:
    run = Trainer(replace(Experiment(), learning_rate=5.0))
    run.step(2)
    content = json.loads("".join(weights_json(run)))
    assert content["experiment"]["learning_rate"] == 5
    assert (content["steps"], content["weights_by"]) == (2, "input")
