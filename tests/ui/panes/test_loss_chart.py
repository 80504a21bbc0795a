"""A chart may leave out steps, but never an extreme, and its axes must hold every loss from 1e-12
to 1e300. The curve is plotext's, so what is tested is what we feed it and what we do with its
answer.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import Answer, Experiment, Problem, Runs
from backprop_tui.engine.records import Curve
from backprop_tui.engine.runs.history import History
from backprop_tui.report.text.progress import divergence
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.drawing.chart_axes import loss_axis, step_axis
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.loss_curves import AHEAD, points
from tests.ui.drawn import (
    ASCII,
    PALETTE,
    UNICODE,
    dots,
    inks_of,
    look,
    loss_chart,
    painted,
    respoken,
    view,
)

BRAILLE = "".join(map(chr, range(0x2801, 0x2900)))
LOSSES = st.floats(1e-12, 1e30)


@settings(max_examples=300)
@given(steps=st.integers(1, 10**9), width=st.integers(12, 200))
def test_the_step_axis_is_round_and_holds_every_step(steps: int, width: int) -> None:
    axis = step_axis(steps, width)
    assert axis.low == 0
    assert steps <= axis.high <= max(10, 1.51 * steps)
    assert axis.ticks[0] == 0
    assert len(axis.ticks) == len(axis.labels) == len(set(axis.labels)) <= width / 9 + 1
    assert all(tick <= axis.high for tick in axis.ticks)
    for tick, label in zip(axis.ticks, axis.labels, strict=True):
        size = {"k": 1e3, "M": 1e6}.get(label[-1], 1)
        assert float(label.rstrip("kM")) * size == pytest.approx(tick, rel=1e-3)


@pytest.mark.parametrize(("low", "high"), [(0.1, 0.3), (0.004, 0.26), (1e-5, 0.7), (0.249, 0.25)])
def test_a_higher_chart_has_no_fewer_ticks(low: float, high: float) -> None:
    counts = [len(loss_axis(low, high, height).ticks) for height in (12, 15, 26, 34, 56, 66)]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


@settings(max_examples=300)
@given(low=LOSSES, ratio=st.floats(1, 1e9), height=st.integers(4, 60))
def test_the_loss_axis_has_round_ticks_and_holds_the_curve(
    low: float, ratio: float, height: int
) -> None:
    high = low * ratio
    axis = loss_axis(low, high, height)
    assert axis.low <= math.log10(low) + 1e-9
    assert axis.high >= math.log10(high) - 1e-3
    assert axis.high - axis.low <= math.log10(ratio) + 1.1, "little is wasted"
    assert 1 <= len(axis.ticks) == len(axis.labels) <= max(2, height // 3)
    for tick, label in zip(axis.ticks, axis.labels, strict=True):
        assert float(label) == pytest.approx(10**tick, rel=1e-4)
        assert axis.low - 0.01 <= tick <= axis.high + 0.01
        assert len(label) <= 6
    assert len(set(axis.labels)) == len(axis.labels)


@settings(max_examples=150)
@given(
    losses=st.lists(st.floats(1e-15, 1e9), min_size=1, max_size=300),
    width=st.integers(12, 120),
)
def test_the_curve_has_few_points_and_every_extreme(losses: list[float], width: int) -> None:
    history = History()
    history.extend(0, np.array(losses))
    steps, powers = points(history.curve(), width, (len(losses), losses[-1]))
    assert len(steps) == len(powers) <= 2 * width + 1
    assert steps == sorted(steps)
    assert steps[0] == 0
    assert steps[-1] == len(losses)
    assert all(step <= len(losses) for step in steps)
    assert max(powers) == math.log10(max(1e-12, *losses))
    assert min(powers) == math.log10(max(1e-12, min(losses)))


def test_a_smooth_curve_is_drawn_without_teeth() -> None:
    losses = np.power(0.9, np.arange(400.0))
    history = History()
    history.extend(0, losses)
    _, powers = points(history.curve(), 40, (400, float(0.9**400)))
    assert powers == sorted(powers, reverse=True)


def test_a_loss_that_is_not_finite_is_not_fed_to_the_chart() -> None:
    curve = Curve(1, np.array([0.5, 0.4]), np.array([0.5, 0.4]), 2)
    for last in (math.nan, math.inf):
        steps, powers = points(curve, 40, (2, last))
        assert set(steps) == {0.0, 1.0}
        assert all(map(math.isfinite, powers))


def test_the_curve_falls_from_the_first_step_to_the_last() -> None:
    canvas = painted(loss_chart().paint, view(2400), 44, 16)
    rows, columns = np.nonzero((canvas.characters > 0x2800) & (canvas.characters <= 0x28FF))
    assert rows[columns.argmin()] < rows[columns.argmax()] - 6
    assert columns.max() - columns.min() > 25
    assert inks_of(canvas, BRAILLE) == {PALETTE.foreground}
    assert inks_of(canvas, "│┤└┬─") == {PALETTE.faint}
    assert inks_of(canvas, "step0123456789k.") == {PALETTE.muted}


def test_the_ticks_are_decades_and_the_axis_is_named_where_there_is_room() -> None:
    rows = painted(loss_chart().paint, view(2400), 44, 16).rows()
    said = " ".join(rows).split()
    assert "0.1┤" in said
    assert "0.01┤" in said
    assert {"0", "1k", "2k", "step"} <= set(said)
    assert "step" not in " ".join(painted(loss_chart().paint, view(2400), 44, 11).rows())


def test_in_plain_letters_the_curve_is_of_stars() -> None:
    canvas = painted(loss_chart().paint, view(2400), 44, 16, ASCII)
    assert "".join(canvas.rows()).count("*") > 20
    assert inks_of(canvas, "*") == {PALETTE.foreground}


@pytest.mark.parametrize("drawn_with", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("bug", ["uncleared", "summed", "flipped-sign"])
def test_the_right_run_is_told_from_the_wrong_one_without_colours(
    drawn_with: Look, bug: str
) -> None:
    """In grey both have one ink; here it tells which cell is whose."""
    grey = look("none").palette
    assert grey.success == grey.foreground
    seen = view(300, bug=bug)
    canvas = painted(loss_chart().paint, seen, 44, 16, drawn_with)
    marks = {
        ink: {
            (x, chr(canvas.characters[y, x]))
            for y, x in zip(*np.nonzero(canvas.ink == ink), strict=True)
            if canvas.characters[y, x] != ord(" ")
        }
        for ink in (PALETTE.success, PALETTE.foreground)
    }
    if drawn_with is ASCII:
        assert [{mark for _, mark in each} for each in marks.values()] == [{"."}, {"*"}]
    else:
        right, wrong = (
            sum((ord(mark) - 0x2800).bit_count() for _, mark in each)
            / (1 + max(x for x, _ in each) - min(x for x, _ in each))
            for each in marks.values()
        )
        assert right < 1.5 < wrong, "dots in a column"
    assert "descends ½Σe², shows mean e²; dotted: right" in loss_chart().subtitles(seen, 40, 10)


@pytest.mark.parametrize(("drawn_with", "mark"), [(UNICODE, BRAILLE), (ASCII, "o")])
def test_the_loss_of_test_cases_has_a_mark_and_an_ink_of_its_own(
    drawn_with: Look, mark: str
) -> None:
    alone, seen = view(2400), view(2400, test=1)
    canvas = painted(loss_chart().paint, seen, 44, 16, drawn_with)
    held_out = seen.snapshot.held_out
    assert held_out is not None
    drawn = (canvas.ink == PALETTE.forward) & (canvas.characters != ord(" "))
    assert drawn.sum() > 10
    assert {chr(cell) for cell in canvas.characters[drawn]} <= set(mark)
    assert PALETTE.forward not in painted(loss_chart().paint, alone, 44, 16, drawn_with).ink
    # Nothing is learnt from it: here it ends where nearly all of it is wrong, above the other.
    own = (canvas.ink == PALETTE.foreground) & (canvas.characters != ord(" "))
    assert held_out.loss > 0.5 > seen.snapshot.loss
    assert np.nonzero(drawn[:, -8:])[0].max() < np.nonzero(own[:, -8:])[0].min()
    assert "descends ½Σe²; dashed: the test cases" in loss_chart().subtitles(seen, 40, 10)
    both = view(300, test=1, bug="summed")
    assert "descends ½Σe²; dotted right, dashed test" in loss_chart().subtitles(both, 40, 10)
    inks = painted(loss_chart().paint, both, 44, 16, drawn_with).ink
    assert {PALETTE.forward, PALETTE.success, PALETTE.foreground} <= set(inks.ravel().tolist())


def test_test_losses_out_of_all_bounds_leave_the_chart_to_the_others() -> None:
    seen = view(300, test=1)
    held_out = seen.snapshot.held_out
    assert held_out is not None
    for low in (np.inf, 1e-300):
        curve = replace(held_out.curve, low=np.full(300, low), high=np.full(300, low))
        odd = replace(held_out, curve=curve, loss=low)
        changed = replace(seen, snapshot=replace(seen.snapshot, held_out=odd))
        canvas = painted(loss_chart().paint, changed, 44, 16)
        assert np.isfinite(low) or PALETTE.forward not in canvas.ink
        own = (canvas.ink == PALETTE.foreground) & (canvas.characters != ord(" "))
        assert own.sum() > 20
        # Not more than two powers of ten below the loss itself.
        assert not any("1e-" in row for row in canvas.rows())


@pytest.mark.parametrize("bug", [None, "summed"])
def test_after_going_back_all_of_the_run_is_there_what_lies_ahead_fainter(bug: str | None) -> None:
    runs = Runs(Experiment(bug=bug))
    runs.step(300)
    end = painted(loss_chart().paint, View(runs.snapshot()), 44, 16)
    runs.seek(120)
    back = painted(loss_chart().paint, View(runs.snapshot()), 44, 16)
    (axis,) = (y for y, row in enumerate(back.rows()) if "▲" in row)
    here, there = (canvas.rows()[axis].index("▲") for canvas in (back, end))
    assert here < there == 43
    curve = (end.ink == PALETTE.foreground) & (end.characters > 0x2800)
    behind, ahead = curve[:, : here + 1], curve[:, here + 1 :]
    assert {*back.ink[:, : here + 1][behind].tolist()} == {PALETTE.foreground}
    assert {*back.ink[:, here + 1 :][ahead].tolist()} == {PALETTE.dim(PALETTE.foreground, AHEAD)}
    # Without a colour a line stands where one is, and the number of the step below it.
    blank = end.characters[:axis, here] == ord(" ")
    assert {*back.characters[:axis, here][blank].tolist()} == {ord("╎")}
    assert "120" in back.rows()[axis + 1].split()
    moved = np.argwhere(back.characters != end.characters)
    assert all(x in (here, there) or y == axis + 1 for y, x in moved), "nothing else moves"


def test_before_the_first_step_it_says_what_to_press() -> None:
    said = " ".join(" ".join(painted(loss_chart().paint, view(), 29, 12).rows()).split())
    assert said.startswith("no steps yet to learn: 1 if the two inputs differ")
    assert said.endswith("space train s one step i about this")


@pytest.mark.parametrize("step", [0, 100])
@pytest.mark.parametrize("loss", [math.nan, math.inf])
def test_a_diverged_run_says_what_happened_and_what_to_try(step: int, loss: float) -> None:
    seen = view(step, learning_rate=8.0)
    canvas = painted(
        loss_chart().paint, replace(seen, snapshot=respoken(seen.snapshot, loss=loss)), 40, 12
    )
    said = " ".join(canvas.rows())
    try_this = ("r resets", "smaller --lr than 8") if step else ("smaller --scale",)
    for words in (f"diverged: loss is {loss:g}", "too large", *try_this):
        assert words in said
    assert (canvas.paper == PALETTE.error).any(axis=1).sum() == 1
    assert (dots(canvas) > 0) == (step > 0), "the curve so far stays"


def test_while_training_a_chart_is_drawn_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("backprop_tui.ui.widgets.pane.time.monotonic", lambda: now)
    chart, training = loss_chart(), view(training=True)
    assert chart.is_due(training)
    chart.draw(training, ASCII)
    assert not chart.is_due(training)
    assert chart.is_due(training.running(training=False)), "what stands still is always drawn"
    assert chart.is_due(training.looking(selected=1)), "and what somebody asks for"
    now += 0.9 * chart.REST
    assert not chart.is_due(training)
    now += 0.2 * chart.REST
    assert chart.is_due(training)


@settings(max_examples=60)
@given(spike=st.integers(0, 4999), width=st.integers(20, 100))
def test_one_step_far_above_the_others_is_never_lost(spike: int, width: int) -> None:
    losses = np.full(5000, 0.01)
    losses[spike] = 100.0
    history = History()
    history.extend(0, losses)
    steps, powers = points(history.curve(), width, (5000, 0.01))
    at = steps[powers.index(2.0)]
    assert abs(at - spike) <= 5000 / width * 2 + 8


def test_the_border_names_what_is_descended_and_what_is_displayed() -> None:
    chart, seen = loss_chart(), view()
    said = chart.subtitles(seen, 40, 10)
    assert said[0] == "descends E = ½ Σ (ŷ - y)², shows the mean (y - ŷ)², log scale"
    assert "mean e² (descends ½Σe²)" in said
    assert "mean -[y ln" in chart.subtitles(view(loss="bce"), 40, 10)[0]
    same = chart.subtitles(view(loss="mean"), 40, 10)
    assert same[0] == "descends and shows the mean (y - ŷ)², log scale"
    assert isinstance(seen, View)


@pytest.mark.parametrize("chosen", [{}, {"test": 1}, {"bug": "summed"},
                                    {"test": 1, "bug": "summed"}, {"l2": 0.1},
                                    {"loss": "bce", "test": 1}])  # fmt: skip
def test_every_border_of_this_width_or_another_says_what_is_descended(
    chosen: dict[str, Any],
) -> None:
    seen = view(300, **chosen)
    experiment = seen.snapshot.experiment
    loss, alone = experiment.loss_function, not chosen.keys() & {"test", "bug"}
    for room in range(16, 120):
        said = next(
            text for text in loss_chart().subtitles(seen, room, 10) if len(str(text)) <= room
        )
        if not alone or room >= 40:
            assert loss.short in said or loss.formula in said, (room, said)
    wide = loss_chart().subtitles(seen, 120, 10)[0]
    assert ("½ 0.1 Σ w²" in wide or "½ λ Σ w²" in wide) == ("l2" in chosen)


def test_what_diverged_because_many_cases_are_summed_is_told_so_with_a_rate() -> None:
    inputs = np.linspace(-1, 1, 150)
    line = Problem("line", "", inputs, 3 * inputs, answer=Answer.VALUES)
    chosen: dict[str, Any] = {"problem": line, "output_activation": "linear"}
    seen = view(3000, **chosen)
    assert seen.snapshot.diverged
    said = " ".join("".join(painted(loss_chart().paint, seen, 44, 16).rows()).split())
    assert "a step sums 150 cases, too many for lr 0.5 r resets; try --lr" in said
    rate = float(said.split("--lr ")[1].split()[0])
    assert not view(3000, **chosen, learning_rate=rate).snapshot.diverged
    told = divergence(seen.snapshot)
    assert f"a step sums 150 cases, too many for lr 0.5: try --lr {rate:g}" in told


def test_a_loss_without_a_logarithm_is_said_to_be_drawn_elsewhere() -> None:
    seen = view(5)
    for loss, said in ((0.0, "loss 0: drawn at 1e-12"), (1e-15, "loss below 1e-12: drawn at")):
        zero = replace(seen, snapshot=replace(seen.snapshot, loss=loss))
        assert any(said in str(text) for text in loss_chart().subtitles(zero, 40, 10))
