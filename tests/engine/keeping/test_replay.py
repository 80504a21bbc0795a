"""What is taken down of runs while they go on is enough to have them again, to the last bit; even
if somebody leaves before all of it has happened again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import BUGS, Experiment, Parameter, Runs
from backprop_tui.engine.keeping.recorder import Recorder
from backprop_tui.engine.keeping.replay import Replay, opened
from backprop_tui.engine.keeping.saved import Named, SavedSession
from tests.engine.bits import moment
from tests.engine.runs.story import EXPLOSIVE
from tests.engine.strategies import at_most, with_bugs, with_schedules


def taken_down(runs: Runs, recorder: Recorder | None = None) -> SavedSession:
    return (recorder or Recorder()).session(runs)


def replayed(saved: SavedSession, most: int | None = None) -> tuple[Runs, list[Replay]]:
    """The runs of a session, in bits of at most so many steps, or of as many as are good."""
    runs = opened(saved)
    ways = [Replay(run, runs.run(run.letter)) for run in saved.runs]
    for way in ways:
        while not way.is_over:
            way.go(most or way.chunk)
    return runs, ways


def worked() -> Runs:
    """a is the default, b another learning rate from 300 on, c without a wire from 360 on."""
    runs = Runs(Experiment())
    runs.step(600)
    runs.seek(300)
    runs.branch()
    runs.change(learning_rate=5.0)
    runs.step(181)
    runs.seek(360)
    runs.branch()
    runs.edit(Parameter(2, 0, 0), 0.0)
    runs.step(135)
    runs.name("c", "no wire")
    runs.pin("b")
    runs.seek(400)
    return runs


def test_the_worked_example_comes_back_with_all_that_is_known_of_it() -> None:
    runs = worked()
    saved = taken_down(runs)
    again, ways = replayed(saved, 7)
    assert [way.said for way in ways] == ["", "", ""]
    assert again.shown.letter == "c"
    for run, other in zip(runs.all, again.all, strict=True):
        assert (run.letter, run.origin, run.name, run.pinned) == (
            other.letter,
            other.origin,
            other.name,
            other.pinned,
        )
        assert run.trainer.length == other.trainer.length
        assert run.step == other.step == other.trainer.step_number
        assert moment(run.trainer) == moment(other.trainer)
    assert taken_down(again).to_json() == saved.to_json()
    again.seek(495)
    assert again.snapshot().solved


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("step"), st.integers(0, 200)),
        st.tuples(st.just("seek"), st.integers(0, 300)),
        st.tuples(st.just("edit"), st.floats(-2, 2)),
        st.tuples(st.just("branch")),
    ),
    max_size=6,
)


@at_most(10)
@given(
    with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS)))),
    ACTIONS,
    st.integers(1, 50),
    st.integers(0, 300),
)
def test_what_is_left_half_open_is_as_it_was(
    experiment: Experiment, actions: list[Any], most: int, steps: int
) -> None:
    runs = Runs(experiment)
    for what, *arguments in actions:
        if what == "edit":
            runs.edit(Parameter(1, 0, 0), arguments[0])
        else:
            getattr(runs, what)(*arguments)
    saved = taken_down(runs)
    half, recorder = opened(saved), Recorder(saved.runs)
    for run in saved.runs:
        Replay(run, half.run(run.letter)).go(steps)
    again, ways = replayed(taken_down(half, recorder), most)
    for run, other in zip(saved.runs, again.all, strict=True):
        there = runs.run(run.letter)
        assert moment(there.trainer) == moment(other.trainer)
        if there.reference is not None and other.reference is not None:
            known = min(there.trainer.step_number, other.reference.length, there.reference.length)
            for each in (there.reference, other.reference):
                each.seek(known)
            assert moment(there.reference) == moment(other.reference)
    assert not any(way.said for way in ways)


def test_somebody_may_go_on_before_all_has_happened_again() -> None:
    runs = Runs(Experiment())
    runs.step(100)
    runs.change(learning_rate=2.0)
    runs.step(100)
    saved = taken_down(runs)
    half = opened(saved)
    way = Replay(saved.run(), half.shown)
    way.go(50)
    assert (way.percent, way.is_over) == (25, False)
    assert (half.shown.step, half.step_number) == (200, 50), "where it was left"
    assert (way.reached, half.shown.snapshot().length) == (50, 200)
    half.seek(10)
    way.go(30)
    assert half.step_number == 80, "on from where it had come to"
    assert half.would_branch
    half.step(170)
    assert not half.would_branch
    half.edit(Parameter(1, 0, 0), 0.5)
    way.go(10)
    assert way.is_over
    changed = taken_down(half, Recorder(saved.runs)).run().journal
    assert (changed.length, len(changed.events)) == (250, 2)


def test_what_is_no_longer_the_same_run_is_taken_down_anew() -> None:
    runs = worked()
    saved = taken_down(runs)
    again = opened(saved)
    again.edit(Parameter(1, 0, 0), 0.5)
    found = taken_down(again, Recorder(saved.runs))
    assert found.run("c").journal.length == 0
    assert found.run("b").journal.length == 481
    assert found.decided != saved.decided


def test_of_runs_that_came_nowhere_only_the_one_that_is_shown_is_taken_down() -> None:
    runs = Runs(Experiment())
    assert taken_down(runs).is_empty
    runs.branch()
    assert taken_down(runs).letters == ("b",)


def test_a_machine_that_rounds_otherwise_is_found() -> None:
    runs = worked()
    saved = taken_down(runs)
    run = saved.run("b")
    assert run.seen is not None
    other = replace(run, seen=replace(run.seen, digest="0"))
    _, (way,) = replayed(SavedSession((other,), "b"))
    assert "rounds otherwise" in way.said


def test_a_run_that_diverges_sooner_than_it_did_is_told() -> None:
    runs = Runs(EXPLOSIVE)
    end = runs.step(10_000)
    run = taken_down(runs).run()
    marks = (Named(3, "here"), Named(end + 2, "there"))
    assert run.seen is not None
    older = replace(run.seen, step=end + 5, program="0.0.9")
    length = replace(run.journal, length=end + 5)
    longer = replace(run, journal=length, seen=None, marks=marks)
    for seen, why in ((older, "saved by backprop-tui 0.0.9, and this"), (None, "rounds otherwise")):
        again, (way,) = replayed(SavedSession((replace(longer, seen=seen),), "a"))
        ends = f"it diverges after {end:,} steps here, and had come to {end + 5:,} there"
        assert why in way.said
        assert way.said.endswith(ends)
    assert again.step_number == end
    assert not again.would_branch
    for trainer in (again.main, longer.trainer()):
        assert [mark.said for mark in trainer.marks if mark.kind == "named"] == ["here"]


def test_runs_that_go_in_step_do_so_again() -> None:
    runs = Runs(Experiment())
    runs.pair(Experiment(learning_rate=5.0))
    runs.step(150)
    saved = taken_down(runs)
    assert saved.in_step == ("a", "b")
    again, _ = replayed(saved)
    for each in (runs, again):
        each.step(50)
    assert [run.trainer.step_number for run in again.all] == [200, 200]
    for run, other in zip(runs.all, again.all, strict=True):
        assert moment(run.trainer) == moment(other.trainer)
    again.drop("b")
    assert taken_down(again).in_step == ()
