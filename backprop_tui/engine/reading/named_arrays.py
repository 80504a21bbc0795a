"""Whose weights and biases the arrays of a file are, found by their names: those that a person
gives, or PyTorch, or Keras, or none at all but their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from numpy.typing import NDArray

from backprop_tui.engine.core.orientation import ORIENTATIONS

AnyArray: TypeAlias = NDArray[Any]

MOST_NAMES = 6
"""Names that a refusal lists."""


class Naming(NamedTuple):
    """A way to call the weights and biases of layers.

    Attributes:
        example: Names that it gives.
        weights: Matches the names of weights; its group says of which layer.
        biases: The same of biases.
        thresholds: The same of thresholds.
        is_numbered: Whether layers have numbers, else they follow each other as the arrays do.
        by: Which way its matrices stand, if that is known.
    """

    example: str
    weights: re.Pattern[str]
    biases: re.Pattern[str]
    thresholds: re.Pattern[str] | None = None
    is_numbered: bool = False
    by: str | None = None


def _numbered(names: str) -> re.Pattern[str]:
    """One of these names, and a number."""
    return re.compile(rf"(?:{names})[_.]?([0-9]{{1,4}})", re.IGNORECASE)


NAMINGS = (
    Naming(
        "W1, b1, W2, …",
        _numbered("W|weights?"),
        _numbered("b|bias|biases"),
        _numbered("θ|theta|thresholds?"),
        is_numbered=True,
    ),
    Naming(
        "0.weight, 0.bias, … as in PyTorch",
        re.compile(r"(?:(.*)\.)?weight"),
        re.compile(r"(?:(.*)\.)?bias"),
        by="unit",
    ),
    Naming(
        "dense/kernel, dense/bias, … as in Keras",
        re.compile(r"(?:(.*)[/.])?kernel(?::0)?"),
        re.compile(r"(?:(.*)[/.])?bias(?::0)?"),
        by="input",
    ),
)
"""Every way that is known; the first that finds weights is taken."""

UNNAMED = re.compile(r"arr_([0-9]+)")
"""What `numpy.savez` calls an array that nobody named."""

ALLOWED = f"{'; '.join(naming.example for naming in NAMINGS)}; arr_0, arr_1, … for W, b, W, b"


class Misnamed(ValueError):
    """Arrays that make no network; the message says why."""


class Found(NamedTuple):
    """The parameters of a network among arrays.

    Attributes:
        weights: The names of the matrices, layer by layer.
        biases: Those of the vectors, or none.
        is_threshold: Whether these are thresholds.
        by: Which way the matrices stand, if the names tell.
    """

    weights: list[str]
    biases: list[str] | None
    is_threshold: bool = False
    by: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All of them: weights and biases, layer by layer."""
        pairs = zip(self.weights, self.biases, strict=True) if self.biases else zip(self.weights)
        return tuple(name for pair in pairs for name in pair)


def find_parameters(arrays: Mapping[str, AnyArray], by: str | None) -> Found:
    """The weights and biases among arrays, by their names in the order of their file.

    Args:
        arrays: All that there are.
        by: Which way matrices stand, if somebody has said it.

    Raises:
        Misnamed: If they are not those of a network.
    """
    found = next(filter(None, (_named(arrays, naming) for naming in NAMINGS)), None)
    found = found or _in_order(arrays, by)
    for name in found.weights:
        if arrays[name].ndim != 2 or not arrays[name].size:
            raise Misnamed(
                f"{_shown(name)} is {_shape(arrays[name])}; weights are a matrix a layer"
            )
    for name in found.biases or ():
        if not _is_vector(arrays[name]):
            shape = _shape(arrays[name])
            raise Misnamed(f"{_shown(name)} is {shape}; biases are a vector a layer")
    return found


def _named(arrays: Mapping[str, AnyArray], naming: Naming) -> Found | None:
    """Those that are called in one way, if any weights are."""
    weights = _by_layer(arrays, naming.weights, naming)
    if not weights:
        return None
    biases = _by_layer(arrays, naming.biases, naming)
    thresholds = _by_layer(arrays, naming.thresholds, naming)
    if biases and thresholds:
        both = " and ".join(_shown(next(iter(names.values()))) for names in (biases, thresholds))
        raise Misnamed(f"it has {both}, and units have biases or thresholds")
    given = biases or thresholds
    _require_pairs(weights, given)
    layers = sorted(weights) if naming.is_numbered else list(weights)
    if naming.is_numbered:
        _require_all(layers, weights)
    return Found(
        [weights[layer] for layer in layers],
        [given[layer] for layer in layers] if given else None,
        bool(thresholds),
        naming.by,
    )


