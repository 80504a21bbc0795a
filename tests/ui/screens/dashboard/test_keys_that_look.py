"""Looking changes nothing but the view: another input, unit, pane, layer, theme, or the help. What
every pane then shows must agree.
"""

from __future__ import annotations

from collections import Counter

import pytest

from backprop_tui.engine import PROBLEMS, Parameter
from backprop_tui.ui.diagram import RENDERINGS
from backprop_tui.ui.drawing.theme import DARK, LIGHT
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.keys import keys
from backprop_tui.ui.layouts import PANES
from backprop_tui.ui.screens.cases import PAGE
from backprop_tui.ui.screens.help import Help
from backprop_tui.ui.screens.page import OVERLAP
from backprop_tui.ui.widgets.pane import Pane
from tests.ui.driving import LARGE, SMALL, Desk, dashboard
from tests.ui.panes.test_predictions import table

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


@SIZES
async def test_up_and_down_choose_the_input_all_panes_follow_and_wrap(
    size: tuple[int, int],
) -> None:
    async with dashboard(size) as desk:
        seen = [desk.view.gaze.selected]
        for key in ("down", "down", "down", "up", "up", "up", "up"):
            await desk.press(key)
            seen.append(desk.view.gaze.selected)
            inputs = [f"{x:.0f}" for x in desk.snapshot.activations[0][desk.view.gaze.selected]]
            marked = [row for row in desk.rows[-12:] if "▸" in row]
            assert len(marked) == 1, "one row, through both tables"
            assert marked[0].count("▸") == 2
            for part in marked[0].split("▸")[1:]:
                assert part.split()[:2] == inputs
        assert seen == [1, 2, 3, 0, 3, 2, 1, 0]


@SIZES
async def test_u_goes_through_the_units_and_escape_lets_go(size: tuple[int, int]) -> None:
    async with dashboard(size, hidden=(2,)) as desk:
        units = [Unit(1, 0), Unit(1, 1), Unit(2, 0)]
        for expected in [*units, units[0]]:
            await desk.press("u")
            assert desk.view.gaze.inspected == expected
        for expected in (units[2], units[1]):
            await desk.press("U")
            assert desk.view.gaze.inspected == expected
        assert "▸h2" in desk.text
        await desk.press("escape")
        assert desk.view.gaze.inspected is None
        assert "▸h2" not in desk.text
        await desk.press("U")
        assert desk.view.gaze.inspected == units[2]


@SIZES
async def test_numbers_focus_panes_and_escape_leaves_them(size: tuple[int, int]) -> None:
    async with dashboard(size) as desk:
        assert desk.focused is None
        for key, name in zip("1234", ("network", "loss", "predictions", "hidden"), strict=True):
            await desk.press(key)
            assert desk.focused == name
            corners = Counter(mark for mark in desk.text if mark in "╭┏")
            assert corners == {"╭": len(desk.shown) - 1, "┏": 1}
            x, y, *_ = desk.pane(name).region
            assert desk.rows[y][x : x + 4] == f"┏━ {key}"
        await desk.press("escape")
        assert desk.focused is None
        assert "━ 4" not in desk.text


@SIZES
@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
async def test_z_shows_the_focused_pane_alone_and_all_again(
    size: tuple[int, int], key: str
) -> None:
    async with dashboard(size) as desk:
        before = desk.text
        for back in ("z", "escape"):
            await desk.press(key, "z")
            pane = desk.pane(desk.focused or "")
            assert desk.dashboard.maximized is pane
            assert pane.region == (0, 1, size[0], size[1] - 2)
            assert "XOR" in desk.rows[0]
            assert "? help" in desk.rows[-1]
            await desk.press(back)
            assert desk.dashboard.maximized is None
            await desk.press("escape")
        assert desk.text == before


async def test_what_happened_during_a_zoom_is_seen_after_it() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("2", "z", "S", "S", "down", "m", "z", "escape")
        seen = desk.text
    async with dashboard((80, 24)) as desk:
        await desk.press("S", "S", "down", "m")
        assert seen == desk.text


