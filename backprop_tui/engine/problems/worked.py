"""The tables of worked examples: one case each, so that every sum of a step has one term a unit and
fits on paper.
"""

from __future__ import annotations

from functools import partial

from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.catalogue import BuiltIn
from backprop_tui.engine.problems.problem import Problem

WORKED: tuple[BuiltIn, ...] = (
    BuiltIn(
        "mazur",
        partial(
            Problem,
            "mazur",
            "0.05 0.10 is answered 0.01 0.99; Mazur's example, worked by hand",
            [[0.05, 0.10]],
            [[0.01, 0.99]],
            answer=Answer.VALUES,
            preset={"preset": "mazur"},
        ),
    ),
    BuiltIn(
        "nielsen",
        partial(
            Problem,
            "nielsen",
            "1 is answered 0; Nielsen's single neuron",
            [[1.0]],
            [[0.0]],
            answer=Answer.BITS,
            preset={"preset": "nielsen"},
        ),
    ),
    BuiltIn(
        "xor-10",
        partial(
            Problem,
            "xor-10",
            "1 0 is answered 1, one case of XOR alone",
            [[1.0, 0.0]],
            [[1.0]],
            answer=Answer.BITS,
            preset={"preset": "xor-10"},
        ),
    ),
)
