"""`i` tells what runs on the screen below, and the palette puts another preset in its place, with
all its settings and its pace. What is done by hand afterwards is told as a change of it.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from backprop_tui.engine import PRESETS, PROBLEMS, Experiment, find_preset
from backprop_tui.engine.settings import changeable
from backprop_tui.ui.screens.about import About
from backprop_tui.ui.screens.help import now_lines
from tests.ui.drawn import UNICODE, view
from tests.ui.driving import LARGE, SMALL, Desk, dashboard


def settings_of(name: str) -> dict[str, Any]:
    """Every setting of a preset."""
    made = find_preset(name).experiment()
    return {each.name: getattr(made, each.name) for each in fields(made)}


async def choose(desk: Desk, title: str) -> None:
    """Take a command of the palette."""
    offered = {each.title: each.callback for each in desk.app.get_system_commands(desk.dashboard)}
    offered[title]()
    await desk.settled()


async def read(desk: Desk) -> str:
    """The page that `i` opens, from its top to its end, as one line."""
    await desk.press("i")
    await desk.until(lambda: isinstance(desk.app.screen, About))
    await desk.pilot.pause()
    page = desk.app.screen.query_one("#page")
    seen = desk.rows
    tops = [page.scroll_y]
    while page.scroll_y < page.max_scroll_y:
        await desk.press("down")
        await desk.until(lambda: page.scroll_y > tops[-1])
        tops.append(page.scroll_y)
        seen += desk.rows
    await desk.press("i")
    await desk.until(lambda: not isinstance(desk.app.screen, About))
    return "\n".join(seen)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
async def test_i_tells_what_it_is_and_what_was_published(size: tuple[int, int]) -> None:
    async with dashboard(size, **settings_of("mazur")) as desk:
        assert "MAZUR" in desk.rows[0]
        before = desk.text
        said = await read(desk)
        assert "mazur" in said
        for heading in ("published", "here", "this run", "look", "learns"):
            assert heading in said
        assert "0.291027924" in said
        assert "Step 0" in said
        assert desk.text == before
        assert "mazur, as of step 0" in said
        await desk.press("s")
        said = await read(desk)
        assert "Step 1" in said and "mazur, as of step 1" in said


@pytest.mark.parametrize("key", ["escape", "q", "enter", "i"])
async def test_any_key_that_closes_a_page_closes_it(key: str) -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("i")
        await desk.until(lambda: isinstance(desk.app.screen, About))
        assert "Of this problem" in desk.text
        await desk.press(key)
        assert desk.app.screen is desk.dashboard


@pytest.mark.parametrize("over", ["w", "l"])
async def test_the_screens_of_one_step_have_the_same_page(over: str) -> None:
    async with dashboard(LARGE, hidden=()) as desk:
        desk.dashboard.action_step(400)
        await desk.press(over)
        await desk.until(lambda: desk.app.screen is not desk.dashboard)
        below = desk.app.screen
        for key in ("i", "escape"):
            await desk.press("i")
            await desk.until(lambda: isinstance(desk.app.screen, About))
            await desk.until(lambda: "xor, as of step 400" in desk.text)
            await desk.until(lambda: "The loss has stayed at 0.25" in desk.text)
            await desk.press(key)
            assert desk.app.screen is below, "back to where i was pressed"
        await desk.press("question_mark")
        await desk.until(lambda: "what this experiment is, and what was said" in desk.text)


async def test_a_preset_takes_the_place_of_all_that_was_chosen() -> None:
    async with dashboard(LARGE, hidden=(3, 3), momentum=0.5, seed=9) as desk:
        for name, preset in PRESETS.items():
            await choose(desk, f"Preset {name}")
            assert desk.session.experiment.to_arguments() == ["--preset", name]
            assert desk.view.run.stop == preset.steps
            assert desk.view.run.speed == preset.pace
            assert any("does not learn" in text for text in desk.said) == (not preset.works)
        await choose(desk, "Problem and")
        assert desk.session.experiment.preset is None
        assert (desk.view.run.stop, desk.view.run.speed) == (10_000, 512.0)


async def test_what_is_done_by_hand_is_a_change_of_the_preset() -> None:
    async with dashboard(LARGE) as desk:
        await choose(desk, "Preset xor-1986")
        await desk.press("R")
        assert desk.session.experiment.preset == "xor-1986"
        assert "seed 42 → 43" in await read(desk)
        # What the dialog of `e` does.
        assert "learning_rate" in changeable(type(desk.session.experiment))
        desk.session.change(learning_rate=0.25)
        said = await read(desk)
        assert "seed 42 → 43" in said and "lr 0.5 → 0.25" in said
        await desk.press("r")
        assert "lr 0.5 → 0.25" in await read(desk)
        assert "XOR-1986" in desk.rows[0]
        await choose(desk, "8 hidden units")
        assert "hidden 2 → 8" in await read(desk)


async def test_a_problem_with_a_preset_comes_with_it() -> None:
    async with dashboard(LARGE) as desk:
        await choose(desk, "Problem mazur")
        assert desk.session.experiment.to_arguments() == ["--preset", "mazur"]
        assert "i  about this" in desk.text


async def test_the_name_of_a_preset_stands_only_beside_its_own_problem() -> None:
    async with dashboard(SMALL, **settings_of("xor-1986") | {"problem": "or"}) as desk:
        assert "PAUSED  OR " in desk.rows[0]
        assert "problem xor → or" in await read(desk)


async def test_a_problem_that_does_not_go_with_a_preset_comes_without_it() -> None:
    """The four cases of AND cannot all be put aside, as four of the 104 relatives are."""
    async with dashboard(LARGE, **settings_of("family-trees")) as desk:
        await choose(desk, "Problem and")
        assert desk.session.experiment == Experiment(problem=PROBLEMS["and"])


async def test_the_help_names_the_preset() -> None:
    async with dashboard(LARGE, **settings_of("mazur")) as desk:
        lines = now_lines(desk.view, UNICODE, 70)
        assert "mazur (i says more)" in " ".join(lines)
        assert "says more" not in " ".join(now_lines(view(), UNICODE, 70))
