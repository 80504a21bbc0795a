"""What a learner does with the walk: type a printed line into a calculator, compare the result
digit for digit, and look the result up in the record of the step.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, Overflow, getcontext
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backprop_tui.engine import BUGS, LOSSES, PROBLEMS, Experiment, StepRecord, Trainer
from backprop_tui.report.arithmetic.calculator import FUNCTIONS, NotANumber, Unreadable, calculate
from backprop_tui.report.arithmetic.forms import formula
from backprop_tui.report.arithmetic.worked import work_out
from backprop_tui.report.names import unit_names
from backprop_tui.report.walk import Axis, Matrix, Phase, Quantity, WorkedNumber, walk
from tests.engine.plain import links_there
from tests.engine.strategies import WRONG, experiments, suited

KEPT_SMALL = Experiment(
    bias=True, hidden=(3, 2), l2=0.01, l1=0.003, decay=0.02, freeze=("h2", "b2"), momentum=0.4
)
DEEP = Experiment(hidden=(3, 3, 3), bias=True, loss="bce", activation="tanh", momentum=0.9)
GROUPED = Experiment(
    problem=PROBLEMS["parity-3"], hidden=(4, 2), groups=((1, 2), (2, 2), (1, 1)), bias=True,
    momentum=0.5, l2=0.01, l1=0.003, decay=0.02,
)  # fmt: skip
EXPERIMENTS = [
    Experiment(),
    DEEP,
    Experiment(hidden=(), bias=True),
    Experiment(hidden=(64,), problem=PROBLEMS["parity-6"], batch_size=40),
    Experiment(hidden=(3,), activation="relu", output_activation="linear", momentum=0.5),
    KEPT_SMALL,
    replace(KEPT_SMALL, momentum=0.0, l1=0.0, freeze=("W1", "b2", "W2[1,2]")),
    Experiment(l1=0.01),
    Experiment(decay=0.002),
    Experiment(hidden=(1,), bias=True, direct=True),
    Experiment(hidden=(2, 1, 3), activation="tanh", momentum=0.5, direct=True),
    Experiment(hidden=(3, 2), bias="shared", momentum=0.5),
    Experiment(hidden=(3, 2), bias="threshold", momentum=0.5),
    GROUPED,
    replace(GROUPED, direct=True, freeze=("W1[1,1]", "g2"), momentum=0.0),
]

GIVEN = (
    *("the input", "the target", "before the step", "of the step before", "of the steps before"),
    *("frozen", "it learns", "no link"),
)
NOT_FINITE = ("not a finite number", "from a number that is not finite")


def record(experiment: Experiment, steps: int = 3) -> StepRecord:
    trainer = Trainer(experiment)
    trainer.step(steps)
    return trainer.record()


class Euler:
    """e, of which only powers are ever taken."""

    def __pow__(self, exponent: Decimal) -> Decimal:
        return exponent.exp()


def typed(line: str) -> Decimal:
    """What another calculator makes of the line: Python itself, with exact decimal numbers."""
    getcontext().prec = 60
    getcontext().traps[Overflow] = False  # 1/(1 + e^9999999) is 0
    text = (
        line.replace("·", "*").replace("½", "Decimal('0.5')*").replace("^", "**").replace("≥", ">=")
    )
    for sign, power in (("²", 2), ("³", 3), ("⁴", 4)):
        text = text.replace(sign, f"**{power}")
    text = re.sub(r"(?<![\w.'])(\d+(?:\.\d+)?(?:e-?\d+)?)", r"Decimal('\1')", text)
    text = re.sub(r"\)\(", ")*(", text)

    def tanh(x: Decimal) -> Decimal:
        fallen = (-2 * abs(x)).exp()  # e^-2x never overflows, however far x is
        return ((1 - fallen) / (1 + fallen)).copy_sign(x)

    names: dict[str, Any] = {
        "Decimal": Decimal, "e": Euler(), "ln": Decimal.ln, "tanh": tanh, "max": max, "abs": abs,
    }  # fmt: skip
    value: Decimal = eval(text, {"__builtins__": {}}, names)
    return value


def agrees(line: str, result: str) -> bool:
    """Whether the line gives the printed digits."""
    unit = Decimal(1).scaleb(int(Decimal(result).as_tuple().exponent))
    return typed(line).quantize(unit, ROUND_HALF_UP) == Decimal(result)


def works(phase: Phase, number: int) -> WorkedNumber:
    """One of all the numbers of a phase."""
    cells = [
        (matrix, row, column)
        for _, matrix in phase.terms
        for row in range(len(matrix.rows))
        for column in range(len(matrix.columns))
    ]
    matrix, row, column = cells[number % len(cells)]
    work = matrix.work(row, column)
    value = float(matrix.values[row, column])
    if not np.isfinite(value):
        assert work.lines == ()
        return work
    unit = Decimal(1).scaleb(int(Decimal(work.result).as_tuple().exponent))
    assert abs(Decimal(work.result) - Decimal(value)) <= unit / 2 or value == 0
    return work


@settings(max_examples=60)
@given(experiments(), st.integers(0, 20), st.integers(0, 10**6))
def test_a_calculator_gives_every_printed_result_digit_for_digit(
    experiment: Experiment, steps: int, number: int
) -> None:
    for phase in walk(record(experiment, steps)):
        work = works(phase, number)
        assert work.lines or work.note in (*GIVEN, *NOT_FINITE), work
        for line in work.lines:
            assert agrees(line, work.result), work


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_every_matrix_fits_its_names_and_its_neighbours(experiment: Experiment) -> None:
    for phase in walk(record(experiment)):
        lengths: dict[Axis, int] = {}
        for _, matrix in phase.terms:
            assert matrix.values.shape == (len(matrix.rows), len(matrix.columns))
            for axis, length in zip(matrix.axes, matrix.values.shape, strict=True):
                assert lengths.setdefault(axis, length) == length, (phase.key, matrix.symbol)


def by_key(step: StepRecord) -> dict[str, Matrix]:
    return {phase.key: phase.result for phase in walk(step)}


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_the_phases_are_the_step(experiment: Experiment) -> None:
    step = record(experiment)
    found = by_key(step)
    for k, layer in enumerate(step.layers, start=1):
        weights, biases, momentum = layer.weights, layer.biases, experiment.momentum
        b = "theta" if experiment.bias == "threshold" else "b"
        expected = {
            f"z{k}": layer.z, f"a{k}": layer.activation, f"delta{k}": layer.delta,
            f"da{k}": layer.activation_gradient,
            f"dW{k}": weights.gradient, f"d{b}{k}": biases.gradient if biases else None,
            f"W{k}": weights.after, f"{b}{k}": biases.after if biases else None,
            f"change{k}": weights.change if momentum else None,
            f"{b[0]}change{k}": biases.change if biases and momentum else None,
        }  # fmt: skip
        for key, array in expected.items():
            assert (key in found) is (array is not None), key
            if array is not None:
                assert np.array_equal(found[key].values, np.atleast_2d(array)), key
    assert found["E"].values[0, 0] == step.loss_before


def test_the_phases_come_in_the_order_of_the_paper() -> None:
    assert [phase.key for phase in walk(record(Experiment()))] == [
        *("z1", "a1", "z2", "a2", "E"),
        *("delta2", "dW2", "da1", "delta1", "dW1", "W2", "W1"),
    ]


def test_a_gradient_shows_every_case_and_their_sum() -> None:
    step = record(Experiment(hidden=(64,), problem=PROBLEMS["parity-6"]))
    gradient = by_key(step)["dW1"]
    products, contributions = gradient.work(0, 5).lines
    assert products.count("·") == contributions.count(" + ") + 1 == 64


def test_numbers_that_are_not_finite_are_named_and_not_worked_out() -> None:
    experiment = Experiment(hidden=(), output_activation="linear", learning_rate=1e200)
    with np.errstate(all="ignore"):
        step = record(experiment, 1)
        for phase in walk(step):
            for _, matrix in phase.terms:
                matrix.work(0, 0)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("0.5·0.25 + (-0.5)·2", "-0.875"),
        ("0.5(1 - 0.5)", "0.25"),
        ("1 - (-0.5)²", "0.75"),
        ("½(0.5 - 1)²", "0.125"),
        ("1 if 0.5 > 0 else 0", "1"),
        ("1 if 0 > 0 else 0", "0"),
        ("1 if 0 ≥ 0 else 0", "1"),
        ("1 if -0.1 ≥ 0 else 0", "0"),
        ("max(0.2(-5), -5)", "-1"),
        ("2·0.25(1 - 0.25)", "0.375"),
        ("½(1 - (-0.5)²)", "0.375"),
        ("1/(1 + e^(-2·0))", "0.5"),
        ("max(0, -3e-2)", "0"),
        ("1/(1 + e^-0)", "0.5"),
        ("2·3/4", "1.5"),
        ("½(0.5 - 1)³ - 2⁴", "-16.0625"),
    ],
)
def test_the_calculator(line: str, value: str) -> None:
    assert calculate(line) == Decimal(value)


@pytest.mark.parametrize("line", ["1/0", "ln(0 - 1)", "e^1e9"])
def test_the_calculator_says_what_has_no_value(line: str) -> None:
    with pytest.raises(NotANumber):
        calculate(line)


@pytest.mark.parametrize(
    "line",
    ["", "x + 1", "1 +", "1 2", "(1", "1)", "²", "1^2", "e", "sin(1)", "ln 2", "(1, 2)", "z⟨0⟩",
     "1 if 2 else 3", "1 if 2 < 3 else 4", "max(1; 2)", "1..2", "max(1)", "ln(1, 2)",
     "|1|", "√4", "1 % 2"],
)  # fmt: skip
def test_what_the_calculator_cannot_read_is_a_mistake_and_never_lost_in_rounding(
    line: str,
) -> None:
    with pytest.raises(Unreadable):
        calculate(line)
    with pytest.raises(Unreadable):
        work_out("z", 1.0, [formula(f"z·({line})", {"z": 1.0})], 1.0)


def test_a_formula_may_call_whatever_stands_among_the_functions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = formula("Φ(z)", {"z": 0.25})
    with pytest.raises(Unreadable):
        work_out("a", 0.5, [form], 1.0)
    monkeypatch.setitem(FUNCTIONS, "Φ", lambda x: (x + 1) / 2)
    assert work_out("a", 0.625, [form], 1.0).lines == ("Φ(0.25)",)


SIGNS = st.sampled_from(["0.5", "2", "-", "(", ")", "·", "/", "+", "²", "e^", "ln(", "max(", ", ",
                         "½", " if ", " > ", " ≥ ", " else ", "tanh(", "x"])  # fmt: skip


@settings(deadline=None)
@given(st.lists(SIGNS, max_size=12).map("".join))
def test_any_text_has_a_value_or_none_or_is_unreadable(text: str) -> None:
    try:
        assert calculate(text).is_finite()
    except (NotANumber, Unreadable):
        return


def test_a_sum_of_a_thousand_terms_is_worked_out_in_a_moment() -> None:
    step = record(Experiment(hidden=(1024,), problem=PROBLEMS["parity-8"]), 1)
    begin = time.perf_counter()
    (line,) = by_key(step)["z2"].work(5, 0).lines
    assert line.count("·") == 1024
    assert time.perf_counter() - begin < 1


def test_what_is_almost_1_is_not_printed_as_1() -> None:
    """A saturated network: ŷ is 1 - 2e-10, and its error is not 0."""
    step = record(Experiment(learning_rate=300.0), 200)
    saturated = by_key(step)["a2"]
    row = int(np.argmin(np.abs(saturated.values - 1)))
    assert saturated.values[row, 0] != 1
    work = saturated.work(row, 0)
    assert work.result != "1"
    assert agrees(work.lines[0], work.result)


def test_a_cross_entropy_beyond_every_power_of_e_is_worked_out() -> None:
    """Sums of millions: ŷ is exactly 0 or 1, and e^z more than a calculator can hold."""
    step = record(Experiment(loss="bce", hidden=(), scale=1e8), 0)
    shares = next(phase for phase in walk(step) if phase.key == "E").terms[2][1]
    works = [shares.work(row, 0) for row in range(len(shares.rows))]
    assert any(work.lines[0].startswith("max(") for work in works)
    for work in works:
        assert all(agrees(line, work.result) for line in work.lines), work


def of_loss(loss: str) -> dict[str, Any]:
    """The settings with which a loss can be tried: XOR's, or those that it is made for."""
    return suited(loss) if loss == "ce" else {"loss": loss}


