"""The trace is what a learner holds beside a sheet of paper, so one step is worked by hand here.
For all other networks, every number printed is the recorded one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.cli.output import SPELLINGS
from backprop_tui.engine import (
    BUGS,
    PROBLEMS,
    BadSetting,
    Experiment,
    Start,
    StepRecord,
    Trainer,
    read_table,
)
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.text.trace import trace_text
from backprop_tui.report.text.trace_json import trace_json
from backprop_tui.report.walk import Matrix, walk
from tests.engine.strategies import experiments

EXPERIMENTS = [
    Experiment(),
    Experiment(hidden=(), bias=True),
    Experiment(hidden=(3, 2), bias=True, loss="bce", momentum=0.5, activation="tanh"),
    Experiment(hidden=(100,), problem=PROBLEMS["parity-8"], batch_size=7),
    Experiment(bug="uncleared", bias=True, momentum=0.5),
]


def record(experiment: Experiment, step: int = 0) -> StepRecord:
    trainer = Trainer(experiment)
    trainer.step(step)
    return trainer.record()


WORKED_BY_HAND = """\
Step 0 to 1 of one, 1-1: lr 0.1, momentum 0
The gradient is that of E = ½ Σ (ŷ - y)², summed over the batch.
The loss is the mean (y - ŷ)², over the same cases.
The batch holds the one case.
Of the targets, ŷ is y.

x, the inputs
      x
  #1  2

y, the targets
      yhat
  #1     3

W₁ before the step
     yhat
  x   0.5

FORWARD

