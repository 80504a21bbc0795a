"""Each wrong back-propagation is wrong in exactly the way that it says, number by number.
The oracle takes wrong steps in plain loops over cases and units and knows nothing of the engine.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from backprop_tui.engine import (
    ACTIVATIONS,
    BUGS,
    LOSSES,
    PROBLEMS,
    Element,
    Experiment,
    LayerRecord,
    Runs,
    StepRecord,
    Trainer,
    check_gradients,
)
from backprop_tui.engine.core.bug import Terms
from backprop_tui.engine.core.calls import perform
from backprop_tui.engine.core.gradcheck import TOLERANCE
from backprop_tui.engine.core.network import Network
from backprop_tui.engine.core.rule import LearningRule
from backprop_tui.engine.core.tape import Tape
from tests.engine.bits import bits
from tests.engine.loops import WrongLoops
from tests.engine.plain import links_there
from tests.engine.refusals import refused
from tests.engine.strategies import TARGETS, WRONG, Targets, experiments, table

ANY = Targets.ANY

GENERIC = Experiment(
    problem=table(3, cases=7, inputs=3, outputs=2),
    hidden=(4, 3),
    activation="tanh",
    bias=True,
    init="xavier",
    learning_rate=0.1,
    momentum=0.6,
    batch_size=3,
)
"""Generic numbers throughout, so that nothing is right by chance."""


def tame(record: StepRecord) -> bool:
    """Whether numbers are small enough for rounding to stay small."""
    return math.isfinite(record.error_before) and all(
        np.abs(layer.weights.after).max() < 50 for layer in record.layers
    )


@pytest.mark.parametrize("bug", BUGS)
@given(st.data())
def test_it_learns_as_plain_loops_with_the_same_bug_do(bug: str, data: st.DataObject) -> None:
    experiment = replace(data.draw(st.just(GENERIC) | experiments()), bug=bug)
    trainer = Trainer(experiment)
    loops = WrongLoops(experiment, trainer.record())
    for _ in range(6):
        record = trainer.record()
        if not tame(record):
            return
        loops.step(record.inputs.tolist(), record.targets.tolist())
        assert trainer.step() == 1
        reached = trainer.snapshot()
        for k, W in enumerate(loops.W):
            units = reached.weights[k].shape[1]
            biases = [] if reached.biases is None else [np.resize(reached.biases[k], units)]
            assert_allclose(np.vstack([*biases, reached.weights[k]]), W, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("bug", BUGS)
def test_only_the_part_that_it_names_differs_from_the_right_calls(bug: str) -> None:
    # Fed with the very same arrays, every number before the wrong part keeps its bits.
    record = Trainer(replace(GENERIC, bug=bug)).record()
    right = record.reference
    assert right is not None
    part = BUGS[bug].part
    same = {"slope", "output delta", "activation gradient", "gradient"} - {part}
    for k, (wrong_layer, right_layer) in enumerate(zip(record.layers, right.layers, strict=True)):
        last = k == len(record.layers) - 1
        assert bits(wrong_layer.activation) == bits(right_layer.activation)
        assert (bits(wrong_layer.slope) == bits(right_layer.slope)) == ("slope" in same)
        if last:
            differs = part in ("slope", "output delta")
            assert (bits(wrong_layer.delta) == bits(right_layer.delta)) != differs
        if part in ("gradient", "activation gradient") and last and bug != "summed":
            assert bits(wrong_layer.weights.gradient) == bits(right_layer.weights.gradient)


@given(WRONG)
def test_updated_weights_are_those_after_the_step_to_the_bit(experiment: Experiment) -> None:
    experiment = replace(experiment, bug="updated-weights")
    trainer = Trainer(experiment)
    trainer.step(4)
    record = trainer.record()
    assume(tame(record))
    for k, layer in enumerate(record.layers[:-1]):
        parts = []
        for above in layers_above(record, k):
            # In an array that the transposed product sees as the engine's own does.
            after = np.array(above.weights.after)[rows_of(record, k)]
            parts.append(np.zeros_like(layer.delta))
            perform([(above.delta.copy().dot, after.T, parts[-1])])
        assert bits(layer.activation_gradient) == bits(sum(parts[1:], parts[0]))


def layers_above(record: StepRecord, k: int) -> tuple[LayerRecord, ...]:
    """The layers that see hidden layer k, from 0."""
    return record.layers[k + 1 :] if record.experiment.direct else record.layers[k + 1 : k + 2]


def rows_of(record: StepRecord, k: int) -> slice:
    """Where the weights of its outputs stand in those of the layers that see it."""
    sizes = record.experiment.sizes
    first = sum(sizes[: k + 1]) if record.experiment.direct else 0
    return slice(first, first + sizes[k + 1])


def right_terms(record: StepRecord, part: str, k: int, row: int, column: int, bias: bool) -> Terms:
    """The terms of the right number at a place, from the record's own numbers."""
    experiment, layer = record.experiment, record.layers[k]
    outputs = [record.inputs, *(each.activation for each in record.layers[:k])]
    before = np.concatenate(outputs if experiment.direct else outputs[-1:], axis=1)
    if part == "output delta":
        error, slope = record.residual[row, column], layer.slope[row, column]
        loss, coupling = experiment.loss_function, experiment.layer_activations[-1].coupling
        if loss.gradient.cancels:
            return [(error,)]
        if coupling is not None:
            return coupling.terms(record.loss_gradient[row], layer.activation[row], column)
        return [(record.loss_gradient[row, column], slope)]
    if part == "activation gradient":
        return [
            pair
            for above in layers_above(record, k)
            for pair in zip(
                above.delta[row],
                above.weights.before[rows_of(record, k)][column],
                strict=True,
            )
        ]
    if bias:
        blame = layer.delta if record.experiment.bias == "shared" else layer.delta[:, [column]]
        sign = -1.0 if record.experiment.bias == "threshold" else 1.0
        return [(sign, delta) for delta in blame.ravel()]
    return list(zip(before[:, row], layer.delta[:, column], strict=True))


