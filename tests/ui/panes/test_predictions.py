"""Each row must say what the snapshot says: the answer in digits, the bar as long as the answer is
large, the error with its sign, and a mark that NaN can never earn.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Answer, Experiment, Problem, Trainer
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.drawing.frames import Word, plain
from backprop_tui.ui.gaze import Gaze
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_columns import columns
from tests.ui.drawn import (
    ASCII,
    PALETTE,
    UNICODE,
    answering,
    painted,
    predictions,
    text_at,
    view,
)
from tests.ui.reading import read_large, true_to
from tests.ui.strategies import NUMBERS

LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
XOR = PROBLEMS["xor"]
ANSWERS = st.lists(NUMBERS | st.floats(0, 1), min_size=4, max_size=4)


def table(
    targets: list[list[float]],
    inputs: list[list[float]] | None = None,
    answer: Answer | None = None,
) -> Problem:
    """A problem of our own."""
    x = np.array(inputs) if inputs else np.eye(len(targets))
    y = np.array(targets, dtype=float)
    names = tuple(f"x{k}" for k in range(x.shape[1])), tuple(f"y{k}" for k in range(y.shape[1]))
    return Problem("table", "", x, y, *names, answer=answer)


def drawn(seen: View, width: int = 58, height: int = 8, look: Look = UNICODE) -> Canvas:
    return painted(predictions().paint, seen, width, height, look)


def row_of(canvas: Canvas, case: int) -> tuple[int, str]:
    """Where a case is written in its rows, and what is written there."""
    rows, spot = canvas.rows(), next(spot for spot in canvas.spots if spot.target == case)
    y = next(y for y in range(spot.y, spot.y + spot.height) if rows[y].strip())
    return y, rows[y]


@LOOKS
@settings(max_examples=150)
@given(answers=ANSWERS, selected=st.integers(0, 3), width=st.integers(34, 100))
def test_every_row_says_what_the_network_answers_and_how_far_it_is_off(
    look: Look, answers: list[float], selected: int, width: int
) -> None:
    snapshot = answering(XOR, np.array(answers)[:, None])
    canvas = drawn(View(snapshot, gaze=Gaze(selected=selected)), width, 7, look)
    for case, answer in enumerate(answers):
        _, row = row_of(canvas, case)
        target = XOR.targets[case, 0]
        right = abs(answer - target) < 0.5
        assert row[2:8].split() == [f"{x:.0f}" for x in XOR.inputs[case]]
        assert row[9] == f"{target:.0f}"
        shown = formats.activation(answer, 4, 6)
        assert row[11:17] == shown.rjust(5).ljust(6)
        assert true_to(shown, answer)
        close = abs(abs(answer - target) - 0.5) < 0.0005
        verdict = look.glyphs("✓" if right else "✗")
        before = row.rstrip().removesuffix(verdict)
        assert before.endswith(look.glyphs("≈")) == close
        assert true_to(before[17:].rstrip(look.glyphs("≈")).split()[-1], answer - target)
        assert row.rstrip().endswith(look.glyphs("✓" if right else "✗"))
        assert formats.weight(answer - target, 6) in row
        assert row.startswith(look.glyphs("▸")) == (case == selected)


@settings(max_examples=150)
@given(answer=st.floats(-1, 2), width=st.integers(40, 100))
def test_the_bar_is_as_long_as_the_answer_in_half_cells(answer: float, width: int) -> None:
    canvas = drawn(View(answering(XOR, np.full((4, 1), answer))), width)
    _, row = row_of(canvas, 2)
    bar = re.search("[━╸─┼]+", row)
    assert bar is not None
    cells = bar.group()
    assert len(cells) == width - 28
    halves = 2 * cells.count("━") + cells.count("╸")
    assert abs(halves - 2 * len(cells) * min(1.0, max(0.0, answer))) <= 0.5 + 1e-9
    assert cells.lstrip("━").strip("╸─┼") == "", "full, then a half, then the rest"
    assert (cells[len(cells) // 2] == "┼") == (halves <= 2 * (len(cells) // 2))
    ink = canvas.ink[row_of(canvas, 2)[0], bar.start()]
    if halves:
        assert ink == (PALETTE.positive if answer > 0.5 else PALETTE.negative)


@settings(max_examples=60)
@given(answer=st.floats(0, 1))
def test_a_plain_bar_counts_full_cells(answer: float) -> None:
    _, row = row_of(drawn(View(answering(XOR, np.full((4, 1), answer))), 58, 8, ASCII), 1)
    assert row.count("#") == round(answer * 60) // 2
    bar = re.search(r"#*\.*(?= [ +-])", row[18:])
    assert bar is not None
    assert len(bar.group()) == 30


def test_nan_has_no_bar_is_red_and_is_never_right() -> None:
    for answer in (np.nan, np.inf, -np.inf):
        canvas = drawn(View(answering(XOR, np.full((4, 1), answer))))
        for case in range(4):
            y, row = row_of(canvas, case)
            assert not re.search("[━╸─┼✓]", row)
            assert "✗" in row
            assert canvas.ink[y, 14] == PALETTE.error


def test_the_selected_row_is_tinted_and_bold_and_only_that_one() -> None:
    for selected in range(4):
        canvas = drawn(view(selected=selected))
        for case in range(4):
            y, _ = row_of(canvas, case)
            tinted = (canvas.paper[y] == PALETTE.row).all()
            assert tinted == (case == selected)
            assert canvas.bold[y, 3] == (case == selected)


@LOOKS
@pytest.mark.parametrize("selected", [0, 3, 100, 255])
def test_of_many_cases_those_around_the_selected_one_are_shown(look: Look, selected: int) -> None:
    problem = PROBLEMS["parity-8"]
    canvas = drawn(view(problem=problem, selected=selected), 58, 8, look)
    shown = [spot.target for spot in canvas.spots if isinstance(spot.target, int)]
    assert shown == list(view(problem=problem, selected=selected).window(7).cases)
    y, row = row_of(canvas, selected)
    assert row[2:10] == f"{selected:08b}"
    assert row[0] == look.glyphs("▸")
    _, beside = row_of(canvas, next(case for case in shown if case != selected))
    assert beside[0] == " "
    assert y > 0


def test_the_bar_gives_way_to_the_names_of_the_cases() -> None:
    """All eight bits at 80x24, where the pane has 38 columns."""
    for width, bar in ((38, 7), (36, 0), (31, 0)):
        canvas = drawn(view(problem=PROBLEMS["parity-8"], selected=200), width, 8)
        _, row = row_of(canvas, 200)
        assert row[2:13] == "11001000  1"
        assert len("".join(re.findall("[━╸─┼]", row))) == bar
        assert row.rstrip()[-1] in "✓✗"


def test_what_cannot_be_named_in_the_width_has_its_number() -> None:
    cut = drawn(view(problem=PROBLEMS["parity-8"], selected=200), 28, 8)
    assert text_at(cut, 2, row_of(cut, 200)[0], 5) == "#201 "
    measured = table([[0.0], [1.0]], [[0.5, 1, 2, 3], [4, 5, 6, 7]])
    canvas = drawn(View(answering(measured, np.zeros((2, 1)))))
    assert "#2" in row_of(canvas, 1)[1]


@pytest.mark.parametrize(("width", "ends"), [(41, []), (42, ["-20", "1000000"])])
def test_the_ends_of_the_bar_are_never_read_as_one_number(width: int, ends: list[str]) -> None:
    problem = table([[-20.0], [1e6]], [[0.5, 1, 2, 3], [4, 5, 6, 7]])
    heading = drawn(View(answering(problem, np.zeros((2, 1)))), width).rows()[0].split()
    assert heading == ["#", "y", "ŷ", *ends, "error"]


@LOOKS
@pytest.mark.parametrize("width", [38, 58, 98])
@pytest.mark.parametrize("outputs", [1, 3, 12])
@pytest.mark.parametrize("answer", [-9e93, 1e154, -1e154, -1e300, 123456.0])
def test_a_number_that_ran_away_keeps_its_first_digit(
    look: Look, width: int, outputs: int, answer: float
) -> None:
    # Of a few bits a number a case is not all that is shown; see the form that writes those.
    form = Answer.VALUES if outputs == 3 else None
    problem = table([[1.0] * outputs, [0.0] * outputs], answer=form)
    canvas = drawn(View(answering(problem, np.full((2, outputs), answer))), width, 6, look)
    for case, target in enumerate((1.0, 0.0)):
        _, row = row_of(canvas, case)
        *_, shown, error, mark = re.sub(r"[━╸─┼#.]{3,}", "", row).split()
        assert true_to(shown, answer)
        assert true_to(error, answer - target)
        assert all(any(map(str.isdigit, number)) for number in (shown, error))
        assert mark == look.glyphs("✗")


def test_an_error_is_dim_up_to_a_tenth() -> None:
    answers = {0.0: 0.09, 1.0: 0.85}
    canvas = drawn(View(answering(XOR, np.vectorize(answers.get)(XOR.targets))))
    for case, target in enumerate(XOR.targets.ravel().tolist()):
        y, row = row_of(canvas, case)
        error = row.index("-0.15" if target else "+0.09")
        assert canvas.ink[y, error] == (PALETTE.foreground if target else PALETTE.muted)


def test_measured_values_are_blue_above_the_middle_of_the_targets() -> None:
    problem = table([[100.0], [200.0], [150.0]])
    canvas = drawn(View(answering(problem, np.array([[101.0], [151.0], [149.0]]))), 70)
    assert canvas.rows()[0].split()[-3:] == ["100", "200", "error"]
    for case, (number, ink) in enumerate(
        [(" 101", PALETTE.negative), (" 151", PALETTE.positive), (" 149", PALETTE.negative)]
    ):
        y, row = row_of(canvas, case)
        assert canvas.ink[y, row.index(number) + 1] == ink
    shares = [row_of(canvas, case)[1].count("━") for case in range(3)]
    assert shares[0] <= 1
    assert abs(shares[1] - shares[2]) <= 1
    assert shares[1] >= 10


def test_several_outputs_are_a_choice_between_classes() -> None:
    problem = table([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    answers = np.array([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.1, 0.2, np.nan]])
    canvas = drawn(View(answering(problem, answers)), 70)
    expected = [("y0", "y0", "0.70", "-0.30", "✓"), ("y1", "y0", "0.30", "-0.70", "✗")]
    for case, words in enumerate(expected):
        _, row = row_of(canvas, case)
        target, answer, p, error, mark = words
        assert row[11:].split()[:3] == [target, answer, p]
        assert re.search(rf"{re.escape(error)} +{mark}", row)
    assert "p = what output y puts out" in plain(
        predictions().subtitles(View(answering(problem, answers)), 38, 6)[0]
    )
    assert "✗" in row_of(canvas, 2)[1]


def test_of_several_values_the_worst_is_shown_and_named() -> None:
    problem = table([[1, 1, 0], [0, 0, 0]], answer=Answer.VALUES)
    canvas = drawn(View(answering(problem, np.array([[0.9, 0.2, 0.1], [0.1, 0.2, 0.4]]))), 70, 6)
    assert row_of(canvas, 0)[1][8:].split()[:3] == ["1", "y1", "0.20"]
    assert row_of(canvas, 1)[1][8:].split()[:3] == ["0", "y2", "0.40"]


def test_measured_values_have_a_scale_of_their_own() -> None:
    problem = table([[-5.0], [15.0]])
    canvas = drawn(View(answering(problem, np.array([[-5.0], [14.0]]))), 70)
    heading = canvas.rows()[0]
    assert heading.split()[-3:] == ["-5", "15", "error"]
    assert "━" not in row_of(canvas, 0)[1]
    assert row_of(canvas, 1)[1].count("━") >= 30
    assert "✓" in row_of(canvas, 1)[1], "within a tenth of the range"


def test_standardized_values_are_shown_in_their_own_units_beside_the_place_in_the_file() -> None:
    problem = table([[39343], [54445], [66029], [109431]], [[1.1], [3.2], [5.1], [8.7]])
    experiment = Experiment(problem=problem, standardize=True, test=1, test_seed=42)
    snapshot = Trainer(experiment).snapshot()
    learnt, held_out = experiment.problem, snapshot.held_out
    assert held_out is not None
    (aside,) = held_out.problem.rows
    scaling = learnt.scalings[1]
    assert scaling is not None
    outputs = scaling.applied(learnt.own_targets + 1000)
    answers = replace(snapshot, activations=(*snapshot.activations[:-1], outputs))
    canvas = drawn(View(answers), 58)
    said = [
        row.lstrip(" ▸").split() for row in canvas.rows()[1:] if row[2] == "#" and row[0] != "t"
    ]
    for cells, row in zip(said, [row for row in range(4) if row != aside], strict=True):
        own = int(problem.targets[row, 0])
        assert cells[:4] == [
            f"#{row + 1}",
            f"{problem.inputs[row, 0]:g}",
            f"{own}",
            f"{own + 1000}",
        ]
        assert "+1000" in cells
    ends = [f"{learnt.own_targets.min():.0f}", f"{learnt.own_targets.max():.0f}"]
    assert canvas.rows()[0].split()[-3:] == [*ends, "error"]


@pytest.mark.parametrize(("height", "shown"), [(12, 5), (9, 5), (6, 2), (5, 1), (4, 0), (3, 0)])
def test_test_cases_stand_below_the_others_where_there_is_room(height: int, shown: int) -> None:
    """Three of the eight cases are learnt, and take three rows below the heading."""
    problem = PROBLEMS["parity-3"]
    experiment = Experiment(problem=problem, test=5, standardize=True)
    snapshot = Trainer(experiment).snapshot()
    held_out = snapshot.held_out
    assert held_out is not None
    canvas = drawn(View(snapshot), 58, height)
    below = [row for row in canvas.rows() if row[0] == "t"]
    assert len(below) == shown
    for row, case in zip(below, held_out.problem.rows, strict=False):
        cells = row.split()
        assert cells[1:5] == [*f"{case:03b}", f"{problem.targets[case, 0]:.0f}"]
        at = list(held_out.problem.rows).index(case)
        assert cells[5] == formats.activation(float(held_out.predictions[at, 0]), 4).strip()
        assert cells[-1] == "✗✓"[int(held_out.right[at])]


@pytest.mark.parametrize(
    ("seen", "height", "said"),
    [
        (view(2400, test=1), 7, "3/3 right · test 0/1 · error = ŷ − y"),
        (view(2400), 7, "4/4 right · error = ŷ − y"),
        (view(problem=PROBLEMS["parity-4"]), 7, "/16 right · rows 1–6 of 16"),
        (view(problem=PROBLEMS["parity-4"]), 7, "right · rows 1–6 · error = ŷ − y"),
        (view(problem=PROBLEMS["parity-4"], selected=15), 7, "rows 11–16 of 16"),
        (
            View(answering(table([[1, 0], [0, 1]]), np.eye(2))),
            7,
            "2/2 right · p = output y, best 1",
        ),
        (
            View(answering(table([[1, 1], [0, 0]], answer=Answer.VALUES), np.eye(2))),
            4,
            "0/2 right · out = furthest off",
        ),
        (
            View(answering(table([[1, 1], [0, 0]], answer=Answer.VALUES), np.eye(2))),
            7,
            "0/2 right · error = ŷ − y",
        ),
        (View(answering(table([[1, 1], [0, 0]]), np.eye(2))), 4, "0/2 right · y → ŷ in bits"),
    ],
)
def test_the_border_counts_what_is_right(seen: View, height: int, said: str) -> None:
    best, *others, short = map(plain, predictions().subtitles(seen, 40, height))
    assert any(said in text for text in (best, *others))
    assert short in best
    assert len(best) >= max(map(len, others))
    wrong = replace(seen, snapshot=replace(seen.snapshot, right=np.zeros(4, dtype=bool)))
    assert predictions().subtitles(wrong, 40, 7)[0][0] == Word("0/4", "foreground", bold=True)


def test_the_border_says_that_targets_are_out_of_reach_in_as_many_words_as_fit() -> None:
    problem = table([[0], [1], [2], [1]])
    seen = View(Trainer(Experiment(problem=problem)).snapshot())
    pane = predictions()
    said = [plain(text) for text in pane.subtitles(seen, 58, 8)]
    assert said == [
        "0/4 right · targets 0…2, σ gives 0…1",
        "0/4 right · y 0…2, σ gives 0…1",
        "0/4 right · σ gives 0…1",
        "σ gives 0…1",
    ]
    assert plain(pane.subtitles(seen, 58, 3)[0]).endswith(" · rows 1–2 of 4")
    assert "gives" not in "".join(map(plain, pane.subtitles(view(), 58, 8)))


def test_with_room_for_them_all_outputs_of_a_case_are_shown() -> None:
    problem = table([[1, 1, 0], [0, 0, 0]], answer=Answer.VALUES)
    seen = View(answering(problem, np.array([[0.9, 0.2, 0.1], [0.1, 0.2, 0.4]])))
    canvas = painted(predictions().paint, seen, 70, 7)
    rows = canvas.rows()
    assert "out" in rows[0]
    first = [row[8:].split()[:3] for row in rows[1:4]]
    assert first == [["1", "y0", "0.90"], ["1", "y1", "0.20"], ["0", "y2", "0.10"]]
    assert [bool({"✓", "✗"} & set(row)) for row in rows[1:7]] == [True, False, False] * 2
    one = painted(predictions().paint, seen, 70, 6).rows()
    assert [row[8:].split()[:2] for row in one[1:5] if row.strip()] == [["1", "y1"], ["0", "y2"]]


@pytest.mark.parametrize(
    ("levels", "answers", "colours", "marks", "ends"),
    [
        ((0.1, 0.9), (0.48, 0.52, 0.48, 0.52), "-+-+", "✓✓✗✗", (".1", ".5", ".9")),
        ((-1.0, 1.0), (-0.2, 0.2, -0.2, 0.2), "-+-+", "✓✓✗✗", ("-1", "0", "1")),
        ((2.0, 3.0), (2.4, 2.6, 2.4, 2.6), "-+-+", "✓✓✗✗", ("2", "2.5", "3")),
    ],
)
def test_bits_at_other_levels_turn_in_their_middle(
    levels: tuple[float, float],
    answers: tuple[float, ...],
    colours: str,
    marks: str,
    ends: tuple[str, ...],
) -> None:
    seen = View(answering(XOR, [[answer] for answer in answers], levels=levels))
    canvas = drawn(seen)
    header = canvas.rows()[0]
    assert [part.removeprefix("0") or "0" for part in header.split()[-4:-1]] == [*ends]
    targets = [levels[0], levels[1], levels[1], levels[0]]
    for case, (answer, target) in enumerate(zip(answers, targets, strict=True)):
        y, row = row_of(canvas, case)
        assert row.rstrip().endswith(marks[case])
        assert row.split()[-2] == f"{answer - target:+.2f}"
        assert formats.bits(target) in row
        column = row.index(formats.activation(answer, 4, 6).strip())
        ink = {"+": PALETTE.positive, "-": PALETTE.negative}[colours[case]]
        assert canvas.ink[y, column] == ink


def test_the_best_of_a_class_is_the_higher_level() -> None:
    classes = table([[1, 0], [0, 1]])
    shown = View(answering(classes, [[0.7, 0.3], [0.6, 0.4]], levels=(0.1, 0.9)))
    canvas = drawn(shown)
    assert [row_of(canvas, case)[1].split()[-2:] for case in (0, 1)] == [
        ["-0.20", "✓"],
        ["-0.50", "✗"],
    ]
    said = [plain(words) for words in predictions().subtitles(shown, 58, 8)]
    assert any("best 0.9" in text for text in said)


def large_at(canvas: Canvas, y: int, at: slice) -> str:
    """What large digits say around a row."""
    return read_large([row[at] for row in canvas.rows()[y - 1 : y + 2]])


def test_alone_on_a_large_screen_rows_are_spread_and_digits_large() -> None:
    """Four answers in large digits, with four decimals, and a bar of three rows."""
    answers = [0.0123, 0.9876, 0.5021, 0.25]
    seen = View(answering(XOR, np.array(answers)[:, None]))
    canvas = drawn(seen, 196, 53)
    spots = {s.target: s for s in canvas.spots if isinstance(s.target, int)}
    for case, answer in enumerate(answers):
        spot = spots[case]
        assert spot.height == 12
        middle = spot.y + 5
        table = columns(XOR, 196, 0, spot.height)
        at = table.prediction - 1
        assert large_at(canvas, middle, slice(at, at + table.number - 1)) == f"{answer:.4f}"
        at, error = table.residual, f"{answer - XOR.targets[case, 0]:+.4f}"
        assert large_at(canvas, middle, slice(at, at + table.detail.number)) == error
        thick = [y for y in range(spot.y, spot.y + 12) if "█" in canvas.rows()[y]]
        assert thick == [middle - 1, middle, middle + 1]


@pytest.mark.parametrize("height", [7, 20, 34])
def test_more_columns_never_show_fewer_digits(height: int) -> None:
    """Whether large or not, what is read is the answer."""
    seen = View(answering(XOR, np.full((4, 1), 0.123456)))
    before = 0
    for width in (38, 58, 78, 103, 104, 109, 110, 116, 196, 246):
        for look in (UNICODE, ASCII):
            canvas = drawn(seen, width, height, look)
            spot = next(s for s in canvas.spots if s.target == 0)
            y = spot.y + (spot.height - 1) // 2
            table = columns(XOR, width, 0, spot.height if look is UNICODE else min(4, spot.height))
            at = slice(table.prediction - 1, table.prediction - 2 + table.number)
            text = large_at(canvas, y, at) or canvas.rows()[y][at].strip()
            assert true_to(text, 0.123456)
            digits = len(text)
            assert digits >= before
            before = digits
    assert before == len("0.1235")


def test_two_hundred_answers_stand_side_by_side_and_keep_their_order() -> None:
    seen = view(problem=PROBLEMS["spiral"])
    canvas = drawn(seen, 196, 53)
    spots = [s for s in canvas.spots if isinstance(s.target, int)]
    assert [s.target for s in spots] == list(range(200))
    assert len({s.x for s in spots}) == 4
    for spot in spots:
        row = canvas.rows()[spot.y][spot.x : spot.x + spot.width]
        assert row[2:].startswith(f"#{int(str(spot.target)) + 1} ")
        assert row.rstrip()[-1] in "✓✗"
    assert predictions().subtitles(seen, 196, 53)
    assert "rows" not in plain(predictions().subtitles(seen, 196, 53)[0])


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_verdicts_that_hang_on_a_hair_say_so(look: Look) -> None:
    def said(answers: list[float], width: int) -> str:
        seen = View(answering(XOR, np.array(answers)[:, None]))
        found = map(plain, predictions().subtitles(seen, width, 7))
        return next((each for each in found if len(each) <= width - 4), "")

    shrunk = [0.5, 0.5 - 1e-8, 0.5 + 1e-8, 0.5]
    rows = drawn(View(answering(XOR, np.array(shrunk)[:, None])), 44, 7, look).rows()[1:5]
    close, mark = look.glyphs("≈"), look.glyphs("✗")
    assert [row.rstrip().endswith(close + mark) for row in rows] == [True, True, False, True]
    assert rows[2].rstrip().endswith(close + look.glyphs("✓"))
    assert said(shrunk, 40).startswith("1/4 right, all by a hair")
    assert said([0.4996, 0.9, 0.6, 0.499], 40).startswith("4/4 right, 1 by a hair")
    assert "hair" not in said([0.1, 0.9, 0.6, 0.2], 40)
