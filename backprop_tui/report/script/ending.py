"""What a script prints when all steps are taken: the last loss, how many cases are right, what is
answered, and the weights in all their digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from backprop_tui.engine import Answer, Experiment, Problem
from backprop_tui.report.script.data import Cases
from backprop_tui.report.script.layers import layers
from backprop_tui.report.script.passing import passed
from backprop_tui.report.script.step import Printing, told_line
from backprop_tui.report.script.written import heading, number, table

MOST_CASES = 16
"""Cases whose answers are printed one by one."""


def _near(problem: Problem, targets: str) -> list[str]:
    half = number(problem.levels.half)
    return [f"right = (np.abs(yhat - {targets}) < {half}).all(axis=1)  # on the right side"]


def _within(problem: Problem, targets: str) -> list[str]:
    return [
        *table("near", problem.tolerance),
        f"right = (np.abs(yhat - {targets}) <= near).all(axis=1)  # a tenth of their range",
    ]


def _largest(problem: Problem, targets: str) -> list[str]:
    return [f"right = yhat.argmax(axis=1) == {targets}.argmax(axis=1)  # the largest output is so"]


RIGHT: Mapping[Answer, Callable[[Problem, str], list[str]]] = {
    Answer.BITS: _near,
    Answer.VALUES: _within,
    Answer.CLASSES: _largest,
}
"""The lines that find which cases are right, by what targets are."""


def ending_lines(experiment: Experiment, printing: Printing) -> Iterator[str]:
    """All of it, of what runs at the end."""
    problem, cases = experiment.problem, Cases(experiment)
    yield from heading("What it has learnt")
    yield f"{', '.join(passed(experiment))} = forward({cases.inputs})"
    yield told_line(experiment, f"step {printing.steps}")
    yield from RIGHT[problem.answer](problem, cases.targets)
    if problem.answer is Answer.CLASSES and printing.may_diverge:
        yield "right &= np.isfinite(yhat).all(axis=1)"
    yield 'print(f"{right.sum()} of {len(right)} right")'
    if len(problem.inputs) <= MOST_CASES:
        yield f"for case, answer, target in zip({cases.inputs}, yhat, {cases.targets}):"
        yield '    print(*case, "->", *answer, "should be", *target)'
    for layer in layers(experiment):
        for name in layer.parameters:
            yield f'print("{name} =", {name}.tolist())'
