"""Random experiments for property tests: any problem, depth, activation, loss and learning rule.
They are small, and their numbers come from a seed, so that they are generic and never special.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from backprop_tui.engine import (
    ACTIVATIONS,
    BUGS,
    INITIALIZERS,
    LOSSES,
    SETTINGS,
    Answer,
    Experiment,
    Problem,
    find_problem,
)
from backprop_tui.engine.core.activations import find_activation
from backprop_tui.engine.core.orders import ORDERS
from backprop_tui.engine.problems.features import features
from backprop_tui.engine.problems.levels import PLAIN
from backprop_tui.engine.problems.plane import PLANES

SEEDS = st.integers(0, 2**32 - 1)


def at_most(examples: int) -> settings:
    """So many examples of a property that takes long, or the profile's where those are fewer."""
    profile = settings.default
    assert profile is not None
    return settings(max_examples=min(examples, profile.max_examples))


class Targets(Enum):
    """What a loss may ask of targets."""

    ANY = "from 0 to 1"
    BITS = "0 or 1"
    SHARES = "a row adds up to 1"
    CLASSES = "one 1 in every row"

    def of(self, uniform: Any) -> Any:
        """Such targets from numbers between 0 and 1, (cases, outputs)."""
        if self is Targets.BITS:
            return np.round(uniform)
        if self is Targets.SHARES:
            return uniform / uniform.sum(axis=1, keepdims=True)
        if self is Targets.CLASSES:
            return np.eye(uniform.shape[1])[uniform.argmax(axis=1)]
        return uniform


TARGETS = {
    "ce": [Targets.SHARES, Targets.CLASSES],
    "margin": [Targets.BITS],
}
"""What losses ask of targets, those that do."""


def table(
    seed: int, cases: int, inputs: int, outputs: int, targets: Targets = Targets.ANY
) -> Problem:
    """Random inputs from -1 to 1 and targets from 0 to 1; every other seed names its cases."""
    stream = np.random.RandomState(seed)
    return Problem(
        name="table",
        summary="random numbers",
        inputs=stream.uniform(-1, 1, (cases, inputs)),
        targets=targets.of(stream.uniform(0, 1, (cases, outputs))),
        input_names=tuple(f"sepal, h{k} = (cm)" for k in range(inputs)),
        target_names=tuple(f"y{k}" for k in range(outputs)),
        case_names=[f"rose, h{k} = red" for k in range(cases)] if seed % 2 else (),
    )


TABLES = st.builds(
    table, SEEDS, cases=st.integers(1, 7), inputs=st.integers(1, 3), outputs=st.integers(1, 3)
)

KNOWN = st.sampled_from(["xor", "parity-3", "table:0110,1000", "table:01"]).map(find_problem)

ANY_TARGETS = ("half-sse", "sse", "mean")
"""Losses that are defined for any values."""


def drawn_for(loss: str) -> st.SearchStrategy[dict[str, Any]]:
    """Settings that draw a few points of any plane that a loss allows."""
    names = [
        name for name, plane in PLANES.items() if plane.answer is Answer.BITS or loss in ANY_TARGETS
    ]
    return st.fixed_dictionaries(
        {
            "problem": st.sampled_from(names).map(find_problem),
            "cases": st.integers(2, 7),
            "noise": st.none() | st.floats(0.01, 0.5),
            "problem_seed": st.none() | SEEDS,
        }
    )


def features_of(problem: Problem) -> st.SearchStrategy[tuple[str, ...] | None]:
    """Any features of a problem's inputs, by their places or by their names, or none."""
    names = [*problem.input_names, *(f"x{k}" for k in range(1, len(problem.input_names) + 1))]
    one = st.sampled_from(names)
    each = st.one_of(
        one,
        one.map(lambda name: f"{name}^2"),
        one.map(lambda name: f"sin({name})"),
        st.tuples(one, one).map("*".join),
    )

    def name_of(text: str) -> str:
        return features((text,), problem.input_names)[0].name

    return st.none() | st.lists(each, min_size=1, max_size=4, unique_by=name_of).map(tuple)


