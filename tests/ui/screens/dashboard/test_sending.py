"""On a slow line a screen is as fast as it is silent. So these tests count what is asked to be
drawn again: nothing when nothing changed, one row when one row did, and never a new layout.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from backprop_tui.engine import PROBLEMS
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.layouts import PANES
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets import header
from backprop_tui.ui.widgets.header import Header
from backprop_tui.ui.widgets.pane import Pane
from tests.ui.drawn import ASCII, respoken
from tests.ui.driving import LARGE, SMALL, Desk, Intervals, dashboard
from tests.ui.picture import differences, picture_of

PANE_TYPES = {place.pane for place in PANES}
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


class Refreshes:
    """What was asked to be drawn again: widgets, and the rows of each; `None` is all of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[Widget, tuple[Region, ...]]] = []
        self.layouts = 0
        real = Widget.refresh

        def refresh(widget: Widget, *regions: Region, **how: bool) -> Widget:
            self.asked.append((widget, regions))
            return real(widget, *regions, **how)

        monkeypatch.setattr(Widget, "refresh", refresh)

    def count(self, desk: Desk) -> None:
        """Begin to count."""
        self.asked.clear()
        self.layouts = 0
        signal = desk.dashboard.screen_layout_refresh_signal
        signal.unsubscribe(desk.dashboard)
        signal.subscribe(desk.dashboard, self._laid_out, immediate=True)

    def _laid_out(self, _: Screen[object]) -> None:
        self.layouts += 1

    def rows(self, name: str) -> list[int]:
        """The rows of a pane's drawing that were asked for; its frame is above row 0 and below."""
        return sorted(
            y - widget.room.y
            for widget, regions in self.asked
            if isinstance(widget, Pane) and widget.id == name
            for region in regions
            for y in range(region.y, region.bottom)
        )

    def frame_rows(self, name: str, desk: Desk) -> list[int]:
        """Those of them that are borders."""
        return [y for y in self.rows(name) if y in (-1, desk.pane(name).room.height)]

    @property
    def whole(self) -> list[Widget]:
        """Widgets that were asked for as a whole."""
        return [widget for widget, regions in self.asked if not regions]


async def settled(desk: Desk, refreshes: Refreshes) -> None:
    """Let everything be drawn, and start counting."""
    await desk.pilot.pause()
    refreshes.count(desk)


