"""An epoch looks at every case exactly once, in an order that hangs on the seed and the epoch.
The loss of a step is that of all cases, however few the step itself looks at.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Experiment, Trainer
from backprop_tui.engine.core.loss_inputs import CHUNK, CHUNK_NUMBERS, CHUNK_WORK
from backprop_tui.engine.core.orders import ORDERS
from tests.engine.strategies import SEEDS, table


@given(cases=st.integers(1, 9), size=st.integers(1, 9), seed=SEEDS)
def test_every_epoch_shows_every_case_once_and_the_last_batch_takes_the_rest(
    cases: int, size: int, seed: int
) -> None:
    size = min(size, cases)
    problem = table(seed, cases, 2, 1)
    trainer = Trainer(Experiment(problem=problem, batch_size=size, seed=seed))
    for _ in range(3):
        seen: list[int] = []
        while len(seen) < cases:
            record = trainer.record()
            assert len(record.cases) == min(size, cases - len(seen))
            assert np.array_equal(record.inputs, problem.inputs[record.cases])
            assert np.array_equal(record.targets, problem.targets[record.cases])
            seen += record.cases.tolist()
            trainer.step()
        assert sorted(seen) == list(range(cases))


@given(
    cases=st.integers(1, 9), size=st.integers(1, 9), seed=SEEDS, order=st.sampled_from([*ORDERS])
)
def test_a_turn_says_which_part_of_which_epoch_a_step_looks_at(
    cases: int, size: int, seed: int, order: str
) -> None:
    size = min(size, cases)
    problem = table(seed, cases, 2, 1)
    experiment = Experiment(problem=problem, batch_size=size, order=order, seed=seed)
    trainer = Trainer(experiment)
    epochs: dict[int, list[int]] = {}
    for step in range(3 * cases):
        epoch, batch, batches = experiment.turn(step)
        seen = epochs.setdefault(epoch, [])
        assert len(seen) == (batch - 1) * size
        seen += trainer.record().cases.tolist()
        assert (len(seen) == cases) == (batch == batches)
        trainer.step()
    for seen in epochs.values():
        assert seen == list(range(len(seen))) if order == "file" else len(set(seen)) == len(seen)


def test_the_order_of_the_table_needs_no_seed() -> None:
    ends = [
        Trainer(Experiment(batch_size=3, order="file", seed=seed, init="zeros")) for seed in (1, 2)
    ]
    for trainer in ends:
        trainer.step(9)
    first, second = (trainer.network.parameters.vector for trainer in ends)
    assert first.tobytes() == second.tobytes()


def orders(seed: int, epochs: int) -> list[list[int]]:
    trainer = Trainer(Experiment(problem=PROBLEMS["parity-4"], batch_size=1, seed=seed))
    found = []
    for epoch in range(epochs):
        order = []
        for k in range(16):
            trainer.seek(16 * epoch + k)
            order.append(trainer.record().cases.item())
        found.append(order)
    return found


def test_the_order_changes_with_the_epoch_and_the_seed_and_with_nothing_else() -> None:
    first, again, other = orders(1, 3), orders(1, 3), orders(2, 3)
    assert first == again
    assert len({tuple(order) for order in first + other}) == 6


@pytest.mark.parametrize("batch_size", [1, 3, None])
def test_the_loss_recorded_is_that_of_all_cases_before_the_step(batch_size: int | None) -> None:
    trainer = Trainer(Experiment(batch_size=batch_size))
    losses = []
    for _ in range(20):
        losses.append(trainer.snapshot().loss)
        trainer.step()
    assert trainer.snapshot().curve.low.tolist() == losses


@given(cases=st.integers(1, 40), outputs=st.integers(1, 3), batched=st.booleans(), seed=SEEDS)
def test_the_loss_in_the_curve_has_the_bits_of_the_loss_shown(
    cases: int, outputs: int, batched: bool, seed: int
) -> None:
    problem = table(seed, cases, 2, outputs)
    size = max(1, cases // 2) if batched else None
    trainer = Trainer(Experiment(problem=problem, batch_size=size, learning_rate=0.1))
    shown = []
    for _ in range(5):
        snapshot = trainer.snapshot()
        shown.append(snapshot.loss)
        squares = (problem.targets - snapshot.predictions) ** 2
        assert snapshot.loss == np.mean(squares)
        trainer.step()
    assert trainer.snapshot().curve.low.tolist() == shown
    again = Trainer(trainer.experiment)
    again.step(5)
    assert again.snapshot().curve.low.tolist() == shown


def test_a_batch_of_all_cases_is_the_full_batch_in_its_own_order() -> None:
    full, batched = Trainer(Experiment()), Trainer(Experiment(batch_size=4))
    for trainer in (full, batched):
        trainer.step(100)
    assert batched.record().cases.tolist() == [0, 1, 2, 3]
    assert np.array_equal(full.network.parameters.vector, batched.network.parameters.vector)


@pytest.mark.parametrize("batch_size", [None, 2])
@pytest.mark.parametrize("hidden", [(), (64, 64), (300,)])
@pytest.mark.parametrize(("cases", "outputs"), [(4, 1), (1000, 1), (1000, 64), (2000, 64)])
def test_a_chunk_is_never_more_than_its_share_of_memory_and_work(
    cases: int, outputs: int, hidden: tuple[int, ...], batch_size: int | None
) -> None:
    problem = table(0, cases, 1, outputs)
    experiment = Experiment(
        problem=problem, hidden=hidden, batch_size=batch_size, learning_rate=1e-4
    )
    trainer = Trainer(experiment)
    assert 1 <= trainer.chunk <= CHUNK
    if trainer.chunk > 1:
        assert trainer.chunk * cases * outputs <= CHUNK_NUMBERS
        assert trainer.chunk * cases * experiment.parameters <= CHUNK_WORK
    assert trainer.step(3) == 3


def test_small_networks_take_long_chunks() -> None:
    assert Trainer(Experiment()).chunk == CHUNK
