"""A run with events is a function of the experiment, the steps and the events, and of nothing else.
However often one goes back and forth, every moment has the bits that a straightforward replay has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backprop_tui.engine import BUGS, Experiment, Parameter, Runs, Trainer
from backprop_tui.engine.core.cross_entropies import BCE
from backprop_tui.engine.settings import changeable
from tests.engine.bits import arrays, bits, moment
from tests.engine.plain import links_there
from tests.engine.refusals import refused
from tests.engine.runs.test_trainer import EXPLOSIVE, RICH
from tests.engine.strategies import hidden_units, shares, with_bugs, with_schedules

ACTION = st.one_of(
    st.tuples(st.just("step"), st.integers(0, 300)),
    st.tuples(st.just("seek"), st.integers(0, 700)),
    st.tuples(
        st.just("edit"),
        st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9), st.integers(0, 9)),
        st.floats(-3, 3),
    ),
    st.tuples(
        st.just("change"),
        st.one_of(
            st.builds(lambda rate: {"learning_rate": rate}, st.floats(0, 0.3)),
            st.builds(lambda share: {"momentum": share}, st.sampled_from([0.0, 0.3, 0.9])),
            st.builds(lambda name: {"activation": name}, hidden_units(2)),
            st.sampled_from(
                [
                    {"loss": "bce", "output_activation": "sigmoid"},
                    {"loss": "mse"},
                    {"loss": "mse", "output_activation": "tanh", "momentum": 0.5},
                ]
            ),
        ),
    ),
    st.tuples(st.just("reset")),
)


def parameter(experiment: Experiment, place: tuple[int, int | None, int]) -> Parameter:
    """Any numbers, folded into the network."""
    sizes = experiment.sizes
    layer = place[0] % (len(sizes) - 1)
    source = place[1]
    if source is not None or not experiment.bias:
        source = (source or 0) % sizes[layer]
    shared = source is None and experiment.bias == "shared"
    target = 0 if shared else place[2] % sizes[layer + 1]
    if source is not None:
        # Where there is no link, the first that there is leads to the same unit.
        there = links_there(experiment)[layer][:, target].tolist()
        source = source if there[source] else there.index(True)
    return Parameter(layer + 1, source, target)


@dataclass
class Story:
    """What ought to have happened: a beginning, events in order, the present step."""

    first: Experiment
    events: list[tuple[int, str, Any]]
    step: int = 0

    def tell(self, experiment: Experiment, step: int) -> Trainer:
        """A new run that only ever goes forward."""
        trainer = Trainer(experiment)
        for when, what, arguments in self.events:
            if when > step:
                break
            trainer.step(when - trainer.step_number)
            if trainer.step_number == when:
                if what == "edit":
                    trainer.edit(*arguments)
                else:
                    trainer.change(**arguments)
        trainer.step(step - trainer.step_number)
        return trainer


def assert_same(trainer: Trainer | Runs, story: Story) -> None:
    expected = story.tell(story.first, story.step)
    assert trainer.step_number == expected.step_number
    assert trainer.experiment == expected.experiment
    main = trainer.main if isinstance(trainer, Runs) else trainer
    assert main.network.experiment is trainer.experiment
    assert trainer.snapshot().experiment is trainer.record().experiment is trainer.experiment
    assert moment(main) == moment(expected)
    if isinstance(trainer, Runs) and story.first.bug:
        right = story.tell(replace(story.first, bug=None), trainer.step_number)
        reference = trainer.snapshot().reference
        assert reference is not None
        assert bits(reference.until(trainer.step_number)) == bits(right.curve)


@given(
    with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS)))),
    st.lists(ACTION, max_size=9),
)
@example(
    replace(RICH, bug="uncleared"),
    [
        ("step", 300),
        ("edit", (1, None, 2), 0.5),
        ("step", 260),
        ("change", {"momentum": 0.0}),
        ("seek", 299),
        ("seek", 600),
        ("seek", 300),
        ("change", {"activation": "relu"}),
        ("step", 300),
    ],
)
@example(
    replace(RICH, bug="updated-weights"),
    [
        ("step", 3),
        ("change", {"learning_rate": 0.2}),
        ("change", {"momentum": 0.0}),
        ("step", 300),
        ("edit", (0, 1, 1), -1.0),
        ("step", 300),
        ("change", {"momentum": 0.9}),
        ("step", 20),
        ("seek", 520),
        ("seek", 280),
        ("edit", (1, 1, 1), 1.0),
        ("seek", 2),
        ("seek", 700),
    ],
)
@example(
    RICH,
    [("edit", (0, 0, 0), 1.0), ("step", 9), ("seek", 0), ("change", {"momentum": 0.0}), ("reset",)],
)
def test_any_course_of_steps_and_events_is_its_straightforward_replay(
    experiment: Experiment, actions: list[Any]
) -> None:
    for run in (Runs(experiment), Trainer(experiment)):
        take(run, Story(experiment, []), actions, assert_same)


def take(
    run: Runs | Trainer,
    story: Story,
    actions: list[Any],
    look: Callable[[Runs | Trainer, Story], None],
) -> None:
    """Let a run and its story take the same course, and look after every action."""
    experiment = run.experiment
    for what, *arguments in actions:
        if what == "step":
            run.step(arguments[0])
        elif what == "seek":
            run.seek(arguments[0])
        elif what == "reset":
            run.reset()
            story.first, story.events = run.experiment, []
        else:
            event: Any = (
                (parameter(experiment, arguments[0]), arguments[1])
                if what == "edit"
                else arguments[0]
            )
            if what == "change" and impossible(run.experiment, event):
                before = moment(run)
                with refused("loss bce needs" if "activation" not in event else "activation"):
                    run.change(**event)
                assert moment(run) == before
                continue
            story.events = [e for e in story.events if e[0] <= run.step_number]
            story.events.append((run.step_number, what, event))
            if what == "edit":
                run.edit(*event)
            else:
                run.change(**event)
        story.step = run.step_number
        look(run, story)


@settings(max_examples=40)
@given(
    with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS)))),
    st.lists(ACTION, max_size=6),
    st.lists(ACTION, max_size=4),
    st.integers(0, 700),
)
@example(
    RICH,
    [("step", 600), ("change", {"learning_rate": 0.2}), ("step", 300), ("seek", 500)],
    [("edit", (1, 1, 1), 1.0), ("step", 200), ("seek", 80), ("seek", 700)],
    900,
)
@example(
    RICH,
    [("step", 300), ("change", {"learning_rate": 0.2}), ("step", 300), ("seek", 100)],
    [("step", 500), ("seek", 550)],
    600,
)
@example(
    RICH,
    [("step", 300), ("change", {"learning_rate": 0.2}), ("step", 50)],
    [("seek", 100), ("seek", 400)],
    0,
)
def test_a_fork_has_the_same_past_and_goes_its_own_way(
    experiment: Experiment, before: list[Any], after: list[Any], far: int
) -> None:
    run, story = Trainer(experiment), Story(experiment, [])
    take(run, story, before, lambda *_: None)
    here, whole, step = moment(run), bits(run.snapshot()), run.step_number
    fork = run.fork()
    assert moment(fork) == here
    assert bits(fork.curve) == bits(run.curve.until(step)), "it ends here"
    behind = Story(story.first, [e for e in story.events if e[0] <= step], step)
    take(fork, behind, after, assert_same)
    assert bits(run.snapshot()) == whole, "the other one does not notice"
    story.step = run.seek(far)
    assert_same(run, story)


@pytest.mark.parametrize("cut", [0, 4_096, 4_097, 9_999, 10_000])
def test_a_fork_knows_no_loss_of_what_lies_ahead(cut: int) -> None:
    # 10,000 steps share buckets of 8, and the loss falls: a later one would be a minimum.
    run, fresh = Trainer(Experiment()), Trainer(Experiment())
    losses = []
    for _ in range(cut):
        losses.append(fresh.snapshot().loss)
        fresh.step()
    run.step(10_000)
    run.seek(cut)
    curve = run.fork().curve
    assert (curve.stride, curve.length) == (8, cut)
    parts = [losses[k : k + 8] for k in range(0, cut, 8)]
    assert curve.low.tolist() == [min(part) for part in parts]
    assert curve.high.tolist() == [max(part) for part in parts]


def impossible(experiment: Experiment, change: dict[str, Any]) -> bool:
    """Cross-entropy is for sigmoids and probabilities, two activations are for two layers, and what
    shares out a total is for several units.
    """
    loss = change.get("loss", experiment.loss)
    output = change.get("output_activation", experiment.output_activation)
    names = change.get("activation", "linear").split(",")
    parts = filter(None, (experiment.problem, experiment.problem.testing))
    unfit = output != "sigmoid" or any(BCE.refuses(part.targets) for part in parts)
    if len(names) not in (1, len(experiment.hidden)):
        return True
    each = names * (len(experiment.hidden) // len(names))
    alone = any(map(shares, [n for n, u in zip(each, experiment.hidden, strict=True) if u == 1]))
    return (loss == "bce" and unfit) or alone


def test_an_edit_sets_one_number_and_nothing_else() -> None:
    for place in (Parameter(1, 2, 4), Parameter(2, None, 1), Parameter(3, 0, 0)):
        trainer = Trainer(RICH)
        trainer.step(7)
        before, record = trainer.snapshot(), trainer.record()
        trainer.edit(place, -0.25)
        after = trainer.snapshot()
        assert after.biases is not None
        group = after.weights if place.source is not None else after.biases
        at = place.target if place.source is None else (place.source, place.target)
        assert group[place.layer - 1][at] == -0.25
        changed = [
            a != b
            for one, other in zip(
                (*before.weights, *(before.biases or ())),
                (*after.weights, *after.biases),
                strict=True,
            )
            for a, b in zip(one.ravel(), other.ravel(), strict=True)
        ]
        assert sum(changed) == 1
        assert bits(after.curve) == bits(before.curve)
        assert (after.step, after.experiment) == (7, RICH)
        for ours, theirs in zip(trainer.record().layers, record.layers, strict=True):
            assert bits(ours.weights.previous) == bits(theirs.weights.previous)
        assert not any(a.flags.writeable for a in arrays((after, trainer.record())))


def test_a_change_is_in_force_from_the_next_step_on() -> None:
    trainer = Trainer(replace(RICH, momentum=0.0))
    trainer.step(10)
    before = trainer.snapshot()
    trainer.change(learning_rate=0.5, momentum=0.9, loss="mse", activation="sigmoid")
    trainer.change(output_activation="tanh")
    now = trainer.snapshot()
    assert trainer.experiment == replace(
        RICH,
        learning_rate=0.5,
        momentum=0.9,
        loss="mse",
        activation="sigmoid",
        output_activation="tanh",
    )
    assert (now.step, bits(now.weights), bits(now.curve)) == (
        10,
        bits(before.weights),
        bits(before.curve),
    )
    for layer in trainer.record().layers:
        weights = layer.weights
        assert not weights.previous.any()
        assert np.array_equal(weights.change, 0.9 * weights.previous - 0.5 * weights.gradient)
    trainer.step(3)
    assert trainer.snapshot().curve.low[10] == now.loss
    assert trainer.record().layers[0].weights.previous.any()
    trainer.change(momentum=0.0)
    trainer.change(momentum=0.9)
    assert not trainer.record().layers[0].weights.previous.any(), "the velocity is forgotten"


def test_with_other_momentum_the_velocity_goes_on() -> None:
    trainer = Trainer(RICH)
    trainer.step(5)
    before = trainer.record()
    trainer.change(momentum=0.1, activation="relu")
    for ours, theirs in zip(trainer.record().layers, before.layers, strict=True):
        assert bits(ours.weights.previous) == bits(theirs.weights.previous)


def test_without_momentum_the_velocity_is_forgotten_and_not_what_a_bug_carries() -> None:
    trainer = Trainer(replace(RICH, bug="uncleared"))
    trainer.step(5)
    before = trainer.record()
    trainer.change(momentum=0.0)
    for ours, theirs in zip(trainer.record().layers, before.layers, strict=True):
        assert not ours.weights.previous.any()
        assert theirs.weights.carried is not None
        assert theirs.weights.carried.any()
        assert bits(ours.weights.carried) == bits(theirs.weights.carried)


def test_a_reset_drops_edits_and_keeps_the_settings_in_force() -> None:
    trainer = Trainer(RICH)
    trainer.edit(Parameter(1, 0, 0), 3.0)
    trainer.step(20)
    trainer.change(learning_rate=0.2)
    trainer.reset()
    assert moment(trainer) == moment(Trainer(replace(RICH, learning_rate=0.2)))
    trainer.step(30)
    fresh = Trainer(replace(RICH, learning_rate=0.2))
    fresh.step(30)
    assert moment(trainer) == moment(fresh)


def test_a_new_event_in_the_past_makes_the_later_ones_unhappen() -> None:
    trainer = Trainer(RICH)
    trainer.seek(20)
    trainer.change(learning_rate=0.0)
    trainer.seek(10)
    assert trainer.experiment is RICH
    trainer.step(15)
    assert trainer.experiment.learning_rate == 0.0
    trainer.seek(10)
    trainer.edit(Parameter(1, 0, 0), 0.5)
    assert len(trainer.snapshot().curve.low) == 10
    trainer.step(15)
    assert trainer.experiment is RICH


def test_a_run_that_diverged_can_be_called_back_by_an_event() -> None:
    trainer = Trainer(EXPLOSIVE)
    stop = trainer.step(1000)
    assert 2 < stop < 1000
    trainer.seek(stop - 2)
    trainer.change(learning_rate=0.0)
    assert trainer.step(1000) == 1000
    trainer.seek(0)
    assert trainer.experiment.learning_rate == 3.0
    assert trainer.seek(stop + 40) == stop + 40


def test_only_some_settings_change_on_the_way() -> None:
    trainer = Trainer(Experiment())
    for setting in ("hidden", "bias", "seed", "bug", "batch_size", "problem", "typo"):
        assert setting not in changeable(Experiment)
        with pytest.raises(ValueError, match=f"{setting} cannot change on the way"):
            trainer.change(**{setting: None})
    assert moment(trainer) == moment(Trainer(Experiment()))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"learning_rate": -1.0}, "learning rate must be"),
        ({"momentum": 1.0}, "momentum must be"),
        ({"loss": "typo"}, "there is no loss"),
        ({"activation": "typo"}, "there is no activation"),
        ({"learning_rate": 0.1, "loss": "bce", "output_activation": "tanh"}, "needs output"),
    ],
)
def test_a_change_that_the_experiment_refuses_changes_nothing(
    change: dict[str, Any], words: str
) -> None:
    trainer = Trainer(Experiment())
    trainer.step(9)
    trainer.seek(5)
    before = moment(trainer)
    with refused(words):
        trainer.change(**change)
    assert moment(trainer) == before
    assert trainer.experiment == Experiment()


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (Parameter(1, 0, 0), float("nan"), "must be a finite number, not nan"),
        (Parameter(1, 0, 0), float("-inf"), "must be a finite number, not -inf"),
        (Parameter(1, 0, 0), "0.5", "must be a finite number, not '0.5'"),
        (Parameter(1, 0, 0), True, "must be a finite number, not True"),
        (Parameter(1, 0, 0), 10**400, "must be a finite number, not 1000"),
        (Parameter(1, None, 0), 1.0, "this network has no biases"),
        (Parameter(3, 0, 0), 1.0, "there is no layer 3; layers are numbered from 1 to 2"),
        (Parameter(0, 0, 0), 1.0, "there is no layer 0"),
        (Parameter(1, 2, 0), 1.0, "there is no unit 2; units there are numbered from 0 to 1"),
        (Parameter(1, 0, 4), 1.0, "there is no unit 4; units there are numbered from 0 to 3"),
        (Parameter(1, -1, 0), 1.0, "there is no unit -1"),
        (Parameter(2, 0, -1), 1.0, "there is no unit -1"),
    ],
)
def test_an_impossible_edit_is_refused_and_changes_nothing(
    place: Parameter, value: Any, words: str
) -> None:
    trainer = Trainer(Experiment())
    trainer.step(9)
    trainer.seek(5)
    before = moment(trainer)
    with refused(words):
        trainer.edit(place, value)
    trainer.seek(9)
    trainer.seek(5)
    assert moment(trainer) == before


@settings(max_examples=40)
@given(
    st.sampled_from([RICH, replace(RICH, bug="no-slope")]) | with_schedules(st.just(RICH)),
    st.integers(0, 600),
    st.lists(ACTION.filter(lambda action: action[0] in ("edit", "change")), min_size=1, max_size=3),
)
def test_an_event_that_no_step_has_followed_is_taken_back_as_if_it_had_never_been(
    experiment: Experiment, steps: int, actions: list[Any]
) -> None:
    runs, plain = Runs(experiment), Runs(experiment)
    runs.step(steps)
    plain.step(steps)
    before, now = moment(runs), runs.experiment
    taken = 0
    for action in actions:
        if action[0] == "edit":
            runs.edit(parameter(experiment, action[1]), action[2])
        else:
            runs.change(**action[1])
        taken += 1
    assert runs.by_hand == taken
    assert all(runs.withdraw() for _ in range(taken))
    assert not runs.withdraw()
    assert (moment(runs), runs.experiment, runs.by_hand) == (before, now, 0)
    runs.step(300)
    plain.step(300)
    runs.seek(steps)
    plain.seek(steps)
    runs.step(100)
    plain.step(100)
    assert moment(runs) == moment(plain)


def test_an_event_that_a_step_has_followed_stays() -> None:
    trainer = Trainer(RICH)
    trainer.change(momentum=0.0)
    trainer.step()
    assert not trainer.withdraw()
    trainer.change(momentum=0.5)
    trainer.seek(0)
    assert not trainer.withdraw()
    trainer.change(momentum=0.5)
    trainer.reset()
    assert not trainer.withdraw()


@pytest.mark.parametrize("bug", [None, "no-slope"])
def test_what_sets_an_earlier_change_back_counts_for_no_other_one(bug: str | None) -> None:
    runs = Runs(Experiment(bug=bug))
    runs.change(learning_rate=2.0)
    runs.step(10)
    runs.change(learning_rate=0.5)
    runs.uncount()
    assert (runs.by_hand, runs.events_behind) == (1, 2)
    fork = runs.main.fork()
    assert fork.by_hand == 1
    runs.seek(5)
    assert (runs.by_hand, runs.events_behind) == (1, 1)
    runs.seek(20)
    assert (runs.by_hand, runs.events_behind) == (1, 2)
    runs.seek(5)
    runs.change(momentum=0.5)
    assert (runs.by_hand, runs.events_behind) == (2, 2), "what lay ahead never will be"
    assert runs.withdraw()
    assert (runs.by_hand, runs.events_behind) == (1, 1)
