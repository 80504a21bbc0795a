"""However long a run was, its keyframes take no more room, and every step can be reached from one
that is not after it.
"""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.runs.keyframes import Keyframes


def moment(step: int) -> tuple[Array, Array]:
    return np.array([step, 1.0]), np.array([-step, 2.0])


@given(st.lists(st.integers(0, 60_000), max_size=12), st.lists(st.integers(0, 60_000), max_size=6))
def test_a_keyframe_is_never_after_the_step_and_is_what_was_offered(
    runs: list[int], sought: list[int]
) -> None:
    keyframes = Keyframes(2)
    for run in runs:
        for step in range(0, run, Keyframes.FIRST):
            keyframes.offer(step, *moment(step))
    keyframes.offer(0, *moment(0))
    for step in sought:
        found, parameters, velocity = keyframes.before(step)
        assert found <= step
        assert np.array_equal(parameters, moment(found)[0])
        assert np.array_equal(velocity, moment(found)[1])


def test_the_nearest_keyframe_is_the_one_given_and_it_is_a_copy() -> None:
    keyframes = Keyframes(2)
    parameters, velocity = np.zeros(2), np.zeros(2)
    for step in range(0, 1025):
        parameters[:], velocity[:] = moment(step)
        keyframes.offer(step, parameters, velocity)
    for step, expected in ((0, 0), (255, 0), (256, 256), (767, 512), (99_999, 1024)):
        found, kept, changes = keyframes.before(step)
        assert found == expected
        assert np.array_equal(kept, moment(expected)[0])
        assert np.array_equal(changes, moment(expected)[1])


def test_keyframes_cut_off_are_gone_and_new_ones_take_their_place() -> None:
    keyframes = Keyframes(2)
    for step in range(0, 2000 * Keyframes.FIRST, Keyframes.FIRST):
        keyframes.offer(step, *moment(step))
    far = keyframes.before(5000)[0]
    keyframes.truncate(far)
    assert keyframes.before(10**6)[0] < far
    for step in range(far, far + 1024, Keyframes.FIRST):
        keyframes.offer(step, *moment(-step))
    found, kept, _ = keyframes.before(far + 300)
    assert found == far + 256, "close together again"
    assert np.array_equal(kept, moment(-found)[0])


@pytest.mark.parametrize("parameters", [100_000, 30_000])
def test_keyframes_stay_within_their_room_however_long_the_run(parameters: int) -> None:
    keyframes = Keyframes(parameters)
    values = np.zeros(parameters)
    sizes, gaps = [], []
    for step in range(0, 2_000 * Keyframes.FIRST, Keyframes.FIRST):
        keyframes.offer(step, values, values)
        if step % (100 * Keyframes.FIRST) == 0:
            sizes.append(len(pickle.dumps(keyframes)))
            gaps.append(step - keyframes.before(step)[0])
    room = max(8 * parameters * 16, Keyframes.BYTES)
    assert max(sizes) < 1.3 * room
    assert max(gaps) <= 2_000 * Keyframes.FIRST / 4


def test_what_is_pinned_is_kept_at_any_step() -> None:
    keyframes = Keyframes(2)
    for step in (0, 256, 512):
        keyframes.offer(step, *moment(step))
    for step in (300, 300, 256, 10):
        keyframes.pin(step, *moment(step))
    other = keyframes.copy()
    for sought, expected in ((9, 0), (11, 10), (299, 256), (301, 300), (600, 512)):
        found, parameters, _ = keyframes.before(sought)
        assert found == expected
        assert np.array_equal(parameters, moment(found)[0])
    keyframes.unpin(300)
    keyframes.unpin(301)
    assert keyframes.before(301)[0] == 256
    keyframes.truncate(10)
    assert keyframes.before(301)[0] == 0
    assert other.before(301)[0] == 300


@pytest.mark.parametrize(("parameters", "most"), [(2, Keyframes.MOST_PINNED), (2**17, 8)])
def test_of_too_many_that_are_pinned_each_is_near_to_one_that_is_kept(
    parameters: int, most: int
) -> None:
    steps = np.random.RandomState(42).permutation(5_000)[: most + 20].tolist()
    keyframes = Keyframes(parameters)
    keyframes.offer(0, *moment(0))
    for step in (*steps, *steps, 0):
        keyframes.pin(step, *moment(step))
    away = [step - keyframes.before(step)[0] for step in steps]
    assert away.count(0) == most
    assert max(away) <= 2 * 5_000 / most
