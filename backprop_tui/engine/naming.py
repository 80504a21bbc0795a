"""What the units of a network are called. A name is what a person types to mean a unit and what is
printed of it, so there is one place that gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from backprop_tui.engine.problems.problem import Problem
from backprop_tui.engine.shortening import LEAST, shortened

if TYPE_CHECKING:
    from backprop_tui.engine.core.parameter import Parameter
    from backprop_tui.engine.settings.network import NetworkSettings

LETTERS = "hgkmpqrsuvcdefijl"
"""Names of hidden layers: units h1, h2, … in the first, g1, g2, … in the second."""

MOST_LETTERS = 8
"""Letters of a name of an input or an output at most."""

SHARED = "all"
"""Whose bias it is that all units of a layer share."""


def unit_names(
    experiment: NetworkSettings, layer: int, letters: int = MOST_LETTERS
) -> tuple[str, ...]:
    """How the units of a layer are called: x1, x2 · h1 … · ŷ, or as a table calls its columns.

    Args:
        experiment: Whose they are.
        layer: From 0, the input.
        letters: Of a name at most; fewer only in a drawing that has no room.
    """
    return _names(experiment.problem, experiment.sizes, letters)[layer]


def layer_letter(experiment: NetworkSettings, layer: int) -> str:
    """What all units of a layer are together: x · h … · ŷ."""
    last = len(experiment.sizes) - 1
    return "x" if layer == 0 else "ŷ" if layer == last else _letters(experiment.problem)[layer - 1]


def source_names(experiment: NetworkSettings, layer: int) -> tuple[str, ...]:
    """The units that a layer sees, one a row of its weights."""
    before = experiment.links.before(layer)
    return tuple(name for k in before for name in unit_names(experiment, k))


def bias_names(experiment: NetworkSettings, layer: int) -> tuple[str, ...]:
    """The units that each bias of a layer belongs to: `h1`, or `all` if they share it."""
    names = unit_names(experiment, layer)
    return (SHARED,) if experiment.bias_form.shared and len(names) > 1 else names


@lru_cache(16)
def input_names(problem: Problem, letters: int = MOST_LETTERS) -> tuple[str, ...]:
    """What the inputs are called: as their columns are, shortened."""
    return _short(problem.input_names, letters, input_letter(problem))


def input_letter(problem: Problem) -> str:
    """What all inputs are together: x, or f if they are features of the inputs, which x2 is not."""
    return "f" if problem.features else "x"


@lru_cache(16)
def output_names(problem: Problem, letters: int = MOST_LETTERS) -> tuple[str, ...]:
    """What the outputs are called: ŷ, or as the classes or columns that they answer."""
    return _short([_answering(name) for name in _answers(problem)], letters, "ŷ")


def _short(names: Sequence[str], letters: int, symbol: str) -> tuple[str, ...]:
    """Names in so many letters; in too few to tell them apart they are symbols, x1, x2."""
    if letters >= LEAST or max(map(len, names)) <= letters:
        return shortened(names, max(LEAST, letters))
    return tuple(f"{symbol}{k}" for k in range(1, len(names) + 1)) if len(names) > 1 else (symbol,)


def full_names(problem: Problem) -> dict[str, str]:
    """What is called otherwise in the table, by the names of inputs and outputs."""
    pairs = (
        *zip(input_names(problem), problem.input_names, strict=True),
        *zip(output_names(problem), problem.target_names, strict=True),
    )
    return {short: full for short, full in pairs if short != full}


def meant(word: str, names: Sequence[str], problem: Problem) -> int | None:
    """Which of some names of units a person means; `None` if none or several.

    A name may be written in full, as the table has it, or as a symbol such as x2 or yhat, and in
    upper or lower case; the closest counts.
    """
    also = _also(names, problem)
    for spelt in (word.strip(), _symbolic(word.strip())):
        for alike in (str, str.casefold):
            for known in ([{name} for name in names], also):
                found = [k for k, each in enumerate(known) if alike(spelt) in map(alike, each)]
                if found:
                    return found[0] if len(found) == 1 else None
    return None


def place_of(word: str, names: Sequence[str], problem: Problem) -> int | None:
    """Where a person means, by a name as in `meant` or by a place from 1; `None` if nowhere.

    Returns:
        The place from 0.
    """
    word = word.strip()
    known = meant(word.removeprefix('"').removesuffix('"'), names, problem)
    if known is not None:
        return known
    # isdecimal() alone takes the digits of every script.
    place = int(word) if word.isascii() and word.isdecimal() and len(word) < 9 else 0
    return place - 1 if 1 <= place <= len(names) else None


def pair_of(
    text: str, rows: Sequence[str], columns: Sequence[str], problem: Problem
) -> tuple[int, int] | None:
    """Row and column, from 0, that `h1,yhat` or `2,3` means; a name may hold commas itself."""
    commas = [k for k, letter in enumerate(text) if letter == ","]
    found = (
        (place_of(text[:k], rows, problem), place_of(text[k + 1 :], columns, problem))
        for k in commas
    )
    return next(((r, c) for r, c in found if r is not None and c is not None), None)


def _symbolic(word: str) -> str:
    """A symbol that was typed in plain letters."""
    for letters, symbol in (("yhat", "ŷ"), ("theta", "θ")):
        word = re.sub(letters, symbol, word, flags=re.IGNORECASE)
    return word


def _also(names: Sequence[str], problem: Problem) -> list[set[str]]:
    """What else each of some names of units is called."""
    others: dict[str, set[str]] = {}
    for symbol, shown, *full in (
        (input_letter(problem), input_names(problem), problem.input_names),
        ("ŷ", output_names(problem), problem.target_names, problem.class_names),
    ):
        for k, name in enumerate(shown):
            also = {each[k] for each in full if each}
            others.setdefault(name, set()).update(
                also, {f"{symbol}{k + 1}" if symbol != "ŷ" or len(shown) > 1 else symbol}
            )
    return [others.get(name, set()) for name in names]


@lru_cache(16)
def _names(problem: Problem, sizes: tuple[int, ...], letters: int) -> tuple[tuple[str, ...], ...]:
    """The names of all layers."""
    hidden = (
        (letter,) if count == 1 else tuple(f"{letter}{k}" for k in range(1, count + 1))
        for letter, count in zip(_letters(problem), sizes[1:-1], strict=False)
    )
    return input_names(problem, letters), *hidden, output_names(problem, letters)


@lru_cache(16)
def _letters(problem: Problem) -> str:
    """The letters of hidden layers, last those that units of the problem are called by already."""
    named = {*input_names(problem), *output_names(problem)}
    taken = {name[0] for name in named if re.fullmatch("[a-z][0-9]*", name)}
    return "".join(sorted(LETTERS, key=lambda letter: letter in taken))


def _answers(problem: Problem) -> Iterable[str]:
    """What the outputs answer: classes by their names, but for numbers, which say nothing alone."""
    names = problem.class_names
    if not names:
        return problem.target_names
    # Classes come with a table, and with it what reads its cells.
    from backprop_tui.engine.reading.cells import is_number

    return problem.target_names if any(map(is_number, names)) else names


def _answering(name: str) -> str:
    """The output that answers y is ŷ."""
    return re.sub("^y(?=[0-9]*$)", "ŷ", name)


def parameter_name(experiment: NetworkSettings, parameter: Parameter) -> str:
    """A weight by the units it joins, `W₁ x1→h2`; a bias by its unit, `b₁ h2`, `θ₁ h2`."""
    layer, source, target = parameter
    if source is None:
        letter, unit = experiment.bias_form.letter, bias_names(experiment, layer)[target]
        return f"{subscript(letter, layer)} {unit}"
    units = source_names(experiment, layer)[source], unit_names(experiment, layer)[target]
    return f"{subscript('W', layer)} {'→'.join(units)}"


SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
LOWERED = str.maketrans("0123456789", SUBSCRIPTS)
RAISED = str.maketrans(SUBSCRIPTS, "0123456789")


def subscript(letter: str, number: int) -> str:
    """A numbered symbol: `W₁`, `b₁₂`."""
    return letter + str(number).translate(LOWERED)