def bugged(bug: str, steps: int = 3, *, bias: bool | str = True, **settings: Any) -> StepRecord:
    return record(Experiment(bug=bug, bias=bias, **settings), steps)


@settings(max_examples=30)
@given(WRONG, st.integers(0, 20), st.integers(0, 10**6))
def test_a_calculator_gives_the_wrong_numbers_too_in_any_experiment(
    experiment: Experiment, steps: int, number: int
) -> None:
    for phase in walk(record(experiment, steps)):
        work = works(phase, number)
        assert work.lines or work.note in (*GIVEN, *NOT_FINITE), work
        for line in work.lines:
            assert agrees(line, work.result), work


def test_a_sum_too_large_leaves_the_penalty_alone_and_one_uncleared_takes_it_along() -> None:
    summed, uncleared = (
        {phase.key: phase for phase in walk(record(replace(KEPT_SMALL, bug=bug)))}["dW1"]
        for bug in ("summed", "uncleared")
    )
    assert summed.equation == "dW₁ = N · xᵀ · δ₁ + λ₂ · W₁ + λ₁ · sign W₁"
    assert summed.code == "dW1 = len(x) * (x.T @ d1) + 0.01 * W1 + 0.003 * np.sign(W1)"
    assert uncleared.equation == "dW₁ = xᵀ · δ₁ + λ₂ · W₁ + λ₁ · sign W₁ + all before"
    assert uncleared.code == "dW1 += x.T @ d1 + 0.01 * W1 + 0.003 * np.sign(W1)"


