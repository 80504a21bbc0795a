"""See back-propagation happen: a tiny NumPy network learns in the terminal, and every number of
every step can be checked. The engine's names are here too, loaded when first used, so that
importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backprop_tui.engine import (
        BadSetting,
        Experiment,
        Network,
        Problem,
        Runs,
        Snapshot,
        StepRecord,
        Trainer,
        check_gradients,
    )

__version__ = "0.1.0"

__all__ = [
    "BadSetting",
    "Experiment",
    "Network",
    "Problem",
    "Runs",
    "Snapshot",
    "StepRecord",
    "Trainer",
    "__version__",
    "check_gradients",
]


def __getattr__(name: str) -> Any:
    """Load the engine when one of its public names is first asked for."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("backprop_tui.engine"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
