"""The walk-through as a learner uses it: through all phases, to any number, on to the next step.
What it shows is compared with the record that training itself would make.
"""

from __future__ import annotations

from typing import Any

import pytest

from backprop_tui.engine import PROBLEMS
from backprop_tui.report.walk import walk
from backprop_tui.ui.flow import PULSE_FRAMES
from backprop_tui.ui.panes import NetworkDiagram
from backprop_tui.ui.walkthrough import WalkThrough
from backprop_tui.ui.walkthrough import screen as screen_module
from backprop_tui.ui.walkthrough.sheet import work_lines
from tests.ui.driving import Desk, dashboard

DEEP = {"hidden": (3, 3, 3), "bias": True, "loss": "bce", "activation": "tanh", "momentum": 0.9}
SHAPES: list[dict[str, Any]] = [
    {},
    {"hidden": (), "bias": True},
    DEEP,
    {"hidden": (64,), "problem": PROBLEMS["parity-6"], "batch_size": 9},
]
SIZES = [(80, 24), (120, 40), (200, 60), (60, 18)]


def walking(desk: Desk) -> WalkThrough:
    screen = desk.app.screen
    assert isinstance(screen, WalkThrough)
    return screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("settings", SHAPES)
async def test_every_phase_shows_its_equation_and_its_number(
    settings: dict[str, Any], size: tuple[int, int]
) -> None:
    async with dashboard(size, **settings) as desk:
        phases = walk(desk.dashboard.trainer.record())
        await desk.press("w")
        for number, phase in enumerate(phases):
            screen = walking(desk)
            assert screen.place.number == number
            assert phase.equation[: size[0] - 6] in desk.text
            work = screen.place.matrix.work(*screen.place.cell[1:])
            assert screen.look is not None
            first = work_lines(work, screen.look, screen._drawing.size.width)[0]
            assert first[:24] in desk.text, (phase.key, first)
            await desk.press("right")
        assert walking(desk).place.number == len(phases) - 1


async def test_enter_applies_the_step_and_goes_on() -> None:
    async with dashboard((80, 24)) as desk:
        after = desk.dashboard.trainer.record()
        await desk.press("w", "end", "enter")
        assert desk.snapshot.step == 1
        assert walking(desk).place.record.step == 1
        assert walking(desk).place.number == 0
        assert (desk.snapshot.weights[0] == after.layers[0].weights_after).all()
        assert "step 1 → 2" in desk.text
        await desk.press("escape")
        assert desk.app.screen is desk.dashboard
        assert desk.snapshot.step == 1


async def test_leaving_takes_no_step_but_keeps_the_input() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w", "right", "down", "escape")
        assert desk.snapshot.step == 0
        assert desk.view.selected == 2


async def test_opening_it_stops_training() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.start_training()
        await desk.press("w")
        assert not desk.view.training
        assert walking(desk).place.record.step == desk.snapshot.step


async def test_any_number_is_opened_by_keys_and_by_mouse() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w", "shift+right", "shift+right")
        assert "z₁[01,h3] = 0·0.3238 + 1·0.7896 = 0.7896" in desk.text
        await desk.press("shift+down")
        assert "z₁[10,h3] = " in desk.text
        assert walking(desk).place.case == 2
        await desk.press(*["shift+left"] * 3)
        assert "W₁[x2,h4] = " in desk.text
        assert "(before the step)" in desk.text
        drawing = walking(desk)._drawing
        assert drawing._canvas is not None
        spot = drawing._canvas.spots[0]
        await desk.pilot.click(drawing, offset=(spot.x, spot.y))
        await desk.pilot.pause()
        assert walking(desk).place.cell == spot.target
        assert "x[" in desk.text


async def test_the_phases_can_be_played_and_clicked() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w", "space")
        assert walking(desk).place.playing
        walking(desk)._play_on()
        assert walking(desk).place.number == 1
        await desk.press("left")
        assert not walking(desk).place.playing
        stepper = walking(desk)._stepper
        assert stepper._canvas is not None
        spot = next(spot for spot in stepper._canvas.spots if spot.target == 7)
        await desk.pilot.click(stepper, offset=(spot.x + 1, spot.y + 1))
        assert walking(desk).place.phase.key == "da1"


async def test_the_diagram_shows_what_flows() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w")
        diagram = walking(desk).query_one(NetworkDiagram)
        assert "forward" in str(diagram.border_title)
        assert "ŷ      ·" in desk.text
        await desk.press(*["right"] * 7)
        assert "backward" in str(diagram.border_title)
        assert "h2 -0.038" in desk.text


async def test_a_pulse_runs_once_along_the_wires_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_module, "PULSES", 1e-3)  # the test moves it on, no clock
    async with dashboard((80, 24)) as desk:
        desk.app.animation_level = "full"
        await desk.press("w", "end", "home")
        screen, seen = walking(desk), []
        assert screen.place.pulse == 0
        assert screen.view is not None
        while screen.place.pulse is not None:
            assert screen.view.flow is not None
            assert screen.view.flow.pulse == screen.place.pulse
            seen.append(screen.place.pulse)
            screen._pulse_on()
        assert seen == list(range(PULSE_FRAMES))
        await desk.press("end")
        assert screen.place.pulse is None, "an update flows nowhere"
        await desk.press("home", "left")
        assert screen.place.pulse is None, "there is no phase before the first"
        desk.app.animation_level = "none"
        await desk.press("right")
        assert screen.place.pulse is None


async def test_a_long_sum_can_be_paged() -> None:
    async with dashboard((80, 24), hidden=(64,), problem=PROBLEMS["parity-6"]) as desk:
        await desk.press("w", "right", "right", "right", "right", "right", "right")
        assert walking(desk).place.phase.key == "dW2"
        assert "part 1 of" in desk.text
        before = desk.text
        await desk.press("pagedown")
        assert "part 2 of" in desk.text
        assert desk.text != before


async def test_it_follows_the_theme_and_every_size() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w", "right", "t")
        assert walking(desk).look == desk.dashboard.look
        for size in SIZES:
            await desk.resize(size)
            assert "a₁ = σ(z₁)" in desk.text


@pytest.mark.parametrize("key", ["w", "l"])
@pytest.mark.parametrize(
    "changes",
    [{"hidden": (2,)}, {"hidden": ()}, {"problem": PROBLEMS["parity-4"], "batch_size": 3}],
)
async def test_a_network_chosen_meanwhile_is_taken_up(key: str, changes: dict[str, Any]) -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press(key, "end")
        desk.dashboard.restart(**changes)
        await desk.press("down", "right", "left", "shift+left")
        record = desk.dashboard.trainer.record()
        if key == "w":
            assert walking(desk).place.phases[0].equation in desk.text
            assert walking(desk).place.record.experiment == record.experiment
        else:
            assert f"of {record.experiment.parameters} " in desk.text


async def test_the_walk_says_that_a_bug_is_on_and_where_it_goes_wrong() -> None:
    async with dashboard((120, 40), bug="updated-weights") as desk:
        await desk.press("w", *["right"] * 7)
        assert "BUG updated-weights" in desk.rows[0]
        assert "WRONG" in desk.text
        assert "right:" in desk.text
