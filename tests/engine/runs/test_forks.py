"""A fork has the past of its run, to the last bit, and neither hears of the other any more."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop_tui.engine import BUGS, Experiment, Trainer
from tests.engine.bits import bits, moment
from tests.engine.runs.story import (
    ACTION,
    RICH,
    Story,
    assert_same,
    take,
)
from tests.engine.strategies import at_most, with_bugs, with_schedules


@at_most(40)
@given(
    with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS)))),
    st.lists(ACTION, max_size=6),
    st.lists(ACTION, max_size=4),
    st.integers(0, 700),
)
@example(
    RICH,
    [("step", 600), ("change", {"learning_rate": 0.2}), ("step", 300), ("seek", 500)],
    [("edit", (1, 1, 1), 1.0), ("step", 200), ("seek", 80), ("seek", 700)],
    900,
)
@example(
    RICH,
    [("step", 300), ("change", {"learning_rate": 0.2}), ("step", 300), ("seek", 100)],
    [("step", 500), ("seek", 550)],
    600,
)
@example(
    RICH,
    [("step", 300), ("change", {"learning_rate": 0.2}), ("step", 50)],
    [("seek", 100), ("seek", 400)],
    0,
)
def test_a_fork_has_the_same_past_and_goes_its_own_way(
    experiment: Experiment, before: list[Any], after: list[Any], far: int
) -> None:
    run, story = Trainer(experiment), Story(experiment, [])
    take(run, story, before, lambda *_: None)
    here, whole, step = moment(run), bits(run.snapshot()), run.step_number
    fork = run.fork()
    assert moment(fork) == here
    fresh = Story(story.first, [e for e in story.events if e[0] <= step]).tell(story.first, step)
    assert bits(fork.curve) == bits(fresh.curve), "it ends here"
    assert bits(fork.snapshot().gradient_sizes) == bits(fresh.snapshot().gradient_sizes)
    behind = Story(story.first, [e for e in story.events if e[0] <= step], step)
    take(fork, behind, after, assert_same)
    assert bits(run.snapshot()) == whole, "the other one does not notice"
    story.step = run.seek(far)
    assert_same(run, story)


@pytest.mark.parametrize(
    ("cut", "stride"), [(0, 1), (300, 1), (4_096, 2), (4_097, 4), (9_999, 8), (10_000, 8)]
)
def test_a_fork_knows_no_loss_of_what_lies_ahead_and_all_that_a_new_run_would(
    cut: int, stride: int
) -> None:
    # 10,000 steps share buckets of 8, and the loss falls: a later one would be a minimum.
    run, fresh = Trainer(Experiment()), Trainer(Experiment())
    losses = []
    for _ in range(cut):
        losses.append(fresh.snapshot().loss)
        fresh.step()
    run.step(10_000)
    run.seek(cut)
    curve = run.fork().curve
    assert (curve.stride, curve.length) == (stride, cut)
    parts = [losses[k : k + stride] for k in range(0, cut, stride)]
    assert curve.low.tolist() == [min(part) for part in parts]
    assert curve.high.tolist() == [max(part) for part in parts]
    sizes = fresh.snapshot().gradient_sizes
    assert bits(run.fork().snapshot().gradient_sizes) == bits(sizes)
    assert run.curve.stride == 8, "what lies ahead stays as it was"
