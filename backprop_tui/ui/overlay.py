"""`DiagramOverlay`: what the diagram shows in place of outputs and weights while a step is taken
apart. Sums and outputs flow forward, blame and gradients back; what has not been computed yet is a
dot, and what does not take part at the moment steps back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.parameter import Parameter

PULSE_FRAMES = 8
"""Pictures in which a pulse runs from one end of the lit wires to the other."""


class UnitValues(NamedTuple):
    """Numbers on the units of one layer.

    Attributes:
        values: What each unit shows, (units,).
        heat: The same on the scale of the heat ramp, -1…1.
    """

    values: Array
    heat: Array


@dataclass(frozen=True, eq=False)
class DiagramOverlay:
    """What is drawn on units and wires in place of activations and weights.

    Attributes:
        units: The numbers of every layer; `None` for what is not known yet.
        wires: One matrix (units before, units) a layer after the input.
        biases: One vector (units,), or (1,) of one that they share, likewise, or `None`.
        least: Wires are drawn relative to this size at least; 0 for quantities without a scale.
        lit_wires: The layer whose incoming wires are lit, or `None`.
        lit_from: Where it is given, the layer whose outgoing wires are lit instead.
        lit_units: The layer whose units are lit, or `None`.
        wire: The only wire that is lit, if it is one alone.
        backward: Whether things flow back.
        pulse: How far a pulse has run along the lit wires, in pictures, if one does.
        heading: Which way, as the upper border says it.
        caption: What units and wires show, as the lower border says it.
        carries: The symbol of what the lit wires carry.
    """

    units: tuple[UnitValues | None, ...]
    wires: tuple[Array, ...]
    biases: tuple[Array, ...] | None
    least: float
    lit_wires: int | None = None
    lit_from: int | None = None
    lit_units: int | None = None
    wire: Parameter | None = None
    backward: bool = False
    pulse: int | None = None
    heading: str = ""
    caption: str = ""
    carries: str = "w"

    def lights(
        self, layer: int, source: int | None, target: int, before: int | None = None
    ) -> bool:
        """Whether a wire into a layer, out of the layer `before`, is lit."""
        if self.wire is not None:
            return self.wire == (layer, source, target)
        if self.lit_from is not None and before is not None:
            return before == self.lit_from
        return layer == self.lit_wires

    def pulsing(self, start: int, end: int) -> tuple[int, int] | None:
        """The columns that the pulse colours between two columns, `end` not included."""
        if self.pulse is None:
            return None
        length = -(-(end - start) // PULSE_FRAMES)
        passed = self.pulse * length
        first = end - passed - length if self.backward else start + passed
        return max(start, first), min(end, first + length)