1/6 z1 | z₁ = x · W₁
  Each unit adds up what comes in, each number times its weight.
  An input of 0 adds nothing.
  z1 = x @ W1
  z₁[#1,ŷ]
    = 2·0.5
    = 1

2/6 a1 | ŷ = linear(z₁) = z
  The prediction: the output's sum, as it is.
  yhat = z1
  ŷ[#1,ŷ]
    = 1
    = 1

LOSS

3/6 E | E = ½ Σ (ŷ - y)²
  How wrong it is, in one number. Training descends the sum E; the
  loss that is printed is the mean (y - ŷ)².
  E = 0.5 * np.sum((yhat - y) ** 2)
  E[#1,ŷ]
    = ½(1 - 3)²
    = 2
  E
    = 2
    = 2
  loss
    = 2·2/1
    = 4

BACKWARD

4/6 delta1 | δ₁ = (ŷ - y) ⊙ f′₁,  f′₁ = 1
  Error × slope: the output's blame. It is the gradient of E = ½ Σ
  (ŷ - y)²; the loss printed is the mean, 2/N of E: that factor is
  left to ε.
  d1 = (yhat - y) * 1
  δ₁[#1,ŷ]
    = (-2)·1
    = -2

5/6 dW1 | dW₁ = ∂E/∂W₁ = xᵀ · δ₁
  Input × blame at its end, summed over cases: an input of 0
  teaches nothing.
  dW1 = x.T @ d1
  dW₁[x,ŷ]
    = 2·(-2)
    = -4

UPDATE

6/6 W1 | W₁ ← W₁ - ε · dW₁
  A small step against the gradient. Mean e²: 4 before, 1.44
  after.
  W1 = W1 - 0.1 * dW1
  new W₁[x,ŷ]
    = 0.5 - 0.1·(-4)
    = 0.9

What the step did
  E    before 2, after 0.72
  loss before 4, after 1.44"""


def test_a_step_worked_by_hand(tmp_path: Path) -> None:
    """One linear unit, w = 0.5, x = 2, y = 3, lr = 0.1.

    z = 1, E = ½ · 2² = 2, δ = 1 - 3 = -2, ∂E/∂w = 2 · -2 = -4, Δw = 0.4, so w = 0.9;
    then ŷ = 1.8 and E = ½ · 1.2² = 0.72.
    """
    path = tmp_path / "one.csv"
    path.write_text("x,y\n2,3\n")
    start = Start((np.array([[0.5]]),), None, "start.json")
    experiment = Experiment(
        read_table(str(path)), (), output_activation="linear", learning_rate=0.1, start=start
    )
    assert "\n".join(trace_text(record(experiment))) == WORKED_BY_HAND


def plain(values: Any) -> Any:
    """What JSON makes of a record's attribute."""
    return values.tolist() if isinstance(values, np.ndarray) else values


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_json_holds_the_record_at_full_precision(experiment: Experiment) -> None:
    step = record(experiment, 3)
    (line,) = trace_json(step)
    content = json.loads(line)
    for part, source in [(content, step), (content.get("right"), step.reference)]:
        if source is None:
            assert part is None
            continue
        layers = part.pop("layers")
        if source.reference is not None:
            assert part.pop("bug") == experiment.bug
        names = {"output_error": "residual"}
        assert set(part) - {"right"} == {
            *("step", "cases", "inputs", "targets", "output_error"),
            *("error_before", "loss_before", "error_after", "loss_after"),
        }
        for name in set(part) - {"right"}:
            assert part[name] == plain(getattr(source, names.get(name, name)))
        for found, layer in zip(layers, source.layers, strict=True):
            weights, biases = layer.weights, layer.biases
            expected: dict[str, Array | None] = {
                "z": layer.z, "activation": layer.activation, "slope": layer.slope,
                "blame": layer.activation_gradient, "delta": layer.delta,
                "weights": weights.before, "biases": biases.before if biases else None,
                "gradient": weights.gradient, "bias_gradient": biases.gradient if biases else None,
                "previous_change": weights.previous,
                "previous_bias_change": biases.previous if biases else None,
                "change": weights.change, "bias_change": biases.change if biases else None,
                "weights_after": weights.after, "biases_after": biases.after if biases else None,
            }  # fmt: skip
            if weights.carried is not None:
                expected["carried_gradient"] = weights.carried
                expected["carried_bias_gradient"] = biases.carried if biases else None
            assert found == {key: plain(array) for key, array in expected.items()}


def numbers(lines: list[str], matrix: Matrix) -> list[list[float]]:
    """The numbers of the first table of a matrix's columns; it must not be wrapped."""
    header = [name.replace("ŷ", "yhat") for name in matrix.columns]
    start = next(k for k, line in enumerate(lines) if line.split() == header) + 1
    rows = [line.split() for line in lines[start : start + len(matrix.rows)]]
    assert [row[0] for row in rows] == list(matrix.rows)
    return [[float(word) for word in row[1:]] for row in rows]


@pytest.mark.parametrize("experiment", [EXPERIMENTS[0], *EXPERIMENTS[2:3], EXPERIMENTS[4]])
def test_every_phase_stands_there_with_its_numbers(experiment: Experiment) -> None:
    step = record(experiment, 3)
    text = "\n".join(trace_text(step))
    blocks = text.split("\n\n")
    phases = walk(step)
    for number, phase in enumerate(phases, start=1):
        (block,) = [b for b in blocks if b.startswith(f"{number}/{len(phases)} {phase.key} | ")]
        lines = block.split("\n")
        matrix = phase.terms[2][1] if phase.key == "E" else phase.result
        if matrix.values.size > 1:
            assert_allclose(numbers(lines, matrix), matrix.values, rtol=1e-5)
        work = matrix.work(0, 0)
        assert f"  {work.name}" in lines
        assert f"    = {work.result}" in lines
        assert ("  WRONG: " in block) is phase.wrong
        assert ("The right rule gives" in block) is (phase.reference is not None)
    assert f"  E    before {step.error_before:.6g}, after {step.error_after:.6g}" in text


def ascii_width(line: str) -> int:
    return len("".join(SPELLINGS.get(letter, letter) for letter in line))


@settings(max_examples=40)
@given(experiments(), st.integers(0, 5))
def test_all_forms_fit_80_columns_and_ascii(experiment: Experiment, steps: int) -> None:
    step = record(experiment, steps)
    forms = [trace_text(step)]
    # Every layer has the same kinds of phases: one of each is looked at alone.
    for phase in {phase.quantity: phase for phase in walk(step)}.values():
        forms += [trace_text(step, phase.key), trace_text(step, phase.key, "1,1")]
    for form in forms:
        for line in form:
            assert ascii_width(line) <= 80, line
            assert "".join(SPELLINGS.get(letter, letter) for letter in line).isascii(), line


@pytest.mark.parametrize("bug", BUGS)
def test_all_forms_with_a_bug_fit_80_columns_and_ascii(bug: str) -> None:
    step = record(Experiment(bug=bug, bias=True, loss="mse", hidden=(12, 2)), 3)
    for form in [trace_text(step), *(trace_text(step, phase.key) for phase in walk(step))]:
        for line in form:
            assert ascii_width(line) <= 80, line


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_the_text_fits_80_columns(experiment: Experiment) -> None:
    assert max(map(len, trace_text(record(experiment, 3)))) <= 80


def test_a_long_sum_is_an_example_in_the_whole_and_complete_by_itself() -> None:
    step = record(Experiment(hidden=(4,), problem=PROBLEMS["parity-8"]))
    text = "\n".join(trace_text(step))
    assert "… and so on; --phase dW1 --element 1,1 prints all" in text
    lines = list(trace_text(step, "dW1", "1,1"))
    assert "\n".join(lines).count("·") == 256


@pytest.mark.parametrize(
    ("phase", "element", "name"),
    [
        ("z1", "01,h2", "z₁[01,h2]"),
        ("z1", "2,2", "z₁[01,h2]"),
        ("z1", "10,h2", "z₁[10,h2]"),
        ("dW2", "h1,yhat", "dW₂[h1,ŷ]"),
        ("dW2", "h1 , ŷ", "dW₂[h1,ŷ]"),
        ("db1", "h4", "db₁[h4]"),
        ("db1", "1,4", "db₁[h4]"),
        ("E", "11,yhat", "E[11,ŷ]"),
    ],
)
def test_a_number_is_found_by_name_or_place(phase: str, element: str, name: str) -> None:
    first, *_ = trace_text(record(Experiment(bias=True)), phase, element)
    assert first == f"  {name}"


def test_the_right_number_beside_a_wrong_one_is_the_same_one() -> None:
    step = record(Experiment(bug="updated-weights"))
    assert step.reference is not None
    right = by_key(step.reference)["da1"].work(2, 3)
    lines = list(trace_text(step, "da1", "3,4"))
    said = lines[lines.index("The right rule gives:") + 1 :]
    assert said[0] == f"  {right.name}" == "  da₁[10,h4]"
    assert said[-1] == f"    = {right.result}"


def by_key(step: StepRecord) -> dict[str, Matrix]:
    return {phase.key: phase.result for phase in walk(step)}


@pytest.mark.parametrize("typed", ["dW2", "dw2", "dW₂", "DW₂"])
def test_a_phase_may_be_typed_as_it_is_shown(typed: str) -> None:
    step = record(Experiment(momentum=0.5))
    assert list(trace_text(step, typed)) == list(trace_text(step, "dW2"))
    for shown, key in (("δ₂", "delta2"), ("ŷ", "a2"), ("yhat", "a2"), ("ΔW₁", "change1")):
        assert list(trace_text(step, shown)) == list(trace_text(step, key))


def test_with_one_bit_a_case_is_named_by_its_place(tmp_path: Path) -> None:
    table = tmp_path / "not.csv"
    table.write_text("x,y\n0,1\n1,0\n")
    step = record(Experiment(problem=read_table(str(table))))
    assert [next(iter(trace_text(step, "z1", f"{row},1"))) for row in (1, 2)] == [
        "  z₁[#1,h1]",
        "  z₁[#2,h1]",
    ]


def test_a_number_is_found_by_the_names_that_its_columns_have(tmp_path: Path) -> None:
    table = tmp_path / "iris.csv"
    table.write_text('"sepal length, cm","sepal width, cm",y\n5,3,setosa\n6,2,virginica\n')
    step = record(Experiment(problem=read_table(str(table)), bias=True))
    text = "\n".join(trace_text(step))
    assert "Of the inputs, sepal le is sepal length, cm, sepal wi is" in text
    assert "setosa is y=setosa" in " ".join(text.split())
    (first, *_), *others = (
        list(trace_text(step, "dW1", f"{row},{column}"))
        for row, column in (
            ("sepal wi", "h1"),
            ("sepal width, cm", "H1"),
            ("Sepal Width, CM", "1"),
            ('"sepal width, cm"', "h1"),
            ("x2", "h1"),
            ("2", "1"),
        )
    )
    assert first == "  dW₁[sepal wi,h1]"
    assert all(lines[0] == first for lines in others)
    for row, column in (("h1", "Setosa"), ("h1", "y=setosa"), ("1", "yhat1"), ("h1", "ŷ1")):
        assert next(iter(trace_text(step, "W2", f"{row},{column}"))) == "  new W₂[h1,setosa]"
    for column in ("setosa", "yhat1"):
        assert next(iter(trace_text(step, "b2", column))) == "  new b₂[setosa]"
    with pytest.raises(BadSetting, match="a row of sepal le, sepal wi"):
        trace_text(step, "dW1", "sepal,h1")


def test_a_long_error_is_shown_whole_by_its_phase() -> None:
    step = record(Experiment(hidden=(4,), problem=PROBLEMS["parity-6"]))
    text = "\n".join(trace_text(step))
    assert "… and so on; --phase E prints all" in text
    assert "\n".join(trace_text(step, "E")).count("\n      ") > 3


@pytest.mark.parametrize(
    "element", ["", "h2", "1", "1,2,3", "0,1", "5,1", "1,9", "01,h9", "²,1", "-1,1", "1" * 99]
)
def test_a_number_that_is_not_there_names_those_that_are(element: str) -> None:
    allowed = "a row of 00, 01, 10, 11 (or 1 to 4), a column of h1, h2, h3, h4 (or 1 to 4)"
    with pytest.raises(BadSetting, match="z1") as refusal:
        trace_text(record(Experiment()), "z1", element)
    assert allowed in str(refusal.value)


def test_a_phase_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(BadSetting, match="delta2, dW2, da1"):
        trace_text(record(Experiment()), "delta9")
    with pytest.raises(BadSetting, match=r"z1, a1, .*…, .*W1$"):
        trace_text(record(Experiment(hidden=(2,) * 16)), "q")


def test_the_batch_names_its_cases() -> None:
    step = record(Experiment(batch_size=2), 1)
    first, second = (step.cases + 1).tolist()
    text = "\n".join(trace_text(step))
    assert f"The batch holds 2 of 4 cases: {first}, {second}." in text
    names = [f"{case >> 1}{case & 1}" for case in step.cases.tolist()]
    assert all(f"\n  {name} " in text for name in names)


def test_what_the_arithmetic_uses_is_said_with_what_it_was_made_of() -> None:
    step = record(Experiment(standardize=True, test=1, batch_size=2))
    text = " ".join("\n".join(trace_text(step)).split())
    assert text.count("Inputs are standardized, (value - mean)/spread, to mean 0") == 1
    assert "1 of the 4 cases is put aside to test what is learnt." in text
    scaling = step.experiment.problem.scalings[0]
    assert scaling is not None
    means = " ".join(f"{value:.6g}" for value in scaling.mean.tolist())
    assert f"x before it was standardized x1 x2 mean {means} spread" in text
    rows = [step.experiment.problem.rows[case] for case in step.cases.tolist()]
    assert f"The batch holds 2 of 3 cases: {rows[0] + 1}, {rows[1] + 1}." in text
    one = "\n".join(trace_text(step, "z1"))
    assert "The inputs are standardized" in " ".join(one.split())
    content = json.loads(next(trace_json(step)))
    assert content["cases"] == rows
    assert content["standardized"]["inputs"]["mean"] == scaling.mean.tolist()
    assert "standardized" not in json.loads(next(trace_json(record(Experiment()))))
