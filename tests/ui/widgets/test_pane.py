"""A pane is a frame around one drawing; the drawing keeps its last picture and asks only for the
rows that differ. Both are tried here without an app, with a drawing that writes down what it asks
for.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.geometry import Region, Size

from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import Caption, plain
from backprop_tui.ui.layouts import PANES, PanePlace
from backprop_tui.ui.panes.predictions import Predictions
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.drawing import Drawing
from backprop_tui.ui.widgets.pane import Pane
from tests.ui.drawn import UNICODE, look, view
from tests.ui.driving import dashboard

VIEW = view()
ROWS = 6


class Written(Drawing):
    """A drawing of some lines of text that writes down which rows it asks for."""

    def __init__(self, lines: list[str], size: tuple[int, int] = (8, ROWS)) -> None:
        super().__init__(self.write)
        self.lines, self.asked, self.given = lines, list[tuple[Region, ...]](), Size(*size)

    @property
    def size(self) -> Size:
        return self.given

    def refresh(self, *regions: Region, **_: bool) -> Written:
        self.asked.append(regions)
        return self

    def write(self, canvas: Canvas, _: View) -> None:
        for y, text in enumerate(self.lines):
            canvas.text(0, y, text)

    def rewrite(self, lines: list[str]) -> list[int] | None:
        """Draw other lines; the rows that were asked for, `None` for everything."""
        self.lines = lines
        self.asked.clear()
        self.draw(replace(VIEW), UNICODE)
        assert len(self.asked) <= 1
        if not self.asked:
            return []
        return [y for r in self.asked[0] for y in range(r.y, r.bottom)] if self.asked[0] else None


LINES = st.lists(st.sampled_from(["", "a", "ab"]), min_size=ROWS, max_size=ROWS)


@settings(max_examples=100)
@given(before=LINES, after=LINES)
def test_just_the_rows_that_differ_are_asked_for(before: list[str], after: list[str]) -> None:
    drawing = Written(before)
    assert drawing.rewrite(before) is None, "the first time everything"
    expected = [y for y in range(ROWS) if before[y] != after[y]]
    asked = drawing.rewrite(after)
    assert asked == (None if len(expected) == ROWS else expected)
    assert [drawing.render_line(y).text.rstrip() for y in range(ROWS)] == after
    assert drawing.rewrite(after) == []


def test_neighbouring_rows_are_asked_for_as_one_rectangle() -> None:
    drawing = Written([""] * ROWS)
    drawing.rewrite([""] * ROWS)
    drawing.rewrite(["a", "a", "", "a", "", ""])
    assert drawing.asked == [(Region(0, 0, 8, 2), Region(0, 3, 8, 1))]


def test_the_same_view_in_the_same_size_is_not_even_painted_again() -> None:
    drawing = Written(["a"] * ROWS)
    drawing.draw(VIEW, UNICODE)
    painted_once = drawing.lines = ["b"] * ROWS
    drawing.draw(VIEW, UNICODE)
    assert drawing.render_line(0).text.rstrip() == "a"
    drawing.draw(replace(VIEW), UNICODE)
    assert drawing.render_line(0).text.rstrip() == painted_once[0]


def test_another_look_or_size_draws_everything_again() -> None:
    drawing = Written(["a"] * ROWS)
    drawing.rewrite(["a"] * ROWS)
    drawing.asked.clear()
    drawing.draw(VIEW, look(dark=False))
    assert drawing.asked == [()]
    drawing.given = Size(10, 3)
    assert drawing.render_line(0).cell_length == 10, "even before anybody asks for it"
    assert drawing.at(0, 0) is None


def test_before_the_first_view_and_beyond_the_last_row_it_is_blank() -> None:
    drawing = Written(["a"] * ROWS)
    assert drawing.render_line(0).text == " " * 8
    assert drawing.at(0, 0) is None
    drawing.rewrite(["a"] * ROWS)
    assert drawing.render_line(ROWS).text == " " * 8


@pytest.mark.parametrize("size", [(0, 4), (4, 0)])
def test_without_room_nothing_is_drawn(size: tuple[int, int]) -> None:
    drawing = Written(["a"], size)
    drawing.draw(VIEW, UNICODE)
    assert drawing.asked == []


def test_what_was_drawn_before_there_was_no_room_is_old_afterwards() -> None:
    drawing = Written(["a"] * ROWS)
    drawing.draw(VIEW, UNICODE)
    drawing.given, drawing.lines = Size(0, 0), ["b"] * ROWS
    drawing.draw(seen := replace(VIEW), UNICODE)
    drawing.given = Size(8, ROWS)
    drawing.draw(seen, UNICODE)
    assert drawing.render_line(0).text.rstrip() == "b"


async def test_a_part_of_a_pane_is_cut_out_of_it() -> None:
    async with dashboard() as desk:
        pane = desk.pane("predictions")
        width, height = pane.size
        whole = [strip.text for strip in pane.render_lines(pane.size.region)]
        part = [strip.text for strip in pane.render_lines(Region(5, 2, 20, 3))]
        assert part == [row[5:25] for row in whole[2:5]]
        end = [strip.text for strip in pane.render_lines(Region(0, height - 1, width, 2))]
        assert end == [whole[-1], " " * width]


async def test_what_is_drawn_makes_way_for_blanks_at_once() -> None:
    async with dashboard() as desk:
        pane = desk.pane("loss")
        before = desk.canvas("loss").width
        pane.blanks += 2
        assert desk.canvas("loss").width == before - 4
        assert pane.render_line(3).text[:4] == "│   "
        assert pane.render_line(3).cell_length == pane.size.width


async def test_what_nobody_sees_is_not_painted_and_is_new_when_it_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    painted = []
    monkeypatch.setattr(Predictions, "paint", lambda pane, *_: painted.append(pane.id))
    async with dashboard() as desk:
        await desk.press("s")
        assert painted == ["predictions"] * 2
        await desk.press("1", "z")
        await desk.until(lambda: desk.shown == ["network"])
        await desk.pilot.pause()
        await desk.press("s", "down", "s")
        assert len(painted) == 2
        await desk.press("z")
        await desk.until(lambda: len(painted) > 2)
        await desk.pilot.pause()
        assert painted == ["predictions"] * 3, "once for all that it has missed"
    async with dashboard() as desk:
        await desk.press("1", "z", "s", "down", "s", "z", "escape")
        seen = desk.text
    async with dashboard() as desk:
        await desk.press("s", "down", "s")
        assert desk.text == seen


def test_a_pane_without_a_brush_is_an_error() -> None:
    with pytest.raises(NotImplementedError):
        Pane(9, "nine").paint(Canvas(1, 1, UNICODE), VIEW)
    assert Pane(9, "nine").subtitles(VIEW, 40, 7) == ()
    assert Pane(9, "nine").is_due(VIEW)
    assert not Pane(9, "nine").lacking(VIEW)


RESTING = [place for place in PANES if place.pane.REST]


@pytest.mark.parametrize("place", RESTING, ids=[place.name for place in RESTING])
def test_a_pane_that_rests_answers_a_key_with_the_moment_that_it_shows(
    place: PanePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("backprop_tui.ui.widgets.pane.time.monotonic", lambda: now[0])
    instance, drawn = place.pane(1, place.name), list[View]()

    def subtitles(seen: View, width: int, height: int) -> tuple[Caption, ...]:
        drawn.append(seen)
        return ()

    monkeypatch.setattr(instance, "subtitles", subtitles)
    earlier = view(10, training=True)
    later = earlier.at(view(20).snapshot).looking(selected=2)
    # Of one run, as these two are, both have the very same experiment.
    later = later.at(replace(later.snapshot, experiment=earlier.snapshot.experiment))

    def shown(seen: View) -> tuple[int, int]:
        instance.draw(seen, UNICODE)
        return drawn[-1].snapshot.step, drawn[-1].gaze.selected

    assert shown(earlier) == (10, 0)
    if instance.depends(earlier) != instance.depends(earlier.looking(selected=2)):
        assert shown(later) == (10, 2), "the case that was asked for, at the moment that is shown"
    for selected in (3, 0):
        now[0] += 0.6 * instance.REST
        last = shown(later.looking(selected=selected))
    assert last == (20, 0), "keys do not keep it from going on"
    stopped = later.running(training=False).at(view(30).snapshot)
    assert shown(stopped) == (30, 2), "what stands still is exact"


def test_every_pane_has_a_heading_and_can_be_focused_and_zoomed() -> None:
    for name, pane in ((place.name, place.pane) for place in PANES):
        assert name in pane.HEADING.lower()
        assert pane.ALLOW_MAXIMIZE
        instance = pane(3, name)
        assert (instance.can_focus, instance.number, instance.id) == (True, 3, name)
        assert plain(instance.title(VIEW)).startswith(pane.HEADING)
