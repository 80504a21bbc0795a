"""The setting of weights to start from, which are given as a file. They say themselves which
network they are for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backprop_tui.engine.core.start import Start
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Kind
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.reading.written import repeated


class WeightsFile(Kind):
    """Start weights, written as the name of their file."""

    metavar = "FILE"

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return (
            'a JSON file {"weights": [[[...]]], "biases": [[...]] or null}; a matrix has a row '
            "per unit before (an input, in the first) and a column per unit; hidden layers and "
            "biases are those of the file"
        )

    def read(self, text: str) -> Start:
        """The value that a text means, or a `ValueError`."""
        # Files of weights are rare, and what reads them is slow to import.
        from backprop_tui.engine.reading.weights_file import read_start

        return read_start(text)

    def accept(self, what: str, value: Any) -> Start:
        """The value as it is kept, or a `BadSetting`."""
        if not isinstance(value, Start):
            raise BadSetting(f"{what} must be a Start, as read_start gives, not {repeated(value)}")
        return value

    def write(self, value: Start) -> str:
        """The text that means a value."""
        return value.path


WEIGHTS = Option(
    "--weights",
    "start from weights written down, as `run --json` prints them",
    WeightsFile(),
    shown="drawn from the seed",
    told="start from weights in a JSON file, such as `run --json` prints; a matrix has a row per "
    "unit before (an input) and a column per unit; hidden layers and biases are the file's",
)


def network_of(start: Start) -> Mapping[str, Any]:
    """The network that start weights are for, unless another one is asked for."""
    return {"hidden": start.hidden, "bias": start.biases is not None}
