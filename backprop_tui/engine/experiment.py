"""An experiment is everything that decides how a run turns out; the same experiment gives the same
numbers, to the last bit. Change one thing in it and compare: that is how one finds out what a
learning rate, a bias or a hidden unit is for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Self

from backprop_tui.engine import brief, fitting, tries, weights
from backprop_tui.engine.bugs import BUGS, Bug
from backprop_tui.engine.core.activations import ACTIVATIONS, Activation
from backprop_tui.engine.core.initializers import INITIALIZERS, Initializer
from backprop_tui.engine.core.losses import LOSSES, Loss
from backprop_tui.engine.core.start import Start
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems import PROBLEMS, Problem, chosen
from backprop_tui.engine.reading.kinds import Name, Switch
from backprop_tui.engine.reading.layers import Layers
from backprop_tui.engine.reading.numbers import Number, Whole
from backprop_tui.engine.reading.option import Option, coded
from backprop_tui.engine.settings import Fact, Setting, Settings, settings_of

MAX_SEED = 2**32 - 1

_DRAWN = "how the start is drawn"
_RULE = "how it learns: Δw(t) = −ε ∂E/∂w(t) + α Δw(t−1)"


@dataclass(frozen=True)
class Experiment(Settings):
    """Problem, network, start and learning rule of a run; the defaults are the tutorial's.

    Attributes:
        problem: What is to be learnt.
        hidden: Units of each hidden layer; empty for none.
        activation: Name of the hidden units' activation.
        output_activation: Name of the output units' activation.
        loss: Name of the loss.
        bias: Whether units have biases.
        init: Name of the initializer.
        scale: Its scale; `None` for its default.
        seed: Start of the random stream, 0 to 2³² - 1.
        learning_rate: ε in Δw = -ε ∂E/∂w.
        momentum: α in Δw(t) = -ε ∂E/∂w(t) + α Δw(t-1).
        batch_size: Cases a step; `None` for all of them.
        start: Weights to start from in place of random ones.
        bug: Name of a wrong back-propagation to learn with; `None` for the right one.

    Raises:
        BadSetting: If a value is impossible; the message says what is allowed.
    """

    problem: Problem = field(
        default=PROBLEMS["xor"],
        metadata=Setting(
            chosen.PROBLEM,
            others=(chosen.DATA, chosen.TARGET),
            combine=chosen.chosen_problem,
            split=chosen.choosing_texts,
            check=fitting.require_all_learnt,
            facts=chosen.facts,
            choices=tries.problems,
        ).declared,
    )
    hidden: tuple[int, ...] = field(
        default=(4,),
        metadata=Setting(
            Option("--hidden", "hidden layers", Layers(), told="hidden layers: `4`, `8,8`, `none`"),
            check=fitting.require_sizes,
            fact=Fact(2, brief.layers, place=1),
            facts=lambda e: {"sizes": list(e.sizes), "hidden": list(e.hidden)},
            choices=tries.networks,
        ).declared,
    )
    activation: str = field(
        default="sigmoid",
        metadata=Setting(
            Option(
                "--activation",
                "activation of the hidden units",
                Name(ACTIVATIONS),
                told=coded(ACTIVATIONS),
            ),
            changeable=4,
            stated=True,
            fact=Fact(5, brief.symbols, place=2),
            choices=tries.activations,
        ).declared,
    )
    output_activation: str = field(
        default="sigmoid",
        metadata=Setting(
            Option(
                "--output-activation",
                "activation of the output units",
                Name(ACTIVATIONS),
                told=coded(ACTIVATIONS),
            ),
            changeable=5,
            stated=True,
            choices=tries.output_activations,
        ).declared,
    )
    loss: str = field(
        default="mse",
        metadata=Setting(
            Option("--loss", "the error that is descended", Name(LOSSES), told=brief.losses()),
            check=fitting.require_outputs,
            changeable=3,
            stated=True,
            fact=Fact(5, lambda e: e.loss_function.short, place=5),
            facts=lambda e: {"loss": e.loss, "error": e.loss_function.formula},
            choices=tries.losses,
        ).declared,
    )
    bias: bool = field(
        default=False,
        metadata=Setting(
            Option("--bias", "whether every unit has a bias", Switch()),
            choices=tries.biases,
        ).declared,
    )
    init: str = field(
        default="normal",
        metadata=Setting(
            Option("--init", "how start weights are drawn", Name(INITIALIZERS), told=_DRAWN),
            choices=tries.nothing,
        ).declared,
    )
    scale: float | None = field(
        default=None,
        metadata=Setting(
            Option(
                "--scale",
                "how large start weights are",
                Number(),
                shown=brief.scales(),
                told=_DRAWN,
            ),
            check=fitting.require_scaled,
            facts=lambda e: {"scale": e.initializer.default_scale if e.scale is None else e.scale},
        ).declared,
    )
    seed: int = field(
        default=42,
        metadata=Setting(
            Option("--seed", "start of the random stream", Whole(0, MAX_SEED), told=_DRAWN),
            fact=Fact(4, brief.start, place=3),
        ).declared,
    )
    learning_rate: float = field(
        default=0.5,
        metadata=Setting(
            Option("--lr", "learning rate", Number(), told=_RULE),
            changeable=1,
            fact=Fact(3, lambda e: f"lr {e.learning_rate:g}", place=4),
        ).declared,
    )
    momentum: float = field(
        default=0.0,
        metadata=Setting(
            Option(
                "--momentum", "share of the last change that is kept", Number(below=1), told=_RULE
            ),
            changeable=2,
            fact=Fact(6, brief.momentum),
        ).declared,
    )
    batch_size: int | None = field(
        default=None,
        metadata=Setting(
            Option(
                "--batch-size",
                "cases that a step looks at",
                Whole(words="a whole number from 1 to the cases there are", metavar="CASES"),
                shown="all",
                told=_RULE,
            ),
            check=fitting.require_cases,
            fact=Fact(6, brief.batch),
        ).declared,
    )
    start: Start | None = field(
        default=None,
        metadata=Setting(
            weights.WEIGHTS,
            check=fitting.require_start,
            implies=weights.network_of,
            facts=lambda e: {"weights_file": e.start.path if e.start else None},
        ).declared,
    )
    bug: str | None = field(
        default=None,
        metadata=Setting(
            Option(
                "--bug",
                "learn with a wrong back-propagation, beside the right one",
                Name(BUGS),
                shown="none",
                told=f"learn with a wrong back-propagation: {coded(BUGS)}",
            ),
            fact=Fact(0, brief.bug, place=0, alarm=True),
            choices=tries.bugs,
        ).declared,
    )

    @classmethod
    def of(cls, problem: Problem | str, **settings: Any) -> Self:
        """A problem, or the one of that name, with its preset but for settings that are given.

        Raises:
            BadSetting: If there is no such problem, if the preset names no setting, or if the
                settings do not fit.
        """
        learnt: Problem = SETTINGS["problem"].accepted(problem)
        known = set(settings_of(cls)) - {"problem"}
        for name in learnt.preset:
            if name not in known:
                raise BadSetting(
                    f"the preset of {learnt.name} has no setting {name[:40]!r} to give; "
                    f"choose from {', '.join(sorted(known))}"
                )
        return cls(problem=learnt, **{**learnt.preset, **settings})

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of every layer, from input to output."""
        problem = self.problem
        return (problem.inputs.shape[1], *self.hidden, problem.targets.shape[1])

    @property
    def parameters(self) -> int:
        """How many weights and biases there are."""
        weights = sum(before * after for before, after in pairwise(self.sizes))
        return weights + (sum(self.sizes[1:]) if self.bias else 0)

    @property
    def title(self) -> str:
        """What is learnt by which network, and with which bug: `xor 2-4-1, no-slope`."""
        sizes = "-".join(map(str, self.sizes))
        return f"{self.problem.name} {sizes}" + (f", {self.bug}" if self.bug else "")

    @property
    def layer_activations(self) -> tuple[Activation, ...]:
        """The activation of every layer after the input."""
        names = [self.activation] * len(self.hidden) + [self.output_activation]
        return tuple(ACTIVATIONS[name] for name in names)

    @property
    def slope_counts(self) -> tuple[bool, ...]:
        """For every layer after the input whether f′ is a factor of its δ."""
        *hidden, output = (activation.coupling is None for activation in self.layer_activations)
        return (*hidden, output and not self.loss_function.gradient.cancels)

    @property
    def loss_function(self) -> Loss:
        """The loss itself."""
        return LOSSES[self.loss]

    @property
    def initializer(self) -> Initializer:
        """The initializer itself."""
        return INITIALIZERS[self.init]

    @property
    def wrong(self) -> Bug | None:
        """The wrong back-propagation itself; `None` for the right one."""
        return None if self.bug is None else BUGS[self.bug]

    @property
    def batch(self) -> int:
        """Cases that one step looks at."""
        return self.batch_size or len(self.problem.inputs)


SETTINGS = settings_of(Experiment)
"""Every setting by the name of its field."""
