"""A loss and an activation are one place each: what is defined here alone comes out true wherever
numbers are shown, worked out, checked or printed, though nothing else has ever heard of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import BUGS, Experiment, StepRecord, Trainer, check_gradients
from backprop_tui.engine.core.gradcheck import TOLERANCE
from backprop_tui.engine.core.penalty import COSTS, Cost
from backprop_tui.engine.reading.numbers import Number
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.settings import Setting
from backprop_tui.report.ledger import ledger
from backprop_tui.report.text.check import check_text
from backprop_tui.report.text.trace import trace_text
from backprop_tui.report.text.trace_json import trace_json
from backprop_tui.report.walk import Phase, walk
from tests.engine.another import CASES, LOGISTIC, SOFTMIN, record, register
from tests.report.walk.test_walk import GIVEN, agrees, run_the_lines


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)


every_case = pytest.mark.parametrize("case", CASES)
every_bug = pytest.mark.parametrize("bug", BUGS)


def require_true(step: StepRecord) -> None:
    """Every number of every phase is what a calculator makes of its line."""
    for phase in walk(step):
        assert "{" not in phase.equation + phase.sentence + phase.code
        for _, matrix in phase.terms:
            for row, column in np.ndindex(matrix.values.shape):
                work = matrix.work(row, column)
                assert work.lines or work.note in GIVEN, (phase.key, work)
                assert all(agrees(line, work.result) for line in work.lines), (phase.key, work)


def deltas(step: StepRecord) -> Phase:
    """The phase that makes δ of the output."""
    return next(phase for phase in walk(step) if phase.key == f"delta{len(step.layers)}")


@every_case
def test_its_check_passes(case: str) -> None:
    assert check_text(record(case))[1]


@every_case
def test_every_number_closes_and_every_line_of_numpy_gives_it(case: str) -> None:
    for steps in (0, 3, 200):
        step = record(case, steps)
        require_true(step)
        run_the_lines(step)


@every_case
@every_bug
def test_every_bug_is_true_of_it_or_says_that_it_is_harmless(case: str, bug: str) -> None:
    step = record(case, bug=bug)
    require_true(step)
    run_the_lines(step)
    assert step.reference is not None
    right = all(
        np.array_equal(wrong.gradient, reference.gradient)
        for wrong, reference in zip(step.updates, step.reference.updates, strict=True)
    )
    harmless = BUGS[bug].harmless(step.experiment)
    assert right is (harmless is not None), harmless
    assert any(phase.wrong for phase in walk(step)) is not right
    checks = check_gradients(step)
    assert any(check.largest > TOLERANCE for check in checks) is not right


@every_case
def test_it_is_printed_and_learns(case: str) -> None:
    step = record(case)
    text = "\n".join(trace_text(step))
    assert "lost in rounding" not in text
    assert " ".join(step.experiment.loss_function.formula.split()) in " ".join(text.split())
    (line,) = trace_json(step)
    assert json.loads(line)["layers"][-1]["delta"] == step.layers[-1].delta.tolist()
    for entry in ledger(step, check_gradients(step)):
        assert entry.before + entry.descent + entry.momentum == pytest.approx(entry.after)
        assert entry.numerical == pytest.approx(entry.gradient, abs=1e-7)
    assert record(case, 200, batch_size=None).loss_before < record(case, 0).loss_before


def test_what_is_said_of_delta_is_the_losss_own() -> None:
    said = {case: deltas(record(case)) for case in CASES}
    for case, equation, code in (
        ("quartic", "δ₂ = (ŷ - y)³ ⊙ f′₂,  f′₂ = a(1 - a)",
         "d2 = (yhat - y)**3 * yhat * (1 - yhat)"),
        ("logistic", f"δ₂ = {LOGISTIC.gradient.formula}",
         "d2 = (1 - 2*y) / (1 + np.exp((2*y - 1) * z2))"),
        ("softmin", "δ₂ = y - ŷ", "d2 = y - yhat"),
        ("softmin-sse", "δ₂ = ŷ ⊙ (Σ (ŷ - y) ⊙ ŷ - (ŷ - y))",
         "d2 = yhat * (((yhat - y) * yhat).sum(axis=1, keepdims=True) - (yhat - y))"),
    ):  # fmt: skip
        assert (said[case].equation, said[case].code) == (equation, code)
    assert said["quartic"].sentence == (
        "The cube of the error × slope, of E = ¼ Σ (ŷ - y)⁴, whose mean is 4/N of it."
    )
    assert said["logistic"].sentence == LOGISTIC.gradient.sentence
    assert SOFTMIN.coupling is not None
    assert said["softmin-sse"].sentence == SOFTMIN.coupling.sentence
    assert "".join(sign for sign, _ in said["softmin"].terms) == "-="
    assert [matrix.symbol for _, matrix in said["logistic"].terms] == ["z₂", "y", "δ₂"]


def test_a_sign_is_flipped_in_what_the_loss_says() -> None:
    found = {case: deltas(record(case, bug="flipped-sign")).equation for case in CASES}
    assert found["quartic"] == "δ₂ = -(ŷ - y)³ ⊙ f′₂"
    assert found["logistic"] == f"δ₂ = -{LOGISTIC.gradient.formula}"
    assert found["softmin"] == "δ₂ = (ŷ - y)"
    assert found["softmin-sse"] == "δ₂ = -(ŷ ⊙ (Σ (ŷ - y) ⊙ ŷ - (ŷ - y)))"


CUBES = Cost(
    setting="l3",
    subscript="₃",
    formula="⅓ {rate} Σ |w|³",
    code="np.sum(np.abs({W}) ** 3) / 3",
    factor=1.0,
    each=lambda weights: np.abs(weights) ** 3 / 3,
    factors=lambda w: (1 / 3, abs(w), abs(w), abs(w)),
    pull=("({W} ⊙ |{W}|)", "{W} * np.abs({W})"),
    slope=lambda weights, slope: [(np.abs, weights, slope), (np.multiply, slope, weights, slope)],
)


@dataclass(frozen=True)
class Cubed(Experiment):
    """An experiment in which weights cost one thing more."""

    l3: float = field(
        default=0.0, metadata=Setting(Option("--l3", "cubes", Number()), changeable=10).declared
    )


@pytest.mark.parametrize("others", [{}, {"l2": 0.01}, {"l1": 0.02, "momentum": 0.5}])
def test_what_weights_cost_is_one_place_and_its_setting(
    others: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(COSTS, CUBES.setting, CUBES)
    trainer = Trainer(Cubed(bias=True, l3=0.1, **others))
    trainer.step(3)
    step = trainer.record()
    require_true(step)
    run_the_lines(step)
    assert all(check.largest < TOLERANCE for check in check_gradients(step))
    w = np.concatenate([layer.weights.before.ravel() for layer in step.layers])
    rest = others.get("l2", 0.0) * (w @ w) / 2 + others.get("l1", 0.0) * np.abs(w).sum()
    assert step.penalty_before == pytest.approx(0.1 * (np.abs(w) ** 3).sum() / 3 + rest)
    assert "⅓ λ" in "".join(trace_text(step, "E"))
