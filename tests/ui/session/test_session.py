"""A session needs no screen: here a plain loop drives it, with a clock that moves when it is told
to, and what it comes to is bit for bit what a trainer comes to.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import (
    BUGS,
    PROBLEMS,
    Experiment,
    Parameter,
    Problem,
    Runs,
    Start,
    find_preset,
)
from backprop_tui.report.advice.flat import FLAT_STEPS
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.order import by_error
from backprop_tui.ui.run_state import State
from backprop_tui.ui.session.notice import Said, Tone
from backprop_tui.ui.session.pace import FRAMES
from backprop_tui.ui.session.session import Session
from backprop_tui.ui.session.stretch import MEASURED, SLICE
from backprop_tui.ui.view import View
from tests.engine.bits import behind, bits, moment
from tests.engine.refusals import refused
from tests.ui.drawn import after

WEIGHT = Parameter(1, 0, 0)
DIVERGING = Experiment(activation="linear", output_activation="linear", learning_rate=3.0)
BOOK = Start((np.full((2, 4), 0.5), np.full((4, 1), 0.5)), None, "book.json")


class Clock:
    """A clock that moves by `tick` whenever somebody looks at it."""

    def __init__(self, tick: float = 0.0) -> None:
        self.now, self.tick = 1000.0, tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


def session(
    *, steps: int = 10_000, speed: float = math.inf, clock: Clock | None = None, **settings: Any
) -> Session:
    """A session of the tutorial's experiment, a little changed."""
    experiment = replace(Experiment(), **settings)
    return Session(experiment, steps=steps, speed=speed, clock=clock or Clock())


def said(run: Session) -> list[str]:
    """All that was said and not taken back."""
    assert isinstance(run.voice, Said)
    return [notice.text for notice in run.voice]


def train(run: Session, most: int = 10**6) -> int:
    """Let it train until it stops; returns in how many slices."""
    for slices in range(most):
        if not run.view.run.training:
            return slices
        run.slice()
    raise AssertionError("it never stopped")


def test_a_plain_loop_trains_up_to_the_stop_and_on_to_the_next() -> None:
    run = session(steps=700)
    states = [run.view.state]
    run.follow(lambda view: states.append(view.state))
    run.start()
    train(run)
    assert states == [State.PAUSED, State.TRAINING, State.DONE]
    assert bits(run.view.snapshot) == bits(after(700))
    run.toggle()
    assert run.view.run.stop == 1400
    train(run)
    assert bits(run.view.snapshot) == bits(after(1400))
    run.start()
    run.toggle()
    assert run.slice() == 0.0
    assert run.runs.step_number == 1400, "what rests takes no steps"
    run.step(1)
    assert run.view.run.stop == 2100
    run.reset()
    assert run.view.run.stop == 700


def sorted_as_now(run: Session) -> bool:
    """Whether the cases are in the order of their present errors."""
    return bool((run.view.order.cases == by_error(run.view.snapshot).cases).all())


def test_while_training_cases_are_sorted_once_a_second_and_at_once_when_it_rests() -> None:
    clock = Clock()
    run = session(problem=PROBLEMS["parity-5"], clock=clock, speed=1000.0)
    assert run.view.by_error is None
    run.look(sorted=True)
    first = run.view.order
    assert sorted_as_now(run)
    run.start()
    orders = []
    for _ in range(40):
        clock.now += 0.1
        run.slice()
        run.show_frame()
        orders.append(run.view.order)
    assert orders[0] is first
    assert 4 <= len({id(order) for order in orders}) <= 5, "in four seconds"
    clock.now += 0.1
    run.slice()
    run.stop()
    assert sorted_as_now(run)
    stopped = run.view.order
    run.look(selected=3)
    assert run.view.order is stopped, "nothing is sorted twice"
    run.step(5)
    assert sorted_as_now(run)
    run.look(sorted=False)
    assert run.view.order.cases.tolist() == list(range(32))


def test_an_order_that_is_no_longer_true_is_held_until_it_rests() -> None:
    clock = Clock()
    run = session(problem=PROBLEMS["parity-5"], clock=clock, speed=1000.0)
    run.look(sorted=True)
    run.start()
    for _ in range(90):
        clock.now += 0.01
        run.slice()
        run.show_frame()
        if not sorted_as_now(run):
            break
    assert not sorted_as_now(run)
    run.stop()
    assert sorted_as_now(run)


