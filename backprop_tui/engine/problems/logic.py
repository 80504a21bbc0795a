"""Functions of bits, small enough to check by hand: AND and OR need no hidden layer, XOR does, and
parity is XOR of many. Parity is hard on purpose: flip any one input and the answer flips with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.catalogue import BuiltIn, Family, Spelt
from backprop_tui.engine.problems.given import MAX_TARGETS
from backprop_tui.engine.problems.problem import Problem

PARITY_INPUTS = range(2, 9)
MAJORITY_INPUTS = range(3, 8, 2)

MAX_INPUTS = 8
"""Inputs of a table that is spelt out, whose last answer is then the 256th."""

LENGTHS = tuple(2**inputs for inputs in range(1, MAX_INPUTS + 1))

_ONE_LAYER = "one layer of weights is enough if it has biases"


def _truth_table(
    name: str,
    summary: str,
    inputs: int,
    targets: Sequence[int | Sequence[int]],
    picture: str = "",
) -> Problem:
    """Every combination of `inputs` bits, counting upwards, with its targets."""
    rows = list(product((0, 1), repeat=inputs))
    return Problem(name, summary, rows, targets, answer=Answer.BITS, picture=picture)


def truth_table(
    name: str,
    summary: str,
    inputs: int,
    answer: Callable[[tuple[int, ...]], int],
    picture: str = "",
) -> BuiltIn:
    """Every combination of `inputs` bits, counting upwards, with the bit `answer` gives."""

    def make() -> Problem:
        bits = [answer(row) for row in product((0, 1), repeat=inputs)]
        return _truth_table(name, summary, inputs, bits, picture)

    return BuiltIn(name, make)


def _parity(bits: tuple[int, ...]) -> int:
    return sum(bits) % 2


def _majority(bits: tuple[int, ...]) -> int:
    return int(2 * sum(bits) > len(bits))


def _other(answer: Callable[[tuple[int, ...]], int]) -> Callable[[tuple[int, ...]], int]:
    """The opposite bit."""
    return lambda bits: 1 - answer(bits)


def _usual(rest: str) -> str:
    """The answers of a table as they are kept, from what follows `table:`.

    Raises:
        BadSetting: If it is no table.
    """
    outputs = [part.strip() for part in rest.split(",")]
    if (
        len(outputs) > MAX_TARGETS
        or {len(output) for output in outputs} - {*LENGTHS}
        or len({*map(len, outputs)}) > 1
        or set("".join(outputs)) - {"0", "1"}
    ):
        raise BadSetting(
            "table: is followed by the answer 0 or 1 to every combination of 1 to "
            f"{MAX_INPUTS} inputs, which count upwards: table:0110 is XOR; so many as "
            f"{', '.join(map(str, LENGTHS[:-1]))} or {LENGTHS[-1]}, and after a comma as many of "
            f"the next output, not {rest[:40]!r}"
        )
    return ",".join(outputs)


def _spelt_out(rest: str) -> Problem:
    """The table whose answers are spelt out, one string of bits an output."""
    outputs = rest.split(",")
    inputs = len(outputs[0]).bit_length() - 1
    answers = "the answers" if len(outputs) == 1 else f"{len(outputs)} outputs, the answers"
    targets = [tuple(map(int, bits)) for bits in zip(*outputs, strict=True)]
    summary = f"{answers} as spelt out, the inputs counting upwards"
    return _truth_table(f"table:{rest}", summary, inputs, targets)


LOGIC = Family(
    "functions of bits",
    (
        truth_table("xor", "1 if the two inputs differ; needs a hidden layer", 2, _parity),
        truth_table("and", f"1 if both inputs are 1; {_ONE_LAYER}", 2, min),
        truth_table("or", f"1 if any input is 1; {_ONE_LAYER}", 2, max),
        truth_table("nand", "0 if both inputs are 1", 2, _other(min)),
        truth_table("nor", "0 if any input is 1", 2, _other(max)),
        truth_table("xnor", "1 if the two inputs are alike", 2, _other(_parity)),
        *(
            truth_table(f"majority-{n}", f"1 if most of the {n} inputs are 1", n, _majority)
            for n in MAJORITY_INPUTS
        ),
        *(
            truth_table(
                f"parity-{n}", f"1 if an odd number of the {n} inputs is 1", n, _parity, "staircase"
            )
            for n in PARITY_INPUTS
        ),
    ),
    Spelt(
        "table:",
        "table:BITS",
        "any answers, the inputs counting upwards: table:0110 is XOR",
        _usual,
        _spelt_out,
    ),
)
