"""Sums that are done bit by bit. In one a single bit turns round all others, which is as many XORs
side by side; in the other a carry has to find its way from the last bit to the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.catalogue import BuiltIn
from backprop_tui.engine.problems.problem import Problem


def _table(name: str, summary: str, answer: Callable[[Sequence[int]], Sequence[int]]) -> BuiltIn:
    """Every combination of four bits, counting upwards, with the bits that `answer` gives."""

    def make() -> Problem:
        rows = list(product((0, 1), repeat=4))
        targets = list(map(answer, rows))
        return Problem(name, summary, rows, targets, answer=Answer.BITS, preset={"preset": name})

    return BuiltIn(name, make)


def _negation(bits: Sequence[int]) -> list[int]:
    """The last three bits, each turned round if the first is 1."""
    negate, *others = bits
    return [bit ^ negate for bit in others]


def _addition(bits: Sequence[int]) -> list[int]:
    """The three bits of the sum of two numbers of two bits."""
    total = 2 * bits[0] + bits[1] + 2 * bits[2] + bits[3]
    return [total >> place & 1 for place in (2, 1, 0)]


ARITHMETIC: tuple[BuiltIn, ...] = (
    _table("negation", "the last 3 of 4 inputs, each turned round if the first is 1", _negation),
    _table("addition", "the binary sum y1y2y3 of the numbers x1x2 and x3x4", _addition),
)
"""The small sums of the 1986 chapter."""
