"""Points in a plane, learnt as TensorFlow Playground learns them: small steps over ten points, tanh
units, answers of -1 and 1, and half the points kept for a test. Playground goes down the mean of a
batch, and here E is its sum, so each rate is a tenth of what its page shows.
"""

from __future__ import annotations

from backprop_tui.engine.presets.preset import Preset

_PAGE = "TensorFlow Playground, playground.tensorflow.org"
_SETTINGS = {
    "activation": "tanh",
    "output_activation": "tanh",
    "bias": True,
    "levels": (-1.0, 1.0),
    "init": "uniform",
    "scale": 0.5,
    "batch_size": 10,
    "test": 0.5,
}

PLAYGROUND = (
    Preset(
        "playground",
        title="what the page opens on: a disc and a ring",
        source=_PAGE,
        settings={**_SETTINGS, "problem": "circle", "hidden": (4, 2), "learning_rate": 0.003},
        steps=5_000,
        published="",
        measured="97 of 100 runs have all right after 1,000 steps (median), of the test 99 %",
        works=True,
        says="Ten steps make what the page calls an epoch, so 5,000 are 500. Its learning rate of "
        "0.03 belongs to the mean of ten points; the same steps down their sum have 0.003. The "
        "units of the first layer draw a line each, and those of the second close them to a ring.",
    ),
    Preset(
        "gaussians",
        title="two clouds, which one unit tells apart",
        source=_PAGE,
        settings={**_SETTINGS, "problem": "gaussians", "hidden": (), "learning_rate": 0.003},
        steps=500,
        published="",
        measured="all of 50 runs have all right after 100 steps (median), and all of the test",
        works=True,
        says="No hidden layer is needed where a line is enough. More noise (--noise 0.5) lets the "
        "clouds overlap, and then no line has all of them right.",
        speed=32.0,
    ),
    Preset(
        "quadrants",
        title="the signs of x1 and x2: XOR in the plane",
        source=_PAGE,
        settings={**_SETTINGS, "problem": "quadrants", "hidden": (8,), "learning_rate": 0.003},
        steps=5_000,
        published="",
        measured="27 of 30 runs have all right after 1,700 steps (median), of the test 98 %",
        works=True,
        says="Give it the product of the inputs (--features x1*x2) and it needs no hidden layer "
        "(--hidden none): what is hard depends on what is shown.",
    ),
    Preset(
        "spiral",
        title="two arms wound around each other",
        source=_PAGE,
        settings={
            **_SETTINGS,
            "problem": "spiral",
            "hidden": (8, 8),
            "features": ("x1", "x2", "sin(x1)", "sin(x2)"),
            "learning_rate": 0.01,
        },
        steps=5_000,
        published="",
        measured="all of 50 runs have all right after 1,750 steps (median), of the test 93 %",
        works=True,
        says="The sines of the inputs help: with x1 and x2 alone (--features none) one run of six "
        "has all right after 20,000 steps. What is right need not stay right: a step learns from "
        "ten points and may spoil others.",
    ),
    Preset(
        "plane",
        title="a slope, which a unit without a curve learns exactly",
        source=_PAGE,
        settings={
            **_SETTINGS,
            "problem": "plane",
            "hidden": (),
            "output_activation": "linear",
            "levels": (0.0, 1.0),
            "learning_rate": 0.003,
        },
        steps=500,
        published="",
        measured="all of 20 runs have all right after 100 steps, and the loss goes to 0",
        works=True,
        says="The answers are numbers, (x1 + x2)/10: both weights become 0.1 and the bias 0.",
        speed=32.0,
    ),
)