@SIZES
async def test_an_equal_view_sends_nothing(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshes = Refreshes(monkeypatch)
    async with dashboard(size) as desk:
        await desk.press("S")
        await settled(desk, refreshes)
        desk.dashboard.view = replace(desk.view)
        desk.session.show()
        await desk.pilot.pause()
        assert refreshes.asked == []
        assert refreshes.layouts == 0


@SIZES
async def test_one_changed_number_sends_one_row_of_each_pane_that_shows_it(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshes = Refreshes(monkeypatch)
    async with dashboard(size) as desk:
        await desk.press("S")
        await settled(desk, refreshes)
        last = desk.snapshot.predictions.copy()
        last[3, 0] += 0.25
        changed = replace(desk.snapshot, activations=(*desk.snapshot.activations[:-1], last))
        desk.dashboard.view = desk.view.at(changed)
        await desk.pilot.pause()
        assert refreshes.rows("predictions") == [desk.spot("predictions", 3).y]
        assert refreshes.rows("hidden") == []
        assert refreshes.rows("network") == [], "another case is selected"
        assert refreshes.whole == []


@SIZES
async def test_another_input_sends_two_rows_of_each_table(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshes = Refreshes(monkeypatch)
    async with dashboard(size) as desk:
        await desk.press("S")
        await settled(desk, refreshes)
        await desk.press("down")
        for name in ("predictions", "hidden"):
            expected = {desk.spot(name, case).y for case in (1, 2)}
            assert set(refreshes.rows(name)) == expected
        assert refreshes.rows("loss") == []
        assert refreshes.whole == []
        assert refreshes.layouts == 0


@SIZES
async def test_frames_while_training_lay_nothing_out_and_send_no_frame_or_title(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshes = Refreshes(monkeypatch)
    # So slowly that it trains no further while this looks.
    async with dashboard(size, speed=1.0) as desk:
        desk.session.runs.step(1400)
        # While nothing is trained every pane draws at once, and rests afterwards.
        desk.session.show()
        await desk.press("space")
        await settled(desk, refreshes)
        right = desk.snapshot.right
        for _ in range(8):
            desk.session.runs.step(20)
            desk.dashboard.show_frame()
            await desk.pilot.pause()
        assert (desk.snapshot.right == right).all()
        assert refreshes.layouts == 0
        assert {type(widget) for widget, _ in refreshes.asked} <= {Header, *PANE_TYPES}
        assert refreshes.rows("predictions") != []
        for name in desk.shown:
            assert refreshes.frame_rows(name, desk) == []
        assert all(isinstance(widget, Header) for widget in refreshes.whole)
        await desk.press("space")


async def test_at_full_speed_nothing_is_laid_out_either(monkeypatch: pytest.MonkeyPatch) -> None:
    refreshes = Refreshes(monkeypatch)
    async with dashboard(steps=1500, speed=math.inf) as desk:
        await settled(desk, refreshes)
        await desk.press("space")
        await desk.trained()
        assert desk.snapshot.step == 1500
        assert desk.said == []
        assert refreshes.layouts == 0


@SIZES
async def test_what_is_on_the_screen_is_what_a_fresh_drawing_would_be(
    size: tuple[int, int],
) -> None:
    async with dashboard(size) as desk:
        await desk.press("S", "down", "u", "s", "m", "s", "m", "U", "up", "S", "s", "t", "s")
        before = desk.rows
        for name in desk.shown:
            pane = desk.pane(name)
            fresh = Canvas(*pane.room.size, desk.canvas(name).look)
            pane.paint(fresh, desk.view)
            assert fresh.changed_rows(None)
            assert fresh.rows() == desk.canvas(name).rows()
            left, right = pane.room.x, pane.room.right
            assert [pane.render_line(1 + y).crop(left, right) for y in range(fresh.height)] == [
                fresh.strip(y) for y in range(fresh.height)
            ]
        desk.app.refresh(layout=True)
        await desk.pilot.pause()
        assert desk.rows == before


class Paintings:
    """Which panes were painted, and whether the header was."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.painted: list[str] = []
        for place in PANES:
            monkeypatch.setattr(place.pane, "paint", self.noting(place.name, place.pane.paint))
        monkeypatch.setattr(header, "paint", self.noting("header", header.paint))

    def noting(self, name: str, paint: Callable[..., None]) -> Callable[..., None]:
        """What paints and writes it down."""

        def note(*how: Any) -> None:
            self.painted.append(name)
            paint(*how)

        return note

    async def by(self, desk: Desk, *keys: str) -> set[str]:
        """What is painted when keys are pressed."""
        await desk.pilot.pause()
        self.painted.clear()
        await desk.press(*keys)
        return set(self.painted)


@SIZES
async def test_each_key_paints_what_depends_on_it_and_nothing_else(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    paintings = Paintings(monkeypatch)
    async with dashboard(size, hidden=(3, 2), messages=False) as desk:
        await desk.press("S")
        following = {"surface", "space"} & set(desk.shown)
        for keys, painted in {
            ("plus",): {"header"},
            ("minus", "minus"): {"header"},
            ("down",): {"network", "predictions", "hidden", *following},
            ("u",): {"network", "hidden"},
            ("m",): {"network"},
            ("h",): {"hidden"},
            ("s",): {"header", *desk.shown},
            ("4",): {"hidden"},
            ("2",): {"hidden", "loss"},
        }.items():
            assert await paintings.by(desk, *keys) == painted, keys


async def test_another_way_to_draw_a_pane_paints_that_pane_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paintings = Paintings(monkeypatch)
    async with dashboard(problem=PROBLEMS["parity-4"], messages=False) as desk:
        for _ in range(2):
            assert await paintings.by(desk, "p") == {"hidden"}
            assert await paintings.by(desk, "plus") == {"header"}


LOOKING = ("up", "down", "pageup", "end", "u", "U", "m", "h", "p", "plus", "minus", "1", "2", "3",
           "4", "z", "escape", "t")  # fmt: skip
RUNNING = ("s", "S", "r", "R", "space")


@given(
    size=st.sampled_from([SMALL, LARGE, (60, 18), (100, 30)]),
    hidden=st.sampled_from([(), (4,), (3, 2)]),
    problem=st.sampled_from(["xor", "parity-4", "symmetry", "encoder-4-2-4"]),
    keys=st.lists(st.sampled_from([*LOOKING, *RUNNING, "resize"]), max_size=12),
)
@settings(max_examples=20)
async def test_whatever_was_pressed_the_screen_shows_the_present_view(
    size: tuple[int, int], hidden: tuple[int, ...], problem: str, keys: list[str]
) -> None:
    async with dashboard(size, hidden=hidden, problem=PROBLEMS[problem], messages=False) as desk:
        for key in keys:
            await (desk.resize((90, 31)) if key == "resize" else desk.press(key))
        if desk.view.run.training:
            await desk.press("space")
        await desk.trained()
        before, look = picture_of(desk.app), desk.dashboard.look
        for other in (ASCII, look):  # another look paints everything anew
            desk.dashboard.look = other
        await desk.pilot.pause()
        assert "\n".join(differences(before, picture_of(desk.app))) == ""


async def test_the_border_is_sent_again_only_when_it_says_something_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refreshes = Refreshes(monkeypatch)
    async with dashboard() as desk:
        await desk.press("S")
        await settled(desk, refreshes)
        await desk.press("s", "down", "s")
        assert not [widget for widget in refreshes.whole if isinstance(widget, Pane)]
        assert all(refreshes.frame_rows(name, desk) == [] for name in desk.shown)
        right = desk.snapshot.right.copy()
        right[0] = not right[0]
        desk.dashboard.view = View(replace(desk.snapshot, right=right))
        await desk.pilot.pause()
        assert not [widget for widget in refreshes.whole if isinstance(widget, Pane)]
        lower = desk.pane("predictions").room.height
        frames = {name: refreshes.frame_rows(name, desk) for name in desk.shown}
        assert frames == {name: [lower] if name == "predictions" else [] for name in desk.shown}
        assert f"{right.sum()}/4 right" in desk.text
        assert refreshes.layouts == 0


async def test_a_paused_dashboard_has_no_timer_running(monkeypatch: pytest.MonkeyPatch) -> None:
    intervals = Intervals(monkeypatch)
    async with dashboard(speed=4.0) as desk:
        assert intervals.running == set()
        await desk.press("space")
        assert intervals.running == {"frames"}
        await desk.press("space")
        assert intervals.running == set()
        await desk.trained()
        assert not list(desk.app.workers)
        await desk.press("s", "u", "down")
        assert intervals.running == set()


async def test_a_diverged_run_leaves_no_timer_running(monkeypatch: pytest.MonkeyPatch) -> None:
    intervals = Intervals(monkeypatch)
    async with dashboard(speed=math.inf, learning_rate=1e4, output_activation="linear") as desk:
        await desk.press("space")
        await desk.trained()
        assert desk.snapshot.diverged
        assert intervals.running == set()


async def test_the_chart_is_drawn_five_times_a_second_at_most_and_at_once_when_it_stops() -> None:
    async with dashboard() as desk:
        await desk.press("S")
        drawn = desk.canvas("loss")
        gone = desk.view.at(respoken(desk.snapshot, loss=desk.snapshot.loss / 2))
        desk.dashboard.view = gone.running(training=True)
        assert desk.canvas("loss") is drawn
        desk.dashboard.view = gone.running(training=False).looking(inspected=Unit(1, 1))
        assert desk.canvas("loss") is not drawn
