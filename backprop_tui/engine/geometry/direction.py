"""The direction in which cases spread the most of all that an output does not see, and which way
along it is up. A picture that turned over from one step to the next would tell of a jump that never
was.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.core.network import Network
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.geometry.output_sums import weights as weights_of
from backprop_tui.engine.geometry.right_angles import widest


def direction_of(hidden: Array, weights: Array, experiment: Experiment, output: int) -> Array:
    """d, (units,): the widest spread of h (cases, units) at right angles to w (units,).

    Its sign is that which it had at step 0, as far as one can follow it from there: of two
    opposite directions the one that is less than a right angle from the first.
    """
    found = widest(hidden, weights)
    if len(weights) < 3:
        return found
    return found if found @ _first_direction(experiment, output) >= 0 else -found


@lru_cache(16)
def _first_direction(experiment: Experiment, output: int) -> Array:
    """d at step 0, with the sign by which later cases lie higher, on the whole."""
    start = starting(experiment)
    last = len(experiment.sizes) - 1
    matrix = start.weights[experiment.links.rows(last, last - 1)]
    found = widest(start.hidden, weights_of(experiment.layer_activations[-1], matrix, output))
    cases = np.arange(len(start.hidden))
    return found if (cases - cases.mean()) @ start.hidden @ found >= 0 else -found


class Starting(NamedTuple):
    """What the last layer sees and weighs at step 0.

    Attributes:
        hidden: h of the cases, (cases, units).
        weights: Of the output layer, (units before, outputs).
    """

    hidden: Array
    weights: Array


@lru_cache(4)
def starting(experiment: Experiment) -> Starting:
    """The last hidden layer of an experiment before its first step."""
    network = Network(experiment)
    passed = network.forward(experiment.problem.inputs)
    return Starting(passed.activations[-2], network.parameters.weights[-1].copy())
