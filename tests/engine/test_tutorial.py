"""The engine is the tutorial's algorithm and nothing else: weights and losses have the same bits.
The oracle is `plain.tutorial`, run in the same process, because other machines round otherwise.
"""

from __future__ import annotations

import numpy as np
import pytest

from backprop_tui.engine import Experiment, Trainer
from tests.engine.plain import sigmoid, tutorial, tutorial_start

RUNS = [
    (42, 4, 0.5),
    (0, 4, 0.5),
    (123456, 4, 0.3),
    (7, 1, 0.7),
    (1, 2, 0.1),
    (3, 3, 1.3),
    (5, 8, 0.9),
    (11, 16, 0.37),
    (2, 33, 0.05),
    (4294967295, 64, 0.01),
]


@pytest.mark.parametrize(("seed", "hidden", "lr"), RUNS)
def test_every_weight_and_loss_has_the_bits_of_the_tutorials_loop(
    seed: int, hidden: int, lr: float
) -> None:
    trainer = Trainer(Experiment(hidden=(hidden,), seed=seed, learning_rate=lr))
    W1, W2 = tutorial_start(seed, hidden)
    losses = []
    for step in range(2000):
        ours1, ours2 = trainer.network.parameters.weights
        assert np.array_equal(ours1, W1), step
        assert np.array_equal(ours2, W2), step
        losses += tutorial(W1, W2, lr, 1)
        assert trainer.step() == 1
    curve = trainer.snapshot().curve
    assert curve.stride == 1
    assert np.array_equal(curve.low, losses)
    assert np.array_equal(curve.high, losses)

    tutorial(W1, W2, lr, 8000)
    trainer.step(8000)
    end = trainer.snapshot()
    assert end.step == 10_000
    assert np.array_equal(end.weights[0], W1)
    assert np.array_equal(end.weights[1], W2)
    assert end.loss == tutorial(W1, W2, lr, 1)[0]


@pytest.mark.parametrize("chunks", [[2000], [1] * 300 + [1700], [255, 1, 257, 487, 1000]])
def test_it_does_not_matter_in_what_portions_the_steps_are_taken(chunks: list[int]) -> None:
    trainer = Trainer(Experiment(learning_rate=0.3))
    W1, W2 = tutorial_start(42)
    losses = tutorial(W1, W2, 0.3, 2000)
    for chunk in chunks:
        assert trainer.step(chunk) == chunk
    end = trainer.snapshot()
    assert np.array_equal(end.weights[0], W1)
    assert np.array_equal(end.weights[1], W2)
    assert np.array_equal(end.curve.low, losses)


@pytest.mark.parametrize("step", [0, 1, 999])
def test_a_snapshot_and_a_record_show_the_loss_that_the_tutorial_would_print(step: int) -> None:
    trainer = Trainer(Experiment())
    W1, W2 = tutorial_start(42)
    trainer.step(step)
    tutorial(W1, W2, 0.5, step)
    record = trainer.record()
    before, after = tutorial(W1, W2, 0.5, 2)
    assert trainer.snapshot().loss == record.loss_before == before
    assert record.loss_after == after


def test_the_tutorials_code_prints_these_losses_and_predictions() -> None:
    trainer = Trainer(Experiment())
    printed = []
    for step in range(0, 10_001, 2000):
        trainer.seek(step)
        printed.append(f"{trainer.snapshot().loss:.4f}")
    assert printed == ["0.2557", "0.0128", "0.0027", "0.0013", "0.0009", "0.0006"]
    predictions = [f"{value:.3f}" for value in trainer.snapshot().predictions[:, 0]]
    assert predictions == ["0.026", "0.975", "0.975", "0.023"]


def test_its_last_lines_give_the_predictions_of_the_snapshot() -> None:
    trainer = Trainer(Experiment())
    trainer.step(500)
    end = trainer.snapshot()
    W1, W2 = end.weights
    for x, shown in zip(end.experiment.problem.inputs, end.predictions, strict=True):
        assert np.allclose(sigmoid(sigmoid(x @ W1) @ W2), shown, rtol=1e-14, atol=0)
