"""A list of calls runs in order, and a number too large for a float is no reason to stop."""

from __future__ import annotations

import numpy as np
import pytest

from backprop_tui.engine.core.calls import ONE, constant, perform


def test_calls_run_in_order() -> None:
    seen: list[int] = []
    perform([(seen.append, 1), (seen.extend, [2, 3]), (seen.reverse,)])
    assert seen == [3, 2, 1]


def test_overflow_saturates_without_a_word_and_leaves_numpys_settings_alone() -> None:
    before = np.geterr()
    x = np.array([1e308, 710.0])
    perform([(np.exp, x, x), (np.add, x, ONE, x), (np.reciprocal, x, x)])
    assert x.tolist() == [0.0, 0.0]
    assert np.geterr() == before


def test_a_constant_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        np.add(ONE, ONE, ONE)
    assert constant(2).dtype == np.float64
