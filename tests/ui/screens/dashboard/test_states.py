"""A run can be solved, be done, diverge, or meet a terminal that is too small; each time the screen
says so and says what to do next. None of it may need luck or a stopwatch to come about.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Start
from backprop_tui.engine.problems import Answer
from backprop_tui.report.advice.flat import FLAT_STEPS
from backprop_tui.ui.screens.toasts import LETTERS, SHORTEST
from backprop_tui.ui.session.notice import Notice, Tone
from tests.engine.bits import bits
from tests.ui.drawn import after
from tests.ui.driving import LARGE, SMALL, Desk, dashboard

WILD: dict[str, Any] = {"learning_rate": 1e4, "activation": "linear", "output_activation": "linear"}


async def test_training_stops_where_it_should_and_space_goes_on_to_the_next_multiple() -> None:
    async with dashboard(steps=300, speed=math.inf) as desk:
        for stop in (300, 600):
            await desk.press("space")
            await desk.trained()
            assert desk.snapshot.step == desk.view.run.stop == stop
            assert desk.state == "DONE"
            assert "■ DONE" in desk.rows[0]
            assert f"step {stop}/{stop}" in desk.rows[0]
            assert bits(desk.snapshot) == bits(after(stop))


async def test_a_step_by_hand_from_the_end_goes_on_too() -> None:
    async with dashboard(steps=100) as desk:
        await desk.press("S")
        assert desk.state == "DONE"
        await desk.press("s")
        assert desk.view.run.stop == 200
        assert desk.state == "PAUSED"
        await desk.press("r")
        assert desk.view.run.stop == 100


@pytest.mark.parametrize("key", ["", "w", "l", "e", "i", "question_mark", "ctrl+p"])
async def test_no_terminal_is_too_small_to_live_through(key: str) -> None:
    async with dashboard(SMALL) as desk:
        await desk.press(*filter(None, [key]))
        for size in ((5, 5), (3, 3), (2, 2), (1, 1), (1, 40), (100, 1), SMALL):
            await desk.resize(size)
            # What is said there is said in no room.
            await desk.press("Z")
        assert desk.app.is_running


async def test_a_solved_problem_is_said_once_and_training_goes_on() -> None:
    async with dashboard(steps=6000, speed=math.inf) as desk:
        await desk.press("space")
        await desk.trained()
        assert desk.snapshot.step == 6000
        assert len([said for said in desk.said if "every case right since step 1,141" in said]) == 1
        await desk.press("s")
        assert desk.state == "SOLVED"
        assert "✓ SOLVED" in desk.rows[0]
        assert "4/4 right" in desk.rows[0]


async def test_a_changed_rate_does_not_make_it_solved_a_second_time() -> None:
    async with dashboard() as desk:
        desk.session.runs.step(6000)
        desk.session.show()
        await desk.pilot.pause()
        desk.app.clear_notifications()
        await desk.press("e", *["backspace"] * 10, *"0.25", "enter", "s")
        assert desk.snapshot.experiment.learning_rate == 0.25
        assert desk.snapshot.solved
        assert desk.said == []


async def test_a_loss_that_stays_is_said_once_with_what_to_try() -> None:
    async with dashboard(hidden=()) as desk:
        for _ in range(3):
            desk.session.runs.step(FLAT_STEPS)
            desk.dashboard.show_frame()
        await desk.pilot.pause()
        assert len(desk.said) == 1
        assert f"for {FLAT_STEPS:,} steps. No line separates 01, 10 from" in desk.said[0]
        assert "R tries" not in desk.said[0], "no seed helps there"


async def test_targets_out_of_reach_are_said_before_training_and_stay_in_the_border() -> None:
    targets = np.array([[0.0], [1.0], [2.0], [621.0]])
    problem = replace(PROBLEMS["xor"], targets=targets, answer=Answer.VALUES)
    async with dashboard(SMALL, problem=problem) as desk:
        for _ in range(2):
            assert desk.snapshot.step == 0
            (said,) = desk.said
            assert said.startswith("Targets go from 0 to 621, but sigmoid outputs give only 0…1: ")
            assert said.endswith("… i: more")
            (told,) = desk.session.told
            assert "scale them to 0…1 in the file, y/621" in told.text
            await desk.press("S")
            assert len(desk.session.told) == 1, "once a run"
            assert "y 0…621, σ gives 0…1" in desk.pane("predictions").captions[1]
            await desk.press("r")
        desk.session.restart(problem=PROBLEMS["xor"])
        await desk.pilot.pause()
        assert desk.said == []
        assert "gives" not in desk.pane("predictions").captions[1]


async def test_what_given_weights_leave_open_is_said_once_when_it_opens() -> None:
    weights = (np.array([[0.5, 0.9], [0.4, 1.0]]), np.array([[-1.2], [1.1]]))
    biases = (np.array([0.5, 0.5]), np.array([0.1]))
    start = Start(weights, biases, "a[b].json", shared=(1,))
    async with dashboard(hidden=(2,), bias=True, start=start, glyphs="ascii") as desk:
        (said,) = desk.said
        assert said.startswith("W1 of a[b].json is square")
        square, shared = (told.text for told in desk.session.told)
        assert square.startswith("W₁ of a[b].json is square: read with a row per input")
        assert "b₁ = 0.5" in shared
        await desk.press("S", "r")
        assert desk.said == []


async def test_a_remark_stays_as_long_as_it_takes_to_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with dashboard() as desk:
        told: list[tuple[str, float]] = []
        monkeypatch.setattr(
            desk.app, "notify", lambda text, *, timeout, **_: told.append((text, timeout))
        )
        for words in (1, 40):
            desk.dashboard.toasts.say(Notice("word " * words, Tone.REMARK))
            desk.dashboard.toasts.clear()
        assert told == [("word ", SHORTEST), ("word " * 40, 200 / LETTERS)]


async def test_a_falling_loss_is_not_called_stuck() -> None:
    async with dashboard() as desk:
        for _ in range(6):
            desk.session.runs.step(FLAT_STEPS // 2)
            desk.dashboard.show_frame()
        await desk.pilot.pause()
        assert not [said for said in desk.said if "stayed" in said]


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_a_diverged_run_stops_says_what_to_try_and_refuses_politely(
    size: tuple[int, int],
) -> None:
    async with dashboard(size, speed=math.inf, **WILD) as desk:
        await desk.press("space")
        await desk.trained()
        assert desk.state == "DIVERGED"
        assert not desk.view.run.training
        assert "! DIVERGED" in desk.rows[0]
        for words in ("diverged: loss is", "smaller --lr than 10000"):
            assert words in desk.text
        step = desk.snapshot.step
        assert bits(desk.snapshot) == bits(after(10_000, **WILD))
        for key in ("space", "s", "S"):
            await desk.press(key)
            assert desk.snapshot.step == step
            assert not desk.view.run.training
            assert len(desk.said) == 1, "one notice takes the place of the last"
            assert "try a smaller --lr (it is 10000)" in desk.said[0]
        await desk.press("r")
        assert desk.state == "PAST", "the same start is the same run"
        assert desk.snapshot.step == 0
        assert "diverged: loss" not in "".join(desk.canvas("loss").rows())


async def test_below_48x14_there_is_one_line_and_training_goes_on() -> None:
    async with dashboard((47, 13)) as desk:
        await desk.press("S")
        said = " ".join(desk.text.split())
        assert said == f"too small needs 48x14 step 100 loss {desk.snapshot.loss:.4f}"
        await desk.press("z")
        assert desk.dashboard.maximized is None
        await desk.resize(SMALL)
        assert "2-4-1" in desk.text


@pytest.mark.parametrize("size", [(48, 14), (71, 30), (100, 22)])
async def test_below_72x23_there_is_one_pane_at_a_time(size: tuple[int, int]) -> None:
    async with dashboard(size) as desk:
        for key, title in (
            ("", "1 Network"), ("2", "2 Loss"), ("3", "3 Predictions"),
            ("4", "4 Hidden activations"), ("1", "1 Network"),
        ):  # fmt: skip
            if key:
                await desk.press(key)
            assert title in desk.rows[1]
            assert sum("─ " in row or "━ " in row for row in desk.rows[1:2]) == 1
            for other in ("Network", "Loss", "Predictions", "Hidden act"):
                assert (other in desk.text) == (other in title)
            shown = desk.pane(desk.focused or "network")
            assert shown.region == (0, 1, size[0], size[1] - 2)
            assert desk.dashboard.maximized is None, "esc has no zoom to end"


async def test_the_pane_that_was_focused_last_is_the_one_that_stays() -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("3")
        await desk.resize((60, 20))
        assert "3 Predictions" in desk.rows[1]
        await desk.resize(LARGE)
        assert "1 Network" in desk.rows[1]


async def test_a_zoom_ends_when_the_terminal_becomes_small() -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("2", "z")
        await desk.resize((60, 20))
        assert desk.dashboard.maximized is None
        assert "2 Loss" in desk.rows[1]


@pytest.mark.parametrize("key", ["w", "l", "e", "i", "question_mark", "ctrl+p"])
async def test_behind_another_screen_a_zoom_ends_as_well(key: str) -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("2", "z", key)
        await desk.resize((40, 30))
        await desk.resize((60, 20))
        await desk.press("escape")
        assert desk.app.screen is desk.dashboard
        await desk.until(lambda: "2 Loss" in desk.rows[1])
        assert desk.dashboard.maximized is None


def panes_fill(desk: Desk) -> bool:
    """Whether every drawing has the size of its place."""
    return all(
        (canvas.width, canvas.height) == desk.pane(name).room.size
        for name in ("network", "loss", "predictions", "hidden")
        if (canvas := desk.canvas(name))
    )


async def test_a_terminal_may_be_resized_while_it_trains() -> None:
    async with dashboard(LARGE, speed=8.0) as desk:
        await desk.start_training()
        for size in (SMALL, (200, 60), (60, 20), (30, 8), (100, 30)):
            await desk.resize(size)
            assert {len(row) for row in desk.rows} == {size[0]}
            assert desk.view.run.training
        await desk.until(lambda: panes_fill(desk))
        await desk.press("space")
        assert bits(desk.snapshot) == bits(after(desk.snapshot.step))


@pytest.mark.parametrize(
    ("step", "stop"), [(0, 100), (100, 200), (130, 200), (199, 200), (200, 300), (1010, 1100)]
)
@pytest.mark.parametrize("key", ["s", "space"])
async def test_stops_are_multiples_wherever_the_run_stands(key: str, step: int, stop: int) -> None:
    async with dashboard(steps=100, speed=1.0) as desk:
        desk.session.runs.step(step)
        await desk.press("s", key)
        assert desk.view.run.stop == stop


FLAT = "The loss has stayed at "


@pytest.mark.parametrize(
    "keys",
    [
        ["l", "enter", *["backspace"] * 30, *"0.001", "enter", "escape"],
        ["e", *["backspace"] * 10, *"0.4", "enter"],
        ["r"],
    ],
    ids=["a weight", "a setting", "another start"],
)
async def test_what_was_said_of_a_run_is_said_again_once_it_is_another(
    keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with dashboard(hidden=(), speed=1.0) as desk:
        ever: list[str] = []
        show = desk.app.notify

        def notify(message: str, **how: Any) -> None:
            ever.append(message)
            show(message, **how)

        def count() -> int:
            return sum(said.startswith(FLAT) for said in ever)

        monkeypatch.setattr(desk.app, "notify", notify)

        async def flat_for_long() -> None:
            for _ in range(2):
                desk.session.runs.step(FLAT_STEPS)
                await desk.press("s")

        await desk.press(*["S"] * 3)
        await flat_for_long()
        await flat_for_long()
        assert count() == 1
        before = desk.session.told
        await desk.press(*keys)
        assert desk.session.told[: len(before)] in (before, ()), "nothing is told of a new run"
        rest = count()
        await desk.press(*["S"] * 3)
        await flat_for_long()
        assert count() == rest + 1
