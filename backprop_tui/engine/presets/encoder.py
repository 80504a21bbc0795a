"""Encoders of the 1986 chapter: as many inputs as outputs, and hardly any room between. The code
that the hidden units find is close to binary, with a half here and there.
"""

from __future__ import annotations

from backprop_tui.engine.presets.preset import Preset

_CHAPTER = "Rumelhart, Hinton & Williams, Parallel Distributed Processing, chapter 8, 1986"
_SETTINGS = {"bias": True, "init": "uniform", "scale": 1.0, "learning_rate": 0.5}

ENCODERS = (
    Preset(
        "encoder-8-3-8",
        title="eight things in three hidden units",
        source=_CHAPTER,
        settings={**_SETTINGS, "problem": "encoder-8-3-8", "hidden": (3,), "seed": 62},
        steps=4_000,
        published="a code of three bits, in which four of the eight use a half (table 5)",
        measured="all of 100 runs learn it, every output within 0.2 of its bit after 1,285 steps "
        "(median; 710 to 2,650). Then 67 have eight codes that differ when every activation is "
        "rounded to 0 or 1, the corners of the cube, and 91 have an activation between 0.2 and "
        "0.8, a half; many have both. At step 4,000 it is 77 and 78",
        works=True,
        says="Each row of hidden activations is the code of one input. From this seed four of the "
        "eight still have a half at step 4,000, as in table 5; 22 of 100 seeds end with none (R). "
        "Momentum is a trap here: "
        "with --momentum 0.9 all outputs saturate at 0, and none of 100 runs learns it.",
        right_at=510,
        near_at=998,
    ),
    Preset(
        "encoder-4-2-4",
        title="four things in two hidden units",
        source=_CHAPTER,
        settings={**_SETTINGS, "problem": "encoder-4-2-4", "hidden": (2,)},
        steps=4_000,
        published="",
        measured="all of 100 runs learn it, every output within 0.2 of its bit after 490 steps "
        "(median; 320 to 1,760); 95 use all four corners of the square",
        works=True,
        says="The four rows of hidden activations move towards the corners of a square: 00, 01, 10 "
        "and 11, in an order that the seed decides.",
        right_at=279,
        near_at=552,
    ),
)
