"""Training may start from weights that somebody wrote down: a worked example from a book, or the
end of an earlier run. They come from a JSON file with the two keys that a run prints, so any run
can be continued.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from backprop_tui.engine.calls import Array
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems import read_text

MAX_BYTES = 128 * 2**20
"""Of a file: the largest network that is allowed takes about 90 MB."""

FORM = '{"weights": [[[…], …], …], "biases": [[…], …] or null}'


@dataclass(frozen=True, eq=False)
class Start:
    """Weights and biases to start from.

    Attributes:
        weights: One matrix (units before, units) a layer.
        biases: One vector (units,) a layer, or `None`.
        path: The file they were read from.
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...] | None
    path: str

    def require(self, sizes: tuple[int, ...], bias: bool) -> None:
        """Check that these are parameters of a network of these sizes.

        Raises:
            BadSetting: If a shape differs, or biases are given or missing against `bias`.
        """
        wanted: list[tuple[int, ...]] = list(pairwise(sizes))
        found = [matrix.shape for matrix in self.weights]
        if found != wanted:
            raise BadSetting(
                f"the weights file {self.path!r} holds {_shapes(found)}; "
                f"this network ({'-'.join(map(str, sizes))}) needs {_shapes(wanted)}"
            )
        if bias and self.biases is None:
            raise BadSetting(
                f"the weights file {self.path!r} has no biases; add them, or give --no-bias"
            )
        if self.biases is None:
            return
        if not bias:
            raise BadSetting(f"the weights file {self.path!r} has biases; give --bias to use them")
        if [len(vector) for vector in self.biases] != list(sizes[1:]):
            raise BadSetting(
                f"the weights file {self.path!r} holds biases for "
                f"{', '.join(str(len(vector)) for vector in self.biases) or 'no'} units; "
                f"this network needs {', '.join(map(str, sizes[1:]))}"
            )


def read_start(path: str) -> Start:
    """Read start weights from a JSON file.

    Raises:
        BadSetting: If the file cannot be read, is not JSON, or is not of the form `FORM`.
    """
    import json

    text = read_text(path, "weights file", MAX_BYTES)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise BadSetting(f"the weights file {path!r} is not JSON: {reason}") from None
    try:
        weights = tuple(_matrix(value) for value in _list(content["weights"]))
        given = content.get("biases")
        biases = None if given is None else tuple(_vector(value) for value in _list(given))
    except (KeyError, TypeError, OverflowError):
        raise BadSetting(
            f"the weights file {path!r} must have the form {FORM} with finite numbers"
        ) from None
    return Start(weights, biases, path)


def _shapes(shapes: list[tuple[int, ...]]) -> str:
    """`2×4 and 4×1`, short enough for one line."""
    shown = [f"{shape[0]}×{shape[1]}" for shape in shapes[:6]] or ["no matrix"]
    return " and ".join(shown) + (" and …" if len(shapes) > 6 else "")


def _list(value: object) -> list[object]:
    """The value, if it is a list."""
    if not isinstance(value, list):
        raise TypeError
    return value


def _vector(value: object) -> Array:
    """A list of finite numbers as an array (n,)."""
    numbers = []
    for number in _list(value):
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise TypeError
        if not math.isfinite(number):
            raise TypeError
        numbers.append(float(number))
    return np.array(numbers, dtype=np.float64)


def _matrix(value: object) -> Array:
    """A list of rows of one length as an array (rows, columns)."""
    rows = [_vector(row) for row in _list(value)]
    if not rows or len({len(row) for row in rows}) > 1:
        raise TypeError
    return np.array(rows)
