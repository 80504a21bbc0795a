"""`Parameter`, the place of one weight or bias in a network, without its value. Whoever points at a
wire, sets it or asks what it was names it so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.connected import missing_text
from backprop_tui.engine.core.network import Parameters
from backprop_tui.engine.errors import BadSetting

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment


class Parameter(NamedTuple):
    """One weight or bias.

    Attributes:
        layer: The layer that it leads into, 1 for the first after the inputs, as in W₁.
        source: The unit before, from 0; `None` for the bias.
        target: The unit that it leads to, from 0; of a bias that a layer shares 0.
    """

    layer: int
    source: int | None
    target: int

    def view(self, parameters: Parameters) -> Array:
        """An array of no dimensions in which it can be read and set.

        Raises:
            BadSetting: If there is no such parameter.
        """
        layer, source, target = self
        arrays = parameters.weights if source is not None else parameters.biases
        if arrays is None:
            raise BadSetting("this network has no biases; --bias gives it some")
        if not 1 <= layer <= len(arrays):
            raise BadSetting(
                f"there is no layer {layer}; layers are numbered from 1 to {len(arrays)}"
            )
        # A bias vector is a matrix of one row.
        matrix, row = np.atleast_2d(arrays[layer - 1]), source or 0
        for unit, units in zip((row, target), matrix.shape, strict=True):
            if not 0 <= unit < units:
                raise BadSetting(
                    f"there is no unit {unit}; units there are numbered from 0 to {units - 1}"
                )
        return matrix[row, target : target + 1].reshape(())

    def require(self, experiment: Experiment) -> None:
        """Check that a network has it.

        Raises:
            BadSetting: If there is no such parameter, or no such link.
        """
        self.view(Parameters(experiment.arrangement))
        missing = (
            None
            if self.source is None
            else missing_text(experiment, self.layer, self.source, self.target)
        )
        if missing is not None:
            raise BadSetting(missing)
