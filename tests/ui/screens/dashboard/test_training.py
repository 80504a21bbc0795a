"""Watching must not change what is watched: however fast the dashboard trains, and whatever happens
meanwhile, the weights are bit for bit those of a trainer in a plain loop.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import pytest

from backprop_tui.engine import PROBLEMS
from backprop_tui.ui import app as module
from backprop_tui.ui.session.session import Session
from tests.engine.bits import behind, bits
from tests.ui.drawn import after
from tests.ui.driving import Desk, dashboard


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"hidden": (8, 8), "activation": "tanh", "bias": True, "momentum": 0.9},
        {"problem": PROBLEMS["parity-5"], "batch_size": 5, "hidden": (7,)},
    ],
    ids=["tutorial", "deep", "batches"],
)
async def test_at_full_speed_it_comes_to_the_same_bits(settings: dict[str, Any]) -> None:
    async with dashboard(steps=3000, speed=math.inf, **settings) as desk:
        await desk.press("space")
        await desk.trained()
        assert desk.snapshot.step == 3000
        assert bits(desk.snapshot) == bits(after(3000, **settings))


async def test_keys_pressed_while_it_trains_do_not_change_the_run() -> None:
    async with dashboard(steps=40, speed=16.0) as desk:
        await desk.press("space")
        for key in ("down", "u", "m", "plus", "2", "t", "plus", "plus", "plus", "h"):
            await desk.press(key)
        await desk.trained()
        assert desk.snapshot.step == 40
        assert bits(desk.snapshot) == bits(after(40))


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


def has_reached(desk: Desk, step: int) -> bool:
    return desk.session.runs.step_number >= step


@pytest.mark.parametrize("speed", [1.0, 8.0, 512.0])
async def test_at_a_given_speed_it_takes_just_the_steps_that_are_due(
    monkeypatch: pytest.MonkeyPatch, speed: float
) -> None:
    clock = Clock()
    monkeypatch.setattr(module, "Session", partial(Session, clock=clock.monotonic))
    async with dashboard(speed=speed) as desk:
        await desk.press("space")
        for seconds in range(4):
            expected = 1 + int(seconds * speed)
            await desk.until(partial(has_reached, desk, expected))
            await desk.pilot.pause()
            assert desk.session.runs.step_number == expected
            clock.now += 1.0
        await desk.press("space")


async def test_a_change_of_speed_counts_from_now_on(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(module, "Session", partial(Session, clock=clock.monotonic))
    async with dashboard(speed=4.0) as desk:
        trainer = desk.session.runs
        await desk.press("space")
        clock.now += 2.0
        await desk.until(lambda: trainer.step_number >= 9)
        await desk.press("plus")
        await desk.until(lambda: trainer.step_number >= 10)
        clock.now += 1.0
        await desk.until(lambda: trainer.step_number >= 18)
        await desk.pilot.pause()
        assert trainer.step_number == 18, "eight a second, and the one that comes at once"
        await desk.press("space")


async def test_the_speed_that_was_reached_is_measured_once_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    monkeypatch.setattr(module, "Session", partial(Session, clock=clock.monotonic))
    async with dashboard(speed=1.0) as desk:
        await desk.press("space")
        desk.session.runs.step(500)
        clock.now += 0.9
        desk.dashboard.show_frame()
        assert desk.view.run.rate is None
        clock.now += 1.1
        desk.dashboard.show_frame()
        assert desk.view.run.rate == pytest.approx(250, abs=2)
        await desk.pilot.pause()
        assert "steps/s" in desk.rows[0]
        await desk.press("space")
        assert desk.view.run.rate is None


async def test_what_trains_goes_on_whatever_is_looked_at() -> None:
    async with dashboard(speed=1.0) as desk:
        await desk.start_training()
        trains = list(desk.app.workers)
        await desk.press("down", "u", "plus")
        assert list(desk.app.workers) == trains


async def test_reset_while_training_stops_and_starts_over() -> None:
    async with dashboard(speed=8.0) as desk:
        start = bits(behind(desk.snapshot))
        await desk.start_training()
        await desk.press("r")
        assert not desk.view.run.training
        await desk.pilot.pause()
        assert bits(behind(desk.snapshot)) == start
        assert desk.session.runs.step_number == 0
