"""From which step on every case is right is known to the step, wherever somebody looked. The oracle
takes one step at a time and looks at every one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Experiment, Problem, Trainer
from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.runs.stretches import SoFar, Stretches
from tests.engine.strategies import experiments, with_schedules

RIGHTS = st.lists(st.booleans(), max_size=60)
BLOCKS = st.lists(st.integers(0, 9), max_size=12)

CLASSES = Problem("which", "", [[0, 0], [0, 1], [1, 0], [1, 1]], np.eye(4)[[0, 1, 2, 0]])

EASY = Experiment(
    problem=PROBLEMS["and"], hidden=(), bias=True, learning_rate=4.0, momentum=0.9, batch_size=1
)
"""Right and wrong again before it is right for good."""


def so_far(rights: list[bool], here: int) -> SoFar:
    """What is so at a step by all of them, of the run until then."""
    until = rights[: here + 1]
    first = until.index(True) if True in until else None
    if not until[-1]:
        return SoFar(None, first)
    return SoFar(here - until[::-1].index(False) + 1 if False in until else 0, first)


def filled(rights: list[bool], blocks: list[int], most: int = 99) -> Stretches:
    """Fed in blocks, and then what is left."""
    stretches, step = Stretches(most), 0
    for block in (*blocks, len(rights)):
        # Half of what is known already comes again.
        again = step - step // 2
        stretches.extend(again, np.array(rights[again : step + block], dtype=bool))
        step = min(step + block, len(rights))
    return stretches


@given(RIGHTS, BLOCKS, st.booleans())
def test_every_step_knows_its_stretch(rights: list[bool], blocks: list[int], now: bool) -> None:
    stretches = filled(rights, blocks)
    rights = [*rights, now]
    for step, right in enumerate(rights):
        assert stretches.at(step, right) == so_far(rights, step)


@given(RIGHTS, BLOCKS, st.integers(0, 60), RIGHTS)
def test_what_is_forgotten_may_be_otherwise_afterwards(
    rights: list[bool], blocks: list[int], cut: int, others: list[bool]
) -> None:
    stretches = filled(rights, blocks)
    stretches.truncate(cut)
    copied = stretches.copy()
    stretches.extend(len(rights[:cut]), np.array([not right for right in others], dtype=bool))
    copied.extend(len(rights[:cut]), np.array(others, dtype=bool))
    after = [*rights[:cut], *others, True]
    for step, right in enumerate(after):
        assert copied.at(step, right) == so_far(after, step)
    stretches.clear()
    assert stretches.at(0, True) == SoFar(0, 0)


@given(RIGHTS, BLOCKS, st.integers(0, 60), RIGHTS, st.sampled_from([1, 2, 3, 8]))
@example([True, False] * 8 + [True] * 8, [], 20, [True, False, True], 2)
@example([True, False] * 8, [], 3, [True, True, False, True], 2)
@example([True, False] * 8, [], 13, [True], 2)
def test_of_many_stretches_the_latest_are_known_and_nothing_is_said_wrongly(
    rights: list[bool], blocks: list[int], cut: int, others: list[bool], most: int
) -> None:
    stretches = filled(rights, blocks, most)
    known = [*rights, True]
    assert stretches.at(len(rights), True) == so_far(known, len(rights)), "the last one always is"
    stretches.truncate(cut)
    stretches.extend(len(rights[:cut]), np.array(others, dtype=bool))
    after = [*rights[:cut], *others, True]
    for step, right in enumerate(after):
        found, expected = stretches.at(step, right), so_far(after, step)
        assert found.first == expected.first
        assert found.since in (None, expected.since)


def looks(trainer: Trainer) -> tuple[bool, SoFar]:
    """Whether every case is right, and what is known of it."""
    snapshot = trainer.snapshot()
    return bool(snapshot.right.all()), SoFar(snapshot.right_since, snapshot.first_right)


def act(trainer: Trainer, event: Any) -> None:
    """Let something happen by hand."""
    if isinstance(event, float):
        trainer.edit(Parameter(1, 0, 0), event)
    else:
        trainer.change(**event)


EVENTS = st.floats(-3.0, 3.0) | st.floats(0.001, 3.0).map(lambda rate: {"learning_rate": rate})


@given(
    st.just(EASY) | with_schedules(experiments()),
    st.lists(
        st.tuples(st.integers(0, 400), st.none() | EVENTS, st.integers(0, 60)),
        min_size=1,
        max_size=4,
    ),
)
def test_it_is_as_if_every_step_had_been_looked_at(
    experiment: Experiment, moves: list[tuple[int, Any, int]]
) -> None:
    trainer = Trainer(experiment)
    happened: list[tuple[int, Any]] = []
    for step, event, more in moves:
        here = trainer.seek(step)
        if event is not None and not trainer.snapshot().diverged:
            # What lay ahead never happens.
            happened = [*((when, what) for when, what in happened if when <= here), (here, event)]
            act(trainer, event)
        trainer.step(more)
    end = trainer.step_number
    slow, rights, found = Trainer(experiment), [], []
    while True:
        for _, what in [each for each in happened if each[0] == slow.step_number]:
            act(slow, what)
        right, known = looks(slow)
        rights.append(right)
        found.append(known)
        if slow.step_number >= end:
            break
        assert slow.step() == 1
    assert found == [so_far(rights, step) for step in range(end + 1)]
    for run in (trainer, trainer.fork()):
        assert looks(run) == (rights[end], found[end])
    for step in {0, end // 2, end - end // 3}:
        trainer.seek(step)
        assert looks(trainer) == (rights[step], found[step])
    trainer.reset()
    assert looks(trainer)[1].first in (None, 0)


@pytest.mark.parametrize(
    ("settings", "since"),
    [
        ({}, 1_141),
        ({"loss": "bce"}, 290),
        ({"problem": CLASSES, "loss": "mean", "batch_size": 2, "learning_rate": 4.0}, 128),
        ({"problem": CLASSES, "loss": "ce", "output_activation": "softmax"}, 24),
        ({"problem": PROBLEMS["encoder-8-3-8"], "hidden": (3,), "bias": True}, 452),
    ],
)
def test_the_step_is_the_same_in_whatever_portions(settings: dict[str, Any], since: int) -> None:
    whole = Trainer(Experiment(**settings))
    whole.step(5_000)
    snapshot = whole.snapshot()
    assert snapshot.right_since == since
    single = Trainer(Experiment(**settings))
    single.seek(since - 1)
    assert not single.snapshot().right.all()
    single.step()
    assert single.snapshot().right.all()
    assert single.snapshot().right_since == since
