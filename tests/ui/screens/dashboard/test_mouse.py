"""Whatever can be pointed at can be clicked: a case, a unit, a pane, a key. The place of a click is
that of the drawing, so these tests find a thing on the canvas first and then hit it.
"""

from __future__ import annotations

import pytest
from textual.binding import Binding
from textual.command import CommandPalette

from backprop_tui.engine import PROBLEMS
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.screens.help import Help
from backprop_tui.ui.widgets.key_bar import KeyBar
from tests.ui.driving import LARGE, SMALL, Desk, dashboard

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


@SIZES
@pytest.mark.parametrize("name", ["predictions", "hidden"])
async def test_a_click_on_a_row_chooses_its_case(size: tuple[int, int], name: str) -> None:
    async with dashboard(size) as desk:
        for case in (3, 0, 2):
            await desk.click_on(name, case)
            assert desk.view.gaze.selected == case
            assert desk.focused == name


async def test_a_click_on_a_row_of_a_scrolled_table_chooses_the_case_that_is_there() -> None:
    async with dashboard(SMALL, problem=PROBLEMS["parity-5"]) as desk:
        await desk.press("p")
        for name in ("predictions", "hidden", "predictions"):
            shown = [s.target for s in desk.canvas(name).spots if isinstance(s.target, int)]
            await desk.click_on(name, shown[-1])
            assert desk.view.gaze.selected == shown[-1]
            assert len(shown) < 8
        assert shown[0] > 1, "it has been scrolled"


@SIZES
@pytest.mark.parametrize("matrix", [False, True])
async def test_a_click_on_a_unit_inspects_it_and_a_second_lets_go(
    size: tuple[int, int], matrix: bool
) -> None:
    async with dashboard(size) as desk:
        if matrix:
            await desk.press("m")
        for unit in (Unit(1, 0), Unit(1, 3), Unit(2, 0), Unit(0, 1)):
            await desk.click_on("network", unit)
            assert desk.view.gaze.inspected == unit
        await desk.click_on("network", Unit(0, 1))
        assert desk.view.gaze.inspected is None
        assert desk.focused == "network"


async def test_a_click_on_the_name_of_a_column_inspects_its_unit() -> None:
    async with dashboard() as desk:
        await desk.click_on("hidden", Unit(1, 2))
        assert desk.view.gaze.inspected == Unit(1, 2)


@SIZES
@pytest.mark.parametrize("name", ["network", "loss", "predictions", "hidden"])
async def test_a_click_on_a_border_or_a_title_focuses_the_pane(
    size: tuple[int, int], name: str
) -> None:
    async with dashboard(size) as desk:
        before = desk.view
        region = desk.pane(name).region
        for offset in ((4, 0), (0, 2), (region.width - 1, region.height - 1)):
            desk.dashboard.set_focus(None)
            await desk.pilot.click(desk.pane(name), offset=offset)
            assert desk.focused == name
        assert desk.view is before, "nothing else happens"


async def click_key(desk: Desk, action: str) -> None:
    """Click on the key of an action in the last row."""
    bar = desk.dashboard.query_one(KeyBar)
    assert bar.canvas is not None
    for spot in bar.canvas.spots:
        if isinstance(spot.target, Binding) and spot.target.action == action:
            await desk.pilot.click(bar, offset=(spot.x + 1, 0))
            return
    raise AssertionError(f"{action} is not in the key bar")


@SIZES
async def test_a_click_on_a_key_does_what_the_key_does(size: tuple[int, int]) -> None:
    async with dashboard(size, speed=1.0) as desk:
        await click_key(desk, "step(1)")
        assert desk.snapshot.step == 1
        await click_key(desk, "reset")
        assert desk.snapshot.step == 0
        await desk.press("full_stop")
        await click_key(desk, "train")
        assert desk.view.run.training
        await click_key(desk, "speed(2)")
        assert desk.view.run.speed == 2.0
        await click_key(desk, "train")
        assert not desk.view.run.training
        await click_key(desk, "travel(-1)")
        assert desk.snapshot.is_past
        await click_key(desk, "app.help")
        assert isinstance(desk.app.screen, Help)


async def test_a_click_on_the_palette_opens_it_and_one_on_quit_quits() -> None:
    async with dashboard() as desk:
        await click_key(desk, "app.command_palette")
        await desk.until(lambda: isinstance(desk.app.screen, CommandPalette))
        await desk.press("escape")
        await click_key(desk, "app.quit")
        assert desk.app.return_code == 0


async def test_a_click_beside_everything_changes_nothing() -> None:
    async with dashboard() as desk:
        before = desk.view
        bar = desk.dashboard.query_one(KeyBar)
        between = next(x for x in range(80) if bar.at(x, 0) is None)
        await desk.pilot.click(bar, offset=(between, 0))
        await desk.pilot.click("Header", offset=(30, 0))
        assert desk.view is before
