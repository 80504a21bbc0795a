"""Points in a plane: the network that TensorFlow Playground opens on, and what learns each of its
data sets from any start. Playground goes down the mean of ten points; here E is a sum, so a rate of
its page is divided by ten.
"""

from __future__ import annotations

from backprop_tui.engine.presets.preset import Preset

_PAGE = "TensorFlow Playground, playground.tensorflow.org"
_DATA = f"the data of {_PAGE}"
_TANH = {"activation": "tanh", "bias": True, "learning_rate": 0.01, "momentum": 0.9}
"""What suits 200 points, over which E is a sum: a small ε, and momentum to make up for it."""

_DEEP = {
    "activation": "tanh",
    "bias": True,
    "init": "xavier",
    "standardize": True,
    "learning_rate": 0.001,
    "momentum": 0.95,
}
"""What suits two hidden layers: sums of one size in every layer."""

_RUNS = "25 starts on each of 4 sets of points"

PLANE = (
    Preset(
        "playground",
        title="what the page opens on: a disc and a ring",
        source=_PAGE,
        settings={
            "problem": "circle",
            "test": 0.5,
            "levels": (-1.0, 1.0),
            "hidden": (4, 2),
            "activation": "tanh",
            "output_activation": "tanh",
            "bias": True,
            "init": "uniform",
            "scale": 0.5,
            "learning_rate": 0.003,
            "batch_size": 10,
        },
        steps=5_000,
        published="",
        measured="97 of 100 runs have all right after 1,000 steps (median), of the test 99 %",
        works=True,
        says="Ten steps make what the page calls an epoch, so 5,000 are 500. Its learning rate of "
        "0.03 belongs to the mean of ten points; the same steps down their sum have 0.003. The "
        "units of the first layer draw a line each, and those of the second close them to a ring.",
        right_at=1_130,
    ),
    Preset(
        "circle",
        title="a disc and the ring around it",
        source=_DATA,
        settings={"problem": "circle", "hidden": (4,), **_TANH},
        steps=1_000,
        published="",
        measured=f"all of 100 runs have all right after 100 steps (median), {_RUNS}",
        works=True,
        says="Each hidden unit draws a line, and four of them enclose the disc. With the squares "
        "of the inputs (--features x1^2,x2^2) a single unit is enough (--hidden none).",
        right_at=41,
    ),
    Preset(
        "gaussians",
        title="two clouds, which one unit tells apart",
        source=_DATA,
        settings={"problem": "gaussians", "hidden": (), **_TANH},
        steps=200,
        published="",
        measured=f"all of 100 runs have all right after 50 steps, {_RUNS}",
        works=True,
        says="No hidden layer is needed where a line is enough. More noise (--noise 0.5) lets the "
        "clouds overlap, and then no line has all of them right.",
        right_at=1,
    ),
    Preset(
        "quadrants",
        title="whether x1 and x2 have one sign: XOR in the plane",
        source=_DATA,
        settings={"problem": "quadrants", "hidden": (8,), "loss": "bce", **_TANH},
        steps=3_000,
        published="",
        measured=f"all of 100 runs have all right, after 50 steps (median) to 2,400, {_RUNS}",
        works=True,
        says="Give it the product of the inputs (--features x1*x2) and it needs no hidden layer "
        "(--hidden none): what is hard depends on what is shown.",
        right_at=46,
    ),
    Preset(
        "spiral",
        title="two arms wound around each other",
        source=_DATA,
        settings={"problem": "spiral", "hidden": (8, 8), "loss": "bce", **_DEEP},
        steps=1_000,
        published="",
        measured="all of 100 runs have 199 of the 200 right after 450 steps (median), "
        "600 at the most",
        works=True,
        says="Both arms begin in one point, which has two answers: one of them stays wrong. With "
        "the sines of the inputs (--features 'x1,x2,sin(x1),sin(x2)') it takes 100 steps.",
    ),
    Preset(
        "plane",
        title="a slope, which a unit without a curve learns exactly",
        source=_DATA,
        settings={
            "problem": "plane",
            "hidden": (),
            "output_activation": "linear",
            "bias": True,
            "learning_rate": 0.0003,
        },
        steps=200,
        published="",
        measured=f"all of 100 runs have all right after 50 steps, {_RUNS}",
        works=True,
        says="The answers are numbers, (x1 + x2)/10: both weights become 0.1 and the bias 0.",
        right_at=8,
    ),
    Preset(
        "hills",
        title="the height of three hills and three hollows",
        source=_DATA,
        settings={"problem": "hills", "hidden": (12, 8), "output_activation": "linear", **_DEEP},
        steps=2_500,
        published="",
        measured=f"all of 100 runs have all right, after 450 steps (median) to 2,200, {_RUNS}",
        works=True,
        says="A height is right within a tenth of their range. The first hidden layer draws "
        "slopes, and the second puts hills together of them.",
        right_at=672,
    ),
)
