"""A proof is checked by adding it up, in fractions; and where there is none a line is looked for
that has every case on its side.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Experiment, Problem, Trainer
from backprop_tui.report.advice.line import least_loss, one_line
from backprop_tui.report.advice.separable import Proof, inseparable

NUMBERS = st.integers(-3, 3).map(float) | st.floats(-1e3, 1e3, width=32)
CASES = st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(0, 1)), min_size=1, max_size=12)


def table(cases: list[tuple[float, float, int]]) -> Experiment:
    """A problem of our own."""
    inputs = np.array([case[:2] for case in cases])
    targets = np.array([[float(case[2])] for case in cases])
    return Experiment(Problem("t", "", inputs, targets), hidden=())


def adds_up(experiment: Experiment, proof: Proof, bias: bool) -> bool:
    """Whether both sides have the same weighted sum, to the last bit."""
    problem = experiment.problem
    sides = [1 if bit > problem.levels.middle else -1 for bit in problem.targets[:, proof.output]]
    rows = [[Fraction(float(x)) for x in row] + [Fraction(int(bias))] for row in problem.inputs]
    sums = [
        sum(share * sides[case] * rows[case][column]
            for case, share in zip(proof.cases, proof.shares, strict=True))
        for column in range(len(rows[0]))
    ]  # fmt: skip
    return not any(sums) and sum(proof.shares) == 1 and min(proof.shares) > 0


def parted(experiment: Experiment, bias: bool) -> bool:
    """Whether the perceptron's rule finds a line, within many sweeps."""
    problem = experiment.problem
    points = np.hstack((problem.inputs, np.full((len(problem.inputs), 1), float(bias))))
    points = points / np.maximum(1e-300, np.abs(points).max(axis=1, keepdims=True))
    points *= np.where(problem.targets > 0.5, 1.0, -1.0)
    weights = np.zeros(3)
    for _ in range(3_000):
        wrong = np.flatnonzero(points @ weights <= 0)
        if not len(wrong):
            return True
        weights += points[wrong[0]]
    return False


@given(CASES, st.booleans())
def test_what_is_proved_adds_up_and_then_no_line_is_ever_found(
    cases: list[tuple[float, float, int]], bias: bool
) -> None:
    experiment = table(cases)
    proof = inseparable(experiment, bias)
    if proof is not None:
        assert adds_up(experiment, proof, bias)
        assert not parted(experiment, bias)


SMALL = st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.integers(0, 1))


@given(st.lists(SMALL, min_size=1, max_size=9))
def test_of_small_whole_numbers_it_is_always_decided(cases: list[tuple[int, int, int]]) -> None:
    experiment = table([(float(x), float(y), bit) for x, y, bit in cases])
    assert (inseparable(experiment) is None) == parted(experiment, bias=True)


def test_the_four_cases_of_xor_have_the_same_middle() -> None:
    quarter = Fraction(1, 4)
    assert inseparable(Experiment(hidden=())) == Proof(0, (0, 1, 2, 3), (quarter,) * 4)
    for name in ("and", "or", "nand", "nor", "majority-5", "gaussians"):
        assert inseparable(Experiment(PROBLEMS[name])) is None
    for name in ("xnor", "parity-6", "symmetry", "circle", "spiral", "quadrants", "addition"):
        experiment = Experiment(PROBLEMS[name])
        proof = inseparable(experiment)
        assert proof is not None
        assert adds_up(experiment, proof, bias=True)


def test_what_is_no_matter_of_lines_is_not_decided() -> None:
    for name in ("plane", "hills", "encoder-8-3-8"):
        experiment = Experiment.of(name)
        assert (inseparable(experiment) is None) or experiment.problem.targets.shape[1] > 1
    many = Problem("m", "", np.zeros((9_000, 3)), np.arange(9_000) % 2)
    assert inseparable(Experiment(many, hidden=())) is None


@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("loss", ["half-sse", "sse", "mean", "bce"])
def test_no_training_gets_below_the_least_loss(loss: str, bias: bool) -> None:
    experiment = Experiment(hidden=(), bias=bias, loss=loss)
    proof = inseparable(experiment)
    assert proof is not None
    least = least_loss(experiment, proof)
    assert least is not None
    assert least == pytest.approx(np.log(2) if loss == "bce" else 0.25)
    for seed in range(5):
        trainer = Trainer(replace(experiment, seed=seed, scale=3.0))
        trainer.step(2_000)
        assert trainer.snapshot().loss >= 0.999_999 * least


def test_where_it_is_not_known_no_least_loss_is_said() -> None:
    experiment = Experiment(hidden=())
    proof = inseparable(experiment)
    assert proof is not None
    for other in (
        replace(experiment, output_activation="tanh"),
        replace(experiment, loss="margin"),
        replace(experiment, levels=(0.1, 0.9)),
    ):
        assert least_loss(other, proof) is None
    uneven = Proof(0, (0, 1, 2, 3), (Fraction(1, 2), *[Fraction(1, 6)] * 3))
    assert least_loss(experiment, uneven) is None


def test_of_more_cases_than_the_proof_has_nothing_is_said_to_be_the_best() -> None:
    """A fifth case, far from the four, may be answered better than by a half."""
    points, bits = [[0, 0], [0, 1], [1, 0], [1, 1], [9, 9]], [0.0, 1.0, 1.0, 0.0, 1.0]
    problem = Problem("five", "", points, bits)
    snapshot = Trainer(replace(Experiment(), problem=problem, hidden=(), scale=0)).snapshot()
    advice = one_line(snapshot)
    assert advice is not None
    assert np.all(snapshot.predictions == 0.5)
    assert "best" not in advice.said
