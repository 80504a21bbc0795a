"""The pane shows what the network answers to the middle of every half-block, worked out here by the
plain loop, and tells without colours where the line lies, which cases are wrong or are tests.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from rich.cells import cell_len

from backprop_tui.engine import PROBLEMS, Answer, Problem
from backprop_tui.ui.drawing.canvas import BRAILLE, HALF_BLOCK, SPACE, Canvas
from backprop_tui.ui.drawing.frames import plain
from backprop_tui.ui.drawing.palette import BRIGHT, DARK, STEPS
from backprop_tui.ui.gaze import Gaze, Unit
from backprop_tui.ui.panes.decision_surface import DecisionSurface
from backprop_tui.ui.view import View
from tests.engine.plain import PlainNetwork
from tests.ui.drawn import ASCII, PALETTE, UNICODE, after, answering, look, painted, respoken, view
from tests.ui.driving import LARGE, dashboard

SIZE = (46, 13)
THREE = Problem(
    "three",
    "",
    [[0.0, 0.0], [2.0, 0.0], [1.0, 2.0], [0.4, 0.3]],
    np.eye(3)[[0, 1, 2, 0]],
    class_names=("ant", "bee", "cat"),
)
SOFTMAX: dict[str, Any] = {
    "problem": THREE, "output_activation": "softmax", "loss": "ce", "learning_rate": 0.05,
    "bias": True,
}  # fmt: skip


def pane() -> DecisionSurface:
    return DecisionSurface(5, "surface")


def drawn(seen: View, look: Any = UNICODE, size: tuple[int, int] = SIZE) -> Canvas:
    return painted(pane().paint, seen, *size, look)


def said(seen: View, width: int = 200) -> str:
    """The longest that the lower border may say in so many columns."""
    found = map(plain, pane().subtitles(seen, width, 12))
    return next((each for each in found if len(each) <= width - 4), "")


def slope(**settings: Any) -> View:
    """No hidden units; the answer crosses ½ where x1 + x2 is 1.5: a line that parts three of XOR's
    four cases as they should be.
    """
    snapshot = respoken(
        after(0, hidden=(), bias=True),
        weights=(np.array([[4.0], [4.0]]),),
        biases=(np.array([-6.0]),),
    )
    return View(snapshot, gaze=Gaze(**settings))


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"hidden": (3,), "activation": "tanh", "bias": True},
        {"problem": PROBLEMS["parity-3"], "bias": True, "selected": 5, "plane": 2},
        {"problem": PROBLEMS["hills"], "output_activation": "linear", "learning_rate": 0.001},
    ],
)
def test_every_half_block_has_the_shade_of_what_the_plain_loop_answers(
    settings: dict[str, Any],
) -> None:
    seen = view(300, **settings)
    snapshot, problem = seen.snapshot, seen.snapshot.experiment.problem
    canvas = drawn(seen)
    biases = [vector.copy() for vector in snapshot.biases or ()]
    plain_network = PlainNetwork(
        snapshot.experiment, [matrix.copy() for matrix in snapshot.weights], biases or None
    )
    first, second = [(0, 1), (0, 2), (1, 2)][seen.gaze.plane]
    # The field ends at the right edge, above the numbers of its axis.
    rows = canvas.height - 1
    left = int(np.flatnonzero((canvas.paper != PALETTE.background).any(axis=0))[0])
    columns = canvas.width - left
    checked = 0
    for y in range(rows):
        for x in range(left, canvas.width):
            if canvas.characters[y, x] not in (SPACE, HALF_BLOCK):
                continue
            point = problem.own_inputs[seen.gaze.selected].copy()
            shades = []
            for half in (0, 1):
                for place, share in (
                    (first, (x - left + 0.5) / columns),
                    (second, 1 - (2 * y + half + 0.5) / (2 * rows)),
                ):
                    low, high = problem.inputs[:, place].min(), problem.inputs[:, place].max()
                    point[place] = low + (1.5 * share - 0.25) * (high - low)
                answer = plain_network.forward(point[np.newaxis])[1][-1]
                low, high = seen.target_range
                heat = float(answer[0, 0] - (low + high) / 2) * 2 / (high - low)
                if problem.answer is Answer.BITS:  # both sides of a line are told apart
                    heat = math.copysign(max(abs(heat), 1 / STEPS), heat)
                shades.append(PALETTE.heat(heat))
            found = [int(canvas.ink[y, x]), int(canvas.paper[y, x])]
            if canvas.characters[y, x] == SPACE:
                found[0] = found[1]
            if found == [PALETTE.track] * 2 or _is_box(canvas, x, y):
                continue
            assert found == shades, (x, y)
            checked += 1
    assert checked > 300


def _is_box(canvas: Canvas, x: int, y: int) -> bool:
    """Whether a blank is one of those in a box."""
    return bool(canvas.paper[y, x] in (0xFAFAFA, 0x0C1015))


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_what_a_line_gets_wrong_of_xor_is_marked_and_said(look: Any) -> None:
    canvas = drawn(slope(selected=2), look)
    text = "\n".join(canvas.rows())
    unicode = look is UNICODE
    boxes = (" 1✗ ", "[1✗]", " 0✗ ", " 0 ") if unicode else ("(1!)", "[1!]", "(0!)", "(0)")
    assert [box in text for box in boxes] == [True] * 4
    assert "3✗ wrong" in said(slope())
    assert "line: ŷ = 0.5" in said(slope())


def test_the_line_of_a_slope_is_where_its_answer_is_a_half() -> None:
    canvas = drawn(slope())
    rows, left = canvas.height - 1, 3
    columns = canvas.width - left
    found = list(zip(*np.nonzero(canvas.characters > BRAILLE), strict=True))
    assert len(found) > 8
    for y, x in found:
        x1 = -0.25 + 1.5 * (x - left + 0.5) / columns
        x2 = 1.25 - 1.5 * (y + 0.5) / rows
        assert abs(x1 + x2 - 1.5) <= 0.76 * (1.5 / columns + 1.5 / rows)


def test_values_have_no_line_and_that_is_said() -> None:
    seen = view(10, problem=PROBLEMS["hills"], output_activation="linear", learning_rate=0.001)
    assert not (drawn(seen).characters > BRAILLE).any()
    assert "values: no line" in said(seen)


def test_classes_are_parted_where_another_wins_and_named_on_what_they_win() -> None:
    seen = view(600, **SOFTMAX)
    text = "\n".join(drawn(seen).rows())
    assert all(name in text for name in ("1 ant", "2 bee", "3 cat"))
    assert "line: another class wins" in said(seen)
    inspected = seen.looking(inspected=Unit(2, 1))
    assert "bee (u)" in said(inspected)
    before, now = drawn(seen), drawn(inspected)
    assert (before.characters > BRAILLE).sum() == (now.characters > BRAILLE).sum()
    assert (before.paper != now.paper).any(), "shaded by the inspected output"


def test_many_cases_are_marks_and_a_wrong_one_is_a_cross() -> None:
    seen = view(300, problem=PROBLEMS["gaussians"], test=0.3, bias=True, learning_rate=0.01)
    text = "".join(drawn(seen).rows())
    assert all(mark in text for mark in "●○■□")
    problem = seen.snapshot.experiment.problem
    turned = View(answering(problem, 1 - problem.targets, test=0.3))
    assert "✗" in "".join(drawn(turned).rows())


def test_inputs_that_are_held_are_said_with_where_and_what_lies_elsewhere() -> None:
    seen = view(0, problem=PROBLEMS["symmetry"], selected=9)
    assert "x1, x2 vary; x3 x4 x5 x6 = 1001" in said(seen)
    assert "4 of 64 cases" in said(seen)
    assert plain(pane().title(seen)) == "Decision surface 1 of 15 (a)"
    assert said(seen, 26) == "x3 x4 x5 x6 = 1001"
    other = view(0, problem=PROBLEMS["parity-8"])
    assert "= 0000 and 2 more" in said(other)


def test_a_point_beside_the_plane_is_a_dot() -> None:
    seen = view(0, problem=PROBLEMS["encoder-4-2-4"])
    assert any("·" in row for row in drawn(seen).rows())
    assert "ŷ1 (u)" in said(seen)
    assert "ŷ3 (u)" in said(seen.looking(inspected=Unit(2, 2)))


def test_one_input_has_its_answer_as_a_line() -> None:
    seen = view(100, problem=PROBLEMS["nielsen"], hidden=(), bias=True)
    canvas = drawn(seen)
    assert (canvas.characters > BRAILLE).sum() >= 30, "all along the axis"
    assert "line: the answer" in said(seen)
    assert pane().turned(seen, 1) == {}
    assert not pane().lacking(seen)


def test_what_has_no_plane_says_why_and_a_run_that_diverged_has_no_answers() -> None:
    words = view(0, problem=PROBLEMS["family-trees"], hidden=(2,))
    assert "numbers" in pane().lacking(words)
    assert "one of 24" in " ".join("".join(drawn(words).rows()).split())
    assert pane().turned(words, 1) == {}
    assert said(words) == ""
    seen = view(0)
    lost = View(replace(seen.snapshot, loss=float("nan")))
    assert "no answers: the loss is nan" in "".join(drawn(lost).rows())
    assert said(lost) == ""
    assert "zoom" in "".join(drawn(seen, size=(14, 3)).rows())


def test_in_greys_and_letters_the_shades_are_said_in_other_words() -> None:
    for drawn_with, words in (
        (UNICODE, "■ 0 … ■ 1"),
        (ASCII, "blank 0, @ 1"),
        (look("none"), "dark 0, light 1"),
    ):
        instance = pane()
        instance.draw(view(0), drawn_with)
        assert any(words in plain(each) for each in instance.subtitles(view(0), 80, 12))


def test_while_training_it_is_drawn_a_few_times_a_second_and_follows_the_gaze_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr("backprop_tui.ui.widgets.pane.time.monotonic", lambda: now[0])
    seen, instance = view(0, training=True), pane()
    assert instance.is_due(seen)
    drawn_by(instance, seen)
    assert not instance.is_due(seen)
    assert instance.is_due(seen.looking(selected=2)), "the selected case moves at once"
    assert instance.is_due(seen.running(training=False)), "what stands still is always drawn"
    now[0] += instance.REST
    assert instance.is_due(seen)


def drawn_by(instance: DecisionSurface, seen: View) -> None:
    instance.draw(seen, UNICODE)


async def test_a_click_selects_the_nearest_case_and_keys_move_the_box_at_once() -> None:
    async with dashboard(LARGE) as desk:
        await desk.until(lambda: "[1✗]" in desk.text)
        surface = desk.pane("surface")
        room = surface.room
        await desk.pilot.click(surface, offset=(room.right - 3, room.y + 1))
        await desk.settled()
        assert desk.view.gaze.selected == 3, "the upper right corner is 11"
        await desk.press("up")
        assert desk.view.gaze.selected == 2
        row = next(row for row in desk.rows if "[1" in row)
        assert row.index("[1") > room.x + room.width // 2
        await desk.pilot.click(surface, offset=(room.x, room.bottom - 1))
        await desk.settled()
        assert desk.view.gaze.selected == 2, "an axis is no case"


async def test_a_and_shift_a_go_through_the_pairs_of_inputs() -> None:
    async with dashboard(LARGE, problem=PROBLEMS["parity-3"]) as desk:
        assert "Decision surface 1 of 3 (a)" in desk.text
        await desk.press("a")
        assert "Decision surface 2 of 3 (a)" in desk.text
        assert desk.view.gaze.plane == 1
        await desk.press("A", "A")
        assert "Decision surface 3 of 3 (a)" in desk.text


async def test_where_nothing_has_other_axes_that_is_said() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("a")
        assert desk.said == ["No pane that is shown has other axes."]


async def test_at_80_columns_v_shows_it_and_z_enlarges_it() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("v")
        await desk.until(lambda: "5 Decision surface" in desk.text)
        assert "[1✗]" in desk.text
        await desk.press("5", "z")
        await desk.until(lambda: desk.dashboard.maximized is not None)
        await desk.until(lambda: desk.pane("surface").size.width == 80)
        assert "line: ŷ = 0.5" in desk.text


def test_names_in_wide_letters_have_a_cell_a_letter() -> None:
    table = Problem(
        "table", "", [[0, 0, 1], [1, 1, 1]], np.eye(2), input_names=["数据", "温度", "c"],
        class_names=["犬", "猫"],
    )  # fmt: skip
    seen = view(0, problem=table)
    rows = drawn(seen).rows()
    assert all(cell_len(row) == SIZE[0] for row in rows)
    assert cell_len(said(seen)) == len(said(seen))


@pytest.mark.parametrize("depth", ["truecolor", "256", "standard", "none"])
def test_both_sides_of_a_line_are_told_apart_however_near_to_it_all_answers_are(depth: str) -> None:
    flat = respoken(
        slope().snapshot, weights=(np.array([[1e-5], [1e-5]]),), biases=(np.array([-1e-5]),)
    )
    canvas = drawn(View(flat), look(depth))
    corners = canvas.paper[canvas.height - 2, 4], canvas.paper[0, canvas.width - 1]
    assert corners[0] != corners[1]


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_answers_that_differ_by_rounding_alone_have_no_line_and_no_sides(look: Any) -> None:
    shrunk = respoken(after(0, hidden=()), weights=(np.array([[1.457e-16], [-3.33e-16]]),))
    canvas = drawn(View(shrunk), look)
    assert said(View(shrunk)).startswith("flat: every answer is 0.5 to 1e-15")
    assert "line" not in said(View(shrunk))
    assert said(View(shrunk), 31) == "flat: all 0.5 to 1e-15"
    assert not (canvas.characters > BRAILLE).any()
    ends = set(map(ord, "()[]01!✗"))
    grounds = {
        (letter, paper)
        for row, papers in zip(canvas.characters[:-1, 5:], canvas.paper[:-1, 5:], strict=True)
        for letter, paper in zip(row.tolist(), papers.tolist(), strict=True)
        if letter not in ends and paper not in (BRIGHT, DARK)
    }
    assert len(grounds) == 1


def test_another_output_is_drawn_at_once_while_training() -> None:
    seen, instance = view(0, problem=PROBLEMS["negation"]), pane()
    second = seen.looking(inspected=Unit(len(seen.sizes) - 1, 1))
    assert instance.depends(seen) != instance.depends(second)
    assert (drawn(seen).paper != drawn(second).paper).any()


async def test_where_nothing_is_drawn_a_click_selects_nothing() -> None:
    async with dashboard(LARGE, problem=PROBLEMS["family-trees"], hidden=(2,)) as desk:
        await desk.press("5")
        surface, selected = desk.pane("surface"), desk.view.gaze.selected
        await desk.pilot.click(surface, offset=(surface.room.x + 9, surface.room.y + 2))
        await desk.settled()
        assert desk.view.gaze.selected == selected