def test_what_is_frozen_says_so_and_keeps_its_gradient() -> None:
    step = record(KEPT_SMALL)
    found = by_key(step)
    unit = unit_names(KEPT_SMALL, 1).index("h2")
    for key in ("change1", "W1", "bchange1", "b1"):
        assert found[key].work(0, unit).note == "frozen"
        assert found[key].work(0, 0).lines
    assert found["change1"].work(0, unit).result == "0"
    assert found["dW1"].work(0, unit).lines
    assert found["dW1"].values[:, unit].any()
    phases = {phase.key: phase for phase in walk(step)}
    assert phases["b2"].equation == "b₂ ← b₂"
    assert phases["b2"].sentence.startswith("Frozen: ")
    assert phases["W1"].equation == "W₁ ← (1 - h mW₁) ⊙ (W₁ + ΔW₁)"


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("bug", BUGS)
def test_a_wrong_number_is_worked_out_with_the_wrong_terms(bug: str, loss: str) -> None:
    step = bugged(bug, **of_loss(loss), momentum=0.5, hidden=(3, 2))
    for phase in walk(step):
        for number in range(40):
            work = works(phase, number)
            for line in work.lines:
                assert agrees(line, work.result), (phase.key, work)


@pytest.mark.parametrize("bug", BUGS)
def test_what_is_right_stands_beside_what_is_not(bug: str) -> None:
    step = bugged(bug)
    assert step.reference is not None
    right = by_key(step.reference)
    phases = walk(step)
    for phase in phases:
        same = np.array_equal(phase.result.values, right[phase.key].values)
        assert (phase.reference is None) is same, phase.key
        if phase.reference is not None:
            assert np.array_equal(phase.reference.values, right[phase.key].values)
            work = phase.reference.work(0, 0)
            assert all(agrees(line, work.result) for line in work.lines)
    first = next(phase for phase in phases if phase.reference is not None)
    assert first.wrong
    assert first.sentence == BUGS[bug].summary


