"""Speed is steps that are due by now, worked out from a clock; here the clock is a number. Every
step must come due once, in time, and none be run after that a slow machine could not take.
"""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.ui.session.pace import FASTEST, FRAMES, SHORTEST_WAIT, SLOWEST, Pace, next_speed

SPEEDS = st.sampled_from([2.0**k for k in range(17)])
PAUSES = st.lists(st.floats(0, 0.5), min_size=1, max_size=30)


@settings(max_examples=150)
@given(speed=SPEEDS, pauses=PAUSES, start=st.floats(0, 1e6))
def test_after_any_time_just_the_steps_of_that_time_have_been_due(
    speed: float, pauses: list[float], start: float
) -> None:
    pace, now, taken = Pace(), start, 0
    for pause in pauses:
        due = pace.due(speed, now)
        assert due >= 0
        pace.took(due, due)
        taken += due
        assert taken == int((now - start) * speed) + 1, "the first is due at once"
        assert pace.due(speed, now) == 0
        now += pause


@settings(max_examples=100)
@given(slow=SPEEDS, fast=SPEEDS)
def test_a_change_of_speed_counts_from_that_moment(slow: float, fast: float) -> None:
    pace = Pace()
    pace.took(due := pace.due(slow, 10.0), due)
    expected = 1 if fast != slow else int(0.5 * slow)
    assert pace.due(fast, 10.5) == expected


def test_as_fast_as_it_goes_has_no_end() -> None:
    pace = Pace()
    assert pace.due(math.inf, 0.0) > 10**15
    pace.took(5000, 10**15)
    assert pace.due(math.inf, 0.0) > 10**15
    assert pace.due(8.0, 0.0) == 1


def test_steps_that_could_not_be_taken_in_time_are_not_run_after() -> None:
    pace = Pace()
    pace.took(1, pace.due(512.0, 0.0))
    due = pace.due(512.0, 1.0)
    assert due == 512
    pace.took(100, due)
    assert pace.due(512.0, 1.0) == 1, "the clock begins anew"
    behind = Pace()
    behind.took(1, behind.due(512.0, 0.0))
    behind.took(490, behind.due(512.0, 1.0))
    assert behind.due(512.0, 1.0) == 22, "less than a frame is caught up with"


@settings(max_examples=50)
@given(SPEEDS)
def test_it_sleeps_no_longer_than_a_frame_or_a_step(speed: float) -> None:
    wait = Pace().wait(speed)
    assert SHORTEST_WAIT <= wait <= 1 / FRAMES
    assert wait <= max(SHORTEST_WAIT, 1 / speed)


@pytest.mark.parametrize("factor", [2.0, 0.5])
def test_speeds_are_a_ladder_with_two_ends(factor: float) -> None:
    speed, seen = 512.0, [512.0]
    for _ in range(30):
        speed = next_speed(speed, factor)
        seen.append(speed)
    if factor > 1:
        assert seen[:8] == [2.0**k for k in range(9, 17)]
        assert seen[8:] == [math.inf] * 23
        assert next_speed(math.inf, 0.5) == FASTEST == seen[7]
    else:
        assert seen[:10] == [2.0**k for k in range(9, -1, -1)]
        assert set(seen[10:]) == {SLOWEST}


def test_as_fast_as_it_goes_stays_so_until_it_is_made_slower() -> None:
    assert next_speed(math.inf, 1) == next_speed(math.inf, 2) == math.inf
    assert next_speed(1e300, 1) == math.inf
    assert next_speed(math.inf, 0.5) == FASTEST
