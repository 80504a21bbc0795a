"""Losses and units that the program does not have, of every kind that it could have: a loss whose
δ is another power of the error, or no product at all; a unit whose slope needs z, or has a
parameter of its own, or depends on all sums of its row.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from backprop_tui.engine import (
    ACTIVATIONS,
    LOSSES,
    Activation,
    Coupling,
    Experiment,
    Loss,
    LossGradient,
    OutputArrays,
    Problem,
    StepRecord,
    Trainer,
)
from backprop_tui.engine.core.biases import BIASES, BiasForm
from backprop_tui.engine.core.calls import ONE, Array, Call, constant

# Losses.


def cubes(output: OutputArrays, gradient: Array) -> list[Call]:
    return [
        (np.multiply, output.residual, output.residual, gradient),
        (np.multiply, gradient, output.residual, gradient),
    ]


QUARTIC = Loss(
    name="quartic",
    formula="¼ Σ (ŷ - y)⁴",
    short="¼Σe⁴",
    displayed="mean (y - ŷ)⁴",
    displayed_short="mean (y-ŷ)⁴",
    loss_input="residual",
    each=lambda residual, targets: 0.25 * residual**4,
    gradient=LossGradient(
        formula="(ŷ - y)³",
        code="(yhat - y)**3",
        sentence="The cube of the error × slope, of E = {error}, whose mean is {factor:g}/N of it.",
        calls=cubes,
    ),
    terms=("(ŷ - y)⁴/4",),
    code="0.25 * np.sum((yhat - y) ** 4)",
    factor=4.0,
)


ABSOLUTE = Loss(
    name="absolute",
    formula="Σ |ŷ - y|",
    short="Σ|e|",
    displayed="mean |y - ŷ|",
    displayed_short="mean |y-ŷ|",
    loss_input="residual",
    each=lambda residual, targets: np.abs(residual),
    gradient=LossGradient(
        formula="sign(ŷ - y)",
        code="np.sign(yhat - y)",
        sentence="Which way it is wrong × slope, of E = {error}; the mean is {factor:g}/N of it.",
        calls=lambda output, gradient: [(np.sign, output.residual, gradient)],
    ),
    terms=("max(ŷ - y, y - ŷ)",),
    code="np.sum(np.abs(yhat - y))",
    factor=1.0,
    kinks=(0.0,),
)


def pushes(output: OutputArrays, delta: Array) -> list[Call]:
    """-(2y - 1)/(1 + e^((2y - 1)z)), which is no product with a slope in it."""
    sign = np.zeros_like(delta)
    return [
        (np.multiply, output.targets, constant(2.0), sign),
        (np.subtract, sign, ONE, sign),
        (np.multiply, sign, output.z, delta),
        (np.exp, delta, delta),
        (np.add, delta, ONE, delta),
        (np.divide, sign, delta, delta),
        (np.negative, delta, delta),
    ]


LOGISTIC = Loss(
    name="logistic",
    formula="Σ ln(1 + e^-(2y - 1)z)",
    short="Σln",
    displayed="mean ln(1 + e^-(2y - 1)z)",
    displayed_short="mean ln",
    loss_input="z",
    each=lambda z, targets: np.log1p(np.exp(-(2.0 * targets - 1.0) * z)),
    gradient=LossGradient(
        formula="(1 - 2y)/(1 + e^((2y - 1)z))",
        code="(1 - 2*y) / (1 + np.exp((2*y - 1) * z))",
        sentence="How far z is from the side where it should be.",
        calls=pushes,
        cancels=True,
        shown=(("", "z"), (",", "y")),
    ),
    terms=("ln(1 + e^-((2y - 1)z))",),
    code="np.sum(np.log1p(np.exp(-(2*y - 1) * z2)))",
    factor=1.0,
    outputs=("linear",),
)


def surprises(z: Array, targets: Array) -> Array:
    """-y ln ŷ of every output, where ŷ = softmin(z)."""
    lowest = z.min(axis=-1, keepdims=True)
    total = np.exp(lowest - z).sum(axis=-1, keepdims=True)
    each: Array = targets * (np.log(total) + z - lowest)
    return each


SURPRISE = Loss(
    name="surprise",
    formula="-Σ y ln ŷ",
    short="-Σyln",
    displayed="mean -y ln ŷ",
    displayed_short="mean -ylnŷ",
    loss_input="z",
    each=surprises,
    gradient=LossGradient(
        formula="y - ŷ",
        code="y - yhat",
        minus="ŷ - y",
        sentence="Only the error is left, turned: all slopes of the row cancel.",
        calls=lambda output, delta: [(np.negative, output.residual, delta)],
        cancels=True,
        shown=(("", "y"), ("-", "ŷ")),
    ),
    terms=("-y·ln(ŷ)", "y·(ln(Σ(e^-zᵢ)) + z)"),
    code="-np.sum(y * np.log(yhat))",
    factor=1.0,
    outputs=("softmin",),
)

# Activations.


def squash_by_sigmoid(minus_z: Array, a: Array) -> list[Call]:
    room = np.zeros_like(a)
    return [
        (np.exp, minus_z, room),
        (np.add, room, ONE, room),
        (np.divide, minus_z, room, a),
        (np.negative, a, a),
    ]


def slope_of_silu(z: Array, a: Array, slope: Array) -> list[Call]:
    """σ(z)(1 + z - a)."""
    room = np.zeros_like(a)
    return [
        (np.negative, z, room),
        (np.exp, room, room),
        (np.add, room, ONE, room),
        (np.add, z, ONE, slope),
        (np.subtract, slope, a, slope),
        (np.divide, slope, room, slope),
    ]


SILU = Activation(
    name="silu",
    symbol="silu",
    formula="z/(1 + e^-z)",
    slope_formula="(1 + z - a)/(1 + e^-z)",
    code="z / (1 + np.exp(-z))",
    slope_code="(1 + z - a) / (1 + np.exp(-z))",
    bounds=(-0.2785, None),
    apply=squash_by_sigmoid,
    slope=slope_of_silu,
    negated=True,
    needs_sums=True,
)


def elu(alpha: float) -> Activation:
    """A unit with a parameter of its own, which its slope takes from z."""
    bound = constant(alpha)

    def apply(z: Array, a: Array) -> list[Call]:
        low = np.zeros_like(a)
        return [
            (np.fmin, z, constant(0.0), low),
            (np.expm1, low, low),
            (np.multiply, low, bound, low),
            (np.fmax, z, constant(0.0), a),
            (np.add, a, low, a),
        ]

    def slope(z: Array, a: Array, slope: Array) -> list[Call]:
        above = np.zeros_like(a)
        return [
            (np.sign, z, above),
            (np.fmax, above, constant(0.0), above),
            (np.fmin, a, constant(0.0), slope),
            (np.add, slope, bound, slope),
            (np.subtract, slope, above, slope),
            (np.fmax, slope, above, slope),
        ]

    return Activation(
        name=f"elu-{alpha:g}",
        symbol="elu",
        formula=f"z if z > 0 else {alpha:g}(e^z - 1)",
        slope_formula=f"1 if z > 0 else a + {alpha:g}",
        code=f"np.where(z > 0, z, {alpha!r} * np.expm1(np.minimum(z, 0)))",
        slope_code=f"np.where(z > 0, 1, a + {alpha!r})",
        bounds=(-alpha, None),
        apply=apply,
        slope=slope,
        needs_sums=True,
        kinks=(0.0,),
    )


def share_out(z: Array, a: Array) -> list[Call]:
    lowest = np.zeros((*z.shape[:-1], 1))
    total = np.zeros_like(lowest)
    return [
        (np.minimum.reduce, z, -1, None, lowest, True),
        (np.subtract, lowest, z, a),
        (np.exp, a, a),
        (np.add.reduce, a, -1, None, total, True),
        (np.divide, a, total, a),
    ]


def through_all_slopes(gradient: Array, a: Array, delta: Array) -> list[Call]:
    total = np.zeros((len(a), 1))
    return [
        (np.multiply, gradient, a, delta),
        (np.add.reduce, delta, -1, None, total, True),
        (np.subtract, total, gradient, delta),
        (np.multiply, delta, a, delta),
    ]


def terms_of_the_row(gradient: Array, a: Array, unit: int) -> list[tuple[float, ...]]:
    own: tuple[float, ...] = (float(-gradient[unit]), float(a[unit]))
    others = zip(gradient.tolist(), a.tolist(), strict=True)
    return [own, *((g, other, own[1]) for g, other in others)]


def falling_slope(z: Array, a: Array, slope: Array) -> list[Call]:
    """a(a - 1)."""
    return [(np.subtract, a, ONE, slope), (np.multiply, a, slope, slope)]


SOFTMIN = Activation(
    name="softmin",
    symbol="softmin",
    formula="e^-z/Σ(e^-zᵢ)",
    slope_formula="a(a - 1)",
    code="np.exp(-z) / np.exp(-z).sum(axis=1, keepdims=True)",
    slope_code="a * (a - 1)",
    bounds=(0.0, 1.0),
    apply=share_out,
    slope=falling_slope,
    coupling=Coupling(
        formula="a ⊙ (Σ g ⊙ a - g)",
        code="a * ((g * a).sum(axis=1, keepdims=True) - g)",
        sentence="What one output loses the others gain, so each is blamed for all.",
        back=through_all_slopes,
        terms=terms_of_the_row,
    ),
    forms=("1/Σ(e^(z - zᵢ))",),
)

SHARED_THRESHOLD = BiasForm(
    "shared-threshold",
    letter="θ",
    code="theta",
    sign=-1.0,
    mark="+1θ",
    called="threshold",
    several="thresholds",
    words="of a layer has the same threshold",
    shared=True,
)

NEW_LOSSES = (QUARTIC, ABSOLUTE, LOGISTIC, SURPRISE)
NEW_ACTIVATIONS = (SILU, elu(0.5), elu(1.5), SOFTMIN)


def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let experiments find them by their names."""
    for loss in NEW_LOSSES:
        monkeypatch.setitem(LOSSES, loss.name, loss)
    for activation in NEW_ACTIVATIONS:
        monkeypatch.setitem(ACTIVATIONS, activation.name, activation)
    monkeypatch.setitem(BIASES, SHARED_THRESHOLD.value, SHARED_THRESHOLD)


