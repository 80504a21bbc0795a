"""The first few stretches of steps at which something was so, however the steps come in and
whatever of them is forgotten again. The oracle looks at every step.
"""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine.runs.turns import Firsts, Turns

SOME = st.lists(st.booleans(), max_size=40)


def oracle(so: list[bool], most: int) -> tuple[list[int], list[int]]:
    """Where the first few stretches begin, one more than are kept, and where they are over."""
    turns = [k for k in range(len(so)) if so[k] != (k > 0 and so[k - 1])]
    return turns[::2][: most + 1], turns[1::2][:most]


@given(
    st.lists(st.tuples(SOME, st.integers(0, 50), st.integers(0, 9)), min_size=1, max_size=4),
    st.integers(1, 3),
)
def test_however_steps_come_in_and_are_forgotten_the_first_stretches_are_known(
    parts: list[tuple[list[bool], int, int]], most: int
) -> None:
    firsts, turned = Firsts(most), set()
    known: list[bool] = []
    for more, kept, again in parts:
        before = len(known)
        step = max(0, before - again)
        turned |= set(firsts.extend(step, np.array(known[step:] + more, dtype=np.bool_)))
        known += more
        for now in (False, True):
            starts, ends = oracle([*known, now], most)
            assert (firsts.starts(now), firsts.ends(now)) == (starts, ends)
            starts, ends = oracle([*known, now], 99)
            last = None if now or not ends else ends[-1]
            assert firsts.latest.last(len(known), now) == (starts[-1] if starts else None, last)
        starts, ends = oracle(known, most)
        assert set(starts + ends) <= turned, "each is reported when it is new"
        other = firsts.copy()
        firsts.truncate(kept)
        assert other.starts(False) == starts
        del known[kept:]
        turned = {step for step in turned if step < kept}
    firsts.clear()
    assert firsts.starts(False) == firsts.ends(True) == []


def test_a_run_that_is_thrown_about_for_ever_costs_no_more_than_one_that_is_not() -> None:
    firsts = Firsts(2)
    firsts.extend(0, np.array([True, False] * 5))
    assert firsts.extend(10, np.array([True, False] * 5)) == []
    assert firsts.starts(True) == [0, 2, 4]
    assert firsts.ends(True) == [1, 3]
    assert firsts.latest.last(20, True) == (20, None)
    assert firsts.latest.last(20, False) == (18, 19)


def test_solved_is_right_with_a_small_loss() -> None:
    turns = Turns()
    right = np.array([False, True, True, True, True, False])
    losses = np.array([0.001, 0.2, 0.01, 0.009, 0.01, 0.001])
    assert turns.extend(0, right, losses) == [1, 5, 3, 4]
    assert (turns.right.starts(False), turns.right.ends(False)) == ([1], [5])
    assert (turns.solved.starts(False), turns.solved.ends(False)) == ([3], [4])
    other = turns.copy()
    turns.truncate(3)
    assert (turns.right.ends(False), turns.right.ends(True)) == ([3], [])
    assert (turns.solved.starts(False), turns.solved.starts(True)) == ([], [3])
    other.clear()
    assert other.right.starts(False) == other.solved.starts(False) == []
