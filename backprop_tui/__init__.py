"""See back-propagation happen: a tiny NumPy network learns in the terminal, and every number of
every step can be checked. The engine's names are here too, loaded when first used, so that
importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backprop_tui.engine import (
        ACTIVATIONS,
        BUGS,
        INITIALIZERS,
        LOSSES,
        PRESETS,
        PROBLEMS,
        SETTINGS,
        Activation,
        Answer,
        BadSetting,
        Beside,
        Bug,
        Change,
        Coupling,
        Curve,
        Edit,
        Element,
        Experiment,
        Initializer,
        Journal,
        LayerCheck,
        LayerGradient,
        LayerRecord,
        Loss,
        LossGradient,
        Mark,
        Network,
        OutputArrays,
        Parameter,
        ParameterUpdate,
        Preset,
        Problem,
        Run,
        Runs,
        Setting,
        Snapshot,
        Start,
        StepRecord,
        Trainer,
        UnitParameter,
        check_gradients,
        find_activation,
        find_preset,
        find_problem,
        first_to_last,
        layer_gradients,
        read_start,
        read_table,
    )

__version__ = "0.1.0"

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
    "__version__",
    "check_gradients",
    "find_activation",
    "find_preset",
    "find_problem",
    "first_to_last",
    "layer_gradients",
    "read_start",
    "read_table",
]


def __getattr__(name: str) -> Any:
    """Load the engine when one of its public names is first asked for."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("backprop_tui.engine"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """What there is, loaded or not."""
    return sorted({*globals(), *__all__})
