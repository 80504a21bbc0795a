"""The phases of a step in the order in which they happen: forward to the prediction, the error, the
blame back, the update. Each is one equation, so each can be followed with a pencil.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from backprop_tui.engine import StepRecord
from backprop_tui.report.walk.backward import backward
from backprop_tui.report.walk.descent import descent
from backprop_tui.report.walk.forward import forward
from backprop_tui.report.walk.loss import loss
from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.phase import Matrix, Phase

NOT_YET = "In this step it makes no difference."


def walk(record: StepRecord) -> tuple[Phase, ...]:
    """Every phase of a step, in order; with a bug, what is right beside what is not."""
    phases = tuple(_phases(Matrices(record)))
    if record.reference is None:
        return phases
    reference = {phase.key: phase.result for phase in _phases(Matrices(record.reference))}
    return tuple(_with_reference(phase, reference[phase.key]) for phase in phases)


def _with_reference(phase: Phase, reference: Matrix) -> Phase:
    """The phase with what the right rule gives, if that is anything else."""
    if not np.array_equal(phase.result.values, reference.values, equal_nan=True):
        return replace(phase, reference=reference)
    if not phase.wrong:
        return phase
    return replace(phase, wrong=False, sentence=f"{phase.sentence} {NOT_YET}")


def _phases(matrices: Matrices) -> Iterator[Phase]:
    yield from forward(matrices)
    yield loss(matrices)
    yield from backward(matrices)
    yield from descent(matrices)
