"""Changing things by hand, while the network runs: one parameter, or the way it learns. What is
typed wrong is refused in one sentence, and then nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from backprop_tui.engine import ACTIVATIONS, LOSSES, BadSetting, Experiment, Parameter

if TYPE_CHECKING:
    from backprop_tui.ui.training import TrainingScreen


class Dialog(ModalScreen[None]):
    """A few fields to fill in; enter applies them, esc leaves all as it was."""

    BINDINGS = [Binding("escape", "dismiss", "cancel", show=False)]
    TITLE_TEXT = ""

    def fields(self) -> Iterator[tuple[str, str, str]]:
        """Name, what is allowed, and the present value of every field."""
        raise NotImplementedError

    def apply(self, typed: dict[str, str]) -> None:
        """Make the change.

        Raises:
            BadSetting: If it is refused; nothing has changed then.
        """
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = self.TITLE_TEXT
            dialog.border_subtitle = "enter applies · esc cancels"
            for name, allowed, value in self.fields():
                yield Static(f"{name}: {allowed}", markup=False)
                yield Input(value, id=f"field-{name.replace(' ', '-')}", compact=True)
            yield Static("", id="refusal", markup=False)

    def on_input_submitted(self) -> None:
        """Apply what was typed, or say why not."""
        names = [name for name, _, _ in self.fields()]
        typed = {
            name: field.value.strip() for name, field in zip(names, self.query(Input), strict=True)
        }
        try:
            self.apply(typed)
        except BadSetting as refusal:
            self.query_one("#refusal", Static).update(str(refusal))
        else:
            self.dismiss()


def read_number(what: str, text: str) -> float:
    """A number as it was typed.

    Raises:
        BadSetting: If it is none.
    """
    try:
        return float(text)
    except ValueError:
        raise BadSetting(f"{what} must be a number, not {text[:40]!r}") from None


class EditParameter(Dialog):
    """Sets one weight or bias."""

    TITLE_TEXT = "Set by hand"

    def __init__(self, parameter: Parameter, name: str, training: TrainingScreen) -> None:
        super().__init__()
        self._parameter, self._name_of_it, self._training = parameter, name, training

    def fields(self) -> Iterator[tuple[str, str, str]]:
        value = float(self._parameter.view(self._training.trainer.network.parameters))
        yield "value", f"of {self._name_of_it}, any finite number", repr(value)

    def apply(self, typed: dict[str, str]) -> None:
        value = read_number(self._name_of_it, typed["value"])
        self._training.edit(self._parameter, value)


def settings_of(experiment: Experiment) -> dict[str, tuple[str, str, str]]:
    """What may change on the way: the field's name, what is allowed, and the present value."""
    activations = ", ".join(ACTIVATIONS)
    return {
        "learning_rate": ("lr", "a number, 0 or more", f"{experiment.learning_rate:g}"),
        "momentum": ("momentum", "from 0 to below 1", f"{experiment.momentum:g}"),
        "loss": ("loss", ", ".join(LOSSES), experiment.loss),
        "activation": ("activation", activations, experiment.activation),
        "output_activation": ("output activation", activations, experiment.output_activation),
    }


class EditExperiment(Dialog):
    """Changes how the network learns, from the next step on."""

    TITLE_TEXT = "From the next step on"

    def __init__(self, training: TrainingScreen) -> None:
        super().__init__()
        self._training = training

    def fields(self) -> Iterator[tuple[str, str, str]]:
        yield from settings_of(self._training.trainer.experiment).values()

    def apply(self, typed: dict[str, str]) -> None:
        experiment = self._training.trainer.experiment
        changes: dict[str, Any] = {}
        for setting, (name, _, value) in settings_of(experiment).items():
            if typed[name] != value:
                present = getattr(experiment, setting)
                changes[setting] = (
                    read_number(name, typed[name]) if isinstance(present, float) else typed[name]
                )
        self._training.change(**changes)
