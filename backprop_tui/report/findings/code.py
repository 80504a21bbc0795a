"""How hidden units write cases down. Eight cases through three units come out close to binary, but
not quite: the published code of the encoder 8-3-8 has values in the middle too (Rumelhart, Hinton
and Williams 1986, table 5 of chapter 8 of "Parallel Distributed Processing").
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine import Snapshot
from backprop_tui.engine.core.calls import Array

LOW, HIGH = 0.2, 0.8
"""Between these shares of the way from the lower bound to the upper a unit is half on."""

OFF, HALF, ON, NONE = 0, 1, 2, 3


class Code(NamedTuple):
    """What one layer makes of all cases.

    Attributes:
        shares: How far from the lower bound of the activation to the upper, 0…1, (cases, units).
        digits: `OFF`, `HALF`, `ON`, or `NONE` where the output is no number, (cases, units).
        different: How many different rows of digits there are.
        corners: The same if every unit counts as on or off, whichever is nearer.
        halves: How many digits are `HALF`.
    """

    shares: Array
    digits: NDArray[np.int64]
    different: int
    corners: int
    halves: int


def is_bounded(snapshot: Snapshot, layer: int) -> bool:
    """Whether the outputs of a layer, from 1, lie between two bounds, as a code needs."""
    return None not in snapshot.experiment.layer_activations[layer - 1].bounds


def code(snapshot: Snapshot, layer: int) -> Code:
    """The code of a layer, from 1, which must be bounded."""
    low, high = snapshot.experiment.layer_activations[layer - 1].bounds
    assert low is not None
    assert high is not None
    shares = (snapshot.activations[layer] - low) / (high - low)
    digits = np.where(shares > HIGH, ON, np.where(shares < LOW, OFF, HALF))
    digits[np.isnan(shares)] = NONE
    return Code(
        shares,
        digits,
        len(np.unique(digits, axis=0)),
        len(np.unique(shares > 0.5, axis=0)),
        int((digits == HALF).sum()),
    )


def code_text(found: Code) -> str:
    """What there is to say of a code."""
    cases, units = found.digits.shape
    said = f"{found.different} different codes for {cases} cases"
    if found.halves:
        said += f", {found.halves} of {cases * units} numbers between {LOW} and {HIGH}"
    return f"{said}; rounded, {found.corners} of {2**units} corners" if units <= 10 else said


def said(snapshot: Snapshot) -> str:
    """The code of the first hidden layer in one line; empty if there is none."""
    if len(snapshot.experiment.sizes) < 3 or not is_bounded(snapshot, 1):
        return ""
    return code_text(code(snapshot, 1))
