"""Units in groups see their own group alone, and a link between two groups exists nowhere: not as a
number that is drawn, not as one that moves, not as one that counts. A network in groups is then the
whole network with those weights held at 0, and where groups never meet it is several networks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backprop_tui.engine import (
    BUGS,
    PROBLEMS,
    Edit,
    Experiment,
    Journal,
    Parameter,
    Problem,
    Start,
    Trainer,
    check_gradients,
)
from backprop_tui.engine.core.links import Links
from backprop_tui.engine.reading.groups import Groups
from tests.engine.bits import bits, moment
from tests.engine.plain import links_there
from tests.engine.refusals import refused
from tests.engine.strategies import experiments, with_bugs, with_schedules

FOUR = Experiment(
    problem=PROBLEMS["parity-4"], hidden=(4, 2), groups=((2, 2), (2, 2)), bias=True, momentum=0.5
)
"""Two inputs of four lead to two units, and the two others to two others."""


def groups(text: str) -> Experiment:
    """The same network with groups that somebody types."""
    given: Any = text
    return replace(FOUR, groups=given)


# By hand: which unit sees which.


def test_a_group_sees_its_own_group_alone() -> None:
    there = Links((3, 4, 2), False, ((1, 2), (1, 3))).linked(1)
    assert there is not None
    assert there.tolist() == [
        [True, False, False, False],
        [False, True, True, True],
        [False, True, True, True],
    ]
    assert Links((3, 4, 2), False, ((1, 2), (1, 3))).linked(2) is None, "the output is whole"


def test_with_direct_links_it_sees_its_own_group_of_every_layer_that_has_groups() -> None:
    links = Links((2, 3, 2), True, ((1, 1), (3,), (1, 1)))
    there = links.linked(2)
    assert there is not None
    assert there.tolist() == [[True, False], [False, True], *[[True, True]] * 3]
    assert links.linked(1) is None
    assert (links.count(1), links.count(2)) == (6, 8)


@given(experiments())
def test_so_it_is_in_any_network(experiment: Experiment) -> None:
    for k, wanted in enumerate(links_there(experiment), start=1):
        found = experiment.links.linked(k)
        assert (found is None) is bool(wanted.all())
        assert found is None or (found == wanted).all()
        assert experiment.links.count(k) == wanted.sum()


def test_links_that_are_not_there_are_no_parameters() -> None:
    assert FOUR.parameters == 8 + 8 + 2 + 7
    assert replace(FOUR, groups=()).parameters == 33
    assert repr(Trainer(FOUR).network) == "Network(parity-4 2+2-2+2-2-1, 25 parameters)"


# Equal to what it is in other words.


def frozen_at_0(experiment: Experiment) -> Experiment:
    """The whole network, with start weights of 0 for every link that is not there, held there."""
    parameters = Trainer(experiment).network.parameters
    names = [
        f"W{k}[{row + 1},{column + 1}]"
        for k, there in enumerate(links_there(experiment), start=1)
        for row, column in np.argwhere(~there).tolist()
    ]
    biases = parameters.biases
    start = Start(
        tuple(W.copy() for W in parameters.weights),
        None if biases is None else tuple(b.copy() for b in biases),
        "start.json",
        thresholds=experiment.bias == "threshold",
    )
    freeze = (*experiment.freeze, *names)
    return replace(experiment, groups=(), start=start, freeze=freeze, scale=None)


@given(with_bugs(st.none() | st.sampled_from(sorted(BUGS))), st.integers(1, 30))
def test_it_is_the_whole_network_with_those_weights_held_at_0(
    experiment: Experiment, steps: int
) -> None:
    assume(experiment.groups)
    in_groups, whole = Trainer(experiment), Trainer(frozen_at_0(experiment))
    for each in (in_groups, whole):
        each.step(steps)
    found, wanted = in_groups.snapshot(), whole.snapshot()
    assert bits(found.predictions) == bits(wanted.predictions)
    # A 0 that was held may have been drawn below 0 or above, and is 0 all the same.
    for matrix, other in zip(found.weights, wanted.weights, strict=True):
        assert np.array_equal(matrix, other, equal_nan=True)


@given(with_schedules(experiments()), st.integers(1, 30))
def test_a_seed_draws_the_same_weights_with_groups_and_without(
    experiment: Experiment, steps: int
) -> None:
    parameters = Trainer(experiment).network.parameters
    whole = Trainer(replace(experiment, groups=())).network.parameters
    for matrix, other, there in zip(
        parameters.weights, whole.weights, links_there(experiment), strict=True
    ):
        assert bits(matrix) == bits(np.where(there, other, 0.0))


@given(with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS)))), st.integers(1, 40))
def test_what_is_not_there_is_never_moved(experiment: Experiment, steps: int) -> None:
    trainer = Trainer(experiment)
    trainer.step(steps)
    record = trainer.record()
    for layer, there in zip(record.layers, links_there(experiment), strict=True):
        update = layer.weights
        parts = (update.before, update.gradient, update.previous, update.change, update.after)
        for part in (*parts, update.carried, update.penalty, update.learns):
            assert part is None or not part[~there].any()


SEEDS = st.integers(0, 2**32 - 1)


def halves(seed: int) -> tuple[Experiment, Experiment, Experiment]:
    """Two networks that have nothing to do with each other, and one that is both, in groups."""
    stream = np.random.RandomState(seed)
    x, y = stream.randint(-2, 3, (5, 5)) / 2, stream.randint(0, 3, (5, 2)) / 2
    both = Experiment(
        problem=Problem("both", "", x, y, answer=None),
        hidden=(5,), groups=((2, 3), (3, 2), (1, 1)), activation="linear",
        output_activation="linear", bias=True, learning_rate=0.125, momentum=0.5,
    )  # fmt: skip
    exact = tuple(stream.randint(-4, 5, shape) / 4 for shape in both.arrangement.weights)
    b = tuple(stream.randint(-4, 5, n) / 4 for n in both.arrangement.biases)
    there = links_there(both)
    W = tuple(np.where(t, w, 0.0) for t, w in zip(there, exact, strict=True))

    def part(i: slice, h: slice, o: slice) -> Experiment:
        start = Start((W[0][i, h], W[1][h, o]), (b[0][h], b[1][o]), "")
        problem = Problem("half", "", x[:, i], y[:, o])
        return replace(both, problem=problem, hidden=(W[0][i, h].shape[1],), groups=(), start=start)

    first = part(slice(0, 2), slice(0, 3), slice(0, 1))
    second = part(slice(2, 5), slice(3, 5), slice(1, 2))
    return replace(both, start=Start(W, b, "")), first, second


@given(SEEDS)
def test_where_groups_never_meet_they_are_networks_side_by_side(seed: int) -> None:
    """To the bit: sums of few small binary fractions are exact, whichever way they are added."""
    both, *each = (Trainer(experiment) for experiment in halves(seed))
    for trainer in (both, *each):
        trainer.step()
    answers = [trainer.snapshot().predictions for trainer in each]
    assert np.array_equal(both.snapshot().predictions, np.hstack(answers))


@given(experiments())
def test_gradients_are_those_that_nudges_give(experiment: Experiment) -> None:
    checks = check_gradients(Trainer(experiment).record())
    for check, there in zip(checks, links_there(experiment), strict=True):
        assert not check.weights[~there].any()
        assert not check.numerical_weights[~there].any()
        assert check.count == there.sum()


# What is not there is refused by name.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2+3,2+2", "groups 2+3,2+2: there are 4 inputs, not 2+3 = 5; 2+2 would fit"),
        ("2+2,2+2,3", "hidden layer 2 has 2 units, not 3; 2 would fit"),
        ("4,4,2,1+1", "there is 1 output, not 1+1 = 2"),
        ("2+2,1+1+2", "4 inputs in 2 groups, and hidden layer 1 has 4 units in 3; both need as"),
        ("1+1+1+1,4,1+1", "leave every link where it is: divide a layer beside that one too"),
        ("2+2", "hidden layer 1 has 4 units; 2+2 would fit"),
        ("4,4", "none of these layers is divided; groups are written with + between, such as 2+2"),
        ("4,4,2,1,1", "are of 5 layers, and this network has 4: 4-4-2-1"),
        ("2+2+,4", "groups must be the units of each group of a layer with + between"),
        ("0+4,2+2", "groups must be"),
        ("2-2", "groups must be"),
    ],
)  # fmt: skip
def test_groups_that_do_not_fit_are_refused_with_what_would(text: str, said: str) -> None:
    with refused(said):
        groups(text)


def test_what_would_fit_is_what_the_problem_says_of_itself() -> None:
    problem = Problem("two", "", np.eye(5), np.eye(5)[:, :1], groups=(3, 2))
    assert problem.groups == (3, 2)
    with refused("there are 5 inputs, not 2+2 = 4; 3+2 would fit"):
        Experiment(problem=problem, groups=Groups().read("2+2,2+2"))
    with refused("4 units in 2; both need as many, or one must be whole; 1+1+1+1 would fit"):
        Experiment(problem=problem, groups=Groups().read("2+1+1+1,2+2"))
    with refused("5 inputs in 5 groups, and hidden layer 1 has 4 units in 2"):
        Experiment(problem=problem, groups=Groups().read("1+1+1+1+1,2+2"))
    with refused("beside that one too; there is 1 output"):
        Experiment(problem=problem, hidden=(2,), groups=Groups().read("5,1+1"))


@pytest.mark.parametrize("given", [(3, 3), (0, 5), (6, -1)])
def test_groups_of_a_problem_make_up_its_inputs(given: tuple[int, ...]) -> None:
    with refused("the groups of two, ", ", must make up its 5 inputs"):
        Problem("two", "", np.eye(5), np.eye(5)[:, :1], groups=given)


def test_groups_are_any_sequences_of_numbers() -> None:
    kind = Groups()
    values: list[Any] = ["2+2, 2+2,2", [[2, 2], (np.int64(2), 2), 2], ((2, 2), (2, 2), (2,))]
    for value in values:
        assert kind.accept("groups", value) == ((2, 2), (2, 2), (2,))
    assert kind.write(((24, 12), (6, 6), (12,))) == "24+12,6+6,12"
    assert (kind.read("none"), kind.read(""), kind.write(())) == ((), (), "none")
    wrong: list[Any] = [3, None, [[2, "2"]], [[]], [[True]], "2+x", [["22"]], [2.0]]
    for value in wrong:
        with refused("groups must be the units of each group"):
            kind.accept("groups", value)


def test_a_link_that_is_not_there_is_neither_frozen_nor_set() -> None:
    missing = "there is no link from x1 to h3, which --groups 2+2,2+2 leaves out"
    with refused(f"nothing to freeze by the name 'W1[x1,h3]': {missing}"):
        replace(FOUR, freeze=("W1[x1,h3]",))
    trainer = Trainer(FOUR)
    with refused(missing):
        trainer.edit(Parameter(1, 0, 2), 1.0)
    assert not trainer.events
    trainer.edit(Parameter(1, 2, 2), 1.0)
    trainer.step(3)
    assert moment(Journal.from_json(Journal.of(trainer).to_json()).run()) == moment(trainer)
    text = Journal.of(trainer).to_json()
    with refused(missing):
        Journal.from_json(text.replace('"parameter": [1, 2, 2]', '"parameter": [1, 0, 2]'))
    assert any(isinstance(event, Edit) for _, event in trainer.events)


def test_what_is_frozen_is_so_whether_or_not_links_are_missing() -> None:
    learns = replace(FOUR, freeze=("W1",)).learns
    assert learns is not None
    assert not learns[:16].any()
    learns = replace(FOUR, freeze=("b1",)).learns
    assert learns is not None
    assert learns[:16].sum() == 8, "what is not there does not learn"


# Start weights.


def test_start_weights_are_0_where_there_is_no_link() -> None:
    trainer = Trainer(FOUR)
    trainer.step(5)
    weights = [W.copy() for W in trainer.network.parameters.weights]
    biases = tuple(b.copy() for b in trainer.network.parameters.biases or ())
    assert Trainer(replace(FOUR, start=Start(tuple(weights), biases, "a.json"))).step() == 1
    memory = {"change": (*(W.copy() for W in weights), *biases)}
    memory["change"][0][1, 3] = 0.25
    with refused(
        "the weights file 'a.json' has 0.25 in its memory as the change, but there is no link "
        "from x2 to h4, which --groups 2+2,2+2 leaves out: write 0 there, or leave --groups out"
    ):
        replace(FOUR, start=Start(tuple(weights), biases, "a.json", memory=memory))
    weights[0][3, 1] = -2.0
    with refused("the weights file 'a.json' has -2 as the weight, but there is no link from x4 to"):
        replace(FOUR, start=Start(tuple(weights), biases, "a.json"))
    assert replace(FOUR, groups=(), start=Start(tuple(weights), biases, "a.json")).parameters == 33