@SIZES
async def test_another_number_shows_another_pane_zoomed(size: tuple[int, int]) -> None:
    async with dashboard(size) as desk:
        before = desk.text
        await desk.press("z")
        assert desk.dashboard.maximized is desk.pane("network"), "without a focus the first"
        for key, name in (
            *zip("1234567", (place.name for place in PANES), strict=True),
            ("4", "hidden"),
        ):
            await desk.press(key)
            assert desk.dashboard.maximized is desk.pane(name)
            assert desk.pane(name).region == (0, 1, size[0], size[1] - 2)
            assert desk.focused == name
            assert f"{key} {desk.pane(name).HEADING}" in desk.rows[1]
        await desk.press("z")
        assert desk.focused == "hidden"
        await desk.press("escape")
        assert desk.text == before


def rows_shown(desk: Desk) -> list[list[int]]:
    """The cases that have a row, in every table on the screen."""
    tables = []
    for name in ("predictions", "hidden"):
        if desk.pane(name).is_on_screen:
            tables.append([s.target for s in desk.canvas(name).spots if isinstance(s.target, int)])
    return tables


@pytest.mark.parametrize("size", [SMALL, LARGE, (100, 60), (60, 18)])
@pytest.mark.parametrize("zoom", [[], ["3", "z"], ["4", "z"], ["1", "z"]])
async def test_pages_pass_over_no_row_and_end_at_the_ends(
    size: tuple[int, int], zoom: list[str]
) -> None:
    async with dashboard(size, problem=MANY) as desk:
        await desk.press(*zoom, "home")
        assert desk.view.gaze.selected == 0
        seen = [set(rows) for rows in rows_shown(desk)]
        shown = min(map(len, rows_shown(desk)), default=PAGE)
        assert 0 < shown <= len(MANY.inputs)
        # A table that has a large screen to itself goes on beside itself, and may show them all.
        assert shown < len(MANY.inputs) or (zoom and size == (100, 60))
        for expected in (shown, 2 * shown, 3 * shown):
            await desk.press("pagedown")
            assert desk.view.gaze.selected == min(149, expected)
            for cases, rows in zip(seen, rows_shown(desk), strict=True):
                assert desk.view.gaze.selected in rows
                cases |= set(rows)
        for cases in seen:
            assert cases == set(range(max(cases) + 1)), "no row was passed over"
        await desk.press("end")
        assert desk.view.gaze.selected == 149
        await desk.press("pagedown")
        assert desk.view.gaze.selected == 149, "it does not wrap"
        await desk.press("pageup")
        assert desk.view.gaze.selected == max(0, 149 - shown)
        await desk.press("home", "pageup")
        assert desk.view.gaze.selected == 0


async def test_of_two_tables_the_shorter_one_decides_how_long_a_page_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = {"network": 0, "loss": 0, "predictions": 7, "hidden": 4}
    monkeypatch.setattr(Pane, "cases_shown", property(lambda pane: shown[pane.id]))
    async with dashboard(SMALL, problem=MANY) as desk:
        await desk.press("home", "pagedown")
        assert desk.view.gaze.selected == 4


MANY = table([[k / 10, 1 - k / 20] for k in range(150)], [[float(k % 2)] for k in range(150)])
"""More cases than any table has rows."""


@SIZES
async def test_m_draws_the_network_as_a_matrix_and_as_wires_again(size: tuple[int, int]) -> None:
    async with dashboard(size) as desk:
        wires = desk.text
        await desk.press("m")
        assert "stronger = larger" in desk.text
        assert desk.view.gaze.rendering == "matrix"
        await desk.press("m")
        assert desk.text == wires


@SIZES
async def test_m_goes_through_the_drawings_of_a_large_network_and_says_which(
    size: tuple[int, int],
) -> None:
    async with dashboard(size, problem=PROBLEMS["family-trees"], hidden=(12, 12, 6)) as desk:
        best, seen = desk.text, ["ladder"]
        assert "stronger = larger output" in best
        await desk.press("m")
        while desk.text != best:
            seen.append(str(desk.view.gaze.rendering))
            assert f"1 Network {seen[-1]}" in desk.rows[1]
            await desk.press("m")
        assert desk.view.gaze.rendering is None
        assert len(seen) == len(set(seen)), "each once"
        assert {"ladder", "layer", "pixels"} <= set(seen) <= set(RENDERINGS)


