"""One step as the body of a loop of NumPy: forward, the loss, backward, update. Where a step looks
at a few cases they are taken in their turn, and the loss is still that of all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from backprop_tui.engine import Experiment
from backprop_tui.engine.wording import counted
from backprop_tui.report.script.data import Cases
from backprop_tui.report.script.passing import backward_lines, loss_input, passed
from backprop_tui.report.script.written import indented

TURNS: Mapping[str, Callable[[int, int, int], list[str]]] = {
    "shuffled": lambda seed, count, size: [
        f"order = np.random.RandomState(({seed}, epoch)).permutation({count})",
        f"few = order[part * {size} :][:{size}]",
    ],
    "file": lambda seed, count, size: [f"few = slice(part * {size}, (part + 1) * {size})"],
}
"""Which cases a step looks at, by the name of the order: from the seed, how many cases there are
and how many of them a step looks at.
"""


class Printing(NamedTuple):
    """How a run is printed.

    Attributes:
        steps: Updates that are made.
        every: Steps from one line to the next.
        may_diverge: Whether its loss may stop being a number.
    """

    steps: int
    every: int
    may_diverge: bool


def step_lines(experiment: Experiment, printing: Printing) -> list[str]:
    """The body of the loop."""
    cases, given = Cases(experiment), ", ".join(passed(experiment))
    look = [f"{given} = forward({cases.inputs})"]
    told = told_line(experiment, "step {step}")
    due = f"step % {printing.every} == 0"
    lines = ["# Forward: what does it answer?"]
    if printing.may_diverge:
        lines += [
            *look,
            f"loss = {loss_text(experiment)}",
            f"if {due} or not np.isfinite(loss):",
            *indented([told_line(experiment, "step {step}", "loss")]),
            "if not np.isfinite(loss):",
            *indented(['raise SystemExit("the loss is no number any more: steps were too large")']),
        ]
    elif cases.are_few:
        lines += [f"if {due}:", *indented([*look, told])]
    else:
        lines += [*look, f"if {due}:", *indented([told])]
    if cases.are_few:
        lines += [*_turn_lines(experiment), f"{given} = forward(x)"]
    return [*lines, *backward_lines(experiment)]


def loss_text(experiment: Experiment) -> str:
    """What computes the loss of all cases that are learnt."""
    return f"loss_of({loss_input(experiment)}, {Cases(experiment).targets})"


def told_line(experiment: Experiment, where: str, loss: str = "") -> str:
    """The line that prints the loss, and beside it that of the cases that are put aside.

    Args:
        experiment: Whose.
        where: What stands before it.
        loss: The name that it has already, if it has one.
    """
    names, source = passed(experiment), loss_input(experiment)
    losses = f"loss {{{loss or loss_text(experiment)}}}"
    if experiment.problem.testing is not None:
        place = f"[{names.index(source) - len(names)}]" if len(names) > 1 else ""
        losses += f", test loss {{loss_of(forward(x_test){place}, y_test)}}"
    return f'print(f"{where}: {losses}")'


def _turn_lines(experiment: Experiment) -> list[str]:
    """Which cases the step looks at."""
    count, size = len(experiment.problem.inputs), experiment.batch
    batches, before = -(-count // size), experiment.steps_before
    step = f"step + {before}" if before else "step"
    return [
        f"# The next {counted(size, 'case')} of the epoch",
        f"epoch, part = divmod({step}, {batches})" if experiment.order_of_cases.is_drawn
        else f"part = ({step}) % {batches}" if before else f"part = {step} % {batches}",
        *TURNS[experiment.order](experiment.seed, count, size),
        "x, y = X[few], Y[few]",
    ]  # fmt: skip
