"""The losses of a run take bounded room, and still no spike is lost. The oracle is the whole list
of losses, kept here at full length.
"""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.records import Curve
from backprop_tui.engine.runs.history import BUCKETS, History

EVEN = st.sampled_from([2, 4, 6, 8, 16])
BLOCKS = st.lists(st.integers(0, 40), max_size=12)
SEEDS = st.integers(0, 10**6)


def filled(buckets: int, blocks: list[int], seed: int) -> tuple[History, Array]:
    """A history fed block by block, and all the losses that it was fed."""
    losses = np.random.RandomState(seed).exponential(size=sum(blocks))
    history, step = History(buckets), 0
    for block in blocks:
        history.extend(step, losses[step : step + block])
        step += block
    return history, losses


def assert_extremes(curve: Curve, losses: Array) -> None:
    """Every bucket has the extremes of exactly its own steps."""
    parts = [losses[k : k + curve.stride] for k in range(0, len(losses), curve.stride)]
    assert curve.low.tolist() == [part.min() for part in parts]
    assert curve.high.tolist() == [part.max() for part in parts]


@given(EVEN, BLOCKS, SEEDS)
@example(8, [8], 0)
@example(8, [3, 13], 0)
def test_every_bucket_keeps_the_extremes_of_its_steps(
    buckets: int, blocks: list[int], seed: int
) -> None:
    history, losses = filled(buckets, blocks, seed)
    curve = history.curve()
    assert history.length == len(losses)
    assert len(curve.low) == len(curve.high) <= buckets
    assert_extremes(curve, losses)
    assert curve.stride == 1 or curve.stride * buckets < 2 * len(losses), "no thinner than need be"


@given(EVEN, BLOCKS, SEEDS, st.integers(1, 20))
def test_thinning_keeps_the_extremes_and_the_number_asked_for(
    buckets: int, blocks: list[int], seed: int, most: int
) -> None:
    history, losses = filled(buckets, blocks, seed)
    curve = history.curve().thinned(most)
    assert len(curve.low) <= most
    assert_extremes(curve, losses)


def test_a_curve_that_fits_is_left_as_it_is() -> None:
    curve = Curve(1, np.arange(4.0), np.arange(4.0), 4)
    assert curve.thinned(4) is curve
    assert len(curve.thinned(3).low) == 2


@pytest.mark.parametrize("most", [0, -3])
def test_a_chart_without_room_still_gets_a_curve(most: int) -> None:
    curve = Curve(1, np.arange(5.0), np.arange(5.0), 5).thinned(most)
    assert (curve.low.tolist(), curve.high.tolist()) == ([0.0], [4.0])


