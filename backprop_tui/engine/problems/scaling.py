"""`Scaling` brings every column of a table to mean 0 and spread 1. Salaries in tens of thousands
and years below ten would otherwise pull at the weights with forces that differ as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.errors import BadSetting


class Scaling(NamedTuple):
    """What brings columns to mean 0 and spread 1: x′ = (x − mean) / spread.

    Attributes:
        mean: Of every column, (columns,).
        spread: The population's standard deviation of every column, (columns,); 1 where all its
            numbers are one, which is then 0.
        constant: The columns of one number, from 0.
    """

    mean: Array
    spread: Array
    constant: tuple[int, ...]

    @classmethod
    def of(cls, values: Array, names: Sequence[str]) -> Scaling:
        """That of values (cases, columns) with these names.

        Raises:
            BadSetting: If numbers are too large or too small for it.
        """
        varied = values.min(axis=0) < values.max(axis=0)
        with np.errstate(all="ignore"):
            mean, spread = values.mean(axis=0), values.std(axis=0)
        for name, is_varied, width in zip(names, varied.tolist(), spread.tolist(), strict=True):
            if is_varied and not 0 < width < np.inf:
                size = "large" if width else "small"
                raise BadSetting(
                    f"the numbers of {name!r} are too {size} to be standardized: their squares "
                    "have no room; bring them nearer to 1 in the file"
                )
        return cls(
            mean=np.where(varied, mean, values[0]),
            spread=np.where(varied, spread, 1.0),
            constant=tuple(np.flatnonzero(~varied).tolist()),
        )

    def json(self) -> dict[str, Any]:
        """It as plain values."""
        return {"mean": self.mean.tolist(), "spread": self.spread.tolist()}

    def applied(self, values: Array) -> Array:
        """Values (cases, columns) with mean 0 and spread 1."""
        with np.errstate(over="ignore"):
            scaled: Array = (values - self.mean) / self.spread
        return scaled

    def undone(self, values: Array) -> Array:
        """Such values in their own units."""
        with np.errstate(over="ignore"):
            own: Array = values * self.spread + self.mean
        return own
