"""Every key does what the help says of it, on a small screen and on a large one. What the screen
then shows is compared with a trainer that was told the same without any screen.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import Start
from backprop_tui.ui.session.pace import FASTEST
from tests.engine.bits import behind, bits
from tests.ui.drawn import after
from tests.ui.driving import LARGE, SMALL, dashboard

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


@SIZES
async def test_space_trains_and_pauses(size: tuple[int, int]) -> None:
    async with dashboard(size, speed=1.0) as desk:
        assert "|| PAUSED" in desk.text
        await desk.start_training()
        assert desk.state == "TRAINING"
        await desk.until(lambda: "▶ TRAIN" in desk.text)
        await desk.press("space")
        assert not desk.view.run.training
        assert "|| PAUSED" in desk.text
        assert bits(desk.snapshot) == bits(after(desk.snapshot.step))
        assert desk.snapshot.step >= 1


@SIZES
@pytest.mark.parametrize(("key", "steps"), [("s", 1), ("right", 1), ("S", 100)])
async def test_steps_by_hand_show_the_numbers_of_the_trainer(
    size: tuple[int, int], key: str, steps: int
) -> None:
    async with dashboard(size) as desk:
        for pressed in (1, 2):
            await desk.press(key)
            expected = after(pressed * steps)
            assert bits(desk.snapshot) == bits(expected)
            assert f"step {expected.step}" in desk.rows[0]
            assert f"mean e² {expected.loss:.4f} " in desk.rows[0]
            if size == LARGE:
                for value in expected.predictions[:, 0]:
                    assert f" {value:.2f} " in desk.text


async def test_a_step_by_hand_ends_training() -> None:
    async with dashboard(speed=1.0) as desk:
        await desk.start_training()
        before = desk.session.runs.step_number
        await desk.press("s")
        assert not desk.view.run.training
        assert before < desk.snapshot.step == desk.session.runs.step_number


async def test_speed_is_doubled_and_halved_between_one_step_a_second_and_no_limit() -> None:
    async with dashboard() as desk:
        ladder = [512.0]
        while not math.isinf(ladder[-1]):
            await desk.press("plus" if len(ladder) % 2 else "equals_sign")
            ladder.append(desk.view.run.speed)
        assert ladder == [*(2.0**k for k in range(9, 17)), math.inf]
        assert ladder[-2] == FASTEST
        assert "at max" in desk.rows[0]
        await desk.press("plus")
        assert math.isinf(desk.view.run.speed)
        for expected in [2.0**k for k in range(16, -1, -1)] + [1.0]:
            await desk.press("minus" if expected > 64 else "underscore")
            assert desk.view.run.speed == expected
        assert "at 1/s" in desk.rows[0]


@pytest.mark.parametrize(("settings", "silent"), [({}, True), ({"bug": "updated-weights"}, False)])
async def test_a_speed_that_has_no_room_in_the_first_line_is_said(
    settings: dict[str, Any], silent: bool
) -> None:
    async with dashboard(SMALL, **settings) as desk:
        for key, speed in (("+", "1,024/s"), ("+", "2,048/s"), ("-", "1,024/s")):
            await desk.press(key)
            assert (speed in desk.rows[0].split()) == silent
            assert desk.said == ([] if silent else [f"Speed: {speed}"])


@SIZES
async def test_r_goes_back_to_the_same_start_bit_for_bit(size: tuple[int, int]) -> None:
    async with dashboard(size, momentum=0.9, bias=True) as desk:
        start = bits(behind(desk.snapshot))
        await desk.press("S", "s")
        assert bits(behind(desk.snapshot)) != start
        await desk.press("r")
        assert bits(behind(desk.snapshot)) == start
        assert "step 0 of 101" in desk.rows[0]
        await desk.press("S", "s")
        assert bits(desk.snapshot) == bits(after(101, momentum=0.9, bias=True))


async def test_r_says_which_settings_stay_changed() -> None:
    async with dashboard(SMALL, learning_rate=2.0) as desk:
        await desk.press("s", "r")
        assert desk.said == [], "nothing was changed"
        await desk.press("r")
        assert desk.said == ["This is step 0 already."]
        desk.session.change(learning_rate=0.1, activation="tanh")
        await desk.press("r")
        expected = after(0, learning_rate=0.1, activation="tanh")
        assert bits(behind(desk.snapshot)) == bits(behind(expected))
        for _ in range(2):
            said = "Run b: Step 0, the same start. Stays changed: lr 0.1, activation tanh."
            assert desk.said == [said], "as long as they are"
            await desk.press("s", "r")
        await desk.press("R")
        assert desk.said == ["Run c: Step 0. Stays changed: lr 0.1, activation tanh."]
        desk.session.restart(activation="tanh")
        await desk.pilot.pause()
        run = desk.session.letter
        said = f"Run {run}: Step 0. Stays changed: lr 0.1."
        assert desk.said == [said], "the other was asked for"
        desk.session.change(learning_rate=2.0)
        await desk.press("r")
        assert desk.said == [], "it is as it was"


async def test_capital_r_takes_the_next_seed_and_comes_round() -> None:
    async with dashboard(seed=7) as desk:
        await desk.press("S", "R")
        assert bits(behind(desk.snapshot)) == bits(behind(after(0, seed=8)))
        assert "seed 8" in desk.rows[0]
    async with dashboard(seed=2**32 - 1) as desk:
        await desk.press("R")
        assert desk.session.experiment.seed == 0


async def test_a_given_start_has_no_next_seed() -> None:
    weights = np.array([[0.5], [-0.25]])
    async with dashboard(hidden=(), start=Start((weights,), None, "a[b]/[/].json")) as desk:
        await desk.press("s")
        before = bits(desk.snapshot)
        await desk.press("R")
        assert bits(desk.snapshot) == before
        assert "a[b]/[/].json" in desk.said[-1]
        assert "no seed" in desk.said[-1]
