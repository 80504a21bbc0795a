"""`Start`: weights and biases that somebody wrote down, to start training from, and whether they
fit a network. They may be a worked example from a book, or the end of an earlier run, which goes on
as if it had never stopped if what it remembered, such as its last change, stands beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from backprop_tui.engine.core.biases import BiasForm
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.links import Links
from backprop_tui.engine.core.misfit import misfit
from backprop_tui.engine.core.orientation import ORIENTATIONS
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.wording import joined

PRESET = "preset:"
"""What the path of weights begins with that are those of a preset, whose name follows."""


@dataclass(frozen=True, eq=False)
class Start:
    """Weights and biases to start from.

    Attributes:
        weights: One matrix (units before, units) a layer.
        biases: One vector a layer, (units,) or of the one number that they share, or `None`.
        path: The file they were read from, or the preset, such as `preset:mazur`.
        shared: The layers for whose units the file has one bias, from 1.
        stated: The settings, by the names of an experiment's fields, of the run whose weights
            they are, as far as the file states them, as they are typed; empty for none.
        steps: Updates of the run whose weights they are.
        memory: What that run remembered, by the names that a `LearningRule` gives: arrays of the
            shapes of all weights, and then of all biases.
        thresholds: Whether the biases are thresholds, which are taken off and not added.
        by: Which way the matrices stand in the file, as in `ORIENTATIONS`.
        is_told: Whether the file, or whoever gave it, says which.
        taken: The names of the arrays that were taken from it, in the order of the layers, if
            its form knows more than one name for them.
        left: The names of those that were not.

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
    by: str = "input"
    is_told: bool = False
    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for what, arrays, dimensions in (
            ("weights", self.weights, 2),
            ("biases", self.biases or (), 1),
        ):
            if any(np.ndim(array) != dimensions for array in arrays):
                form = "a matrix" if dimensions == 2 else "a vector"
                raise BadSetting(f"the {what} of {self.path!r} must be {form} a layer")
        if self.by not in ORIENTATIONS:
            raise BadSetting(f"weights are by {' or by '.join(ORIENTATIONS)}, not {self.by[:40]!r}")
        if self.biases is not None and not all(0 < k <= len(self.biases) for k in self.shared):
            raise BadSetting(f"{self.path!r} has no biases of every layer that shares one")

    @property
    def called(self) -> str:
        """What a refusal calls them."""
        if self.path.startswith(PRESET):
            return f"the start of {self.path[:60]} (--weights none draws another)"
        return f"the weights file {self.path!r}"

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
            for k, matrix in enumerate(() if self.is_told else self.weights, start=1)
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
                    f"{self.called}: the {name} in its memory must have the "
                    "shapes of its weights and biases; take memory out to start without it"
                )

    def require(self, links: Links, form: BiasForm) -> None:
        """Check that these are parameters of a network with these layers.

        Raises:
            BadSetting: If a shape differs, or biases are given, missing or of another form
                against `form`.
        """
        file = self.called
        sizes = links.sizes
        found = [matrix.shape for matrix in self.weights]
        if found != [*links.shapes]:
            raise BadSetting(misfit(file, found, links, self.by))
        self._require_form(file, form)
        if self.biases is None:
            return
        found_units = [len(vector) for vector in self.biases]
        if found_units not in (list(sizes[1:]), list(form.counts(sizes[1:]))):
            raise BadSetting(
                f"{file} holds {self._called} for {joined(', ', found_units) or 'no'} units; this "
                f"network needs {joined(', ', sizes[1:])}: a list a layer, or one number a layer"
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


def oriented(matrices: Sequence[Array], by: str) -> tuple[Array, ...]:
    """Matrices (units before, units), from such as stand one way or the other in their file."""
    return tuple(np.ascontiguousarray(matrix if by == "input" else matrix.T) for matrix in matrices)


def each_of_layer(biases: Sequence[Array], weights: Sequence[Array]) -> tuple[Array, ...]:
    """A vector (units,) a layer; one number alone is that of all units of its layer."""
    units = [matrix.shape[1] for matrix in weights]
    return tuple(
        np.repeat(vector, units[k]) if len(vector) == 1 and k < len(units) else vector
        for k, vector in enumerate(biases)
    )
