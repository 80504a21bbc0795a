"""The names of units and of cases. They are the same everywhere, on the screen and in print, so
that a number seen in one place is found again in the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from backprop_tui.engine import Experiment, Problem, Start
from backprop_tui.engine.core.start import PRESET
from backprop_tui.engine.naming import (
    RAISED,
    bias_names,
    full_names,
    input_names,
    layer_letter,
    output_names,
    parameter_name,
    source_names,
    subscript,
    unit_names,
)
from backprop_tui.engine.wording import cut, printable

__all__ = [
    "beside",
    "bias_names",
    "case_names",
    "file_text",
    "full_names",
    "input_names",
    "layer_letter",
    "listed",
    "network_text",
    "on_the_line",
    "output_names",
    "parameter_name",
    "sentence",
    "source_names",
    "subscript",
    "unit_names",
]

MOST_BITS = 8
"""A case is named by its inputs if they are at most so many bits."""


def network_text(experiment: Experiment) -> str:
    """Units of every layer and group, and what links them, where it is more than usual."""
    sizes = experiment.links.text
    return f"{sizes} with direct links" if experiment.links.skipping else sizes


@lru_cache(16)
def case_names(problem: Problem) -> tuple[str, ...]:
    """A case by a name of its own, by its bits, `01`, or by its place in the whole, `#2`."""
    if problem.source is not problem:
        whole = case_names(problem.source)
        return tuple(whole[row] for row in problem.rows)
    if problem.case_names:
        return problem.case_names
    inputs = problem.inputs
    # One bit could be read as a place.
    if 1 < inputs.shape[1] <= MOST_BITS and bool(((inputs == 0) | (inputs == 1)).all()):
        names = tuple("".join(f"{value:.0f}" for value in row) for row in inputs.tolist())
        if len(set(names)) == len(names):
            return names
    return tuple(f"#{case + 1}" for case in range(len(inputs)))


MOST_BESIDE = 3
"""Symbols of matrices side by side; of more the first and the last are written."""


def beside(symbols: Sequence[str]) -> str:
    """Matrices side by side as one: `[x a₁]`, `[x … a₇]`; one alone is itself."""
    if len(symbols) == 1:
        return symbols[0]
    few = symbols if len(symbols) <= MOST_BESIDE else (symbols[0], "…", symbols[-1])
    return f"[{' '.join(few)}]"


def on_the_line(symbol: str) -> str:
    """A numbered symbol as it is typed: `W1`, `b12`."""
    return symbol.translate(RAISED)


def listed(names: Sequence[str], most: int = 6, letters: int = 24) -> str:
    """Names in one line: `a, b, c`, or `a, b and 251 more` where there are too many."""
    shown = [cut(name, letters) for name in names]
    if len(shown) <= most:
        return ", ".join(shown)
    return f"{', '.join(shown[: most - 1])} and {len(shown) - most + 1:,} more"


def sentence(said: str) -> str:
    """The same with a capital letter."""
    return f"{said[:1].upper()}{said[1:]}"


def file_text(start: Start) -> str:
    """What a weights file is called in a sentence, or the weights that a preset starts from."""
    if start.path.startswith(PRESET):
        return f"the printed weights of the preset {start.path.removeprefix(PRESET)}"
    return f"the weights file {listed([printable(start.path)], 1, 60)}"
