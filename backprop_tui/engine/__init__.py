"""The mathematics of learning in plain NumPy, with no idea that a screen exists.
Read `network`, then `tape`, then `trainer`: forward, one whole step, and the loop that repeats it.
"""

from __future__ import annotations

from backprop_tui.engine.activations import ACTIVATIONS, Activation
from backprop_tui.engine.bugs import BUGS, Bug, Place
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.events import Parameter
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.gradcheck import LayerCheck, check_gradients
from backprop_tui.engine.initializers import INITIALIZERS, Initializer
from backprop_tui.engine.losses import LOSSES, Loss
from backprop_tui.engine.network import Network
from backprop_tui.engine.problems import PROBLEMS, Problem, find_problem, read_table
from backprop_tui.engine.snapshot import LayerRecord, Snapshot, StepRecord
from backprop_tui.engine.start import Start
from backprop_tui.engine.trainer import Trainer
from backprop_tui.engine.weights_file import read_start

__all__ = [
    "ACTIVATIONS",
    "BUGS",
    "INITIALIZERS",
    "LOSSES",
    "PROBLEMS",
    "Activation",
    "BadSetting",
    "Bug",
    "Experiment",
    "Initializer",
    "LayerCheck",
    "LayerRecord",
    "Loss",
    "Network",
    "Parameter",
    "Place",
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
