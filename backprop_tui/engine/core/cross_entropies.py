"""The losses for outputs that are probabilities: the surprise -ln p at what really was so. With the
activation that each is made for, its slope cancels, and a wrong answer is blamed in full however
sure of it the network is.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.loss import Loss, LossGradient

NEAR = 1e-6
"""How far the shares of a row may be from a sum of 1 for having been written down in decimals."""


def _logarithm(shares: Array) -> Array:
    """ln of shares; of none of it as far down as makes no difference."""
    logarithms: Array = np.log(np.maximum(shares, 1e-300))
    return logarithms


def _binary(z: Array, targets: Array) -> Array:
    """-[y ln ŷ + (1 - y) ln(1 - ŷ)] of every output.

    With ŷ = σ(z) it equals max(z, 0) - y z + ln(1 + e^-|z|), which cannot overflow.
    """
    each: Array = np.maximum(z, 0.0) - targets * z + np.log1p(np.exp(-np.abs(z)))
    return each


def _surprises(z: Array, targets: Array) -> Array:
    """-y ln ŷ of every output, with ŷ = softmax(z): y (ln Σ e^zᵢ - z), which cannot overflow."""
    highest = z.max(axis=-1, keepdims=True)
    total = np.exp(z - highest).sum(axis=-1, keepdims=True)
    each: Array = targets * (np.log(total) + (highest - z))
    return each


def _no_probabilities(targets: Array) -> str | None:
    """Why these are no probabilities."""
    outside = targets[(targets < 0) | (targets > 1)].ravel()
    if not len(outside):
        return None
    return f"targets from 0 to 1, which are probabilities; {float(outside[0]):g} is none"


def _no_shares(targets: Array) -> str | None:
    """Why the rows of these are no probabilities of one thing out of several."""
    said = "targets that are the probabilities of several classes, 0 to 1, a row adding up to 1"
    if targets.shape[1] < 2:
        return f"{said}: a column for each class, at least two; for one column take --loss bce"
    if wrong := _no_probabilities(targets):
        return f"{said};{wrong.partition(';')[2]}"
    sums = targets.sum(axis=1)
    off = np.flatnonzero(np.abs(sums - 1) > NEAR)
    if not len(off):
        return None
    return f"{said}; case {off[0] + 1} adds up to {sums[off[0]]:g}; take --loss bce for yes and no"


BCE = Loss(
    name="bce",
    formula="-Σ [y ln ŷ + (1 - y) ln(1 - ŷ)]",
    short="-Σln p",
    displayed="mean -[y ln ŷ + (1 - y) ln(1 - ŷ)]",
    displayed_short="mean -ln p",
    loss_input="z",
    each=_binary,
    gradient=LossGradient(
        formula="ŷ - y",
        code="yhat - y",
        minus="y - ŷ",
        sentence=(
            "Only the error is left: cross-entropy's 1/(ŷ(1 - ŷ)) cancels the slope f′. "
            "It is the gradient of E, summed over the cases; the loss printed is its mean."
        ),
        calls=None,
        cancels=True,
        shown=(("", "ŷ"), ("-", "y")),
    ),
    terms=(
        "-(y·ln(ŷ) + (1 - y)·ln(1 - ŷ))",
        "ln(1 + e^z) - y·z",
        "max(0, z) - y·z + ln(1 + e^-max(z, -z))",
    ),
    code="-np.sum(y * np.log(yhat) + (1 - y) * np.log(1 - yhat))",
    factor=1.0,
    refuses=_no_probabilities,
    outputs=("sigmoid",),
    words="-Σ ln of the probability given to the right answer",
    least=lambda means, targets: _logarithm(means) - _logarithm(1 - means),
)
"""Binary cross-entropy: every output answers a question of its own with yes or no."""


CE = Loss(
    name="ce",
    formula="-Σ y ln ŷ",
    short="-Σylnŷ",
    displayed="mean -Σ y ln ŷ of a case",
    displayed_short="mean -ylnŷ",
    loss_input="z",
    each=_surprises,
    gradient=LossGradient(
        formula="ŷ - y",
        code="yhat - y",
        minus="y - ŷ",
        sentence=(
            "Only the error is left: ∂E/∂ŷ = -y/ŷ goes back through softmax, where all outputs "
            "hang on every sum, and all else cancels. The loss printed is E's mean over the cases."
        ),
        calls=None,
        cancels=True,
        shown=(("", "ŷ"), ("-", "y")),
    ),
    terms=("-y·ln(ŷ)", "y·(ln(Σ(e^zᵢ)) - z)", "y·ln(Σ(e^(zᵢ - z)))"),
    code="-np.sum(y * np.log(yhat))",
    factor=1.0,
    mean_over="cases",
    refuses=_no_shares,
    outputs=("softmax",),
    words="-Σ y ln ŷ: -ln of the probability given to the right class of several (softmax)",
    least=lambda means, targets: _logarithm(means),
)
"""Cross-entropy of one class out of several."""
