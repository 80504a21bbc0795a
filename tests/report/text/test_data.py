"""What was done to a problem, in words."""

from __future__ import annotations

import numpy as np

from backprop_tui.engine import Experiment, Problem
from backprop_tui.report.text.data import prepared_texts


def test_levels_are_said_with_what_is_right_then() -> None:
    assert list(prepared_texts(Experiment(levels=(0.1, 0.9)).problem)) == [
        "a 0 among the targets is learnt as 0.1, a 1 as 0.9; right is what is less than 0.4 away"
    ]
    classes = Problem("c", "", [0, 1, 2], np.eye(3))
    assert list(prepared_texts(Experiment(problem=classes, levels=(-1, 1)).problem)) == [
        "a 0 among the targets is learnt as -1, a 1 as 1"
    ]
    assert list(prepared_texts(Experiment().problem)) == []
