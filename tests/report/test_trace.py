"""The trace is what a learner holds beside a sheet of paper, so one step is worked by hand here.
For all other networks, every number printed is the recorded one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from backprop_tui.engine import PROBLEMS, Experiment, Start, StepRecord, Trainer, read_table
from backprop_tui.report.trace import LAYER_KEYS, trace_json, trace_text

EXPERIMENTS = [
    Experiment(),
    Experiment(hidden=(), bias=True),
    Experiment(hidden=(3, 2), bias=True, loss="bce", momentum=0.5, activation="tanh"),
    Experiment(hidden=(100,), problem=PROBLEMS["parity-8"], batch_size=7),
]


def record(experiment: Experiment, step: int = 0) -> StepRecord:
    trainer = Trainer(experiment)
    trainer.step(step)
    return trainer.record()


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
    assert (
        "\n".join(trace_text(record(experiment)))
        == """\
Step 0 to 1 of one, 1-1: lr 0.1, momentum 0
The gradient is that of E = ½ Σ (ŷ - y)², summed over the batch.
The loss is the mean (y - ŷ)², over the same cases.
The batch holds all 1 cases.

x, the inputs
        x
case 1  2

y, the targets
        y
case 1  3

Layer 1, the output units: 1 in, 1 out, linear

W1
   yhat
x   0.5

z1 = x W1
        yhat
case 1     1

a1 = f(z1) = z
        yhat
case 1     1

f′1 = 1
        yhat
case 1     1

delta1 = dE/dz1 = (ŷ - y) ⊙ f′, with ŷ = a1
        yhat
case 1    -2

dE/dW1 = xᵀ delta1
   yhat
x    -4

change of W1 = -lr dE/dW1
   yhat
x   0.4

W1 after
   yhat
x   0.9

What the step did
  E    before 2, after 0.72
  loss before 4, after 1.44"""
    )


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_json_holds_the_record_at_full_precision(experiment: Experiment) -> None:
    step = record(experiment, 3)
    (line,) = trace_json(step)
    content = json.loads(line)
    layers = content.pop("layers")
    for name, value in content.items():
        assert np.array_equal(value, getattr(step, name))
    assert set(content) == {
        *("step", "inputs", "targets"),
        *("error_before", "loss_before", "error_after", "loss_after"),
    }
    for found, layer in zip(layers, step.layers, strict=True):
        assert tuple(found) == LAYER_KEYS
        for name, value in found.items():
            expected = getattr(layer, name)
            assert value is None if expected is None else np.array_equal(value, expected)


def printed(lines: list[str], title: str) -> list[list[float]]:
    """The numbers of a section of the text, a list a row; its tables must not be wrapped."""
    (start,) = [k for k, line in enumerate(lines) if line == title or line.startswith(f"{title} =")]
    end = lines.index("", start)
    return [
        [float(word) for word in line.removeprefix("case ").split()[1:]]
        for line in lines[start + 2 : end]
    ]


@pytest.mark.parametrize("experiment", EXPERIMENTS[:3])
def test_every_number_of_the_text_is_the_recorded_one(experiment: Experiment) -> None:
    step = record(experiment, 3)
    lines = [*trace_text(step), ""]
    parts: dict[str, Any] = {"x, the inputs": step.inputs, "y, the targets": step.targets}
    for n, layer in enumerate(step.layers, start=1):
        parts |= {
            f"W{n}": layer.weights, f"b{n}": layer.biases, f"z{n}": layer.z,
            f"a{n}": layer.activation, f"delta{n}": layer.delta,
            f"dE/dW{n}": layer.gradient, f"dE/db{n}": layer.bias_gradient,
            f"change of W{n}": layer.change, f"change of b{n}": layer.bias_change,
            f"W{n} after": layer.weights_after, f"b{n} after": layer.biases_after,
        }  # fmt: skip
        if experiment.momentum:
            parts[f"previous change of W{n}"] = layer.previous_change
            parts[f"previous change of b{n}"] = layer.previous_bias_change
        if f"f′{n} = " in "\n".join(lines):
            parts[f"f′{n}"] = layer.slope
    for title, array in parts.items():
        if array is None:
            assert title not in lines
            continue
        assert_allclose(printed(lines, title), np.atleast_2d(array), rtol=1e-5, err_msg=title)
    for what in ("error", "loss"):
        before, after = getattr(step, f"{what}_before"), getattr(step, f"{what}_after")
        (line,) = [row for row in lines if row.startswith("  E " if what == "error" else "  loss")]
        words = line.replace(",", "").split()
        assert_allclose([float(words[2]), float(words[4])], [before, after], rtol=1e-5)


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_text_fits_80_columns_and_names_every_part(experiment: Experiment) -> None:
    step = record(experiment, 3)
    lines = list(trace_text(step))
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    assert experiment.loss_function.formula in text
    assert ("previous change of W1" in text) is bool(experiment.momentum)
    for n in range(1, len(step.layers) + 1):
        for part in (f"W{n}", f"z{n} = ", f"a{n} = ", f"delta{n} = ", f"dE/dW{n} = "):
            assert f"\n{part}" in text
        assert f"\nchange of W{n} = " in text
        assert f"\nW{n} after\n" in text
        assert (f"\nb{n} after\n" in text) is experiment.bias


def test_the_batch_names_its_cases() -> None:
    step = record(Experiment(batch_size=2), 1)
    first, second = (step.cases + 1).tolist()
    text = "\n".join(trace_text(step))
    assert f"The batch holds 2 of 4 cases: {first}, {second}." in text
    assert f"\ncase {first} " in text
