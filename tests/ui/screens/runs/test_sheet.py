"""The table, the chart and the words are a function of plain records of runs, so they are read here
without an app. Whatever the size, no run may be mistaken for another.
"""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import Curve, Experiment, Parameter, Runs, find_problem
from backprop_tui.report.comparison.ran import Ran
from backprop_tui.report.comparison.sentences import words
from backprop_tui.report.comparison.survey import Survey
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.screens.runs import chart, sheet
from backprop_tui.ui.screens.runs.labels import label_at
from backprop_tui.ui.screens.runs.plot import reach, span_of
from backprop_tui.ui.screens.runs.table import Listed
from tests.report.comparison.runs import made_up
from tests.ui.drawn import ASCII, UNICODE


def fallen(letter: str, half: float, steps: int, **known: Any) -> Ran:
    """A run whose loss halves every so many steps, solved when it is below 0.01."""
    losses = 0.25 * 0.5 ** (np.arange(steps + 1) / half)
    below = np.flatnonzero(losses < 0.01)
    solved = int(below[0]) if len(below) else None
    came_out = {"solved": solved, "first_right": solved, "is_solved": solved is not None}
    known = {"right": 4, **came_out, **known}
    return made_up(letter, tuple(losses.tolist()), **known)


RUNS = (
    fallen("a", 400, 3000, differs=("XOR 2-4-1 σ seed 42 lr 0.5",)),
    fallen("b", 60, 600, differs=("lr 0.5 → 5 at 300",), origin=("a", 300)),
    fallen("c", 100, 620, differs=("W₂ h1→ŷ = 0",), origin=("b", 360)),
    fallen("d", 200, 1500, differs=("loss mse → bce",), pinned=True, began=Experiment(loss="bce")),
)


def page(runs: tuple[Ran, ...] = RUNS, selected: str = "b", **known: Any) -> sheet.Page:
    listed = Listed(runs, selected, "a", frozenset("d"))
    return sheet.Page(listed, 8, tuple(words(selected, runs)), **known)


def drawn(width: int, height: int, look: Look = UNICODE, **known: Any) -> list[str]:
    canvas = Canvas(width, height, look)
    sheet.paint(canvas, page(**known))
    return canvas.rows()


def test_it_says_what_differs_and_how_each_came_out() -> None:
    rows = drawn(80, 23, command="backprop-tui --lr 5")
    assert rows[0].startswith(" RUNS  what differs, and nothing else")
    assert rows[0].rstrip().endswith("4 of 8 kept")
    assert " ".join(rows[2].split()) == "│ run differs from a from steps solved loss right │"
    assert rows[3].split()[1:3] == ["a", "◀"]
    assert "(XOR 2-4-1 σ seed 42 lr 0.5)" in rows[3]
    assert rows[4].startswith("│ ▸ b   lr 0.5 → 5 at 300")
    assert rows[4].split()[-7:] == ["a", "300", "600", "279", "2.4e-4", "4/4", "│"]
    assert rows[6].startswith("│ ★ d = loss mse → bce")
    assert "of the others the oldest makes way" in rows[7]
    assert rows[-2].rstrip() == " The same as a command: backprop-tui --lr 5"
    said = " ".join(rows)
    assert "In words: b was solved" in said and "heights do not compare" in said


def test_every_run_has_its_sentence_as_far_as_there_is_room() -> None:
    said = (
        ("A long one of a, of which all would take a line and more than that.", "Of a."),
        *((f"Of {letter} there is this and that to say.", f"Of {letter}.") for letter in "bcd"),
    )
    listed = Listed(RUNS, "b", "a")

    def told(width: int) -> str:
        canvas = Canvas(width, 23, UNICODE)
        sheet.paint(canvas, sheet.Page(listed, 8, said))
        rows = [row.strip() for row in canvas.rows()]
        at = next(k for k, row in enumerate(rows) if row.startswith("In words"))
        return " ".join(rows[at:]).strip()

    longest, *others = said
    every = " ".join(("In words:", longest[0], *(each[0] for each in others)))
    assert told(120) == every
    assert told(80) == " ".join(("In words:", longest[0], others[0][0], others[1][0], others[2][1]))
    assert told(48).startswith("In words: Of a. Of b") and told(48).endswith("Of d.")


