"""What is said of two runs must be so, and must say of what it is: a number that compares what does
not compare would be worse than none.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import Curve, Experiment, Problem, find_problem
from backprop_tui.report.comparison.outcome import outcome
from backprop_tui.report.comparison.ran import Ran, Touched
from backprop_tui.report.comparison.sentences import base_of, compared, words
from tests.report.comparison.runs import made_up

LONG = (0.25,) * 1001
"""Losses of a thousand steps."""


def solved(letter: str, step: int, **known: Any) -> Ran:
    """A run that was solved at a step, and is."""
    return made_up(letter, LONG, solved=step, first_right=step, is_solved=True, **known)


A = solved("a", 900)
FAST = {"began": Experiment(learning_rate=5.0)}


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (solved("b", 400), A, "b was solved 500 steps before a"),
        (solved("b", 901), A, "b was solved 1 step after a"),
        (solved("b", 900), A, "b was solved at the same step as a, 900"),
        (A, made_up("b", LONG), "a was solved at 900; b is not solved after 1,000 steps"),
        (made_up("b", LONG), A, "b is not solved after 1,000 steps; a was solved at 900"),
        (made_up("b"), A, "b has taken 1 step only, too few to tell; a was solved at 900"),
        (made_up("b", (0.25, math.inf)), A, "b diverged at 1; a was solved at 900"),
        (made_up("b", (0.25,)), A, "b has not taken a step yet"),
        (A, made_up("b", (0.25,)), "b has not taken a step yet"),
        (
            made_up("b", (0.25, math.nan)),
            made_up("c", (0.25, 0.2, math.nan)),
            "b diverged at 1, c at 2",
        ),
        (
            made_up("b", (0.25, math.nan)),
            made_up("c", LONG),
            "b diverged at 1; c is not solved either",
        ),
        (
            made_up("b", LONG),
            made_up("c", (0.25, math.nan)),
            "b is not solved; c diverged at 1",
        ),
        (
            made_up("b", (0.25, 0.2, 0.1)),
            made_up("c", (0.25, 0.15)),
            "neither b nor c is solved: after 1 step b has a loss of 0.2, c of 0.15",
        ),
        (
            made_up("b", (0.25, 0.2)),
            made_up("c", (0.25, 0.2004)),
            "neither b nor c is solved: after 1 step both have a loss of 0.2",
        ),
        (
            solved("b", 400),
            replace(A, is_solved=False),
            "b was solved 500 steps before a; a is no longer",
        ),
    ],
)
def test_who_was_done_before_whom(one: Ran, other: Ran, said: str) -> None:
    assert outcome(one, other) == said


def test_losses_of_other_kinds_are_not_compared_as_numbers() -> None:
    one = solved("d", 400, began=Experiment(loss="bce"))
    assert outcome(one, A) == (
        "every case was right in d 500 steps before a; its loss is mean -ln p, that of a mean e²: "
        "they are not compared as numbers"
    )
    never = made_up("d", LONG, began=Experiment(loss="bce"))
    assert outcome(never, made_up("a", LONG)).startswith(
        "neither in d nor in a every case was ever right; its loss"
    )
    assert outcome(never, A).startswith("in d not every case was ever right after 1,000 steps")
    # A loss that was changed on the way is of two kinds by itself.
    changed = replace(A, letter="b", measures=("mean e²", "mean -ln p"))
    assert "its loss is mean e² and then mean -ln p, that of a mean e²" in outcome(changed, A)
    # Half the sum and the mean of the squares are displayed as the same.
    assert "before" in outcome(solved("b", 400, began=Experiment(loss="mean")), A)


def test_other_problems_and_other_cases_are_said_to_be_such() -> None:
    other = Experiment(problem=find_problem("and"))
    assert outcome(solved("b", 4, began=other), A) == (
        "b learns the problem and, a the problem xor: what one needs says nothing of the other"
    )
    assert compared(solved("b", 4, began=other), A) == [
        "b learns the problem and, a the problem xor: what one needs says nothing of the other."
    ]
    circle = Experiment(problem=find_problem("circle"))
    drawn = replace(circle, problem_seed=1)
    assert outcome(made_up("b", began=drawn), solved("a", 9, began=circle)) == (
        "b is not solved after 1 step, a was solved at 9: they learn from other cases"
    )
    diverged = made_up("b", (0.25, math.inf), began=drawn)
    assert outcome(diverged, solved("a", 9, began=circle)).startswith("b diverged at 1, a")
    for began in (replace(circle, test=0.2), replace(circle, levels=(0.1, 0.9))):
        another = solved("b", 4, began=began)
        assert "other cases" in outcome(another, solved("a", 9, began=circle)), began
    # Which ones are put aside shows in nothing else where the answers are the same.
    alike = Experiment(problem=Problem("t", "", [[k] for k in range(6)], [[0]] * 6), test=0.34)
    others = replace(alike, test_seed=5)
    assert np.array_equal(alike.problem.targets, others.problem.targets)
    assert "other cases" in outcome(solved("b", 4, began=others), solved("a", 9, began=alike))
    # Features change what is seen of the cases, and not what is asked of them.
    seen = replace(circle, features=("x1", "x2", "x1*x2"))
    assert "before" in outcome(solved("b", 4, began=seen), solved("a", 9, began=circle))


def test_a_loss_that_shares_a_bucket_is_said_to_lie_between_two() -> None:
    low, high = np.array([0.2, 0.01]), np.array([0.3, 0.02])
    long = replace(made_up("b"), curve=Curve(500, low, high, 1000), steps=1000)
    said = outcome(long, replace(made_up("c", (0.25,) * 601)))
    assert said.endswith("after 600 steps b has a loss of 0.01 to 0.02, c of 0.25")


def test_more_than_one_difference_is_said_and_chance_too() -> None:
    (only,) = compared(solved("b", 400, **FAST), A)
    assert only == "b was solved 500 steps before a."
    both = Experiment(learning_rate=5.0, momentum=0.9)
    assert compared(solved("b", 400, began=both), A)[1] == (
        "They differ in several things, learning rate, momentum: "
        "what one of them did is not told apart."
    )
    by_hand = solved("b", 400, events=("lr .5 → 5 at 300",), **FAST)
    assert "learning rate, lr .5 → 5 at 300" in compared(by_hand, A)[1]
    luck = solved("b", 400, began=Experiment(seed=43))
    assert compared(luck, A)[1] == "Only the seed differs: that is chance."
    touched = replace(luck, events=("lr=5 at 300",))
    assert compared(touched, A)[1].startswith("They differ in several things, seed, lr=5 at 300")
    large = solved("b", 400, began=Experiment(scale=3.0))
    assert compared(large, A)[1].startswith("They start from other weights")
    wide = solved("b", 400, began=Experiment(hidden=(8,)))
    assert compared(wide, A)[1].startswith("They start from other weights")


def cut(now: float, **known: Any) -> Touched:
    """A wire that was cut, and what it is now."""
    return Touched(360, "W₂ h1→ŷ", "h1→ŷ", known.pop("value", 0.0), now, 4.0, **known)


@pytest.mark.parametrize(
    ("touched", "said"),
    [
        ((cut(-3.0),), "In b the wire that was cut at step 360 grew back; b was"),
        ((cut(-0.5),), "In b the wire that was cut at step 360 has come to -0.5 only; b"),
        ((cut(0.0),), "In b the wire that was cut at step 360 stays cut; b was"),
        ((cut(0.0, learns=False),), "stays cut, as it does not learn; b was"),
        ((cut(3.0), cut(0.1)), "In b 1 of the 2 wires that were cut grew back; b was"),
        ((cut(2.5, value=3.0),), "In b W₂ h1→ŷ, set to 3 at step 360, is 2.5 now; b was"),
        ((replace(cut(0.0), step=1000),), "a wire was cut at step 1,000, and no step has followed"),
        ((cut(2.5, value=3.0), cut(2.0, value=1.0)), "b was solved 500"),
    ],
)
def test_what_became_of_weights_that_were_set_by_hand(
    touched: tuple[Touched, ...], said: str
) -> None:
    assert said in compared(solved("b", 400, touched=touched), A)[0]


def test_a_cut_that_both_share_is_not_the_difference() -> None:
    both = (cut(0.0),)
    one, other = solved("b", 400, touched=both), replace(A, touched=both)
    assert compared(one, other) == ["b was solved 500 steps before a."]


def test_a_run_is_measured_by_the_one_it_left_while_that_is_kept() -> None:
    b = solved("b", 481, origin=("a", 300))
    c = solved("c", 495, origin=("b", 360))
    d = solved("d", 999)
    assert base_of(c, (A, b, c, d)) is b
    assert base_of(c, (A, c, d)) is A
    assert base_of(d, (A, b, c, d)) is A
    assert base_of(A, (A, b, c, d)) is None
    # The selected one first, then those that left it.
    assert [said for said, _ in words("b", (A, d, b, c))] == [
        "b was solved 419 steps before a.",
        "c was solved 14 steps after b.",
        "d was solved 99 steps after a.",
    ]
    assert words("a", (A, b))[0][0].startswith("b was")
    assert words("a", (A,))[0][0].startswith("There is one run")
