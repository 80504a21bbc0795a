"""A saved session is gone on with where it was left, to the last bit. A long run shows how far it
has come, and whoever does not wait for that loses nothing.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from backprop_tui.engine import Experiment, Parameter, Runs, Trainer
from backprop_tui.engine.keeping.recorder import Recorder
from backprop_tui.engine.keeping.saved import SavedSession
from backprop_tui.report.comparison.outcome import outcome
from backprop_tui.report.comparison.ran import Ran
from backprop_tui.report.comparison.survey import Survey
from backprop_tui.ui.run_state import State
from backprop_tui.ui.screens.runs.table import COLUMNS
from backprop_tui.ui.session.notice import Said, Tone
from backprop_tui.ui.session.reopened import AT_ONCE
from backprop_tui.ui.session.session import Session
from backprop_tui.ui.session.shared import shared
from tests.engine.bits import moment
from tests.engine.refusals import refused
from tests.ui.session.test_session import Clock


def worked() -> Runs:
    """a, and b with another learning rate from step 300 on, left at step 360."""
    runs = Runs(Experiment())
    runs.step(600)
    runs.seek(300)
    runs.branch()
    runs.change(learning_rate=5.0)
    runs.step(181)
    runs.main.mark("here", 400)
    runs.seek(360)
    return runs


def taken_down(runs: Runs) -> SavedSession:
    return Recorder().session(runs)


def opened(saved: SavedSession, clock: Clock | None = None) -> Session:
    session = Session(saved.run().journal.experiment, clock=clock or Clock())
    session.open(saved)
    return session


def test_a_short_run_is_where_it_was_before_the_first_frame() -> None:
    runs = worked()
    session = opened(taken_down(runs))
    assert session.view.run.going is None
    assert (session.view.snapshot.step, session.runs.shown.letter) == (360, "b")
    assert moment(session.runs.main) == moment(runs.main)
    assert [mark.said for mark in session.runs.main.marks if mark.kind == "named"] == ["here"]
    session.go_to(481)
    assert session.view.snapshot.solved


def test_the_others_come_when_nothing_else_is_to_be_done() -> None:
    runs = worked()
    session = opened(taken_down(runs), Clock(AT_ONCE / 3))
    while session.view.run.going is not None:
        session.slice()
    assert session.others_to_reopen

    def told() -> str:
        """What gives the moment of a again."""
        run = session.runs.run("a")
        return shared(run, lambda: taken_down(session.runs), Path.cwd).command

    def ran() -> Ran:
        """a in the table of runs."""
        return Survey().of(session.runs.all)[0]

    assert session.runs.run("a").trainer.length == 0, "it has yet to happen again"
    assert told() == "backprop-tui --at 300"
    assert (ran().promised, ran().steps) == (600, 0)
    cells = {each.title: each.text(ran()) for each in COLUMNS}
    assert cells == {"from": "start", "steps": "600", "solved": "…", "loss": "…", "right": "…"}
    said = "not all of the 600 steps of a have happened again yet"
    first, second = Survey().of(session.runs.all)
    assert outcome(second, first) == said
    slices = 0
    while session.others_to_reopen:
        session.reopen_others()
        slices += 1
    assert slices >= 1
    assert told() == "backprop-tui --at 300"
    assert (ran().promised, ran().steps) == (0, 600)
    session.reopen_others()
    assert moment(session.runs.run("a").trainer) == moment(runs.run("a").trainer)
    assert [beside.letter for beside in session.view.snapshot.beside] == ["a"]


def test_runs_that_went_in_step_do_so_again() -> None:
    first = Session(Experiment(), clock=Clock())
    first.pair({"learning_rate": 5.0})
    first.step(1_500)
    saved = taken_down(first.runs)
    assert saved.in_step == ("a", "b")
    session = opened(saved, Clock(AT_ONCE / 3))
    assert session.view.run.going is not None, "it takes its time"
    while session.view.run.going is not None:
        session.slice()
    # Nothing else has been let happen: both are there at once.
    assert [run.letter for run in session.runs.partners] == ["b"]
    for each in (first, session):
        each.runs.step(40)
    assert [run.trainer.step_number for run in session.runs.all] == [1_540, 1_540]
    for letter in "ab":
        assert moment(session.runs.run(letter).trainer) == moment(first.runs.run(letter).trainer)


def long(steps: int = 30_000) -> SavedSession:
    """A run that takes some time, in which something happens at its half."""
    runs = Runs(Experiment(learning_rate=0.1))
    runs.step(steps // 2)
    runs.edit(Parameter(1, 0, 0), 2.0)
    runs.step(steps // 2)
    runs.main.mark("late", steps - 5)
    return taken_down(runs)


def test_a_long_run_shows_how_far_it_has_come() -> None:
    saved = long()
    session = opened(saved, Clock(AT_ONCE / 3))
    seen = []
    while session.view.run.going is not None:
        session.slice()
        session.show_frame()
        if session.view.run.going is not None:
            seen.append(session.view.run.going)
    assert {going.step for going in seen} == {30_000}
    assert len({going.percent for going in seen}) > 3
    assert [going.percent for going in seen] == sorted(going.percent for going in seen)
    assert moment(session.runs.main) == moment(saved.run().trainer())


def test_whoever_does_not_wait_loses_nothing() -> None:
    saved = long()
    session, recorder = opened(saved, Clock(AT_ONCE / 3)), Recorder(saved.runs)
    session.slice()
    assert session.give_up()
    here = session.view.snapshot.step
    assert 0 < here < 15_000
    short = Trainer(saved.run().journal.experiment)
    short.step(here)
    assert moment(session.runs.main) == moment(short)
    taken = recorder.session(session.runs)
    assert taken.decided == saved.decided, "what has yet to happen again is kept"
    session.edit(Parameter(1, 0, 0), 1.0)
    assert session.runs.shown.letter == "b", "all of it lies ahead"
    session.enter("a")
    assert session.view.run.going is not None
    session.give_up()
    while session.runs.main.length < 30_000:
        session.step(5_000)
    assert moment(session.runs.main) == moment(saved.run().trainer()), "the edit was on the way"
    assert [mark.said for mark in session.view.snapshot.marks if mark.kind == "named"] == ["late"]
    session.edit(Parameter(1, 0, 0), 1.0)
    assert session.runs.shown.letter == "a", "nothing lies ahead"
    assert not session.others_to_reopen


def test_what_is_promised_is_there_to_go_to() -> None:
    saved = long()
    session = opened(saved, Clock(AT_ONCE / 3))
    session.voice = heard = Said()
    session.greet()
    assert not [notice for notice in heard if "hand" in notice.text], "nothing of it happened yet"
    session.give_up()
    now = session.view
    assert (now.state, now.snapshot.length) == (State.PAST, 30_000)
    assert [(mark.step, mark.said) for mark in now.snapshot.marks][-1] == (29_995, "late")
    with refused("not solved in", "steps so far"):
        session.go_where("solved")
    session.go_where("late")
    travel(session)
    assert session.view.snapshot.step == 29_995
    session.go_where("end")
    travel(session)
    assert moment(session.runs.main) == moment(saved.run().trainer())
    assert session.view.snapshot.promised <= session.view.snapshot.curve.length


def travel(session: Session) -> None:
    """Wait until it is where it was to go."""
    while session.view.run.going is not None:
        session.slice()


def test_where_it_diverges_here_nothing_is_promised_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Trainer, "chunk", 2)
    saved = long(600)
    run = saved.run()
    wild = Experiment(activation="linear", output_activation="linear", learning_rate=1.0)
    journal = replace(run.journal, experiment=wild, events=(), step=600, length=600)
    session = opened(
        SavedSession((replace(run, journal=journal, seen=None),), "a"), Clock(AT_ONCE * 2)
    )
    assert session.view.run.going is not None
    session.give_up()
    session.go_where("loss<1e-30")
    travel(session)
    session.go_where("end")
    travel(session)
    now = session.view.snapshot
    assert now.diverged
    assert (now.length, now.promised) == (now.step, 0)
    assert not session.others_to_reopen


def test_a_machine_that_rounds_otherwise_is_said_once() -> None:
    saved = taken_down(worked())
    runs = [
        replace(run, seen=run.seen and replace(run.seen, digest="0", loss=0.25))
        for run in saved.runs
    ]
    session = opened(SavedSession(tuple(runs), "b"))
    session.voice = voice = Said()
    session.greet()
    while session.others_to_reopen:
        session.reopen_others()
    found = [notice for notice in voice if "rounds otherwise" in notice.text]
    assert [notice.tone for notice in found] == [Tone.REMARK]
    assert "the loss was 0.25 there" in found[0].text
