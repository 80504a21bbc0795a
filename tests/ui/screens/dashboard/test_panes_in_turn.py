"""More panes than a small terminal has room for. So `v` brings the others beside the network one by
one, a number shows any of them alone, and a pane with nothing to show says what it would need.
"""

from __future__ import annotations

from typing import Any

import pytest

from backprop_tui.engine import PROBLEMS
from backprop_tui.ui.layouts import PANES
from backprop_tui.ui.panes.decision_surface import DecisionSurface
from backprop_tui.ui.panes.gradients import Gradients
from backprop_tui.ui.panes.hidden_space import HiddenSpace
from tests.ui.driving import LARGE, SMALL, dashboard

NUMBERS = {place.name: str(number) for number, place in enumerate(PANES, start=1)}
USUAL = ["network", "loss", "predictions", "hidden"]
BESIDE = ["loss", "surface", "space", "gradients"]


async def test_v_brings_one_pane_after_the_other_beside_the_network() -> None:
    async with dashboard(SMALL) as desk:
        before = desk.text
        assert sorted(desk.shown) == sorted(USUAL)
        region = desk.pane("loss").region
        for name in (*BESIDE[1:], BESIDE[0]):
            await desk.press("v")
            assert sorted(desk.shown) == sorted([*set(USUAL) - {"loss"}, name])
            assert desk.pane(name).region == region
        assert desk.text == before
        assert desk.said == []


async def test_on_a_larger_screen_v_brings_what_is_not_there_yet() -> None:
    async with dashboard(LARGE) as desk:
        assert set(desk.shown) == set(NUMBERS) - {"gradients"}
        region = desk.pane("loss").region
        await desk.press("v")
        assert desk.pane("gradients").region == region
        assert set(desk.shown) == set(NUMBERS) - {"loss"}
        await desk.press("v")
        assert set(desk.shown) == set(NUMBERS) - {"gradients"}


async def test_where_all_are_shown_v_says_so_and_is_not_offered() -> None:
    async with dashboard((200, 60)) as desk:
        assert set(desk.shown) == set(NUMBERS)
        assert "v view" not in desk.rows[-1]
        before = set(desk.shown)
        await desk.press("v")
        assert set(desk.shown) == before
        assert desk.said == ["Every pane is shown."]
        await desk.resize(LARGE)
        assert "v view" in desk.rows[-1]


async def test_what_v_chose_outlasts_sizes_zooms_and_other_screens() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("v", "v")
        chosen = desk.text
        assert "space" in desk.shown
        for keys in (["z", "z"], ["5", "escape"], ["w", "escape"], ["l", "escape"], ["r"]):
            await desk.press(*keys, "escape")
            assert desk.text == chosen, keys
        for size in (LARGE, (60, 18), (40, 10), (200, 60), SMALL):
            await desk.resize(size)
            assert ("loss" in desk.shown) == (size in {LARGE, (200, 60)})
        assert desk.text == chosen


async def test_what_lacks_something_is_passed_over_and_comes_back_with_another_network() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("v", "v")
        assert "space" in desk.shown
        desk.session.restart(hidden=())
        await desk.pilot.pause()
        assert sorted(desk.shown) == sorted(USUAL), "its place goes to the curve"
        seen = []
        for _ in range(3):
            await desk.press("v")
            seen += [name for name in desk.shown if name in BESIDE]
        assert seen == ["surface", "gradients", "loss"]
        await desk.press("v", "v", "v", "v")
        desk.session.restart(hidden=(2,))
        await desk.pilot.pause()
        await desk.press("v")
        assert "space" in desk.shown


@pytest.mark.parametrize(
    ("size", "neighbour"), [(LARGE, "hidden"), ((200, 60), "gradients"), ((120, 24), "hidden")]
)
async def test_what_lacks_something_leaves_its_room_to_the_others(
    size: tuple[int, int], neighbour: str
) -> None:
    async with dashboard(size, hidden=()) as desk:
        without = desk.pane(neighbour).region
        assert "space" not in desk.shown
        desk.session.restart(hidden=(2,))
        await desk.pilot.pause()
        assert "space" in desk.shown
        assert desk.pane(neighbour).region.width < without.width
        desk.session.restart(hidden=())
        await desk.pilot.pause()
        assert "space" not in desk.shown
        assert desk.pane(neighbour).region == without


@pytest.mark.parametrize("size", [SMALL, LARGE, (60, 18)])
async def test_asked_for_by_its_number_a_pane_says_what_is_lacking(size: tuple[int, int]) -> None:
    async with dashboard(size, hidden=()) as desk:
        before = desk.text
        await desk.press("6")
        assert desk.shown == ["space"]
        lacking = desk.pane("space").lacking(desk.view)
        assert "hidden layer" in lacking
        assert " ".join(lacking.split()[:4]) in desk.text
        await desk.press("1", "escape", "escape")
        assert desk.text == before


