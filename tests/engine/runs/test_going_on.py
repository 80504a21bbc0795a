"""A run that is stopped, written down, read and continued is the run that was never stopped, to the
last bit, wherever the cut is.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop_tui.engine import BUGS, SETTINGS, Experiment, Start, Trainer, read_start
from backprop_tui.engine.reading.memory import written_memory
from backprop_tui.engine.runs.journal import Journal
from backprop_tui.engine.settings.schedule import shifted
from tests.engine.bits import bits, moment
from tests.engine.refusals import refused
from tests.engine.runs.story import RICH
from tests.engine.strategies import experiments, with_bugs, with_schedules


def written(run: Trainer) -> str:
    """A run as a file that another one can go on from."""
    experiment, snapshot = run.experiment, run.snapshot()
    ahead = replace(experiment, schedule=shifted(experiment.schedule, run.step_number))
    called = "thresholds" if experiment.bias_form.is_threshold else "biases"
    parts = {name: (part.weights, part.biases) for name, part in run.remembered.items()}
    return json.dumps(
        {
            "weights": [matrix.tolist() for matrix in snapshot.weights],
            called: snapshot.biases and [vector.tolist() for vector in snapshot.biases],
            "experiment": {"bias": experiment.bias},
            "memory": written_memory(experiment.steps_before + run.step_number, ahead, parts),
        }
    )


def read(text: str) -> Start:
    """The start that a file holds."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "run.json"
        path.write_text(text)
        return replace(read_start(str(path)), path="run.json")


def continued(run: Trainer) -> Trainer:
    """Another run that begins where this one is, with what is in force and lies ahead."""
    experiment = run.experiment
    schedule = shifted(experiment.schedule, run.step_number)
    return Trainer(replace(experiment, start=read(written(run)), schedule=schedule))


@given(
    with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS)))),
    st.lists(st.integers(0, 40), min_size=1, max_size=3),
    st.integers(0, 40),
)
@example(replace(RICH, bug="uncleared"), [1, 6], 30)
@example(replace(RICH, order="file"), [300, 7], 30)
def test_a_run_written_and_read_goes_on_as_if_it_had_never_stopped(
    experiment: Experiment, cuts: list[int], more: int
) -> None:
    whole, run = Trainer(experiment), Trainer(experiment)
    for cut in cuts:
        run.step(cut)
        if run.snapshot().diverged:
            return
        run = continued(run)
    run.step(more)
    whole.step(sum(cuts) + more)
    ours, theirs = run.snapshot(), whole.snapshot()
    assert bits(ours.weights) == bits(theirs.weights)
    assert bits(ours.biases) == bits(theirs.biases)
    assert bits((ours.loss, ours.error)) == bits((theirs.loss, theirs.error))
    a, b = run.record(), whole.record()
    assert bits(replace(a, step=0, reference=None)) == bits(replace(b, step=0, reference=None))


def test_with_the_same_options_a_run_goes_on() -> None:
    trainer = Trainer(RICH)
    trainer.step(500)
    rest = Trainer(replace(RICH, start=read(written(trainer))))
    fresh = moment(rest)
    rest.step(11)
    trainer.step(11)
    assert bits(rest.snapshot().weights) == bits(trainer.snapshot().weights)
    assert rest.record().step == 11
    rest.seek(0)
    assert moment(rest) == fresh
    rest.step(3)
    rest.reset()
    assert moment(rest) == fresh, "it goes back to where it went on"
    again = Journal.from_json(Journal.of(rest).to_json()).run()
    assert moment(again) == fresh


def test_without_its_memory_it_is_another_run() -> None:
    trainer = Trainer(RICH)
    trainer.step(5)
    start = read(written(trainer))
    forgotten = Trainer(replace(RICH, start=replace(start, memory={})))
    assert not any(layer.weights.previous.any() for layer in forgotten.record().layers)
    reordered = Trainer(replace(RICH, start=replace(start, steps=0)))
    assert not np.array_equal(reordered.record().cases, trainer.record().cases)


