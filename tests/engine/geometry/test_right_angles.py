"""The widest spread at right angles is that of the singular values, however many numbers it has."""

from __future__ import annotations

import numpy as np
import pytest

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.geometry.right_angles import FEW, widest


@pytest.mark.parametrize("decay", [0.0, 0.3, 3.0])
@pytest.mark.parametrize(
    ("points", "numbers"), [(4, 3), (4, 40), (40, 4), (40, 30), (30, 40), (200, 64), (60, 200)]
)
def test_it_is_as_wide_as_the_largest_singular_value(
    points: int, numbers: int, decay: float
) -> None:
    stream = np.random.RandomState(points + numbers)
    cloud: Array = stream.randn(points, numbers) * np.exp(-decay * np.arange(numbers) / 4)
    along: Array = stream.randn(numbers)
    found = widest(cloud, along)
    unit = along / np.linalg.norm(along)
    flat = cloud - cloud.mean(axis=0)
    flat = flat - np.outer(flat @ unit, unit)
    assert np.linalg.norm(found) == pytest.approx(1)
    assert found @ unit == pytest.approx(0, abs=1e-12)
    assert np.linalg.norm(flat @ found) == pytest.approx(np.linalg.svd(flat)[1][0], rel=1e-7)


@pytest.mark.parametrize("numbers", [3, FEW + 9])
def test_where_nothing_spreads_any_direction_at_right_angles_will_do(numbers: int) -> None:
    along: Array = np.arange(1.0, numbers + 1)
    found = widest(np.ones((30, numbers)), along)
    assert np.linalg.norm(found) == pytest.approx(1)
    assert found @ along == pytest.approx(0, abs=1e-12)


def test_points_on_one_line_spread_along_what_of_it_is_at_right_angles() -> None:
    line, along = np.linspace(1, 2, 40), np.eye(40)[3]
    found = widest(np.outer(np.arange(30.0), line), along)
    flat = line - line[3] * along
    assert abs(found @ flat) == pytest.approx(float(np.linalg.norm(flat)))
