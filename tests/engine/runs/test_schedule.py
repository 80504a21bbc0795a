"""What is scheduled happens when its time comes, as if a person did it just then; whatever people
do besides leaves it alone, and it leaves alone what they did.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.engine import SETTINGS, Experiment, Parameter, Runs, Trainer
from backprop_tui.engine.reading.moments import Assignment, Moment
from backprop_tui.engine.runs.journal import Journal
from backprop_tui.engine.settings.schedule import MOST_MOMENTS, Schedule, shifted
from tests.engine.bits import bits, moment
from tests.engine.plain import PlainNetwork
from tests.engine.refusals import refused
from tests.engine.runs.story import RICH
from tests.engine.strategies import experiments, with_schedules


def scheduled(text: str, experiment: Experiment = RICH) -> Experiment:
    """An experiment with a schedule as it is typed."""
    return replace(experiment, schedule=SETTINGS["schedule"].typed(text))


THE_PAPER = scheduled("20:lr=0.1,momentum=0.9", Experiment(learning_rate=0.05, momentum=0.5))
"""As the paper has it for its family trees: a small rate first, a larger one after 20 sweeps."""


@given(with_schedules(experiments()), st.integers(0, 30))
def test_it_is_what_a_person_does_by_hand_at_those_steps(experiment: Experiment, more: int) -> None:
    by_itself = Trainer(experiment)
    by_hand = Trainer(replace(experiment, schedule=None))
    for step, changes in experiment.schedule or ():
        by_hand.step(step - by_hand.step_number)
        if by_hand.step_number < step:
            break
        named = {"lr": "learning_rate"}
        by_hand.change(
            **{
                named.get(name, name): SETTINGS[named.get(name, name)].typed(text)
                for name, text in changes
            }
        )
    by_hand.step(more)
    by_itself.step(by_hand.step_number)
    ours, theirs = by_itself.snapshot(), by_hand.snapshot()
    # A run that diverges does not come to what was scheduled for later.
    assert replace(by_itself.experiment, schedule=None) == by_hand.experiment
    assert bits(replace(ours, by_hand=0)) == bits(replace(theirs, by_hand=0))
    assert bits(by_itself.record()) == bits(by_hand.record())
    assert (ours.by_hand, by_itself.events) == (0, ())


def test_the_plain_loop_with_the_same_schedule_learns_the_same() -> None:
    text = "3:lr=0.3;5:momentum=0.9,activation=tanh;8:momentum=0;11:momentum=0.5"
    for order in ("file", "shuffled"):
        experiment = scheduled(text, replace(RICH, loss="mse", order=order))
        trainer = Trainer(experiment)
        start = trainer.snapshot()
        assert start.biases is not None
        plain = PlainNetwork(
            experiment,
            [matrix.copy() for matrix in start.weights],
            [vector.copy() for vector in start.biases],
        )
        losses = plain.train(20)
        trainer.step(20)
        end = trainer.snapshot()
        assert end.biases is not None
        assert_allclose(end.curve.low, losses, rtol=1e-9)
        for ours, theirs in zip(
            (*end.weights, *end.biases), (*plain.weights, *(plain.biases or ())), strict=True
        ):
            assert_allclose(ours, theirs, rtol=1e-9)


def test_two_steps_worked_by_hand() -> None:
    # At w = 1 with x = 1 and y = 0 the gradient is w itself: .5 is left, then .5 - .1·.5.
    experiment = scheduled(
        "1:lr=0.1", Experiment.of("xor", hidden=(), output_activation="linear", init="zeros")
    )
    trainer = Trainer(experiment)
    trainer.edit(Parameter(1, 0, 0), 1.0)
    before = trainer.record().layers[0].weights
    trainer.step()
    after = trainer.record().layers[0].weights
    assert np.array_equal(after.before, before.before - 0.5 * before.gradient)
    assert np.array_equal(after.change, 0.0 - 0.1 * after.gradient)


def test_a_change_by_hand_goes_on_where_the_schedule_says_nothing_of_it() -> None:
    trainer = Trainer(scheduled("20:momentum=0.3;40:learning_rate=0.01"))
    trainer.step(10)
    trainer.change(learning_rate=0.2)
    trainer.step(10)
    assert (trainer.experiment.learning_rate, trainer.experiment.momentum) == (0.2, 0.3)
    trainer.change(momentum=0.6)
    trainer.edit(Parameter(1, 0, 0), 0.5)
    trainer.step(30)
    assert (trainer.experiment.learning_rate, trainer.experiment.momentum) == (0.01, 0.6)
    assert trainer.experiment.schedule is None
    assert trainer.snapshot().by_hand == 3
    end = moment(trainer)
    for step in (0, 50, 19, 20, 21, 50):
        trainer.seek(step)
    assert moment(trainer) == end
    again = Journal.from_json(Journal.of(trainer).to_json()).run()
    assert moment(again) == end
    assert moment(trainer.fork()) == end


def test_going_back_and_changing_something_keeps_what_is_scheduled_ahead() -> None:
    trainer = Trainer(scheduled("20:momentum=0.3"))
    trainer.step(30)
    trainer.change(learning_rate=0.9)
    trainer.seek(10)
    trainer.change(learning_rate=0.2)
    trainer.step(30)
    now = trainer.experiment
    assert (now.learning_rate, now.momentum) == (0.2, 0.3)
    assert [step for step, _ in trainer.events] == [10]


def test_after_a_reset_the_schedule_is_ahead_again_and_what_was_done_by_hand_stays() -> None:
    trainer = Trainer(THE_PAPER)
    trainer.step(30)
    trainer.change(activation="tanh")
    trainer.reset()
    asked = replace(THE_PAPER, activation="tanh")
    assert trainer.experiment == trainer.beginning == asked
    trainer.step(40)
    fresh = Trainer(asked)
    fresh.step(40)
    assert moment(trainer) == moment(fresh)


def test_what_the_beginning_refuses_does_not_stay_after_a_reset() -> None:
    begun = scheduled(
        "5:output-activation=sigmoid", Experiment(loss="mse", output_activation="tanh")
    )
    trainer = Trainer(begun)
    trainer.step(6)
    trainer.change(loss="bce", learning_rate=0.1)
    trainer.change(momentum=0.5)
    assert trainer.chosen == replace(begun, momentum=0.5)
    trainer.reset()
    assert trainer.experiment == replace(begun, momentum=0.5)


def test_a_change_that_makes_a_scheduled_one_impossible_is_refused() -> None:
    trainer = Trainer(scheduled("5:loss=bce", Experiment()))
    trainer.step(2)
    before = moment(trainer)
    with refused("at step 5: loss bce needs output activation sigmoid, not tanh"):
        trainer.change(output_activation="tanh")
    assert moment(trainer) == before
    trainer.step(5)
    trainer.change(loss="mse", output_activation="tanh")


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("20:lr=0.03", {20: {"lr": "0.03"}}),
        (" 20 lr=.03, momentum=.9 ", {20: {"lr": ".03", "momentum": ".9"}}),
        ("40:lr=1;20 : lr=2;", {20: {"lr": "2"}, 40: {"lr": "1"}}),
        ("+5:activation=tanh", {5: {"activation": "tanh"}}),
    ],
)
def test_a_schedule_is_read_as_it_is_typed(text: str, moments: dict[int, dict[str, str]]) -> None:
    wanted = tuple(
        Moment(step, tuple(Assignment(*pair) for pair in changes.items()))
        for step, changes in moments.items()
    )
    experiment = scheduled(text)
    assert experiment.schedule == wanted
    assert replace(experiment, schedule=wanted) == experiment
    words = experiment.to_arguments()
    given = {"at_step": words[words.index("--at-step") + 1]}
    assert Experiment.from_options(given).schedule == wanted


def test_a_value_may_hold_commas_and_colons() -> None:
    trainer = Trainer(scheduled("3:activation=leaky-relu:0.2,tanh,lr=0.125"))
    trainer.step(3)
    now = trainer.experiment
    assert now == replace(RICH, activation="leaky-relu:0.2,tanh", learning_rate=0.125)
    with refused("at step 3: there is no activation 'what'"):
        scheduled("3:activation=tanh,what,lr=0.1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "--at-step must be a step and what changes after it, such as 20 lr=0.03,mom"),
        ("20", "--at-step must be a step and what changes after it"),
        ("20:", "--at-step must be a step and what changes after it"),
        ("lr=0.1", "--at-step must be a step and what changes after it"),
        ("20:lr=1;;30:lr=2", "--at-step must be a step and what changes after it"),
        ("2.5:lr=1", "step of a scheduled change must be a whole number from 1 to 1,000,0"),
        ("0:lr=1", "must be a whole number from 1 to 1,000,000,000,000, not '0'"),
        ("-3:lr=1", "must be a whole number from 1 to"),
        ("20:lr", "what changes at step 20 must be written NAME=VALUE, such as lr=0.03, not 'lr'"),
        ("20:lr=1,lr=2", "lr is given twice at step 20"),
        ("20:lr=1,learning_rate=2", "at step 20: learning rate is given twice"),
        ("20:lr=1;20:momentum=0", "step 20 is scheduled twice; write all that changes in one"),
        ("20:lrr=1", "at step 20: 'lrr' cannot change on the way; lr, momentum, loss"),
        ("20:seed=1", "at step 20: 'seed' cannot change on the way; lr, momentum, loss"),
        ("20:lr=fast", "at step 20: learning rate must be a finite number, not 'fast'"),
        ("20:lr=", "at step 20: learning rate must be a finite number, not ''"),
        ("20:momentum=1", "at step 20: momentum must be"),
        ("9:output-activation=tanh", "at step 9: loss bce needs output activation sigmoid"),
        (
            ";".join(f"{step}:lr=1" for step in range(1, MOST_MOMENTS + 2)),
            f"{MOST_MOMENTS + 1} scheduled steps are too many; at most {MOST_MOMENTS}",
        ),
    ],
)
def test_what_cannot_be_scheduled_is_refused_in_one_line(text: str, said: str) -> None:
    with refused(said):
        Experiment.from_options({"at_step": text, "loss": "bce"})


ONE: Any = 1
PARTS: list[Any] = ["lr", ("lr", "1"), Assignment("lr", ONE)]


@pytest.mark.parametrize(
    "value",
    [
        *(3, (), ("20:lr=1",), (Moment(20, ()),), (Moment(0, (Assignment("lr", "1"),)),)),
        *((Moment(1, (part,)),) for part in PARTS),
        [Moment(1, (Assignment("lr", "1"),))],
    ],
)
def test_what_is_no_schedule_is_refused(value: Any) -> None:
    with refused("schedule"):
        Experiment(schedule=value)


def test_a_text_is_a_schedule_too() -> None:
    text: Any = "20:lr=0.03"
    assert Experiment(schedule=text) == scheduled("20:lr=0.03", Experiment())


def test_a_schedule_counted_from_a_later_step() -> None:
    schedule: Schedule | None = THE_PAPER.schedule
    assert shifted(schedule, 15) == scheduled("5:lr=0.1,momentum=0.9").schedule
    assert shifted(None, 15) is None


def test_words_of_a_command_line_make_one_text() -> None:
    kind = SETTINGS["schedule"].kind
    assert [kind.is_begun(word) for word in ("20", "20:lr=1", "lr=1")] == [True, False, False]
    assert kind.joined(["20", "lr=1"]) == "20:lr=1"
    assert kind.gathered(["20:lr=1", "40:lr=2"]) == "20:lr=1;40:lr=2"
    plain = SETTINGS["learning_rate"].kind
    assert not plain.is_begun("20")
    assert plain.joined(["0.5"]) == "0.5"
    assert plain.gathered(["1", "2"]) == "2"


def test_runs_that_go_along_begin_again_with_what_was_asked_for() -> None:
    runs = Runs(replace(THE_PAPER, bug="summed"))
    runs.step(30)
    runs.change(activation="tanh")
    asked = replace(THE_PAPER, bug="summed", activation="tanh")
    assert runs.chosen == asked
    runs.begin(runs.chosen)
    assert runs.experiment == asked
    assert runs.shown.reference is not None
    assert runs.shown.reference.experiment == replace(asked, bug=None)


def test_a_change_is_refused_that_does_not_go_with_one_before_it() -> None:
    with refused("at step 10: loss bce needs output activation sigmoid, not tanh"):
        Experiment.from_options({"at_step": "5:loss=bce;10:output-activation=tanh"})
    assert Experiment.from_options({"at_step": "5:loss=half-sse;10:output-activation=tanh"})