def test_another_experiment_is_not_scrolled_to_the_end_of_the_last_one() -> None:
    run = session(problem=PROBLEMS["parity-5"], test=12)
    run.look(beyond=9, numbers=True)
    run.restart(seed=7)
    assert (run.view.gaze.beyond, run.view.gaze.numbers) == (0, True)
    run.look(beyond=9)
    run.restart(problem=PROBLEMS["or"], test=None)
    assert (run.view.gaze.beyond, run.view.gaze.numbers) == (0, False)


def test_another_problem_is_sorted_by_its_own_errors() -> None:
    run = session(problem=PROBLEMS["parity-5"])
    run.look(sorted=True, selected=31)
    run.start()
    run.restart(problem=PROBLEMS["xor"])
    assert len(run.view.order.cases) == 4
    assert sorted_as_now(run)
    assert run.view.gaze.selected == 3


async def test_an_event_loop_trains_beside_whatever_else_it_does() -> None:
    run, turns = session(steps=9_000, clock=Clock(SLICE)), count()

    async def work() -> None:
        while run.view.run.training:
            await asyncio.sleep(run.slice())

    async def look() -> None:
        while run.view.run.training:
            next(turns)
            run.show_frame()
            await asyncio.sleep(0)

    run.start()
    await asyncio.gather(work(), look())
    assert bits(run.view.snapshot) == bits(after(9_000))
    assert next(turns) > 9_000 // (3 * run.runs.chunk), "no slice takes long"


@given(st.integers(1, 400), st.floats(1, 300), st.lists(st.floats(0.01, 1.0), max_size=8))
def test_at_a_speed_just_the_steps_that_are_due_are_taken(
    steps: int, speed: float, pauses: list[float]
) -> None:
    clock = Clock()
    run = session(steps=steps, speed=speed, clock=clock)
    run.start()
    begun = clock.now
    for pause in [0.0, *pauses]:
        clock.now += pause
        while run.view.run.training and not run.slice():
            pass
        assert run.runs.step_number == min(steps, 1 + int((clock.now - begun) * speed))
    if run.view.run.training:
        assert run.slice() > 0, "seconds to wait"


@pytest.mark.parametrize(("wanted", "kept"), [(0.25, 1.0), (3.0, 3.0), (65_537.0, math.inf)])
def test_a_speed_that_is_asked_for_is_one_that_keys_come_to(wanted: float, kept: float) -> None:
    assert session(speed=wanted).view.run.speed == kept


def test_at_the_goal_there_is_nothing_to_wait_for() -> None:
    run = session(steps=5, speed=1.0)
    run.start()
    run.slice()
    run.runs.step(4)
    assert run.slice() == 0.0
    assert run.view.state is State.DONE


def test_a_slice_ends_with_its_time_and_nothing_is_lost() -> None:
    run = session(steps=5_000, clock=Clock(SLICE))
    run.start()
    slices = train(run)
    assert slices > 5_000 // (3 * run.runs.chunk)
    assert bits(run.view.snapshot) == bits(after(5_000))


def test_what_a_slice_has_no_time_for_comes_with_the_next() -> None:
    clock, speed = Clock(), 4096.0
    run = session(speed=speed, clock=clock)
    run.start()
    begun = clock.now
    run.slice()
    clock.now, clock.tick = begun + 1 / FRAMES, SLICE
    run.slice()
    assert run.runs.step_number == 1 + run.runs.chunk < 1 + int((clock.now - begun) * speed)
    clock.tick = 0.0
    run.slice()
    assert run.runs.step_number == 1 + int((clock.now - begun) * speed)


def test_a_pause_in_the_midst_changes_nothing() -> None:
    run = session(steps=3_000, clock=Clock(SLICE))
    run.start()
    for _ in range(3):
        run.slice()
    run.stop()
    paused = run.view
    assert 0 < paused.snapshot.step == run.runs.step_number < 3_000
    assert paused.state is State.PAUSED
    run.stop()
    assert run.view is paused, "it rests already"
    run.start()
    train(run)
    assert bits(run.view.snapshot) == bits(after(3_000))