@pytest.mark.parametrize(
    "command",
    [
        "backprop-tui --by-hand '300:lr=5;360:W2[h1,yhat]=0' --at 360",
        shlex.join(["backprop-tui", "--by-hand", "300:" + ",".join(["W2[h1,yhat]=0.25"] * 9)]),
    ],
)
def test_a_command_is_whole_or_it_is_said_which_key_shows_it(command: str) -> None:
    rows = drawn(80, 23, command=command)
    label = " The same as a command:"
    at = next(k for k, row in enumerate(rows) if row.startswith(label))
    assert rows[at].rstrip() == label
    typed = "\n".join(row.rstrip() for row in rows[at + 1 :]).rstrip()
    assert shlex.split(typed.replace("\\\n", "")) == shlex.split(command)
    many = (*RUNS, *(replace(RUNS[1], letter=letter) for letter in "efgh"))
    rows = drawn(80, 22, command=command, runs=many)
    told = [row.rstrip() for row in rows if row.startswith(label)]
    assert told == [f"{label} y shows it"]


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (120, "(XOR 2-4-1 seed 42 lr 0.5, then 5 at 300, W₂ h1→ŷ = 0 at 360)"),
        (100, "(XOR 2-4-1 #42 ε0.5→5 at 300, W₂ h1→ŷ=0 at 360)"),
        (86, "(XOR 2-4-1 #42 ε0.5→5, W₂ h1→ŷ=0)"),
        (80, "(XOR 2-4-1 #42 ε0.5→5 +1)"),
        (60, "(XOR 2-4-1 #42 +3)"),
    ],
)
def test_of_the_first_run_all_is_said_that_there_is_room_for(width: int, said: str) -> None:
    runs = Runs(Experiment())
    runs.step(300)
    runs.branch()
    runs.change(learning_rate=5.0)
    runs.step(60)
    runs.edit(Parameter(2, 0, 0), 0.0)
    runs.step(10)
    runs.begin(Experiment(seed=7, momentum=0.9))
    runs.drop("a")
    rows = drawn(width, 23, runs=Survey().of(runs.all), selected="b")
    assert said in rows[3]
    if width >= 80:
        assert "gone 300" in rows[3]
    if width >= 120:
        others = "seed 42 → 7, momentum 0 → .9, without lr .5 → 5, without W₂ h1→ŷ = 0"
        assert others in rows[4]


@pytest.mark.parametrize("look", [UNICODE, ASCII])
@given(
    width=st.integers(48, 200), height=st.integers(13, 60), count=st.integers(1, 8),
    chosen=st.integers(0, 7), is_chart=st.booleans(),
)  # fmt: skip
def test_at_every_size_the_chosen_run_is_seen(
    look: Look, width: int, height: int, count: int, chosen: int, is_chart: bool
) -> None:
    runs = tuple(replace(RUNS[k % 4], letter="abcdefgh"[k], origin=None) for k in range(count))
    selected = runs[chosen % count].letter
    rows = drawn(width, height, look, runs=runs, selected=selected, is_chart=is_chart)
    assert {len(row) for row in rows} == {width} and len(rows) == height
    assert look.glyphs.unicode or "".join(rows).isascii()
    text = "\n".join(rows)
    if is_chart:
        assert "All curves" in text and "Runs" not in text
        return
    mark = look.glyphs("▸")
    assert f"{mark} {selected} " in text or f"{mark}{look.glyphs('★')} {selected} " in text
    assert text.count("solved") >= 1


def test_curves_are_told_apart_without_colours() -> None:
    canvas = Canvas(76, 12, UNICODE)
    chart.paint(canvas, RUNS, "a")
    text = "".join(canvas.rows())
    # Beside the letters of the axis' thousands there are those of the runs, once each.
    assert [text.count(run.letter) for run in RUNS] == [1, 1, 1, 1]
    assert text.count("●") == 4
    typed = Canvas(76, 12, ASCII)
    chart.paint(typed, RUNS, "a")
    rows = "".join(typed.rows())
    assert all(rows.count(run.letter) > 3 for run in RUNS) and rows.isascii()


