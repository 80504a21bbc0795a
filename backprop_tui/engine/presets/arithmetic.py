"""Negation and addition of the 1986 chapter, sums that are done bit by bit. With direct links from
the inputs to the outputs a hidden unit has to know only what the bits do to each other.
"""

from __future__ import annotations

from backprop_tui.engine.presets.preset import Preset

_CHAPTER = "Rumelhart, Hinton & Williams, Parallel Distributed Processing, chapter 8, 1986"
_SETTINGS = {
    "bias": True,
    "init": "uniform",
    "scale": 0.5,
    "learning_rate": 0.1,
    "momentum": 0.9,
    "levels": (0.1, 0.9),
}

ARITHMETIC = (
    Preset(
        "negation",
        title="three bits, turned round if a fourth one says so",
        source=_CHAPTER,
        settings={
            **_SETTINGS,
            "problem": "negation",
            "hidden": (3,),
            "direct": True,
            "seed": 32,
        },
        steps=8_000,
        published="three XORs side by side (figure 12), a hidden unit for each bit",
        measured="all of 100 runs learn it, every output within 0.2 of its bit after 655 steps "
        "(median; 280 to 2,220); 24 of them come to three XORs side by side",
        works=True,
        says="From this seed each hidden unit has one output of its own, and sees the first input "
        "and the bit that it is about: its other weights are next to 0. In 24 of 100 runs they are "
        "below a fifth of these; in the others units share the work (R). Without the direct links, "
        "--no-direct, none of 100 runs learns it.",
        right_at=478,
        near_at=568,
    ),
    Preset(
        "addition",
        title="the sum of two numbers of two bits, with six hidden units",
        source=_CHAPTER,
        settings={**_SETTINGS, "problem": "addition", "hidden": (6,)},
        steps=8_000,
        published="",
        measured="all of 100 runs learn it, every output within 0.2 of its bit after 615 steps "
        "(median; 320 to 2,040)",
        works=True,
        says="The last bit is an XOR, the middle one waits for its carry, and the first is the "
        "carry of both.",
        right_at=315,
        near_at=649,
    ),
    Preset(
        "addition-1986",
        title="the same sum with three hidden units and direct links",
        source=_CHAPTER,
        settings={
            **_SETTINGS,
            "problem": "addition",
            "hidden": (3,),
            "direct": True,
            "seed": 20,
        },
        steps=8_000,
        published="learnt with three hidden units (figure 11), which are linked to each other too",
        measured="86 of 100 runs learn it, every output within 0.2 of its bit after 1,150 steps "
        "(median; 360 to 5,840)",
        works=True,
        says="The hidden units of the chapter see each other too; here they see the inputs alone. "
        "With two of them, --hidden 2, it takes luck: 45 of 100 runs learn it.",
        right_at=1_015,
        near_at=1_125,
    ),
)