STREAM = np.random.RandomState(5)
CLASSES = Problem(
    name="three kinds",
    summary="random points of three kinds",
    inputs=STREAM.uniform(-1, 1, (5, 2)),
    targets=np.eye(3)[[0, 1, 2, 1, 0]],
)

SETTINGS: dict[str, dict[str, Any]] = {
    "quartic": {"loss": "quartic"},
    "quartic-linear": {"loss": "quartic", "output_activation": "linear", "activation": "tanh"},
    "quartic-silu": {"loss": "quartic", "output_activation": "silu", "activation": "silu"},
    "logistic": {"loss": "logistic", "output_activation": "linear"},
    "silu": {"activation": "silu"},
    "silu-cross-entropy": {"activation": "silu", "loss": "bce", "momentum": 0.5},
    "elu": {"activation": "elu-0.5", "output_activation": "elu-0.5", "batch_size": 3},
    "another-elu": {"activation": "elu-1.5", "loss": "logistic", "output_activation": "linear"},
    "softmin": {"loss": "surprise", "output_activation": "softmin", "momentum": 0.5},
    "softmin-sse": {"loss": "half-sse", "output_activation": "softmin"},
    "softmin-quartic": {"loss": "quartic", "output_activation": "softmin"},
    "softmin-within": {"activation": "softmin", "loss": "bce"},
    "softmin-throughout": {"activation": "softmin", "output_activation": "softmin"},
    "shared-threshold": {"bias": "shared-threshold", "momentum": 0.5},
    "softmax-quartic": {"loss": "quartic", "output_activation": "softmax"},
}

CASES: dict[str, Callable[..., Experiment]] = {
    name: partial(
        Experiment,
        **{
            "problem": CLASSES,
            "hidden": (3,),
            "bias": True,
            "seed": 1,
            "learning_rate": 0.05,
            **settings,
        },
    )
    for name, settings in SETTINGS.items()
}


def record(case: str, steps: int = 3, **settings: Any) -> StepRecord:
    """The step after some steps of a case."""
    trainer = Trainer(CASES[case](**settings))
    assert trainer.step(steps) == steps
    return trainer.record()
