"""Where in a run somebody wants to go, as it is typed: `360`, `-50`, `4/4`, `loss<.1`, the name of
a mark. All of it lies within the steps that were taken: to look at a run never makes it longer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.written import repeated, typed_number
from backprop_tui.engine.records import Snapshot
from backprop_tui.engine.runs.marks import Mark

EXAMPLES = "360, 1k, -50, 4/4, solved, loss<.1, start, end, a mark"
"""What can be typed."""

_STEP = re.compile(r"(?P<sign>[+-]?)(?P<digits>[0-9]{1,3}(,[0-9]{3})+|[0-9]*[.]?[0-9]+)(?P<unit>[km]?)")
_RIGHT = re.compile(r"(?P<right>[0-9]{1,9})\s*/\s*(?P<cases>[0-9]{1,9})")
_LOSS = re.compile(r"loss\s*<=?\s*(?P<loss>.*)")

UNITS = {"": 1, "k": 1_000, "m": 1_000_000}
"""What a letter after a number makes of it."""


class Sought(NamedTuple):
    """A moment of a run.

    Attributes:
        step: After how many updates; or from which on it is looked for.
        below: It is the first from `step` on at which the loss is below this; `None` if it is
            `step` itself.
    """

    step: int
    below: float | None = None


def sought(text: str, snapshot: Snapshot) -> Sought:
    """The moment that a text means.

    Args:
        text: What somebody typed.
        snapshot: Where in which run they are.

    Raises:
        BadSetting: If it means none, or one that the run has not come to.
    """
    typed = " ".join(text.split()).lower()
    for reading in (_step, _right, _loss, _mark):
        found = reading(typed, snapshot)
        if found is not None:
            return found
    raise BadSetting(f"{repeated(text.strip())} is no step and no mark; {EXAMPLES}")


def named(text: str, marks: Sequence[Mark]) -> str:
    """A name for a mark, by which it can be gone to.

    Raises:
        BadSetting: If it already means something else.
    """
    raise NotImplementedError
