"""A run comes back from its journal to the last bit, whatever it is of and whatever happened in it;
what is no journal is refused in a line.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import (
    BUGS,
    PROBLEMS,
    BadSetting,
    Experiment,
    Problem,
    Runs,
    Start,
    Trainer,
)
from backprop_tui.engine.problems import Answer
from backprop_tui.engine.problems.origin import Origin
from backprop_tui.engine.runs.journal import Journal
from tests.engine.bits import bits, moment, whole
from tests.engine.plain import links_there
from tests.engine.refusals import refused
from tests.engine.runs.story import ACTION, impossible, parameter
from tests.engine.strategies import SEEDS, at_most, with_bugs, with_schedules

WEIGHTS = st.floats(-3, 3) | st.sampled_from([-0.0, 5e-324, 1 / 3, 1e22])


REMEMBERED = st.sampled_from(["change", "gradients"])


@st.composite
def beginnings(draw: st.DrawFn) -> Experiment:
    """Any experiment, perhaps with start weights or a scale of its own."""
    experiment = draw(with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS)))))
    if draw(st.booleans()):
        stream = np.random.RandomState(draw(SEEDS))
        shapes = experiment.arrangement.weights
        weights = tuple(
            np.where(there, stream.normal(size=shape), 0.0)
            for shape, there in zip(shapes, links_there(experiment), strict=True)
        )
        weights[0][0, 0] = draw(WEIGHTS)
        counts = experiment.arrangement.biases
        biases = tuple(stream.normal(size=n) for n in counts) if experiment.bias else None
        stated, steps = {"loss": "mse"}, draw(st.integers(0, 50))
        memory = dict.fromkeys(draw(st.sets(REMEMBERED)), (*weights, *(biases or ())))
        path, thresholds = draw(st.text(max_size=5)), experiment.bias == "threshold"
        start = Start(
            weights, biases, path, (1,), stated, steps=steps, memory=memory, thresholds=thresholds
        )
        experiment = replace(experiment, start=start)
    if experiment.initializer.default_scale is not None:
        experiment = replace(experiment, scale=draw(st.none() | st.floats(0, 1)))
    return experiment


Run = TypeVar("Run", Trainer, Runs)


def lived(trainer: Run, actions: list[Any]) -> Run:
    """A run in which something has happened."""
    experiment = trainer.experiment
    for what, *arguments in actions:
        if what == "edit":
            trainer.edit(parameter(experiment, arguments[0]), arguments[1])
        elif what == "change":
            if not impossible(trainer.experiment, arguments[0]):
                trainer.change(**arguments[0])
        elif what == "reset" and isinstance(trainer, Runs):
            trainer.begin(trainer.chosen)
        else:
            getattr(trainer, what)(*arguments)
    return trainer


@given(beginnings(), st.lists(ACTION, max_size=6), st.integers(0, 300))
def test_a_run_comes_back_from_its_journal_to_the_last_bit(
    experiment: Experiment, actions: list[Any], more: int
) -> None:
    trainer = lived(Trainer(experiment), actions)
    text = Journal.of(trainer).to_json()
    back = Journal.from_json(text)
    assert back.to_json() == text
    assert bits(_parts(back.experiment)) == bits(_parts(trainer.beginning))
    again = back.run()
    assert (again.step_number, len(again.events)) == (trainer.step_number, len(trainer.events))
    assert moment(again) == moment(trainer)
    assert whole(again) == whole(trainer), "what lies ahead is known too"
    for each in (trainer, again):
        each.step(more)
    assert moment(again) == moment(trainer)


@at_most(20)
@given(with_schedules(with_bugs(st.sampled_from(sorted(BUGS)))), st.lists(ACTION, max_size=6))
def test_so_does_the_right_run_beside_a_wrong_one(
    experiment: Experiment, actions: list[Any]
) -> None:
    runs = lived(Runs(experiment), actions)
    back = Journal.from_json(Journal.of(runs.main).to_json())
    again = Runs(back.experiment, back.events)
    again.step(back.length)
    known = min(runs.snapshot().step, again.snapshot().step)
    for each in (runs, again):
        each.seek(known)
    assert moment(runs.main) == moment(again.main)
    assert runs.shown.reference is not None
    assert again.shown.reference is not None
    assert moment(runs.shown.reference) == moment(again.shown.reference)


def _parts(experiment: Experiment) -> tuple[Any, ...]:
    """All settings, in records that compare bit for bit."""
    parts = vars(experiment)
    return tuple(parts[name] for name in sorted(parts))


def test_a_table_and_its_words_come_back_whole() -> None:
    problem = Problem(
        "t\u00e4ble",
        "two classes",
        [[0.1, -0.0], [1 / 3, 1e-310]],
        [[0, 1], [1, 0]],
        ("l\u00e4nge", "b"),
        ("y_1", "y_2"),
        path="da\udcffta.csv",
        target_choice=("y_1", "y_2"),
        answer=Answer.BITS,
        preset={"hidden": (3, 2), "learning_rate": 0.25, "start": None},
        origin=Origin(("l\u00e4nge", "b"), ("y",), ("id",), True, False, ("1 of 3 dropped",)),
    )
    back = Journal.from_json(Journal(Experiment(problem=problem)).to_json()).experiment.problem
    assert bits(back) == bits(problem)
    classes = replace(problem, answer=Answer.CLASSES, class_names=("no", "yes"))
    assert Journal.from_json(Journal(Experiment(problem=classes)).to_json()).experiment.problem


def test_a_built_in_problem_is_its_name_and_another_of_that_name_is_its_numbers() -> None:
    xor = PROBLEMS["xor"]
    assert Journal.from_json(Journal(Experiment(problem=xor)).to_json()).experiment.problem is xor
    other = replace(xor, targets=1 - xor.targets)
    back = Journal.from_json(Journal(Experiment(problem=other)).to_json()).experiment.problem
    assert bits(back) == bits(other)


def test_a_setting_that_is_changed_back_is_back() -> None:
    trainer = Trainer(Experiment())
    for rate in (0.1, 0.5):
        trainer.step(5)
        trainer.change(learning_rate=rate)
    again = Journal.from_json(Journal.of(trainer).to_json()).run()
    assert again.experiment.learning_rate == 0.5
    for each in (trainer, again):
        each.step(5)
    assert moment(again) == moment(trainer)


def test_what_lies_ahead_happens_again() -> None:
    trainer = Trainer(Experiment())
    trainer.step(30)
    trainer.change(learning_rate=3.0)
    trainer.step(10)
    trainer.seek(20)
    again = Journal.from_json(Journal.of(trainer).to_json()).run()
    assert again.step_number == 20
    assert whole(again) == whole(trainer), "the curve goes on to 40"
    for each in (trainer, again):
        each.step(20)
    assert moment(again) == moment(trainer)
    assert again.experiment.learning_rate == 3.0


def test_an_event_after_the_end_of_a_run_that_diverges_never_happens() -> None:
    wild = Experiment(activation="linear", output_activation="linear", learning_rate=3.0)
    trainer = Trainer(wild)
    end = trainer.step(1000)
    late = {"step": end + 5, "edit": {"parameter": [1, 0, 0], "value": 1}}
    content = json.loads(Journal.of(trainer).to_json()) | {"events": [late], "length": end + 5}
    assert Journal.from_json(json.dumps(content)).run().step_number == end


def test_what_json_cannot_hold_is_not_written() -> None:
    start = Start((np.full((2, 1), np.inf),), None, "w.json")
    with refused("cannot be written"):
        Journal(Experiment(hidden=(), start=start)).to_json()


START = {"weights": [[[1.0, 2.0]], [[3.0], [4.0]]], "biases": [[1.0, 2.0], [3.0]], "path": "w.json"}
GOOD = json.loads(
    Journal(
        Experiment(
            problem=Problem("t", "", [0, 1], [0, 1]),
            hidden=(2,),
            start=Start((np.ones((1, 2)), np.ones((2, 1))), None, "w.json"),
        )
    ).to_json()
) | {
    "length": 3,
    "events": [
        {"step": 1, "edit": {"parameter": [1, 0, 0], "value": 0.5}},
        {"step": 2, "change": {"learning_rate": 0.1}},
    ],
}


@pytest.mark.parametrize(
    ("path", "value", "parts"),
    [
        ((), [], ("no version",)),
        (("version",), 2, ("version '2'", "not 1")),
        (("else",), 1, ("'else'", "not known")),
        (("step",), -1, ("below 0",)),
        (("step",), 4, ("beyond its length",)),
        (("events", 0, "step"), -1, ("below 0",)),
        (("step",), 1.5, ("its step", "whole number")),
        (("step",), True, ("its step", "whole number")),
        (("step",), 2**64, ("its step", "too large")),
        (("events",), {}, ("its events", "a list")),
        (("events", 0), 5, ("event 1", "an object")),
        (("events", 0, "more"), 5, ("event 1", "edit, change")),
        (("events", 0, "step"), 3, ("order",)),
        (("events", 0, "step"), "1", ("event 1, step", "whole number")),
        (("events", 0, "edit", "value"), "1", ("event 1, edit, value", "a number")),
        (("events", 0, "edit", "value"), 10**400, ("event 1, edit, value", "a number")),
        (("events", 0, "edit", "value"), float("nan"), ("finite number",)),
        (("events", 0, "edit", "parameter"), [1, 0], ("layer, source, target",)),
        (("events", 0, "edit", "parameter"), [7, 0, 0], ("no layer 7",)),
        (("events", 0, "edit", "parameter"), [1, None, 0], ("no biases",)),
        (("events", 1, "change", "seed"), 3, ("seed cannot change",)),
        (("events", 1, "change", "sed"), 3, ("event 2, change", "learning_rate")),
        (("events", 1, "change", "learning_rate"), -3, ("finite number, 0 or more",)),
        (("experiment",), None, ("the experiment", "an object")),
        (("experiment", "more"), 1, ("the experiment", "'more'", "not known")),
        (("experiment", "hidden"), 2, ("hidden", "a list")),
        (("experiment", "hidden"), [2.5], ("hidden", "whole number")),
        (
            ("experiment", "bias"),
            "yes",
            ("bias must be True, False, 'shared'", "not 'yes'"),
        ),
        (("experiment", "loss"), 3, ("loss", "text")),
        (("experiment", "loss"), "hinge", ("no loss 'hinge'",)),
        (("experiment", "problem"), "xo", ("problem", "xor, and, or, not 'xo'")),
        (("experiment", "problem", "inputs"), [[0], ["1"]], ("inputs", "finite numbers")),
        (("experiment", "problem", "inputs"), [[0], [1, 2]], ("inputs", "of one length")),
        (("experiment", "problem", "inputs"), [[0], [float("inf")]], ("inputs", "finite")),
        (("experiment", "problem", "answer"), "guess", ("answer", "bits, classes, values")),
        (("experiment", "problem", "preset"), {"hiden": []}, ("preset", "hidden")),
        (("experiment", "problem", "name"), None, ("name", "text")),
        (("experiment", "start", "weights"), [[1.0, 1.0], [1.0]], ("weights", "a matrix a layer")),
        (("experiment", "start", "biases"), [[[1.0], 1.0], [1.0]], ("one length", "biases")),
        (("experiment", "start", "biases"), [[[1.0, 1.0]], [[1.0]]], ("a vector a layer",)),
        (("experiment", "problem"), {"name": "t"}, ("problem has no 'summary'",)),
        (("experiment", "start"), START | {"shared": [3]}, ("'w.json' has no biases",)),
        (("experiment", "start", "shared"), ["0"], ("shared", "whole number")),
        (("experiment", "start", "stated"), {"loss": 1}, ("stated, loss", "text")),
        (("experiment", "start", "stated"), {"zz": "1"}, ("'w.json' states 'zz'", "no such")),
        (("experiment", "start", "stated"), {"hidden": "2"}, ("states 'hidden'", "no such")),
        (("experiment", "start", "stated"), {"standardize": "x"}, ("states what", "'x'")),
    ],
)
def test_what_is_malformed_is_refused_with_its_place(
    path: tuple[Any, ...], value: Any, parts: tuple[str, ...]
) -> None:
    content = json.loads(json.dumps(GOOD))
    assert Journal.from_json(json.dumps(content)).run()
    if path:
        part = content
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
    with refused("this is no run", *parts):
        Journal.from_json(json.dumps(content if path else value))


@pytest.mark.parametrize("key", ["experiment", "events", "step", "length", "version"])
def test_what_is_missing_is_said(key: str) -> None:
    content = {name: value for name, value in GOOD.items() if name != key}
    with refused("this is no run", key):
        Journal.from_json(json.dumps(content))


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, '{"version": 1, "version": 1}', "5" * 9999]
)
def test_what_is_no_json_is_refused(text: str) -> None:
    with refused("this is no run"):
        Journal.from_json(text)


@settings(max_examples=150)
@given(
    st.recursive(
        st.sampled_from([None, True, 0, -1, 1.5, "xor", []]),
        lambda e: st.lists(e, max_size=3) | st.dictionaries(st.text(max_size=3), e, max_size=3),
        max_leaves=5,
    ),
    st.randoms(),
)
def test_whatever_a_part_is_replaced_by_it_is_read_or_refused(value: Any, random: Any) -> None:
    content: Any = json.loads(json.dumps(GOOD))
    part = content
    while isinstance(part, dict | list) and part:
        key = random.choice(list(part) if isinstance(part, dict) else range(len(part)))
        if not isinstance(part[key], dict | list) or random.random() < 0.3:
            part[key] = value
            break
        part = part[key]
    try:
        Journal.from_json(json.dumps(content))
    except BadSetting as refusal:
        assert str(refusal).isprintable()
        assert len(str(refusal)) < 400
