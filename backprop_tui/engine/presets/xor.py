"""XOR as the chapter of 1986 has it: learnt by two hidden units, by one with direct links, and not
learnt at all from a minimum that the chapter prints.
"""

from __future__ import annotations

from backprop_tui.engine.presets.preset import Preset

_CHAPTER = "Rumelhart, Hinton & Williams, Parallel Distributed Processing, chapter 8, 1986"
_TWO = {
    "problem": "xor",
    "hidden": (2,),
    "bias": True,
    "init": "uniform",
    "scale": 0.3,
    "learning_rate": 0.5,
    "momentum": 0.9,
}

XOR = (
    Preset(
        "xor-1986",
        title="XOR with two hidden units",
        source=_CHAPTER,
        settings=_TWO,
        steps=8_000,
        published="stuck in two of several hundred runs",
        measured="stuck in 12 of 500 runs; the others have it after 666 steps (median)",
        works=True,
        says="A run is a sweep a step. Watch the plateau at E = 0.5, where all four answers are "
        "½, and how suddenly it ends. R starts from the next seed.",
    ),
)
