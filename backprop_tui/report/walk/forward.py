"""Forward, from the inputs to the prediction: every layer adds up with its weights and squashes.
What it computes on the way is kept, because the way back needs it.
"""

from __future__ import annotations

from collections.abc import Iterator

from backprop_tui.engine import Activation
from backprop_tui.engine.core.biases import BiasForm
from backprop_tui.report.names import subscript
from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.operands import (
    activation_code,
    as_before,
    output_code,
    seen,
    seen_code,
)
from backprop_tui.report.walk.phase import Part, Phase, Quantity
from backprop_tui.report.walk.update import Updates


def forward(m: Matrices) -> Iterator[Phase]:
    """z = a W + b and a = f(z), layer by layer."""
    for k in range(1, m.last + 1):
        parameters, source = Updates(m, k, bias=False), m.seen_symbol(k)
        z, activation = subscript("z", k), m.activation(k)
        terms = [
            ("", as_before(seen(m, k))),
            ("·", parameters.before()),
        ]
        equation, code = (
            f"{z} = {source} · {parameters.symbol}",
            f"z{k} = {seen_code(m, k)} @ W{k}",
        )
        if m.experiment.bias:
            form = m.experiment.bias_form
            sign = "-" if form.is_threshold else "+"
            terms.append((sign, Updates(m, k, bias=True).before()))
            equation = f"{equation} {sign} {subscript(form.letter, k)}"
            code = f"{code} {sign} {form.code}{k}"
        yield Phase(
            f"z{k}", z, Quantity.SUM, Part.FORWARD, k, equation,
            "Each unit adds up what comes in, each number times its weight"
            + _says_of_bias(m.experiment.bias_form)
            + ("" if m.experiment.bias or k > 1 else " An input of 0 adds nothing.")
            + (_FEATURED if m.experiment.features and k == 1 else "")
            + (_SCALED if m.experiment.standardize and k == 1 else ""),
            code, (*terms, ("=", m.sums(k))),
        )  # fmt: skip
        symbol, applied = m.output_symbol(k), f"{activation.symbol}({z})"
        # Some functions have no formula but their name.
        named = activation.formula == f"{activation.symbol}(z)"
        yield Phase(
            f"a{k}", symbol, Quantity.ACTIVATION, Part.FORWARD, k,
            f"{symbol} = {applied}" + ("" if named else f" = {activation.formula}"),
            _says_of_activation(k == m.last, activation),
            f"{output_code(m, k)} = {activation_code(m, k, f'z{k}')}",
            ((activation.symbol, m.sums(k)), ("=", m.output(k))),
        )  # fmt: skip


_FEATURED = " The inputs here are features, computed from those of the case."
_SCALED = " The inputs are standardized: (value - mean)/spread."


def _says_of_bias(form: BiasForm) -> str:
    """What becomes of a bias."""
    if form.is_threshold:
        return ", less its threshold: what comes in must exceed it."
    if form.shared:
        return ", plus the one bias of its layer."
    return ", plus its bias." if form.value else "."


def _says_of_activation(last: bool, activation: Activation) -> str:
    """What becomes of a sum."""
    if activation.does:
        return f"{'The prediction: each output' if last else 'Each unit'} {activation.does}."
    if last:
        how = "as it is" if activation.identity else "squashed"
        return f"The prediction: the output's sum, {how}."
    if activation.identity:
        return "Each unit passes its sum on as it is: without a bend, layers are no stronger."
    return "Each unit squashes its sum: this is how active it is."
