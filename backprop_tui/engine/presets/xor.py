"""XOR as the chapter of 1986 has it: learnt by two hidden units, by one with direct links, and not
learnt at all from a minimum that the chapter prints.
"""

from __future__ import annotations

from backprop_tui.engine.presets.preset import Preset, Written

_CHAPTER = "Rumelhart, Hinton & Williams, Parallel Distributed Processing, chapter 8, 1986"
_TWO = {
    "problem": "xor",
    "hidden": (2,),
    "bias": True,
    "init": "uniform",
    "scale": 0.3,
    "learning_rate": 0.5,
    "momentum": 0.9,
    "levels": (0.1, 0.9),
}

_ONE = {**_TWO, "hidden": (1,), "direct": True}

XOR = (
    Preset(
        "xor-1986",
        title="XOR with two hidden units",
        source=_CHAPTER,
        settings=_TWO,
        steps=2_000,
        published="stuck in two of several hundred runs",
        measured="stuck in 12 of 500 runs; the others need 692 sweeps (median)",
        works=True,
        says="A sweep is a step. Watch the plateau where all four answers are ½ and E is 0.32, "
        "and how suddenly it ends. R starts from the next seed.",
    ),
    Preset(
        "xor-minimum",
        title="XOR from the local minimum that is printed",
        source=f"{_CHAPTER}, figure 5",
        settings=_TWO,
        steps=10_000,
        published="a rate of 0.5 and more escapes from it (footnote)",
        measured="it stays there for 100,000 sweeps, whatever the rate",
        works=False,
        says="Two cases are right, two are answered ½. To move them the right hidden unit would "
        "have to tell 01 from 11, and it is 1 for both, where the sigmoid is flat. Click on a "
        "wire and set it to 0 to let the network out.",
        weights=Written([[[-2.0, 4.3], [9.2, 8.8]], [[-4.5], [5.3]]], [[2.0, -0.1], [-0.8]]),
    ),
    Preset(
        "xor-direct-1986",
        title="XOR with one hidden unit and direct links",
        source=_CHAPTER,
        settings=_ONE,
        steps=4_000,
        published="558 sweeps",
        measured="881 sweeps (median of 500 runs), 98 % within 8,000",
        works=True,
        says="The hidden unit finds one of the four cases, and the output puts it right: without "
        "the links from the inputs to the output one hidden unit is never enough.",
    ),
    Preset(
        "xor-direct",
        title="one hidden unit and direct links, started larger",
        source=_CHAPTER,
        settings={**_ONE, "scale": 1.0},
        steps=1_000,
        published="558 sweeps, from start weights that it does not give",
        measured="202 sweeps (median of 500 runs), all of them",
        works=True,
        says="Start weights of up to 1 in place of 0.3 leave the plateau at once. Compare the "
        "curve with that of the preset xor-direct-1986.",
    ),
)
