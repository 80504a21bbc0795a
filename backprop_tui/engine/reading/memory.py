"""What a weights file says of the run whose weights it holds: how many steps that had taken, what
its rule remembered, which settings were in force. With these another run goes on as if there had
been no stop between the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.rule import CHANGE, GRADIENTS
from backprop_tui.engine.core.start import Start
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.experiment import SETTINGS, Experiment

STEPS, IN_FORCE = "steps", "settings"

KEYS = (STEPS, IN_FORCE, CHANGE, GRADIENTS)
"""What may stand in the memory of a file."""

MOST_STEPS = 2**53
"""Whole numbers up to this are exact however they are read."""


class Memory(NamedTuple):
    """What is known of the run that wrote a file.

    Attributes:
        steps: Updates that it had taken.
        parts: What its rule remembered, by its name: arrays for all weights and then all biases.
        stated: The settings that were in force, by the names of an experiment's fields, as they
            are typed; empty for none.
    """

    steps: int
    parts: Mapping[str, tuple[Array, ...]]
    stated: Mapping[str, str]


def read_memory(content: Mapping[str, Any]) -> Memory:
    """What a file's object says besides its weights.

    Raises:
        ValueError: If its memory is not of the form that a run prints; the message says where.
    """
    memory = content.get("memory")
    given = {} if memory is None else memory
    if not isinstance(given, dict):
        raise ValueError("memory is no object")
    for key in given:
        if key not in KEYS:
            raise ValueError(f"memory has {key[:40]!r}; it may have {', '.join(KEYS)}")
    steps = given.get(STEPS, 0)
    if type(steps) is not int or not 0 <= steps <= MOST_STEPS:
        raise ValueError("memory, steps is no whole number, 0 or more")
    parts = {name: _arrays(given[name], name) for name in (CHANGE, GRADIENTS) if name in given}
    return Memory(steps, parts, _stated(content.get("experiment"), given.get(IN_FORCE)))


def _arrays(value: object, name: str) -> tuple[Array, ...]:
    """A matrix a layer, and then a vector a layer where there are biases."""
    parts = value if isinstance(value, dict) else {}
    weights, biases = parts.get("weights"), parts.get("biases") or []
    if not isinstance(weights, list) or not isinstance(biases, list):
        raise ValueError(f"memory, {name} has no weights, or biases that are no list")
    return tuple(_array(each, name) for each in (*weights, *biases))


def _array(value: object, name: str) -> Array:
    """Lists of finite numbers as an array."""
    with suppress(ValueError, TypeError):
        found = np.array(value)
        if found.dtype.kind in "if" and np.isfinite(found).all():
            return found.astype(np.float64)
    raise ValueError(f"memory, {name} must hold finite numbers, in lists of one length")


def _stated(experiment: object, in_force: object) -> dict[str, str]:
    """The settings that weights depend on and do not show, as far as they are told."""
    told, texts = (each if isinstance(each, dict) else {} for each in (experiment, in_force))
    stated: dict[str, str] = {}
    for name, setting in SETTINGS.items():
        if not setting.stated:
            continue
        # What means nothing is not told.
        with suppress(BadSetting):
            if isinstance(text := texts.get(name), str):
                stated[name] = setting.written(setting.typed(text))
            elif name in told:
                stated[name] = setting.written(setting.accepted(told[name]))
    return stated


def require_stated(start: Start) -> None:
    """Refuse what start weights state of a run if there are no such settings.

    Raises:
        BadSetting: If a name or a value is none; the message says which.
    """
    for name, text in start.stated.items():
        if name not in SETTINGS or not SETTINGS[name].stated:
            raise BadSetting(f"{start.called} states {name[:40]!r}, which is no such setting")
        try:
            SETTINGS[name].typed(text)
        except BadSetting as refusal:
            raise BadSetting(f"{start.called} states what cannot be: {refusal}") from None


def written_memory(
    steps: int,
    experiment: Experiment,
    parts: Mapping[str, tuple[Sequence[Array], Sequence[Array] | None]],
) -> dict[str, Any]:
    """The same as plain values, for a file that another run can go on from.

    Args:
        steps: Updates so far.
        experiment: What would run next; its schedule counts from here.
        parts: What the rule remembers, by its name: weights and biases.
    """
    stated = {name: each for name, each in SETTINGS.items() if each.stated}
    return {
        STEPS: steps,
        IN_FORCE: {name: each.written(getattr(experiment, name)) for name, each in stated.items()},
        **{
            name: {
                "weights": [matrix.tolist() for matrix in weights],
                "biases": None if biases is None else [vector.tolist() for vector in biases],
            }
            for name, (weights, biases) in parts.items()
        },
    }
