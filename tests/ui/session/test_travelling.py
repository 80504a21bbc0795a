"""Going back and forth in a run is looking at it: every moment comes again bit for bit, whoever
goes one way and then the other is where they came from, and a long way is gone whole or not at all.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import Parameter, Runs, Snapshot
from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.keeping.recorder import Recorder
from backprop_tui.engine.records import Mark
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.run_state import Going, State
from backprop_tui.ui.screens.one_line import GoTo
from backprop_tui.ui.session.session import Session
from backprop_tui.ui.session.travelling import END, START
from backprop_tui.ui.widgets.scrub_bar import paint_marks
from tests.engine.bits import moment
from tests.engine.refusals import refused
from tests.ui.drawn import UNICODE
from tests.ui.session.test_session import Clock, said, session, train

WEIGHT = Parameter(1, 0, 0)


def been(length: int, *, here: int | None = None, **settings: Any) -> Session:
    """A session that has come so far, and stands there or earlier."""
    run = session(steps=length, **settings)
    run.start()
    train(run)
    if here is not None:
        run.go_to(here)
    return run


@lru_cache
def once(length: int, **settings: Any) -> Session:
    """The same, for those who only look around and say where they begin."""
    return been(length, **settings)


def place(run: Session) -> int:
    return run.view.snapshot.step


@lru_cache
def fresh(length: int) -> list[bytes]:
    """The weights of every moment of a run that only ever went forward."""
    runs = Runs(Experiment())
    found = [weights(runs.snapshot())]
    while len(found) <= length:
        runs.step()
        found.append(weights(runs.snapshot()))
    return found


def weights(snapshot: Snapshot) -> bytes:
    return b"".join(array.tobytes() for array in snapshot.weights)


@settings(max_examples=25)
@given(steps=st.integers(0, 700), back=st.lists(st.sampled_from((-100, -1, 1, 100)), max_size=9))
def test_every_moment_comes_again_and_the_run_becomes_no_longer(
    steps: int, back: list[int]
) -> None:
    run = once(700)
    run.go_to(steps)
    for by in back:
        run.go_by(by)
    assert weights(run.view.snapshot) == fresh(700)[place(run)]
    assert run.view.snapshot.length == 700
    assert 0 <= place(run) <= 700
    assert run.view.state is (State.PAST if place(run) < 700 else State.DONE)


WAYS = st.sampled_from([(-1, 1), (1, -1), (-100, 100), (100, -100), ("[", "]"), ("]", "[")])


@settings(max_examples=25)
@given(here=st.integers(0, 480), way=WAYS, times=st.integers(1, 4))
def test_who_goes_one_way_and_then_the_other_is_where_they_came_from(
    here: int, way: tuple[Any, Any], times: int
) -> None:
    run = once(480, learning_rate=5.0)
    run.go_to(here)

    def go(by: Any) -> bool:
        before = place(run)
        run.go_to_mark(-1 if by == "[" else 1) if isinstance(by, str) else run.go_by(by)
        return place(run) != before

    gone = sum(go(way[0]) for _ in range(times))
    for _ in range(gone):
        assert go(way[1])
    assert place(run) == here


HELD = st.lists(
    st.tuples(st.sampled_from([-1, 1, -100, 100]), st.integers(1, 9)), min_size=1, max_size=5
)


@settings(max_examples=25)
@given(here=st.integers(0, 480), presses=HELD)
def test_presses_taken_together_lead_where_they_lead_one_by_one(
    here: int, presses: list[tuple[int, int]]
) -> None:
    run, found = once(480, learning_rate=5.0), []
    for together in (True, False):
        run.go_to(here)
        before = len(said(run))
        for steps, times in presses:
            for each in [times] if together else [1] * times:
                run.go_by(steps, each)
        found.append((place(run), said(run)[before:][-1:]))
    assert found[0] == found[1]


def test_at_an_end_a_key_says_so_and_nothing_moves() -> None:
    run = been(50)
    run.go_by(1)
    assert said(run)[-1] == END
    run.go_where("start")
    for go in (partial(run.go_by, -1), partial(run.go_by, -100), partial(run.go_to_mark, -1)):
        before = run.view
        go()
        assert said(run)[-1] == START
        assert run.view is before


def test_at_the_end_of_a_run_that_diverged_it_is_said_why_no_step_follows() -> None:
    run = been(3_000, learning_rate=3.0, activation="linear", output_activation="linear")
    assert run.view.snapshot.diverged
    for go in (partial(run.go_by, 1), partial(run.go_to_mark, 1)):
        run.go_by(-1)
        go()
        assert run.view.snapshot.diverged
        go()
        assert "r resets" in said(run)[-1]


def test_marks_are_gone_to_one_after_the_other() -> None:
    run = session(steps=300)
    run.start()
    train(run)
    run.change(learning_rate=5.0)
    run.step(200)
    train(run)
    marks = [mark.step for mark in run.view.snapshot.marks]
    assert {300, 386, 481} <= set(marks)
    found = [place(run)]
    while place(run):
        run.go_to_mark(-1)
        found.append(place(run))
    assert found == sorted({0, 500, *marks}, reverse=True)
    run.go_where("4/4")
    assert place(run) == 386
    run.go_where("lr")
    assert place(run) == 300


def test_where_some_turns_have_no_mark_it_is_said() -> None:
    run = been(600, problem="and", hidden=(), bias=True, learning_rate=4.0, batch_size=1, l2=0.03)
    skipped = next(mark.step for mark in run.view.snapshot.marks if mark.skips)
    run.go_to(skipped)
    for direction in (1, -1):
        run.go_to_mark(direction)
        words = f"After step {skipped} not every 4/4 has a mark: they are too many."
        assert said(run)[-1] == words
    assert place(run) == skipped
    run.go_to_mark(-1)
    assert said(run)[-1] == words and place(run) < skipped, "once"
    assert all(words[1 : words.index(":")] in hint for hint in GoTo(run).hints[:3])
    run.go_to(skipped)
    canvas = Canvas(100, 1, UNICODE)
    paint_marks(canvas, 0, run.view.snapshot)
    assert f"▸{skipped} 4/4+ " in canvas.rows()[0]
    few = Mark(3, "right", "4/4", True), Mark(9, "lost", "no longer 4/4")
    canvas = Canvas(100, 1, UNICODE)
    paint_marks(canvas, 0, replace(run.view.snapshot, marks=few))
    assert canvas.rows()[0].rstrip() == "marks 3 4/4, more unmarked  9 no longer 4/4"


def test_what_is_typed_wrong_moves_nothing() -> None:
    run = been(50, here=20)
    before = run.view
    with refused("this run has 50 steps so far"):
        run.go_where("51")
    assert run.view is before


def test_a_loss_is_found_at_the_very_step_however_long_the_run() -> None:
    run = been(10_000, here=10)
    assert run.view.snapshot.curve.stride > 1
    for below in (0.2, 0.05, 0.001):
        run.go_where(f"loss<{below}")
        assert run.view.snapshot.loss < below
        run.go_by(-1)
        assert run.view.snapshot.loss >= below
    run.go_where("700")
    run.go_where("loss<1e-9")
    assert place(run) == 700, "it is nowhere"
    assert said(run)[-1] == "the loss was not below 1e-09 in 10,000 steps"


def test_space_repeats_to_the_end_of_the_run_and_then_learns_on() -> None:
    run = been(300, here=100)
    run.start()
    assert run.view.state is State.REPEATING
    train(run)
    assert weights(run.view.snapshot) == fresh(700)[300]
    run.go_to(100)
    run.step(100)
    assert (place(run), run.view.state) == (200, State.PAST)
    run.go_where("end")
    run.start()
    train(run)
    assert (place(run), run.view.state) == (600, State.DONE), "up to the next stop"
    assert weights(run.view.snapshot) == fresh(700)[600]


def test_in_the_past_nothing_is_said_a_second_time() -> None:
    run = session(steps=3000, schedule="1000:lr=0.6")
    run.greet()
    run.start()
    train(run)
    told = run.told
    assert told
    run.go_where("start")
    run.start()
    while run.view.snapshot.step < 2990:
        run.slice()
        run.show_frame()
    assert run.told == told


def test_a_name_is_gone_to_and_taken_away_where_it_is() -> None:
    run = been(50, here=20)
    run.mark("here it was")
    run.go_where("end")
    run.go_where("here it was")
    assert place(run) == 20
    with refused("means a moment already"):
        run.mark("20")
    assert run.unmark()
    assert said(run)[-1] == "Step 20 is called here it was no longer."
    assert not run.unmark()
    with refused("no step or mark"):
        run.go_where("here it was")


# A way that takes long.


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session at step 70 of 300, on a machine that takes ten steps between two looks around."""
    clock = Clock()
    run = session(steps=300, clock=clock)
    run.start()
    train(run)
    run.go_to(70)
    clock.tick = 1.0
    monkeypatch.setattr(Runs, "chunk", 10)
    return run