def test_a_wrong_rule_that_makes_no_difference_yet_is_said_to_make_none() -> None:
    """There is nothing to be carried over into the first step."""
    gradient = next(phase for phase in walk(bugged("uncleared", 0)) if phase.key == "dW2")
    assert (gradient.wrong, gradient.reference) == (False, None)
    assert gradient.sentence == f"{BUGS['uncleared'].summary} In this step it makes no difference."
    assert "all before" in gradient.equation


@pytest.mark.parametrize(
    ("bug", "key", "equation"),
    [
        ("updated-weights", "da1", "da₁ = δ₂ · (W₂ + ΔW₂)ᵀ"),
        ("activation-twice", "delta1", "δ₁ = da₁ ⊙ f′₁,  f′₁ = σ′(a₁)"),
        ("flipped-sign", "delta2", "δ₂ = (y - ŷ) ⊙ f′₂"),
        ("uncleared", "dW1", "dW₁ = xᵀ · δ₁ + all before"),
        ("summed", "db2", "db₂ = N · Σ δ₂"),
        ("no-slope", "delta2", "δ₂ = ŷ - y"),
    ],
)
def test_a_wrong_equation_is_written_in_the_symbols_of_its_layer(
    bug: str, key: str, equation: str
) -> None:
    assert {phase.key: phase.equation for phase in walk(bugged(bug))}[key] == equation


