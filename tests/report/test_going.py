"""What is typed to go to a moment must mean one moment or be refused in a line that says what can
be typed instead; and whatever is found lies within the steps that were taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import BadSetting, Snapshot, Trainer
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import Curve, Mark
from backprop_tui.engine.runs.marks import MOST_LETTERS
from backprop_tui.report.going import Sought, name_for, sought
from tests.engine.refusals import refused

MARKS = (
    Mark(0, "start", "start"),
    Mark(300, "change", "lr .5 → 5"),
    Mark(386, "right", "4/4"),
    Mark(400, "named", "the elbow"),
    Mark(420, "change", "lr 5 → .5"),
    Mark(481, "solved", "solved"),
    Mark(600, "end", "end"),
)
"""What a run may have been through."""


@lru_cache
def _network() -> Snapshot:
    return Trainer(Experiment()).snapshot()


def there(step: int, length: int = 600, stride: int = 1, marks: Sequence[Mark] = MARKS) -> Snapshot:
    """A moment of a run whose loss halves every hundred steps, from 1."""
    losses = 0.5 ** (np.arange(length) / 100)
    starts = np.arange(0, length, stride)
    low, high = np.minimum.reduceat(losses, starts), np.maximum.reduceat(losses, starts)
    curve = Curve(stride, low, high, length)
    present = float(0.5 ** (step / 100))
    return replace(_network(), step=step, curve=curve, loss=present, marks=tuple(marks))


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("360", 360), (" 0360 ", 360), ("0", 0), ("600", 600), (".5k", 500), ("0.6K", 600),
        ("-50", 310), ("+50", 410), ("-1k", 0), ("+1m", 600), ("-0", 360),
        ("4/4", 386), ("4 / 4", 386), ("solved", 481), ("Solved", 481),
        ("start", 0), ("end", 600), ("END", 600),
        ("the elbow", 400), ("The  Elbow", 400), ("the", 400),
        ("right", 386), ("lr", 420), ("lr .5", 300), ("LR 5 → .5", 420), ("change", 420),
        ("loss<.25", 201), ("loss < 0.25", 201), ("LOSS<25e-2", 201), ("loss<2", 0),
    ],
)  # fmt: skip
def test_everything_that_can_be_typed_means_one_moment(typed: str, step: int) -> None:
    assert sought(typed, there(360)) == Sought(step)


def test_what_begins_so_leads_from_one_to_the_next_and_around() -> None:
    assert [sought("lr", there(step)).step for step in (0, 300, 420, 600)] == [300, 420, 300, 300]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("601", "this run has 600 steps so far; space takes more"),
        ("1k", "this run has 600 steps so far; space takes more"),
        ("1,000", "this run has 600 steps so far; space takes more"),
        ("1.5", "a step is a whole number, not '1.5'"),
        ("3/4", "4/4 can be gone to, 3/4 cannot"),
        ("5/5", "4/4 can be gone to, 5/5 cannot"),
        ("loss<.001", "the loss was not below 0.001 in 600 steps"),
        ("loss<0,1", "the loss needs a point, not a comma: 0.1"),
        ("loss<x", "the loss must be a finite number, not 'x'"),
        ("loss<nan", "the loss must be a finite number, not 'nan'"),
        ("", "is no step or mark"),
        ("diverged", "is no step or mark"),
        ("10,00", "'10,00' is no step or mark; try 360, -50, 4/4, solved, loss<.1, start, end"),
        ("x" * 500, "…"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_one_clear_line(typed: str, said: str) -> None:
    with refused(said) as caught:
        sought(typed, there(600))
    assert len(str(caught.value)) < 120


def test_what_has_not_come_about_is_said_to_have_not() -> None:
    early = there(20, 20, marks=MARKS[:1])
    with refused("not solved in 20 steps so far"):
        sought("solved", early)
    with refused("not all of 4 cases were right in 20 steps so far"):
        sought("4/4", early)


def test_of_losses_that_share_a_bucket_the_first_is_looked_for_from_its_start() -> None:
    assert sought("loss<.25", there(10, stride=64)) == Sought(192, 0.25)
    # Nothing but going there tells how large the loss is after the last step.
    assert sought("loss<.01", there(10)) == Sought(600, 0.01)


@given(typed=st.text() | st.from_regex(r"[-+]?[0-9.,]{0,9}[km]?", fullmatch=True),
       step=st.integers(0, 600))  # fmt: skip
def test_whatever_is_typed_leads_into_the_run_or_is_refused(typed: str, step: int) -> None:
    snapshot = there(step)
    try:
        found = sought(typed, snapshot)
    except BadSetting as refusal:
        assert str(refusal).isprintable()
    else:
        assert 0 <= found.step <= snapshot.length


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("100", "100 means a moment already"), ("-5", "means a moment already"),
        ("4/4", "means a moment already"), ("Solved", "means a moment already"),
        ("loss<2", "means a moment already"), ("end", "means a moment already"),
        ("change", "means a moment already"), ("The elbow", "step 400 is called the elbow already"),
        ("x" * (MOST_LETTERS + 1), f"one line of at most {MOST_LETTERS} letters"),
        ("a\x07b", "one line"),
    ],
)  # fmt: skip
def test_a_name_that_would_lead_elsewhere_is_refused(typed: str, said: str) -> None:
    with refused(said):
        name_for(typed, there(360))


@given(typed=st.text(max_size=30))
def test_a_mark_is_found_again_by_the_name_that_it_got(typed: str) -> None:
    try:
        name = name_for(typed, there(360))
    except BadSetting:
        return
    marks = sorted((*MARKS, Mark(360, "named", name)))
    assert sought(name, there(500, marks=marks)) == Sought(360)


def test_a_mark_without_a_name_gets_one_that_is_free() -> None:
    marks = (*MARKS, Mark(10, "named", "mark 1"), Mark(20, "named", "mark 3"))
    assert name_for("  ", there(360)) == "mark 1"
    assert name_for("", there(360, marks=marks)) == "mark 2"
