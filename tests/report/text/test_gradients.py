"""The table of gradients in print: the numbers of the engine, whose gradients they are, and how
large they were.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.engine import (
    Experiment,
    Snapshot,
    Trainer,
    find_problem,
    first_to_last,
    layer_gradients,
)
from backprop_tui.report.text.gradients import gradients_json, gradients_text
from tests.engine.strategies import WRONG, experiments, with_schedules


def after(steps: int, **settings: Any) -> Snapshot:
    trainer = Trainer(replace(Experiment(), **settings))
    trainer.step(steps)
    return trainer.snapshot()


def text(snapshot: Snapshot) -> str:
    return "\n".join(gradients_text(snapshot))


@settings(max_examples=50)
@given(with_schedules(experiments()) | WRONG, st.integers(0, 70))
def test_any_network_has_a_table_of_eighty_columns(experiment: Experiment, steps: int) -> None:
    trainer = Trainer(experiment)
    trainer.step(steps)
    snapshot = trainer.snapshot()
    lines = list(gradients_text(snapshot))
    assert all(len(line) <= 80 for line in lines), max(lines, key=len)
    layers = layer_gradients(snapshot)
    for layer in layers:
        assert sum(line.startswith(f"δ{'₀₁₂₃₄₅'[layer.layer]} = ") for line in lines) == 1
    found = json.loads(next(gradients_json(snapshot)))
    assert found["first_to_last"] == first_to_last(layers)
    assert len(found["layers"]) == len(layers)


def test_its_numbers_are_those_of_the_moment() -> None:
    snapshot = after(2400)
    assert text(snapshot).startswith(
        "Gradients at step 2400 of xor, 2-4-1: |A| is the root of the sum\n"
        "  of the squares of all entries.\n"
        "∂E/∂W is that of E = ½ Σ (ŷ - y)², summed over all 4 cases.\n"
        "ΔW is what the next step adds to W, by the gradient of the same\n"
        "  cases.\n"
        "\n"
        "         |∂E/∂W|      |W|        |ΔW|     |ΔW|/|W|\n"
        "  W₁  0.00291699  10.8381  0.00145850  0.000134571\n"
        "  W₂  0.00484252  13.4516  0.00242126  0.000179998\n"
        "\n"
        "first/last: |∂E/∂W₁| / |∂E/∂W₂| = 0.602371\n"
        "\n"
        "|∂E/∂W| over the run, every 192 steps\n"
    )
    (line,) = gradients_json(snapshot)
    found, layers = json.loads(line), layer_gradients(snapshot)
    assert found["step"] == 2400
    assert found["history"]["steps"] == snapshot.gradient_sizes.steps.tolist()
    assert_allclose(found["history"]["gradient_sizes"], snapshot.gradient_sizes.sizes, rtol=0)
    for printed, layer in zip(found["layers"], layers, strict=True):
        assert printed == {
            "gradient_size": layer.gradient,
            "weights_size": layer.weights,
            "next_change_size": layer.moved,
            "next_change_share": layer.share,
            "bias_gradient_size": None,
            "biases_size": None,
            "learning_weights": layer.learns,
            "weights": layer.count,
            "delta": layer.delta.tolist(),
        }


def test_at_the_start_nothing_lies_behind() -> None:
    assert "over the run" not in text(after(0))
    assert "over the run, every step\n" in text(after(1))


PARITY = find_problem("parity-3")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"problem": PARITY, "batch_size": 3}, "by the gradient of its batch of 3."),
        ({"freeze": ("weights",)}, "All weights are frozen: the next step moves none of them."),
        ({"freeze": ("W1[x1,h1]",)}, "W₁: 7 of 8 weights learn"),
        ({"bug": "no-slope"}, "as the wrong rule no-slope finds them."),
        ({"l2": 0.1}, "and of the cost of the weights."),
        ({"loss": "mean"}, "over all targets of all 4 cases."),
        ({"bias": True}, "|∂E/∂b|"),
        ({"bias": "threshold"}, "|∂E/∂theta|"),
        ({"problem": find_problem("table:01")}, "summed over all 2 cases."),
    ],
)
def test_it_says_whose_gradients_they_are_and_what_moves(
    settings: dict[str, Any], said: str
) -> None:
    assert said in " ".join(text(after(2, **settings)).split())
