"""How large the gradients were is known at steps that the length of the run alone decides, and it
is what the step itself would say of that moment.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.engine import Experiment, Runs, Trainer, find_problem, layer_gradients
from backprop_tui.engine.runs.sizes import MOST, Sizes
from tests.engine.runs.story import EXPLOSIVE, RICH
from tests.engine.strategies import WRONG, at_most, experiments, with_schedules


def sizes_of(trainer: Trainer) -> list[float]:
    return [layer.gradient for layer in layer_gradients(trainer.snapshot())]


@at_most(30)
@given(with_schedules(experiments()) | WRONG, st.lists(st.integers(1, 60), max_size=3))
@example(RICH, [40, 1, 50])
def test_each_is_that_of_the_moment_before_its_step(
    experiment: Experiment, portions: list[int]
) -> None:
    trainer = Trainer(experiment)
    for portion in portions:
        trainer.step(portion)
    known = trainer.snapshot().gradient_sizes
    fresh = Trainer(experiment)
    assert len(known.sizes) == -(-trainer.step_number // known.stride)
    for step, sizes in zip(known.steps.tolist(), known.sizes.tolist(), strict=True):
        fresh.seek(step)
        assert sizes == sizes_of(fresh)


@pytest.mark.parametrize("batch_size", [None, 1, 3])
@given(portions=st.lists(st.integers(1, 300), max_size=12))
@example(portions=[64, 1, 1, 62, 1, 1, 1])
def test_the_steps_hang_on_the_length_of_the_run_alone(
    batch_size: int | None, portions: list[int]
) -> None:
    experiment = Experiment(batch_size=batch_size)
    trainer, length = Trainer(experiment), sum(portions)
    for portion in portions:
        trainer.step(portion)
    # At first it is an epoch of 4 cases.
    stride = {None: 1, 1: 4, 3: 2}[batch_size]
    while -(-length // stride) > MOST:
        stride *= 2
    assert trainer.snapshot().gradient_sizes.stride == stride
    assert trainer.snapshot().gradient_sizes.steps.tolist() == list(range(0, length, stride))
    whole = Trainer(experiment)
    whole.step(length)
    ours, theirs = (run.snapshot().gradient_sizes.sizes for run in (trainer, whole))
    assert np.array_equal(ours, theirs)


def test_after_going_back_what_lies_ahead_is_still_known_until_something_changes() -> None:
    trainer = Trainer(replace(RICH, batch_size=None))
    trainer.step(300)
    known = trainer.snapshot().gradient_sizes
    trainer.seek(100)
    assert trainer.snapshot().gradient_sizes is known
    assert known.until(100).steps.tolist() == list(range(0, 100, known.stride))
    assert known.until(0).steps.tolist() == []
    assert known.until(1).steps.tolist() == [0]
    trainer.step(50)
    assert trainer.snapshot().gradient_sizes is known, "nothing is measured twice"
    trainer.change(learning_rate=0.5)
    changed = trainer.snapshot().gradient_sizes
    assert (changed.stride, known.stride) == (4, 8), "as of a run that was never longer"
    assert np.array_equal(changed.sizes[::2], known.until(150).sizes)
    trainer.step(150)
    after = trainer.snapshot().gradient_sizes
    assert np.array_equal(after.steps, known.steps)
    assert not np.array_equal(after.sizes, known.sizes)
    trainer.reset()
    assert not len(trainer.snapshot().gradient_sizes.sizes)


def test_a_run_that_goes_its_own_way_keeps_what_it_came_with() -> None:
    trainer = Trainer(replace(RICH, batch_size=None))
    trainer.step(40)
    other = trainer.fork()
    trainer.step(20)
    other.change(learning_rate=1.0)
    other.step(20)
    here, there = (run.snapshot().gradient_sizes.sizes for run in (trainer, other))
    assert here.shape == there.shape == (60, 3)
    assert np.array_equal(here[:41], there[:41])
    assert not np.array_equal(here[41:], there[41:])


def test_a_run_that_diverges_is_known_up_to_its_end() -> None:
    trainer = Trainer(EXPLOSIVE)
    taken = trainer.step(2000)
    assert 0 < taken < 2000
    known = trainer.snapshot().gradient_sizes
    assert known.steps.tolist() == list(range(0, taken, known.stride))
    small = replace(EXPLOSIVE, learning_rate=1e200)
    at_once = Trainer(small)
    assert at_once.step(300) == len(at_once.snapshot().gradient_sizes.sizes)


@pytest.mark.parametrize("batch_size", [None, 1, 3])
def test_measuring_moves_nothing(batch_size: int | None) -> None:
    experiment = replace(RICH, batch_size=batch_size, bug="uncleared")
    one_by_one, at_once = Trainer(experiment), Trainer(experiment)
    for _ in range(40):
        one_by_one.step()
        layer_gradients(one_by_one.snapshot())
    at_once.step(40)
    for ours, theirs in zip(one_by_one.snapshot().weights, at_once.snapshot().weights, strict=True):
        assert np.array_equal(ours, theirs)


def test_the_runs_beside_the_shown_one_have_their_own() -> None:
    runs = Runs(replace(Experiment(), bug="flipped-sign"))
    runs.step(30)
    assert runs.shown.reference is not None
    right = runs.shown.reference.snapshot().gradient_sizes.sizes
    wrong = runs.snapshot().gradient_sizes.sizes
    assert np.array_equal(right[0], wrong[0]), "the same but for its sign"
    assert not np.array_equal(right[1:], wrong[1:])


def test_a_deep_net_of_sigmoids_shows_that_gradients_vanish() -> None:
    trainer = Trainer(Experiment(problem=find_problem("xor"), hidden=(8, 8, 8, 8), seed=1))
    trainer.step(1)
    first, *_, last = trainer.snapshot().gradient_sizes.sizes[0]
    assert first < 0.01 * last


@given(st.lists(st.integers(1, 400), min_size=1, max_size=8), st.integers(0, 1000))
def test_what_is_due_is_asked_for_once(portions: list[int], back: int) -> None:
    sizes, step, asked = Sizes(), 0, set[int]()
    for count in portions:
        due = [step + place for place in sizes.due(step, count)]
        assert asked.isdisjoint(due)
        asked |= set(due)
        sizes.extend([[float(each)] for each in due])
        step += count
    known = sizes.curve(1)
    assert known.sizes[:, 0].tolist() == known.steps.tolist()
    assert not list(sizes.due(0, step))
    sizes.truncate(back)
    left, stride = sizes.curve(1), sizes.curve(1).stride
    assert left.steps.tolist() == list(range(0, min(back, step), stride))
    assert left.sizes[:, 0].tolist() == left.steps.tolist()
    assert stride == 1 or min(back, step) > MOST * stride // 2, "no thinner than need be"
    assert_allclose(known.sizes[:, 0], known.steps)
    with pytest.raises(ValueError, match="read-only"):
        known.sizes[:] = 0
