"""Where panes stand is written down in a table, and everything else follows from it: sizes, keys,
titles, commands and help. So a pane that is nowhere but here gets all of them by one line.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.ui import layouts
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.keys import keys
from backprop_tui.ui.layouts import BOXES, PANES, Box, PanePlace, extents
from backprop_tui.ui.screens.marks import marks
from backprop_tui.ui.sizes import SMALL, is_small, is_tiny
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.pane import Pane
from tests.ui.driving import dashboard

NAMES = [place.name for place in PANES]
TERMINALS = st.tuples(st.integers(1, 300), st.integers(1, 100))


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


WIDE = PanePlace("counted", Counted, "bottom", widths=((0, 20), (150, 30)), since=(118, 38))


@given(terminal=TERMINALS, chosen=st.sampled_from(NAMES), zoomed=st.none() | st.sampled_from(NAMES))
def test_every_size_shows_something_that_has_room(
    terminal: tuple[int, int], chosen: str, zoomed: str | None
) -> None:
    shown = extents(*terminal, chosen, zoomed)
    panes = {name: shown[name] for name in NAMES if name in shown}
    if is_tiny(*terminal):
        assert shown == {}
    elif is_small(*terminal):
        assert set(panes) == {chosen, zoomed or chosen}
        assert set(shown.values()) == {(None, None)}, "it has all the room"
    else:
        assert list(panes) == NAMES, "all that there are today have room beside each other"
    boxes = {box.name for box in BOXES if box.name in shown}
    assert boxes == {place.box for place in PANES if place.name in shown}
    width, height = terminal
    fixed = [extent for name, extent in shown.items() if name != zoomed]
    assert all(extent.columns is None or extent.columns < width for extent in fixed)
    assert all(extent.rows is None or extent.rows < height - 2 for extent in fixed)


def test_sizes_grow_with_the_terminal() -> None:
    tables = [
        *((place.widths, place.heights) for place in PANES),
        *((box.widths, box.heights) for box in BOXES),
    ]
    for steps in (steps for table in tables for steps in table if steps):
        assert steps[0][0] == 0
        for (least, small), (more, large) in pairwise(steps):
            assert least < more
            assert small < large


def test_a_box_stands_after_the_one_that_is_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    side = Box("side", inside="top", stacked=True, widths=((0, 31),))
    monkeypatch.setattr(layouts, "BOXES", (*BOXES, side))
    panes = (*PANES, PanePlace("counted", Counted, "side", since=(100, 30)))
    monkeypatch.setattr(layouts, "PANES", panes)
    assert "side" not in extents(*SMALL, "network")
    shown = extents(100, 30, "network")
    assert shown["side"] == (31, None)
    assert shown["counted"] == (None, None)
    alone = extents(60, 20, "counted")
    assert set(alone) == {"counted", "side", "top"}


@pytest.fixture
def fifth(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fifth pane: one line more in the table."""
    monkeypatch.setattr(layouts, "PANES", (*PANES, WIDE))


@pytest.mark.usefixtures("fifth")
@pytest.mark.parametrize(
    ("size", "width"), [((117, 40), None), ((120, 37), None), ((118, 38), 20), ((150, 40), 30)]
)
async def test_a_pane_more_shows_from_its_size_on_as_wide_as_the_table_says(
    size: tuple[int, int], width: int | None
) -> None:
    async with dashboard(size) as desk:
        pane = desk.pane("counted")
        assert pane.display == (width is not None)
        assert ("5 Counted" in desk.text) == (width is not None)
        if width is not None:
            others = sum(desk.pane(name).region.width for name in ("predictions", "hidden"))
            assert pane.region.width == width == size[0] - others
            await desk.press("s")
            assert "2: 1 steps" in desk.text


@pytest.mark.usefixtures("fifth")
async def test_it_has_a_number_a_title_a_command_and_its_part_of_the_help() -> None:
    async with dashboard((120, 40)) as desk:
        await desk.press("5")
        assert desk.focused == "counted"
        commands = {command.title for command in desk.app.get_system_commands(desk.dashboard)}
        assert {"Focus Counted (5)", "Focus Network (1…5)"} <= commands
        await desk.press("9")
        assert desk.focused == "counted", "there is no ninth"
        await desk.press("question_mark", "end")
        assert marks()["5 Counted"] == Counted.MARKS
    assert [binding.key_display for binding in keys() if "pane-" in (binding.id or "")] == [
        "1…5", "2", "3", "4", "5"
    ]  # fmt: skip


@pytest.mark.usefixtures("fifth")
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


@pytest.mark.usefixtures("fifth")
@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_its_number_shows_it_alone_where_it_has_no_room_beside_others(
    size: tuple[int, int],
) -> None:
    async with dashboard(size) as desk:
        before = desk.text
        assert not desk.pane("counted").display
        await desk.press("5")
        assert desk.pane("counted").region == (0, 1, size[0], size[1] - 2)
        assert "5 Counted" in desk.rows[1]
        await desk.press("s", "r", "1", "escape", "escape")
        assert desk.text == before


@pytest.mark.usefixtures("fifth")
async def test_a_terminal_that_grows_and_shrinks_shows_it_and_hides_it() -> None:
    async with dashboard((120, 40)) as desk:
        large = desk.text
        for size in ((80, 24), (40, 10), (60, 18), (120, 40)):
            await desk.resize(size)
            assert desk.pane("counted").display == (size == (120, 40))
        assert desk.text == large