def test_a_bug_that_is_harmless_here_spoils_no_phase() -> None:
    step = bugged("no-slope", loss="bce")
    assert all(not phase.wrong and phase.reference is None for phase in walk(step))


@settings(max_examples=30)
@given(experiments(), st.integers(0, 3000), st.randoms(use_true_random=False))
def test_every_matrix_of_every_phase_closes(
    experiment: Experiment, steps: int, random: Random
) -> None:
    """Also late in a run, where units saturate; and in both ways of rounding a half."""
    for phase in walk(record(experiment, steps)):
        for _, matrix in phase.terms:
            row, column = (random.randrange(length) for length in matrix.values.shape)
            value, work = float(matrix.values[row, column]), matrix.work(row, column)
            if not np.isfinite(value):
                assert work.lines == ()
                continue
            assert work.lines or work.note in (*GIVEN, *NOT_FINITE), (
                phase.key,
                matrix.symbol,
                work,
            )
            unit = Decimal(1).scaleb(int(Decimal(work.result).as_tuple().exponent))
            for line in work.lines:
                for way in (ROUND_HALF_UP, ROUND_HALF_EVEN):
                    assert typed(line).quantize(unit, way) == Decimal(work.result), (line, work)


def test_a_change_that_has_died_away_is_0() -> None:
    """Momentum alone halves a change until the computer has no smaller number."""
    experiment = Experiment(learning_rate=0.0, momentum=0.5)
    step = record(experiment, 0)
    tiny = tuple(
        replace(layer, weights=replace(layer.weights, previous=change, change=change))
        for layer in step.layers
        for change in [layer.weights.change + 5e-324]
    )
    work = by_key(replace(step, layers=tiny))["change1"].work(0, 0)
    assert work.result == "0"
    assert agrees(work.lines[0], work.result)


@pytest.mark.parametrize(
    "experiment",
    [*EXPERIMENTS, Experiment(hidden=(3, 2), bias=True, activation="relu", momentum=0.3)],
)
def test_the_lines_of_numpy_run_and_give_every_number(experiment: Experiment) -> None:
    run_the_lines(record(experiment))


@given(experiments() | WRONG, st.integers(0, 20))
def test_they_do_in_any_experiment(experiment: Experiment, steps: int) -> None:
    step = record(experiment, steps)
    assume(step.error_before < 1e3)
    run_the_lines(step)


@pytest.mark.parametrize("learning_rate", [0.5, 0.123456789, 1e-7])
def test_the_lines_of_numpy_hold_every_digit_of_the_rates(learning_rate: float) -> None:
    run_the_lines(record(Experiment(learning_rate=learning_rate, momentum=0.1234567)))


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("momentum", [0.0, 0.5])
@pytest.mark.parametrize(
    ("activation", "bias"),
    [("sigmoid", True), ("tanh", True), ("tanh", "shared"), ("tanh", "threshold")],
)
@pytest.mark.parametrize("bug", BUGS)
def test_the_wrong_lines_of_numpy_give_the_wrong_numbers(
    bug: str, activation: str, momentum: float, loss: str, bias: bool | str
) -> None:
    settings = {"activation": activation, "momentum": momentum, "bias": bias, **of_loss(loss)}
    step = bugged(bug, hidden=(3, 2), **settings)
    wrong = [phase for phase in walk(step) if phase.wrong]
    cancels = LOSSES[loss].gradient.cancels
    assert bool(wrong) is not (bug == "no-slope" and cancels)
    for phase in wrong:
        last = phase.layer == len(step.layers)
        if cancels and phase.quantity is Quantity.DELTA and last:
            assert "f′" not in phase.equation, "it cancels"
        assert "{" not in phase.equation + phase.code
    run_the_lines(step)


@pytest.mark.parametrize("momentum", [0.0, 0.5])
@pytest.mark.parametrize("bug", BUGS)
def test_with_direct_links_the_wrong_lines_give_the_wrong_numbers_too(
    bug: str, momentum: float
) -> None:
    run_the_lines(bugged(bug, hidden=(3, 1, 2), direct=True, momentum=momentum))


