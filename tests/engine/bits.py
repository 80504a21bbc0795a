"""Two moments are the same if every number in them has the same bits, NaN and -0 included.
So a record is turned into plain values that compare with `==` and show where they differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np

from backprop_tui.engine import Experiment, Mark, Runs, Snapshot, Trainer
from backprop_tui.engine.records import GradientSizes
from backprop_tui.engine.runs.turns import FEW

PASSING = {"right", "solved", "lost", "end"}
"""Kinds of marks of which the last one may pass on to a later step."""


def bits(value: Any) -> Any:
    """Every number in a record, arrays as their shape and bytes; experiments are left out."""
    if isinstance(value, np.ndarray):
        return value.shape, value.tobytes()
    if isinstance(value, float):
        return value.hex()
    if isinstance(value, tuple):
        return [bits(part) for part in value]
    if isinstance(value, Mapping):
        return {name: bits(part) for name, part in value.items()}
    if is_dataclass(value):
        return {
            field.name: bits(getattr(value, field.name))
            for field in fields(value)
            if not isinstance(getattr(value, field.name), Experiment)
        }
    return value


def moment(run: Trainer | Runs) -> Any:
    """Everything that decides how a run goes on, and all that is shown of what lies behind."""
    return bits(behind(run.snapshot())), bits(run.record())


def behind(snapshot: Snapshot) -> Snapshot:
    """A moment without what lies ahead, and without the runs beside it that are others."""
    here, held_out = snapshot.step, snapshot.held_out
    return replace(
        snapshot,
        curve=snapshot.curve.until(here),
        gradient_sizes=coarse(snapshot.gradient_sizes.until(here)),
        letter="",
        said="",
        beside=tuple(
            replace(
                each,
                curve=each.curve.until(here),
                solved=None if each.solved is None or each.solved > here else each.solved,
            )
            for each in snapshot.beside
            if not each.letter
        ),
        held_out=held_out and replace(held_out, curve=held_out.curve.until(here)),
        marks=tuple(mark for mark in lasting(snapshot.marks) if mark.step <= here),
    )


def lasting(marks: tuple[Mark, ...]) -> list[Mark]:
    """Those that lie where they lie however far a run goes on.

    That of the end does not, nor that of the last turn, where there are more than are kept.
    """
    seen: Counter[str] = Counter(end=FEW)
    kept = []
    for mark in marks:
        seen[mark.kind] += 1
        if mark.kind not in PASSING or seen[mark.kind] <= FEW:
            kept.append(mark)
    return kept


def whole(run: Trainer | Runs) -> Any:
    """All that is shown of a run, what lies ahead too."""
    snapshot = run.snapshot()
    return bits(replace(snapshot, gradient_sizes=coarse(snapshot.gradient_sizes)))


COARSE = 1024
"""Steps from one size to the next, at least, that runs of all lengths in these tests have kept."""


def coarse(sizes: GradientSizes) -> GradientSizes:
    """Those of the sizes that a run which has been further has kept too."""
    stride = sizes.stride
    while stride < COARSE:
        stride *= 2
    return GradientSizes(stride, sizes.sizes[:: stride // sizes.stride])


def arrays(value: Any) -> Iterator[Any]:
    """Every array in a record, wherever it sits."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from arrays(part)
    elif is_dataclass(value) and not isinstance(value, Experiment):
        for field in fields(value):
            yield from arrays(getattr(value, field.name))
