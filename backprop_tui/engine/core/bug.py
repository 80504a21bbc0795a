"""A bug is a back-propagation that is wrong in one part of the backward pass and right elsewhere.
It says what it does in symbols, in NumPy and in the terms of any single number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from backprop_tui.engine.core.activations import Activation
from backprop_tui.engine.core.calls import Array, Call

if TYPE_CHECKING:
    from backprop_tui.engine.core.tape import Tape
    from backprop_tui.engine.experiment import Experiment
    from backprop_tui.engine.step_record import StepRecord


class Element(NamedTuple):
    """One number of a step record.

    Attributes:
        record: The step.
        layer: The layer, 1 for the first after the inputs.
        row: Row of the number's matrix: a case, or for gradients of weights the unit before.
        column: Column of it: a unit of the layer.
        bias: Whether it belongs to a bias and not to a weight; its row is 0.
    """

    record: StepRecord
    layer: int
    row: int
    column: int
    bias: bool = False


Terms: TypeAlias = list[tuple[float, ...]]
"""A sum of products: the factors of each term."""


class Bug(NamedTuple):
    """A wrong back-propagation that differs from the right one in one part.

    Attributes:
        name: The name on the command line.
        summary: What is done wrong, and why people do it, in one sentence.
        part: Which part of the backward pass it spoils: δ of the output, f′, ∂E/∂a
            of a hidden layer, or the gradients ∂E/∂W and ∂E/∂b.
        formula: The wrong right-hand side, with fields for symbols with their layer's number:
            the whole `{rhs}` right-hand side; for δ of the output the right-hand side with
            its sign turned, `{minus}`, and ∂E/∂ŷ, `{loss_gradient}`; for f′ the
            `{activation}` and the `{output}`; for ∂E/∂a the `{delta}` and the `{weights}`
            of a layer that sees it, summed over all such layers.
        code: The wrong line of NumPy, with fields for what the right one is made of: its sides
            `{lhs}` and `{rhs}`; for ∂E/∂a the number of a layer `{above}` that sees
            it, that layer's weights after the step, `{updated}`, and the part of their rows that
            is meant, `{rows}`, summed likewise; for δ of the output ∂E/∂ŷ,
            `{loss_gradient}`; where f′ is a factor, the `{factor}` before it, f of the output
            as `{again}` and the slope of a unit whose sum is the output and whose output is s
            as `{slope}`.
        calls: The calls in place of the right ones for a layer of a tape, which are given;
            the layer, from 1, is the one whose numbers they compute.
        terms: The terms whose sum is the wrong number at a place, from those whose sum would
            be the right one; any other number in them is read from the record.
        slope_from: The sums and outputs at which f′ is taken in place of z and a.
        harmless: Why it changes no gradient in an experiment, or `None` if it does.
        carries: Whether gradients are carried over from one step to the next.
        by_cases: Whether gradients are multiplied by the number of cases.
        through_updated: Whether ∂E/∂a comes back through the weights after the step.
        slopeless: Whether δ of the output is made without f′.
        instead: What it is in an experiment in which it is more than a mistake, in a sentence.
    """

    name: str
    summary: str
    part: Literal["output delta", "slope", "activation gradient", "gradient"]
    formula: str
    code: str
    calls: Callable[[Tape, list[Call], int], list[Call]]
    terms: Callable[[Terms, Element], Terms] = lambda terms, element: terms
    slope_from: Callable[[Activation, Array, Array], tuple[Array, Array]] = (
        lambda activation, z, a: (z, a)
    )
    harmless: Callable[[Experiment], str | None] = lambda experiment: None
    carries: bool = False
    by_cases: bool = False
    through_updated: bool = False
    slopeless: bool = False
    instead: Callable[[Experiment], str | None] = lambda experiment: None

    def told(self, experiment: Experiment) -> str:
        """What it does in an experiment, in a sentence or two."""
        return self.instead(experiment) or self.summary
