"""What looks like a typing mistake must not become a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine.written import written_number


@given(st.floats(allow_nan=False))
def test_every_number_is_read_as_python_writes_it(value: float) -> None:
    assert written_number(repr(value)) == value
    assert written_number(f" {value!r}\n") == value


@pytest.mark.parametrize("text", ["", "1_0", "1,5", "٣", "one", "0x10", "1 0"])
def test_what_is_not_written_as_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"float|number"):
        written_number(text)
