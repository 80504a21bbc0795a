"""What was done by hand is one line of text and back, to the last bit, whatever the network and its
columns are called; a line that means nothing is refused with what it could say.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import (
    BUGS,
    Change,
    Edit,
    Experiment,
    Parameter,
    Problem,
    Runs,
    Trainer,
)
from backprop_tui.engine.core.parameter_name import read_parameter, written_parameter
from backprop_tui.engine.runs.by_hand import (
    BY_HAND,
    by_hand_text,
    events_by_hand,
    running_by_hand,
)
from backprop_tui.engine.settings import settings_of
from tests.engine.bits import moment
from tests.engine.plain import links_there
from tests.engine.refusals import refused
from tests.engine.runs.story import parameter
from tests.engine.strategies import (
    CHANGES,
    SCHEDULES,
    at_most,
    experiments,
    with_bugs,
    with_schedules,
)

XOR = Experiment()
LINE = "0:W1[x1,h2]=-0;300:lr=5;360:W2[h1,yhat]=0"
"""Parts of the worked example, and a zero with a sign."""

DEEDS = st.lists(
    st.tuples(
        st.integers(0, 300),
        st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9), st.integers(0, 9)),
        st.floats(allow_nan=False, allow_infinity=False) | CHANGES,
    ),
    max_size=5,
).map(lambda deeds: sorted(deeds, key=lambda deed: deed[0]))
"""Weights that are set, and settings that change, at some steps."""


def happening(experiment: Experiment, deeds: list[Any]) -> Any:
    """The events that these deeds are."""
    events: list[Any] = []
    for step, place, what in deeds:
        if isinstance(what, float):
            events.append((step, Edit(parameter(experiment, place), what)))
        else:
            events += events_by_hand(experiment, BY_HAND.read(f"{step}:{what}"))
    return tuple(events)


@at_most(50)
@given(with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS)))), DEEDS)
def test_events_are_a_text_and_the_text_is_the_events(
    experiment: Experiment, deeds: list[Any]
) -> None:
    events = happening(experiment, deeds)
    text = by_hand_text(experiment, events)
    assert text.isprintable()
    again = events_by_hand(experiment, BY_HAND.read(text)) if text else ()
    assert repr(again) == repr(events), "-0 and every digit among them"
    assert by_hand_text(experiment, again) == text


@at_most(50)
@given(experiments())
def test_every_parameter_has_a_name_that_means_it_alone(experiment: Experiment) -> None:
    there = links_there(experiment)
    places = [
        Parameter(layer, row, column)
        for layer, links in enumerate(there, start=1)
        for row, column in np.argwhere(links).tolist()
    ]
    counts = experiment.arrangement.biases
    places += [Parameter(k, None, j) for k, n in enumerate(counts, start=1) for j in range(n)]
    names = [written_parameter(experiment, place) for place in places]
    assert len(set(names)) == len(names)
    assert [read_parameter(experiment, name) for name in names] == places


@given(SCHEDULES)
def test_what_is_scheduled_can_be_said_by_hand(text: str) -> None:
    assert BY_HAND.read(text) == settings_of(Experiment)["schedule"].typed(text)


def test_a_line_means_these_events() -> None:
    events = events_by_hand(XOR, BY_HAND.read(LINE))
    assert [step for step, _ in events] == [0, 300, 360]
    (_, first), (_, second), (_, third) = events
    assert isinstance(first, Edit)
    assert first.parameter == Parameter(1, 0, 1)
    assert first.value.hex() == "-0x0.0p+0"
    assert isinstance(second, Change)
    assert second.settings == {"learning_rate": 5.0}
    assert third == Edit(Parameter(2, 0, 0), 0.0)
    assert by_hand_text(XOR, events) == LINE


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            " 20 : lr = 5 , momentum=.9 ; 3 W1[ x2, h3 ] = 1e-3;",
            "3:W1[x2,h3]=0.001;20:lr=5,momentum=0.9",
        ),
        ("2:W2[2,1]=.1;2:W2[h2,ŷ]=.3", "2:W2[h2,yhat]=0.1;2:W2[h2,yhat]=0.3"),
        ("1:lr=1;1:momentum=0.5", "1:lr=1;1:momentum=0.5"),
        ("1:lr=1,W1[x1,h1]=2,lr=3", None),
        ("1:lr=1,W1[x1,h1]=2,momentum=0.5", "1:lr=1,W1[x1,h1]=2,momentum=0.5"),
        ("5:freeze=W1[x1,h2],W2,loss=sse", "5:freeze=W1[x1,h2],W2,loss=sse"),
        ("5:freeze=none", "5:freeze=none"),
    ],
)
def test_it_is_written_in_one_way(text: str, written: str | None) -> None:
    if written is None:
        with refused("lr is given twice at step 1"):
            BY_HAND.typed("--by-hand", text)
    else:
        assert by_hand_text(XOR, events_by_hand(XOR, BY_HAND.typed("--by-hand", text))) == written


def test_a_bias_is_called_by_its_unit_or_by_its_layer() -> None:
    shared = Experiment(bias="shared")
    for name in ("b1[all]", "b1", "theta1", "θ1"):
        events = events_by_hand(shared, BY_HAND.read(f"0:{name}=2"))
        assert by_hand_text(shared, events) == "0:b1[all]=2"
    own = Experiment(bias="threshold")
    for name in ("b2[yhat]", "θ2", "theta2[1]"):
        events = events_by_hand(own, BY_HAND.read(f"0:{name}=2"))
        assert by_hand_text(own, events) == "0:theta2[yhat]=2"


def test_other_names_are_none_of_a_parameter() -> None:
    for name in ("lr", "h1", "W1", "b1", "W1[]", "weights"):
        assert read_parameter(XOR, name) is None


def named(*names: str, target: str = "y") -> Experiment:
    """Inputs of these names."""
    inputs = np.eye(2, len(names))
    return Experiment(problem=Problem("t", "two cases", inputs, [[0], [1]], names, (target,)))


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (("a;b", "c=d,e]"), "0:W1[x1,h1]=1,W1[x2,h1]=1"),
        (("2", "1"), "0:W1[2,h1]=1,W1[1,h1]=1"),
        (("x2", "x1"), "0:W1[x2,h1]=1,W1[x1,h1]=1"),
        (("h1", "größe"), "0:W1[h1,g1]=1,W1[größe,g1]=1"),
        (("x2", "a b"), "0:W1[x2,h1]=1,W1[2,h1]=1"),
        (("3", "x3", "a b"), "0:W1[3,h1]=1,W1[x3,h1]=1,W1[a b,h1]=1"),
    ],
)
def test_columns_may_be_called_anything(names: tuple[str, ...], written: str) -> None:
    experiment = named(*names)
    events = tuple((0, Edit(Parameter(1, row, 0), 1.0)) for row in range(len(names)))
    assert by_hand_text(experiment, events) == written
    assert repr(events_by_hand(experiment, BY_HAND.read(written))) == repr(events)


def test_what_no_line_can_say_is_refused() -> None:
    with refused("no name says which parameter"):
        by_hand_text(named("3", "x3", '"a'), ((0, Edit(Parameter(1, 2, 0), 1.0)),))
    for target in ("a;b", "a;2:lr=3"):
        said = named("x", target=target)
        with refused("cannot be written in a line"):
            by_hand_text(said, ((0, Change.of(said, {"freeze": (target,)})),))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-1:lr=5", "the step of a change by hand must be a whole number from 0 to"),
        ("1.5:lr=5", "the step of a change by hand must be a whole number from 0 to"),
        ("x:lr=5", "the step of a change by hand must be a whole number from 0 to"),
        ("lr=5", "--by-hand must be a step and what changes after it, such as 300 lr=5"),
        ("", "--by-hand must be a step and what changes after it"),
        ("3:lr", "what changes at step 3 must be written NAME=VALUE, such as lr=5, not 'lr'"),
        ("3:W2[h1,yhat]", "must be written NAME=VALUE"),
        ("3:W2[h1,yhat=5", "must be written NAME=VALUE"),
        ("3:W2[h1,yhat]=1,W2[h1,yhat]=1", "W2[h1,yhat] is given twice at step 3"),
        ("3:lr=" + ";3:lr=".join("1" * 1001), "1,001 changes by hand are too many"),
        ("3:lr=-1", "by hand at step 3: learning rate must be a finite number, 0 or more"),
        ("3:lr=nan", "by hand at step 3: learning rate must be a finite number"),
        ("3:hidden=3", "by hand at step 3: 'hidden' cannot change on the way; lr, momentum"),
        ("3:output-activation=softmax", "by hand at step 3: "),
        ("3:W2[h9,yhat]=1", "there is no single weight or bias 'W2[h9,yhat]'; this network has "),
        ("3:W3[h1,yhat]=1", "a single weight is written as W1[x1,h1], from and to a unit"),
        ("3:W0[x1,h1]=1", "there is no single weight or bias 'W0[x1,h1]'"),
        ("3:W2=1", "there is no single weight or bias 'W2'"),
        ("3:b2=1", "there is no single weight or bias 'b2'"),
        ("3:b2[yhat]=1", "there is no single weight or bias 'b2[yhat]'"),
        ("1,234:W2[h1,yhat]=1", "the step of a change by hand must be"),
        ("3:W2[h1,yhat]=inf", "W2[h1,yhat] must be a finite number, not 'inf'"),
        ("3:W2[h1,yhat]=", "W2[h1,yhat] must be a finite number, not ''"),
        ("3:W2[h1,yhat]=0,5", "W2[h1,yhat] needs a point, not a comma: 0.5"),
    ],
)
def test_a_line_that_means_nothing_is_refused(text: str, said: str) -> None:
    with refused(said):
        events_by_hand(XOR, BY_HAND.typed("--by-hand", text))


def test_a_link_that_is_not_there_is_refused() -> None:
    apart = Experiment(hidden=(2, 2), groups=((2,), (1, 1), (1, 1)))
    with refused("by hand at step 0: there is no link from h1 to g2"):
        events_by_hand(apart, BY_HAND.read("0:W2[h1,g2]=1"))


def test_what_is_scheduled_lies_before_and_ahead() -> None:
    planned = Experiment(schedule=settings_of(Experiment)["schedule"].typed("10:loss=bce"))
    for step in (9, 10):
        with refused(f"by hand at step {step}: ", "loss bce needs output activation sigmoid"):
            events_by_hand(planned, BY_HAND.read(f"{step}:output-activation=tanh"))
    assert events_by_hand(planned, BY_HAND.read("10:loss=sse,output-activation=tanh"))


@pytest.mark.parametrize("bug", sorted(BUGS))
def test_a_line_is_the_run_of_whoever_does_it_beside_a_right_one_too(bug: str) -> None:
    wrong = Experiment(bug=bug)
    done, said = Runs(wrong), Runs(wrong, events_by_hand(wrong, BY_HAND.read(LINE)))
    done.edit(Parameter(1, 0, 1), -0.0)
    done.step(300)
    done.change(learning_rate=5.0)
    done.step(60)
    done.edit(Parameter(2, 0, 0), 0.0)
    for runs in (done, said):
        runs.seek(400)
    assert moment(said) == moment(done)
    said.seek(350)
    said.seek(400)
    assert moment(said) == moment(done)


@pytest.mark.parametrize("step", [0, 9, 10, 11, 20])
def test_what_runs_at_a_step_is_what_runs_there(step: int) -> None:
    planned = Experiment(
        schedule=settings_of(Experiment)["schedule"].typed("10:lr=1;11:momentum=.9")
    )
    events = events_by_hand(planned, BY_HAND.read("0:l2=0.1;10:lr=2,W1[x1,h1]=1;11:l2=0"))
    run = Trainer(planned, events)
    run.step(step)
    assert running_by_hand(planned, events, step) == run.experiment