def _by_layer(
    arrays: Mapping[str, AnyArray], pattern: re.Pattern[str] | None, naming: Naming
) -> dict[str, str]:
    """The names that match, by their layer; numbers have leading zeros, so that they sort."""
    names: dict[str, str] = {}
    for name in arrays:
        matched = pattern.fullmatch(name) if pattern is not None else None
        if matched is None:
            continue
        layer = (matched[1] or "").zfill(4 if naming.is_numbered else 0)
        if layer in names:
            raise Misnamed(f"{_shown(names[layer])} and {_shown(name)} are of one layer")
        names[layer] = name
    return names


def _require_pairs(weights: Mapping[str, str], given: Mapping[str, str]) -> None:
    """Check that each layer has biases, or none has any."""
    for layer, name in given.items():
        if layer not in weights:
            raise Misnamed(f"it has {_shown(name)} and no weights beside it")
    lacking = [name for layer, name in weights.items() if layer not in given]
    if given and lacking:
        other = _shown(next(iter(given.values())))
        raise Misnamed(
            f"it has {other} and no bias beside {_shown(lacking[0])}; write 0 if there is none"
        )


def _require_all(layers: Sequence[str], weights: Mapping[str, str]) -> None:
    """Check that no number is left out, from 0 or from 1 on."""
    first = min(int(layers[0]), 1)
    for number, layer in enumerate(layers, start=first):
        if int(layer) != number:
            raise Misnamed(f"it has {_shown(weights[layer])} and no weights {number}")


def _in_order(arrays: Mapping[str, AnyArray], by: str | None) -> Found:
    """W, b, W, b, or all W and then all b, or W alone."""
    numbers = {int(found[1]): name for name in arrays if (found := UNNAMED.fullmatch(name))}
    if not numbers:
        raise Misnamed(f"it holds {_listed(list(arrays))}, and none is called as weights are")
    names = [numbers[k] for k in sorted(numbers)]
    half = len(names) // 2
    if _are_chained([arrays[name] for name in names], by):
        return Found(names, None)
    for weights, biases in ((names[::2], names[1::2]), (names[:half], names[half:])):
        if len(weights) == len(biases) and all(
            _is_bias_of(arrays[bias], arrays[name], by)
            for name, bias in zip(weights, biases, strict=True)
        ):
            return Found(weights, biases)
    if all(arrays[name].ndim == 2 for name in names):
        return Found(names, None)
    shapes = _listed([_shape(arrays[name]) for name in names])
    raise Misnamed(f"it holds {shapes}, which is no order of W, b, W, b, and none of W alone")


def _are_chained(matrices: Sequence[AnyArray], by: str | None) -> bool:
    """Whether all are matrices, each for the units that the one before leads to."""
    if any(matrix.ndim != 2 for matrix in matrices):
        return False
    shapes = [ORIENTATIONS[by or "input"].shape(matrix.shape) for matrix in matrices]
    return all(units == rows for (_, units), (rows, _) in pairwise(shapes))


def _is_bias_of(bias: AnyArray, weights: AnyArray, by: str | None) -> bool:
    """Whether an array may hold the biases of the units that a matrix leads to."""
    if weights.ndim != 2 or not _is_vector(bias):
        return False
    return bias.size in (1, ORIENTATIONS[by or "input"].shape(weights.shape)[1])


def _is_vector(array: AnyArray) -> bool:
    """Whether it is a vector or a number, perhaps as a matrix of one row or column."""
    return bool(array.size) and (array.ndim < 2 or (array.ndim == 2 and 1 in array.shape))


def _shape(array: AnyArray) -> str:
    """`2×3×3`, or that it is a vector or a number."""
    if array.ndim == 1:
        return f"a vector of {array.size}"
    return "×".join(map(str, array.shape)) or "a number"


def _shown(name: str) -> str:
    """A name, short enough for one line."""
    return repr(name[:40])


def _listed(names: Sequence[str]) -> str:
    """The first few of them."""
    return ", ".join(
        [*(name[:40] for name in names[:MOST_NAMES]), *(["…"] if len(names) > MOST_NAMES else [])]
    )
