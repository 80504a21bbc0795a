"""What is on the screen is one record: a moment of the network, and what a person is looking at in
it. Every pane is a function of this record and of nothing else, so no two panes can ever disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.links import Links
from backprop_tui.engine.core.network import Parameters
from backprop_tui.engine.core.parameter import Parameter
from backprop_tui.engine.naming import MOST_LETTERS
from backprop_tui.engine.records import Snapshot
from backprop_tui.report.names import layer_letter, source_names, unit_names
from backprop_tui.ui.gaze import Gaze, Unit
from backprop_tui.ui.order import Order, Window, as_given
from backprop_tui.ui.overlay import DiagramOverlay, UnitValues
from backprop_tui.ui.run_state import RunState, State
from backprop_tui.ui.scales import heat, target_range


@dataclass(frozen=True, eq=False)
class View:
    """A moment and how it is looked at.

    Attributes:
        snapshot: The moment.
        run: What the run is doing meanwhile.
        gaze: What a person looks at.
        overlay: What the diagram shows of a step that is taken apart, if one is.
        by_error: The order of the cases if they are sorted, perhaps that of a moment ago.
    """

    snapshot: Snapshot
    run: RunState = field(default_factory=RunState)
    gaze: Gaze = field(default_factory=Gaze)
    overlay: DiagramOverlay | None = None
    by_error: Order | None = None

    def at(self, snapshot: Snapshot) -> View:
        """Another moment, looked at in the same way."""
        return replace(self, snapshot=snapshot)

    def running(self, **changes: Any) -> View:
        """The same moment with another state of the run."""
        return replace(self, run=self.run._replace(**changes))

    def looking(self, **changes: Any) -> View:
        """The same moment, looked at in another way."""
        return replace(self, gaze=self.gaze._replace(**changes))

    def overlaid(self, overlay: DiagramOverlay, **looking: Any) -> View:
        """The same moment with something laid over the whole diagram, drawn as it is drawn best."""
        gaze = self.gaze._replace(inspected=None, rendering=None, **looking)
        return replace(self, overlay=overlay, gaze=gaze)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of every layer."""
        return self.snapshot.experiment.sizes

    @property
    def state(self) -> State:
        """What the run is doing."""
        if self.run.going is not None:
            return State.GOING
        if self.snapshot.diverged:
            return State.DIVERGED
        if self.snapshot.is_past:
            return State.REPEATING if self.run.training else State.PAST
        if self.run.training:
            return State.SOLVING if self.snapshot.solved else State.TRAINING
        # What was learnt stays so where training pauses: only a run that failed ends as done.
        if self.snapshot.solved:
            return State.SOLVED
        is_over = self.snapshot.step and self.snapshot.step == self.run.stop
        return State.DONE if is_over else State.PAUSED

    def unit_names(self, layer: int, letters: int = MOST_LETTERS) -> list[str]:
        """How the units of a layer are called: x1, x2 · h1 … · ŷ, or as a table names them."""
        return list(unit_names(self.snapshot.experiment, layer, letters))

    def layer_letter(self, layer: int) -> str:
        """What all units of a layer are together: x · h … · ŷ."""
        return layer_letter(self.snapshot.experiment, layer)

    def source_names(self, layer: int) -> list[str]:
        """The units that a layer sees, one a row of its weights."""
        return list(source_names(self.snapshot.experiment, layer))

    def source(self, layer: int, row: int) -> Unit:
        """The unit that a row in the weights of a layer stands for."""
        return Unit(*self._links.source(layer, row))

    @cached_property
    def _links(self) -> Links:
        """Which layers see which."""
        return self.snapshot.experiment.links

    def layer_title(self, layer: int) -> str:
        """`input`, `hidden`, `hidden 2`, `output`."""
        last = len(self.sizes) - 1
        if layer in (0, last):
            return "output" if layer else "input"
        return "hidden" if last == 2 else f"hidden {layer}"

    @property
    def hidden_layer(self) -> int | None:
        """The hidden layer that is shown alone, from 1; `None` if there is none."""
        hidden = len(self.sizes) - 2
        return 1 + (self.gaze.hidden_layer - 1) % hidden if hidden else None

    @property
    def focus(self) -> int:
        """The layer that a diagram of one layer shows: the hidden one, or the output."""
        return (not self.gaze.output and self.hidden_layer) or len(self.sizes) - 1

    def heat(self, layer: int, values: Array) -> Array:
        """Outputs of a layer on the scale of the heat ramp, -1…1, whatever its activation."""
        return heat(self.snapshot, layer, values)

    def wires(self, layer: int) -> Array:
        """What the wires into a layer carry, (units before, units): weights, or an overlay's."""
        matrices = self.snapshot.weights if self.overlay is None else self.overlay.wires
        return matrices[layer - 1]

    def linked(self, layer: int, source: int, target: int) -> bool:
        """Whether there is a wire into a unit of a layer, which of groups (--groups) not all are.

        Whatever draws, counts or lists weights asks here: of a wire that is not there nothing is
        drawn, although its weight in `wires` is 0.

        Args:
            layer: Which one, from 1.
            source: The row in its weights, from 0, as in `source`.
            target: The place of the unit in the layer, from 0.
        """
        there = self.links_there(layer)
        return there is None or bool(there[source, target])

    def links_there(self, layer: int) -> NDArray[np.bool_] | None:
        """The same of all wires into a layer, (units before, units); `None` if all are there."""
        return self._links.linked(layer)

    def wire_count(self, layer: int) -> int:
        """How many wires into a layer there are."""
        return self._links.count(layer)

    @property
    def wire_biases(self) -> tuple[Array, ...] | None:
        """The same for biases, one vector (units,) a layer; a shared bias goes to every unit."""
        vectors = self.overlay.biases if self.overlay is not None else self.snapshot.biases
        if vectors is None or not self.snapshot.experiment.bias_form.shared:
            return vectors
        return tuple(
            np.broadcast_to(vector, (units,))
            for vector, units in zip(vectors, self.sizes[1:], strict=True)
        )

    def parameter(self, layer: int, source: int | None, target: int) -> Parameter:
        """The weight of a wire into a layer, or without a source a unit's bias."""
        shared = source is None and self.snapshot.experiment.bias_form.shared
        return Parameter(layer, source, 0 if shared else target)

    def frozen(self, parameter: Parameter) -> bool:
        """Whether a weight or a bias does not learn."""
        return self._learns is not None and not parameter.view(self._learns)

    @cached_property
    def _learns(self) -> Parameters | None:
        """1 for what learns, 0 for what does not; `None` if all of it does."""
        experiment = self.snapshot.experiment
        learns = experiment.learns
        return None if learns is None else Parameters(experiment.arrangement, learns)

    def unit_values(self, layer: int) -> UnitValues | None:
        """What the units of a layer show for the selected case; `None` if it is not known yet."""
        return self._units[layer]

    @cached_property
    def _units(self) -> tuple[UnitValues | None, ...]:
        """The same for every layer."""
        if self.overlay is not None:
            return self.overlay.units
        case = self.gaze.selected
        return tuple(
            UnitValues(outputs[case], self.heat(layer, outputs)[case])
            for layer, outputs in enumerate(self.snapshot.activations)
        )

    def lit(self, layer: int, source: int | None, target: int) -> bool:
        """Whether a wire into a layer stands out: all do, unless an overlay or the gaze picks."""
        if self.overlay is not None:
            before = None if source is None else self.source(layer, source).layer
            return self.overlay.lights(*self.parameter(layer, source, target), before)
        inspected = self.gaze.inspected
        if inspected is None or inspected == (layer, target):
            return True
        return source is not None and inspected == self.source(layer, source)

    @property
    def target_range(self) -> tuple[float, float]:
        """The values between which predictions are drawn: the lowest and the highest target."""
        problem = self.snapshot.experiment.problem
        return target_range(problem, problem.targets)

    @property
    def own_target_range(self) -> tuple[float, float]:
        """The same in the targets' own units."""
        problem = self.snapshot.experiment.problem
        return target_range(problem, problem.own_targets)

    @property
    def order(self) -> Order:
        """The order in which every table shows the cases."""
        return self.by_error if self.by_error is not None else as_given(self.snapshot)

    def window(self, rows: int) -> Window:
        """The cases that `rows` rows can show, with the selected one among them."""
        return self.order.window(self.gaze.selected, rows)
