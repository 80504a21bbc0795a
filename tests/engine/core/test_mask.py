"""What is frozen keeps its bits, whatever pulls at it, and still has a gradient. What does not
exist cannot be frozen, and whoever tries hears what there is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import BUGS, Edit, Experiment, Journal, Parameter, Problem, Trainer
from backprop_tui.engine.core.mask import learning
from backprop_tui.engine.reading.parameter_names import ParameterNames
from tests.engine.bits import bits, moment
from tests.engine.refusals import refused
from tests.engine.strategies import experiments, with_bugs, with_schedules

DEEP = Experiment(hidden=(3, 2), bias=True)


def freezing(names: Any, experiment: Experiment = DEEP) -> Experiment:
    """The same with what these names mean frozen."""
    return replace(experiment, freeze=names)


def frozen(experiment: Experiment) -> list[list[Any]]:
    """True for what does not learn: weight matrices, and then bias vectors."""
    learns = experiment.learns
    assert learns is not None
    shapes = experiment.arrangement.shapes
    ends = np.cumsum([np.prod(shape) for shape in shapes])[:-1].astype(int)
    parts = np.split(learns == 0, ends)
    return [part.reshape(shape).tolist() for part, shape in zip(parts, shapes, strict=True)]


NONE = [np.zeros(shape, bool).tolist() for shape in DEEP.arrangement.shapes]
W1, W2, W3, B1, B2, B3 = range(6)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("W2", {W2: ...}),
        ("b1", {B1: ...}),
        ("weights", {W1: ..., W2: ..., W3: ...}),
        ("biases", {B1: ..., B2: ..., B3: ...}),
        ("h2", {W1: (slice(None), 1), B1: 1}),
        ("g1,yhat", {W2: (slice(None), 0), B2: 0, W3: ..., B3: ...}),
        ("W1[x2,h3]", {W1: (1, 2)}),
        ("W2[3,1], b1[h2] ,b2[2]", {W2: (2, 0), B1: 1, B2: 1}),
        ("W3[g2, ŷ],W3[g2,yhat]", {W3: (1, 0)}),
    ],
)
def test_a_name_means_these_parameters_and_no_others(names: str, expected: dict[int, Any]) -> None:
    wanted = [np.array(part) for part in NONE]
    for part, place in expected.items():
        wanted[part][place] = True
    experiment = freezing(ParameterNames().read(names))
    assert frozen(experiment) == [part.tolist() for part in wanted]
    assert Experiment.from_options({"hidden": "3,2", "bias": True, "freeze": names}) == experiment
    assert experiment == freezing(names)


@pytest.mark.parametrize("name", ["W1[length, in cm,h2]", "w", "W1[x1,H2]", "W1[LENGTH, IN CM,2]"])
def test_names_are_meant_as_where_a_number_is_asked_for(name: str) -> None:
    """A column in full, with its comma, its symbol, and capitals that are not there."""
    problem = Problem("cm", "", [[1, 2], [3, 4]], [0, 1], ["length, in cm", "w"], ["W"])
    experiment = freezing(name, Experiment(problem=problem, hidden=(2,)))
    weight, output = frozen(experiment)
    one = [[False, True], [False, False]]
    assert (weight, output) == (
        ([[False] * 2] * 2, [[True]] * 2) if name == "w" else (one, [[False]] * 2)
    )


def test_nothing_is_frozen_by_itself() -> None:
    assert DEEP.learns is None
    assert freezing("none").learns is None
    assert learning(DEEP, ()) is None


def test_a_unit_has_no_bias_of_its_own_where_all_of_a_layer_share_it() -> None:
    shared = freezing("h2", Experiment(hidden=(3,), bias="shared"))
    assert frozen(shared) == [[[False, True, False]] * 2, [[False]] * 3, [False], [False]]
    assert frozen(freezing("b1", shared))[2:] == [[True], [False]]


def test_thresholds_are_frozen_by_their_own_name_and_that_of_biases() -> None:
    for name in ("thresholds", "biases", "theta1,b2", "θ1,theta2"):
        found = frozen(freezing(name, Experiment(hidden=(2,), bias="threshold")))
        assert found == [[[False] * 2] * 2, [[False]] * 2, [True] * 2, [True]]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("W9", "by the name 'W9'; this network has weights, W1, W2, W3, biases, b1, b2, b3 and"),
        ("W0", "'W0'"),
        ("b1,h9", "'h9'; this network has .* the units h1, h2, h3, g1, g2, ŷ$"),
        ("x1", "'x1'"),
        (
            "W1[h1,x1]",
            "'W1\\[h1,x1\\]'.*; a single weight is written as W1\\[x1,h1\\], from",
        ),
        ("W1[x1]", "'W1\\[x1\\]'"),
        ("W1[x1,h1,h2]", "nothing to freeze"),
        ("b1[h1,h2]", "nothing to freeze"),
        ("b1[4]", "nothing to freeze"),
        ("b1[0]", "nothing to freeze"),
        ("", "''"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(names: str, said: str) -> None:
    with refused() as refusal:
        freezing(names or ("",))
    assert re.search(said, str(refusal.value))


def test_biases_cannot_be_frozen_where_there_are_none() -> None:
    with refused("nothing to freeze by the name 'biases'", "it has no biases"):
        freezing("biases", Experiment())
    with refused("units h1, h2", "h10, …, ŷ"):
        freezing("h41", Experiment(hidden=(40,)))
    for wrong in (3, (1, 2), None):
        with refused("freeze must be biases, weights, W2, b1"):
            freezing(wrong)


@given(with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS)))), st.integers(1, 40))
def test_what_is_frozen_keeps_its_bits_and_what_is_not_learns(
    experiment: Experiment, steps: int
) -> None:
    # A start of -0 shows even the smallest touch: -0 - (-0) is 0.
    trainer = Trainer(replace(experiment, freeze=("W1",), schedule=None, init="zeros"))
    trainer.edit(Parameter(1, 0, 0), -0.0)
    before = trainer.network.parameters.weights[0].copy()
    trainer.step(steps)
    assert bits(trainer.network.parameters.weights[0]) == bits(before)
    for layer, update in enumerate(trainer.record().updates, start=1):
        still = bits(update.after) == bits(update.before)
        assert still or layer > 1
        if update.learns is not None and not update.learns.any():
            assert not update.change.any()
            assert bits(update.after) == bits(update.before)


@given(experiments(), st.integers(0, 5))
def test_a_mask_leaves_the_first_step_of_all_others_as_it_is(
    experiment: Experiment, steps: int
) -> None:
    trainer = Trainer(replace(experiment, freeze=()))
    trainer.step(steps)
    free = trainer.record()
    trainer.change(freeze=experiment.freeze)
    for update, other in zip(trainer.record().updates, free.updates, strict=True):
        assert bits(update.gradient) == bits(other.gradient)
        learns = np.ones_like(update.before) if update.learns is None else update.learns
        assert bits(update.after) == bits(np.where(learns, other.after, other.before))


def test_freezing_on_the_way_stops_momentum_and_belongs_to_the_run() -> None:
    trainer = Trainer(replace(DEEP, momentum=0.9))
    trainer.step(20)
    trainer.change(freeze="W2")
    assert not trainer.record().layers[1].weights.previous.any()
    held = bits(trainer.network.parameters.weights[1])
    trainer.step(20)
    assert bits(trainer.network.parameters.weights[1]) == held
    trainer.edit(Parameter(2, 0, 0), 0.25)
    trainer.step(5)
    assert trainer.network.parameters.weights[1][0, 0] == 0.25
    trainer.change(freeze=())
    trainer.step(10)
    assert trainer.network.parameters.weights[1][0, 0] != 0.25
    end = moment(trainer)
    trainer.seek(30)
    assert bits(trainer.network.parameters.weights[1]) == held
    trainer.seek(55)
    assert moment(trainer) == end
    assert moment(Journal.from_json(Journal.of(trainer).to_json()).run()) == end
    assert any(isinstance(event, Edit) for _, event in trainer.events)
