"""The settings of where weights start: drawn from a seed, or given as a file. Given ones say
themselves which network they are for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from backprop_tui.engine.core.initializers import INITIALIZERS, Initializer
from backprop_tui.engine.core.start import Start
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Kind, Name
from backprop_tui.engine.reading.numbers import MAX_SEED, Number, Whole
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.reading.written import repeated
from backprop_tui.engine.settings import brief, fitting, tries
from backprop_tui.engine.settings.declaration import Fact, Setting
from backprop_tui.engine.settings.objective import ObjectiveSettings

_DRAWN = "how the start is drawn"


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
    return {"hidden": start.hidden, "bias": start.bias, "direct": start.direct}


@dataclass(frozen=True, eq=False, repr=False)
class StartSettings(ObjectiveSettings):
    """Where its weights start.

    Attributes:
        init: Name of the initializer.
        scale: Its scale; `None` for its default.
        seed: Start of the random stream, 0 to 2³² - 1.
        start: Weights to start from in place of random ones.
    """

    init: str = field(
        default="normal",
        metadata=Setting(
            Option("--init", "how start weights are drawn", Name(INITIALIZERS), told=_DRAWN),
            choices=tries.nothing,
        ).declared,
    )
    scale: float | None = field(
        default=None,
        metadata=Setting(
            Option(
                "--scale",
                "how large start weights are",
                Number(),
                shown=brief.scales(),
                told=_DRAWN,
            ),
            check=fitting.require_scaled,
            facts=lambda e: {"scale": e.initializer.default_scale if e.scale is None else e.scale},
        ).declared,
    )
    seed: int = field(
        default=42,
        metadata=Setting(
            Option("--seed", "start of the random stream", Whole(0, MAX_SEED), told=_DRAWN),
            stated=True,
            fact=Fact(4, brief.start, place=3),
        ).declared,
    )
    start: Start | None = field(
        default=None,
        metadata=Setting(
            WEIGHTS,
            check=fitting.require_start,
            implies=network_of,
            facts=lambda e: {"weights_file": e.start.path if e.start else None},
        ).declared,
    )

    @property
    def initializer(self) -> Initializer:
        """The initializer itself."""
        return INITIALIZERS[self.init]
