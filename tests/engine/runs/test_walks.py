"""Whoever walks through the time of a run, to any step or mark, all the way or not, finds each
moment as it was, and leaves nothing behind.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop_tui.engine import Change, Edit, Experiment, Parameter, Runs, Trainer
from backprop_tui.engine.runs.events import Event
from backprop_tui.engine.runs.journal import Journal
from backprop_tui.engine.runs.loop import Loop
from backprop_tui.engine.runs.seeking import Journey, UnderWay, seek
from tests.engine.bits import bits, lasting, moment, whole
from tests.engine.refusals import refused
from tests.engine.runs.story import ACTION, EXPLOSIVE, RICH, Story, take
from tests.engine.strategies import at_most, experiments, with_schedules

WALK = st.one_of(
    st.tuples(st.just("seek"), st.integers(0, 700)),
    st.tuples(st.just("journey"), st.integers(0, 700), st.integers(1, 300)),
    st.tuples(st.just("broken off"), st.integers(0, 700), st.integers(0, 300)),
    st.tuples(st.just("mark"), st.booleans()),
    st.tuples(st.just("step"), st.integers(-100, 100)),
)


def walk(run: Trainer, way: str, *how: Any) -> None:
    """Go somewhere, and come back where that is meant."""
    here = run.step_number
    if way == "seek":
        run.seek(how[0])
    elif way == "step":
        run.seek(max(0, here + how[0]))
    elif way == "mark":
        ahead = [mark.step for mark in run.marks if mark.step > here]
        behind = [mark.step for mark in run.marks if mark.step < here]
        run.seek(min(ahead, default=here) if how[0] else max(behind, default=here))
    else:
        journey, before = run.journey(how[0]), (whole(run), moment(run), run.events)
        if way == "broken off" and not journey.is_over:
            journey.go(min(how[1], journey.left - 1))
            # A run that diverges on the way is there before the steps are taken that are left.
            if not journey.is_over:
                assert (whole(run), moment(run)) == before[:2], "nothing moves on the way"
                journey.give_up()
                assert (whole(run), moment(run), run.events) == before
        while not journey.is_over:
            journey.go(how[1])


@at_most(12)
@given(
    with_schedules(experiments()),
    st.lists(ACTION, max_size=5),
    st.lists(WALK, min_size=1, max_size=6),
)
@example(EXPLOSIVE, [("step", 300), ("seek", 2)], [("journey", 700, 3), ("journey", 0, 1)])
@example(EXPLOSIVE, [], [("broken off", 8, 7)])
def test_every_moment_on_a_walk_is_that_of_a_new_run_and_no_walk_leaves_a_trace(
    experiment: Experiment, actions: list[Any], ways: list[Any]
) -> None:
    run, story = Trainer(experiment), Story(experiment, [])
    take(run, story, actions, lambda run, story: None)
    run.seek(run.length)
    marks, events = lasting(run.marks), run.events
    for way in ways:
        walk(run, *way)
        fresh = Trainer(run.beginning, events)
        fresh.step(run.step_number)
        assert moment(run) == moment(fresh)
        assert lasting(run.marks)[: len(marks)] == marks, "what was known stays"
    assert run.events == events, "a replay makes no events"


def test_on_its_way_a_run_can_neither_be_changed_nor_moved() -> None:
    run = Trainer(RICH)
    run.step(500)
    run.change(learning_rate=0.1)
    run.step(300)
    run.seek(200)
    before = moment(run), whole(run)
    journey = run.journey(700)
    journey.go(50)
    place = Parameter(1, 0, 0)
    for deed in (
        lambda: run.edit(place, 1.0),
        lambda: run.change(learning_rate=0.3),
        run.step,
        lambda: run.seek(3),
        lambda: run.journey(3),
        run.reset,
        run.fork,
        run.withdraw,
        run.uncount,
        run.unmark,
        lambda: run.mark("here"),
    ):
        with pytest.raises(UnderWay, match="on its way to step 700; that must be over first"):
            deed()
    assert (moment(run), whole(run)) == before
    journey.give_up()
    journey.give_up()
    assert (journey.is_over, journey.left, journey.go(10)) == (True, 0, 0)
    run.edit(place, 1.0)
    assert run.length == 200


def test_a_journey_says_how_far_it_is_and_takes_no_step_too_many() -> None:
    run = Trainer(RICH)
    run.step(2_000)
    run.seek(1_000)
    journey = run.journey(1_900)
    assert (journey.step, journey.total, journey.left) == (1_900, 1_900 % 256, 1_900 % 256)
    assert journey.go(100) == 100
    assert (journey.left, journey.is_over, run.step_number) == (8, False, 1_000)
    assert journey.go(100) == 8
    assert (journey.left, journey.is_over, run.step_number) == (0, True, 1_900)
    for known in (1_792, 2_000, 2_000):
        assert run.journey(known).is_over, "kept moments are no way off"
        assert run.step_number == known
    run.mark("far")
    run.change(learning_rate=0.1)
    assert run.journey(2_000).is_over
    assert run.withdraw(), "whoever goes nowhere has done nothing"
    with pytest.raises(ValueError, match="there is no step -1"):
        run.journey(-1)


def test_a_journey_beyond_the_end_learns_on_and_one_broken_off_has_not_learnt() -> None:
    run = Trainer(Experiment())
    run.step(100)
    journey = run.journey(1_000)
    assert journey.total == 900
    journey.go(899)
    journey.give_up()
    assert (run.step_number, run.length) == (100, 100)
    journey = run.journey(1_000)
    journey.go(10**9)
    assert (run.step_number, run.length, run.is_past) == (1_000, 1_000, False)


def test_a_journey_ends_where_the_run_does() -> None:
    run = Trainer(EXPLOSIVE)
    journey = run.journey(10_000)
    while not journey.is_over:
        journey.go(7)
    assert journey.step == run.step_number == run.length < 1_000
    assert run.snapshot().diverged
    assert [mark.said for mark in run.marks] == ["start", "diverged"]
    run.seek(3)
    assert [mark.kind for mark in run.marks] == ["start", "diverged", "end"]
    with pytest.raises(ValueError, match="there is no step 5,000"):
        run.mark("never", 5_000)


def test_only_the_end_that_is_one_is_kept_at_hand() -> None:
    loop = Loop(RICH)
    for end in (10, 20, 30):
        seek(loop, end)
        seek(loop, 0)
    assert loop.past.keyframes.before(29)[0] == 0
    assert loop.past.keyframes.before(30)[0] == 30
    way = Journey(loop, 25)
    way.give_up()
    assert loop.step_number == 0


def test_events_that_are_given_and_walked_over_many_times_stay_as_they_are() -> None:
    given_ones: list[tuple[int, Event]] = [
        (0, Edit(Parameter(1, 0, 0), 1.0)),
        (300, Change({"learning_rate": 0.2})),
    ]
    run = Trainer(RICH, given_ones)
    for step in (400, 0, 299, 300, 301, 0, 400):
        run.seek(step)
    assert list(run.events) == given_ones
    text = Journal.of(run).to_json()
    assert len(Journal.from_json(text).events) == 2


def test_what_is_refused_in_the_past_costs_nothing_of_what_lies_ahead() -> None:
    run = Trainer(Experiment(groups=((1, 1), (2, 2), (1,))))
    run.step(30)
    run.seek(10)
    before = whole(run)
    with refused("there is no link"):
        run.edit(Parameter(1, 0, 3), 1.0)
    with refused("momentum must be"):
        run.change(momentum=2.0)
    assert whole(run) == before


def test_runs_that_go_in_step_set_out_and_arrive_together() -> None:
    runs = Runs(replace(RICH, bug="no-slope"))
    runs.step(2_000)
    (right,) = runs.in_step
    before = whole(runs), moment(right)
    journey = runs.journey(700)
    assert journey.total == 2 * (700 % 256)
    assert journey.go(700 % 256 + 10) == 700 % 256 + 10
    assert (whole(runs), moment(right)) == before
    for run in (runs.main, right):
        with pytest.raises(UnderWay):
            run.step()
    journey.give_up()
    assert (whole(runs), moment(right)) == before
    journey = runs.journey(700)
    while not journey.is_over:
        journey.go(100)
    for run in (runs.main, right):
        fresh = Trainer(run.beginning)
        fresh.step(700)
        assert bits(run.record()) == bits(fresh.record())


def test_who_comes_along_goes_no_further_than_the_run_itself() -> None:
    run, other = Trainer(EXPLOSIVE), Trainer(Experiment())
    other.step(300)
    journey = run.journey(290, [other])
    while not journey.is_over:
        journey.go(3)
    assert run.snapshot().diverged
    assert journey.step == run.step_number == other.step_number
    assert other.length == 300
    run.seek(0)
    journey = other.journey(200, [run])
    journey.go(1_000)
    assert (other.step_number, run.step_number) == (200, run.length)


def test_a_search_finds_the_first_moment_and_until_then_the_run_stays_where_it_was() -> None:
    runs = Runs(replace(RICH, bug="no-slope"))
    (right,) = runs.in_step
    losses = []
    for _ in range(400):
        losses.append(runs.snapshot().loss)
        runs.step()
    losses.append(runs.snapshot().loss)
    runs.seek(30)
    before = whole(runs), moment(right)
    for start, below in ((0, losses[200]), (250, losses[300]), (400, 10.0), (390, losses[0])):
        first = next(n for n in range(start, 401) if losses[n] < below)
        way = runs.search(start, below)
        while not way.is_over:
            assert (whole(runs), moment(right)) == before
            way.go(7)
        assert (way.step, way.has_failed) == (first, False)
        assert {runs.step_number, right.step_number} == {first}
        runs.seek(30)
    way = runs.search(395, 0.0)
    while not way.is_over:
        way.go(1)
    assert way.has_failed
    assert (whole(runs), moment(right)) == before


def test_a_search_ends_where_the_run_diverges() -> None:
    run = Trainer(EXPLOSIVE)
    way = run.search(2, 0.0, last=10_000)
    while not way.is_over:
        way.go(3)
    assert (way.has_failed, run.step_number) == (True, 0)
