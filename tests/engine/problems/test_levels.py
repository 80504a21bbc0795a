"""What a 0 and a 1 among targets are learnt as: 0.1 and 0.9, as the chapter of 1986 has it, or -1
and 1; and what counts as right then.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import (
    PROBLEMS,
    SETTINGS,
    Answer,
    Experiment,
    Journal,
    Problem,
    Trainer,
    find_problem,
)
from tests.engine.refusals import refused
from tests.engine.strategies import SEEDS, Targets, table

NUMBERS = st.floats(-1e6, 1e6)
PAIRS = st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] < sum(pair) / 2 < pair[1])


@given(PAIRS, SEEDS, st.sampled_from([Targets.BITS, Targets.CLASSES]), st.floats(-1.5, 2.5))
def test_at_any_levels_the_same_answers_are_right(
    pair: tuple[float, float], seed: int, targets: Targets, share: float
) -> None:
    """An answer that lies as far between the levels as another between 0 and 1 is as right."""
    low, high = pair
    plain = table(seed, cases=6, inputs=2, outputs=3, targets=targets)
    learnt = Experiment(problem=plain, levels=pair).problem
    assert learnt.targets.tolist() == np.where(plain.targets == 1, high, low).tolist()
    assert learnt.levels == (low, high)
    assert learnt.answer is plain.answer
    assert learnt.source is plain
    assert learnt.own_targets is learnt.targets
    assert learnt.own_outputs(learnt.targets) is learnt.targets
    assert learnt.right(learnt.targets).all()
    answers = np.random.RandomState(seed).uniform(-1, 2, plain.targets.shape)
    answers[0] = share
    scaled = low + answers * (high - low)
    # Where rounding could decide, nothing is claimed.
    if (np.abs(np.abs(answers - plain.targets) - 0.5) > 1e-6).all() and high - low > 1:
        assert learnt.right(scaled).tolist() == plain.right(answers).tolist()


def test_bits_at_a_tenth_and_nine_tenths_by_hand() -> None:
    """Half the distance from 0.1 to 0.9 is 0.4: 0.49 is right for 0.1, and 0.51 is not."""
    learnt = Experiment(levels=(0.1, 0.9)).problem
    assert learnt.targets.ravel().tolist() == [0.1, 0.9, 0.9, 0.1]
    answers = np.array([[0.49], [0.51], [0.49], [0.51]])
    assert learnt.right(answers).tolist() == [True, True, False, False]
    assert learnt.levels.middle == 0.5
    assert learnt.right(learnt.targets + 0.41).tolist() == [False] * 4
    assert learnt.right(np.full((4, 1), math.nan)).tolist() == [False] * 4


def test_the_published_net_with_one_hidden_unit_gives_its_published_answers_at_these_levels() -> (
    None
):
    """E of the weights of the PDP chapter's figure 3 is next to nothing only for 0.1 and 0.9."""
    answers = np.array([[0.103], [0.877], [0.877], [0.109]])
    for levels, most in (((0.1, 0.9), 0.001), ((0.0, 1.0), 0.03)):
        targets = Experiment(levels=levels).problem.targets
        error = 0.5 * float(((answers - targets) ** 2).sum())
        assert most / 2 < error < most


def test_test_cases_have_the_same_levels_and_are_bits_again_by_themselves() -> None:
    experiment = Experiment(problem=PROBLEMS["parity-3"], levels=(-1, 1), test=0.25)
    aside = experiment.problem.testing
    assert aside is not None
    assert aside.levels == (-1, 1)
    assert set(aside.targets.ravel().tolist()) == {-1.0, 1.0}
    alone = Experiment(problem=aside).problem
    assert alone.levels == (0, 1)
    assert alone.targets.tolist() == ((aside.targets + 1) / 2).tolist()
    again = Experiment(problem=aside, levels=(-1, 1)).problem
    assert again.targets.tolist() == aside.targets.tolist()
    assert Experiment(problem=experiment.problem).problem is PROBLEMS["parity-3"]


