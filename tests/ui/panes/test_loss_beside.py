"""Runs that were left stay in the chart of the one that is shown. Whoever sees no colours, or sees
no braille, must be able to tell them apart, and the present run must stay the one that is seen.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from backprop_tui.engine import Snapshot, Trainer
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import Beside, Curve, Mark
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.view import View
from tests.ui.drawn import ASCII, UNICODE, look, loss_chart, painted

SIZES = [(29, 12), (44, 16), (110, 34)]
GREY = look("none")


def curve(rate: float, length: int) -> Curve:
    """The curve of a loss that falls by a rate from 0.3."""
    losses = 0.3 * np.exp(-rate * np.arange(length))
    return Curve(1, losses, losses, length)


OTHERS = tuple(
    Beside(name, f"lr {k + 1} at {k}", curve(0.001 * (k + 1) ** 2, 1500 - 200 * k), 900 - k, False)
    for k, name in enumerate("abcdf")
)
"""More than are drawn, each faster than the one before."""


@lru_cache
def _present() -> Snapshot:
    trainer = Trainer(Experiment())
    trainer.step(1500)
    return trainer.snapshot()


def among(others: tuple[Beside, ...] = OTHERS, marks: tuple[Mark, ...] = ()) -> Snapshot:
    """The present run, which is slowest, with others beside it."""
    return replace(_present(), letter="e", said="lr .5", beside=others, marks=marks)


def rows(snapshot: Snapshot, size: tuple[int, int], drawn_with: Look = UNICODE) -> list[str]:
    return chart(snapshot, size, drawn_with).rows()


def chart(snapshot: Snapshot, size: tuple[int, int], drawn_with: Look = UNICODE) -> Canvas:
    return painted(loss_chart().paint, View(snapshot), *size, drawn_with)


def curves(drawn: list[str]) -> str:
    """What stands above the step axis."""
    axis = next(y for y, row in enumerate(drawn) if "▲" in row or "^" in row)
    return "".join(drawn[:axis])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("drawn_with", [UNICODE, ASCII, GREY], ids=["unicode", "ascii", "grey"])
def test_of_the_others_four_are_drawn_each_with_its_letter(
    drawn_with: Look, size: tuple[int, int]
) -> None:
    drawn = curves(rows(among(), size, drawn_with))
    assert {mark for mark in drawn if mark.isalpha()} == set("abcde")
    if drawn_with is ASCII:
        # They are made of their letters, and the present one of stars.
        assert min(drawn.count(letter) for letter in "abcd") > 3
        assert drawn.count("e") == 1 < drawn.count("*")


def test_the_present_curve_is_drawn_as_if_it_were_alone() -> None:
    alone, beside = (chart(among(others), (60, 20)) for others in ((), OTHERS))
    mine = alone.ink[:14] == alone.palette.foreground
    # Another scale may be needed for the others: here none is, as they end where it does.
    assert mine.sum() > 20
    assert (beside.ink[:14] == beside.palette.foreground).sum() > 20


def test_below_the_chart_stands_which_run_is_which_as_far_as_there_is_room() -> None:
    lines = {size: rows(among(), size) for size in SIZES}
    assert lines[29, 12][-3:] == [
        "e lr .5                      ",
        "a lr 1 at 0        solved 900",
        "b lr 2 at 1        solved 899",
    ]
    assert [line.split()[0] for line in lines[110, 34][-6:]] == list("eabcdf")
    # A curve needs its rows more.
    assert rows(among(), (29, 8))[-1:] == lines[29, 12][-3:-2]
    assert not any("lr" in row for row in rows(among(), (29, 6)))


def test_what_differs_is_said_shorter_before_it_is_cut() -> None:
    long = replace(OTHERS[0], said="lr .5 → 5, α .1 → .9 at 300")
    said = rows(among((long,)), (29, 12))[-1]
    assert said == "a lr .5→5, α .1→.… solved 900"


def test_the_chart_goes_to_where_another_run_was_solved_if_that_is_not_too_far() -> None:
    def reach(solved: int | None) -> str:
        run = Beside("a", "", curve(1e-4, 100_000), solved, False)
        return rows(among((run,)), (60, 20))[16].split()[-1]

    assert reach(None) == reach(1200) == reach(50_000) == "1.5k"
    assert reach(9_000) == "10k"


def test_the_right_run_beside_a_wrong_one_is_one_of_them_and_needs_no_letter() -> None:
    right = Beside("", "the right run", curve(0.002, 1500), None, True)
    canvas = chart(among((right, OTHERS[0])), (60, 20))
    assert canvas.palette.success in canvas.ink
    assert {mark for mark in curves(canvas.rows()) if mark.isalpha()} == set("ae")
    assert [row[:2] for row in canvas.rows()[-2:]] == ["e ", "a "]


def test_marks_stand_on_the_axis_and_below_it_those_around_the_present_first() -> None:
    marks = tuple(Mark(100 * k, "change", f"lr {k} → {k + 1}") for k in range(1, 15))
    snapshot = among((), marks)
    wide, narrow = rows(snapshot, (250, 20)), rows(snapshot, (29, 12))
    assert wide[-1].startswith("marks 100 lr 1 → 2  200 lr 2 → 3  300 lr")
    (axis,) = (row for row in wide if "▲" in row)
    # One of them is where one stands, and some where the axis has a tick.
    assert axis.count("┴") + axis.count("┼") == 14
    assert axis.count("┼") > 5
    assert narrow[-1] == "marks … 1,300 lr  1,400 lr   "
    back = rows(replace(snapshot, step=400), (29, 12))
    assert "▸400 lr" in back[-1]
    assert "…" in back[-1]
    for width in range(29, 200, 7):
        # What is left out is said to be, at either end.
        line = rows(replace(snapshot, step=700), (width, 12))[-1]
        assert ("100 lr" in line) == (not line.startswith("marks …")), line
        assert ("1,400 lr" in line) == (not line.rstrip().endswith("…")), line
