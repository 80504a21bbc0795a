"""The published weights say 1 : 2 : 4, and what is no mirror is not called one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Experiment, Trainer
from backprop_tui.report.findings.mirror import NEAR, added_up, adding_up, mirror, said
from tests.ui.pictures.trained import FIGURE_1, mirrored


def test_the_published_weights_are_one_two_four_around_the_mirror() -> None:
    """14.2 : 7.2 : 3.6 is 1 : 2 : 3.94; both units are exactly antisymmetric, and twins."""
    snapshot = mirrored().snapshot
    found = mirror(snapshot)
    assert found.magnitudes[:, 0] == pytest.approx([14.2, 3.6, 7.2])
    assert found.ratio(0) == pytest.approx([1, 2, 14.2 / 3.6])
    assert found.off.tolist() == [0, 0]
    assert found.twins == 0
    assert found.pattern(0) == found.pattern(1) == (1, 2, 4)
    assert said(snapshot) == (
        "pairs around the mirror: h1 1 : 2.00 : 3.94, near 1:2:4, antisymmetric to 0.00 %; "
        "h2 1 : 2.00 : 3.94, near 1:2:4, antisymmetric to 0.00 %; "
        "twins of opposite sign, to 0.00 %"
    )


@given(st.lists(st.floats(0.1, 50), min_size=3, max_size=3), st.permutations(range(3)))
def test_a_pattern_is_named_only_if_each_pair_is_within_a_tenth_of_it(
    sizes: list[float], order: list[int]
) -> None:
    half = np.array(sizes)[order]
    column = np.concatenate([half, -half[::-1]])
    found = mirror(mirrored(np.stack([column, -column], axis=1)).snapshot)
    small, middle, large = sorted(sizes)
    wanted = [
        pattern
        for pattern, second, third in (((1, 2, 4), 2, 4), ((2, 3, 4), 1.5, 2))
        if abs(middle / small / second - 1) <= NEAR and abs(large / small / third - 1) <= NEAR
    ]
    assert found.pattern(0) == (wanted[0] if wanted else ())


def test_a_pair_that_is_off_is_said_in_per_cent_of_the_largest_weight() -> None:
    """One weight of 14.2 made 12.78 is off by 1.42, a tenth; of 11.36 by 2.84, a fifth."""
    near, far = (np.array(FIGURE_1) for _ in range(2))
    near[5, 0] = -12.78
    far[5, 0] = -11.36
    assert mirror(mirrored(near).snapshot).off == pytest.approx([0.1, 0])
    told = said(mirrored(far).snapshot)
    assert "h1 20 % off the mirror; h2 1 : 2.00" in told
    assert "no twins of opposite sign: 20 % off" in told
    assert mirror(mirrored(far).snapshot).pattern(0) == ()


def test_what_a_unit_adds_up_is_its_weighted_sum() -> None:
    """111 110: left 14.2 - 3.6 + 7.2 = 17.8, right -7.2 + 3.6 - 0 = -3.6, bias -1.1: 13.1."""
    case = PROBLEMS["symmetry"].inputs.tolist().index([1, 1, 1, 1, 1, 0])
    snapshot = mirrored().snapshot
    assert added_up(snapshot, mirror(snapshot), 0, case) == (
        ("111", "110"), ["+17.80", "-3.60", "-1.10"], "= +13.10"
    )  # fmt: skip
    assert snapshot.z[0][case, 0] == pytest.approx(13.1)


def test_a_sum_that_rounding_spoils_is_not_called_equal() -> None:
    assert adding_up([0.004, 0.004], 0.008) == ([" 0.00", " 0.00"], "≈ +0.01")
    assert adding_up([float("nan")], 1.0) == (["+nan"], "≈ +1.00")


def test_without_bits_or_without_a_partner_nothing_is_added_up() -> None:
    for name, standardize in (("parity-5", False), ("symmetry", True)):
        snapshot = Trainer(Experiment(PROBLEMS[name], standardize=standardize)).snapshot()
        assert added_up(snapshot, mirror(snapshot), 0, 0) is None
    shared = Trainer(Experiment(PROBLEMS["symmetry"], bias="shared")).snapshot()
    found = added_up(shared, mirror(shared), 0, 0)
    assert found is not None
    assert len(found[1]) == 3
    bare = Trainer(Experiment(PROBLEMS["symmetry"])).snapshot()
    without = added_up(bare, mirror(bare), 0, 0)
    assert without is not None
    assert len(without[1]) == 2


def test_a_threshold_is_taken_off() -> None:
    snapshot = Trainer(Experiment(PROBLEMS["symmetry"], bias="threshold")).snapshot()
    assert snapshot.biases is not None
    found = added_up(snapshot, mirror(snapshot), 1, 63)
    assert found is not None
    assert found[1][2] == f"{-float(snapshot.biases[0][1]):+.2f}"


def test_without_a_hidden_layer_or_with_few_inputs_nothing_is_said() -> None:
    for name, hidden in (("symmetry", ()), ("xor", (4,))):
        assert said(Trainer(Experiment(PROBLEMS[name], hidden=hidden)).snapshot()) == ""


def test_a_pair_that_is_not_equal_counts_with_half_its_difference_and_may_be_off() -> None:
    """15.5 and -12.9 are half 28.4 apart, 14.2 as before, and 2.6 of 15.5 or 17 % off."""
    uneven = np.array(FIGURE_1)
    uneven[[0, 5], 0] = 15.5, -12.9
    found = mirror(mirrored(uneven).snapshot)
    assert found.magnitudes[:, 0] == pytest.approx([14.2, 3.6, 7.2])
    assert found.off[0] == pytest.approx(2.6 / 15.5)
    assert found.pattern(0) == (), "a ratio of pairs that are none says nothing"
    assert found.pattern(1) == (1, 2, 4)
