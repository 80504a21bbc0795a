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
        title="one step of a 2-2-2 network by hand",
        source="Mazur, A Step by Step Backpropagation Example, 2015",
        settings={"problem": "mazur", "learning_rate": 0.5, "freeze": ("biases",)},
        steps=10_000,
        published="after one step E = 0.291027924, after 10,000 0.0000351085",
        measured="0.291027774, after 10,000 0.0000351019; the text's last line is another run's",
        works=True,
        says="Walk through the first step (w): the eight new weights are those of the text. The "
        "two figures of E part at the seventh digit: read E above after one step, or all digits of "
        "it with `backprop-tui run --preset mazur --steps 1 --csv`. The text's last line is not "
        "what they give: 0.291027924 comes out where the hidden layer is blamed "
        "through weights that have changed already, as with --bug updated-weights. The biases do "
        "not learn here; with --freeze none they do.",
        weights=Written(
            # w1 and w2 lead into h1, w3 and w4 into h2: a column each.
            [[[0.15, 0.25], [0.20, 0.30]], [[0.40, 0.50], [0.45, 0.55]]],
            [[0.35, 0.35], [0.60, 0.60]],
        ),
    ),
    Preset(
        "xor-10",
        title="one step of one case, with biases",
        source="backprop-trace, its example of a bias for each neuron",
        settings={"problem": "xor-10", "learning_rate": 0.5},
        steps=1_000,
        published="after one step E = 0.059597272",
        measured="the same, and every gradient to the nine digits that it prints",
        works=True,
        says="Walk through the first step (w). x2 is 0, so the gradients of its two weights are "
        "exactly 0: a wire learns nothing from an input that is not there. All digits of E are in "
        "`backprop-tui run --preset xor-10 --steps 1 --csv`.",
        weights=Written([[[0.10, 0.20], [0.15, 0.25]], [[0.30], [0.35]]], [[0.10, 0.15], [0.20]]),
    ),
    Preset(
        "nielsen",
        title="a neuron that is badly wrong, and slow to see it",
        source=_NIELSEN,
        settings=_NEURON,
        steps=300,
        published="0.98 becomes about 0.20 in 300 epochs",
        measured="0.9820 at the start, 0.9334 at step 150, 0.2028 at step 300",
        works=True,
        says="The answer should be 0 and is 0.98. For half the run next to nothing happens, "
        "because there the sigmoid is flat: the error is multiplied by a slope of 0.018. "
        "The preset nielsen-bce is the same neuron without that factor.",
        weights=_BADLY_WRONG,
    ),
    Preset(
        "nielsen-bce",
        title="the same neuron with cross-entropy",
        source=_NIELSEN,
        settings={**_NEURON, "loss": "bce"},
        steps=300,
        published="the more it errs, the faster it learns",
        measured="0.9820 at the start, 0.0985 at step 50, 0.0120 at step 300",
        works=True,
        says="The slope of the sigmoid cancels in δ = ŷ − y. Compare step 50 with that of the "
        "preset nielsen: 0.0985 here, 0.9759 there. The rate is the same for both; the book's own "
        "for this one, 0.005, makes the difference smaller (--lr 0.005).",
        weights=_BADLY_WRONG,
    ),
)
