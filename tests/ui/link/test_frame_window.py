"""How many frames are on their way, on lines of every kind. Time is a number here."""

from __future__ import annotations

import math

import pytest

from backprop_tui.ui.link.frame_window import (
    FEWEST,
    FLAT_RATE,
    FLOOD,
    HELD_UP,
    LAG,
    LONG_REMEMBERED,
    LOST,
    MOST,
    PATIENCE,
    REMEMBERED,
    SLOW,
    STALLED,
    FrameWindow,
)


class Line:
    """A window, and a terminal that answers when it is told to."""

    def __init__(self, rate: float = 10.0, budget: float = math.inf) -> None:
        self.now = 100.0
        self.window = FrameWindow(rate, clock=lambda: self.now, budget=budget)

    def answer(self, seconds: float) -> None:
        """Send a frame and have it answered after so long."""
        assert self.window.sent()
        self.now += seconds
        self.window.answered()

    def fill(self) -> int:
        """Send frames until the window closes; returns how many fit."""
        for count in range(100):
            if not self.window.admit():
                return count
            self.window.sent()
        raise AssertionError("it never closes")


def test_two_frames_are_on_the_way_and_a_third_waits_for_an_answer() -> None:
    line = Line()
    line.answer(0.01)
    assert line.fill() == FEWEST == 2
    line.window.answered()
    assert line.window.admit()
    assert line.fill() == 1


@pytest.mark.parametrize(
    ("round_trip", "frames"), [(0.01, 2), (0.1, 2), (0.15, 3), (0.3, 4), (2.0, MOST)]
)
def test_a_long_line_holds_more(round_trip: float, frames: int) -> None:
    line = Line()
    line.answer(round_trip)
    assert line.fill() == frames


def test_where_frames_queue_one_at_a_time_is_enough() -> None:
    line = Line()
    line.answer(0.05)
    line.answer(0.05 + LAG + 0.01)
    assert line.fill() == 1
    line.window.answered()
    line.answer(0.06)
    assert line.fill() == FEWEST


def test_a_terminal_that_never_answers_is_sent_a_few_frames_and_asked_no_more() -> None:
    line = Line(rate=15.0)
    assert line.fill() == FEWEST
    line.now += PATIENCE
    shown = 0
    for _ in range(1000):
        line.now += 0.01
        if line.window.admit():
            shown += 1
            assert not line.window.sent(), "it has been asked often enough"
            assert line.window.on_the_way == 0
    assert shown == pytest.approx(10 * FLAT_RATE, rel=0.1)


def test_a_line_so_slow_that_it_seemed_mute_is_found_out_by_its_first_answer() -> None:
    line = Line()
    line.window.sent()
    line.now += PATIENCE + 3
    line.window.sent()
    line.window.answered()
    assert line.window.complaint == "slow line: ssh -C"
    assert line.window.sent()
    assert line.window.on_the_way == 1


def test_a_window_in_the_background_is_sent_one_frame_a_second() -> None:
    line = Line()
    line.answer(0.01)
    line.window.is_watched = False
    shown = 0
    for _ in range(1000):
        line.now += 0.01
        if line.window.admit():
            shown += 1
            line.answer(0.0)
    assert shown == pytest.approx(10, abs=1)
    line.window.is_watched = True
    assert line.window.admit()


def test_an_answer_that_never_comes_closes_the_window_for_a_while_only() -> None:
    line = Line()
    line.answer(0.01)
    line.fill()
    line.now += LOST - 1
    assert not line.window.admit()
    line.now += 1.1
    assert line.window.admit()


def test_a_line_is_called_slow_while_its_answers_take_long() -> None:
    line = Line()
    assert line.window.complaint == ""
    line.answer(SLOW - 0.1)
    assert line.window.complaint == ""
    line.answer(SLOW + 0.1)
    assert line.window.complaint == "slow line: ssh -C"
    for _ in range(REMEMBERED - 1):
        line.answer(0.1)
    assert line.window.complaint == "slow line: ssh -C", (
        "one quick answer does not make a line quick"
    )
    line.answer(0.1)
    assert line.window.complaint == ""


