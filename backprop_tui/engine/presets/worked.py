"""Worked examples: a network so small that somebody has written out every number of a step. They
start from the numbers that are printed, so every line can be compared.
"""

from __future__ import annotations

from backprop_tui.engine.presets.preset import Preset, Written

_NIELSEN = "Nielsen, Neural Networks and Deep Learning, chapter 3"
_NEURON = {"problem": "nielsen", "hidden": (), "bias": True, "learning_rate": 0.15}
_BADLY_WRONG = Written([[[2.0]]], [[2.0]])

WORKED = (
    Preset(
        "mazur",
        title="one step of a 2-2-2 network, every number by hand",
        source="Mazur, A Step by Step Backpropagation Example, 2015",
        settings={"problem": "mazur", "learning_rate": 0.5, "freeze": ("biases",)},
        steps=10_000,
        published="E 0.298371109 before the step and 0.291027924 after it; "
        "0.0000351085 after 10,000",
        measured="E 0.298371109, then 0.291027774; 0.0000351019 after 10,000",
        works=True,
        says="Walk through the first step (w): the eight new weights are those of the text. Its "
        "last line is not: 0.291027924 is what comes out if the hidden layer is blamed through "
        "weights that have changed already. --bug updated-weights shows it. The biases do not "
        "learn; with --freeze none they do.",
        weights=Written(
            # w1 and w2 lead into h1, w3 and w4 into h2: a column each.
            [[[0.15, 0.25], [0.20, 0.30]], [[0.40, 0.50], [0.45, 0.55]]],
            [[0.35, 0.35], [0.60, 0.60]],
        ),
    ),
    Preset(
        "nielsen",
        title="one neuron that is badly wrong, and slow to see it",
        source=_NIELSEN,
        settings=_NEURON,
        steps=300,
        published="from 0.98 to about 0.20 in 300 epochs",
        measured="0.9820 at the start, 0.9334 at step 150, 0.2028 at step 300",
        works=True,
        says="The answer should be 0 and is 0.98. For half the run next to nothing happens, "
        "because there the sigmoid is flat: the error is multiplied by a slope of 0.018. "
        "--preset nielsen-bce is the same neuron without that factor.",
        weights=_BADLY_WRONG,
    ),
    Preset(
        "nielsen-bce",
        title="the same neuron with cross-entropy",
        source=_NIELSEN,
        settings={**_NEURON, "loss": "bce"},
        steps=300,
        published="no slowdown: the more it errs, the faster it learns",
        measured="0.9820 at the start, 0.0985 at step 50, 0.0120 at step 300",
        works=True,
        says="The slope of the sigmoid cancels in δ = ŷ − y. Compare step 50 with that of "
        "--preset nielsen: 0.0985 here, 0.9759 there. The book's own rate for it, 0.005, makes "
        "the difference look smaller (--lr 0.005).",
        weights=_BADLY_WRONG,
    ),
)
