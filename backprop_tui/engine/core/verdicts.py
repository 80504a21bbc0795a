"""`Verdicts`: before which steps of a chunk every case was right. A run passes hundreds of steps
between two looks at it, and when it was right first must not hang on where somebody looked.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array, Call
from backprop_tui.engine.core.tape import Tape
from backprop_tui.engine.problems.answer import Answer


class Verdicts:
    """Judges what each step of a chunk leaves behind, all steps at once.

    Bits and values are judged by their ŷ - y, which most losses leave behind anyhow. Which of
    several classes is the largest only ŷ itself says to the last bit, so that is copied.

    Args:
        tape: What runs at every step, over all cases that are learnt from.
        loss_inputs: What it leaves behind there, (steps, cases, outputs).

    Attributes:
        calls: What is to be called at a step besides.
        place: The array in whose place each step gets one of `rows`, if they are not those of
            the loss_input.
        rows: One array (cases, outputs) a step.
    """

    def __init__(self, tape: Tape, loss_inputs: Array) -> None:
        self._problem = tape.network.experiment.problem
        is_class = self._problem.answer is Answer.CLASSES
        self.calls: list[Call] = []
        self.place: Array | None = None
        self._block = loss_inputs
        self._judge: Callable[[Array], NDArray[np.bool_]] = self._problem.near
        if is_class or tape.loss_input is not tape.residual:
            self._block = np.zeros_like(loss_inputs)
            self.place = tape.residual
        if is_class:
            self.place, self._judge = np.zeros_like(tape.residual), self._problem.right
            self.calls = [(np.copyto, self.place, tape.a[-1])]
        self.rows = list(self._block)

    def right(self, steps: int) -> NDArray[np.bool_]:
        """Whether every case was right before each of the first `steps` steps, (steps,)."""
        with np.errstate(all="ignore"):
            each = self._judge(self._block[:steps])
        right: NDArray[np.bool_] = np.logical_and.reduce(each, axis=-1)
        return right
