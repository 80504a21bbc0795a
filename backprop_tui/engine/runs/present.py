"""The present of a run as a record that stays as it is. Training goes on meanwhile; whoever wants
to see anything gets copies.
"""

from __future__ import annotations

from backprop_tui.engine.core.network import error_of
from backprop_tui.engine.records import HeldOut, Mark, Snapshot, frozen, frozen_all
from backprop_tui.engine.runs.loop import Loop
from backprop_tui.engine.runs.turns import Standing


def snapshot(loop: Loop) -> Snapshot:
    """The network as it stands."""
    learner, past, step = loop.learner, loop.past, loop.step_number
    experiment, network, rule = learner.experiment, learner.network, learner.rule
    problem, parameters = experiment.problem, network.parameters
    passed = network.forward(problem.inputs)
    error = error_of(experiment, passed, problem.targets)
    for array in (*passed.z, *passed.activations):
        array.setflags(write=False)
    right = frozen(problem.right(passed.activations[-1]))
    all_right = bool(right.all())
    loss = experiment.loss_function.mean(error, problem.targets.shape)
    standing = Standing.at(all_right, loss)
    right_so_far = past.turns.right.latest.at(step, standing.right)
    solved_so_far = past.turns.solved.latest.at(step, standing.solved)
    return Snapshot(
        experiment=experiment,
        step=step,
        weights=tuple(map(frozen, parameters.weights)),
        biases=frozen_all(parameters.biases),
        z=passed.z,
        activations=passed.activations,
        error=error + network.penalty,
        loss=loss,
        right=right,
        right_since=right_so_far.since,
        first_right=right_so_far.first,
        solved_since=solved_so_far.since,
        first_solved=solved_so_far.first,
        curve=past.history.curve(),
        gradient_sizes=past.history.sizes.curve(len(parameters.weights)),
        memory=frozen(rule.memory) if rule.remembered else None,
        by_hand=past.timeline.counted,
        held_out=held_out(loop),
        beginning=past.beginning,
        marks=past.marks(step, standing),
    )


def marks(loop: Loop) -> tuple[Mark, ...]:
    """The moments of the run worth going to."""
    return loop.past.marks(loop.step_number, Standing.of(loop.learner))


def held_out(loop: Loop) -> HeldOut | None:
    """How it does on the cases that nothing is learnt from, if there are any."""
    experiment = loop.learner.experiment
    testing = experiment.problem.testing
    if testing is None:
        return None
    passed = loop.learner.network.forward(testing.inputs)
    predictions = frozen(passed.activations[-1])
    error = error_of(experiment, passed, testing.targets)
    return HeldOut(
        problem=testing,
        predictions=predictions,
        error=error,
        loss=experiment.loss_function.mean(error, testing.targets.shape),
        right=frozen(testing.right(predictions)),
        curve=loop.past.history.curve(1),
    )
