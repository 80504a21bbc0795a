"""A remark is worth making once, when it becomes true. So whole runs are told to a listener, and
what it says is counted.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backprop_tui.engine import (
    PROBLEMS,
    Answer,
    Curve,
    Experiment,
    Problem,
    Snapshot,
    Trainer,
    find_preset,
)
from backprop_tui.engine.settings.schedule import Scheduled, running_at
from backprop_tui.report.advice.flat import FLAT_STEPS, SOON
from backprop_tui.report.advice.remarks import Remarks, present
from tests.ui.drawn import after, view

WRONG = view(5_500, hidden=(2,), bias=True).snapshot
"""A run that had no luck: two cases are right, the others are answered by a half."""

RIGHT = replace(WRONG, right=np.ones(4, dtype=bool), right_since=8)
COUNTS = np.array([[0.0], [1.0], [2.0], [3.0]])


def told(remarks: Remarks, *moments: Snapshot) -> list[str]:
    """What is said of some moments."""
    return [remark.with_keys for moment in moments if (remark := remarks.on(moment))]


def at(step: int, loss: float, snapshot: Snapshot = WRONG, before: float = 9.0) -> Snapshot:
    """A moment after a step at which the loss came to what it is from another one."""
    losses = np.full(step, loss)
    losses[:1] = before
    curve = Curve(1, losses, losses, step)
    return replace(snapshot, step=step, loss=loss, curve=curve)


def test_a_solved_problem_is_said_once_with_its_loss() -> None:
    remarks = Remarks()
    assert told(remarks, at(0, 0.3), at(10, 0.02, RIGHT), at(20, 0.005)) == []
    said = told(remarks, at(30, 0.0095, RIGHT), at(40, 0.004, RIGHT), at(50, 0.003, RIGHT))
    assert said == ["Solved: loss below 0.01; every case right since step 8."]
    # It has the number of its mark, however late somebody looks, and says if it was lost between.
    late = replace(at(300, 0.005, RIGHT), right_since=200, solved_since=210, first_solved=30)
    remark = Remarks().on(late)
    assert remark is not None and (remark.step, remark.said) == (
        210,
        "Solved: loss below 0.01; every case right since step 200. It was solved at step 30 first.",
    )
    # Where that is forgotten it is not said.
    unknown = replace(at(9_999_999, 0.001, RIGHT), right_since=None)
    assert told(Remarks(), unknown) == ["Solved: loss below 0.01; every case right."]


def test_what_is_solved_is_said_beside_what_was_not_learnt() -> None:
    tested = view(test=1).snapshot
    solved = replace(tested, right=np.ones(3, dtype=bool), right_since=1_234)
    assert told(Remarks(), at(0, 0.3, solved), at(9, 0.005, solved)) == [
        "Solved: loss below 0.01; every case right since step 1,234. Of the test cases "
        f"{0 if tested.held_out is None else tested.held_out.right.sum()} of 1."
    ]


def test_a_loss_that_has_not_moved_for_long_is_said_once_with_what_to_try() -> None:
    remarks = Remarks()
    assert told(remarks, *(at(1 + k, 0.126) for k in range(0, SOON, 7))) == []
    said = told(remarks, *(at(1 + k, 0.126) for k in range(SOON, 3 * FLAT_STEPS, 7)))
    assert said == [
        "The loss has stayed at 0.126 for 300 steps. 01 and 11 lie 0.001 apart in the hidden "
        "layer, so they get one answer, 0.50. Another start helps: with --seed 43 every case is "
        "right from step 1,569 on. R tries it."
    ]


def test_a_loss_that_moves_by_a_hundredth_is_not_stuck() -> None:
    """However seldom somebody looks: all of it is in the curve."""
    steps = np.arange(3 * FLAT_STEPS)
    for losses in (0.126 * 0.99995**steps, 0.126 * 1.00005**steps, 0.126 + 0.001 * (steps % 2)):
        each = losses.astype(np.float64)
        curve = Curve(1, each, each, len(steps))
        moments = [
            replace(WRONG, step=step, loss=float(losses[step - 1]), curve=curve)
            for step in (FLAT_STEPS, 2 * FLAT_STEPS, 3 * FLAT_STEPS)
        ]
        assert bool(told(Remarks(), *moments)) == bool(losses[2] == losses[0])


def test_a_loss_that_has_not_moved_is_said_with_its_cause_as_soon_as_that_shows() -> None:
    still = view(600, hidden=()).snapshot
    said = told(Remarks(), *(at(k, 0.25, still) for k in (100, 300, 302, 400, 2_400, 9_000)))
    assert said == [
        "The loss has stayed at 0.25 for 301 steps. No line separates 01, 10 from 00, 11, and "
        "without a hidden layer the output is one line: four answers of ½ are its best. Try "
        "--hidden 4. e sets it."
    ]


def test_what_is_so_now_is_told_to_whoever_asks_again() -> None:
    assert present(view().snapshot) == ""
    assert present(view(400).snapshot).startswith("Plateau near 0.25: all 4 answers lie between")
    assert present(view(1_300).snapshot) == "", "it learns, and all is right"
    assert present(view(3_000).snapshot).startswith("Solved: ")
    assert present(view(400, hidden=()).snapshot).startswith("No line separates")
    overshot = view(400, loss="bce", bias=True, learning_rate=10.0).snapshot
    assert present(overshot).startswith("The loss swings between ")
    assert present(replace(WRONG, loss=float("nan"))) == ""


def test_that_nothing_is_learnt_through_a_jump_is_said_once_and_at_the_start() -> None:
    step = view(output_activation="step").snapshot
    (said,) = told(Remarks(), at(0, 0.3, step), at(1, 0.3, step))
    assert said.startswith("Unit ŷ is without a slope: the f′ of step is 0 everywhere")
    assert "--bug no-slope, which makes it the perceptron's rule" in said
    learns = view(output_activation="step", bug="no-slope", hidden=()).snapshot
    assert told(Remarks(), at(0, 0.3, learns), at(1, 0.3, learns)) == []


def test_what_was_solved_and_lost_and_solved_again_is_said_once_more() -> None:
    remarks, again = Remarks(), replace(RIGHT, right_since=19)
    assert len(told(remarks, at(9, 0.005, RIGHT))) == 1
    assert told(remarks, at(10, 0.005, RIGHT), at(15, 0.3)) == []
    assert told(remarks, at(20, 0.005, again), at(21, 0.005, again)) == [
        "Some case was wrong once more after it was solved; now every case has been right since "
        "step 19."
    ]
    assert told(remarks, at(30, 0.005, replace(RIGHT, right_since=25))) == []
    assert told(remarks, at(31, 0.005, replace(RIGHT, right_since=None))) == []


def test_one_rate_is_named_and_no_second_one() -> None:
    fast = {"learning_rate": 20.0, "activation": "relu", "bias": True}
    (said,) = told(Remarks(), *(view(step, **fast).snapshot for step in (100, 200, 400, 3_000)))
    assert "dead" in said and "Try --lr 1." in said
    swings = {"learning_rate": 3.0, "momentum": 0.99, "bias": True}
    (said,) = told(Remarks(), *(view(step, **swings).snapshot for step in (300, 700, 3_000)))
    assert "Try --lr 0.6." in said
    assert view(4_000, **{**swings, "learning_rate": 0.6}).snapshot.right.all()
    grows = {"problem": PROBLEMS["spiral"], "learning_rate": 1.0, "hidden": (8,), "bias": True}
    lines = told(Remarks(), *(view(step, **grows).snapshot for step in (0, 100, 200, 400)))
    assert sum("--lr" in each for each in lines) == 1
    jumps = {"output_activation": "step"}
    assert len(told(Remarks(), *(view(step, **jumps).snapshot for step in (0, 1, 2_100)))) == 1


def test_targets_out_of_reach_are_said_once_and_first() -> None:
    problem = replace(WRONG.experiment.problem, targets=COUNTS, answer=Answer.VALUES)
    beyond = view(problem=problem).snapshot
    said = told(Remarks(), at(0, 0.3, beyond), at(1, 0.3, beyond))
    assert len(said) == 1
    assert said[0].startswith("Targets go from 0 to 3, but sigmoid outputs give only 0…1: ")


def test_a_change_forgets_what_may_be_otherwise_and_not_that_it_was_solved() -> None:
    remarks = Remarks()
    flat = [at(step, 0.126) for step in (1, 1 + FLAT_STEPS)]
    assert len(told(remarks, *flat, at(FLAT_STEPS + 2, 0.005, RIGHT), flat[1])) == 2
    remarks.changed()
    assert told(remarks, at(FLAT_STEPS + 3, 0.005, RIGHT)) == []
    early = at(FLAT_STEPS + SOON, 0.126)
    assert told(remarks, early) == [], "it stands since the change"
    (said,) = told(remarks, at(3 * FLAT_STEPS + 1, 0.126))
    assert said.startswith("The loss has stayed at 0.126 for 4,000 steps.")


def test_a_loss_that_grows_a_hundredfold_is_said_once_with_a_rate_to_try_and_its_key() -> None:
    remarks = Remarks()
    assert told(remarks, at(0, 0.3), at(1, 29.0)) == []
    said = told(remarks, at(2, 31.0), at(3, 1e9))
    assert said == [
        "The loss has grown from 0.3 to 31: the learning rate 0.5 is too large here. "
        "Try --lr 0.05. e sets it, then r."
    ]
    # What is measured after a change is measured from there.
    remarks.changed()
    assert told(remarks, at(4, 1e9), at(5, 2e9)) == []
    assert len(told(remarks, at(6, 2e11))) == 1
    assert told(Remarks(), at(0, 0.02, RIGHT), at(1, 3.0, RIGHT)) == []


def test_what_cannot_be_reached_is_said_again_only_of_another_output() -> None:
    problem = replace(WRONG.experiment.problem, targets=COUNTS, answer=Answer.VALUES)
    beyond, remarks = view(problem=problem).snapshot, Remarks()
    assert len(told(remarks, at(0, 0.3, beyond))) == 1
    remarks.changed()
    assert told(remarks, at(1, 0.3, beyond)) == []
    other = view(problem=problem, output_activation="tanh").snapshot
    assert len(told(remarks, at(2, 0.3, other))) == 1


@pytest.mark.parametrize("loss", [float("nan"), float("inf")])
def test_of_a_loss_that_is_no_number_the_run_itself_says_enough(loss: float) -> None:
    remarks = Remarks()
    assert told(remarks, at(0, 0.3)) == []
    assert told(remarks, *(at(k * FLAT_STEPS, loss) for k in range(4))) == []
    assert told(Remarks(), *(at(k * FLAT_STEPS, loss, RIGHT) for k in range(4))) == []


def test_a_loss_that_rises_and_falls_is_said_once_until_something_is_changed() -> None:
    stream = np.random.RandomState(0)
    many = Problem("many", "", stream.uniform(4, 8, (40, 2)), stream.randint(0, 2, 40))
    snapshot = after(FLAT_STEPS + 2, problem=many)
    jumping = np.tile([0.2, 0.3], snapshot.step // 2)
    curve = replace(snapshot.curve, stride=1, low=jumping, high=jumping)
    restless = replace(snapshot, curve=curve, right=np.zeros(40, dtype=bool))
    remarks = Remarks()
    (said,) = told(remarks, restless, restless)
    assert said.startswith("The loss still rises and falls, between 0.2 and 0.3 in the last 2,000")
    assert said.endswith("e sets both.")
    remarks.changed()
    assert told(remarks, restless) == [said]


def test_a_recipe_that_works_is_given_the_time_that_it_is_known_to_take() -> None:
    preset = find_preset("parity-4-1986")
    flat = Trainer(preset.experiment()).snapshot()
    times = [k * FLAT_STEPS for k in range(40)]
    (said,) = told(Remarks(), *(at(step, 0.16, flat) for step in times))
    assert said.startswith("The loss has stayed at 0.16 for 63,999 steps. ")
    other = replace(flat, experiment=replace(flat.experiment, preset=None))
    (said,) = told(Remarks(), *(at(step, 0.16, other) for step in times))
    assert said.startswith("The loss has stayed at 0.16 for 3,999 steps. ")


def test_a_rate_that_is_scheduled_is_changed_from_there_on() -> None:
    rates = Scheduled().read("5:lr=0")
    begun = Experiment(learning_rate=0.01, schedule=rates)
    remarks, after_it = Remarks(), replace(WRONG, experiment=running_at(begun, 5))
    first = at(0, 0.3, replace(WRONG, experiment=begun))
    (said,) = told(remarks, first, at(5, 0.25, after_it), at(5 + FLAT_STEPS, 0.25, after_it))
    assert "The learning rate is 0, so no step changes a weight. Try --lr " in said
    assert said.endswith(
        "The schedule sets lr at step 5, over --lr: change it there (--at-step). "
        "e sets it from here on."
    )