def penalty_terms(experiment: Experiment, w: float) -> Terms:
    """What large weights add to the gradient of one."""
    return [(experiment.l2, w), (experiment.l1, (w > 0) - (w < 0))]


def with_every_bug(test: Callable[..., None]) -> Callable[..., None]:
    """Let a property be tried with each bug at least once."""
    for bug in BUGS:
        test = example(replace(GENERIC, bug=bug), 1)(test)
    return test


@with_every_bug
@given(WRONG, st.integers(0, 4))
def test_the_terms_of_every_number_add_up_to_the_number_recorded(
    experiment: Experiment, steps: int
) -> None:
    trainer = Trainer(experiment)
    trainer.step(steps)
    record, bug = trainer.record(), experiment.wrong
    assume(tame(record))
    assert bug is not None
    for k, layer in enumerate(record.layers):
        activation = experiment.layer_activations[k]
        found = activation.slope_at(*bug.slope_from(activation, layer.z, layer.activation))
        assert bits(layer.slope) == bits(found)
        last = k == len(record.layers) - 1
        numbers = {
            ("output delta", False): layer.delta if last else None,
            ("activation gradient", False): layer.activation_gradient,
            ("gradient", False): layer.weights.gradient,
            ("gradient", True): layer.biases.gradient if layer.biases else None,
        }
        for (part, bias), array in numbers.items():
            if array is None:
                continue
            matrix = np.atleast_2d(array)
            for row, column in np.ndindex(matrix.shape):
                weight = part == "gradient" and not bias
                if weight and not links_there(experiment)[k][row, column]:
                    assert matrix[row, column] == 0.0
                    continue
                terms = right_terms(record, part, k, row, column, bias)
                w = float(layer.weights.before[row, column]) if weight else 0.0
                added = penalty_terms(experiment, w) if weight else []
                # Too large a sum over the cases leaves the penalty alone.
                if not bug.by_cases:
                    terms += added
                if part == bug.part:
                    terms = bug.terms(terms, Element(record, k + 1, row, column, bias))
                if bug.by_cases:
                    terms += added
                total = math.fsum(math.prod(factors) for factors in terms)
                size = sum(abs(math.prod(factors)) for factors in terms)
                assert math.isclose(total, matrix[row, column], abs_tol=1e-12 * size + 1e-300)