def tables_for(loss: str, least_outputs: int) -> st.SearchStrategy[Problem]:
    """Random tables that a loss allows."""
    return st.builds(
        table,
        SEEDS,
        cases=st.integers(1, 7),
        inputs=st.integers(1, 3),
        outputs=st.integers(least_outputs, 3),
        targets=st.sampled_from(TARGETS.get(loss, [Targets.ANY])),
    )


def suited(loss: str, outputs: int = 2) -> dict[str, Any]:
    """The settings of a network of sigmoids, or if it must be of others, that a loss allows."""
    targets = TARGETS.get(loss, [Targets.ANY])[-1]
    output = (LOSSES[loss].outputs or ("sigmoid",))[0]
    problem = table(1, cases=6, inputs=3, outputs=outputs, targets=targets)
    return {"problem": problem, "loss": loss, "output_activation": output}


def numbered(family: str) -> st.SearchStrategy[str]:
    """An activation by its family, or where that has a number also with another one."""
    parameter = ACTIVATIONS[family].parameter
    if parameter is None:
        return st.just(family)
    # Very steep units are nearly steps, where nothing is generic.
    numbers = st.floats(parameter.least, min(parameter.most, 4.0))
    return st.just(family) | numbers.map(lambda number: f"{family}:{number!r}")


UNITS = st.sampled_from(sorted(ACTIVATIONS)).flatmap(numbered)
"""Any activation."""


def hidden_units(layers: int) -> st.SearchStrategy[str]:
    """One activation for all hidden layers, or one for each."""
    if layers < 2:
        return UNITS
    return UNITS | st.lists(UNITS, min_size=layers, max_size=layers).map(",".join)


def shares(names: str) -> bool:
    """Whether some of these units share out a total."""
    return any(find_activation(name).total is not None for name in names.split(","))


FREEZABLE = ("weights", "W1", "h1", "W1[1,1]", "biases", "b1", "b1[1]")
"""Names that every network of these has, the last three where it has biases."""


@st.composite
def divisions(draw: st.DrawFn, sizes: tuple[int, ...], direct: bool) -> tuple[tuple[int, ...], ...]:
    """Any groups of layers of these sizes that leave some link out, or none."""
    pairs = [
        (k, above)
        for k, above in combinations(range(len(sizes)), 2)
        if min(sizes[k], sizes[above]) > 1 and (direct or above == k + 1)
    ]
    if not pairs or draw(st.booleans()):
        return ()
    pair = draw(st.sampled_from(pairs))
    count = draw(st.integers(2, min(3, *(sizes[k] for k in pair))))
    groups: list[tuple[int, ...]] = []
    for k, units in enumerate(sizes):
        if k not in pair and (units < count or draw(st.booleans())):
            groups.append((units,))
            continue
        cuts = draw(st.permutations(range(1, units)))[: count - 1]
        ends = [0, *sorted(cuts), units]
        groups.append(tuple(b - a for a, b in pairwise(ends)))
    return tuple(groups)


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    """Any experiment with up to three hidden layers of up to four units."""
    loss = draw(st.sampled_from(sorted(LOSSES)))
    layers = draw(st.integers(0, 3))
    activation = draw(hidden_units(layers))
    output = draw(st.sampled_from(LOSSES[loss].outputs) if LOSSES[loss].outputs else UNITS)
    # Units that share out a total are several.
    least, least_outputs = (2 if shares(names) else 1 for names in (activation, output))
    hidden = tuple(draw(st.lists(st.integers(least, 4), min_size=layers, max_size=layers)))
    tables = tables_for(loss, least_outputs)
    kept = (KNOWN | tables).map(lambda problem: {"problem": problem})
    chosen: dict[str, Any] = (
        {"problem": draw(tables)} if least_outputs > 1 else draw(kept | drawn_for(loss))
    )
    problem = chosen["problem"]
    bias = draw(st.booleans() | st.sampled_from(["shared", "threshold"]))
    names = [
        {"h1": "h" if hidden and hidden[0] == 1 else "h1" if hidden else "W1[1,1]"}.get(name, name)
        for name in FREEZABLE
        if bias or not name.startswith("b")
    ]
    init = draw(st.sampled_from(sorted(INITIALIZERS)))
    cases = chosen.get("cases") or len(problem.inputs)
    test = draw(st.none() | st.sampled_from([0.25, 0.5, 1.0])) if cases > 1 else None
    learnt = cases - (0 if test is None else max(1, round(test * cases) if test < 1 else 1))
    # Values that are standardized leave 0…1, where not every loss is defined.
    may_standardize = problem.answer is not Answer.VALUES or loss in ANY_TARGETS
    may_have_levels = problem.answer is not Answer.VALUES and loss not in ("ce", "margin")
    levels = [(0.1, 0.9), *([] if loss == "bce" else [(-1.0, 1.0), (-0.25, 3.5)])]
    features, direct = draw(features_of(problem)), draw(st.booleans())
    sizes = (len(features or ()) or problem.inputs.shape[1], *hidden, problem.targets.shape[1])
    return Experiment(
        **chosen,
        features=features,
        levels=draw(st.sampled_from([PLAIN, *levels])) if may_have_levels else PLAIN,
        standardize=may_standardize and draw(st.booleans()),
        test=test,
        test_seed=draw(SEEDS),
        hidden=hidden,
        activation=activation,
        output_activation=output,
        loss=loss,
        bias=bias,
        direct=direct,
        groups=draw(divisions(sizes, direct)),
        init=init,
        seed=draw(SEEDS),
        learning_rate=draw(st.floats(0.001, 0.3)),
        momentum=draw(st.just(0.0) | st.floats(0.1, 0.9)),
        batch_size=draw(st.none() | st.integers(1, learnt)),
        freeze=tuple(draw(st.just([]) | st.lists(st.sampled_from(names), max_size=3))),
        l2=draw(st.just(0.0) | st.floats(0.001, 0.1)),
        # Where weights are 0 but for rounding, rounding decides which way |w| pulls.
        l1=draw(st.just(0.0) | st.floats(0.001, 0.1)) if init != "zeros" else 0.0,
        decay=draw(st.just(0.0) | st.floats(0.001, 0.1)),
        order=draw(st.sampled_from(sorted(ORDERS))),
    )