def test_steps_by_hand_that_take_long_are_trained() -> None:
    run = session(steps=10_000, clock=Clock(0.06))
    run.step(2)
    assert (run.view.snapshot.step, run.view.run.training) == (2, False)
    run.step(2_000)
    assert run.view.run.training
    assert 2 < run.view.snapshot.step < 2_002
    train(run)
    assert run.view.snapshot.step == 2_002
    run.step(10**9)
    train(run)
    assert run.view.snapshot.step == 10_000 == run.view.run.stop, "no further than the stop"
    run.step(1)
    assert (run.view.snapshot.step, run.view.run.stop) == (10_001, 20_000)


@pytest.mark.parametrize("bug", BUGS)
def test_beside_a_bug_the_right_run_goes_along(bug: str) -> None:
    run, expected = session(steps=900, bug=bug, clock=Clock(SLICE)), Runs(Experiment(bug=bug))
    run.start()
    train(run)
    assert len(run.runs.in_step) == 1
    expected.step(900)
    assert run.view.snapshot.right_run is not None
    assert bits(run.view.snapshot) == bits(expected.snapshot())
    run.restart(bug=None)
    assert not run.runs.in_step
    assert run.view.snapshot.right_run is None


def test_edits_and_changes_are_events_of_the_run() -> None:
    run, plain = session(), Runs(Experiment())
    run.step(20)
    plain.step(20)
    run.edit(WEIGHT, 1.5)
    plain.edit(WEIGHT, 1.5)
    assert run.value(WEIGHT) == 1.5
    run.change(learning_rate=0.1, momentum=0.9)
    plain.change(learning_rate=0.1, momentum=0.9)
    run.step(20)
    plain.step(20)
    assert run.experiment == plain.experiment
    assert bits(run.view.snapshot) == bits(plain.snapshot())
    assert run.view.snapshot.by_hand == 2
    before = run.view
    run.edit(WEIGHT, run.value(WEIGHT))
    run.change()
    assert run.view is before, "nothing was changed"
    with refused("must be a finite number"):
        run.edit(WEIGHT, math.nan)
    with refused("there is no unit 9"):
        run.edit(Parameter(1, 9, 0), 1.0)
    with refused("momentum must be"):
        run.change(momentum=1.0)
    assert run.view is before
    assert bits(run.record()) == bits(plain.record())


def test_a_reset_says_what_stays_and_a_restart_keeps_where_one_looks() -> None:
    run = session(problem=PROBLEMS["parity-3"])
    assert run.view.gaze.selected == 1
    run.reset()
    assert said(run) == ["This is step 0 already."]
    run.step(5)
    run.change(learning_rate=0.25)
    run.look(selected=6, inspected=Unit(1, 2), rendering="matrix")
    run.reset()
    assert said(run) == ["Run b: Step 0, the same start. Stays changed: lr 0.25."]
    assert moment(run.runs) == moment(
        Runs(Experiment(problem=PROBLEMS["parity-3"], learning_rate=0.25))
    )
    run.restart(problem=PROBLEMS["xor"], learning_rate=0.1)
    assert said(run) == []
    gaze = run.view.gaze
    assert (gaze.selected, gaze.inspected, gaze.rendering) == (3, None, "matrix")
    assert bits(behind(run.view.snapshot)) == bits(behind(after(0)))
    run.reset()
    assert said(run) == ["This is step 0 already."], "0.1 was asked for"
    run.change(momentum=0.5)
    run.restart(momentum=0.0)
    run.change(momentum=0.5)
    run.reset()
    assert said(run) == ["Run b: Step 0, the same start. Stays changed: momentum 0.5."]
    run.restart(momentum=0.5)
    run.restart(momentum=0.0)
    run.reset()
    assert said(run) == ["This is step 0 already."], "nothing was asked for too"


@pytest.mark.parametrize(
    # The same start is the same run, whose steps lie ahead then.
    ("anew", "state"),
    [(Session.reset, State.PAST), (Session.next_seed, State.PAUSED)],
)
def test_what_starts_anew_rests_at_step_0(anew: Callable[[Session], None], state: State) -> None:
    run = session(steps=3_000, clock=Clock(SLICE))
    run.start()
    run.slice()
    anew(run)
    assert (run.view.state, run.view.snapshot.step) == (state, 0)
    assert run.slice() == 0.0
    assert run.runs.step_number == 0


