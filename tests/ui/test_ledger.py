"""The ledger and the dialogs: every parameter is there, its check is made, and what is typed into a
dialog either happens or is refused in one sentence.
"""

from __future__ import annotations

import pytest

from backprop_tui.engine import BUGS, Trainer
from backprop_tui.ui.dialog import Dialog
from backprop_tui.ui.flow import Wire
from backprop_tui.ui.ledger import LedgerScreen
from tests.ui.drawing import experiment
from tests.ui.driving import Desk, dashboard

SIZES = [(80, 24), (120, 40), (60, 18)]


def book(desk: Desk) -> LedgerScreen:
    screen = desk.app.screen
    assert isinstance(screen, LedgerScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_every_parameter_has_a_row_that_adds_up(size: tuple[int, int]) -> None:
    async with dashboard(size, bias=True, momentum=0.9, hidden=(3, 2)) as desk:
        await desk.press("s", "s", "l")
        entries = book(desk).page.entries
        assert len(entries) == desk.snapshot.experiment.parameters
        for entry in entries:
            total = entry.before + entry.descent + entry.momentum
            assert total == pytest.approx(entry.after, abs=1e-12)
            assert entry.numerical == pytest.approx(entry.gradient, abs=1e-7)
        for entry in entries:
            assert entry.name in desk.text
            await desk.press("down")
        assert "check right" in desk.text


async def test_the_largest_change_comes_first_when_sorted() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("l", "o")
        changes = [abs(entry.change) for entry in book(desk).page.entries]
        assert changes == sorted(changes, reverse=True)
        await desk.press("o")
        assert book(desk).page.entries[0].name == "W₁ x1→h1"


async def test_it_follows_steps_and_training() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("l", "s")
        assert desk.snapshot.step == 1
        assert "Ledger of step 1 → 2" in desk.text
        await desk.press("space")
        await desk.until(lambda: desk.snapshot.step > 1)
        await desk.press("space")
        assert not desk.view.training
        assert book(desk).page.step == desk.snapshot.step
        assert "check right" in desk.text
        await desk.press("escape")
        assert desk.app.screen is desk.dashboard


async def test_the_chosen_row_lights_its_wire() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("l", "down", "down")
        screen = book(desk)
        assert screen.view is not None and screen.view.flow is not None
        assert screen.view.flow.wire == (0, 0, 2)


@pytest.mark.parametrize("bug", BUGS)
async def test_a_wrong_backprop_is_named_and_its_check_goes_red(bug: str) -> None:
    async with dashboard((80, 24), bug=bug) as desk:
        assert f"BUG {bug}" in desk.text
        await desk.press("s", "l")
        assert "check WRONG" in desk.text


async def test_a_parameter_set_by_hand_is_an_event_of_the_run() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("l", "enter")
        await desk.press(*["backspace"] * 30, *"2.5")
        await desk.press("enter")
        assert desk.snapshot.weights[0][0, 0] == 2.5
        assert "+2.50000" in desk.text
        await desk.press("escape", "r")
        assert desk.snapshot.weights[0][0, 0] != 2.5


async def test_a_weight_of_the_diagram_can_be_clicked_and_set() -> None:
    async with dashboard((120, 40), bias=True) as desk:
        for wire, array in ((Wire(0, 1, 2), "weights"), (Wire(1, None, 0), "biases")):
            await desk.click_on("network", wire)
            await desk.press(*["backspace"] * 30, *"-1.5", "enter")
            layer = getattr(desk.snapshot, array)[wire.gap]
            assert (layer[wire.source, wire.target] if wire.source else layer[0]) == -1.5


async def test_training_goes_on_while_the_experiment_is_edited() -> None:
    async with dashboard((80, 24), speed=1000.0) as desk:
        await desk.start_training()
        await desk.press("e")
        before = desk.snapshot.step
        await desk.until(lambda: desk.snapshot.step > before)
        await desk.press(*["backspace"] * 10, *"3", "enter")
        assert desk.view.training
        assert desk.snapshot.experiment.learning_rate == 3.0


@pytest.mark.parametrize("typed", ["", "abc", "nan", "1e999"])
async def test_a_value_that_is_none_is_refused_and_nothing_changes(typed: str) -> None:
    async with dashboard((80, 24)) as desk:
        before = desk.snapshot.weights[0].copy()
        await desk.press("l", "enter", *["backspace"] * 30, *typed)
        await desk.press("enter")
        assert isinstance(desk.app.screen, Dialog)
        assert "number" in desk.text
        await desk.press("escape")
        assert (desk.snapshot.weights[0] == before).all()


async def test_the_learning_rate_changes_from_the_next_step_on() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("s", "e", *["backspace"] * 10, *"2")
        await desk.press("enter", "s")
        trainer = Trainer(experiment())
        trainer.step()
        trainer.change(learning_rate=2.0)
        trainer.step()
        assert (desk.snapshot.weights[0] == trainer.snapshot().weights[0]).all()
        assert "lr 2 " in desk.text


async def test_a_setting_that_is_not_allowed_is_refused() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("e", "tab", "tab", "tab", "tab", *["backspace"] * 10, *"tanh")
        await desk.press("shift+tab", "shift+tab", *["backspace"] * 10, *"bce")
        await desk.press("enter")
        assert isinstance(desk.app.screen, Dialog)
        assert "needs output activation" in desk.text.replace("\n", " ")
        await desk.press("escape")
        assert desk.snapshot.experiment == experiment()


async def test_the_right_run_is_a_ghost_in_the_chart() -> None:
    async with dashboard((120, 40), bug="flipped-sign") as desk:
        await desk.press("S")
        ghost = desk.app.dashboard.look
        assert ghost is not None
        canvas = desk.canvas("loss")
        assert (canvas.ink == ghost.palette.success).any()
        assert "green: the right run" in desk.text
