"""The mathematics of learning in plain NumPy, with no idea that a screen exists.
Read `network`, then `tape`, then `loop`: forward, one whole step, and the loop that repeats it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from backprop_tui.engine.bugs import BUGS, Bug, Element
from backprop_tui.engine.core.activations import (
    ACTIVATIONS,
    Activation,
    Coupling,
    UnitParameter,
    find_activation,
)
from backprop_tui.engine.core.initializers import INITIALIZERS, Initializer
from backprop_tui.engine.core.loss import Loss, LossGradient, OutputArrays
from backprop_tui.engine.core.losses import LOSSES
from backprop_tui.engine.core.network import Network
from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.core.start import Start
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import SETTINGS, Experiment
from backprop_tui.engine.problems import PROBLEMS, Answer, Problem, find_problem
from backprop_tui.engine.records import Beside, Curve, Mark, Snapshot
from backprop_tui.engine.runs.events import Change, Edit
from backprop_tui.engine.runs.group import Runs
from backprop_tui.engine.runs.run import Run
from backprop_tui.engine.runs.trainer import Trainer
from backprop_tui.engine.settings import Setting

if TYPE_CHECKING:
    from backprop_tui.engine.core.gradcheck import LayerCheck, check_gradients
    from backprop_tui.engine.gradients import LayerGradient, first_to_last, layer_gradients
    from backprop_tui.engine.presets import PRESETS, Preset, find_preset
    from backprop_tui.engine.reading.table import read_table
    from backprop_tui.engine.reading.weights_file import read_start
    from backprop_tui.engine.runs.journal import Journal
    from backprop_tui.engine.step_record import LayerRecord, ParameterUpdate, StepRecord

__all__ = [
    "ACTIVATIONS",
    "BUGS",
    "INITIALIZERS",
    "LOSSES",
    "PRESETS",
    "PROBLEMS",
    "SETTINGS",
    "Activation",
    "Answer",
    "BadSetting",
    "Beside",
    "Bug",
    "Change",
    "Coupling",
    "Curve",
    "Edit",
    "Element",
    "Experiment",
    "Initializer",
    "Journal",
    "LayerCheck",
    "LayerGradient",
    "LayerRecord",
    "Loss",
    "LossGradient",
    "Mark",
    "Network",
    "OutputArrays",
    "Parameter",
    "ParameterUpdate",
    "Preset",
    "Problem",
    "Run",
    "Runs",
    "Setting",
    "Snapshot",
    "Start",
    "StepRecord",
    "Trainer",
    "UnitParameter",
    "check_gradients",
    "find_activation",
    "find_preset",
    "find_problem",
    "first_to_last",
    "layer_gradients",
    "read_start",
    "read_table",
]


_LATER = {
    "PRESETS": "presets",
    "Journal": "runs.journal",
    "LayerCheck": "core.gradcheck",
    "LayerGradient": "gradients",
    "LayerRecord": "step_record",
    "ParameterUpdate": "step_record",
    "Preset": "presets",
    "StepRecord": "step_record",
    "check_gradients": "core.gradcheck",
    "find_preset": "presets",
    "first_to_last": "gradients",
    "layer_gradients": "gradients",
    "read_start": "reading.weights_file",
    "read_table": "reading.table",
}
"""The names that a run can do without, and where they are."""


def __getattr__(name: str) -> Any:
    """Load what a run can do without when it is first asked for."""
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