def with_bugs(names: st.SearchStrategy[str | None]) -> st.SearchStrategy[Experiment]:
    """Any experiment with one of these bugs."""
    return st.builds(lambda experiment, bug: replace(experiment, bug=bug), experiments(), names)


WRONG = with_bugs(st.sampled_from(sorted(BUGS)))
"""Any experiment with any bug."""


CHANGES = st.one_of(
    st.floats(0.001, 0.3).map(lambda rate: f"lr={rate!r}"),
    st.sampled_from(["momentum=0", "momentum=0.5", "momentum=0.9"]),
    UNITS.filter(lambda name: not shares(name)).map(lambda name: f"activation={name}"),
    st.sampled_from(["l2=0.05", "l2=0", "l1=0.02", "decay=0.1", "freeze=W1", "freeze=W1,weights"]),
)
"""Changes that go with any experiment, as somebody types them."""

SCHEDULES = st.dictionaries(
    st.integers(1, 300) | st.integers(1, 12),
    st.lists(CHANGES, min_size=1, max_size=2, unique_by=lambda text: text.partition("=")[0]),
    min_size=1,
    max_size=3,
).map(lambda moments: ";".join(f"{step}:{','.join(texts)}" for step, texts in moments.items()))
"""A few of them at a few steps."""


def with_schedules(some: st.SearchStrategy[Experiment]) -> st.SearchStrategy[Experiment]:
    """Some experiments, perhaps with changes on the way."""

    def scheduled(experiment: Experiment, text: str | None) -> Experiment:
        setting = SETTINGS["schedule"]
        schedule = None if text is None else setting.typed(text)
        return replace(experiment, schedule=schedule)

    return st.builds(scheduled, some, st.none() | SCHEDULES)


def apart(words: Iterable[str]) -> list[str]:
    """Options and their values a word each, those with a = too, as `--levels=-1,1`."""
    return [part for word in words for part in (word.split("=", 1) if "--" in word[:2] else [word])]