@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.parametrize("momentum", [0.0, 0.6])
def test_the_gradient_check_finds_every_bug_and_the_right_record_passes(
    bug: str, momentum: float
) -> None:
    for experiment in (Experiment(), GENERIC):
        trainer = Trainer(replace(experiment, bug=bug, momentum=momentum))
        assert trainer.step() == 1
        record = trainer.record()
        wrong = [check.largest > TOLERANCE for check in check_gradients(record)]
        spared = 1 if bug == "updated-weights" else 0
        assert wrong == [True] * (len(wrong) - spared) + [False] * spared
        assert record.reference is not None
        assert all(check.largest < TOLERANCE for check in check_gradients(record.reference))


@given(WRONG, st.integers(0, 5))
def test_the_right_record_starts_from_the_same_weights_velocity_and_cases(
    experiment: Experiment, steps: int
) -> None:
    trainer = Trainer(experiment)
    trainer.step(steps)
    record = trainer.record()
    right = record.reference
    assert right is not None
    assert right.reference is None
    assert right.experiment == replace(experiment, bug=None)
    for name in ("step", "cases", "inputs", "targets", "residual", "error_before"):
        assert bits(getattr(right, name)) == bits(getattr(record, name))
    for ours, theirs in zip(record.layers, right.layers, strict=True):
        assert bits((theirs.z, theirs.activation)) == bits((ours.z, ours.activation))
        updates = [(theirs.weights, ours.weights)]
        if theirs.biases is not None and ours.biases is not None:
            updates.append((theirs.biases, ours.biases))
        assert len(updates) == 1 + bool(experiment.bias)
        for their, our in updates:
            assert bits((their.before, their.previous)) == bits((our.before, our.previous))
            assert their.carried is None
        rate, momentum = experiment.learning_rate, experiment.momentum
        with np.errstate(all="ignore"):
            change = -rate * theirs.weights.gradient + momentum * theirs.weights.previous
        if theirs.weights.learns is not None:
            change = np.where(theirs.weights.learns, change, 0.0)
        assert np.array_equal(theirs.weights.change, change, equal_nan=True)
    if steps == 0:
        assert bits(right) == bits(Trainer(replace(experiment, bug=None)).record())


@given(WRONG)
def test_only_a_bug_that_carries_has_a_carried_gradient_and_it_is_the_one_before(
    experiment: Experiment,
) -> None:
    trainer, bug = Trainer(experiment), experiment.wrong
    assert bug is not None
    before = None
    for _ in range(4):
        record = trainer.record()
        for k, update in enumerate(record.updates):
            assert (update.carried is not None) is bug.carries
            if update.carried is not None:
                zeros = np.zeros_like(update.carried)
                last = before.updates[k].gradient if before else zeros
                assert bits(update.carried) == bits(last)
        before = record
        if not trainer.step():
            break


COMBINATIONS: list[dict[str, Any]] = [
    {
        "problem": table(3, cases=7, inputs=3, outputs=2, targets=TARGETS.get(loss, [ANY])[-1]),
        "activation": hidden,
        "output_activation": output,
        "loss": loss,
        "hidden": units,
    }
    for units, activations in (((), ("tanh", "relu", "step")), ((4,), tuple(ACTIVATIONS)))
    for hidden in activations
    for output in ACTIVATIONS
    for loss in LOSSES
    if output in (LOSSES[loss].outputs or ACTIVATIONS)
]


def reached(experiment: Experiment) -> object:
    """The parameters after an epoch, to the bit."""
    trainer = Trainer(experiment)
    trainer.step(3)
    return bits(trainer.network.parameters.vector)


@pytest.mark.parametrize("batch_size", [1, 3])
def test_a_bug_is_harmless_exactly_where_it_says_so(batch_size: int) -> None:
    found = defaultdict(set)
    for change in COMBINATIONS:
        right = replace(GENERIC, batch_size=batch_size, **change)
        rightly = cache(lambda seed, right=right: reached(replace(right, seed=seed)))
        for bug in BUGS:
            wrong = replace(right, bug=bug)
            reason = BUGS[bug].harmless(wrong)
            # Harm may take several starts to show, because in some of them all relu units are dead.
            harmful = any(
                reached(replace(wrong, seed=seed)) != rightly(seed)
                for seed in range(6 if reason is None else 2)
            )
            assert harmful == (reason is None), (bug, change)
            found[bug].add(reason)
            if reason is not None:
                assert reason.isprintable()
                assert not reason.endswith(".")
    for bug in ("flipped-sign", "uncleared"):
        assert found[bug] == {None, "the f′ of step output units is 0, and so are all gradients"}


