"""Which cases of a problem are put aside, so that nothing is learnt from them. Each class gives its
share of them, because a test without one of the classes would say nothing of it.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.problem import Problem
from backprop_tui.engine.wording import counted


def put_aside(source: Problem, test: float | None, seed: int) -> tuple[int, ...]:
    """The cases to test with, from 0, in their order.

    Every kind of answer gives the same share of its cases, as nearly as whole numbers allow; of
    targets that are values all cases are of one kind.

    Args:
        source: The problem as it was given.
        test: How many: a share of them, or from 1 on their number; `None` for those that it
            holds out itself.
        seed: Decides which ones.

    Raises:
        BadSetting: If none would be left, or it holds cases out itself.
    """
    if test is None:
        return source.held_out
    if source.held_out:
        raise BadSetting(f"{source.name} holds cases out itself, so it takes no --test")
    cases = len(source.inputs)
    count = max(1, round(test * cases)) if test < 1 else int(test)
    if count >= cases:
        raise BadSetting(
            f"--test {test:g} puts aside {count:,} of the {counted(cases, 'case')} "
            f"of {source.name}, which leaves none to learn from"
        )
    stream = np.random.RandomState(seed)
    order = stream.permutation(cases)
    if source.answer is not Answer.VALUES:
        _, kinds = np.unique(source.targets, axis=0, return_inverse=True)
        order = order[np.argsort(kinds.reshape(-1)[order], kind="stable")]
    # One of every so many in a row, where each kind stands together, takes its share of each.
    places = (np.arange(count) + stream.random_sample()) * (cases / count)
    return tuple(sorted(order[np.minimum(places.astype(int), cases - 1)].tolist()))
