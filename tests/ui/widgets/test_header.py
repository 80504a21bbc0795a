"""The header must always say how far training has come, and as much of what is running as fits. A
narrow terminal loses the least important facts first, and never half a fact.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Problem, Runs, Start, find_preset
from backprop_tui.engine.bugs import BUGS
from backprop_tui.engine.problems.origin import Origin
from backprop_tui.engine.settings import settings_of
from backprop_tui.engine.settings.brief import layers_shorter
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.drawing.large import large
from backprop_tui.ui.run_state import Going
from backprop_tui.ui.sizes import TINY
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets import header
from backprop_tui.ui.widgets.header import TALL
from tests.ui.drawn import ASCII, PALETTE, UNICODE, experiment, painted, respoken, view
from tests.ui.strategies import views


def line(seen: View, width: int, look: Look = UNICODE) -> str:
    return painted(header.paint, seen, width, 1, look).rows()[0]


def test_the_header_names_everything_that_decides_the_run() -> None:
    seen = view(240, bias=True, momentum=0.9, batch_size=2, seed=7)
    said = line(seen, 150)
    for fact in (
        "|| PAUSED", "XOR", "2-4-1+b", " σ ", "seed 7", "lr 0.5", "½Σe²", "α 0.9", "batch 2",
        "at 512/s", "step 240/10,000", f"loss mean e² {seen.snapshot.loss:.4f}", "/4 right",
    ):  # fmt: skip
        assert fact in said


def test_in_the_past_the_header_says_of_how_many_steps_this_is_one_and_of_which_run() -> None:
    runs = Runs(experiment())
    runs.step(300)
    runs.seek(120)
    back = View(replace(runs.snapshot(), letter="b"))
    going = back.running(going=Going(1_234, 37))
    for said in (line(back, 80), " ".join(painted(header.paint, back, 200, TALL).rows())):
        assert re.search("◀ PAST +b +XOR", said)
        assert re.search(r"of 300\b", said)
        assert "10,000" not in said
    for said in (line(going, 80), " ".join(painted(header.paint, going, 200, TALL).rows())):
        assert re.search("◀▶ GOING +b +XOR", said)
        assert "→ 1,234: 37 %" in said
    assert line(back.running(training=True), 80).startswith(" ▶ PAST  b XOR")
    assert line(back, 80, ASCII).startswith(" < PAST  b XOR")


def test_the_header_says_what_was_done_to_the_cases_and_how_those_put_aside_fare() -> None:
    seen = view(240, standardize=True, test=1)
    held_out = seen.snapshot.held_out
    assert held_out is not None
    score = f"test {held_out.loss:.4f}, 0/1"
    said = line(seen, 170)
    for fact in (" standardized ", " test 1 of 4 ", score, "/3 right"):
        assert fact in said
    tall = " ".join(painted(header.paint, seen, 200, TALL).rows())
    assert f"all 3 cases a step; {score} right" in tall
    assert score in line(seen, 80)
    assert "test" not in line(view(240), 170)


def test_the_header_says_how_points_are_drawn_what_is_seen_of_them_and_what_bits_become() -> None:
    points = {"problem": PROBLEMS["circle"], "cases": 50, "noise": 0.25, "problem_seed": 7}
    for chosen, said in (
        ({"levels": (0.1, 0.9)}, "0/1 as 0.1/0.9"),
        ({"features": ("x1", "x1*x2")}, "sees x1, x1*x2"),
        (points, "50 points"),
        (points, "noise 0.25"),
        (points, "points 7"),
    ):
        assert said in " ".join(painted(header.paint, view(**chosen), 200, TALL).rows())
        assert said not in " ".join(painted(header.paint, view(), 200, TALL).rows())


def test_features_named_in_wide_letters_have_a_cell_a_letter() -> None:
    wide = Problem("table", "", [[1.0], [0.0]], [[1.0], [0.0]], input_names=["数据0"])
    assert " sees ??0^2 " in line(view(problem=wide, features=("数据0^2",)), 200)


def test_direct_links_are_said_where_there_are_any() -> None:
    assert "2-1-1+b+d " in line(view(hidden=(1,), bias=True, direct=True), 120)
    assert "2-4-1+d " in line(view(direct=True), 120)
    assert "2-1 " in line(view(hidden=(), direct=True), 120), "there is no layer to skip"


def test_the_header_says_whose_turn_it_is_and_what_is_scheduled_next() -> None:
    settings = {"batch_size": 1, "order": "file", "schedule": "300:lr=0.03,momentum=0.95;400:lr=1"}
    said = line(view(242, **settings), 200)
    for fact in (" batch 1 in order ", " then at 300 lr 0.03 momentum 0.95 ", " epoch 61: 3/4 "):
        assert fact in said
    tall = "".join(painted(header.paint, view(242, **settings), 200, TALL).rows())
    assert "1 of 4 cases a step in order" in tall
    said = line(view(305, **settings), 200)
    assert " lr 0.03 " in said
    assert " then at 400 lr 1 " in said
    assert "epoch" not in line(view(305), 200)
    start = Start((np.ones((2, 4)), np.ones((4, 1))), None, "w.json", steps=2)
    seen = view(3, **{**settings, "schedule": None, "start": start})
    assert "2 steps before" in line(seen, 200)
    assert " epoch 2: 2/4 " in line(seen, 200)


PROMISED = {"error": "½Σe²", "rate": "(lr |ε)0.5", "seed": "(seed |#)7", "units": "σ"}
"""What the first line promises to say, besides the problem, the layers and how far it has come."""


@pytest.mark.parametrize("by_hand", [0, 1, 12])
@pytest.mark.parametrize("bug", [None, *BUGS])
@pytest.mark.parametrize("step", [0, 240, 12_345])
def test_what_is_promised_is_said_shorter_before_it_is_left_out(
    bug: str | None, by_hand: int, step: int
) -> None:
    seen = view(seed=7, bug=bug)
    seen = replace(seen, snapshot=replace(seen.snapshot, step=step, by_hand=by_hand))
    wide, said = line(seen, 150), line(seen, 80)
    forms = {"by hand": f"{by_hand} (changes? )?by hand", **PROMISED} if by_hand else PROMISED
    for text in (wide, said):
        missing = {name for name, form in forms.items() if not re.search(f" {form} ", text)}
        assert bug is None or f" BUG {bug[:9]}" in text
        crowded = bug is not None and by_hand and text == said
        assert ("by hand" not in missing and len(missing) <= 3) if crowded else not missing, text
    assert bug is None or f" BUG {bug} " in wide


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        ((8, 8), "2-8-8-1"), ((8, 8, 8), "2-8×3-1"), ((8,) * 9, "2-8×9-1"),
        ((3, 8, 8, 8, 3), "2-3-8×3-3-1"), ((2, 2, 2), "2×4-1"), ((18, 8, 8), "2-18-8-8-1"),
        ((8, 8, 8, 88), "2-8×3-88-1"),
    ],
)  # fmt: skip
def test_many_layers_that_are_alike_are_counted(hidden: tuple[int, ...], said: str) -> None:
    assert layers_shorter(experiment(hidden=hidden)) == said
    assert layers_shorter(experiment(hidden=hidden, bias=True)) == f"{said}+b"


def test_hidden_and_output_activations_are_told_apart() -> None:
    assert "tanh/σ" in line(view(activation="tanh"), 120)
    assert " σ " in line(view(hidden=(), activation="tanh"), 120), "there is no hidden unit"
    for hidden, activation, output, said in (
        ((3, 2), "tanh,relu", "sigmoid", " tanh/relu/σ "),
        ((3, 2), "tanh,tanh", "sigmoid", " tanh/σ "),
        ((3, 2), "tanh,tanh", "tanh", " tanh "),
        ((3, 2), "sigmoid,tanh", "sigmoid", " σ/tanh/σ "),
        ((3,), "leaky-relu:0.2", "bipolar", " leaky:0.2/bipolar "),
        ((3,), "sigmoid:1", "sigmoid:2", " σ/σ:2 "),
        ((2,) * 5, "tanh,relu,tanh,relu,step", "linear", " tanh/…/step/linear "),
    ):
        seen = view(hidden=hidden, activation=activation, output_activation=output)
        assert said in line(seen, 140)


def test_a_given_start_has_no_seed() -> None:
    start = Start((np.zeros((2, 1)),), None, "start.json")
    said = line(view(hidden=(), start=start), 120)
    assert "given start" in said
    assert "seed" not in said


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
@settings(max_examples=100)
@given(seen=views(units=9), width=st.integers(TINY[0], 200))
def test_state_step_loss_and_score_are_there_at_every_width(
    look: Look, seen: View, width: int
) -> None:
    seen = replace(seen, snapshot=replace(seen.snapshot, experiment=experiment(hidden=(4,))))
    said = line(seen, width, look)
    snapshot = seen.snapshot
    assert look.glyphs(seen.state.value[0]) in said
    assert f" {int(snapshot.right.sum())}/{len(snapshot.right)}" in said
    words = said.split()
    assert any(word.split("/")[0] == f"{snapshot.step:,}" for word in words)
    assert "XOR" in words
    assert said.endswith(" "), "nothing is cut at the edge"


def test_the_measured_speed_is_shown_while_training() -> None:
    assert "1,235 steps/s" in line(view(training=True, rate=1234.6), 150)
    assert "steps/s" not in line(view(), 150)
    assert "at max" in line(view(speed=float("inf")), 150)


def test_the_mark_of_the_state_has_the_colour_of_the_state() -> None:
    gone = view()
    gone = replace(gone, snapshot=respoken(gone.snapshot, loss=float("inf")))
    for seen, paper in (
        (view(), PALETTE.muted),
        (view(training=True), PALETTE.forward),
        (view(5000), PALETTE.success),
        (gone, PALETTE.error),
    ):
        canvas = painted(header.paint, seen, 120, 1)
        assert canvas.paper[0, 1] == paper
        assert canvas.paper[0, 60] == PALETTE.panel
        assert canvas.bold[0, 1]


@pytest.mark.parametrize("size", [(47, 24), (40, 10), (200, 13), (30, 6)])
def test_a_tiny_terminal_is_told_what_is_needed_and_how_training_goes(
    size: tuple[int, int],
) -> None:
    said = " ".join(painted(header.paint, view(123), *size).rows())
    for words in ("too small", "needs 48x14", "step 123", "loss 0.2"):
        assert words in said


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
@settings(max_examples=100)
@given(width=st.integers(1, 50), height=st.integers(1, 13).filter(lambda rows: rows != TALL))
def test_no_number_is_cut_however_tiny_the_terminal(look: Look, width: int, height: int) -> None:
    rows = painted(header.paint, view(123), min(width, TINY[0] - 1), height, look).rows()
    words = " ".join(rows).split()
    whole = {"too", "small", "needs", "48x14", "step", "123", "loss", "0.2501", "·", "."}
    assert set(words) <= whole
    assert width < 5 or words.index("48x14") >= 0


def test_a_single_row_still_says_what_is_needed() -> None:
    assert painted(header.paint, view(7), 40, 1).rows()[0].strip() == "needs 48x14 · step 7"


def test_the_tall_header_says_the_same_with_large_digits() -> None:
    rows = painted(header.paint, view(240, rate=5000.0, momentum=0.5), 200, TALL).rows()
    said = " ".join(rows)
    for fact in ("PAUSED", "XOR 2-4-1", "seed 42", "lr 0.5", "½Σe²", "α 0.5", "at 512/s", "step",
                 "of 10,000", "5,000 steps/s", "loss", "mean (y - ŷ)²", "right", "of 4",
                 "descends E = ½ Σ (ŷ - y)², all 4 cases a step"):  # fmt: skip
        assert fact in said
    assert "2 of 4 cases" in " ".join(painted(header.paint, view(batch_size=2), 200, TALL).rows())


def test_what_is_said_beside_large_digits_leaves_them_whole() -> None:
    """A loss with a long formula, and cases put aside, want more than there is."""
    seen = view(1564, hidden=(), problem="majority-5", loss="margin", test=3)
    for width in range(180, 260):
        rows = painted(header.paint, seen, width, TALL).rows()
        for row, digits in zip(rows[1:], large("1,564"), strict=False):
            assert f"  {digits} " in row
        assert "test 0." in rows[3]


def test_what_was_done_to_a_table_is_said_where_there_is_room_beside_large_digits() -> None:
    note = "3 of 153 cases dropped: a value is missing"
    origin = Origin(("a" * 30, "b" * 30), ("species",), notes=(note, "species became 3 outputs"))
    problem = replace(data_file("iris", ("species=setosa",), ("a" * 30, "b" * 30)), origin=origin)
    seen = view(3, problem=problem, bias=True, momentum=0.9)
    assert "learns species from aaaaaaa" in line(seen, 250)
    assert f" {note}; species became" in line(seen, 250)
    plain = painted(header.paint, view(3, momentum=0.9, bias=True), 200, TALL).rows()
    for width in range(180, 240):
        rows = painted(header.paint, seen, width, TALL).rows()
        digits = rows[2].index("of 10,000")
        assert rows[2][: digits - 30].rstrip().endswith(" at 512/s")
        assert rows[2][digits:].split()[:2] == plain[2][plain[2].index("of 10,000") :].split()[:2]


def test_large_digits_are_three_rows_of_the_same_width() -> None:
    for text in ("0", "2,400", "0.0076", "6.2e-4", "+inf", "nan"):
        rows = large(text)
        assert len(rows) == 3
        assert len({len(row) for row in rows}) == 1
    assert large("1") != large("7")


def test_a_problem_in_any_script_takes_one_column_a_letter() -> None:
    problem = replace(experiment().problem, name="数据 ab")
    assert "?? AB 2-4-1" in line(view(problem=problem), 120)


def data_file(name: str, targets: tuple[str, ...], inputs: tuple[str, ...]) -> Problem:
    cases = 150
    return Problem(
        name, "", np.ones((cases, len(inputs))), np.ones((cases, len(targets))), inputs, targets,
        path=f"{name}.csv",
    )  # fmt: skip


def test_a_number_has_its_name_while_there_is_room() -> None:
    """At 80 columns, though not everything of their rank has room."""
    targets = ("y_setosa", "y_versicolor", "y_virginica")
    problem = data_file("iris", targets, ("a", "b", "c", "d"))
    for hidden in ((3,), (30, 12)):
        said = line(view(problem=problem, bias=True, hidden=hidden), 80)
        assert " step 0 " in said
        assert " mean e² " in said or " loss " in said


SALARY = data_file("s", ("Salary",), ("YearsExperience",))


def test_of_a_data_file_the_header_says_what_is_learnt_and_from_what_where_there_is_room() -> None:
    assert "S learns Salary 1-4-1" in line(view(problem=SALARY), 90)
    assert "S → Salary 1-4-1 σ lr 0.5 ½Σe²" in line(view(problem=SALARY), 80)
    assert "S learns Salary from YearsExperience 1-4-1" in line(view(problem=SALARY), 180)
    rows = painted(header.paint, view(problem=SALARY), 180, TALL).rows()
    assert "S learns Salary" in rows[1]
    assert "learns" not in line(view(), 200), "built-in problems say so by their name"


@pytest.mark.parametrize("bug", [None, "updated-weights", "activation-twice"])
@pytest.mark.parametrize("step", [0, 1_234_567])
def test_what_is_learnt_gives_way_to_what_decides_the_run(bug: str | None, step: int) -> None:
    problem = data_file("数据" * 20, ("Salary of 数 people" * 9, "Bonus"), ("Age", "Town"))
    seen = view(problem=problem, bug=bug, bias=True)
    seen = replace(seen, snapshot=replace(seen.snapshot, step=step))
    wide, said = line(seen, 120), line(seen, 80)
    assert " → Salary" in wide or " learns Salary" in wide
    for text in (wide, said):
        assert " 2-4-2+b σ" in text
        assert f" {step:,}" in text
        assert re.search("(0|150)/150 (right )?$", text)
        assert " mean e² " in text or " loss " in text
    assert " lr 0.5 ½Σe² " in wide
    assert " lr 0.5 " in said or " ε0.5 " in said


def test_four_numbers_have_their_names_and_long_targets_give_way_to_error_and_speed() -> None:
    problem = data_file("mz", ("target_o1", "target_o2"), ("i1", "i2"))
    said = line(view(problem=problem, hidden=(2,), bias=True), 80)
    for always in (" 2-2-2+b σ lr 0.5 ½Σe² ", " 512/s ", " step 0", " loss "):
        assert always in said
    said = line(view(problem=problem, test=30), 80)
    assert re.search(r" (loss|mean e²) 0\.\d+ \d+/120 test 0\.\d+, \d+/30 ", said)


@pytest.mark.parametrize("bug", BUGS)
def test_what_decides_least_is_said_shorter_first(bug: str) -> None:
    seen = view(seed=7, bug=bug)
    for width in range(50, 150):
        said = line(seen, width)
        assert f" BUG {bug} " in said or " seed 7 " not in said, said


@pytest.mark.parametrize("width", range(TINY[0], 160, 3))
@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("family-trees", {"bug": "flipped-sign"}),
        ("encoder-8-3-8", {"bug": "no-slope", "test": 2}),
        ("playground", {"direct": True, "hidden": (8,) * 7}),
        ("xor-minimum", {"bug": "flipped-sign"}),
    ],
)
def test_the_longest_names_lie_over_no_number_and_what_is_cut_has_a_sign(
    name: str, changes: dict[str, Any], width: int
) -> None:
    made = find_preset(name).experiment(**changes)
    seen = view(2, **{each: getattr(made, each) for each in settings_of(type(made))})
    (row,) = painted(header.paint, seen, width, 1).rows()
    words = row.split()
    assert formats.loss(seen.snapshot.loss).strip() in words
    assert f"{int(seen.snapshot.right.sum())}/{len(seen.snapshot.right)}" in words
    assert not row.rstrip().endswith(","), "a loss of the test cases has their count beside it"
    bug = made.bug
    if bug is not None:
        said = words[words.index("BUG") + 1]
        assert said == bug or (said.endswith("…") and bug.startswith(said[:-1]))
