"""Training may start from weights that somebody wrote down: a worked example from a book, or the
end of an earlier run. They come from a JSON file with the two keys that a run prints, so any run
can be continued.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from backprop_tui.engine.calls import Array
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems import read_text
from backprop_tui.engine.written import written_json

MAX_BYTES = 128 * 2**20
"""Of a file: the largest network that is allowed takes about 90 MB."""

FORM = '{"weights": [[[…], …], …], "biases": [[…], …] or null}'

ROWS = "a row per unit before (an input, in the first matrix), a column per unit"
"""Which way a matrix stands. Many books print it the other way round."""


@dataclass(frozen=True, eq=False)
class Start:
    """Weights and biases to start from.

    Attributes:
        weights: One matrix (units before, units) a layer.
        biases: One vector (units,) a layer, or `None`.
        path: The file they were read from.
        shared: The layers of several units for which the file has one bias, from 0.
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...] | None
    path: str
    shared: tuple[int, ...] = ()

    @property
    def hidden(self) -> tuple[int, ...]:
        """Units of each hidden layer of the network that they are for."""
        return tuple(matrix.shape[1] for matrix in self.weights[:-1])

    @property
    def square(self) -> tuple[int, ...]:
        """The matrices, from 0, that would fit the other way round too, as another network."""
        return tuple(
            k
            for k, matrix in enumerate(self.weights)
            if matrix.shape[0] == matrix.shape[1] and not np.array_equal(matrix, matrix.T)
        )

    def require(self, sizes: tuple[int, ...], bias: bool) -> None:
        """Check that these are parameters of a network of these sizes.

        Raises:
            BadSetting: If a shape differs, or biases are given or missing against `bias`.
        """
        file = f"the weights file {self.path!r}"
        wanted: list[tuple[int, ...]] = list(pairwise(sizes))
        found = [matrix.shape for matrix in self.weights]
        if found != wanted:
            hidden = ",".join(map(str, sizes[1:-1])) or "none"
            against = f"--hidden {hidden[:20]} and {file} contradict each other: it"
            agree = self.hidden == sizes[1:-1]
            fits = _exchanged(found, sizes[0], sizes[-1], None if agree else wanted)
            raise BadSetting(
                f"{file if agree else against} holds {_shapes(found)}; this network "
                f"({_some('-', sizes)}) needs {_shapes(wanted)}, {ROWS}{fits}"
            )
        if bias and self.biases is None:
            raise BadSetting(
                f"--bias and {file} contradict each other: it has no biases; add them, or leave "
                "--bias out (as --no-bias does)"
            )
        if self.biases is None:
            return
        if not bias:
            raise BadSetting(
                f"--no-bias and {file} contradict each other: it has biases; take them out, or "
                "give --bias to use them"
            )
        if [len(vector) for vector in self.biases] != list(sizes[1:]):
            raise BadSetting(
                f"{file} holds biases for "
                f"{_some(', ', [len(vector) for vector in self.biases]) or 'no'} units; this "
                f"network needs {_some(', ', sizes[1:])}: a list a layer, or one number a layer"
            )


def read_start(path: str) -> Start:
    """Read start weights from a JSON file.

    A layer's biases may be one number, which every unit of the layer starts with.

    Raises:
        BadSetting: If the file cannot be read, is not JSON, or is not of the form `FORM`.
    """
    file = f"the weights file {path!r}"
    try:
        content = written_json(read_text(path, "weights file", MAX_BYTES))
    except BadSetting:
        raise
    except ValueError as error:
        raise BadSetting(f"{file} is not JSON: {error}; its form is {FORM}, {ROWS}") from None
    try:
        if not isinstance(content, dict) or "weights" not in content:
            raise _Misshapen("there is no key weights")
        weights = tuple(
            _matrix(value, f"matrix {k}")
            for k, value in enumerate(_list(content["weights"], "weights"), start=1)
        )
        given = content.get("biases")
        biases = None if given is None else _biases(_list(given, "biases"), weights)
    except _Misshapen as flaw:
        raise BadSetting(
            f"{file}: {flaw}; it must have the form {FORM} with finite numbers, {ROWS}"
        ) from None
    shared = (
        k
        for k, (value, matrix) in enumerate(zip(given or (), weights, strict=False))
        if not isinstance(value, list) and matrix.shape[1] > 1
    )
    return Start(weights, biases, path, tuple(shared))


class _Misshapen(ValueError):
    """What is not of the form; the message says where."""


def _shapes(shapes: Sequence[tuple[int, ...]]) -> str:
    """`2×4 and 4×1`, short enough for one line."""
    shown = [f"{shape[0]}×{shape[1]}" for shape in shapes[:6]] or ["no matrix"]
    return " and ".join(shown) + (" and …" if len(shapes) > 6 else "")


def _some(joint: str, numbers: Sequence[int]) -> str:
    """The first few numbers with something between them."""
    shown = joint.join(map(str, numbers[:9]))
    return f"{shown}{joint}…" if len(numbers) > 9 else shown


def _exchanged(
    found: Sequence[tuple[int, ...]],
    inputs: int,
    outputs: int,
    wanted: Sequence[tuple[int, ...]] | None,
) -> str:
    """That matrices would fit the other way round, if they would.

    They must lead from the inputs to the outputs, and have the shapes wanted if any are.
    """
    before = inputs
    shapes: list[tuple[int, ...]] = []
    turned: list[int] = []
    upright: list[int] = []
    for k, (rows, columns) in enumerate(found, start=1):
        if before not in (rows, columns):
            return ""
        if rows != columns:
            (upright if rows == before else turned).append(k)
        shapes.append((before, columns if rows == before else rows))
        before = shapes[-1][1]
    if not turned or before != outputs or wanted not in (None, shapes):
        return ""
    which = f"matrix {_some(', ', turned)}" if upright else "it"
    return f"; {which} would fit with rows and columns exchanged"


def _list(value: object, what: str) -> list[object]:
    """The value, if it is a list."""
    if not isinstance(value, list):
        raise _Misshapen(f"{what} is no list")
    return value


def _vector(value: object, what: str) -> Array:
    """A list of finite numbers as an array (n,)."""
    numbers = _list(value, what)
    for k, number in enumerate(numbers, start=1):
        flaw = _flaw(number)
        if flaw:
            raise _Misshapen(f"{what}, number {k} is {flaw}")
    return np.array(numbers, dtype=np.float64)


def _flaw(value: object) -> str:
    """Why a value is no finite number; empty if it is one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "no number"
    try:
        return "" if math.isfinite(value) else "not finite"
    except OverflowError:
        return "too large"


def _matrix(value: object, what: str) -> Array:
    """A list of rows of one length as an array (rows, columns)."""
    rows = [_vector(row, f"{what}, row {k}") for k, row in enumerate(_list(value, what), 1)]
    if not rows:
        raise _Misshapen(f"{what} has no row")
    for k, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise _Misshapen(f"{what}, row {k} has {len(row)} numbers, row 1 has {len(rows[0])}")
    return np.array(rows)


def _biases(given: list[object], weights: Sequence[Array]) -> tuple[Array, ...]:
    """A vector a layer; one number stands for as many as the layer has units."""
    vectors = []
    for k, value in enumerate(given):
        units = weights[k].shape[1] if k < len(weights) else 1
        several = value if isinstance(value, list) else [value] * units
        vectors.append(_vector(several, f"biases, layer {k + 1}"))
    return tuple(vectors)
