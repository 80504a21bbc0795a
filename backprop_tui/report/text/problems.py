"""What the program can teach, one problem a line. Start with `or`, which needs no hidden layer, and
then see why `xor` does.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.engine import PROBLEMS
from backprop_tui.engine.problems import ALIASES


def problems_text() -> Iterator[str]:
    """The built-in problems with their sizes, aligned."""
    width = max(map(len, PROBLEMS))
    yield f"{'problem':<{width}}  inputs  outputs  cases  what is to be learnt"
    for name, problem in PROBLEMS.items():
        cases, inputs = problem.inputs.shape
        outputs = problem.targets.shape[1]
        yield f"{name:<{width}}  {inputs:6d}  {outputs:7d}  {cases:5d}  {problem.summary}"
    yield ""
    for alias, name in ALIASES.items():
        yield f"{alias} is short for {name}."
    yield "Choose one with --problem NAME, or bring your own table with --data FILE."