async def test_h_shows_the_next_hidden_layer_or_says_that_there_is_none() -> None:
    async with dashboard(hidden=(3, 2)) as desk:
        for expected in ("Hidden 1 of 2", "Hidden 2 of 2", "Hidden 1 of 2"):
            assert expected in desk.text
            await desk.press("h")
    for hidden, said in (((4,), "There is one hidden layer."), ((), "There is no hidden layer.")):
        async with dashboard(hidden=hidden) as desk:
            await desk.press("h")
            assert desk.said == [said]


@SIZES
async def test_h_and_u_move_the_layer_in_focus_of_the_diagram_and_the_hidden_pane_follows(
    size: tuple[int, int],
) -> None:
    async with dashboard(size, problem=PROBLEMS["family-trees"], hidden=(12, 12, 6)) as desk:
        await desk.press("p")
        while desk.view.gaze.rendering != "layer":
            await desk.press("m")
        for layer, hidden in ((1, 1), (2, 2), (3, 3), (4, 3), (1, 1)):
            spots = desk.canvas("network").spots
            shown = {spot.target[0] for spot in spots if isinstance(spot.target, Parameter)}
            assert shown == {layer}
            assert f"Hidden {hidden} of 3" in desk.text
            await desk.press("h")
        await desk.press("u")
        assert desk.view.gaze.inspected == Unit(2, 0), "of the layer that one looks at"
        await desk.press("U", "U")
        assert desk.view.gaze.inspected == Unit(1, 10)
        assert "Hidden 1 of 3" in desk.text
        assert "weights into h11" in desk.text
        while desk.view.gaze.rendering is not None:
            await desk.press("m")
        for hidden in (2, 3, 1):
            await desk.press("h")
            assert f"Hidden {hidden} of 3" in desk.text, "a ladder has no layer in focus"


async def test_t_changes_between_dark_and_light() -> None:
    async with dashboard() as desk:
        dark = desk.canvas("network").paper[0, 0]
        for theme in (LIGHT, DARK):
            await desk.press("t")
            assert desk.app.theme == theme.name
            assert f"#{desk.canvas('network').paper[0, 0]:06x}" == theme.background
            assert f"#{desk.canvas('predictions').paper[0, 0]:06x}" == theme.background
        assert desk.canvas("network").paper[0, 0] == dark


@SIZES
@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
async def test_q_and_the_keys_of_every_terminal_quit(size: tuple[int, int], key: str) -> None:
    async with dashboard(size) as desk:
        await desk.press(key)
        assert desk.app.return_code == 0
        assert not desk.app.is_running or desk.app.return_code == 0


@SIZES
@pytest.mark.parametrize("close", ["escape", "question_mark", "q", "enter"])
async def test_the_help_lists_every_key_scrolls_and_closes(
    size: tuple[int, int], close: str
) -> None:
    async with dashboard(size) as desk:
        before = desk.text
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, Help))
        await desk.pilot.pause()
        page = desk.app.screen.query_one("#page")
        seen = desk.text
        tops: list[float] = [page.scroll_y]
        while page.scroll_y < page.max_scroll_y:
            await desk.press("down" if len(tops) < 3 else "space")
            await desk.until(lambda: page.scroll_y > tops[-1])
            tops.append(page.scroll_y)
            seen += desk.text
        for binding in keys():
            assert binding.tooltip in seen
        assert tops[:3] == [0, 1, 2]
        assert "no longer a finite number" in seen
        await desk.press("up")
        await desk.until(lambda: page.scroll_y == page.max_scroll_y - 1)
        await desk.press(close)
        await desk.until(lambda: desk.app.screen is desk.dashboard)
        assert desk.text == before


@pytest.mark.parametrize("size", [SMALL, (60, 16)])
async def test_the_help_is_turned_by_the_page(size: tuple[int, int]) -> None:
    async with dashboard(size) as desk:
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, Help))
        await desk.pilot.pause()
        page = desk.app.screen.query_one("#page")
        height = page.scrollable_content_region.height

        async def turned(key: str, top: float) -> None:
            await desk.press(key)
            await desk.until(lambda: page.scroll_y == top)

        for key, top in (
            ("pagedown", height - OVERLAP), ("space", 2 * (height - OVERLAP)),
            ("pageup", height - OVERLAP), ("end", page.max_scroll_y), ("home", 0), ("pageup", 0),
        ):  # fmt: skip
            await turned(key, top)
