"""How wrong the network is, in one number. Training descends the sum E; people compare its mean, so
both stand here, with the constant between them.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.report.arithmetic.forms import formula, products
from backprop_tui.report.arithmetic.worked import WorkedNumber, work_out
from backprop_tui.report.objective import phase_text
from backprop_tui.report.walk.layers import CASE, ONE, UNIT, Worker
from backprop_tui.report.walk.matrices import Matrices, largest
from backprop_tui.report.walk.penalty import with_penalty
from backprop_tui.report.walk.phase import Matrix, Part, Phase, Quantity


def loss(m: Matrices) -> Phase:
    """E, the sum that is descended, and the mean that is displayed."""
    record, loss = m.record, m.experiment.loss_function
    parts = _error_terms(m)
    terms: list[tuple[float, ...]] = [(part,) for part in parts.values.ravel().tolist()]
    parts_of_mean = float(loss.parts(record.targets.shape))
    of_these = ", here of these cases alone" if m.experiment.is_shared_out else ""

    def mean(row: int, column: int) -> WorkedNumber:
        text = "s" if loss.is_displayed else "c·s/n"
        symbols = {"c": loss.factor, "s": record.data_before, "n": parts_of_mean}
        form = formula(text, symbols)
        return work_out("loss", record.loss_before, [form], abs(record.loss_before))

    worked = mean(0, 0)
    factor = worked.lines[0].partition("/")[0].split("·")[-1] if worked.lines else ""
    total = _single("E", record.data_before, _sum_of(terms, record.data_before), factor)
    shown = _single("loss", record.loss_before, mean, worked.result)
    phase = Phase(
        "E", "E", Quantity.ERROR, Part.LOSS, m.last, f"E = {loss.formula}",
        phase_text(m.experiment, of_these),
        f"E = {loss.code}",
        (("", m.output(m.last)), (",", m.targets), ("→", parts), ("Σ", total), ("→", shown)),
    )  # fmt: skip
    return with_penalty(phase, m)


def _error_terms(m: Matrices) -> Matrix:
    """What each output of each case adds to E."""
    record, loss = m.record, m.experiment.loss_function
    z = m.layer(m.last).z
    with np.errstate(all="ignore"):
        values = loss.each(z if loss.loss_input == "z" else record.residual, record.targets)

    def work(row: int, column: int) -> WorkedNumber:
        forms = m.output_forms(loss.terms, row, column)
        name = f"E[{m.cases[row]},{m.units(m.last)[column]}]"
        size = max(1.0, abs(float(z[row, column])))
        return work_out(name, float(values[row, column]), forms, size)

    return Matrix("E of each", values, m.cases, m.units(m.last), (CASE, UNIT), work, False)


def _sum_of(terms: list[tuple[float, ...]], value: float) -> Worker:
    """Works out E, the sum of what all outputs of all cases add to it."""

    def work(row: int, column: int) -> WorkedNumber:
        return work_out("E", value, [products(terms)], largest(terms))

    return work


def _single(symbol: str, value: float, work: Worker, text: str) -> Matrix:
    """One number as a matrix."""
    return Matrix(symbol, np.array([[value]]), ("",), (symbol,), (ONE, ONE), work, False, text)
