"""Where panes stand is written down in a table, and everything else follows from it: sizes, keys,
titles, commands and help. So a pane that is nowhere but here gets all of them by one line.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region, Size

from backprop_tui.ui import layouts
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.keys import keys
from backprop_tui.ui.layouts import BOXES, PANES, SWAPPED, Box, PanePlace
from backprop_tui.ui.screens.marks import marks
from backprop_tui.ui.sizes import SMALL, is_small, is_tiny
from backprop_tui.ui.tiling import Wanted, candidates, shown, tile
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.pane import Pane
from tests.ui.driving import dashboard

NAMES = [place.name for place in PANES]
ALWAYS = ["network", "loss", "predictions", "hidden"]
SOMETIMES = [name for name in NAMES if name not in ALWAYS]
TERMINALS = st.builds(Size, st.integers(1, 300), st.integers(1, 100))


class Counted(Pane):
    """Counts the steps, in a row for every case."""

    HEADING = "Counted"

    MARKS = (("12", "how many steps there were"),)

    def depends(self, record: View) -> object:
        return record.snapshot

    def paint(self, canvas: Canvas, view: View) -> None:
        for case in range(len(view.snapshot.right)):
            canvas.text(0, case, f"{case}: {view.snapshot.step} steps")
            canvas.spot(0, case, canvas.width, 1, case)


WIDE = PanePlace("counted", Counted, "bottom", widths=((0, 20), (150, 30)), since=((118, 38),))


@st.composite
def wants(draw: st.DrawFn) -> Wanted:
    """Whatever somebody may want to see of whatever network."""
    names = st.sampled_from(NAMES)
    lacking = draw(st.frozensets(st.sampled_from(SOMETIMES)))
    return Wanted(draw(names), draw(names), draw(st.none() | names), lacking)


def drawn(terminal: Size, wanted: Wanted) -> dict[str, Region]:
    """The rectangles between the first line and the last."""
    return tile(terminal, Size(terminal.width, max(0, terminal.height - 2)), wanted)


@given(terminal=TERMINALS, wanted=wants())
def test_panes_cover_all_there_is_and_none_of_it_twice(terminal: Size, wanted: Wanted) -> None:
    area = Size(terminal.width, max(0, terminal.height - 2))
    regions = drawn(terminal, wanted)
    if is_tiny(*terminal):
        assert regions == {}
        return
    assert sum(region.area for region in regions.values()) == area.area
    for region in regions.values():
        assert area.region.contains_region(region)
        assert region.area
    for one, other in combinations(regions.values(), 2):
        assert not one.overlaps(other)
    if wanted.zoomed is not None:
        assert list(regions) == [wanted.zoomed]
    elif is_small(*terminal):
        assert list(regions) == [wanted.alone]
    else:
        assert regions.keys() == shown(terminal, wanted).keys()


@given(terminal=TERMINALS, wanted=wants())
def test_what_everybody_needs_is_always_there(terminal: Size, wanted: Wanted) -> None:
    """Whoever asks for nothing sees these four; whoever asks loses the curve alone."""
    if is_tiny(*terminal) or is_small(*terminal):
        return
    usual = wanted._replace(zoomed=None, beside=SWAPPED)
    assert shown(terminal, usual).keys() >= set(ALWAYS)
    assert all(name not in shown(terminal, usual) for name in wanted.lacking)
    asked = shown(terminal, wanted)
    assert asked.keys() >= set(ALWAYS) - {SWAPPED}
    assert SWAPPED in asked or asked[wanted.beside] == SWAPPED
    if wanted.beside in candidates(terminal, wanted):
        assert wanted.beside in asked


def test_a_table_has_the_columns_that_its_numbers_need() -> None:
    for width in range(72, 301):
        for height in range(23, 101):
            regions = drawn(Size(width, height), Wanted("network"))
            assert regions["loss"].width >= 31
            assert regions["network"].width >= 41
            assert min(regions[name].width for name in ("predictions", "hidden")) >= 36
            assert min(region.height for region in regions.values()) >= 7


LAYOUTS: dict[tuple[int, int], dict[str, tuple[int, int, int, int]]] = {
    (80, 24): {
        "network": (0, 0, 49, 14), "loss": (49, 0, 31, 14),
        "predictions": (0, 14, 40, 8), "hidden": (40, 14, 40, 8),
    },
    (100, 30): {
        "network": (0, 0, 60, 19), "loss": (60, 0, 40, 9), "surface": (60, 9, 40, 10),
        "predictions": (0, 19, 50, 9), "hidden": (50, 19, 50, 9),
    },
    (80, 40): {
        "network": (0, 0, 49, 28), "loss": (49, 0, 31, 14), "surface": (49, 14, 31, 14),
        "predictions": (0, 28, 40, 10), "hidden": (40, 28, 40, 10),
    },
    (120, 40): {
        "network": (0, 0, 74, 28), "loss": (74, 0, 46, 14), "surface": (74, 14, 46, 14),
        "predictions": (0, 28, 40, 10), "hidden": (40, 28, 40, 10), "space": (80, 28, 40, 10),
    },
    (160, 50): {
        "network": (0, 0, 98, 38), "loss": (98, 0, 62, 19), "surface": (98, 19, 62, 19),
        "predictions": (0, 38, 53, 10), "hidden": (53, 38, 53, 10), "space": (106, 38, 54, 10),
    },
}  # fmt: skip
"""Columns, rows: x, y, columns, rows below the first line."""


@pytest.mark.parametrize("size", LAYOUTS)
def test_some_sizes_as_they_are_meant(size: tuple[int, int]) -> None:
    assert drawn(Size(*size), Wanted("network")) == LAYOUTS[size]


def test_the_largest_screen_shows_all_there_is() -> None:
    """Its first line has five rows."""
    assert tile(Size(200, 60), Size(200, 54), Wanted("network")) == {
        "network": (0, 0, 108, 41), "loss": (108, 0, 92, 17), "surface": (108, 17, 92, 24),
        "predictions": (0, 41, 50, 13), "hidden": (50, 41, 50, 13),
        "space": (100, 41, 50, 13), "gradients": (150, 41, 50, 13),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lacking", "neighbour", "size"),
    [("surface", "loss", (46, 28)), ("space", "hidden", (60, 10))],
)
def test_what_is_left_out_leaves_its_room_to_its_neighbours(
    lacking: str, neighbour: str, size: tuple[int, int]
) -> None:
    regions = drawn(Size(120, 40), Wanted("network", lacking=frozenset([lacking])))
    assert lacking not in regions
    assert regions[neighbour].size == size


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((80, 24), ["loss", "surface", "space", "gradients"]),
        ((60, 18), ["loss", "surface", "space", "gradients"]),
        ((100, 30), ["loss", "space", "gradients"]),
        ((118, 24), ["loss", "surface", "gradients"]),
        ((120, 40), ["loss", "gradients"]),
        ((180, 40), ["loss"]),
    ],
)
def test_only_what_has_no_place_of_its_own_takes_that_of_another(
    size: tuple[int, int], expected: list[str]
) -> None:
    wanted = Wanted("network")
    assert candidates(Size(*size), wanted) == expected
    lacking = frozenset(expected[1:2])
    left = [name for name in expected if name not in lacking]
    assert candidates(Size(*size), wanted._replace(lacking=lacking)) == left


def test_sizes_grow_with_the_terminal() -> None:
    tables = [
        *((place.widths, place.heights) for place in PANES),
        *((box.widths, box.heights) for box in BOXES),
    ]
    for steps in (steps for table in tables for steps in table if steps):
        for (least, small), (more, large) in pairwise(steps):
            assert least < more
            assert small < large


def test_a_pane_that_is_loaded_later_is_called_as_it_calls_itself() -> None:
    for place in PANES:
        assert place.heading == place.pane.HEADING


def test_a_box_stands_after_the_one_that_is_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    corner = Box("corner", inside="bottom", stacked=True, widths=((0, 20),))
    monkeypatch.setattr(layouts, "BOXES", (*BOXES, corner))
    panes = (*PANES, PanePlace("counted", Counted, "corner", since=((100, 30),)))
    monkeypatch.setattr(layouts, "PANES", panes)
    assert "counted" not in drawn(Size(*SMALL), Wanted("network"))
    regions = drawn(Size(100, 30), Wanted("network"))
    assert regions["counted"] == (80, 19, 20, 9)
    assert regions["predictions"].width == regions["hidden"].width == 40
    assert list(drawn(Size(60, 20), Wanted("counted"))) == ["counted"]


@pytest.fixture
def eighth(monkeypatch: pytest.MonkeyPatch) -> None:
    """An eighth pane: one line more in the table."""
    monkeypatch.setattr(layouts, "PANES", (*PANES, WIDE))


@pytest.mark.usefixtures("eighth")
@pytest.mark.parametrize(
    ("size", "width"), [((117, 40), None), ((120, 37), None), ((118, 38), 20), ((150, 40), 30)]
)
async def test_a_pane_more_shows_from_its_size_on_as_wide_as_the_table_says(
    size: tuple[int, int], width: int | None
) -> None:
    async with dashboard(size) as desk:
        pane = desk.pane("counted")
        assert pane.display == (width is not None)
        assert ("8 Counted" in desk.text) == (width is not None)
        if width is not None:
            others = sum(
                desk.pane(name).region.width for name in ("predictions", "hidden", "space")
            )
            assert pane.region.width == width == size[0] - others
            await desk.press("s")
            assert "2: 1 steps" in desk.text


@pytest.mark.usefixtures("eighth")
async def test_it_has_a_number_a_title_a_command_and_its_part_of_the_help() -> None:
    async with dashboard((120, 40)) as desk:
        await desk.press("8")
        assert desk.focused == "counted"
        commands = {command.title for command in desk.app.get_system_commands(desk.dashboard)}
        assert {"Focus Counted (8)", "Focus Network (1…8)"} <= commands
        await desk.press("9")
        assert desk.focused == "counted", "there is no ninth"
        await desk.press("question_mark", "end")
        assert marks()["8 Counted"] == Counted.MARKS
    assert [binding.key_display for binding in keys() if "pane-" in (binding.id or "")] == [
        "1…8", "2", "3", "4", "5", "6", "7", "8"
    ]  # fmt: skip


@pytest.mark.usefixtures("eighth")
async def test_it_is_clicked_and_zoomed_like_any_other() -> None:
    async with dashboard((120, 40)) as desk:
        await desk.click_on("counted", 3)
        assert desk.view.gaze.selected == 3
        assert desk.focused == "counted"
        before = desk.text
        await desk.press("z")
        assert desk.pane("counted").region == (0, 1, 120, 38)
        await desk.press("z")
        assert desk.text == before


@pytest.mark.usefixtures("eighth")
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_its_number_shows_it_alone_where_it_has_no_room_beside_others(
    size: tuple[int, int],
) -> None:
    async with dashboard(size) as desk:
        await desk.press("s", "r")
        before = desk.text
        assert not desk.pane("counted").display
        await desk.press("8")
        assert desk.pane("counted").region == (0, 1, size[0], size[1] - 2)
        assert "8 Counted" in desk.rows[1]
        await desk.press("s", "r", "1", "escape", "escape")
        assert desk.text == before


@pytest.mark.usefixtures("eighth")
async def test_a_terminal_that_grows_and_shrinks_shows_it_and_hides_it() -> None:
    async with dashboard((120, 40)) as desk:
        large = desk.text
        for size in ((80, 24), (40, 10), (60, 18), (120, 40)):
            await desk.resize(size)
            assert desk.pane("counted").display == (size == (120, 40))
        assert desk.text == large