@given(experiments())
def test_what_was_in_force_is_stated(experiment: Experiment) -> None:
    start = read(written(Trainer(experiment)))
    assert set(start.stated) == {name for name, each in SETTINGS.items() if each.stated}
    for name, text in start.stated.items():
        assert SETTINGS[name].typed(text) == getattr(experiment, name)


def test_momentum_that_is_not_in_force_is_not_remembered() -> None:
    trainer = Trainer(replace(RICH, momentum=0.0))
    trainer.step(5)
    assert trainer.remembered == {}
    trainer = Trainer(replace(RICH, bug="uncleared"))
    trainer.step(5)
    assert list(trainer.remembered) == ["change", "gradients"]


GOOD = {
    "weights": [[[1.0, 2.0], [3.0, 4.0]], [[5.0], [6.0]]],
    "memory": {"steps": 3, "change": {"weights": [[[1, 2], [3, 4]], [[5], [6]]], "biases": None}},
}


@pytest.mark.parametrize(
    ("path", "value", "parts"),
    [
        (("memory",), 3, ("memory is no object",)),
        (("memory", "step"), 3, ("memory has 'step'; it may have steps, settings, change",)),
        (("memory", "steps"), -1, ("memory, steps is no whole number, 0 or more",)),
        (("memory", "steps"), 1.5, ("memory, steps is no whole number",)),
        (("memory", "steps"), True, ("memory, steps is no whole number",)),
        (("memory", "steps"), 10**30, ("memory, steps is no whole number",)),
        (("memory", "change"), [], ("memory, change has no weights",)),
        (("memory", "change", "biases"), 3, ("memory, change has no weights, or biases that",)),
        (("memory", "change", "weights"), [[[1, "2"]]], ("change must hold finite numbers",)),
        (("memory", "change", "weights"), [[[1], [2, 3]]], ("in lists of one length",)),
        (("memory", "change", "weights"), [[[float("nan")]]], ("finite numbers",)),
    ],
)
def test_a_memory_that_is_malformed_is_refused_with_its_place(
    path: tuple[str, ...], value: Any, parts: tuple[str, ...]
) -> None:
    content = json.loads(json.dumps(GOOD))
    assert read(json.dumps(content)).steps == 3
    part = content
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    with refused("weights file", *parts):
        read(json.dumps(content))


def test_a_memory_of_another_network_is_refused() -> None:
    start = read(json.dumps(GOOD))
    assert Experiment(hidden=(2,), start=start, momentum=0.5)
    first, second = start.memory["change"]
    # One matrix is missing, or as many numbers stand the other way round.
    for change in ((first,), (first, second.T)):
        other = replace(start, memory={"change": change})
        with refused("'run.json': the change in its memory must have the shapes of its weights"):
            Experiment(hidden=(2,), start=other)


def test_what_is_remembered_stands_the_way_the_weights_do() -> None:
    content = GOOD | {"weights_by": "unit", "weights": [[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0]]]}
    content["memory"] = {"change": {"weights": [[[1, 2], [3, 4]], [[5, 6]]]}}
    start = read(json.dumps(content))
    for matrix, change in zip(start.weights, start.memory["change"], strict=True):
        assert bits(matrix) == bits(change)
    assert Experiment(hidden=(2,), start=start, momentum=0.5)


def test_settings_that_mean_nothing_are_not_stated() -> None:
    content = GOOD | {"experiment": {"seed": "x", "learning_rate": 0.25, "batch_size": None}}
    assert read(json.dumps(content)).stated == {"learning_rate": "0.25", "batch_size": ""}
    odd = {"standardize": "x", "loss": "hinge"}
    content["memory"] = {"settings": {"learning_rate": "0.5", "seed": 3, "what": "1", **odd}}
    stated = read(json.dumps(content)).stated
    assert stated == {"learning_rate": "0.5", "batch_size": ""}
