"""What an experiment may make of a problem's numbers before they are learnt, where it makes nothing
of them. A problem that is prepared answers the same questions in another way, and whoever asks need
not know which of the two it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems.levels import PLAIN, Levels
from backprop_tui.engine.problems.scaling import Scaling


class AsGiven:
    """Numbers that are learnt as they were given.

    Attributes:
        inputs: x, (cases, inputs).
        targets: y, (cases, outputs).
    """

    inputs: Array
    targets: Array

    @property
    def rows(self) -> Sequence[int]:
        """Which case of the source each one is, from 0."""
        return range(len(self.inputs))

    @property
    def scalings(self) -> tuple[Scaling | None, Scaling | None]:
        """What an experiment has brought its inputs and targets to mean 0 and spread 1 with."""
        return None, None

    @property
    def standardized(self) -> bool:
        """Whether its numbers are others than those that were given."""
        return self.scalings[0] is not None

    @property
    def levels(self) -> Levels:
        """What a 0 and a 1 among targets, of bits and of classes, are learnt as."""
        return PLAIN

    @property
    def own_inputs(self) -> Array:
        """x in their own units, (cases, inputs), whatever an experiment has made of them."""
        return self.inputs

    @property
    def own_targets(self) -> Array:
        """y in their own units, (cases, outputs), likewise."""
        return self.targets

    def own_outputs(self, outputs: Array) -> Array:
        """Outputs (…, outputs) in the units of the targets, likewise."""
        return outputs

    @property
    def features(self) -> tuple[str, ...]:
        """What an experiment shows of its inputs in their place, by name; empty for themselves."""
        return ()

    def featured(self, points: Array) -> Array:
        """The features of points (…, inputs) of the source, in their own units."""
        return points

    def seen(self, points: Array) -> Array:
        """What the network sees of points (…, inputs) of the source, cases or not."""
        return points
