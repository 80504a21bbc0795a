"""Parity of N bits: as many hidden units as bits are enough, and twice as many find it soon. Taking
the cases one by one finds the answer that the 1986 chapter shows: units that count.
"""

from __future__ import annotations

from backprop_tui.engine.presets.preset import Preset

_CHAPTER = "Rumelhart, Hinton & Williams, Parallel Distributed Processing, chapter 8, 1986"
_SETTINGS = {"bias": True, "init": "uniform", "momentum": 0.9, "levels": (0.1, 0.9)}

_MEASURED = {
    3: ("all of 100 runs", "570 steps (median; 260 to 1,330)", 537, 674),
    4: ("99 of 100 runs", "1,110 steps (median; 580 to 5,000)", 1_051, 1_243),
    5: ("all of 100 runs", "1,255 steps (median; 670 to 4,100)", 1_227, 1_371),
}
"""Of so many bits: how many runs learn it, how soon, and when the preset's own seed has all right,
and every output near its bit.
"""

PARITY = (
    *(
        Preset(
            f"parity-{bits}",
            title=f"whether an odd number of {bits} bits is 1, with {2 * bits} hidden units",
            source=_CHAPTER,
            settings={
                **_SETTINGS,
                "problem": f"parity-{bits}",
                "hidden": (2 * bits,),
                "scale": 1.0,
                "learning_rate": 0.1,
            },
            steps=6_000,
            published="",
            measured=f"{runs} learn it, every output within 0.2 of its bit after {soon}",
            works=True,
            says=f"Twice as many hidden units as are needed: with --hidden {bits} fewer runs learn "
            "it. Hidden units that count the ones, as the chapter shows them, come about where the "
            "cases are taken one by one: --preset parity-4-1986.",
            right_at=right_at,
            near_at=near_at,
        )
        for bits, (runs, soon, right_at, near_at) in _MEASURED.items()
    ),
    Preset(
        "parity-4-1986",
        title="parity of four bits, one case a step, with four hidden units",
        source=_CHAPTER,
        settings={
            **_SETTINGS,
            "problem": "parity-4",
            "hidden": (4,),
            "scale": 0.3,
            "learning_rate": 0.5,
            "batch_size": 1,
            "order": "file",
            "seed": 4,
        },
        steps=64_000,
        published="2,825 sweeps, here 16 steps each: 45,200",
        measured="73 of 100 runs have every output within 0.2 of its bit in 8,000 sweeps, after "
        "3,647 (median; 1,970 to 7,874); in 70 of them the hidden units count",
        works=True,
        says="Hidden units become a thermometer: one changes where at least 1 input is 1, the next "
        "where 2 are, and so on, and the output takes them by turns with opposite signs. This seed "
        "needs 3,884 sweeps of 16 steps for that, 62,144 steps; one in four needs more than 8,000 "
        "sweeps or never learns (R).",
        right_at=61_488,
        near_at=62_144,
    ),
)