def test_the_next_seed_follows_the_last_one_too() -> None:
    run = session(seed=2**32 - 2)
    seeds = []
    for _ in range(3):
        run.next_seed()
        seeds.append(run.experiment.seed)
    assert seeds == [2**32 - 1, 0, 1]


def test_what_cannot_be_is_said_and_changes_nothing() -> None:
    run = session(start=BOOK)
    before = run.view
    run.next_seed()
    run.restart(hidden=(0,))
    assert run.view is before
    assert isinstance(run.voice, Said)
    assert [notice.tone for notice in run.voice] == [Tone.ANSWER, Tone.REFUSAL]
    assert said(run)[0] == (
        "The start comes from the weights file book.json; there is no seed to change."
    )
    assert "1 to 1024 units, not 0" in said(run)[1]


def test_the_start_of_a_preset_is_no_file() -> None:
    run = Session(find_preset("xor-minimum").experiment())
    run.next_seed()
    assert said(run)[0] == (
        "The start comes from the printed weights of the preset xor-minimum; there is no seed to "
        "change."
    )


def test_a_run_that_diverges_stops_and_says_so_in_place_of_all_else() -> None:
    run = Session(DIVERGING, speed=math.inf, clock=Clock())
    run.greet()
    run.start()
    train(run)
    assert run.view.state is State.DIVERGED
    step = run.view.snapshot.step
    assert isinstance(run.voice, Said)
    for attempt in (run.start, lambda: run.step(1)):
        (notice,) = run.voice
        assert notice.tone is Tone.ALARM
        assert notice.text.startswith(f"The run diverged: at step {step}")
        attempt()
    assert not run.view.run.training


def test_what_is_known_is_said_first_and_what_is_solved_once() -> None:
    run = session(start=replace(BOOK, stated={"activation": "tanh"}))
    run.greet()
    assert said(run) == [
        "The weights file book.json was written by a run with --activation tanh; this one has "
        "--activation sigmoid."
    ]
    beyond = Problem("far", "", [0, 1], [0, 621])
    run = session(problem=beyond)
    run.greet()
    (remark,) = said(run)
    assert remark.startswith("Targets go from 0 to 621")
    run = session(steps=20_000)
    for _ in range(2):
        run.start()
        while run.view.run.training:
            run.slice()
            run.show_frame()
        (remark,) = said(run)
        assert remark == "Solved: loss below 0.01; every case right since step 1,141."
        run.reset()


def test_what_is_scheduled_is_said_before_and_when_it_happens() -> None:
    run = session(schedule="5:lr=0.03,momentum=0.95;9:lr=0.01")
    run.greet()
    (first,) = said(run)
    assert first == (
        "On the way settings change: from step 5 on lr 0.03, momentum 0.95; from step 9 on lr 0.01."
    )
    run.step(4)
    assert said(run) == [first]
    run.step(1)
    assert said(run)[1:] == ["Step 5, as scheduled: lr 0.03, momentum 0.95."]
    run.step(10)
    assert said(run)[2:] == ["Step 9, as scheduled: lr 0.01."]
    assert run.view.snapshot.by_hand == 0
    run.change(activation="tanh")
    run.reset()
    assert said(run) == ["Run b: Step 0, the same start. Stays changed: activation tanh."]
    assert run.experiment.learning_rate == 0.5
    run.step(9)
    assert len(said(run)) == 3
    run.next_seed()
    assert run.experiment.learning_rate == 0.5, "the next seed begins with what was asked for"
    assert run.experiment.seed == 43
    assert len(run.experiment.schedule or ()) == 2


def test_a_run_that_goes_on_says_after_how_many_steps_and_what_is_not_there() -> None:
    run = session(start=replace(BOOK, steps=500), momentum=0.5)
    run.greet()
    goes_on, forgotten = said(run)
    assert goes_on.startswith("Goes on after the 500 steps of the run that wrote the weights file")
    assert "does not hold the last change" in forgotten


def test_a_loss_that_stands_still_is_said_again_after_a_change_by_hand() -> None:
    run = session(hidden=(), learning_rate=0.0)

    def stand() -> int:
        """Let it stand, and say how often that has been said."""
        for _ in range(3):
            run.runs.step(FLAT_STEPS)
            run.show()
        return sum("The loss has stayed at" in text for text in said(run))

    assert [stand(), stand()] == [1, 1]
    run.edit(WEIGHT, 0.25)
    assert stand() == 2
    run.change(momentum=0.5)
    assert stand() == 3


