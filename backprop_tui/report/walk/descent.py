"""The phases of the update, in which the weights move a small step down the slope of E: ε says how
far, and momentum keeps a share of the step before. Nothing before this has changed any, so every
layer has been blamed through the weights that made the error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from backprop_tui.report.walk.matrices import Matrices
from backprop_tui.report.walk.phase import Matrix, Part, Phase, Quantity
from backprop_tui.report.walk.update import (
    Updates,
    change_code,
    cut_code,
    rate_text,
    updated_code,
)

Terms: TypeAlias = tuple[tuple[str, Matrix], ...]


def descent(m: Matrices) -> Iterator[Phase]:
    """The weights move, the output layer's first; nothing before this has changed any."""
    experiment, record = m.experiment, m.record
    kinds = [(False, "change", Quantity.CHANGE, Quantity.WEIGHTS)]
    if experiment.bias:
        key = f"{experiment.bias_form.code[0]}change"
        kinds.append((True, key, Quantity.BIAS_CHANGE, Quantity.BIASES))
    of_these = "" if len(record.cases) == len(experiment.problem.inputs) else " of these cases"
    shown = experiment.loss_function.displayed_short
    # Without the word loss it fits in a line of 72, and a wide equation has room to be broken.
    mean = f"{shown[0].upper()}{shown[1:]}{of_these}"
    end = f" {mean}: {record.loss_before:.4g} before, {record.loss_after:.4g} after."
    for k in range(m.last, 0, -1):
        for bias, key, change_kind, kind in kinds:
            updates = Updates(m, k, bias)
            if experiment.momentum:
                yield _change(updates, k, f"{key}{k}", change_kind)
            moved = _moved(updates, k, kind)
            final = k == 1 and kind is kinds[-1][-1]
            yield replace(moved, sentence=moved.sentence + end * final)


def _change(updates: Updates, k: int, key: str, kind: Quantity) -> Phase:
    """Δ of one layer's weights or biases."""
    experiment, gradient, change = updates.experiment, updates.gradient, updates.change()
    equation = f"-ε · {gradient.symbol} + α · {change.symbol} of the step before"
    sentence, mask = "Momentum: a share α of the last change is made again.", updates.mask()
    terms: Terms = (
        (f"- {rate_text(experiment.learning_rate)} ·", gradient),
        (f"+ {rate_text(experiment.momentum)} ·", updates.previous()),
    )
    if mask is not None:
        equation, terms = f"{mask.symbol} ⊙ ({equation})", (*terms, ("⊙", mask))
        sentence = f"{sentence} {_says_of_mask(mask)}"
    if updates.all_frozen:
        equation, terms = "0", ()
        sentence = "Frozen: whatever the gradient says, nothing changes."
    return Phase(
        key, change.symbol, kind, Part.UPDATE, k,
        f"{change.symbol} = {equation}", sentence,
        f"D{updates.typed} = {change_code(updates)}", (*terms, ("=", change)),
    )  # fmt: skip


def _moved(updates: Updates, k: int, kind: Quantity) -> Phase:
    """One layer's weights or biases after the step."""
    symbol, mask = updates.symbol, updates.mask()
    sentence = "A small step against the gradient."
    if updates.all_frozen:
        equation, code = symbol, updates.typed
        terms: Terms = (("", updates.before()),)
        sentence = "Frozen: whatever the gradient says, all of them stay as they are."
    else:
        equation, code, terms = _step(updates, mask)
        if mask is not None:
            sentence = f"{sentence} {_says_of_mask(mask)}"
        if updates.experiment.decay:
            sentence = f"{sentence} Then all that learns is cut by the share h of itself."
    closing = ") =" if terms[0][0] else "="
    return Phase(
        updates.typed, symbol, kind, Part.UPDATE, k, f"{symbol} ← {equation}", sentence,
        f"{updates.typed} = {code}", (*terms, (closing, updates.after())),
    )  # fmt: skip


def _step(updates: Updates, mask: Matrix | None) -> tuple[str, str, Terms]:
    """The right-hand side of the update: in symbols, in NumPy, in matrices."""
    experiment, symbol, gradient = updates.experiment, updates.symbol, updates.gradient
    masked = f"{mask.symbol} ⊙ " if mask else ""
    if experiment.momentum:
        change = updates.change()
        equation = f"{symbol} + {change.symbol}"
        code = cut_code(updates, f"{updates.typed} + D{updates.typed}")
        terms: Terms = (("+", change),)
    else:
        equation = f"{symbol} - ε · {masked}{gradient.symbol}"
        code = updated_code(updates)
        terms = ((f"- {rate_text(experiment.learning_rate)} ·", gradient),)
        terms = (*terms, ("⊙", mask)) if mask else terms
    opening = ""
    if experiment.decay:
        share = rate_text(experiment.decay)
        opening = f"(1 - {share} {mask.symbol}) ⊙ (" if mask else f"(1 - {share}) · ("
        equation = f"(1 - h{f' {mask.symbol}' if mask else ''}) {'⊙' if mask else '·'} ({equation})"
    return equation, code, ((opening, updates.before()), *terms)


def _says_of_mask(mask: Matrix) -> str:
    """What the mask is."""
    return f"{mask.symbol} is 1 for what learns and 0 for what is frozen."
