"""What a trained network answers to each case, beside what would be correct. Cases that have names
are told by them, and what is answered by the names of the outputs that are on: nobody reads a
question in 36 bits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine import Answer, Problem
from backprop_tui.engine.core.calls import Array
from backprop_tui.report.names import listed
from backprop_tui.report.text.numbers import fixed, short


def answers(problem: Problem, predictions: Array, right: NDArray[np.bool_]) -> Iterator[str]:
    """A line a case, in its own units, and how many of them are right where somebody has to count.

    Args:
        problem: The cases.
        predictions: What is answered to them, (cases, outputs).
        right: Whether that is right, (cases,).
    """
    yield from (_named if problem.case_names else _plain)(problem, predictions, right)
    many = problem.path is not None or problem.case_names or problem.recipe is not None
    if len(right) > 1 and many:
        means = f", {problem.answer.value}" if problem.answer is Answer.VALUES else ""
        wrong = [
            name for name, is_right in zip(problem.case_names, right, strict=False) if not is_right
        ]
        told = f"; wrong: {listed(wrong)}" if wrong else ""
        yield f"{int(right.sum()):,} of {len(right):,} right{means}{told}"


def _plain(problem: Problem, predictions: Array, right: NDArray[np.bool_]) -> Iterator[str]:
    """A case by its inputs."""
    rows = zip(
        problem.own_inputs.tolist(),
        problem.own_outputs(predictions).tolist(),
        problem.own_targets.tolist(),
        strict=True,
    )
    for inputs, prediction, target in rows:
        yield (
            f" Input [{' '.join(map(short, inputs))}]"
            f" → Predicted: {_one_or_list(prediction, lambda value: fixed(value, 3))}"
            f"{_class(problem, prediction)}"
            f" | Correct: {_one_or_list(target, short)}{_class(problem, target)}"
        )


def _named(problem: Problem, predictions: Array, right: NDArray[np.bool_]) -> Iterator[str]:
    """A case by its name, marked if it is wrong; bits by the names of those that are on."""
    width = max(map(len, problem.case_names))
    tells = _on if problem.answer is Answer.BITS and len(problem.target_names) > 1 else _values
    rows = zip(
        problem.case_names,
        problem.own_outputs(predictions).tolist(),
        problem.own_targets.tolist(),
        right.tolist(),
        strict=True,
    )
    for name, prediction, target, is_right in rows:
        yield (
            f" {name:<{width}} → Predicted: {tells(problem, prediction, True)}"
            f" | Correct: {tells(problem, target, False)}{'' if is_right else '  ✗ wrong'}"
        )


def _on(problem: Problem, outputs: list[float], measured: bool) -> str:
    """The names of the outputs that are on, above the middle of a 0 and a 1, with their numbers if
    they are measured.
    """

    def said(k: int) -> str:
        name = problem.target_names[k]
        return f"{name} {fixed(outputs[k], 3)}" if measured else name

    on = [k for k, value in enumerate(outputs) if value > problem.levels.middle]
    if on:
        return ", ".join(map(said, sorted(on, key=lambda k: -outputs[k])))
    most = max(range(len(outputs)), key=outputs.__getitem__)
    return f"none on, most {said(most)}" if measured else "none"


def _values(problem: Problem, outputs: list[float], measured: bool) -> str:
    """All numbers, and the class that they mean."""
    written: Callable[[float], str] = (lambda value: fixed(value, 3)) if measured else short
    return f"{_one_or_list(outputs, written)}{_class(problem, outputs)}"


def _class(problem: Problem, outputs: list[float]) -> str:
    """After a blank the name of the class with the largest output, where it is one of its own."""
    names = problem.class_names
    # NaN is larger than all; no class is called so.
    is_named = names and names != problem.target_names and not any(map(math.isnan, outputs))
    return f" {names[outputs.index(max(outputs))]}" if is_named else ""


def _one_or_list(values: list[float], written: Callable[[float], str]) -> str:
    """`1`, or `[0 1]` for several outputs."""
    texts = " ".join(map(written, values))
    return texts if len(values) == 1 else f"[{texts}]"


def json_answers(problem: Problem, predictions: Array) -> list[dict[str, Any]]:
    """An object a case, in its own units; where the network sees other numbers, those too."""

    def told(*columns: Array) -> list[dict[str, Any]]:
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return [dict(zip(("input", "target", "prediction"), row, strict=True)) for row in rows]

    own = told(problem.own_inputs, problem.own_targets, problem.own_outputs(predictions))
    if problem.case_names:
        own = [{"case": name} | each for name, each in zip(problem.case_names, own, strict=True)]
    if problem.features:
        features = problem.featured(problem.own_inputs).tolist()
        own = [each | {"features": seen} for each, seen in zip(own, features, strict=True)]
    if not problem.standardized:
        return own
    seen = told(problem.inputs, problem.targets, predictions)
    return [mine | {"standardized": other} for mine, other in zip(own, seen, strict=True)]
