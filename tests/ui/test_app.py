"""The app owns what is the same everywhere: themes, colour depth, the command palette. Whatever a
key can do must be found in the palette too, and so must every experiment that the tutorial
suggests.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any
from unittest import mock

import numpy as np
import pytest
from textual.command import CommandList, CommandPalette
from textual.theme import BUILTIN_THEMES
from textual.widgets import Input

from backprop_tui.engine import ACTIVATIONS, LOSSES, PRESETS, PROBLEMS, Experiment, Start
from backprop_tui.engine.errors import BadSetting
from backprop_tui.ui import app as module
from backprop_tui.ui.app import BackpropApp
from backprop_tui.ui.drawing.canvas import BRAILLE
from backprop_tui.ui.drawing.plotting import LOADER
from backprop_tui.ui.drawing.theme import DARK, LIGHT
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.keys import keys
from backprop_tui.ui.screens.commands import experiments
from backprop_tui.ui.screens.help import Help
from backprop_tui.ui.themes import theme_named
from tests.ui.drawn import look
from tests.ui.driving import LARGE, SMALL, Desk, dashboard
from tests.ui.panes.test_predictions import table


@pytest.mark.parametrize("depth", ["truecolor", "256", "standard", "none"])
async def test_colours_are_those_of_the_depth_of_the_terminal(
    terminal: Callable[[str], None], depth: str
) -> None:
    terminal(depth)
    async with dashboard(SMALL) as desk:
        assert desk.app.make_look() == look(depth)
        assert desk.canvas("network").palette == look(depth).palette
        await desk.press("t")
        assert desk.canvas("network").palette == look(depth, dark=False).palette


@pytest.mark.parametrize("key", ["ctrl+p", "question_mark", "e", "i"])
async def test_without_colours_a_terminal_may_shrink_behind_what_is_open(
    terminal: Callable[[str], None], key: str
) -> None:
    terminal("none")
    async with dashboard((200, 60)) as desk:
        await desk.press(key)
        await desk.resize(SMALL)
        await desk.press("escape")
        assert desk.canvas("network").width < SMALL[0]
        assert "1 Network" in desk.text


async def test_it_starts_dark_and_offers_every_theme_that_has_colours() -> None:
    async with dashboard(SMALL) as desk:
        assert desk.app.theme == DARK.name
        ours = {DARK.name, LIGHT.name}
        theirs = {name for name, theme in BUILTIN_THEMES.items() if not theme.ansi}
        assert set(desk.app.available_themes) == ours | theirs


@pytest.mark.parametrize("theme", [name for name, t in BUILTIN_THEMES.items() if not t.ansi])
async def test_any_theme_can_be_chosen_and_colours_the_panes(theme: str) -> None:
    async with dashboard(SMALL) as desk:
        desk.app.theme = theme
        await desk.pilot.pause()
        palette = desk.canvas("network").palette
        assert f"#{palette.background:06x}" == desk.app.theme_variables["background"].lower()
        assert palette != look().palette


def commands(desk: Desk) -> dict[str, Callable[[], Any]]:
    """What the palette offers, without the keys that it names in brackets."""
    offered = desk.app.get_system_commands(desk.dashboard)
    return {command.title.split(" (")[0].lower(): command.callback for command in offered}


async def test_the_palette_offers_every_key_and_every_experiment() -> None:
    async with dashboard() as desk:
        offered = commands(desk)
        for binding in keys():
            if binding.id != "app.palette":
                assert binding.description.lower() in offered, binding
        for choice in experiments(Experiment()):
            assert choice.title.lower() in offered
            assert choice.summary
        for title in ("no hidden layer", "1 hidden unit", "8 hidden units", "biases on",
                      "light theme", "dark theme", "other themes", "screenshot"):  # fmt: skip
            assert title in offered


async def test_the_palette_begins_with_what_people_do_and_ends_with_the_program() -> None:
    async with dashboard() as desk:
        await desk.press("ctrl+p")
        palette = desk.app.screen.query_one(CommandList)
        await desk.until(lambda: palette.option_count > 0)
        offered = list(commands(desk))
        shown = [str(palette.get_option_at_index(k).prompt) for k in range(palette.option_count)]
        assert len(shown) == len(offered)
        for line, title in zip(shown, offered, strict=True):
            assert line.lower().startswith(title), "its own order, not that of the alphabet"
        assert offered[:3] == ["train", "step", "100 steps"]
        places = [offered.index(each) for each in (
            "walk", "2 hidden units", "preset tutorial", "problem xor", "biases on",
            "activation tanh", "bug flipped-sign", "zoom", "no l2 penalty", "dark theme", "quit",
        )]  # fmt: skip
        assert places == sorted(places)


async def test_what_is_typed_is_found_in_titles_first_and_in_what_they_do() -> None:
    async with dashboard() as desk:
        await desk.press("ctrl+p", *"ring")
        palette = desk.app.screen.query_one(CommandList)

        def found() -> list[str]:
            hits = range(palette.option_count)
            return [str(palette.get_option_at_index(k).prompt).split("  ")[0] for k in hits]

        await desk.until(lambda: "Preset circle" in found() and len(found()) < 20)
        titled = ["ring" in title.lower() for title in found()]
        assert "Problem circle" in found(), "its text speaks of the ring"
        assert not any(titled[titled.index(False) :]) or titled.index(False) > 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("--hidden 4", "4 hidden units"), ("--hidden none", "No hidden layer"),
        ("--lr", "Edit (e)"), ("learning rate", "Edit (e)"), ("--bias", "Biases on"),
        ("--problem spiral", "Problem spiral"), ("--seed", "Edit (e)"),
    ],
)  # fmt: skip
async def test_what_advice_calls_an_option_is_found_in_the_palette(typed: str, found: str) -> None:
    async with dashboard() as desk:
        await desk.press("ctrl+p")
        desk.app.screen.query_one(Input).value = typed
        palette = desk.app.screen.query_one(CommandList)

        def hits() -> list[str]:
            shown = (palette.get_option_at_index(k) for k in range(palette.option_count))
            return [str(each.prompt).split("  ")[0] for each in shown]

        await desk.until(lambda: len(hits()) < 100 and found in hits())


@pytest.mark.parametrize(
    ("chosen", "theme", "kept"),
    [("light theme", LIGHT.name, "light"), ("dark theme", DARK.name, "dark")],
)
async def test_a_theme_is_chosen_by_its_name_and_it_is_said_how_it_stays(
    chosen: str, theme: str, kept: str
) -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("t")
        commands(desk)[chosen]()
        await desk.until(lambda: bool(desk.said))
        assert desk.app.theme == theme
        assert f"--theme {kept}, or BACKPROP_THEME={kept}, keeps it" in desk.said[-1]
        assert theme_named(kept, "") == theme


async def test_other_themes_are_a_list_of_their_own() -> None:
    async with dashboard(SMALL) as desk:
        commands(desk)["other themes"]()
        await desk.until(lambda: "dracula" in desk.text)
        await desk.press(*"nord")
        await desk.until(lambda: "dracula" not in desk.text)
        await desk.press("enter")
        await desk.until(lambda: desk.app.theme == "nord")
        assert "BACKPROP_THEME=nord" in desk.said[-1]


def test_a_theme_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    for name in ("neon", "ansi-dark", ""):
        with pytest.raises(BadSetting, match=r"BACKPROP_THEME is \w*.*dark, light, .*dracula"):
            theme_named(name, f"BACKPROP_THEME is {name}")
    assert theme_named("dracula", "") == "dracula"


def test_every_name_of_the_registries_is_an_experiment() -> None:
    # Softmax wants several outputs, of which other problems have one.
    several = Experiment(problem=table([[0, 1], [1, 0]]))
    offered = list(experiments(several))
    # A preset decides every setting, so it is none of one of them.
    changes = [each.changes for each in offered if each.changes.get("preset") is None]
    units = {*ACTIVATIONS, "sigmoid:2", "leaky-relu:0.2", "bipolar:2"}
    for registry, setting in (
        (units, "activation"), (units, "output_activation"), (LOSSES, "loss"),
    ):  # fmt: skip
        assert {c[setting] for c in changes if setting in c} == set(registry)
    problems = [each.changes["problem"] for each in offered if each.title.startswith("Problem ")]
    assert problems == list(PROBLEMS.values())
    presets = [each.changes["preset"] for each in offered if each.title.startswith("Preset ")]
    assert presets == list(PRESETS)
    assert [c["hidden"] for c in changes if "hidden" in c] == [(), (1,), (2,), (4,), (8,)]


def test_what_does_not_go_with_the_rest_is_not_offered() -> None:
    start = Start((np.ones((2, 2)), np.ones((2, 1))), None, "book.json")
    choices = experiments(Experiment(hidden=(2,), start=start))
    offered = [each.changes for each in choices if each.changes.get("preset") is None]
    assert [each["hidden"] for each in offered if "hidden" in each] == [(2,)]
    assert {"bias": True} not in offered
    assert {"activation": "tanh"} in offered
    alone = [choice.changes for choice in experiments(Experiment())]
    assert {"output_activation": "softmax"} not in alone


async def test_no_command_says_its_title_twice() -> None:
    async with dashboard() as desk:
        for command in desk.app.get_system_commands(desk.dashboard):
            assert command.help.casefold() != command.title.split(" (")[0].casefold()


async def test_a_command_does_what_its_key_does() -> None:
    async with dashboard(speed=1.0) as desk:
        offered = commands(desk)
        for title, happened in (
            ("step", lambda: desk.snapshot.step == 1),
            ("100 steps", lambda: desk.snapshot.step == 101),
            ("reset", lambda: desk.snapshot.step == 0),
            ("next seed", lambda: desk.session.experiment.seed == 43),
            ("unit", lambda: desk.view.gaze.inspected == Unit(1, 0)),
            ("back", lambda: desk.view.gaze.inspected is None),
            ("matrix", lambda: desk.view.gaze.rendering == "matrix"),
            ("next input", lambda: desk.view.gaze.selected == 2),
            ("input", lambda: desk.view.gaze.selected == 1),
            ("slower", lambda: desk.view.run.speed == 1.0),
            ("speed", lambda: desk.view.run.speed == 2.0),
            ("focus loss", lambda: desk.focused == "loss"),
            ("zoom", lambda: desk.dashboard.maximized is desk.pane("loss")),
            ("dark/light", lambda: desk.app.theme == LIGHT.name),
            ("train", lambda: desk.view.run.training),
            ("help", lambda: isinstance(desk.app.screen, Help)),
        ):  # fmt: skip
            offered[title]()
            await desk.until(happened)
        offered["quit"]()
        await desk.until(lambda: desk.app.return_code == 0)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_a_network_can_be_chosen_in_the_palette_by_typing(size: tuple[int, int]) -> None:
    async with dashboard(size, seed=3) as desk:
        await desk.press("ctrl+p")
        await desk.until(lambda: isinstance(desk.app.screen, CommandPalette))
        await desk.press(*"8hidden")
        await desk.until(lambda: "8 hidden units" in desk.text)
        await desk.press("down", "enter")
        await desk.until(lambda: desk.view.sizes == (2, 8, 1))
        await desk.until(lambda: "2-8-1" in desk.rows[0])
        assert desk.session.experiment.seed == 3


async def test_in_plain_letters_the_whole_screen_is_ascii() -> None:
    async with dashboard(glyphs="ascii", hidden=(3, 2), loss="bce") as desk:
        desk.dashboard.notify("a message")
        for keys in ((), ("S", "u"), ("m",), ("2", "z"), ("z", "question_mark")):
            await desk.press(*keys)
            assert desk.text.isascii(), keys
        await desk.press("space")
        assert desk.text.isascii(), "the page may be scrolled"
        assert isinstance(desk.app.screen, Help)


def test_whoever_runs_the_app_until_it_is_left_learns_how_it_ended() -> None:
    for code, expected in ((None, 1), (0, 0), (1, 1), (143, 143)):
        with (
            mock.patch.object(module.BackpropApp, "run") as run,
            mock.patch.object(module.BackpropApp, "return_code", code, create=True),
        ):
            status = BackpropApp(Experiment()).run_until_left()
        run.assert_called_once_with()
        assert status == expected


async def test_what_was_asked_for_on_the_command_line_is_what_runs() -> None:
    app = BackpropApp(Experiment(seed=9), steps=77, speed=8.0, glyphs="ascii")
    async with app.run_test(size=LARGE):
        present = app.dashboard.session.view
        assert (present.run.stop, present.run.speed) == (77, 8.0)
        assert present.snapshot.experiment.seed == 9
        assert app.dashboard.has_class("-ascii")


async def test_the_collector_works_again_once_the_first_frame_stands() -> None:
    gc.disable()  # as the command line does until then
    gc.unfreeze()
    try:
        async with dashboard() as desk:
            await desk.until(gc.isenabled)
            assert gc.get_freeze_count() > 0, "what is there is not looked at again"
    finally:
        gc.enable()
        gc.unfreeze()


async def test_a_chart_whose_brush_is_being_loaded_is_drawn_when_it_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with dashboard(LARGE) as desk:
        monkeypatch.setattr(LOADER, "is_busy", True)
        await desk.press("s")
        assert desk.snapshot.step == 1, "a key does not wait for it"
        assert "no steps yet" in desk.text
        monkeypatch.setattr(LOADER, "is_busy", False)
        desk.app.post_message(BackpropApp.CanChart())
        await desk.until(lambda: "no steps yet" not in desk.text)
        drawn = "".join(desk.canvas("loss").rows())
        assert max(map(ord, drawn)) > BRAILLE, "the curve is there"


async def test_the_brush_of_charts_is_loaded_once_the_first_frame_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Callable[[], None]] = []
    monkeypatch.setattr(LOADER, "load", asked.append)
    async with dashboard(LARGE) as desk:
        await desk.until(lambda: len(asked) == 1)
        monkeypatch.setattr(LOADER, "is_busy", True)
        await desk.press("s")
        monkeypatch.setattr(LOADER, "is_busy", False)
        (loaded,) = asked
        loaded()
        await desk.until(lambda: "no steps yet" not in desk.text)
    loaded()  # nobody is there any more


@pytest.mark.parametrize("key", ["w", "l", "e", "question_mark", "ctrl+p"])
async def test_a_screen_opened_before_the_first_frame_looks_as_later(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with dashboard(LARGE) as desk:
        await desk.press(key)
        later = desk.rows
    monkeypatch.setattr(BackpropApp, "load_the_rest", lambda app: None)
    async with dashboard(LARGE) as desk:
        await desk.press(key)
        assert desk.rows == later
