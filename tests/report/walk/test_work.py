"""Beside a wrong number stands the right one. Whoever compares the two must see that they differ,
which digits that were rounded away would hide.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.report.walk.digits import MOST, printed
from backprop_tui.report.walk.work import Work, beside_right

NUMBERS = st.floats(-1e6, 1e6).filter(lambda value: abs(value) > 1e-6)


@pytest.mark.parametrize(
    ("value", "result", "right", "note"),
    [
        (0.0321612, "0.03216", 0.0327831, "right: 0.03278"),
        (0.2480835, "0.24808", 0.2480784, "0.248084; right: 0.248078"),
        (0.5, "0.5", 0.5, "right: the same"),
        (0.5, "0.5", 0.50000001, "right: 0.50000001"),
        (float("nan"), "nan", 0.25, "right: 0.25"),
    ],
)
def test_the_right_number_has_as_many_digits_as_tell_it_apart(
    value: float, result: str, right: float, note: str
) -> None:
    assert beside_right(Work("w", (), result), value, right).note == note
    assert beside_right(Work("w", (), result, "given"), value, right).note == f"given; {note}"


@given(NUMBERS, st.floats(-1e-3, 1e-3), st.integers(1, 9))
def test_what_is_read_as_wrong_and_as_right_is_never_the_same(
    value: float, share: float, digits: int
) -> None:
    right, work = value * (1 + share), Work("w", (), printed(value, digits))
    note = beside_right(work, value, right).note
    if value == right:
        assert note == "right: the same"
        return
    found = re.fullmatch(r"(?:(.*); )?right: (.*)", note)
    assert found is not None
    wrong = found[1] or work.result
    assert float(wrong) != float(found[2])
    shown = len(Decimal(work.result).normalize().as_tuple().digits)
    alike = [n for n in range(shown, MOST + 1) if found[2] == printed(right, n)]
    assert any(wrong == printed(value, n) for n in alike)
