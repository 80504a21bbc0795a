"""Functions of bits, small enough to check by hand: AND and OR need no hidden layer, XOR does, and
parity is XOR of many. Parity is hard on purpose: flip any one input and the answer flips with it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.catalogue import BuiltIn
from backprop_tui.engine.problems.problem import Problem

PARITY_INPUTS = range(2, 9)


def truth_table(
    name: str,
    summary: str,
    inputs: int,
    answer: Callable[[tuple[int, ...]], int],
    picture: str = "",
) -> BuiltIn:
    """Every combination of `inputs` bits, counting upwards, with the bit `answer` gives."""

    def make() -> Problem:
        rows = list(product((0, 1), repeat=inputs))
        targets = [answer(row) for row in rows]
        return Problem(name, summary, rows, targets, answer=Answer.BITS, picture=picture)

    return BuiltIn(name, make)


def _parity(bits: tuple[int, ...]) -> int:
    return sum(bits) % 2


LOGIC: tuple[BuiltIn, ...] = (
    truth_table("xor", "1 if the two inputs differ; needs a hidden layer", 2, _parity),
    truth_table(
        "and", "1 if both inputs are 1; one layer of weights is enough if it has biases", 2, min
    ),
    truth_table(
        "or", "1 if any input is 1; one layer of weights is enough if it has biases", 2, max
    ),
    *(
        truth_table(
            f"parity-{n}", f"1 if an odd number of the {n} inputs is 1", n, _parity, "staircase"
        )
        for n in PARITY_INPUTS
    ),
)