@pytest.mark.parametrize(
    ("text", "levels", "written"),
    [
        ("0.1,0.9", (0.1, 0.9), "0.1,0.9"),
        (" -1, 1", (-1.0, 1.0), "-1,1"),
        (".1,.9", (0.1, 0.9), "0.1,0.9"),
        ("0,1", (0.0, 1.0), "0,1"),
        ("-0.25,1e3", (-0.25, 1000.0), "-0.25,1000"),
    ],
)
def test_levels_are_two_numbers_with_a_comma(
    text: str, levels: tuple[float, float], written: str
) -> None:
    experiment = Experiment.from_options({"levels": text})
    assert experiment.levels == levels
    assert experiment.to_json()["levels"] == list(levels)
    assert SETTINGS["levels"].written(experiment.levels) == written
    assert Experiment.from_options({"levels": written}) == experiment
    assert SETTINGS["levels"].kind.brief == "two numbers, low,high: 0.1,0.9"
    kept = SETTINGS["levels"].accepted
    assert kept(np.array(levels)) == kept(list(levels)) == experiment.levels
    assert Journal.from_json(Journal.of(Trainer(experiment)).to_json()).experiment == experiment


@pytest.mark.parametrize(
    "text", ["1,0", "0.5,0.5", "0.1", "0.1,0.5,0.9", "", "a,b", "nan,1", "0,inf", "-1e308,1e308"]
)
def test_what_are_no_levels_is_refused_with_what_levels_are(text: str) -> None:
    with refused("--levels must be two numbers, that of 0 first", "0.1,0.9 or -1,1", repr(text)):
        Experiment.from_options({"levels": text})


@pytest.mark.parametrize(
    "value", [None, 0.5, "0.1,0.9", (1, 0), (0, True), [0.1], (0, 10**400), (0, 5e-324), {0: 1}]
)
def test_a_value_that_is_no_levels_is_refused(value: Any) -> None:
    with refused("levels must be two numbers, that of 0 first"):
        Experiment(levels=value)


def test_measured_values_have_no_levels() -> None:
    values = Problem("salary", "", [1.1, 3.2], [39343, 54445])
    with refused("salary are measured values: leave --levels out"):
        Experiment(problem=values, levels=(0.1, 0.9))
    assert Experiment(problem=values, levels=(0, 1)).problem is values


CLASSES = Problem("kinds", "", [[0, 1], [1, 0], [1, 1]], np.eye(3))


@pytest.mark.parametrize(
    ("settings", "levels", "said"),
    [
        ({"loss": "margin"}, (0.1, 0.9), "0.1 is neither: leave out --levels 0.1,0.9"),
        ({"loss": "bce"}, (-1, 1), "-1 is none: leave out --levels -1,1"),
        (
            {"loss": "ce", "output_activation": "softmax", "problem": CLASSES},
            (0.1, 0.9),
            "case 1 adds up to 1.1",
        ),
    ],
)
def test_a_loss_that_is_not_defined_for_the_levels_says_so(
    settings: dict[str, Any], levels: tuple[float, float], said: str
) -> None:
    assert Experiment(**settings).levels == (0, 1)
    with refused(said, "leave out --levels"):
        Experiment(**settings, levels=levels)


def test_a_loss_that_fits_at_no_levels_does_not_blame_them() -> None:
    bits = find_problem("table:0111,0001")
    with refused("case 1 adds up to") as refusal:
        Experiment(problem=bits, loss="ce", output_activation="softmax", levels=(0.1, 0.8))
    assert "--levels" not in str(refusal.value)


def test_bce_takes_levels_that_are_probabilities_and_ce_those_that_add_up() -> None:
    assert Experiment(loss="bce", levels=(0.1, 0.9)).problem.targets.max() == 0.9
    soft = Experiment(problem=CLASSES, loss="ce", output_activation="softmax", levels=(0.1, 0.8))
    assert soft.problem.answer is Answer.CLASSES
    assert soft.problem.targets.sum(axis=1) == pytest.approx(1)
