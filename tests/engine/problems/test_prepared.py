"""What an experiment makes of a problem: numbers of mean 0 and spread 1, and cases put aside that
nothing is learnt from, not even what the numbers of the others are divided by.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean, pstdev
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.engine import PROBLEMS, Answer, Experiment, Journal, Problem, Start, Trainer
from tests.engine.refusals import refused
from tests.engine.strategies import SEEDS, experiments, table

SALARY = Problem(
    "salary",
    "",
    [1.1, 3.2, 5.1, 8.7],
    [39343, 54445, 66029, 109431],
    "YearsExperience",
    "Salary",
)


UNDONE: dict[str, Any] = {
    "standardize": False,
    **dict.fromkeys(("features", "cases", "noise", "problem_seed")),
}
"""What makes of a problem, as an experiment has prepared it, no other."""


def classes(counts: tuple[int, ...]) -> Problem:
    """So many cases of each class, one class after the other."""
    which = np.repeat(np.arange(len(counts)), counts)
    return Problem("c", "", np.arange(len(which)), np.eye(len(counts))[which])


@given(
    SEEDS,
    st.integers(2, 30),
    st.integers(1, 3),
    st.integers(1, 2),
    st.none() | st.floats(0.05, 0.5),
)
def test_mean_and_spread_are_those_of_the_cases_that_are_learnt(
    seed: int, cases: int, inputs: int, outputs: int, test: float | None
) -> None:
    whole = table(seed, cases, inputs, outputs)
    learnt = Experiment(problem=whole, standardize=True, test=test).problem
    testing = learnt.testing
    for mine, part in ((learnt, learnt), *([(learnt, testing)] if testing else [])):
        for raw, scaled, kept in (
            (whole.inputs, part.inputs, mine.own_inputs),
            (whole.targets, part.targets, mine.own_targets),
        ):
            rows = raw[list(part.rows)]
            for k in range(raw.shape[1]):
                column = kept[:, k].tolist()
                spread = pstdev(column) or 1.0
                expected = [(value - fmean(column)) / spread for value in rows[:, k].tolist()]
                assert_allclose(scaled[:, k], expected, rtol=1e-9, atol=1e-9)
    assert np.array_equal(learnt.own_inputs, whole.inputs[list(learnt.rows)])
    assert np.array_equal(learnt.own_targets, whole.targets[list(learnt.rows)])
    assert_allclose(learnt.own_outputs(learnt.targets), learnt.own_targets, atol=1e-12)
    assert learnt.source is whole


def test_four_salaries_by_hand() -> None:
    """The mean of 1.1, 3.2, 5.1 and 8.7 is 4.525, their variance 7.811875."""
    learnt = Experiment(problem=SALARY, standardize=True).problem
    by_hand = [(x - 4.525) / 7.811875**0.5 for x in (1.1, 3.2, 5.1, 8.7)]
    assert_allclose(learnt.inputs.ravel(), by_hand, rtol=1e-14)
    assert learnt.targets.mean() == pytest.approx(0, abs=1e-15)
    assert learnt.targets.std() == pytest.approx(1)
    assert learnt.own_outputs(np.zeros((1, 1))).item() == 67312  # the mean of the four
    # A tenth of the range, 7008.8, is the same distance in either unit.
    for off, right in ((7000, True), (7020, False)):
        answers = SALARY.targets + off
        assert SALARY.right(answers).all() == right
        assert learnt.right((answers - 67312) / SALARY.targets.std()).all() == right


@pytest.mark.parametrize("value", [0.0, 0.1, -3.0, 1e300, 7e-320])
def test_a_column_of_one_number_is_0_everywhere(value: float) -> None:
    inputs = np.array([[value, 1], [value, 2], [value, 3]])
    problem = Problem("t", "", inputs, [5.0, 5.0, 5.0])
    learnt = Experiment(problem=problem, standardize=True).problem
    assert learnt.inputs[:, 0].tolist() == learnt.targets[:, 0].tolist() == [0.0, 0.0, 0.0]
    assert learnt.own_outputs(learnt.targets).ravel().tolist() == [5.0, 5.0, 5.0]


@pytest.mark.parametrize(("value", "size"), [(1e200, "large"), (1e-200, "small")])
def test_numbers_whose_squares_have_no_room_are_refused_by_the_name_of_their_column(
    value: float, size: str
) -> None:
    problem = Problem("t", "", [0, value], [0, 1], "width")
    with refused("'width'", f"too {size} to be standardized"):
        Experiment(problem=problem, standardize=True)
    far = Problem("t", "", [0, 1e-150, 1e300], [0, 1, 1], held_out=(2,))
    with refused("inputs of t", "not finite"):
        Experiment(problem=far, standardize=True)


def test_bits_and_classes_stay_as_they_are() -> None:
    for problem in (PROBLEMS["xor"], classes((2, 3))):
        learnt = Experiment(problem=problem, standardize=True).problem
        assert np.array_equal(learnt.targets, problem.targets)
        assert np.array_equal(learnt.own_outputs(learnt.targets), problem.targets)
        assert not np.array_equal(learnt.inputs, problem.inputs)
        assert learnt.tolerance.tolist() == problem.tolerance.tolist()


@given(st.lists(st.integers(1, 20), min_size=2, max_size=4), st.floats(0.05, 0.9), SEEDS)
def test_each_class_gives_its_share_of_test_cases(
    counts: list[int], share: float, seed: int
) -> None:
    problem, cases = classes(tuple(counts)), sum(counts)
    wanted = max(1, round(share * cases))
    if wanted == cases:
        with refused(f"puts aside {cases} of the {cases} cases", "none to learn from"):
            Experiment(problem=problem, test=share)
        return
    learnt = Experiment(problem=problem, test=share, test_seed=seed).problem
    testing = learnt.testing
    assert testing is not None
    assert sorted((*learnt.rows, *testing.rows)) == list(range(cases))
    assert len(testing.rows) == wanted
    found = testing.targets.sum(axis=0)
    assert (np.abs(found - wanted * np.array(counts) / cases) < 1 + 1e-9).all()


def test_what_is_left_over_of_a_share_falls_to_each_class_alike() -> None:
    """One of two classes of equal size gives the only test case: the same one in no more than 70
    of 100 splits.
    """
    problem, found = classes((3, 3)), np.zeros(2)
    for seed in range(100):
        testing = Experiment(problem=problem, test=1.0, test_seed=seed).problem.testing
        assert testing is not None
        found += testing.targets[0]
    assert found.sum() == 100
    assert found.max() <= 70


def test_values_are_drawn_from_all_cases_alike() -> None:
    """In 400 splits with three of twelve aside every case is aside about a hundred times."""
    problem = Problem("v", "", np.arange(12), np.arange(12))
    counts = np.zeros(12)
    for seed in range(400):
        testing = Experiment(problem=problem, test=0.25, test_seed=seed).problem.testing
        assert testing is not None
        counts[list(testing.rows)] += 1
    assert counts.sum() == 1200
    assert (abs(counts - 100) < 45).all()


def test_the_split_hangs_on_its_own_seed_alone() -> None:
    first = Experiment.of("parity-4", test=4.0)
    assert replace(first, seed=7, standardize=True).problem.rows == first.problem.rows
    others = {Experiment.of("parity-4", test=4, test_seed=k).problem.rows for k in range(9)}
    assert len(others) > 6
    assert Experiment.of("parity-4", test=0.25).problem.rows == first.problem.rows
    # Without a split it decides nothing.
    scaled = [Experiment.of("parity-4", standardize=True, test_seed=k).problem for k in (0, 7)]
    assert scaled[0] is scaled[1]


def test_what_is_done_to_a_problem_can_be_undone_and_is_the_same_again() -> None:
    first = Experiment(standardize=True, test=0.25)
    assert replace(first, learning_rate=0.1).problem is first.problem
    assert replace(first, standardize=False, test=None).problem is PROBLEMS["xor"]
    assert Experiment(test_seed=9).problem is PROBLEMS["xor"]
    assert Experiment(standardize=True, test=0.25) == first
    assert Experiment.from_options({"problem": "xor", "standardize": True, "test": "0.25"}) == first


def test_cases_put_aside_are_a_problem_of_their_own_for_another_experiment() -> None:
    testing = Experiment.of("parity-4", test=4, standardize=True).problem.testing
    assert testing is not None
    other = Experiment(problem=testing)
    assert np.array_equal(other.problem.inputs, testing.inputs)
    assert other.problem.testing is None
    assert replace(other, seed=1).problem is other.problem
    assert Journal.from_json(Journal.of(Trainer(other)).to_json()).run().snapshot().right.size == 4


def test_cases_that_a_problem_holds_out_itself_take_no_others() -> None:
    problem = Problem("t", "", [0, 1, 2], [0, 1, 1], held_out=(1,))
    with refused("t holds cases out itself", "--test"):
        Experiment(problem=problem, test=0.5)
    with refused("--test 1 puts aside 1 of the 1 case of t"):
        Experiment(problem=Problem("t", "", [0], [1]), test=1)


@given(experiments(), st.integers(0, 12))
def test_the_curve_of_the_test_cases_is_their_loss_before_every_step(
    experiment: Experiment, steps: int
) -> None:
    trainer, shown = Trainer(experiment), []
    testing = experiment.problem.testing
    for _ in range(steps):
        snapshot = trainer.snapshot()
        assert (snapshot.held_out is None) == (testing is None)
        if snapshot.held_out is not None and testing is not None:
            alone = replace(experiment, problem=testing, test=None, batch_size=None, **UNDONE)
            apart = Trainer(alone)
            apart.network.parameters.vector[:] = trainer.network.parameters.vector
            assert snapshot.held_out.loss == apart.snapshot().loss
            assert np.array_equal(snapshot.held_out.predictions, apart.snapshot().predictions)
            shown.append(snapshot.held_out.loss)
        trainer.step()
    again = Trainer(experiment)
    again.step(steps)
    for run in (trainer, again, Journal.from_json(Journal.of(trainer).to_json()).run()):
        held_out = run.snapshot().held_out
        if held_out is not None:
            assert held_out.curve.low.tolist() == held_out.curve.high.tolist() == shown


def test_nothing_is_learnt_from_test_cases() -> None:
    """A run is that of the other cases alone, to the last bit."""
    whole = Experiment.of("parity-4", test=4, momentum=0.5)
    problem, rows = PROBLEMS["parity-4"], list(whole.problem.rows)
    kept = replace(problem, inputs=problem.inputs[rows], targets=problem.targets[rows])
    alone = replace(whole, problem=kept, test=None)
    for size in (None, 5):
        runs = [Trainer(replace(each, batch_size=size)) for each in (whole, alone)]
        for run in runs:
            run.step(300)
        vectors = [run.network.parameters.vector.tobytes() for run in runs]
        assert vectors[0] == vectors[1]


def test_a_test_loss_that_overflows_stops_no_run() -> None:
    problem = Problem("far", "", [0.1, 0.2, 1e200], [0.1, 0.2, 0.3], held_out=(2,))
    trainer = Trainer(
        Experiment(problem=problem, hidden=(), output_activation="linear", learning_rate=0.1)
    )
    assert trainer.step(5) == 5
    held_out = trainer.snapshot().held_out
    assert held_out is not None
    assert held_out.loss == np.inf
    assert held_out.curve.low.tolist() == [np.inf] * 5
    assert problem.answer is Answer.VALUES


def test_json_holds_what_brings_a_value_back_into_its_units() -> None:
    said = Experiment(problem=SALARY, standardize=True).to_json()
    targets = said["standardized"]["targets"]
    assert targets["mean"] == [67312]
    assert targets["spread"][0] == pytest.approx(float(SALARY.targets.std()))
    assert Experiment(standardize=True).to_json()["standardized"]["targets"] is None
    assert "standardized" not in Experiment().to_json()


def test_a_loss_of_test_cases_that_is_no_number_counts_as_infinite() -> None:
    """Both hidden sums overflow there, and the output takes one from the other."""
    far = Problem("far", "", [[0.0, 1.0], [1.0, 0.0], [1e308, 1e308]], [0, 1, 0], held_out=[2])
    start = Start((np.full((2, 2), 4.0), np.array([[1.0], [-1.0]])), None, "")
    trainer = Trainer(
        Experiment(
            problem=far,
            hidden=(2,),
            activation="linear",
            output_activation="linear",
            start=start,
            learning_rate=0.01,
        )
    )
    assert trainer.step() == 1
    held_out = trainer.held_out()
    assert held_out is not None
    assert held_out.curve.high.tolist() == held_out.curve.low.tolist() == [np.inf]
    assert np.isfinite(trainer.curve.high).all()
