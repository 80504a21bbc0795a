"""What is on is read back from the row and compared with the numbers behind it: a name that is
there must be on, one that is missing must be off, and what should be follows where it differs.
"""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import Answer, Experiment, Problem
from backprop_tui.engine.core.calls import Array
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.drawing.frames import plain
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.answer_forms import form_of
from backprop_tui.ui.widgets.answer_names import AnswerNames, said
from tests.ui.drawn import ASCII, PALETTE, UNICODE, answering, painted, predictions
from tests.ui.panes.test_predictions import table

PEOPLE = ("Christopher", "Andrew", "Arthur", "James", "Charles", "Colin", "Penelope", "Christine",
          "Victoria", "Jennifer", "Margaret", "Charlotte")  # fmt: skip


def people(*targets: tuple[int, ...]) -> Problem:
    """A problem whose answers are people, and whose cases have names too long for any column."""
    outputs = np.zeros((len(targets), len(PEOPLE)))
    for case, on in enumerate(targets):
        outputs[case, list(on)] = 1
    names = [f"{PEOPLE[case % 12]} and Christopher's granddaughter" for case in range(len(targets))]
    return Problem(
        "people", "", np.eye(len(targets)), outputs, target_names=PEOPLE, case_names=names
    )


FAMILY = people((3,), (8, 10), (5,), (0,))


def row(answers: Array, width: int, case: int = 0, look: Look = UNICODE) -> str:
    """What is written after the label of a case."""
    seen = View(answering(FAMILY, answers))
    text = painted(predictions().paint, seen, width, 8, look).rows()[1 + case]
    return text[text.index(look.glyphs("→")) :].rstrip()


def outputs(*on: int, rest: float = 0.125) -> Array:
    """Answers to all four cases, of which these are on."""
    found = np.full((4, 12), rest)
    found[:, list(on)] = 0.875
    return found


@pytest.mark.parametrize(
    ("width", "on", "case", "expected"),
    [
        (38, (8, 10), 1, "→ Victoria+Margaret    ✓"),
        (38, (8,), 1, "→ Victo ≠ Victo+Marga  ✗"),
        (38, (), 1, "→ none ≠ Victor+Margar ✗"),
        (38, (3, 5), 0, "→ James+Colin ≠ James  ✗"),
        (38, (0, 1, 2, 3), 0, "→ 4 on ≠ James         ✗"),
        (58, (8,), 1, "→ Victoria ≠ Victoria+Margaret        0.88 ✗"),
        (58, (8, 10), 1, "→ Victoria+Margaret                   0.12 ✓"),
        (78, (), 0, "→ none, most Christopher 0.12 ≠ James  0.88 ✗"),
    ],
)
def test_a_row_names_what_is_on_and_what_should_be(
    width: int, on: tuple[int, ...], case: int, expected: str
) -> None:
    assert re.sub(" +", " ", row(outputs(*on), width, case)) == re.sub(" +", " ", expected)


SETS = st.sets(st.integers(0, 11), max_size=6)


@settings(max_examples=200)
@given(on=SETS, case=st.integers(0, 3), width=st.integers(30, 120))
def test_names_that_are_read_back_are_what_is_on(on: set[int], case: int, width: int) -> None:
    should = set(np.flatnonzero(FAMILY.targets[case]).tolist())
    text = row(outputs(*on), width, case)
    assert text.endswith("✓" if on == should else "✗")
    said = re.sub(r" +(\d\.\d\d +)?[✓✗]$", "", text.removeprefix("→ "))
    assert (" ≠ " in said) == (on != should)
    for part, expected in zip(said.split(" ≠ "), (on, should), strict=False):
        if "…" in part:
            continue
        if not expected:
            assert part.startswith("none")
        elif len(expected) > 3:
            assert part == f"{len(expected)} on"
        else:
            found = part.split("+")
            assert len(found) == len(expected)
            for name, output in zip(found, sorted(expected), strict=True):
                start, _, end = name.partition("~")
                assert PEOPLE[output].startswith(start)
                assert PEOPLE[output].endswith(end)


def test_the_error_is_that_of_the_output_that_is_furthest_off_and_dim_if_it_is_small() -> None:
    answers = outputs(3, rest=0.05)
    answers[0, 3] = 0.8125
    canvas = painted(predictions().paint, View(answering(FAMILY, answers)), 98, 8)
    assert "error" in canvas.rows()[0]
    text = canvas.rows()[1]
    assert text.split()[-2:] == [formats.activation(0.1875).strip(), "✓"]
    assert canvas.ink[1, text.index("0.19")] == PALETTE.foreground
    answers[0, 3] = 0.96
    canvas = painted(predictions().paint, View(answering(FAMILY, answers)), 98, 8)
    assert canvas.ink[1, canvas.rows()[1].index("0.05")] == PALETTE.muted


@pytest.mark.parametrize("width", [38, 58, 98])
def test_what_is_no_number_is_never_named_and_never_right(width: int) -> None:
    answers = outputs(3)
    answers[0, 7] = np.nan
    text = row(answers, width)
    assert text.startswith("→ nan ≠ James")
    assert text.endswith("✗")


def test_plain_letters_take_no_more_room() -> None:
    text = row(outputs(), 38, 1, ASCII)
    assert text.startswith("> none != ")
    assert len(text) == 25
    assert text.endswith(" NO"), "the mark is where it always is"


@given(width=st.integers(1, 60))
def test_in_any_width_two_cases_have_two_names(width: int) -> None:
    labels = form_of(FAMILY).labels(FAMILY, width)
    assert len(set(labels.names)) == 4
    assert labels.width <= max(2, width - 28)


@given(room=st.integers(0, 40))
def test_both_have_room_or_are_marked_as_cut(room: int) -> None:
    answer, wanted = said(FAMILY, outputs(0, 7)[0], FAMILY.targets[1], room, 3)
    assert len(answer) + len(wanted) <= room
    same, nothing = said(FAMILY, FAMILY.targets[1], FAMILY.targets[1], room, 3)
    assert len(same) <= room + 3
    assert not nothing


def test_only_many_bits_of_which_few_are_on_are_named() -> None:
    names = AnswerNames()
    assert names.suits(FAMILY)
    assert not names.suits(people((0, 1, 2, 3)))
    assert not names.suits(table([[1, 0, 0, 0, 1, 0, 0, 0]]))
    classes = Problem("c", "", np.eye(12), np.eye(12), answer=Answer.CLASSES)
    assert not names.suits(classes)
    assert "≠" in plain(predictions().subtitles(View(answering(FAMILY, outputs())), 58, 8)[0])


def test_on_is_what_lies_above_the_middle_of_the_levels() -> None:
    """Of -1 and 1 the middle is 0, which 0.25 is above and -0.25 is below."""
    problem = Experiment(FAMILY, levels=(-1, 1)).problem
    answers = np.full(12, -0.25)
    answers[[8, 10]] = 0.25
    assert said(problem, answers, problem.own_targets[1], 30, 3) == ("Victoria+Margaret", "")
    assert said(problem, answers, problem.own_targets[0], 30, 3) == ("Victoria+Margaret", "James")