@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_a_penalty_is_not_cleared_where_no_blame_flows(bug: str, penalty: str) -> None:
    costs: dict[str, Any] = {penalty: 0.01}
    right = replace(GENERIC, output_activation="step", loss="half-sse", **costs)
    reason = BUGS[bug].harmless(replace(right, bug=bug))
    assert (reason is None) == (reached(replace(right, bug=bug)) != reached(right))
    if bug == "flipped-sign":
        assert reason is not None
        assert reason.endswith("and so are all gradients but for the penalty")
    if bug == "uncleared":
        assert reason is None


@given(experiments())
def test_without_a_bug_there_is_nothing_of_it(experiment: Experiment) -> None:
    trainer = Trainer(experiment)
    assert experiment.wrong is None
    record = trainer.record()
    assert record.reference is None
    assert Runs(experiment).snapshot().right_run is None
    network = Network(experiment)
    rule = LearningRule(experiment.arrangement.size, 0.5, experiment.momentum)
    assert len(rule.memory) == experiment.arrangement.size
    assert rule.carried is None
    assert Tape(network, record.inputs, record.targets, rule).carried is None


def test_without_a_bug_the_backward_pass_is_these_calls_and_no_others() -> None:
    network = Network(Experiment(bias=True))
    problem = network.experiment.problem
    rule = LearningRule(len(network.parameters.vector), 0.5, 0.0)
    tape = Tape(network, problem.inputs, problem.targets, rule)
    backward = [
        (call[0].__name__, id(call[-1])) for call in tape.parts["backward"][2:]
    ]  # after the slope of both layers at once
    biases = tape.gradient.biases
    assert biases is not None
    assert [call[0].__name__ for call in tape.parts["backward"][:2]] == ["subtract", "multiply"]
    assert backward == [
        ("multiply", id(tape.delta[1])),
        ("dot", id(tape.gradient.weights[1])),
        ("dot", id(biases[1])),
        ("dot", id(tape.activation_gradient[0])),
        ("multiply", id(tape.delta[0])),
        ("dot", id(tape.gradient.weights[0])),
        ("dot", id(biases[0])),
    ]


def test_a_bug_that_does_not_exist_is_refused() -> None:
    with refused("there is no bug 'typo'", "updated-weights", "no-slope"):
        Experiment(bug="typo")


@pytest.mark.parametrize("bug", BUGS.values(), ids=BUGS)
def test_a_bug_says_what_it_does_in_one_sentence_symbols_and_numpy(bug: Any) -> None:
    assert bug.summary.isprintable()
    assert bug.summary[-1] == "."
    assert bug.summary.count(". ") == 0
    assert bug.formula
    assert bug.code.startswith(("{lhs} ", "s = {again}; {lhs} "))
    experiment = Experiment(bug=bug.name)
    words = experiment.to_arguments()
    assert words[words.index("--bug") + 1] == bug.name
    assert experiment.to_json()["bug"] == bug.name
    assert "--bug" not in Experiment().to_arguments()


def test_for_units_that_jump_no_slope_is_called_the_rule_that_it_is() -> None:
    bug = BUGS["no-slope"]
    assert bug.told(Experiment()) == bug.summary
    told = bug.told(Experiment(hidden=(), output_activation="step"))
    assert "the perceptron's rule, Δw = ε (y - ŷ) x" in told
    assert all(bug.told(Experiment()) == bug.summary for bug in BUGS.values())


def test_units_that_jump_learn_by_the_perceptrons_rule_where_the_slope_is_left_out() -> None:
    slopeless = BUGS["no-slope"]
    jumping = Experiment(
        problem=PROBLEMS["and"], hidden=(), output_activation="step", bug=slopeless.name, bias=True
    )
    assert "perceptron" in slopeless.told(jumping)
    assert slopeless.told(replace(jumping, output_activation="sigmoid")) == slopeless.summary

    record = Trainer(jumping).record()
    (layer,) = record.layers
    rule = jumping.learning_rate * record.inputs.T @ (record.targets - layer.activation)
    assert np.any(rule)
    assert_allclose(layer.weights.change, rule)
