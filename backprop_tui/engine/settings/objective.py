"""The settings of what is made small. Losses agree on what is perfect, and disagree on which of two
mistakes is the worse one, and on how far a learning rate goes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from backprop_tui.engine.core.loss import Loss
from backprop_tui.engine.core.losses import ALIASES, LOSSES
from backprop_tui.engine.reading.kinds import Name
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.settings import brief, fitting, told, tries
from backprop_tui.engine.settings.declaration import Fact, Setting
from backprop_tui.engine.settings.network import NetworkSettings


@dataclass(frozen=True, init=False, eq=False, repr=False)
class ObjectiveSettings(NetworkSettings):
    """What counts as an error.

    Attributes:
        loss: Name of the loss.
    """

    TITLE = "Objective"

    loss: str = field(
        default="half-sse",
        metadata=Setting(
            Option(
                "--loss",
                "the error that is descended, of which a mean is displayed",
                Name(LOSSES, aliases=ALIASES),
                told=told.losses(),
                more=told.descended(),
            ),
            check=fitting.require_defined,
            changeable=3,
            stated=True,
            fact=Fact(5, lambda e: e.loss_function.short, place=5),
            facts=brief.objective,
            choices=tries.losses,
        ).declared,
    )

    @property
    def loss_function(self) -> Loss:
        """The loss itself."""
        return LOSSES[self.loss]

    @property
    def slope_counts(self) -> tuple[bool, ...]:
        """For every layer after the input whether f′ is a factor of its δ."""
        *hidden, output = (activation.coupling is None for activation in self.layer_activations)
        return (*hidden, output and not self.loss_function.gradient.cancels)

    @property
    def blamed(self) -> tuple[bool, ...]:
        """For every layer after the input whether its δ can be anything but 0.

        What comes back to a layer of units that are flat everywhere goes no further.
        """
        pairs = zip(self.layer_activations, self.slope_counts, strict=True)
        through = [not (activation.flat and counts) for activation, counts in pairs]
        blamed = list(through)
        for layer in range(len(through) - 1, 0, -1):
            behind = any(blamed[above - 1] for above in self.links.after(layer))
            blamed[layer - 1] = through[layer - 1] and behind
        return tuple(blamed)
