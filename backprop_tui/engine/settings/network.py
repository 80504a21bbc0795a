"""The settings of the network: its layers, its activations, its biases. They decide which functions
it can compute at all, whatever it learns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from backprop_tui.engine.core.activations import Activation, find_activation
from backprop_tui.engine.core.arrangement import Arrangement
from backprop_tui.engine.core.biases import BIASES, BiasForm
from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.connected import connected, require_groups
from backprop_tui.engine.core.links import Links
from backprop_tui.engine.reading.activations import ActivationName, ActivationNames
from backprop_tui.engine.reading.groups import Groups
from backprop_tui.engine.reading.layers import Layers
from backprop_tui.engine.reading.option import Option
from backprop_tui.engine.reading.switches import Switch, SwitchOrName
from backprop_tui.engine.settings import brief, fitting, told, tries
from backprop_tui.engine.settings.declaration import Fact, Setting
from backprop_tui.engine.settings.problem import ProblemSettings


@dataclass(frozen=True, init=False, eq=False, repr=False)
class NetworkSettings(ProblemSettings):
    """Which network learns it.

    Attributes:
        hidden: Units of each hidden layer; empty for none.
        activation: Name of the hidden units' activation; with commas between, of each layer's.
        output_activation: Name of the output units' activation.
        bias: Whether units have biases, or the name of the form in which they have them.
        direct: Whether a layer sees all layers before it, the inputs too.
        groups: The units of each group of a layer, layer by layer from the input on; empty where
            every layer is whole.
    """

    TITLE = "Network"

    hidden: tuple[int, ...] = field(
        default=(4,),
        metadata=Setting(
            Option("--hidden", "hidden layers", Layers(), told="hidden layers: `4`, `8,8`, `none`"),
            check=fitting.require_sizes,
            fact=Fact(2, brief.layers, place=1, shorter=brief.layers_shorter),
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
                ActivationNames(),
                told=f"{told.activations()}; one for each hidden layer: `tanh,relu`",
            ),
            check=fitting.require_activations,
            changeable=4,
            stated=True,
            matters=lambda e: bool(e.hidden),
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
                ActivationName(),
                told="the same, one name",
            ),
            changeable=5,
            stated=True,
            check=fitting.require_several,
            choices=tries.output_activations,
        ).declared,
    )
    bias: bool | str = field(
        default=False,
        metadata=Setting(
            Option(
                "--bias",
                "whether every unit has a bias; shared: one a layer, the same for all its units; "
                "threshold: θ, the weight of an input of -1",
                SwitchOrName(BIASES),
                told="whether every unit has a bias; `shared`: one a layer, the same for all its "
                "units; `threshold`: θ, the weight of an input of -1",
            ),
            choices=tries.biases,
        ).declared,
    )
    direct: bool = field(
        default=False,
        metadata=Setting(
            Option(
                "--direct",
                "whether every layer sees all layers before it",
                Switch(),
                told="direct links: every layer sees all layers before it, the inputs too; a "
                "matrix of weights has a row for each unit of them, inputs first",
            ),
            choices=tries.direct_links,
        ).declared,
    )
    groups: tuple[tuple[int, ...], ...] = field(
        default=(),
        kw_only=True,
        metadata=Setting(
            Option(
                "--groups",
                "groups of units, each of which sees only its own group of a layer before it",
                Groups(),
                more="A link between two groups is not there: it is not drawn, listed or trained. "
                "A layer that is not named, or is one number, is whole and sees all",
                told="groups of the units of each layer, from the input on: `24+12,6+6`; a group "
                "sees only its own group of a layer before it, and what links two groups is not "
                "there; a layer that is not named, or is one number, is whole and sees all",
            ),
            stated=True,
            check=require_groups,
            choices=tries.undivided,
        ).declared,
    )

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of every layer, from input to output."""
        problem = self.problem
        return (problem.inputs.shape[1], *self.hidden, problem.targets.shape[1])

    @property
    def links(self) -> Links:
        """Which layers see which."""
        return Links(self.sizes, self.direct, self.groups)

    @property
    def arrangement(self) -> Arrangement:
        """Which weights and biases there are."""
        return Arrangement(self.links.shapes, self.bias_form.counts(self.sizes[1:]))

    @property
    def bias_form(self) -> BiasForm:
        """In which form units have biases, if they have any."""
        return BIASES[self.bias]

    @property
    def parameters(self) -> int:
        """How many weights and biases there are."""
        connected = self.connected
        return self.arrangement.size if connected is None else int(connected.sum())

    @property
    def connected(self) -> Array | None:
        """Which of its parameters there are, (parameters,), 1 or 0 each; `None` for all of them."""
        return connected(self.links, self.arrangement) if self.groups else None

    @property
    def layer_activations(self) -> tuple[Activation, ...]:
        """The activation of every layer after the input."""
        return _found(self.activation, len(self.hidden), self.output_activation)


@lru_cache(16)
def _found(activation: str, hidden: int, output: str) -> tuple[Activation, ...]:
    """The activations that texts name, of so many hidden layers and of the output."""
    names = activation.split(",")
    names = names * hidden if len(names) == 1 else names
    return tuple(map(find_activation, (*names, output)))