def test_a_long_way_shows_how_much_of_it_is_done_and_comes_to_its_end(slow: Session) -> None:
    run, before = slow, slow.view.snapshot
    run.go_where("250")
    assert run.view.state is State.GOING
    assert run.view.snapshot is before
    percents = []
    while run.view.run.going is not None:
        percents.append(run.view.run.going.percent)
        assert run.slice() == 0.0
        run.show_frame()
    assert percents == sorted(set(percents))
    assert len(percents) > 10
    assert (place(run), run.view.state) == (250, State.PAST)


@pytest.mark.parametrize("leave", [Session.give_up, Session.toggle, Session.stop])
def test_a_long_way_that_is_given_up_leaves_everything_as_it_was(leave: Any, slow: Session) -> None:
    run, before = slow, moment(slow.runs)
    run.go_where("250")
    run.slice()
    run.show_frame()
    assert run.view.run.going == Going(250, 100 * 20 // 180)
    leave(run)
    assert run.view.run.going is None
    assert not run.view.run.is_busy
    assert moment(run.runs) == before
    assert not run.give_up()


def test_who_changes_something_on_the_way_changes_it_where_they_were(slow: Session) -> None:
    run = slow
    run.go_where("250")
    assert run.view.run.going is not None
    run.edit(WEIGHT, 3.0)
    assert (place(run), run.value(WEIGHT)) == (70, 3.0)
    run.enter("a")
    run.go_where("250")
    assert run.view.run.going is not None
    run.change(learning_rate=5.0)
    (changed,) = run.runs.main.events
    assert (run.letter, place(run), changed[0], run.experiment.learning_rate) == ("c", 70, 70, 5.0)


def taken_down(run: Session) -> Any:
    """What a file would know of where somebody is."""
    (saved,) = Recorder().session(run.runs).runs
    return saved.journal.step, saved.journal.length, saved.seen


def test_while_a_loss_is_looked_for_the_run_is_where_it_was_and_is_kept_so() -> None:
    clock = Clock()
    run = session(steps=5000, clock=clock)
    run.start()
    train(run)
    assert run.view.snapshot.curve.stride > 1
    run.go_to(3)
    before, kept = moment(run.runs), taken_down(run)
    clock.tick = 1.0
    # Beyond the start of a bucket it is looked for step by step.
    found, looked = set(), 0
    for below in np.linspace(0.0099, 0.0091, 3):
        run.go_where(f"loss<{below}")
        while run.view.run.going is not None:
            assert moment(run.runs) == before
            assert taken_down(run) == kept
            looked += 1
            run.slice()
        assert run.view.snapshot.loss < below
        found.add(place(run) % run.view.snapshot.curve.stride)
        run.go_to(3)
        while run.view.run.going is not None:
            run.slice()
    assert found != {0} and looked
    run.go_where("loss<0.0095")
    while run.give_up():
        assert moment(run.runs) == before
