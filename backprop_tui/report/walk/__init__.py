"""One step taken apart into phases, each an equation with its matrices, each number worked out. The
screen and the plain text both show these, so they can never differ.
"""

from __future__ import annotations

from backprop_tui.report.arithmetic.worked import WorkedNumber
from backprop_tui.report.walk.phase import Axis, Matrix, Part, Phase, Quantity
from backprop_tui.report.walk.steps import walk

__all__ = ["Axis", "Matrix", "Part", "Phase", "Quantity", "WorkedNumber", "walk"]
