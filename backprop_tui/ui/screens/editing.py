"""Changing things by hand, while the network runs: one parameter, or the way it learns. What is
typed wrong is refused in one sentence, and then nothing has changed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backprop_tui.engine import ACTIVATIONS, LOSSES, BadSetting, Experiment, Parameter
from backprop_tui.engine.reading.written import written_number
from backprop_tui.report.names import parameter_name
from backprop_tui.ui.screens.dialog import Dialog

if TYPE_CHECKING:
    from backprop_tui.ui.session.session import Session

MOST_SHOWN = 40
"""Letters of what was typed that a refusal repeats."""


def read_number(what: str, text: str) -> float:
    """A number as it was typed.

    Raises:
        BadSetting: If it is none, or not a finite one.
    """
    try:
        value = written_number(text)
    except ValueError:
        value = math.nan
    if re.fullmatch(r"\s*[+-]?[0-9]*,[0-9]+\s*", text):
        point = text.strip().replace(",", ".")
        raise BadSetting(f"{what} needs a point, not a comma: {point[:MOST_SHOWN]}")
    if not math.isfinite(value):
        cut = repr(text[:MOST_SHOWN]) + "…" * (len(text) > MOST_SHOWN)
        raise BadSetting(f"{what} must be a finite number, not {cut}")
    return value


class EditParameter(Dialog):
    """Sets one weight or bias."""

    TITLE_TEXT = "Set by hand"

    def __init__(self, parameter: Parameter, session: Session) -> None:
        super().__init__()
        self._parameter, self._session = parameter, session
        self._name_of_it = parameter_name(session.experiment.sizes, parameter)

    def fields(self) -> Iterator[tuple[str, str, str]]:
        value = self._session.value(self._parameter)
        yield "value", f"of {self._name_of_it}, any finite number", repr(value)

    def apply(self, typed: dict[str, str]) -> None:
        value = read_number(self._name_of_it, typed["value"])
        self._session.edit(self._parameter, value)


def settings_of(experiment: Experiment) -> dict[str, tuple[str, str, str]]:
    """What may change on the way: the field's name, what is allowed, and the present value."""
    activations = ", ".join(ACTIVATIONS)
    return {
        "learning_rate": ("learning rate", "a number, 0 or more", repr(experiment.learning_rate)),
        "momentum": ("momentum", "from 0 to below 1", repr(experiment.momentum)),
        "loss": ("loss", ", ".join(LOSSES), experiment.loss),
        "activation": ("activation", activations, experiment.activation),
        "output_activation": ("output activation", activations, experiment.output_activation),
    }


class EditExperiment(Dialog):
    """Changes how the network learns, from the next step on."""

    TITLE_TEXT = "From the next step on"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def fields(self) -> Iterator[tuple[str, str, str]]:
        yield from settings_of(self._session.experiment).values()

    def apply(self, typed: dict[str, str]) -> None:
        experiment = self._session.experiment
        changes: dict[str, Any] = {}
        for setting, (name, _, value) in settings_of(experiment).items():
            if typed[name] != value:
                present = getattr(experiment, setting)
                changes[setting] = (
                    read_number(name, typed[name]) if isinstance(present, float) else typed[name]
                )
        self._session.change(**changes)
