"""What all renderings share: how wide the inputs are, found without writing every number of a table
that may hold millions of them.
"""

from __future__ import annotations

from unittest import mock

from hypothesis import given

from backprop_tui.engine import Experiment, Problem
from backprop_tui.ui.diagram.rendering import input_width, unit_number
from backprop_tui.ui.drawing import formats
from tests.engine.strategies import KNOWN, TABLES


@given(KNOWN | TABLES)
def test_no_input_is_wider_than_what_is_said(problem: Problem) -> None:
    widths = {len(unit_number(0, value, 4)) for value in problem.inputs.ravel().tolist()}
    assert input_width(problem) == max(widths)


def test_of_ten_thousand_points_a_few_numbers_are_enough() -> None:
    problem = Experiment.given(problem="hills", cases=10_000).problem
    with mock.patch.object(formats, "bits", wraps=formats.bits) as written:
        assert input_width(problem) == 5
    assert written.call_count < 10
