"""Numbers are called unscaled only where that does harm, and what is advised then is done here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Answer, Experiment, Problem, Snapshot, Trainer
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.advice.flat import FLAT_STEPS
from backprop_tui.report.advice.scales import standardizing, unscaled_text
from backprop_tui.report.advice.standstill import end_text, unsteady
from backprop_tui.report.advice.trials import good_rate
from backprop_tui.report.text.progress import divergence

STREAM = np.random.RandomState(3)
GROUPS = np.repeat(np.arange(3), 50)
CENTRES = np.array([[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.5, 2.0]])
FLOWERS = Problem(
    "flowers", "", CENTRES[GROUPS] + STREAM.normal(scale=0.3, size=(150, 4)), np.eye(3)[GROUPS]
)
YEARS = np.arange(1980.0, 2020.0)


def problem(column: Array, targets: Array, name: str = "x") -> Problem:
    return Problem("t", "", column, targets, name, answer=Answer.VALUES)


def after(experiment: Experiment, steps: int) -> Snapshot:
    trainer = Trainer(experiment)
    trainer.step(steps)
    return trainer.snapshot()


@pytest.mark.parametrize(
    ("inputs", "targets", "said"),
    [
        (YEARS, np.linspace(0, 1, 40), "x goes from 1980 to 2019"),
        (np.linspace(0, 1, 40), np.linspace(0, 500, 40), "y goes from 0 to 500"),
        (np.linspace(4.3, 7.9, 40), np.linspace(0, 1, 40), "x goes from 4.3 to 7.9"),
        (np.linspace(-3, 4, 40), np.linspace(0, 1, 40), None),
        (np.linspace(0.98, 1, 40), np.linspace(8, 9, 40), None),
        (np.full(40, 5e6), np.linspace(0, 1, 40), None),
    ],
)
def test_a_column_is_named_with_its_ends_if_it_is_large_or_far_from_0(
    inputs: Array, targets: Array, said: str | None
) -> None:
    experiment = Experiment(problem=problem(inputs, targets))
    assert unscaled_text(experiment) == said
    assert unscaled_text(replace(experiment, standardize=True)) is None


def test_bits_and_numbers_without_room_for_their_squares_are_left_as_they_are() -> None:
    assert unscaled_text(Experiment(problem=PROBLEMS["parity-8"])) is None
    endless = problem(np.array([0, 1e200]), np.array([0.0, 1.0]))
    assert unscaled_text(Experiment(problem=endless)) is None


def test_values_get_a_rate_that_helps_and_classes_keep_theirs() -> None:
    experiment = Experiment(
        problem=problem(YEARS, 30 * (YEARS - 1980)), output_activation="linear", bias=True
    )
    words = standardizing(experiment).split()
    assert words[:2] == ["--standardize", "--lr"]
    cured = replace(experiment, standardize=True, learning_rate=float(words[2]))
    assert after(cured, 3000).loss < 0.05
    assert standardizing(Experiment(problem=FLOWERS)) == "--standardize"
    assert good_rate(replace(cured, learning_rate=0.0)) is None, "nothing is learnt without a step"


@pytest.mark.parametrize("seed", [0, 2, 7])
def test_a_loss_that_rises_because_many_cases_are_summed_is_no_matter_of_the_seed(
    seed: int,
) -> None:
    experiment = Experiment(problem=FLOWERS, seed=seed)
    snapshot = after(experiment, 4000)
    advice = unsteady(snapshot)
    assert advice is not None
    assert "A step sums 150 cases, too many for lr 0.5. Try --lr 0.01 --standardize" in advice.said
    assert "seed" not in advice.with_keys
    assert end_text(snapshot, 0.3) == advice.said
    cured = after(replace(experiment, learning_rate=0.01, standardize=True), 4000)
    assert cured.loss < 0.5 * snapshot.loss
    assert cured.right.mean() > 0.95


def test_what_only_falls_or_sums_few_cases_or_has_just_begun_is_not_called_unsteady() -> None:
    falling = after(Experiment(problem=FLOWERS, learning_rate=0.01, standardize=True), FLAT_STEPS)
    assert unsteady(falling) is None
    noisy = after(Experiment(problem=FLOWERS, batch_size=1, learning_rate=5.0), FLAT_STEPS)
    assert unsteady(noisy) is None
    assert unsteady(after(Experiment(problem=FLOWERS), FLAT_STEPS - 1)) is None


def test_a_run_that_diverged_is_told_a_rate_and_what_makes_it_so() -> None:
    experiment = Experiment(
        problem=problem(np.linspace(0, 1, 5), np.linspace(1e4, 1e5, 5)), output_activation="linear"
    )
    snapshot = after(experiment, 9999)
    assert snapshot.diverged
    said = divergence(snapshot)
    assert "try a smaller --lr (it is 0.5), such as " in said
    rate = float(said.split("such as ")[1].split(";")[0])
    assert after(replace(experiment, learning_rate=rate), 500).loss < after(experiment, 0).loss
    options = said.split("or ")[-1]
    assert options.startswith("--standardize")
    assert options.endswith("(y goes from 10000 to 100000)")
    words = options.split(" (")[0].split()
    cured = replace(experiment, standardize=True, learning_rate=float([*words, "0.5"][2]))
    assert after(cured, 2000).loss < 0.1
