"""The settings of single parameters: which of them learn at all, and what keeps them small. Weights
grow as far as the error lets them, and what was not needed for the cases that were learnt may be in
the way of others.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.mask import learning, require_names
from backprop_tui.engine.core.penalty import COSTS, Penalty
from backprop_tui.engine.reading.numbers import Number
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.reading.parameter_names import ParameterNames
from backprop_tui.engine.settings import brief, tries
from backprop_tui.engine.settings.declaration import Fact, Setting
from backprop_tui.engine.settings.learning import LearningSettings


@dataclass(frozen=True, init=False, eq=False, repr=False)
class ParameterSettings(LearningSettings):
    """Which parameters learn, and what keeps them small.

    Attributes:
        freeze: Names of parameters, and of groups of them, that do not learn.
        l2: λ in E + ½ λ Σ w², over the weights and not the biases.
        l1: λ in E + λ Σ |w|, likewise.
        decay: h of the 1986 paper: after each change every parameter that learns, weight or
            bias, is multiplied by 1 - h.
    """

    TITLE = "Parameters"

    freeze: tuple[str, ...] = field(
        default=(),
        metadata=Setting(
            Option(
                "--freeze",
                "parameters that do not learn",
                ParameterNames(),
                told="which parameters keep the values they start with: `biases`, `weights`, "
                "`W2`, `b1`, `h2` (all that leads into that unit), `W1[x1,h2]`, several with "
                "commas, or `none`",
            ),
            changeable=9,
            stated=True,
            check=require_names,
            fact=Fact(3, brief.frozen, place=9),
            choices=tries.frozen,
        ).declared,
    )
    l2: float = field(
        default=0.0,
        metadata=Setting(
            Option(
                "--l2",
                "weight decay in the loss: add half of this times every squared weight to E, not "
                "of biases, and whole at every step, also of a mini-batch",
                Number(),
                told="λ of E + ½ λ Σ w²: weights, not biases; whole at every step, also with "
                "`--batch-size`; the loss that is displayed is without it",
            ),
            changeable=6,
            stated=True,
            fact=Fact(4, lambda e: f"L2 {e.l2:g}" if e.l2 else "", place=6),
            choices=tries.l2,
        ).declared,
    )
    l1: float = field(
        default=0.0,
        metadata=Setting(
            Option(
                "--l1",
                "add this times the size of every weight to E, likewise",
                Number(),
                told="λ of E + λ Σ |w|, likewise",
            ),
            changeable=7,
            stated=True,
            fact=Fact(4, lambda e: f"L1 {e.l1:g}" if e.l1 else "", place=6),
            choices=tries.l1,
        ).declared,
    )
    decay: float = field(
        default=0.0,
        metadata=Setting(
            Option(
                "--decay",
                "share of itself that every weight and bias loses after each change, 0.002 in the "
                "1986 paper",
                Number(below=1),
                told="share h that every weight and bias loses after each change, "
                "w ← (1 − h)(w + Δw), as in the 1986 paper (0.002), to which a bias is a weight "
                "like any other",
            ),
            changeable=8,
            stated=True,
            fact=Fact(4, lambda e: f"decay {e.decay:g}" if e.decay else "", place=6),
            choices=tries.decay,
        ).declared,
    )

    @property
    def penalty(self) -> Penalty | None:
        """What is added to the error; `None` for nothing."""
        rates = ((cost, getattr(self, name)) for name, cost in COSTS.items())
        added = tuple((cost, rate) for cost, rate in rates if rate)
        return Penalty(added) if added else None

    @property
    def learns(self) -> Array | None:
        """Which parameters learn, (parameters,), 1 or 0 each; `None` for all of them."""
        return learning(self, self.freeze)