def test_with_direct_links_equations_and_lines_name_all_that_a_layer_sees() -> None:
    phases = {phase.key: phase for phase in walk(record(Experiment(hidden=(2, 1), direct=True)))}
    assert phases["z1"].equation == "z₁ = x · W₁"
    assert phases["z2"].equation == "z₂ = [x a₁] · W₂"
    assert phases["z3"].code == "z3 = np.hstack([x, a1, a2]) @ W3"
    assert phases["dW3"].equation == "dW₃ = ∂E/∂W₃ = [x a₁ a₂]ᵀ · δ₃"
    assert phases["da2"].equation == "da₂ = ∂E/∂a₂ = δ₃ · W₃[a₂]ᵀ"
    assert phases["da1"].equation == "da₁ = ∂E/∂a₁ = δ₂ · W₂[a₁]ᵀ + δ₃ · W₃[a₁]ᵀ"
    assert phases["da1"].code == "da1 = d2 @ W2[2:4].T + d3 @ W3[2:4].T"
    work = phases["da1"].result.work(1, 0)
    assert work.lines[0].count("·") == 2, "a term for every unit that sees it"
    assert work.name == "da₁[01,h1]"
    wrong = {
        phase.key: phase for phase in walk(bugged("updated-weights", hidden=(2, 1), direct=True))
    }
    assert wrong["da1"].equation == ("da₁ = δ₂ · (W₂[a₁] + ΔW₂[a₁])ᵀ + δ₃ · (W₃[a₁] + ΔW₃[a₁])ᵀ")
    assert wrong["da1"].code.count("[2:4].T") == 2
    deep = {phase.key: phase for phase in walk(record(Experiment(hidden=(1,) * 5, direct=True)))}
    assert deep["z6"].equation == "z₆ = [x … a₅] · W₆"
    assert "W₂[a₁] and W₃[a₁] and W₄[a₁] … as they were" in deep["da1"].sentence


def run_the_lines(step: StepRecord) -> None:
    """Type in the line of every phase, in order, and look at what it makes."""
    names: dict[str, Any] = {"np": np, "x": step.inputs, "y": step.targets}
    for k, layer in enumerate(step.layers, start=1):
        bias = step.experiment.bias_form.code
        for letter, update in (("W", layer.weights), (bias, layer.biases)):
            if update is None:
                continue
            names |= {f"{letter}{k}": update.before, f"D{letter}{k}": update.previous}
            names[f"m{letter}{k}"] = update.learns
            if letter == "W":
                names[f"M{k}"] = links_there(step.experiment)[k - 1] * 1.0
            if update.carried is not None:
                # A bug may add to what is there already.
                names[f"d{letter}{k}"] = update.carried.copy()
    for phase in walk(step):
        exec(phase.code, names)
        found = names[re.split(r" \+?= ", phase.code.split("; ")[-1])[0]]
        expected = step.error_before if phase.key == "E" else phase.result.values
        np.testing.assert_allclose(np.atleast_2d(found), expected, rtol=1e-9, atol=1e-12)


@given(experiments(), st.integers(0, 20))
def test_what_the_step_did_to_the_loss_is_said_once_at_its_end(
    experiment: Experiment, steps: int
) -> None:
    step = record(experiment, steps)
    phases = tuple(walk(step))
    said = f"{step.loss_before:.4g} before, {step.loss_after:.4g} after"
    assert [phase.key for phase in phases if said in phase.sentence] == [phases[-1].key]


@given(experiments(), st.integers(0, 20))
def test_zero_is_the_middle_of_a_scale_where_there_is_anything_below_it(
    experiment: Experiment, steps: int
) -> None:
    step = record(experiment, steps)
    outputs = {"x": step.inputs, "ŷ": step.layers[-1].activation}
    for phase in walk(step):
        if phase.quantity is Quantity.ACTIVATION:
            outputs[phase.symbol] = phase.result.values
        for _, matrix in phase.terms:
            is_below = bool((matrix.values < 0).any())
            if matrix.symbol in outputs:
                assert matrix.signed == is_below, (phase.key, matrix.symbol)
            elif matrix.symbol != "y":
                assert matrix.signed or not is_below, (phase.key, matrix.symbol)