async def test_where_nothing_else_can_be_shown_v_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    for pane in (DecisionSurface, HiddenSpace, Gradients):
        monkeypatch.setattr(pane, "lacking", lambda *_, name=pane.HEADING: f"needs {name}")
    said = "Every other pane is shown. Pane 5 needs Decision surface. Pane 6 needs Hidden space."
    for size in (SMALL, LARGE, (200, 60)):
        async with dashboard(size) as desk:
            await desk.press("v")
            assert sorted(desk.shown) == sorted(USUAL)
            assert desk.said == [f"{said} Pane 7 needs Gradients."]
            assert "v view" not in desk.rows[-1]


@pytest.mark.parametrize("size", [SMALL, LARGE, (200, 60), (60, 18)])
async def test_a_zoom_goes_on_from_pane_to_pane_until_it_is_ended(size: tuple[int, int]) -> None:
    async with dashboard(size) as desk:
        # The run, so far as it goes, with all that is looked at as it was at first.
        await desk.press(*["s"] * (len(NUMBERS) + 2), "r")
        before = desk.text
        for end in ("escape", "z"):
            await desk.press("3", "z")
            for name in (*NUMBERS, "surface", "surface"):
                await desk.press(NUMBERS[name])
                assert desk.dashboard.maximized is desk.pane(name)
                assert desk.shown == [name]
                assert desk.focused == name
                assert desk.pane(name).region == (0, 1 if size[1] < 54 else 5, *area(size))
                await desk.press("s", "down")
            await desk.press(end)
            assert desk.dashboard.maximized is None
            await desk.press("1", "r", "escape", "escape", *["up"] * (len(NUMBERS) + 2))
        assert desk.text == before


def area(size: tuple[int, int]) -> tuple[int, int]:
    """What panes have between the first line and the last."""
    return size[0], size[1] - (2 if size[1] < 54 else 6)


@pytest.mark.parametrize("size", [SMALL, (60, 18)])
async def test_v_takes_a_zoom_with_it(size: tuple[int, int]) -> None:
    async with dashboard(size) as desk:
        await desk.press("1", "z")
        for name in (*BESIDE, BESIDE[0]):
            await desk.press("v")
            assert desk.shown == [name]
            assert desk.focused == name
        await desk.press("v", "z")
        assert "surface" in desk.shown


async def test_the_focus_stays_with_what_can_be_seen() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("2", "v")
        assert desk.focused == "surface", "in the place of what had it"
        await desk.press("3", "v")
        assert desk.focused == "predictions", "somewhere else it stays"
        for name in ("hidden", "network", "space", "predictions"):
            await desk.press("tab")
            assert desk.focused == name, "from left to right, row by row"
        await desk.press("7", "escape")
        assert desk.focused is None, "what had it is gone"
        await desk.press("4")
        await desk.resize((60, 18))
        assert desk.shown == ["hidden"] == [desk.focused]
        await desk.resize(SMALL)
        assert desk.focused == "hidden"
        await desk.press("z")
        await desk.resize((60, 18))
        assert desk.shown == ["hidden"], "what was looked at alone"
        await desk.resize((40, 10))
        await desk.press("v", "3")
        assert desk.shown == []


@pytest.mark.parametrize(
    "settings",
    [
        {"hidden": ()},
        {"hidden": (3, 2), "bias": True},
        {"hidden": (12, 12, 6), "problem": PROBLEMS["family-trees"]},
        {"hidden": (4,), "problem": PROBLEMS["spiral"], "test": 0.2},
        {"hidden": (8,), "problem": PROBLEMS["parity-3"], "activation": "tanh"},
        {"learning_rate": 1e6, "activation": "relu", "output_activation": "linear"},
    ],
)
@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
async def test_every_pane_can_be_seen_of_every_network(
    settings: dict[str, Any], glyphs: str
) -> None:
    async with dashboard(SMALL, glyphs=glyphs, messages=False, **settings) as desk:
        await desk.press("S")
        for name, number in NUMBERS.items():
            await desk.press(number)
            assert name in desk.shown
            await desk.press("down", "s", "u", "escape", "escape")
        for size in ((72, 23), (98, 29), (118, 23), (180, 60), (300, 100)):
            await desk.resize(size)
            assert set(desk.shown) >= set(USUAL)
            lacking = {name for name in NUMBERS if desk.pane(name).lacking(desk.view)}
            assert lacking.isdisjoint(desk.shown)
