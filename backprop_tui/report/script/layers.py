"""What the arrays of each layer are called in a script: W1 and b1, z1 and a1, d1 for δ and dW1 for
∂E/∂W, as everybody has them, and yhat for the outputs of the last one.
"""

from __future__ import annotations

from typing import NamedTuple

from backprop_tui.engine import Activation, Experiment
from backprop_tui.engine.wording import counted


class Layer(NamedTuple):
    """A layer after the input, with what belongs to it.

    Attributes:
        experiment: Whose it is.
        number: Which one, from 1.
    """

    experiment: Experiment
    number: int

    @property
    def is_last(self) -> bool:
        """Whether its outputs are those of the network."""
        return self.number == len(self.experiment.sizes) - 1

    @property
    def activation(self) -> Activation:
        """What its units do."""
        return self.experiment.layer_activations[self.number - 1]

    @property
    def units(self) -> int:
        """How many they are."""
        return self.experiment.sizes[self.number]

    @property
    def called(self) -> str:
        """How many of what they are."""
        return counted(self.units, "output" if self.is_last else "hidden unit")

    @property
    def weights(self) -> str:
        """Its weights."""
        return f"W{self.number}"

    @property
    def biases(self) -> str:
        """Its biases, or thresholds; empty without."""
        form = self.experiment.bias_form
        return f"{form.code}{self.number}" if form.value else ""

    @property
    def parameters(self) -> list[str]:
        """Both."""
        return [name for name in (self.weights, self.biases) if name]

    @property
    def z(self) -> str:
        """Its sums."""
        return f"z{self.number}"

    @property
    def a(self) -> str:
        """Its outputs."""
        return "yhat" if self.is_last else f"a{self.number}"

    @property
    def delta(self) -> str:
        """δ = ∂E/∂z."""
        return f"d{self.number}"

    @property
    def seen(self) -> str:
        """What it sees: the inputs, the layer before, or with direct links all layers before."""
        links = self.experiment.links
        if self.number == 1:
            return "x"
        if not links.skipping:
            return f"a{self.number - 1}"
        return "seen" if self.is_last else f"seen[:, :{links.shapes[self.number - 1][0]}]"

    @property
    def linked(self) -> str:
        """The mask of the weights there are; empty where all are there."""
        return "" if self.experiment.links.linked(self.number) is None else f"there{self.number}"


def layers(experiment: Experiment) -> list[Layer]:
    """All layers after the input, the first hidden one first."""
    return [Layer(experiment, k) for k in range(1, len(experiment.sizes))]