def test_followers_are_told_every_view_until_they_leave() -> None:
    run = session(steps=50)
    views: list[View] = []
    leave = run.follow(views.append)
    run.look(selected=3)
    run.speed_up(0.5)
    run.step(3)
    assert [view.gaze.selected for view in views] == [3, 3, 3]
    assert [view.run.speed for view in views] == [math.inf, 65_536.0, 65_536.0]
    assert [view.snapshot.step for view in views] == [0, 0, 3]
    assert views[-1] is run.view
    leave()
    run.step(1)
    assert len(views) == 3


def test_a_follower_may_leave_while_it_is_told() -> None:
    run, told = session(), list[str]()

    def once(view: View) -> None:
        told.append("once")
        leave()

    leave = run.follow(once)
    run.follow(lambda view: told.append("always"))
    run.look(selected=0)
    run.look(selected=2)
    assert told == ["once", "always", "always"]


def test_frames_show_what_is_new_and_how_fast_it_goes() -> None:
    clock = Clock()
    run = session(speed=1.0, clock=clock)
    run.start()
    assert run.slice() == 0.0
    run.show_frame("slow line")
    assert (run.view.snapshot.step, run.view.run.rate, run.view.run.complaint) == (
        1,
        None,
        "slow line",
    )
    before = run.view
    run.show_frame()
    assert run.view is before, "nothing is new"
    clock.now += MEASURED
    run.show_frame()
    assert (run.view.snapshot.step, run.view.run.rate) == (1, 1.0), "but the rate is"
    run.runs.step(500)
    clock.now += 2 * MEASURED
    run.show_frame()
    assert run.view.run._replace(speed=0.0, stop=0) == (True, 0, 0.0, 250.0, "", None)
    run.stop()
    assert run.view.run._replace(speed=0.0, stop=0) == (False, 0, 0.0, None, "", None)
    paused = run.view
    clock.now += 2 * MEASURED
    run.show_frame("slow line")
    assert run.view is paused, "what rests has no speed, and nobody waits for its line"


ACTS = st.sampled_from(
    ["slice", "toggle", "step", "edit", "change", "frame", "reset", "seek", "look"]
)


@given(st.lists(ACTS, max_size=25), st.sampled_from([None, *BUGS]))
def test_whatever_is_done_the_view_is_of_a_moment_of_the_run(
    acts: list[str], bug: str | None
) -> None:
    run = session(steps=60, speed=4096.0, bug=bug, clock=Clock(SLICE / 2))

    def edits() -> Iterator[float]:
        yield from (0.1 * k for k in count(1))

    values = edits()
    for act in acts:
        if act == "edit":
            run.edit(WEIGHT, next(values))
        elif act == "change":
            run.change(learning_rate=0.5 - run.experiment.learning_rate / 2)
        elif act == "step":
            run.step(7)
        elif act == "frame":
            run.show_frame()
        elif act == "seek":
            run.runs.seek(run.runs.step_number // 2)
            run.show()
        elif act == "look":
            run.look(selected=2)
        else:
            getattr(run, act)()
        if not run.view.run.training:
            assert bits(run.view.snapshot) == bits(run.runs.snapshot())
            # While it trains it may have come past a change that the next frame shows.
            assert run.view.snapshot.experiment is run.experiment
    for other in run.runs.in_step:
        assert other.step_number == run.runs.step_number


def test_another_start_has_the_same_cases_put_aside_and_the_same_numbers() -> None:
    run = session(problem=PROBLEMS["parity-4"], standardize=True, test=0.25)
    problem = run.experiment.problem
    run.next_seed()
    assert run.experiment.seed == 43
    assert run.experiment.problem is problem
    run.change(learning_rate=0.1)
    train(run, 50)
    assert run.experiment.problem is problem
    run.restart(test_seed=7)
    assert run.experiment.problem.rows != problem.rows
    run.restart(test=None)
    run.restart(standardize=False)
    assert run.experiment.problem is PROBLEMS["parity-4"]
    run.restart(test=16)
    assert said(run)[-1].startswith("--test 16 puts aside 16 of the 16 cases of parity-4")
    assert run.experiment.problem is PROBLEMS["parity-4"]