def test_a_curve_that_left_another_one_begins_where_it_left() -> None:
    canvas = Canvas(76, 12, ASCII)
    chart.paint(canvas, RUNS[:2], "b")
    columns = [row.index("b") for row in canvas.rows() if "b" in row]
    # A tenth of the axis, to 3,000 steps, belongs to both, and is drawn once.
    assert min(columns) >= 5 + 70 * 300 // 3000
    alone = Canvas(76, 12, ASCII)
    # The run that it left is not kept any more: then all of it is its own.
    chart.paint(alone, (RUNS[0], replace(RUNS[1], origin=("z", 300))), "b")
    assert min(row.index("b") for row in alone.rows() if "b" in row) < min(columns)


def test_the_chart_goes_to_the_last_solution_and_says_what_it_leaves_out() -> None:
    long = fallen("a", 40, 20_000)
    assert long.solved is not None and reach((long,)) == round(long.solved * 1.12)
    end = span_of((long,)).end
    assert reach((long,)) <= end <= 300
    assert f"to {end:,} of 20,000 steps" in chart.captions((long,))[0]
    never = replace(long, letter="b", solved=None)
    # A run that never gets there is followed, but not until the others are a line.
    assert reach((long, never)) == 8 * long.solved
    assert reach((never,)) == 20_000
    nothing = made_up("a", (0.25,))
    assert chart.captions((nothing,)) == ("",)
    canvas = Canvas(40, 8, UNICODE)
    chart.paint(canvas, (nothing,), "a")
    assert "no step yet" in "".join(canvas.rows())
    small = Canvas(20, 3, UNICODE)
    chart.paint(small, RUNS, "a")
    assert not "".join(small.rows()).strip()


@pytest.mark.parametrize("end", [np.inf, np.nan, 1e300])
def test_a_run_that_diverges_leaves_room_for_the_others(end: float) -> None:
    thrown = made_up("e", (0.25, 0.3, 5.0, 1e12, end), steps=4)
    canvas = Canvas(76, 10, UNICODE)
    chart.paint(canvas, (*RUNS, thrown), "a")
    assert "e12" not in "".join(canvas.rows())


def test_losses_of_zero_are_drawn_at_the_lower_end() -> None:
    exact = made_up("a", (0.25, 0.0, 0.0, 0.0))
    canvas = Canvas(60, 10, UNICODE)
    chart.paint(canvas, (exact,), "a")
    assert "a" in "".join(canvas.rows())
    nothing = made_up("a", (0.0, 0.0, 0.0))
    canvas = Canvas(60, 10, UNICODE)
    chart.paint(canvas, (nothing,), "a")


def test_thousands_of_steps_in_a_column_keep_their_spikes() -> None:
    low, high = np.full(2048, 0.2), np.full(2048, 0.2)
    high[1000] = 3.0
    curve = Curve(512, low, high, 2048 * 512)
    run = replace(made_up("a"), curve=curve, steps=curve.length, loss=0.2)
    canvas = Canvas(60, 12, ASCII)
    chart.paint(canvas, (run,), "a")
    assert len([row for row in canvas.rows() if "a" in row]) > 6


def test_the_chart_says_where_heights_do_not_compare() -> None:
    circle = Experiment(problem=find_problem("circle"))
    other = made_up("b", began=replace(circle, problem_seed=1))
    drawn_apart = chart.captions((made_up("a", began=circle), other))
    assert all(said.endswith("do not compare") for said in drawn_apart)
    assert "cases" in drawn_apart[0] and "kind" in chart.captions(RUNS)[0]
    assert chart.captions(RUNS[:3])[-1] == "log scale"


def test_a_name_stands_beside_its_own_curve_alone() -> None:
    own, other = np.zeros((6, 30), dtype=np.bool_), np.zeros((6, 30), dtype=np.bool_)
    own[1, :20] = other[2, :25] = True
    own[1:5, 20] = True
    found = label_at(own, [other], ~(own | other), 1)
    assert found is not None
    y, x = found
    assert own[y, x - 1] or own[y, x + 1]
    assert not other[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2].any()
    full = np.zeros((6, 30), dtype=np.bool_)
    assert label_at(own, [other], full, 1) is None
