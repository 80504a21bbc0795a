"""Runs as plain records, made up or really run, for whoever compares them."""

from __future__ import annotations

from typing import Any

import numpy as np

from backprop_tui.engine import Curve, Experiment
from backprop_tui.report.comparison.ran import Ran


def made_up(letter: str, losses: tuple[float, ...] = (0.25, 0.2), **known: Any) -> Ran:
    """A run whose losses were these, one a step, the last of them that after its last step."""
    began = known.pop("began", Experiment())
    before = np.array(losses[:-1])
    settings: dict[str, Any] = {
        "began": began,
        "measures": (began.loss_function.displayed_short,),
        "differs": "",
        "events": (),
        "origin": None,
        "steps": len(before),
        "curve": Curve(1, before, before, len(before)),
        "loss": losses[-1],
        "right": 2,
    }
    return Ran(letter, **(settings | known))
