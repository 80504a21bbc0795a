"""An experiment is everything that decides how a run turns out; the same experiment gives the same
numbers, to the last bit. Change one thing in it and compare: that is how one finds out what a
learning rate, a bias or a hidden unit is for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Any

from backprop_tui.engine.bugs import BUGS, Bug
from backprop_tui.engine.core.activations import ACTIVATIONS, Activation
from backprop_tui.engine.core.initializers import INITIALIZERS, Initializer
from backprop_tui.engine.core.losses import LOSSES, Loss
from backprop_tui.engine.core.start import Start
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems import PROBLEMS, Problem, write_names

MAX_UNITS = 1024
MAX_HIDDEN_LAYERS = 16
MAX_PARAMETERS = 2_000_000
MAX_ACTIVATIONS = 5_000_000
MAX_SEED = 2**32 - 1


@dataclass(frozen=True)
class Experiment:
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

    problem: Problem = field(default_factory=lambda: PROBLEMS["xor"])
    hidden: tuple[int, ...] = (4,)
    activation: str = "sigmoid"
    output_activation: str = "sigmoid"
    loss: str = "mse"
    bias: bool = False
    init: str = "normal"
    scale: float | None = None
    seed: int = 42
    learning_rate: float = 0.5
    momentum: float = 0.0
    batch_size: int | None = None
    start: Start | None = None
    bug: str | None = None

    def __post_init__(self) -> None:
        if held_out := self.problem.held_out:
            raise BadSetting(
                f"{self.problem.name} holds {len(held_out):,} of its {len(self.problem.inputs):,} "
                "cases out of training, and an experiment learns every case of its problem; "
                "give it problem.training, and try what was learnt on problem.testing"
            )
        self._require_names()
        self._require_sizes()
        _require_number("learning rate", self.learning_rate)
        _require_number("momentum", self.momentum)
        if self.momentum >= 1:
            raise BadSetting(f"momentum must be from 0 to below 1, not {self.momentum:g}")
        if self.scale is not None:
            _require_number("scale", self.scale)
            if INITIALIZERS[self.init].default_scale is None:
                with_scale = _names(i.name for i in INITIALIZERS.values() if i.default_scale)
                raise BadSetting(f"init {self.init} has no scale; those with one are {with_scale}")
        if not 0 <= self.seed <= MAX_SEED:
            raise BadSetting(f"seed must be from 0 to {MAX_SEED}, not {self.seed}")
        cases = len(self.problem.inputs)
        if self.batch_size is not None and not 1 <= self.batch_size <= cases:
            raise BadSetting(
                f"batch size must be from 1 to {cases}, the cases of {self.problem.name}, "
                f"not {self.batch_size}"
            )
        if self.start is not None:
            self.start.require(self.sizes, self.bias)

    @classmethod
    def of(cls, problem: Problem, **settings: Any) -> Experiment:
        """A problem with the settings of its preset, but for those that are given.

        Raises:
            BadSetting: If the preset names no setting, or the settings do not fit.
        """
        known = {field.name for field in fields(cls)} - {"problem"}
        for name in problem.preset:
            if name not in known:
                raise BadSetting(
                    f"the preset of {problem.name} has no setting {name[:40]!r} to give; "
                    f"choose from {_names(sorted(known))}"
                )
        return cls(problem=problem, **{**problem.preset, **settings})

    def _require_names(self) -> None:
        for what, name, registry in (
            ("activation", self.activation, ACTIVATIONS),
            ("output activation", self.output_activation, ACTIVATIONS),
            ("loss", self.loss, LOSSES),
            ("init", self.init, INITIALIZERS),
            ("bug", self.bug, BUGS),
        ):
            if name is not None and name not in registry:
                raise BadSetting(
                    f"there is no {what} {name[:40]!r}; choose from {_names(registry)}"
                )
        allowed = LOSSES[self.loss].outputs
        if allowed and self.output_activation not in allowed:
            raise BadSetting(
                f"loss {self.loss} needs output activation {_names(allowed)}, "
                f"not {self.output_activation}"
            )

    def _require_sizes(self) -> None:
        if len(self.hidden) > MAX_HIDDEN_LAYERS:
            raise BadSetting(
                f"{len(self.hidden)} hidden layers are too many; at most {MAX_HIDDEN_LAYERS}"
            )
        for units in self.hidden:
            if not 1 <= units <= MAX_UNITS:
                raise BadSetting(
                    f"a hidden layer must have 1 to {MAX_UNITS} units, not {units} "
                    "(none at all is written none)"
                )
        if self.parameters > MAX_PARAMETERS:
            raise BadSetting(
                f"this network has {self.parameters:,} parameters; at most {MAX_PARAMETERS:,}"
            )
        activations = len(self.problem.inputs) * sum(self.sizes)
        if activations > MAX_ACTIVATIONS:
            raise BadSetting(
                f"cases times units come to {activations:,}; at most {MAX_ACTIVATIONS:,}"
            )

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

    def to_arguments(self) -> list[str]:
        """The command-line options that give this experiment again."""
        problem = self.problem
        options: list[tuple[str, object]] = [
            ("--data", problem.path) if problem.path else ("--problem", problem.name),
            ("--target", write_names(problem.target_choice) or None),
            ("--hidden", ",".join(map(str, self.hidden)) or "none"),
            ("--activation", self.activation),
            ("--output-activation", self.output_activation),
            ("--loss", self.loss),
            ("--init", self.init),
            ("--scale", self.scale),
            ("--seed", self.seed),
            ("--lr", self.learning_rate),
            ("--momentum", self.momentum),
            ("--batch-size", self.batch_size),
            ("--weights", self.start.path if self.start else None),
            ("--bug", self.bug),
        ]
        arguments = ["--bias" if self.bias else "--no-bias"]
        for option, value in options:
            if value is not None:
                # The = keeps a value that begins with a dash from looking like an option.
                arguments += (
                    [f"{option}={value}"] if str(value)[:1] == "-" else [option, str(value)]
                )
        return arguments

    def to_command(self, *words: str) -> str:
        """A shell command line that gives this experiment again; `words` come first."""
        import shlex

        return shlex.join(["backprop-tui", *words, *self.to_arguments()])

    def to_json(self) -> dict[str, Any]:
        """Everything that determines the run, as plain values."""
        return {
            "problem": self.problem.name,
            "data": self.problem.path,
            # Only where somebody chose: what needs no choice is printed as it always was.
            **({"target": list(choice)} if (choice := self.problem.target_choice) else {}),
            "sizes": list(self.sizes),
            "hidden": list(self.hidden),
            "activation": self.activation,
            "output_activation": self.output_activation,
            "loss": self.loss,
            "error": self.loss_function.formula,
            "bias": self.bias,
            "init": self.init,
            "scale": self.scale if self.scale is not None else self.initializer.default_scale,
            "seed": self.seed,
            "learning_rate": self.learning_rate,
            "momentum": self.momentum,
            "batch_size": self.batch_size,
            "weights_file": self.start.path if self.start else None,
            "bug": self.bug,
        }


def _names(names: Iterable[str]) -> str:
    """`a, b, c`."""
    return ", ".join(names)


def _require_number(what: str, value: float) -> None:
    """Refuse what is not finite or below 0."""
    if not (math.isfinite(value) and value >= 0):
        raise BadSetting(f"{what} must be a finite number, 0 or more, not {value:g}")
