"""`Start`: weights and biases that somebody wrote down, to start training from, and whether they
fit a network. They may be a worked example from a book, or the end of an earlier run, which goes on
as if it had never stopped if what it remembered, such as its last change, stands beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from backprop_tui.engine.core.biases import BiasForm
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.links import Links
from backprop_tui.engine.errors import BadSetting

ROWS = "a row per unit before (an input, in the first matrix), a column per unit"
"""Which way a matrix stands. Many books print it the other way round."""


@dataclass(frozen=True, eq=False)
class Start:
    """Weights and biases to start from.

    Attributes:
        weights: One matrix (units before, units) a layer.
        biases: One vector a layer, (units,) or of the one number that they share, or `None`.
        path: The file they were read from.
        shared: The layers for whose units the file has one bias, from 1.
        stated: The settings, by the names of an experiment's fields, of the run whose weights
            they are, as far as the file states them, as they are typed; empty for none.
        steps: Updates of the run whose weights they are.
        memory: What that run remembered, by the names that a `LearningRule` gives: arrays of the
            shapes of all weights, and then of all biases.
        thresholds: Whether the biases are thresholds, which are taken off and not added.

    Raises:
        BadSetting: If what should be a matrix or a vector is none, or a layer is not there.
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...] | None
    path: str
    shared: tuple[int, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)
    steps: int = 0
    memory: Mapping[str, tuple[Array, ...]] = field(default_factory=dict)
    thresholds: bool = False

    def __post_init__(self) -> None:
        for what, arrays, dimensions in (
            ("weights", self.weights, 2),
            ("biases", self.biases or (), 1),
        ):
            if any(np.ndim(array) != dimensions for array in arrays):
                form = "a matrix" if dimensions == 2 else "a vector"
                raise BadSetting(f"the {what} of {self.path!r} must be {form} a layer")
        if self.biases is not None and not all(0 < k <= len(self.biases) for k in self.shared):
            raise BadSetting(f"{self.path!r} has no biases of every layer that shares one")

    @property
    def hidden(self) -> tuple[int, ...]:
        """Units of each hidden layer of the network that they are for."""
        return tuple(matrix.shape[1] for matrix in self.weights[:-1])

    @property
    def bias(self) -> bool | str:
        """The form of biases of the network that they are for, if nobody asks for another one.

        One number a layer is a bias that its units share, if each layer of several has one.
        """
        if self.biases is None or self.thresholds:
            return "threshold" if self.thresholds else False
        several = {k for k, matrix in enumerate(self.weights, start=1) if matrix.shape[1] > 1}
        single = {k for k, vector in enumerate(self.biases, start=1) if len(vector) == 1}
        some = several.union(self.shared)
        return "shared" if some and several <= single.union(self.shared) else True

    @property
    def direct(self) -> bool:
        """Whether their network has links that skip layers: a matrix has a row for all before."""
        shapes = tuple(matrix.shape for matrix in self.weights)
        sizes = (shapes[0][0], *(columns for _, columns in shapes)) if shapes else ()
        return Links(sizes, True).skipping and Links(sizes, True).shapes == shapes

    @property
    def square(self) -> tuple[int, ...]:
        """The matrices, from 1, that would fit the other way round too, as another network."""
        return tuple(
            k
            for k, matrix in enumerate(self.weights, start=1)
            if matrix.shape[0] == matrix.shape[1] and not np.array_equal(matrix, matrix.T)
        )

    @property
    def remembered(self) -> dict[str, Array]:
        """What was remembered, each as a vector (parameters,)."""
        return {
            name: np.concatenate([np.ravel(array) for array in arrays])
            for name, arrays in self.memory.items()
        }

    def require_memory(self, shapes: Sequence[tuple[int, ...]]) -> None:
        """Check that what was remembered is of parameters of these shapes.

        Raises:
            BadSetting: If a shape differs.
        """
        for name, arrays in self.memory.items():
            if [np.shape(array) for array in arrays] != list(shapes):
                raise BadSetting(
                    f"the weights file {self.path!r}: the {name} in its memory must have the "
                    "shapes of its weights and biases; take memory out to start without it"
                )

    def require(self, links: Links, form: BiasForm) -> None:
        """Check that these are parameters of a network with these layers.

        Raises:
            BadSetting: If a shape differs, or biases are given, missing or of another form
                against `form`.
        """
        file = f"the weights file {self.path!r}"
        sizes = links.sizes
        found = [matrix.shape for matrix in self.weights]
        if found != [*links.shapes]:
            raise BadSetting(
                _linked_otherwise(file, found, links) or self._misfit(file, found, links)
            )
        self._require_form(file, form)
        if self.biases is None:
            return
        found_units = [len(vector) for vector in self.biases]
        if found_units not in (list(sizes[1:]), list(form.counts(sizes[1:]))):
            raise BadSetting(
                f"{file} holds {self._called} for {_some(', ', found_units) or 'no'} units; this "
                f"network needs {_some(', ', sizes[1:])}: a list a layer, or one number a layer"
            )
        for k, vector in enumerate(self.biases if form.shared else (), start=1):
            if (vector != vector[0]).any():
                shown = ", ".join(f"{value:g}" for value in vector[:3].tolist())
                raise BadSetting(
                    f"--bias shared and {file} contradict each other: the biases of layer {k} are "
                    f"{shown}{', …' if len(vector) > 3 else ''}, one a unit; write one number a "
                    "layer, or leave --bias shared out"
                )

    @property
    def _called(self) -> str:
        """What its biases are called."""
        return "thresholds" if self.thresholds else "biases"

    def _require_form(self, file: str, form: BiasForm) -> None:
        """Check that there are biases of the form that is asked for."""
        named = isinstance(form.value, str)
        said = (f"--bias {form.value}" if named else "--bias") if form.value else "--no-bias"
        contradict = f"{said} and {file} contradict each other: it has"
        if form.value and self.biases is None:
            raise BadSetting(
                f"{contradict} no biases; add them, or leave {said} out (as --no-bias does)"
            )
        if not form.value and self.biases is not None:
            need = "--bias threshold" if self.thresholds else "--bias"
            raise BadSetting(
                f"{contradict} {self._called}; take them out, or give {need} to use them"
            )
        if self.thresholds and not form.is_threshold:
            raise BadSetting(
                f"{contradict} thresholds; leave {said} out, or write them as biases, with the "
                "opposite sign"
            )

    def _misfit(self, file: str, found: Sequence[tuple[int, ...]], links: Links) -> str:
        """Why matrices of other shapes than are wanted cannot be used, in a sentence."""
        sizes = links.sizes
        if self.hidden == sizes[1:-1]:
            # The hidden layers are the file's own, so that only its ends or its joints are wrong.
            fits = _exchanged(found, links)
            directly = _exchanged(found, links._replace(direct=True))
            if directly and not fits:
                fits = f"{directly}, and --direct"
            return f"{file}: {_break(found, links)}; {ROWS}{fits or _directly(found, links)}"
        hidden = ",".join(map(str, sizes[1:-1])) or "none"
        fits = _exchanged(found, links, links.shapes)
        return (
            f"--hidden {hidden[:20]} and {file} contradict each other: it holds {_shapes(found)}; "
            f"this network ({_some('-', sizes)}{' with --direct' * links.skipping}) needs "
            f"{_shapes(links.shapes)}, {ROWS}{fits}"
        )


