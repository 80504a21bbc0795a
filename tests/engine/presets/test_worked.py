"""Worked examples open on their own numbers, and every figure that a preset states of a run is what
that run comes to.
"""

from __future__ import annotations

import numpy as np
import pytest

from backprop_tui.engine import Experiment, Snapshot, Trainer, find_preset


def after(steps: int, experiment: Experiment) -> Snapshot:
    trainer = Trainer(experiment)
    trainer.step(steps)
    return trainer.snapshot()


def error(snapshot: Snapshot) -> float:
    """E = ½ Σ (ŷ - y)² over all cases and outputs."""
    difference = snapshot.predictions - snapshot.experiment.problem.targets
    return float(0.5 * np.sum(difference**2))


def test_mazurs_example_comes_to_what_its_new_weights_give() -> None:
    mazur = find_preset("mazur")
    assert error(after(0, mazur.experiment())) == pytest.approx(0.2983711087600027, rel=1e-14)
    first = after(1, mazur.experiment())
    assert error(first) == pytest.approx(0.29102777369359933, rel=1e-12)
    assert abs(error(first) - 0.291027924) > 1e-8
    w1, w2 = first.weights
    # w1 … w4 and w5 … w8 of the text: two into each unit.
    assert w1.T.ravel() == pytest.approx(
        [0.1497807161327628, 0.19956143226552567, 0.24975114363236958, 0.29950228726473915],
        rel=1e-14,
    )
    assert w2.T.ravel() == pytest.approx(
        [0.35891647971788465, 0.4086661860762334, 0.5113012702387375, 0.5613701211079891],
        rel=1e-14,
    )
    assert first.biases is not None
    assert [each.tolist() for each in first.biases] == [[0.35, 0.35], [0.6, 0.6]]
    last = after(10_000, mazur.experiment())
    assert error(last) == pytest.approx(3.510187782978859e-05, rel=1e-9)
    assert last.predictions.ravel() == pytest.approx(
        [0.01591362044355068, 0.9840642735146238], rel=1e-9
    )


def test_its_last_line_is_the_run_that_blames_through_weights_that_have_changed() -> None:
    wrong = find_preset("mazur").experiment(bug="updated-weights")
    assert error(after(1, wrong)) == pytest.approx(0.29102792390544197, rel=1e-12)
    assert after(10_000, wrong).predictions.ravel() == pytest.approx(
        [0.0159121963260343, 0.9840657344856291], rel=1e-9
    )


def test_its_biases_may_learn() -> None:
    free = find_preset("mazur").experiment(freeze=())
    assert error(after(1, free)) == pytest.approx(0.28047144679143016, rel=1e-12)
    assert error(after(10_000, free)) == pytest.approx(2.4475622359322466e-06, rel=1e-7)


def test_one_case_of_xor_comes_to_what_its_example_prints() -> None:
    experiment = find_preset("xor-10").experiment()
    start = after(0, experiment)
    assert error(start) == pytest.approx(0.06522382316419116, rel=1e-14)
    first = after(1, experiment)
    assert error(first) == pytest.approx(0.059597272183813554, rel=1e-12)
    assert first.predictions.ravel() == pytest.approx([0.654754370965211], rel=1e-12)
    w1, w2 = first.weights
    assert w1[0] == pytest.approx([0.1030939510829708, 0.20353641339923942], rel=1e-14)
    # x2 is 0, so its weights stay as they are, to the last bit.
    assert w1[1].tolist() == [0.15, 0.25]
    assert w2.ravel() == pytest.approx([0.32290970489774656, 0.3744423511214584], rel=1e-14)
    assert first.biases is not None
    b1, b2 = first.biases
    assert b1 == pytest.approx([0.1030939510829708, 0.1535364133992394], rel=1e-14)
    assert b2 == pytest.approx([0.24166658484147302], rel=1e-14)


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("nielsen", {0: 0.9820, 50: 0.9759, 150: 0.9334, 300: 0.202848}),
        ("nielsen-bce", {0: 0.9820, 50: 0.0985, 300: 0.012009}),
    ],
)
def test_a_badly_wrong_neuron_learns_as_late_as_is_said(
    name: str, answers: dict[int, float]
) -> None:
    preset = find_preset(name)
    for steps, answer in answers.items():
        found = float(after(steps, preset.experiment()).predictions[0, 0])
        assert found == pytest.approx(answer, abs=6e-5)
        if steps in (0, 300) or (name, steps) in {("nielsen", 150), ("nielsen-bce", 50)}:
            assert f"{found:.4f}" in preset.measured


def test_the_tutorials_losses_are_those_that_are_said() -> None:
    preset = find_preset("tutorial")
    losses = [after(steps, preset.experiment()).loss for steps in (0, 4_000, 10_000)]
    said = [f"{loss:.4f}" for loss in losses]
    assert preset.measured.endswith(f"{said[0]}, {said[1]} and {said[2]}")
    seen = [after(steps, preset.experiment()) for steps in (1_140, 1_141)]
    assert [bool(each.right.all()) for each in seen] == [False, True]
    assert f"{seen[1].loss:.3f}" in preset.says
