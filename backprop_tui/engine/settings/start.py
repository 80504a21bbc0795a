"""The settings of where weights start: drawn from a seed, or given as a file. Given ones say
themselves which network they are for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from backprop_tui.engine.core.initializers import INITIALIZERS, Initializer
from backprop_tui.engine.core.orientation import ORIENTATIONS
from backprop_tui.engine.core.start import PRESET, Start
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.kinds import Kind, Name
from backprop_tui.engine.reading.numbers import MAX_SEED, Number, Whole
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.reading.written import repeated
from backprop_tui.engine.settings import brief, fitting, told, tries
from backprop_tui.engine.settings.declaration import Fact, Setting
from backprop_tui.engine.settings.objective import ObjectiveSettings

if TYPE_CHECKING:
    from backprop_tui.engine.experiment import Experiment

_DRAWN = "how the start is drawn"


class WeightsFile(Kind):
    """Start weights, written as the name of their file."""

    metavar = "FILE"

    @property
    def allowed(self) -> str:
        """What a value may be."""
        return (
            'a JSON file {"weights": [[[...]]], "biases": [[...]] or null}, or an NPZ file of W1, '
            "b1, W2, …; a matrix has a row per unit before (an input, in the first) and a column "
            "per unit, unless --weights-by says otherwise; hidden layers and biases are those of "
            "the file"
        )

    def read(self, text: str) -> Start:
        """The value that a text means, or a `ValueError`."""
        return _found_start(text)

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
    told="start from weights in a JSON file, such as `run --json` prints, or in an NPZ file; a "
    "matrix has a row per unit before (an input) and a column per unit; hidden layers and biases "
    "are the file's",
)
BY = Option(
    "--weights-by",
    "what a row of a matrix in --weights is: a unit before (an input), or the unit itself",
    Name(ORIENTATIONS),
    shown="input, unless the file tells",
    told="what a row of a matrix in that file is: `input`, a unit before (the default), or `unit`, "
    "as many books print it",
)


def chosen_start(given: Mapping[str, str]) -> Start:
    """The weights of a file, read the way that is asked for.

    Raises:
        BadSetting: If there is no file to be read, or it cannot be.
    """
    if WEIGHTS.name not in given:
        raise BadSetting("--weights-by says how a weights file is read; give --weights FILE too")
    return _found_start(given[WEIGHTS.name], BY.value(given[BY.name]) if BY.name in given else None)


def _found_start(path: str, by: str | None = None) -> Start:
    """The weights of a file, which is read in one way or the other, or of a preset.

    Raises:
        BadSetting: If there are none, or they cannot be read.
    """
    if path.startswith(PRESET):
        from backprop_tui.engine.presets import find_preset

        preset = find_preset(path.removeprefix(PRESET))
        if preset.start is None:
            raise BadSetting(f"the preset {preset.name} has no weights of its own: it draws them")
        if by not in (None, preset.start.by):
            raise BadSetting(f"--weights-by says how a file is read, and {path[:60]} is none")
        return preset.start
    # Files of weights are rare, and what reads them is slow to import.
    from backprop_tui.engine.reading.weights_file import read_start

    return read_start(path, by)


def choosing_texts(start: Start) -> Mapping[str, str]:
    """The texts that lead to these weights, by the options' names."""
    texts = {WEIGHTS.name: start.path}
    return texts if start.by == "input" else texts | {BY.name: start.by}


def facts(experiment: Experiment) -> Mapping[str, Any]:
    """What JSON says of the start."""
    start = experiment.start
    said = {"weights_file": start.path if start else None}
    return said if start is None or start.by == "input" else said | {"weights_by": start.by}


def network_of(start: Start) -> Mapping[str, Any]:
    """The network that start weights are for, unless another one is asked for."""
    return {"hidden": start.hidden, "bias": start.bias, "direct": start.direct}


def is_of_a_preset(start: Start | None) -> bool:
    """Whether start weights are those of a preset, and fit what it learns."""
    return start is not None and start.path.startswith(PRESET)


def _given(experiment: Experiment) -> str:
    """That nothing is drawn at the start, if so."""
    start = experiment.start
    return "" if start is None else f"the weights are given ({start.path})"


def _given_and_orderly(experiment: Experiment) -> str:
    """That nothing is drawn at all, if so."""
    draws = experiment.is_shared_out and experiment.order_of_cases.is_drawn
    return "" if draws else _given(experiment)


@dataclass(frozen=True, init=False, eq=False, repr=False)
class StartSettings(ObjectiveSettings):
    """Where its weights start.

    Attributes:
        init: Name of the initializer.
        scale: Its scale; `None` for its default.
        seed: Start of the random stream, 0 to 2³² - 1.
        start: Weights to start from in place of random ones.
    """

    TITLE = "Start"

    init: str = field(
        default="normal",
        metadata=Setting(
            Option("--init", "how start weights are drawn", Name(INITIALIZERS), told=_DRAWN),
            matters=lambda e: e.start is None,
            moot=_given,
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
                shown=told.scales(),
                told=_DRAWN,
            ),
            matters=lambda e: e.start is None,
            moot=_given,
            check=fitting.require_scaled,
            facts=lambda e: {"scale": e.initializer.default_scale if e.scale is None else e.scale},
        ).declared,
    )
    seed: int = field(
        default=42,
        metadata=Setting(
            Option("--seed", "start of the random stream", Whole(0, MAX_SEED), told=_DRAWN),
            stated=True,
            # The start itself is in the weights.
            matters=lambda e: e.is_shared_out and e.order_of_cases.is_drawn,
            moot=_given_and_orderly,
            fact=Fact(4, brief.start, place=3, shorter=brief.start_shorter),
        ).declared,
    )
    start: Start | None = field(
        default=None,
        metadata=Setting(
            WEIGHTS,
            others=(BY,),
            combine=chosen_start,
            split=choosing_texts,
            belongs=is_of_a_preset,
            check=fitting.require_start,
            implies=network_of,
            facts=facts,
        ).declared,
    )

    @property
    def initializer(self) -> Initializer:
        """The initializer itself."""
        return INITIALIZERS[self.init]
