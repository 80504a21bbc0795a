"""Where a back-propagation goes wrong, the phase says the wrong rule and shows what the wrong rule
looks at. The numbers close all the same; only the right ones beside them tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from backprop_tui.engine import Bug
from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.operands import code_of, output_code, transposed
from backprop_tui.report.walk.phase import Matrix, Phase, Quantity
from backprop_tui.report.walk.spoilt import bug_in
from backprop_tui.report.walk.updates import Updates, updated_code

Operands = tuple[tuple[str, Matrix], ...]
Spoiler = Callable[[Phase, Bug, Matrices], tuple[str, Operands]]


def spoil(part: str, phase: Phase, m: Matrices) -> Phase:
    """The phase, or with a bug in this part of it the wrong one."""
    bug = bug_in(m.record, part, phase.layer)
    if bug is None or (part == "slope" and "f′" not in phase.equation):
        return phase
    equation, operands = SPOILERS[part](phase, bug, m)
    return replace(
        phase,
        equation=equation,
        sentence=bug.summary,
        wrong=bug.summary,
        code=_code(phase, bug, m),
        terms=(*operands, ("→", phase.result)),
    )


def _code(phase: Phase, bug: Bug, m: Matrices) -> str:
    """The wrong line, made from the right one."""
    left, _, right = phase.code.partition(" = ")
    activation = m.experiment.layer_activations[phase.layer - 1]
    return bug.code.format(
        left=left,
        right=right,
        above=phase.layer + 1,
        updated=updated_code(m.experiment, f"W{phase.layer + 1}"),
        factor=right.partition(" * ")[0],
        again=code_of(activation.code, "z", output_code(m, phase.layer)),
        slope=code_of(activation.slope_code, "a", "s"),
    )


def _output_delta(phase: Phase, bug: Bug, m: Matrices) -> tuple[str, Operands]:
    """Whatever it makes of the prediction, the target and, if it asks for it, the slope."""
    formula = bug.in_symbols(m.experiment)
    operands: Operands = (("", m.output(m.last)), (",", m.targets))
    if "f′" in formula:
        operands += ((",", m.slopes(m.last)),)
    return f"{phase.symbol} = {formula}", operands


def _slope(phase: Phase, bug: Bug, m: Matrices) -> tuple[str, Operands]:
    """The same factors, one of them wrong."""
    product = phase.equation.partition(",  ")[0]
    equation = f"{product},  {m.slopes(phase.layer).symbol} = {bug.formula}"
    return equation, phase.terms[:-1]


def _blame(phase: Phase, bug: Bug, m: Matrices) -> tuple[str, Operands]:
    """The δ of the layer above through its weights, as they were or as they will be."""
    above = Updates(m, phase.layer + 1, bias=False)
    weights = above.after() if "ΔW" in bug.formula else above.before()
    operands = (phase.terms[0], ("·", transposed(weights)))
    return f"{phase.symbol} = {bug.formula}", operands


def _gradient(phase: Phase, bug: Bug, m: Matrices) -> tuple[str, Operands]:
    """The right sum with what the bug carries over, if it does."""
    bias = phase.quantity is Quantity.BIAS_GRADIENT
    formula = bug.formula.replace("aᵀ δ", "Σ δ") if bias else bug.formula
    operands = phase.terms[:-1]
    layer = m.layer(phase.layer)
    carried = layer.carried_bias_gradient if bias else layer.carried_gradient
    if carried is not None:
        matrix = m.given_like(phase.result, "all before", np.atleast_2d(carried))
        operands = (*operands, ("+", matrix))
    return f"{phase.symbol} = {formula}", operands


SPOILERS: dict[str, Spoiler] = {
    "output delta": _output_delta,
    "slope": _slope,
    "blame": _blame,
    "gradient": _gradient,
}
"""For every part that a bug may spoil, its equation and what stands on its right-hand side."""
