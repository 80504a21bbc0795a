"""Makes the phase of a wrong back-propagation out of the right one: the wrong rule, and what that
rule looks at. The numbers close all the same; only the right ones beside them tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from backprop_tui.engine import Bug
from backprop_tui.report.names import beside, subscript
from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.notation import enclosed
from backprop_tui.report.walk.operands import (
    activation_code,
    activation_gradient_code,
    loss_gradient_code,
    output_code,
    part_seeing,
    part_symbol,
    rows_code,
    side_by_side,
    slope_code,
    transposed,
)
from backprop_tui.report.walk.phase import Matrix, Phase, Quantity
from backprop_tui.report.walk.update import Updates, updated_code
from backprop_tui.report.walk.wrong_numbers import bug_in

Operands: TypeAlias = tuple[tuple[str, Matrix], ...]
OperandMaker: TypeAlias = Callable[[Phase, Bug, Matrices], Operands]


def with_bug(part: str, phase: Phase, m: Matrices) -> Phase:
    """The phase, or with a bug in this part of it the wrong one."""
    bug = bug_in(m.record, part, phase.layer)
    if bug is None:
        return phase
    return replace(
        phase,
        equation=_equation(phase, bug, m),
        sentence=bug.told(m.experiment),
        wrong=True,
        code=_code(phase, bug, m),
        terms=(*OPERANDS[part](phase, bug, m), ("→", phase.result)),
    )


def _equation(phase: Phase, bug: Bug, m: Matrices) -> str:
    """The wrong equation, made from the right one; of a wrong slope only the slope is wrong."""
    k = phase.layer
    rhs = phase.equation.split(",  ")[0].split(" = ")[-1]
    rhs = f"({rhs})" if rhs.startswith("-Σ") else rhs
    slope = m.slopes(k).symbol
    gradient = m.experiment.loss_function.gradient
    wrong = " + ".join(
        bug.formula.format(
            rhs=rhs,
            minus=_minus(m, rhs),
            loss_gradient=gradient.formula,
            activation=m.activation(k).symbol,
            output=m.output_symbol(k),
            delta=subscript("δ", above),
            weights=part_symbol(m, k, above, subscript("W", above)),
        )
        for above in _seeing(phase, m)
    )
    if bug.part == "slope":
        return f"{phase.symbol} = {rhs},  {slope} = {wrong}"
    return f"{phase.symbol} = {wrong}"


def _minus(m: Matrices, rhs: str) -> str:
    """The right-hand side of δ of the output with its sign turned."""
    gradient, k = m.experiment.loss_function.gradient, m.last
    minus = enclosed(gradient.minus or f"-{enclosed(gradient.formula)}")
    if gradient.cancels:
        return minus
    return f"{minus} ⊙ {m.slopes(k).symbol}" if m.slope_counts(k) else f"-({rhs})"


def _code(phase: Phase, bug: Bug, m: Matrices) -> str:
    """The wrong line, made from the right one."""
    lhs, _, rhs = phase.code.partition(" = ")
    output = output_code(m, phase.layer)
    first, *others = (
        bug.code.format(
            lhs=lhs,
            rhs=rhs,
            above=above,
            updated=_updated(m, above),
            rows=rows_code(m, phase.layer, above),
            loss_gradient=loss_gradient_code(m),
            factor=activation_gradient_code(m, phase.layer),
            again=activation_code(m, phase.layer, output),
            slope=slope_code(m, phase.layer, output, "s"),
        )
        for above in _seeing(phase, m)
    )
    return " + ".join([first, *(other.partition(" = ")[2] for other in others)])


def _seeing(phase: Phase, m: Matrices) -> Sequence[int]:
    """The layers through whose weights ∂E/∂a comes back; one where it is not asked for."""
    if phase.quantity is Quantity.ACTIVATION_GRADIENT:
        return m.links.after(phase.layer)
    return (phase.layer,)


def _updated(m: Matrices, k: int) -> str:
    """The weights of a layer after the step."""
    return updated_code(Updates(m, k, bias=False))


def _output_delta(phase: Phase, bug: Bug, m: Matrices) -> Operands:
    """Whatever it makes of the prediction, the target and, if it asks for it, the slope."""
    matrices = [m.at_output(symbol) for _, symbol in m.experiment.loss_function.gradient.shown]
    if m.slope_counts(m.last) and not bug.slopeless:
        matrices.append(m.slopes(m.last))
    return (("", matrices[0]), *((",", matrix) for matrix in matrices[1:]))


def _slope(phase: Phase, bug: Bug, m: Matrices) -> Operands:
    """The same factors, one of them wrong."""
    return phase.terms[:-1]


def _activation_gradient(phase: Phase, bug: Bug, m: Matrices) -> Operands:
    """The δ of the layer above through its weights, as they were or as they will be."""
    k = phase.layer
    updates = {above: Updates(m, above, bias=False) for above in m.links.after(k)}
    parts = [
        part_seeing(m, k, above, update.after() if bug.through_updated else update.before())
        for above, update in updates.items()
    ]
    weights = side_by_side(beside([part.symbol for part in parts]), parts)
    return phase.terms[0], ("·", transposed(weights))


def _gradient(phase: Phase, bug: Bug, m: Matrices) -> Operands:
    """The right sum, multiplied, or with what the bug carries over."""
    (sign, first), *others = phase.terms[:-1]
    if bug.by_cases:
        minus = "-" if sign.startswith("-") else ""
        sign = f"{minus}{len(m.cases)} · {sign.removeprefix('-')}".rstrip()
    operands: Operands = ((sign, first), *others)
    carried = m.update(phase.layer, phase.quantity is Quantity.BIAS_GRADIENT).carried
    if carried is not None:
        operands = (*operands, ("+", m.given_like(phase.result, "all before", carried)))
    return operands


OPERANDS: dict[str, OperandMaker] = {
    "output delta": _output_delta,
    "slope": _slope,
    "activation gradient": _activation_gradient,
    "gradient": _gradient,
}
"""For every part that a bug may spoil, what stands on its right-hand side."""