def test_ten_million_steps_take_room_for_their_doublings_and_lose_no_spike() -> None:
    stream = np.random.RandomState(0)
    steps, block = 10_000_000, 250_000
    spikes = stream.choice(steps, 60, replace=False)
    high, low = spikes[:30], spikes[30:]
    history = History()
    empty = len(pickle.dumps(history))
    for start in range(0, steps, block):
        losses = stream.uniform(1, 2, block)
        for where, scale in ((high, 1e3), (low, 1e-9)):
            inside = where[(where >= start) & (where < start + block)]
            losses[inside - start] = scale * (1 + inside)
        history.extend(start, losses)
    assert history.length == steps
    assert len(pickle.dumps(history)) < empty * (2 + np.log2(steps / BUCKETS))
    curve = history.curve()
    assert BUCKETS / 2 < len(curve.low) <= BUCKETS
    for shown in (curve, curve.thinned(80)):
        for bucket in np.unique(high // shown.stride):
            last = high[high // shown.stride == bucket].max()
            assert shown.high[bucket] == 1e3 * (1 + last)
        for bucket in np.unique(low // shown.stride):
            first = low[low // shown.stride == bucket].min()
            assert shown.low[bucket] == 1e-9 * (1 + first)
        quiet = np.setdiff1d(np.arange(len(shown.low)), spikes // shown.stride)
        assert shown.low[quiet].min(initial=1) >= 1
        assert shown.high[quiet].max(initial=2) <= 2


def test_a_dip_of_one_step_survives_ten_million() -> None:
    history = History()
    block = np.full(500_000, 0.5)
    for k in range(20):
        losses = block.copy()
        losses[k] = 0.25 / (k + 1)
        history.extend(k * 500_000, losses)
    curve = history.curve()
    dips = [curve.low[k * 500_000 // curve.stride] for k in range(20)]
    assert dips == [0.25 / (k + 1) for k in range(20)]
    assert (curve.low == 0.5).sum() == len(curve.low) - 20


@given(EVEN, BLOCKS, SEEDS, st.data())
def test_what_is_known_is_not_added_twice(
    buckets: int, blocks: list[int], seed: int, data: st.DataObject
) -> None:
    history, losses = filled(buckets, blocks, seed)
    again = data.draw(st.integers(0, len(losses)))
    more = np.concatenate([losses[again:], [7.0, 0.0]])
    history.extend(again, losses[again:])
    assert history.length == len(losses)
    history.extend(again, more)
    assert_extremes(history.curve(), np.concatenate([losses, [7.0, 0.0]]))


@given(EVEN, BLOCKS, SEEDS, st.integers(0, 200))
def test_what_is_cut_off_leaves_whole_buckets_and_can_be_written_anew(
    buckets: int, blocks: list[int], seed: int, steps: int
) -> None:
    history, losses = filled(buckets, blocks, seed)
    other = history.copy()
    left = history.truncate(steps)
    assert left == history.length
    if steps >= len(losses):
        assert left == len(losses)
    else:
        assert left == steps - steps % history.curve().stride
    assert_extremes(history.curve(), losses[:left])
    assert history.curve().length == left
    fresh = History(buckets)
    fresh.extend(0, losses[:steps])
    history.extend(left, losses[left:steps])
    assert history.curve().stride == fresh.curve().stride, "that of a run never longer"
    assert_extremes(history.curve(), losses[:steps])
    others = 10 + losses
    history.extend(history.length, others)
    assert_extremes(history.curve(), np.concatenate([losses[:steps], others]))
    assert_extremes(other.curve(), losses)
    other.truncate(steps)
    assert_extremes(other.curve(), losses[:left])


def test_a_gap_is_refused() -> None:
    history = History()
    history.extend(0, np.ones(3))
    with pytest.raises(ValueError, match="from step 4 on leave a gap after step 3"):
        history.extend(4, np.ones(1))


def test_a_curve_never_changes_and_a_cleared_history_is_as_new() -> None:
    history = History(4)
    history.extend(0, np.array([3.0, 1.0, 2.0]))
    curve = history.curve()
    history.extend(3, np.array([9.0, 9.0, 9.0]))
    assert curve.low.tolist() == curve.high.tolist() == [3.0, 1.0, 2.0]
    with pytest.raises(ValueError, match="read-only"):
        curve.low[0] = 0
    with pytest.raises(ValueError, match="read-only"):
        curve.high[0] = 0
    history.clear()
    history.extend(0, np.array([5.0]))
    fresh = history.curve()
    assert (fresh.stride, fresh.low.tolist(), fresh.high.tolist()) == (1, [5.0], [5.0])


@given(EVEN, BLOCKS, SEEDS, st.integers(0, 200))
def test_what_lies_behind_is_the_curve_of_the_steps_before(
    buckets: int, blocks: list[int], seed: int, step: int
) -> None:
    history, losses = filled(buckets, blocks, seed)
    curve = history.curve()
    behind = curve.until(step)
    then = History(buckets)
    then.extend(0, losses[:step])
    assert (behind.stride, behind.length) == (then.curve().stride, min(step, len(losses)))
    assert (behind is curve) == (step >= len(losses))
    # The last bucket is whole: it has the extremes of all its steps.
    ends = -(-min(step, len(losses)) // behind.stride) * behind.stride
    assert_extremes(behind, losses[:ends])


@given(EVEN, BLOCKS, SEEDS)
def test_a_copy_of_a_history_goes_its_own_way(buckets: int, blocks: list[int], seed: int) -> None:
    history, losses = filled(buckets, blocks, seed)
    other = history.copy()
    history.extend(len(losses), np.full(3, 7.0))
    other.extend(len(losses), np.full(5, 9.0))
    assert_extremes(history.curve(), np.concatenate([losses, np.full(3, 7.0)]))
    assert_extremes(other.curve(), np.concatenate([losses, np.full(5, 9.0)]))
