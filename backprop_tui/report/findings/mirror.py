"""How the weights of hidden units lie around the middle of a row of inputs. To tell rows that read
the same from both ends, weights at the same distance from the middle must be equal and opposite,
and no two pairs may make up for each other: 1 : 2 : 4 sees to that, and so does 2 : 3 : 4
(Rumelhart, Hinton and Williams, Nature 1986, figure 1, which has the first).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from backprop_tui.engine import Snapshot
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.names import unit_names

PATTERNS = ((1, 2), (1, 2, 4), (2, 3, 4), (1, 2, 4, 8))
"""Ratios in which no sum of pairs, each with its sign or left out, is zero."""

NEAR = 0.1
"""How far from a pattern, or from equal and opposite, a network is that is called near it."""


class Mirror(NamedTuple):
    """The weights from n inputs to a layer, seen from the middle of the row of inputs.

    Attributes:
        weights: (inputs, units).
        magnitudes: Half the difference of the two weights of each pair, without its sign, from
            the outermost pair to the innermost, (pairs, units).
        off: How far a pair is from equal and opposite at most, as a share of the largest weight,
            (units,).
        twins: How far two units are from each other's opposite, likewise; `None` unless there
            are just two.
    """

    weights: Array
    magnitudes: Array
    off: Array
    twins: float | None

    def ratio(self, unit: int) -> list[float]:
        """The magnitudes of a unit's pairs from the smallest, which is 1."""
        ordered = np.sort(self.magnitudes[:, unit])
        with np.errstate(all="ignore"):
            ratios: list[float] = (ordered / ordered[0]).tolist()
        return ratios

    def pattern(self, unit: int) -> tuple[int, ...]:
        """The ratio in whole numbers that a unit's pairs are near; none if they are not."""
        ratio = self.ratio(unit)
        for pattern in PATTERNS:
            ideal = [number / pattern[0] for number in pattern]
            if (
                len(ideal) == len(ratio)
                and self.off[unit] <= NEAR
                and all(abs(a / b - 1) <= NEAR for a, b in zip(ratio, ideal, strict=True))
            ):
                return pattern
        return ()


def mirror(snapshot: Snapshot) -> Mirror:
    """The weights of the first hidden layer, of two or more inputs, seen so."""
    weights = snapshot.weights[0]
    pairs = len(weights) // 2
    with np.errstate(all="ignore"):
        across = weights + weights[::-1]
        magnitudes = np.abs(weights[:pairs] - weights[::-1][:pairs]) / 2
        off = _largest(across) / _largest(weights)
        twins = None
        if weights.shape[1] == 2:
            twins = float(_largest(weights.sum(axis=1)) / _largest(weights.ravel()))
    return Mirror(weights, magnitudes, off, twins)


def added_up(
    snapshot: Snapshot, found: Mirror, unit: int, case: int
) -> tuple[tuple[str, str], list[str], str] | None:
    """What a unit adds up for a case, in the two halves of the row.

    Args:
        snapshot: The moment.
        found: Its mirror.
        unit: From 0.
        case: From 0.

    Returns:
        The bits of both halves, as they stand in the row; what comes from the left, from the right
        and from the bias, if there is one; and z, as in `adding_up`. `None` where the inputs are
        no bits, or one of them has no partner.
    """
    experiment = snapshot.experiment
    row, weights = experiment.problem.inputs[case], found.weights[:, unit]
    if len(row) % 2 or not bool(((row == 0) | (row == 1)).all()):
        return None
    middle = len(row) // 2
    halves = slice(None, middle), slice(middle, None)
    left, right = ("".join(f"{bit:.0f}" for bit in row[half]) for half in halves)
    terms = [float(row[half] @ weights[half]) for half in halves]
    if snapshot.biases is not None:
        values, form = snapshot.biases[0], experiment.bias_form
        value = float(values[0 if form.shared else unit])
        terms.append(-value if form.is_threshold else value)
    texts, total = adding_up(terms, float(snapshot.z[0][case, unit]))
    return (left, right), texts, total


def adding_up(terms: Sequence[float], total: float) -> tuple[list[str], str]:
    """Terms and their sum to two decimals, with `≈` if what is written does not add up."""
    texts, last = list(map(_two, terms)), _two(total)
    finite = all(map(math.isfinite, (*terms, total)))
    adds_up = finite and sum(map(Decimal, texts)) == Decimal(last)
    return texts, f"{'=' if adds_up else '≈'} {last}"


def _two(value: float) -> str:
    """A number with its sign, which a zero has not, to two decimals."""
    text = f"{value:+.2f}"
    return " 0.00" if text[1:] == "0.00" else text


def _largest(values: Array) -> Array:
    """The largest magnitude in every column."""
    largest: Array = np.abs(values).max(axis=0)
    return largest


def ratio_text(ratio: list[float], decimals: int) -> str:
    """A ratio as it is written: `1 : 2.02 : 4.05`."""
    return " : ".join(["1", *(f"{number:.{decimals}f}" for number in ratio[1:])])


def percent(share: float) -> str:
    """A share of 1 in per cent: `0.04 %`, `63 %`."""
    return f"{100 * share:.2f} %" if share < 0.0995 else f"{100 * share:.0f} %"


def off_text(off: float) -> str:
    """How far a unit is from equal and opposite."""
    return f"antisymmetric to {percent(off)}" if off <= NEAR else f"{percent(off)} off the mirror"


def twins_text(twins: float) -> str:
    """How far two units are from each other's opposite."""
    if twins <= NEAR:
        return f"twins of opposite sign, to {percent(twins)}"
    return f"no twins of opposite sign: {percent(twins)} off"


def said(snapshot: Snapshot) -> str:
    """The mirror of every hidden unit in one line; empty if there are too few inputs or layers."""
    experiment = snapshot.experiment
    if len(experiment.sizes) < 3 or experiment.sizes[0] < 4:
        return ""
    found = mirror(snapshot)
    units = []
    for unit, name in enumerate(unit_names(experiment, 1)):
        pattern = ":".join(map(str, found.pattern(unit)))
        near = f", near {pattern}" if pattern else ""
        off = float(found.off[unit])
        pairs = f"{ratio_text(found.ratio(unit), 2)}{near}, " if off <= NEAR else ""
        units.append(f"{name} {pairs}{off_text(off)}")
    if found.twins is not None:
        units.append(twins_text(found.twins))
    return f"pairs around the mirror: {'; '.join(units)}"