def _shapes(shapes: Sequence[tuple[int, ...]]) -> str:
    """`2×4 and 4×1`, short enough for one line."""
    shown = [f"{shape[0]}×{shape[1]}" for shape in shapes[:6]]
    return " and ".join(shown) + (" and …" if len(shapes) > 6 else "")


def _some(joint: str, numbers: Sequence[int]) -> str:
    """The first few numbers with something between them."""
    shown = joint.join(map(str, numbers[:9]))
    return f"{shown}{joint}…" if len(numbers) > 9 else shown


def _linked_otherwise(file: str, found: Sequence[tuple[int, ...]], links: Links) -> str:
    """That the matrices are those of these layers with other links, if they are."""
    if found != [*links._replace(direct=not links.direct).shapes]:
        return ""
    if links.direct:
        return (
            f"--direct and {file} contradict each other: a matrix of it has rows for the layer "
            f"before alone ({_shapes(found)}); leave --direct out"
        )
    return (
        f"--no-direct and {file} contradict each other: a matrix of it has rows for all layers "
        f"before, the inputs too ({_shapes(found)}); give --direct to use them"
    )


def _break(found: Sequence[tuple[int, ...]], links: Links) -> str:
    """Where a chain of matrices does not lead from the inputs to the outputs."""
    units, each, columns = links.sizes[0], "input", 0
    for k, (rows, columns) in enumerate(found, start=1):
        if rows != units:
            return f"matrix {k} has {counted(rows, 'row')} and needs {units}, a row for each {each}"
        units, each = columns, f"column of matrix {k}"
        if links.direct:
            units, each = rows + columns, "unit before, the inputs too"
    last, outputs = counted(columns, "column"), links.sizes[-1]
    return f"matrix {len(found)} has {last} and needs {outputs}, a column for each output"


def _directly(found: Sequence[tuple[int, ...]], links: Links) -> str:
    """How many rows the first matrix that does not follow the one before needs with --direct."""
    before = found[0][0]
    if links.direct or before != links.sizes[0]:
        return ""
    for k, ((_, units), (rows, _)) in enumerate(pairwise(found), start=2):
        before += units
        if rows != units:
            return f"; with --direct matrix {k} needs {before}, a row for each unit before"
    return ""


def counted(number: int, what: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{number} {what}{'s' * (number != 1)}"


def _exchanged(
    found: Sequence[tuple[int, ...]],
    links: Links,
    wanted: Sequence[tuple[int, ...]] | None = None,
) -> str:
    """That matrices would fit the other way round, if they would.

    They must lead from the inputs to the outputs, and have the shapes wanted if any are.
    """
    before = links.sizes[0]
    shapes: list[tuple[int, ...]] = []
    turned: list[int] = []
    upright: list[int] = []
    for k, (rows, columns) in enumerate(found, start=1):
        if before not in (rows, columns):
            return ""
        if rows != columns:
            (upright if rows == before else turned).append(k)
        shapes.append((before, columns if rows == before else rows))
        before = shapes[-1][1] + (before if links.direct else 0)
    if not turned or shapes[-1][1] != links.sizes[-1] or wanted not in (None, tuple(shapes)):
        return ""
    which = f"matrix {_some(', ', turned)}" if upright else "it"
    return f"; {which} would fit with rows and columns exchanged"
