"""What may happen to a run, and what ought to come of it: a new run that only ever goes forward
tells the same story. Tests of going back, of events and of forks compare with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Experiment, Parameter, Runs, Trainer
from backprop_tui.engine.core.cross_entropies import BCE
from tests.engine.bits import bits, moment
from tests.engine.plain import links_there
from tests.engine.refusals import refused
from tests.engine.strategies import hidden_units, shares

RICH = Experiment(
    problem=PROBLEMS["parity-3"],
    hidden=(5, 3),
    activation="tanh",
    loss="bce",
    bias=True,
    learning_rate=0.07,
    momentum=0.8,
    batch_size=3,
)
"""Everything at once: depth, biases, momentum and batches that do not divide the cases."""

EXPLOSIVE = Experiment(activation="linear", output_activation="linear", learning_rate=3.0)
"""Straight lines and long strides: every step overshoots further than the one before."""


def after(experiment: Experiment, steps: int) -> Any:
    trainer = Trainer(experiment)
    trainer.step(steps)
    return moment(trainer)


EVENT = st.one_of(
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
)
ACTION = st.one_of(
    st.tuples(st.just("step"), st.integers(0, 300)),
    st.tuples(st.just("seek"), st.integers(0, 700)),
    EVENT,
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
        reference = trainer.snapshot().right_run
        assert reference is not None
        assert bits(reference.until(trainer.step_number)) == bits(right.curve)


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
            if isinstance(run, Runs):
                run.begin(run.chosen)
            else:
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
