"""A run with events is a function of the experiment, the steps and the events, and of nothing else.
However often one goes back and forth, every moment has the bits that a straightforward replay has.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop_tui.engine import BUGS, Experiment, Parameter, Runs, Trainer
from backprop_tui.engine.settings import changeable
from tests.engine.bits import arrays, bits, moment
from tests.engine.refusals import refused
from tests.engine.runs.story import (
    ACTION,
    EXPLOSIVE,
    RICH,
    Story,
    assert_same,
    take,
)
from tests.engine.strategies import with_bugs, with_schedules


@given(
    with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS)))),
    st.lists(ACTION, max_size=9),
)
@example(
    replace(RICH, bug="uncleared"),
    [
        ("step", 300),
        ("edit", (1, None, 2), 0.5),
        ("step", 260),
        ("change", {"momentum": 0.0}),
        ("seek", 299),
        ("seek", 600),
        ("seek", 300),
        ("change", {"activation": "relu"}),
        ("step", 300),
    ],
)
@example(
    replace(RICH, bug="updated-weights"),
    [
        ("step", 3),
        ("change", {"learning_rate": 0.2}),
        ("change", {"momentum": 0.0}),
        ("step", 300),
        ("edit", (0, 1, 1), -1.0),
        ("step", 300),
        ("change", {"momentum": 0.9}),
        ("step", 20),
        ("seek", 520),
        ("seek", 280),
        ("edit", (1, 1, 1), 1.0),
        ("seek", 2),
        ("seek", 700),
    ],
)
@example(
    RICH,
    [("edit", (0, 0, 0), 1.0), ("step", 9), ("seek", 0), ("change", {"momentum": 0.0}), ("reset",)],
)
def test_any_course_of_steps_and_events_is_its_straightforward_replay(
    experiment: Experiment, actions: list[Any]
) -> None:
    for run in (Runs(experiment), Trainer(experiment)):
        take(run, Story(experiment, []), actions, assert_same)


def test_an_edit_sets_one_number_and_nothing_else() -> None:
    for place in (Parameter(1, 2, 4), Parameter(2, None, 1), Parameter(3, 0, 0)):
        trainer = Trainer(RICH)
        trainer.step(7)
        before, record = trainer.snapshot(), trainer.record()
        trainer.edit(place, -0.25)
        after = trainer.snapshot()
        assert after.biases is not None
        group = after.weights if place.source is not None else after.biases
        at = place.target if place.source is None else (place.source, place.target)
        assert group[place.layer - 1][at] == -0.25
        changed = [
            a != b
            for one, other in zip(
                (*before.weights, *(before.biases or ())),
                (*after.weights, *after.biases),
                strict=True,
            )
            for a, b in zip(one.ravel(), other.ravel(), strict=True)
        ]
        assert sum(changed) == 1
        assert bits(after.curve) == bits(before.curve)
        assert (after.step, after.experiment) == (7, RICH)
        for ours, theirs in zip(trainer.record().layers, record.layers, strict=True):
            assert bits(ours.weights.previous) == bits(theirs.weights.previous)
        assert not any(a.flags.writeable for a in arrays((after, trainer.record())))


def test_a_change_is_in_force_from_the_next_step_on() -> None:
    trainer = Trainer(replace(RICH, momentum=0.0))
    trainer.step(10)
    before = trainer.snapshot()
    trainer.change(learning_rate=0.5, momentum=0.9, loss="mse", activation="sigmoid")
    trainer.change(output_activation="tanh")
    now = trainer.snapshot()
    assert trainer.experiment == replace(
        RICH,
        learning_rate=0.5,
        momentum=0.9,
        loss="mse",
        activation="sigmoid",
        output_activation="tanh",
    )
    assert (now.step, bits(now.weights), bits(now.curve)) == (
        10,
        bits(before.weights),
        bits(before.curve),
    )
    for layer in trainer.record().layers:
        weights = layer.weights
        assert not weights.previous.any()
        assert np.array_equal(weights.change, 0.9 * weights.previous - 0.5 * weights.gradient)
    trainer.step(3)
    assert trainer.snapshot().curve.low[10] == now.loss
    assert trainer.record().layers[0].weights.previous.any()
    trainer.change(momentum=0.0)
    trainer.change(momentum=0.9)
    assert not trainer.record().layers[0].weights.previous.any(), "the velocity is forgotten"


def test_with_other_momentum_the_velocity_goes_on() -> None:
    trainer = Trainer(RICH)
    trainer.step(5)
    before = trainer.record()
    trainer.change(momentum=0.1, activation="relu")
    for ours, theirs in zip(trainer.record().layers, before.layers, strict=True):
        assert bits(ours.weights.previous) == bits(theirs.weights.previous)


def test_without_momentum_the_velocity_is_forgotten_and_not_what_a_bug_carries() -> None:
    trainer = Trainer(replace(RICH, bug="uncleared"))
    trainer.step(5)
    before = trainer.record()
    trainer.change(momentum=0.0)
    for ours, theirs in zip(trainer.record().layers, before.layers, strict=True):
        assert not ours.weights.previous.any()
        assert theirs.weights.carried is not None
        assert theirs.weights.carried.any()
        assert bits(ours.weights.carried) == bits(theirs.weights.carried)


def test_a_reset_drops_edits_and_keeps_the_settings_in_force() -> None:
    trainer = Trainer(RICH)
    trainer.edit(Parameter(1, 0, 0), 3.0)
    trainer.step(20)
    trainer.change(learning_rate=0.2)
    trainer.reset()
    assert moment(trainer) == moment(Trainer(replace(RICH, learning_rate=0.2)))
    trainer.step(30)
    fresh = Trainer(replace(RICH, learning_rate=0.2))
    fresh.step(30)
    assert moment(trainer) == moment(fresh)


def test_a_new_event_in_the_past_makes_the_later_ones_unhappen() -> None:
    trainer = Trainer(RICH)
    trainer.seek(20)
    trainer.change(learning_rate=0.0)
    trainer.seek(10)
    assert trainer.experiment is RICH
    trainer.step(15)
    assert trainer.experiment.learning_rate == 0.0
    trainer.seek(10)
    trainer.edit(Parameter(1, 0, 0), 0.5)
    assert len(trainer.snapshot().curve.low) == 10
    trainer.step(15)
    assert trainer.experiment is RICH


def test_a_run_that_diverged_can_be_called_back_by_an_event() -> None:
    trainer = Trainer(EXPLOSIVE)
    stop = trainer.step(1000)
    assert 2 < stop < 1000
    trainer.seek(stop - 2)
    trainer.change(learning_rate=0.0)
    assert trainer.step(1000) == 1000
    trainer.seek(0)
    assert trainer.experiment.learning_rate == 3.0
    assert trainer.seek(stop + 40) == stop + 40


def test_only_some_settings_change_on_the_way() -> None:
    trainer = Trainer(Experiment())
    for setting in ("hidden", "bias", "seed", "bug", "batch_size", "problem", "typo"):
        assert setting not in changeable(Experiment)
        with pytest.raises(ValueError, match=f"{setting} cannot change on the way"):
            trainer.change(**{setting: None})
    assert moment(trainer) == moment(Trainer(Experiment()))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"learning_rate": -1.0}, "learning rate must be"),
        ({"momentum": 1.0}, "momentum must be"),
        ({"loss": "typo"}, "there is no loss"),
        ({"activation": "typo"}, "there is no activation"),
        ({"learning_rate": 0.1, "loss": "bce", "output_activation": "tanh"}, "needs output"),
    ],
)
def test_a_change_that_the_experiment_refuses_changes_nothing(
    change: dict[str, Any], words: str
) -> None:
    trainer = Trainer(Experiment())
    trainer.step(9)
    trainer.seek(5)
    before = moment(trainer)
    with refused(words):
        trainer.change(**change)
    assert moment(trainer) == before
    assert trainer.experiment == Experiment()


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (Parameter(1, 0, 0), float("nan"), "must be a finite number, not nan"),
        (Parameter(1, 0, 0), float("-inf"), "must be a finite number, not -inf"),
        (Parameter(1, 0, 0), "0.5", "must be a finite number, not '0.5'"),
        (Parameter(1, 0, 0), True, "must be a finite number, not True"),
        (Parameter(1, 0, 0), 10**400, "must be a finite number, not 1000"),
        (Parameter(1, None, 0), 1.0, "this network has no biases"),
        (Parameter(3, 0, 0), 1.0, "there is no layer 3; layers are numbered from 1 to 2"),
        (Parameter(0, 0, 0), 1.0, "there is no layer 0"),
        (Parameter(1, 2, 0), 1.0, "there is no unit 2; units there are numbered from 0 to 1"),
        (Parameter(1, 0, 4), 1.0, "there is no unit 4; units there are numbered from 0 to 3"),
        (Parameter(1, -1, 0), 1.0, "there is no unit -1"),
        (Parameter(2, 0, -1), 1.0, "there is no unit -1"),
    ],
)
def test_an_impossible_edit_is_refused_and_changes_nothing(
    place: Parameter, value: Any, words: str
) -> None:
    trainer = Trainer(Experiment())
    trainer.step(9)
    trainer.seek(5)
    before = moment(trainer)
    with refused(words):
        trainer.edit(place, value)
    trainer.seek(9)
    trainer.seek(5)
    assert moment(trainer) == before


def test_no_more_is_done_to_a_run_than_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backprop_tui.engine.runs.trainer.MOST", 2)
    run = Trainer(Experiment())
    run.change(learning_rate=0.1)
    run.edit(Parameter(1, 0, 0), 1.0)
    before = moment(run)
    with refused("2 changes by hand", "no more"):
        run.edit(Parameter(1, 0, 0), 2.0)
    assert moment(run) == before
    assert run.withdraw()
    run.edit(Parameter(1, 0, 0), 2.0)
