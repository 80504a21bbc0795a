"""A name stands for one thing: no layer may lose a digit of its number, and no two cases may be
called the same.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS
from backprop_tui.report.names import MOST_BITS, case_names, on_the_line, subscript

ROWS = st.integers(1, MOST_BITS + 1).flatmap(
    lambda width: st.lists(st.tuples(*[st.sampled_from([0.0, 1.0])] * width), min_size=1)
) | st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=1)
"""Cases of zeros and ones, some of them twice, and cases of other numbers."""


def test_subscripts_take_every_digit() -> None:
    assert subscript("W", 1) == "W₁"
    assert subscript("b", 1234567890) == "b₁₂₃₄₅₆₇₈₉₀"
    assert on_the_line("b₁₂₃₄₅₆₇₈₉₀") == "b1234567890"


@given(ROWS)
def test_no_two_cases_have_the_same_name(rows: list[tuple[float, ...]]) -> None:
    cases, width = len(rows), len(rows[0])
    problem = replace(
        PROBLEMS["xor"],
        inputs=np.array(rows),
        targets=np.zeros((cases, 1)),
        input_names=tuple(f"x{k}" for k in range(width)),
    )
    names = case_names(problem)
    assert len(set(names)) == cases
    own = tuple(f"case {name}" for name in reversed(names))
    assert case_names(replace(problem, case_names=own)) == own
    bits = ["".join("01"[value == 1] for value in row) for row in rows]
    are_bits = {value for row in rows for value in row} <= {0.0, 1.0}
    if are_bits and 1 < width <= MOST_BITS and len(set(bits)) == cases:
        assert list(names) == bits
    else:
        assert list(names) == [f"#{case}" for case in range(1, cases + 1)]
