"""Pane 6 puts every case where its numbers say, shades what the output answers there, and hides
none; which way it looks at the space hangs on how many units there are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import PROBLEMS, Experiment, Problem, Snapshot, Start, Trainer
from backprop_tui.engine.geometry.hidden_space import HiddenSpace as Space
from backprop_tui.engine.presets import PRESETS
from backprop_tui.ui.drawing.canvas import BRAILLE, Canvas
from backprop_tui.ui.drawing.frames import plain
from backprop_tui.ui.drawing.palette import BRIGHT, DARK
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.panes.hidden_space import HiddenSpace, drawn
from backprop_tui.ui.pictures.spaces import chosen, ways
from backprop_tui.ui.pictures.spaces.corners import cuts
from backprop_tui.ui.pictures.spaces.way import names, space_of
from backprop_tui.ui.view import View
from tests.engine.plain import sigmoid
from tests.ui.drawn import ASCII, PALETTE, UNICODE, look, painted, respoken, view
from tests.ui.driving import LARGE, dashboard

SIZE = (36, 8)

SUMS = Start(
    weights=(np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([[3.0], [-6.0]])),
    biases=(np.array([0.0, -1.0]), np.array([-1.5])),
    path="by hand",
)
"""h1 = relu(x1 + x2), h2 = relu(x1 + x2 - 1): 01 and 10 lie in one place, beyond the line."""


def pane() -> HiddenSpace:
    return HiddenSpace(6, "space")


def canvas_of(seen: View, look: Any = UNICODE, size: tuple[int, int] = SIZE) -> Canvas:
    return painted(pane().paint, seen, *size, look)


def text_of(seen: View, look: Any = UNICODE, size: tuple[int, int] = SIZE) -> str:
    return "\n".join(canvas_of(seen, look, size).rows())


def said(seen: View, width: int = 200, size: tuple[int, int] = SIZE) -> str:
    """What the lower border says in so many columns."""
    found = map(plain, pane().subtitles(seen, *size))
    return next((each for each in found if len(each) <= width - 4), "")


def title(seen: View) -> str:
    return plain(pane().title(seen))


def space(seen: View) -> Space:
    found = space_of(seen)
    assert found is not None
    return found


def by_sums(**settings: Any) -> View:
    return view(0, hidden=(2,), activation="relu", bias=True, start=SUMS, **settings)


@pytest.mark.parametrize("steps", [0, 300, 1200, 3000])
def test_bands_have_the_shade_of_what_the_output_makes_of_the_sum(steps: int) -> None:
    seen = view(steps)
    plot = drawn(seen, *SIZE)
    assert plot is not None
    canvas, field = canvas_of(seen), plot.field
    half = (field.across.high - field.across.low) / 2
    assert field.across.low == -half, "the line is in the middle"
    checked = 0
    for column in range(field.columns):
        z = -half + 2 * half * (column + 0.5) / field.columns
        shade = PALETTE.heat(float(2 * sigmoid(z) - 1))
        for y in range(field.rows):
            x = field.x + column
            if canvas.characters[y, x] == ord(" ") and canvas.paper[y, x] not in (BRIGHT, DARK):
                assert canvas.paper[y, x] == shade
                checked += 1
    assert checked > 150
    line = np.flatnonzero((canvas.characters > BRAILLE).any(axis=0)).tolist()
    assert line in ([field.x + field.columns // 2 - 1], [field.x + field.columns // 2])


@pytest.mark.parametrize("steps", [0, 700, 1200, 1300, 2400])
@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("size", [SIZE, (46, 11), (29, 6)])
@pytest.mark.parametrize("hidden", [(1,), (2,), (3,), (4,), (4, 2)])
def test_no_case_of_xor_hides_another(
    steps: int, look: Any, size: tuple[int, int], hidden: tuple[int, ...]
) -> None:
    seen = view(steps, hidden=hidden, selected=2, bias=True)
    for way in ways(seen):
        text = text_of(seen.looking(space=way.name), look, size)
        assert all(name in text for name in ("00", "01", "11", "[10")), way.name


def test_every_case_lies_where_its_numbers_say() -> None:
    seen = view(2400)
    plot, found = drawn(seen, *SIZE), space(seen)
    assert plot is not None
    z = seen.snapshot.z[-1][:, 0]
    assert [mark.across for mark in plot.marks] == z.tolist()
    h = seen.snapshot.activations[1]
    assert [mark.up for mark in plot.marks] == pytest.approx(h @ found.direction)
    canvas = canvas_of(seen)
    for mark, name in zip(plot.marks, ("00", "01", "10", "11"), strict=True):
        x, y = plot.field.cell(mark.across, mark.up)
        row = canvas.rows()[y]
        assert abs(row.index(name) - x) <= 4
        assert canvas.paper[y, row.index(name)] == (BRIGHT if name in ("01", "10") else DARK)


def test_two_units_are_seen_as_they_are_and_the_line_is_straight() -> None:
    seen = by_sums()
    plot = drawn(seen, *SIZE)
    assert plot is not None
    assert [(mark.across, mark.up) for mark in plot.marks] == [(0, 0), (1, 0), (1, 0), (2, 1)]
    assert plot.scores is not None
    across, up = plot.field.pixels()
    expected = 3 * across[None, :] - 6 * up[:, None] - 1.5
    assert plot.scores == pytest.approx(expected)
    assert " 01  10 " in text_of(seen)
    assert title(seen) == "Hidden space h1, h2 (a)"
    assert said(seen).startswith("4/4 on their side · 01 and 10: 1.41 apart as inputs, 0.00 here")
    assert said(seen, 33) == "01, 10: 1.41 apart, here 0.00"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"hidden": (1,)}, ["units"]),
        ({"hidden": (2,)}, ["units", "sums"]),
        ({"hidden": (3,)}, ["sums", "cube"]),
        ({"hidden": (4,)}, ["sums"]),
        ({"hidden": (5, 2)}, ["units", "sums"]),
        ({"hidden": (1,), "direct": True}, ["sums", "units"]),
        ({"hidden": (2,), "direct": True}, ["sums", "units"]),
        ({"hidden": ()}, []),
    ],
)
def test_which_ways_there_are_hangs_on_the_units(
    settings: dict[str, Any], expected: list[str]
) -> None:
    seen = view(0, **settings)
    assert [way.name for way in ways(seen)] == expected
    if len(expected) < 2:
        assert pane().turned(seen, 1) == {}
        return
    for direction in (1, -1):
        passed, each = [], seen
        for _ in expected:
            passed.append(chosen(each).name)
            each = each.looking(**pane().turned(each, direction))
        assert sorted(passed) == sorted(expected)
        assert chosen(each).name == expected[0]


def test_a_way_that_does_not_suit_gives_way_to_the_best() -> None:
    assert chosen(view(0, space="cube")).name == "sums"


def test_a_plane_through_the_cube_is_where_the_sum_is_nought() -> None:
    seen = view(1500, hidden=(3,), bias=True, seed=1, space="cube")
    found = space(seen)
    line = found.line(0)
    assert line is not None
    segments = cuts(found, 0, np.zeros(3), np.ones(3))
    assert len(segments) >= 3
    for ends in segments:
        for end in ends:
            assert float(np.dot(line[0], end)) + line[1] == pytest.approx(0, abs=1e-9)
        on_faces = [{(k, v) for k, v in enumerate(end) if v in (0.0, 1.0)} for end in ends]
        assert on_faces[0] & on_faces[1], "both ends on one face"
    inks = canvas_of(seen, size=(46, 12)).ink
    assert (inks == PALETTE.forward).any()
    assert "#" in text_of(seen, ASCII, (46, 12))
    assert title(seen) == "Hidden space h1, h2, h3 (a)"
    assert "plane" in said(seen, 60)


def test_without_a_boundary_nothing_cuts_the_cube() -> None:
    seen = view(0, hidden=(3,), levels=(-3.0, 1.0), space="cube")
    assert cuts(space(seen), 0, np.zeros(3), np.ones(3)) == []


def test_relu_units_have_a_cube_as_large_as_what_they_put_out() -> None:
    seen = view(20, hidden=(3,), activation="relu", space="cube", bias=True)
    plot = drawn(seen, 46, 12)
    assert plot is not None
    assert all(plot.field.holds(*plot.field.cell(mark.across, mark.up)) for mark in plot.marks)


def test_without_a_hidden_layer_it_says_what_it_needs_and_why() -> None:
    seen = view(0, hidden=())
    assert pane().lacking(seen).startswith("needs a hidden layer: without one the output sees")
    assert "hidden layer" in " ".join(text_of(seen).split())
    assert title(seen) == "Hidden space"
    assert pane().subtitles(seen, *SIZE) == ()
    assert not pane().lacking(view(0, hidden=(3, 2)))


def test_of_several_layers_it_is_the_last() -> None:
    seen = view(0, hidden=(4, 3))
    assert title(seen) == "Hidden space 2 of 2 as ŷ sees it (a)"
    assert space(seen).learnt.hidden.shape == (4, 3)


def test_of_several_outputs_it_is_the_first_or_the_inspected_one() -> None:
    seen = View(view(0, **_encoder()).snapshot)
    assert title(seen) == "Hidden space as ŷ1 sees it (a)"
    inspected = seen.looking(inspected=Unit(2, 2))
    assert title(inspected) == "Hidden space as ŷ3 sees it (a)"
    assert canvas_of(inspected).changed_rows(canvas_of(seen))
    assert pane().depends(seen) != pane().depends(inspected)
    assert pane().depends(seen) == pane().depends(seen.looking(inspected=Unit(1, 0)))


def _encoder() -> dict[str, Any]:
    return {"problem": PROBLEMS["encoder-8-3-8"], "hidden": (3,), "bias": True}


def test_boxes_have_short_names() -> None:
    assert names(PROBLEMS["xor"]) == ("00", "01", "10", "11")
    assert names(PROBLEMS["encoder-8-3-8"]) == tuple("12345678")
    named = Problem("n", "", [[0.0], [1.0]], [[0.0], [1.0]], case_names=["no", "yes"])
    assert names(named) == ("1", "2")


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_many_cases_are_marks_and_how_many_are_seen_is_said(look: Any) -> None:
    seen = View(_moment(replace(PRESETS["circle"].experiment(), test=0.3), 300))
    text = text_of(seen, look)
    assert all(mark in text for mark in ("●○■□" if look is UNICODE else "01oi"))
    assert " of 200 drawn" in said(seen)
    assert re.search(r" · \d+ drawn$", said(seen, 36))


def test_values_have_shades_and_no_line() -> None:
    seen = view(5, problem=PROBLEMS["hills"], output_activation="linear", learning_rate=1e-4)
    canvas = canvas_of(seen)
    assert not (canvas.characters > BRAILLE).any()
    assert said(seen).startswith("answers are values, so there is no line")
    assert said(seen, 36).startswith("values: no line")


def test_where_no_sum_crosses_the_middle_there_is_no_line() -> None:
    assert said(view(0, levels=(-3.0, 1.0))) == "no z₂ crosses -1: no line"


def test_direct_links_place_the_line_for_the_selected_case() -> None:
    seen = view(500, hidden=(1,), direct=True, bias=True, selected=3, space="units")
    assert "as direct links place it for 11" in said(seen)
    assert "as direct links" not in said(seen.looking(space="sums"))
    plot, other = (drawn(seen.looking(selected=case), *SIZE) for case in (3, 0))
    assert plot is not None
    assert other is not None
    assert plot.scores is not None
    assert other.scores is not None
    assert not np.allclose(plot.scores, other.scores)


def test_it_counts_the_cases_on_their_side_and_not_what_is_right() -> None:
    """An answer far beyond its target is wrong, and on its side."""
    snapshot = by_sums(output_activation="linear").snapshot
    weights = (snapshot.weights[0], 10 * snapshot.weights[1])
    seen = View(respoken(snapshot, weights=weights, biases=(SUMS.biases or ())))
    assert not seen.snapshot.right.all()
    assert "4/4 on their side" in said(seen)
    assert "01✗" in text_of(seen)


def test_a_run_that_diverged_or_is_beyond_all_axes_says_so() -> None:
    snapshot = view(0).snapshot
    for factor in (np.nan, 1e120):
        weights = (snapshot.weights[0], factor * snapshot.weights[1])
        lost = View(respoken(snapshot, weights=weights))
        assert "no numbers to draw" in text_of(lost)
        assert pane().subtitles(lost, *SIZE) == ()
    assert "no room" in text_of(view(0), size=(11, 3))


def test_a_large_drawing_has_sentences_below() -> None:
    seen = by_sums()
    rows = canvas_of(seen, size=(100, 30)).rows()
    assert rows[-3].startswith("The answer hangs on z₂ = h·W₂+b₂ alone.")
    assert rows[-2].startswith("The boundary is +3·h1 -6·h2 -1.5 = 0.")
    assert rows[-1].startswith("01 and 10: 1.41 apart as inputs, 0.00 here.")
    assert "apart" not in said(seen, size=(100, 30))
    cube = canvas_of(view(0, hidden=(3,), space="cube"), size=(100, 30)).rows()
    assert cube[-2].startswith("The answer hangs on")
    assert "h1" in cube[-3]


def test_odds_stand_for_the_sum_where_outputs_share_out_a_total() -> None:
    settings = {"problem": PROBLEMS["encoder-4-2-4"], "hidden": (3,), "loss": "ce"}
    seen = view(50, **settings, output_activation="softmax")
    assert "ln odds" in text_of(seen)
    assert "ln(ŷ1/(1-ŷ1))" in text_of(seen, size=(90, 14))


def test_while_training_it_is_drawn_a_few_times_a_second_and_follows_the_gaze_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr("backprop_tui.ui.widgets.pane.time.monotonic", lambda: now[0])
    seen, instance = view(0, training=True), pane()
    assert instance.is_due(seen)
    instance.draw(seen, UNICODE)
    assert not instance.is_due(seen)
    assert instance.is_due(seen.looking(selected=2))
    assert instance.is_due(seen.looking(space="units"))
    assert instance.is_due(seen.running(training=False))
    now[0] += instance.REST
    assert instance.is_due(seen)


async def test_a_click_selects_the_nearest_case() -> None:
    async with dashboard(LARGE, messages=False) as desk:
        desk.session.runs.step(2400)
        desk.session.show()
        await desk.until(lambda: "4/4 in place" in desk.text)
        target = desk.pane("space")
        plot = drawn(desk.view, target.room.width, target.room.height)
        assert plot is not None
        x, y = plot.field.cell(plot.marks[2].across, plot.marks[2].up)
        await desk.pilot.click(target, offset=(target.room.x + x, target.room.y + y))
        await desk.settled()
        assert desk.view.gaze.selected == 2
        assert "[10]" in desk.text


async def test_a_turns_it_when_it_is_focused() -> None:
    async with dashboard(LARGE, hidden=(2,)) as desk:
        await desk.until(lambda: "Hidden space h1, h2 (a)" in desk.text)
        await desk.press("6", "a")
        await desk.until(lambda: "Hidden space as ŷ sees it (a)" in desk.text)
        await desk.press("A")
        await desk.until(lambda: "Hidden space h1, h2 (a)" in desk.text)


def test_presets_can_all_be_looked_at() -> None:
    for name, preset in PRESETS.items():
        experiment = preset.experiment()
        seen = View(_moment(experiment, 20))
        if pane().lacking(seen):
            assert not experiment.hidden, name
            continue
        for way in ways(seen):
            text = text_of(seen.looking(space=way.name))
            assert len(text.strip()) > 20, name
            assert "no " not in text, name


def _moment(experiment: Experiment, steps: int) -> Snapshot:
    trainer = Trainer(experiment)
    trainer.step(steps)
    return trainer.snapshot()


def test_a_border_without_room_tells_sides_by_shades_and_never_by_left_and_right() -> None:
    """Of two units as they are the side of a 1 may be on the left."""
    seen = view(300, hidden=(2,), bias=True, space="units")
    assert said(seen, 29) == "■ 0 … ■ 1 · 2/4 in place"
    for drawn_with, words in ((ASCII, "blank 0, @ 1"), (look("none"), "dark 0, light 1")):
        instance = pane()
        instance.draw(seen, drawn_with)
        found = map(plain, instance.subtitles(seen, *SIZE))
        assert f"{words} · 2/4 in place" in list(found)
    cube = map(plain, pane().subtitles(view(300, hidden=(3,), space="cube"), *SIZE))
    assert not any("■" in each for each in cube)


def test_that_cases_have_come_together_comes_before_how_many_are_in_place() -> None:
    for factor in (1.0, -1.0):
        snapshot = by_sums().snapshot
        weights = (snapshot.weights[0], factor * snapshot.weights[1])
        seen = View(respoken(snapshot, weights=weights))
        assert "01 and 10: 1.41 apart as inputs, 0.00 here" in said(seen)
        assert said(seen, 40) == "01, 10: 1.41 apart, here 0.00"
        assert said(seen, 31) == "01, 10: 1.41 → here 0.00"


@pytest.mark.parametrize("size", [SIZE, (29, 6), (60, 14)])
def test_boxes_stand_beside_the_line_on_the_side_of_their_cases(size: tuple[int, int]) -> None:
    seen = view(300, hidden=(2,), bias=True, space="units")
    canvas, plot = canvas_of(seen, size=size), drawn(seen, *size)
    assert plot is not None and plot.scores is not None
    field, above = plot.field, space(seen).learnt.sums > 0
    assert above.any() and not above.all()
    rows = {int(y) for y, _ in np.argwhere(canvas.characters[: field.rows] > BRAILLE)}
    assert len(rows) >= field.rows - 1, "the line is seen in nearly every row"
    texts = canvas.rows()
    for name, is_above in zip(names(PROBLEMS["xor"]), above, strict=True):
        y = next(k for k in range(field.rows) if name in texts[k])
        x = texts[y].index(name) - field.x
        sides = plot.scores[2 * y : 2 * y + 2, x : x + 2] > 0
        assert (sides == is_above).all()


def test_where_all_cases_are_even_none_is_on_a_side() -> None:
    snapshot = by_sums().snapshot
    flat = respoken(
        snapshot,
        weights=(snapshot.weights[0], 1e-15 * snapshot.weights[1]),
        biases=(np.array([0.0, -1.0]), np.array([0.0])),
    )
    seen = View(flat).looking(space="units")
    assert said(seen) == "every case is answered 0.5 to 1e-15"
    assert said(seen, 28).startswith("all 0.5")
    assert not (canvas_of(seen).characters > BRAILLE).any()
    assert space(seen).line(0) is None
    assert space(seen).even is not None
    assert space(by_sums()).even is None


def test_one_unit_has_its_cases_one_below_another_in_their_order() -> None:
    seen = view(50, hidden=(1,), direct=True, bias=True, space="units")
    plot = drawn(seen, *SIZE)
    assert plot is not None
    heights = [mark.up for mark in plot.marks]
    assert heights == sorted(heights, reverse=True)
    assert [mark.text for mark in plot.marks] == ["00", "01", "10", "11"]
    assert [mark.across for mark in plot.marks] == space(seen).learnt.hidden[:, 0].tolist()


def test_a_plane_cuts_a_cube_that_does_not_begin_at_nought() -> None:
    seen = view(1_500, hidden=(3,), bias=True, activation="tanh", seed=1, space="cube")
    found, low, high = space(seen), np.full(3, -1.0), np.ones(3)
    line = found.line(0)
    assert line is not None
    segments = cuts(found, 0, low, high)
    assert segments
    for end in (low + (high - low) * share for ends in segments for share in ends):
        assert float(np.dot(line[0], end)) + line[1] == pytest.approx(0, abs=1e-9)


def test_a_test_case_in_the_place_of_the_selected_one_is_not_selected() -> None:
    seen = view(5, test=1, selected=0)
    plot = drawn(seen, *SIZE)
    assert plot is not None
    assert [(mark.aside, mark.chosen) for mark in plot.marks] == [
        (False, True), (False, False), (False, False), (True, False),
    ]  # fmt: skip