def test_a_line_that_has_just_stopped_is_called_slow_too() -> None:
    line = Line()
    line.answer(0.1)
    line.window.sent()
    line.now += SLOW + 0.1
    assert line.window.complaint == "slow line: ssh -C"


def test_without_a_line_it_is_the_terminal_that_is_slow() -> None:
    line = Line()
    line.window.is_remote = False
    line.answer(SLOW + 0.1)
    assert line.window.complaint == "slow terminal"


def test_a_line_that_has_become_longer_is_filled_again() -> None:
    line = Line()
    line.answer(0.02)
    line.answer(0.4)
    assert line.fill() == 1
    line.window.forget()
    for _ in range(LONG_REMEMBERED):
        line.answer(0.4)
    assert line.fill() == MOST


def test_keys_wait_only_when_the_line_is_flooded() -> None:
    line = Line()
    line.answer(0.1)
    for _ in range(FLOOD):
        assert not line.window.is_flooded
        line.window.sent()
    assert line.window.is_flooded
    line.window.answered()
    assert not line.window.is_flooded
    line.window.sent()
    assert line.window.is_flooded
    line.now += STALLED
    assert not line.window.is_flooded, "where no answer comes keys wait for none"


def test_a_terminal_that_takes_nothing_is_sent_nothing() -> None:
    line = Line()
    line.answer(0.1)
    line.window.is_blocked = lambda: True
    assert not line.window.admit()
    assert line.window.is_flooded
    line.window.is_blocked = lambda: False
    assert line.window.admit()
    assert not line.window.is_flooded


def test_answers_to_nothing_are_not_counted() -> None:
    line = Line()
    line.window.answered()
    assert line.window.on_the_way == 0
    line.answer(0.1)
    line.window.sent()
    line.window.forget()
    line.window.answered()
    assert line.window.on_the_way == 0


@pytest.mark.parametrize("sizes", [(500, 300), (400, 100, 200), (10,) * 20])
def test_no_frame_follows_before_a_line_of_its_budget_has_carried_those_before_it(
    sizes: tuple[int, ...],
) -> None:
    line = Line(rate=10.0, budget=1_000.0)
    for size in sizes:
        line.window.wrote(size)  # as keys may ask for, one after the other
    assert not line.window.admit()
    line.now += sum(sizes) / 1_000 - 0.051  # more than half of the time from frame to frame
    assert not line.window.admit()
    line.now += 0.002
    assert line.window.admit()


@pytest.mark.parametrize("size", [100, 250, 400, 900])
def test_a_line_is_sent_its_budget_whenever_frames_would_be_more(size: int) -> None:
    line = Line(rate=5.0, budget=1_000.0)
    sent = 0
    for _ in range(500):
        if line.window.admit():
            line.window.wrote(size)
            sent += size
        line.now += 1 / line.window.rate
    wanted = min(1_000.0, size * line.window.rate)
    assert 0.8 * wanted <= sent / 100 <= 1.02 * wanted, "as near as whole frames come"


def test_a_whole_screen_holds_frames_up_for_a_second_at_most() -> None:
    line = Line(budget=1_000.0)
    line.window.wrote(25_000)
    assert not line.window.admit()
    line.now += HELD_UP
    assert line.window.admit()


def test_what_a_line_of_its_budget_did_not_carry_is_not_made_up_for() -> None:
    line = Line(budget=1_000.0)
    line.window.wrote(100)
    line.now += 60.0
    line.window.wrote(500)
    assert not line.window.admit()


def test_without_a_budget_bytes_are_not_counted() -> None:
    line = Line()
    line.window.wrote(10**9)
    assert line.window.admit()
