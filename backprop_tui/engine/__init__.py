"""The mathematics of learning in plain NumPy, with no idea that a screen exists.
Read `network`, then `tape`, then `trainer`: forward, one whole step, and the loop that repeats it.
"""

from __future__ import annotations

from backprop_tui.engine.bugs import BUGS, Bug, Element
from backprop_tui.engine.core.activations import ACTIVATIONS, Activation, Coupling
from backprop_tui.engine.core.gradcheck import LayerCheck, check_gradients
from backprop_tui.engine.core.initializers import INITIALIZERS, Initializer
from backprop_tui.engine.core.losses import LOSSES, Loss, LossGradient, OutputArrays
from backprop_tui.engine.core.network import Network
from backprop_tui.engine.core.start import Start
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.problems import PROBLEMS, Problem, find_problem, read_table
from backprop_tui.engine.reading.weights_file import read_start
from backprop_tui.engine.records import LayerRecord, ParameterUpdate, Snapshot, StepRecord
from backprop_tui.engine.runs.events import Parameter
from backprop_tui.engine.runs.trainer import Trainer

__all__ = [
    "ACTIVATIONS",
    "BUGS",
    "INITIALIZERS",
    "LOSSES",
    "PROBLEMS",
    "Activation",
    "BadSetting",
    "Bug",
    "Coupling",
    "Element",
    "Experiment",
    "Initializer",
    "LayerCheck",
    "LayerRecord",
    "Loss",
    "LossGradient",
    "Network",
    "OutputArrays",
    "Parameter",
    "ParameterUpdate",
    "Problem",
    "Snapshot",
    "Start",
    "StepRecord",
    "Trainer",
    "check_gradients",
    "find_problem",
    "read_start",
    "read_table",
]
