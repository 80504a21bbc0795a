"""A text for every row of settings, and what has to be typed before it. A setting that is declared
and not here makes a test fail.
"""

from __future__ import annotations

import json
from pathlib import Path

from backprop_tui.engine import Experiment
from backprop_tui.engine.experiment import SETTINGS

OPTIONS = {option.name: (each, option) for each in SETTINGS.values() for option in each.options}
"""Every option with its setting."""

TEXTS = {
    "preset": "symmetry", "problem": "parity-3", "data": "FILE", "target": "b", "ignore": "c",
    "missing": "drop", "classes": "on", "standardize": "on", "test": "1", "test_seed": "3",
    "features": "x1,x2,x1*x2", "cases": "50", "noise": "0.2", "problem_seed": "4",
    "levels": "0.1,0.9", "hidden": "3,2", "activation": "tanh", "output_activation": "tanh",
    "bias": "shared", "direct": "on", "groups": "1+1,2+2", "loss": "mean", "init": "uniform",
    "scale": "0.3", "seed": "7", "weights": "WEIGHTS", "weights_by": "unit", "lr": "0.25",
    "momentum": "0.5", "batch_size": "2", "order": "file", "at_step": "5:lr=0.1",
    "freeze": "W1", "l2": "0.01", "l1": "0.02", "decay": "0.002", "bug": "no-slope",
}  # fmt: skip
"""What may be typed into every row."""

WITH = {
    "target": {"data": "FILE"}, "ignore": {"data": "FILE"}, "missing": {"data": "FILE"},
    "classes": {"data": "FILE"}, "test_seed": {"test": "1"}, "cases": {"problem": "circle"},
    "noise": {"problem": "circle"}, "problem_seed": {"problem": "circle"},
    "weights_by": {"weights": "ROWS"}, "order": {"batch_size": "1"},
}  # fmt: skip
"""What must be typed before it for some."""


def files(folder: Path) -> dict[str, str]:
    """A table, and weights of two hidden units, by what stands for them."""
    table, weights = folder / "table.csv", folder / "weights.json"
    table.write_text("a,b,c,y\n0,0,1,0\n0,1,2,1\n1,0,3,1\n1,1,4,0\n")
    weights.write_text(json.dumps({"weights": [[[1, 2], [3, 4]], [[5], [6]]], "biases": None}))
    rows = folder / "rows.json"
    rows.write_text(json.dumps({"weights": [[[1, 3], [2, 4]], [[5, 6]]], "biases": None}))
    return {"FILE": str(table), "WEIGHTS": str(weights), "ROWS": str(rows)}


def texts_for(name: str, folder: Path) -> dict[str, str]:
    """What to type for a row, by the names of options, the row's own the last."""
    there = files(folder)
    typed = {**WITH.get(name, {}), name: TEXTS[name]}
    return {each: there.get(text, text) for each, text in typed.items()}


def commanded(texts: dict[str, str]) -> Experiment:
    """What a command line makes of these."""
    return Experiment.from_options(
        {name: text == "on" if text in ("on", "off") else text for name, text in texts.items()}
    )
