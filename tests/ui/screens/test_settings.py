"""The table of settings as somebody meets it who has keys and no mouse, and the other way round.
What it comes to is what the same options come to on a command line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import OptionList

from backprop_tui.engine import Experiment, Trainer, find_preset
from backprop_tui.engine.presets import PRESETS
from backprop_tui.ui.screens.settings import SettingsScreen
from backprop_tui.ui.screens.settings.chooser import Chooser
from backprop_tui.ui.screens.settings.rows import rows_of
from backprop_tui.ui.screens.settings.sheet import (
    APPLY,
    CHOOSE,
    LEAVE,
    LESS,
    MORE,
    first_shown,
    lines_of,
    room,
)
from backprop_tui.ui.session.draft import Draft
from backprop_tui.ui.widgets.drawing import Drawing
from tests.ui.driving import LARGE, SMALL, Desk, Heard, Intervals, dashboard
from tests.ui.picture import strips_of
from tests.ui.session.typed import TEXTS, commanded, texts_for

PLAIN = Draft(Experiment(), Experiment())
ROWS = rows_of(PLAIN, Experiment)
PLACES = {row.option.name: place for place, row in enumerate(ROWS)}
FIRST = PLACES["lr"]
SIZES = [SMALL, LARGE, (72, 23), (60, 18), (48, 14), (200, 60)]


def sheet(desk: Desk) -> SettingsScreen:
    screen = desk.app.screen
    assert isinstance(screen, SettingsScreen)
    return screen


def marked(desk: Desk) -> str:
    return sheet(desk).row.option.name


def line(desk: Desk, label: str) -> str:
    """The row of a setting on the screen."""
    return next(row for row in desk.rows if f" {label} " in row)


async def go_to(desk: Desk, name: str) -> None:
    """Mark a row by keys alone."""
    here, there, last = PLACES[marked(desk)], PLACES[name], len(ROWS) - 1
    if abs(there - here) > 1 + min(there, last - there):
        here = 0 if there < last - there else last
        await desk.press("ctrl+home" if here == 0 else "ctrl+end")
    await desk.press(*["down" if there > here else "up"] * abs(there - here))
    assert marked(desk) == name


def test_every_option_has_a_row_presets_first_and_what_changes_on_the_way_next() -> None:
    assert set(PLACES) == set(TEXTS)
    assert PLACES["preset"] == 0
    assert [row.option.name for row in ROWS[1:10]] == [
        "lr", "momentum", "loss", "activation", "output_activation", "l2", "l1", "decay", "freeze",
    ]  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
async def test_every_setting_is_reached_by_keys_and_comes_to_what_its_option_comes_to(
    name: str, tmp_path: Path
) -> None:
    app = Heard(Experiment())
    texts = texts_for(name, tmp_path)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        desk = Desk(app, pilot)
        await desk.press("s", "s", "e")
        for each, text in texts.items():
            await go_to(desk, each)
            if text in ROWS[PLACES[each]].choices:
                while sheet(desk).draft.typed.get(each) != text:
                    await desk.press("right")
            else:
                await desk.press("ctrl+u", *text)
        label = ROWS[PLACES[name]].label
        assert f"▸* {label}"[:18] in desk.text or ROWS[PLACES[name]].option.kind.is_file
        await desk.press("enter")
        await desk.until(lambda: app.screen is app.dashboard)
        assert desk.session.experiment.to_json() == commanded(texts).to_json()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
async def test_every_row_is_seen_when_it_is_marked_and_the_field_lies_over_it(
    size: tuple[int, int], glyphs: str
) -> None:
    async with dashboard(size, glyphs=glyphs) as desk:
        await desk.press("e")
        for _ in ROWS:
            screen = sheet(desk)
            drawing = screen.query_one(Drawing)
            assert drawing.canvas is not None
            y = drawing.region.y + next(
                spot.y for spot in drawing.canvas.spots if spot.target == PLACES[marked(desk)]
            )
            assert screen.row.label[:16] in desk.rows[y]
            assert screen.focused is not None
            assert screen.focused.region.y == y
            assert glyphs == "unicode" or desk.text.isascii()
            await desk.press("tab")
        assert marked(desk) == "lr", "once round"
        await desk.press("shift+tab", "shift+tab")
        assert marked(desk) == ROWS[-1].option.name
        await desk.press("ctrl+home")
        assert marked(desk) == "preset"
        await desk.press("pageup", "ctrl+end", "pagedown")
        assert marked(desk) == ROWS[-1].option.name
        await desk.press("pageup")
        assert PLACES[marked(desk)] < len(ROWS) - 1


@pytest.mark.parametrize("height", range(12, 60, 7))
def test_the_table_moves_no_further_than_it_must(height: int) -> None:
    lines, first = lines_of(ROWS), 0
    for place in (*range(len(ROWS)), *reversed(range(len(ROWS)))):
        before, first = first, first_shown(ROWS, place, first, height)
        at = lines.index(place)
        assert first <= at < first + room(height)
        assert abs(first - before) <= 2
        if first and at > first:
            assert first <= at - 1


async def test_what_will_happen_is_said_while_it_is_typed() -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("s", "e")
        assert "▸ Nothing is changed yet." in desk.text
        await desk.press("2")
        assert "▸ From the next step on: lr 2." in desk.text
        assert "▸* learning rate" in desk.text
        await desk.press("x")
        assert "✗ Learning rate must be a finite number, not '2x'" in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, SettingsScreen)
        assert desk.session.experiment.learning_rate == 0.5
        await desk.press("backspace")
        await go_to(desk, "hidden")
        await desk.press("8")
        assert "▸ A new start: lr 2, hidden 8." in desk.text
        await desk.press("ctrl+r")
        assert "▸ From the next step on: lr 2." in desk.text
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.dashboard)
        assert desk.session.experiment.learning_rate == 0.5
        assert desk.snapshot.by_hand == 0


async def test_a_new_start_is_undone_on_the_dashboard() -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("S", "e")
        await go_to(desk, "seed")
        await desk.press(*"7", "enter", "s")
        assert (desk.session.experiment.seed, desk.snapshot.step) == (7, 1)
        await desk.press("Z")
        assert (desk.session.experiment.seed, desk.snapshot.step) == (42, 100)
        assert desk.said == [
            "seed 7 is undone: this is a at step 100, as it was; ^y goes back to the 1 step since."
        ]
        expected = Trainer(desk.session.experiment)
        expected.step(100)
        assert (desk.snapshot.weights[0] == expected.snapshot().weights[0]).all()
        await desk.press("Z")
        assert desk.said == ["There is nothing to undo."]
        await desk.press("ctrl+y")
        assert (desk.session.experiment.seed, desk.snapshot.step) == (7, 1)
        await desk.press("ctrl+y")
        assert desk.said == ["There is nothing to do again."]


async def test_a_preset_is_chosen_from_a_list_and_sets_the_rows_below() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("e", "up", "space")
        assert isinstance(desk.app.screen, Chooser)
        await desk.press(*"symm")
        await desk.until(lambda: desk.app.screen.query_one(OptionList).option_count < 5)
        assert "symmetry" in desk.text
        assert PRESETS["symmetry"].title[:40] in desk.text
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen))
        assert "0.05" in line(desk, "learning rate")
        await desk.press("down", "2")
        assert "▸ A new start: preset symmetry, lr 2, and" in desk.text
        await desk.press("enter")
        expected = find_preset("symmetry").experiment(learning_rate=2.0)
        assert desk.session.experiment.to_json() == expected.to_json()
        assert desk.view.run.stop == PRESETS["symmetry"].steps


async def test_a_list_goes_with_esc_and_moves_with_keys_and_the_mouse() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("e", "up", "space", "escape")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen))
        assert not sheet(desk).draft.typed
        await desk.press("space", "home", *"zzz", "enter")
        assert isinstance(desk.app.screen, Chooser), "there is none"
        await desk.press("ctrl+u")
        await desk.until(lambda: desk.app.screen.query_one(OptionList).option_count > 9)
        await desk.press("down", "down", "pagedown", "pageup", "up", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen))
        assert "preset" in sheet(desk).draft.typed
        await desk.press("space")
        await desk.pilot.click(OptionList, offset=(4, 3))
        await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen))
        assert sheet(desk).draft.typed["preset"] == list(PRESETS)[2]


async def test_what_is_half_typed_is_finished_with_an_arrow() -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("e")
        await go_to(desk, "problem")
        await desk.press(*"par")
        assert "→ parity-2, parity-3" in desk.text
        await desk.press("right")
        assert sheet(desk).draft.typed == {"problem": "parity-2"}
        await desk.press("right", "right", "left")
        assert sheet(desk).draft.typed == {"problem": "parity-3"}


async def test_layers_are_added_and_taken_away_and_each_has_its_activation() -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("e")
        await go_to(desk, "hidden")
        await desk.press("plus", "plus", "minus")
        assert sheet(desk).draft.typed == {"hidden": "4,4"}
        await go_to(desk, "activation")
        await desk.press("plus", "right")
        assert sheet(desk).draft.typed == {"hidden": "4,4,4", "activation": "sigmoid,tanh"}
        assert "✗ Activation sigmoid,tanh names 2 hidden layers" in desk.text
        await go_to(desk, "hidden")
        await desk.press("minus", "plus", "minus")
        await go_to(desk, "activation")
        await desk.press("ctrl+u", *"sigmoid,tanh", "end", "right")
        await go_to(desk, "hidden")
        await desk.press("ctrl+u", *"3,2", "enter")
        await desk.until(lambda: desk.app.screen is desk.dashboard)
        assert desk.session.experiment.hidden == (3, 2)
        assert desk.session.experiment.activation == "sigmoid,relu"


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
async def test_a_layer_is_chosen_resized_added_after_and_removed_with_keys_that_are_named(
    size: tuple[int, int],
) -> None:
    async with dashboard(size, hidden=(4, 3), activation="tanh,relu") as desk:

        def typed(name: str) -> str:
            return sheet(desk).draft.typed.get(name, "")

        await desk.press("e")
        await go_to(desk, "hidden")
        assert "← → choose a layer, to type its units" in desk.text
        assert "←→ layer   + adds   - removes" in desk.text
        await desk.press("right")
        assert "Layer 1 of 2: type its units" in desk.text
        await desk.press(*"12")
        assert typed("hidden") == "12,3"
        await desk.press("plus")
        assert "Layer 2 of 3" in desk.text, "the new one, to be typed"
        await desk.press("5")
        assert (typed("hidden"), typed("activation")) == ("12,5,3", "tanh,tanh,relu")
        await desk.press("right", "right", "7")
        assert typed("hidden") == "12,5,7"
        await desk.press("left", "left", "left", "minus")
        assert "Layer 1 of 2" in desk.text
        assert (typed("hidden"), typed("activation")) == ("5,7", "tanh,relu")
        await desk.press("minus")
        assert "One layer: type its units" in desk.text
        await desk.press("minus")
        assert typed("hidden") == "none"
        assert "There is no hidden layer: + adds one" in desk.text
        await desk.press("left", "plus", "left", "9", "enter")
        await desk.until(lambda: desk.app.screen is desk.dashboard)
        assert desk.session.experiment.hidden == (9,)


async def test_the_keys_of_layers_may_be_clicked() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("e")
        await go_to(desk, "hidden")
        for key, layers in ((MORE, "4,4"), (CHOOSE, "4,4"), (LESS, "4")):
            drawing = sheet(desk).query_one(Drawing)
            assert drawing.canvas is not None
            spot = next(each for each in drawing.canvas.spots if each.target == key)
            await desk.pilot.click(drawing, offset=(spot.x + 1, spot.y))
            await desk.settled()
            assert sheet(desk).draft.typed.get("hidden") == layers


async def test_what_takes_two_cells_moves_nothing_in_its_row() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("e")
        await go_to(desk, "hidden")
        await desk.press("ctrl+u", *"数据", "down")
        assert "?" in line(desk, "hidden")
        assert "'??'" in desk.text
        assert {strip.cell_length for strip in strips_of(desk.app)} == {SMALL[0]}


async def test_a_setting_that_does_not_apply_says_why() -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("e")
        await go_to(desk, "noise")
        assert "Not here: --noise draws points again, and xor is not drawn" in desk.text
        await desk.press(*"0.2", "enter")
        assert "✗ --noise draws points again, and xor is not drawn" in desk.text
        assert isinstance(desk.app.screen, SettingsScreen)


async def test_a_file_is_read_when_it_is_named_in_full(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("a,b,y\n0,0,1\n0,1,0\n1,0,0\n")
    async with dashboard(LARGE) as desk:
        await desk.press("e")
        await go_to(desk, "data")
        await desk.press(*str(table))
        assert "▸ The file is read when this row is left, or by enter." in desk.text
        assert "Nothing is changed yet" not in desk.text
        await desk.press("down")
        assert "The file is read" not in desk.text
        assert "A new start: data" in desk.text or "A new start: problem" in desk.text
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is desk.dashboard)
        assert desk.session.experiment.problem.path == str(table)


async def test_rows_that_read_a_file_go_together_in_any_order(tmp_path: Path) -> None:
    table = tmp_path / "words.csv"
    table.write_text("size,weight,kind\n1,2,cat\n2,3,dog\n3,?,cat\n4,1,dog\n")
    async with dashboard(LARGE) as desk:
        await desk.press("e")
        await go_to(desk, "missing")
        await desk.press("right", "right")
        await go_to(desk, "data")
        await desk.press(*str(table), "down")
        assert "✗ The data file" in desk.text
        assert "✗ data" in line(desk, "data")
        await desk.press(*"kind")
        assert "▸ A new start: data" in desk.text
        assert sheet(desk).draft.effect.endswith(", target kind, missing drop.")
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is desk.dashboard)
        texts = {"data": str(table), "target": "kind", "missing": "drop"}
        assert desk.session.experiment.to_json() == commanded(texts).to_json()


async def test_what_does_not_go_together_is_marked_in_its_row() -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("e")
        await go_to(desk, "batch_size")
        await desk.press(*"10")
        assert "✗ batch size" in line(desk, "batch size")


async def test_what_an_empty_row_means_is_read_while_it_is_marked() -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("e")
        for name, label, said in (
            ("bug", "bug", "none"),
            ("missing", "missing", "refuse"),
            ("target", "target", "columns named y, y1, y_"),
        ):
            await go_to(desk, name)
            assert said in line(desk, label)


async def test_it_can_be_used_with_the_mouse_alone() -> None:
    async with dashboard(LARGE) as desk:
        await desk.press("e")

        async def click(target: object, times: int = 1) -> None:
            drawing = sheet(desk).query_one(Drawing)
            assert drawing.canvas is not None
            spot = next(each for each in drawing.canvas.spots if each.target == target)
            for _ in range(times):
                await desk.pilot.click(drawing, offset=(spot.x + 3, spot.y))
                await desk.settled()

        await click(PLACES["loss"], 2)
        assert sheet(desk).draft.typed == {"loss": "sse"}
        await click(LEAVE)
        await desk.until(lambda: desk.app.screen is desk.dashboard)
        await desk.press("e")
        await click(PLACES["loss"], 2)
        await click(APPLY)
        await desk.until(lambda: desk.app.screen is desk.dashboard)
        assert desk.session.experiment.loss == "sse"


async def test_training_goes_on_and_nothing_ticks_when_it_rests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    intervals = Intervals(monkeypatch)
    async with dashboard(LARGE) as desk:
        await desk.press("e", "up", "2")
        assert intervals.running == set()
        await desk.press("space")
        assert intervals.running == set()


async def test_the_first_lines_name_the_experiment_that_runs() -> None:
    settings: dict[str, Any] = {"activation": "tanh", "output_activation": "linear"}
    async with dashboard(SMALL, learning_rate=0.123456789, momentum=0.25, **settings) as desk:
        await desk.press("e")
        assert "0.123456789" in line(desk, "learning rate")
        assert "0.25" in line(desk, "momentum")
        assert "tanh" in line(desk, "activation")
        assert "linear" in line(desk, "output activation")
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is desk.dashboard)
        assert desk.snapshot.by_hand == 0


async def test_the_wheel_goes_through_the_rows_and_stops_at_the_ends() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("e")
        region = sheet(desk).query_one(Drawing).region

        async def wheel(kind: type[events.MouseScrollDown | events.MouseScrollUp]) -> None:
            x, y = region.x + 5, region.y + 2
            turned = kind(None, x, y, 0, 0, 0, False, False, False, screen_x=x, screen_y=y)
            desk.app.screen.post_message(turned)
            await desk.settled()

        await wheel(events.MouseScrollDown)
        assert PLACES[marked(desk)] == FIRST + 3
        for _ in range(3):
            await wheel(events.MouseScrollUp)
        assert marked(desk) == "preset"
