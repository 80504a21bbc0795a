"""Nothing that happened is lost: a change in the past makes another run, and whatever is left
can be come back to, where it was and as it was looked at.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, BadSetting, Experiment, Parameter, Run, Trainer
from backprop_tui.engine.experiment import SETTINGS
from backprop_tui.engine.runs.run_list import MOST
from backprop_tui.report.demonstrations import DEMONSTRATIONS
from backprop_tui.ui.session.draft import Draft
from backprop_tui.ui.session.notice import Said
from backprop_tui.ui.session.session import Session
from tests.engine.bits import behind, bits, moment
from tests.engine.refusals import refused

WIRE = Parameter(2, 0, 0)


def session(experiment: Experiment | None = None, steps: int = 10_000) -> Session:
    """One whose clock stands, so that steps by hand are taken at once."""
    return Session(experiment or Experiment(), steps=steps, speed=math.inf, clock=lambda: 0.0)


def said(run: Session) -> str:
    """What was said last."""
    assert isinstance(run.voice, Said)
    return run.voice[-1].text


def kept(run: Session) -> str:
    """The letters of all runs, the one that is shown in capitals."""
    shown = run.runs.shown
    return " ".join(each.letter.upper() if each is shown else each.letter for each in run.runs.all)


def back(run: Session, step: int) -> None:
    """Go back in the run that is shown."""
    run.runs.seek(step)
    run.show()


def seen(run: Session) -> object:
    """All that is seen of the run that is shown, without those beside it."""
    return (
        bits(replace(run.view.snapshot, beside=(), letter="", said="")),
        run.view.gaze,
        run.view.run,
    )


def test_a_change_in_the_past_makes_a_run_and_says_so_and_undoing_it_loses_nothing() -> None:
    run = session()
    run.step(400)
    whole = run.view.snapshot.curve
    back(run, 300)
    before = seen(run)
    run.change(learning_rate=5.0)
    assert kept(run) == "a B"
    assert said(run) == "b: lr .5 → 5 at 300; a is kept, c lists runs."
    run.undo()
    assert said(run) == "lr .5 → 5 is undone: this is a at step 300, as it was."
    assert (kept(run), seen(run)) == ("A", before)
    run.redo()
    assert (
        said(run) == "lr .5 → 5 is done again: this is b at step 300, as it was; Z goes back to a."
    )
    run.step(181)
    assert run.view.snapshot.solved
    back(run, 360)
    run.edit(WIRE, 0.0)
    assert said(run) == "c: W₂ h1→ŷ = 0 at 360; b is kept, c lists runs."
    run.step(135)
    assert (kept(run), run.view.snapshot.solved) == ("a b C", True)
    assert [run.runs.words(each) for each in run.runs.all] == [
        "lr .5",
        "lr .5 → 5 at 300",
        "lr .5 → 5 at 300\nW₂ h1→ŷ = 0 at 360",
    ]
    run.undo()
    assert said(run).endswith(
        "this is b at step 360, as it was; ^y goes back to c and its 135 steps."
    )
    run.undo()
    assert (kept(run), seen(run)) == ("A b c", before)
    assert bits(run.view.snapshot.curve) == bits(whole)
    run.redo()
    run.redo()
    assert (kept(run), run.view.snapshot.step) == ("a b C", 495)
    a = run.runs.run("a").trainer
    a.seek(400)
    fresh = Trainer(Experiment())
    fresh.step(400)
    assert moment(a) == moment(fresh)


def test_what_is_typed_in_the_past_says_that_it_makes_a_run() -> None:
    run = session()
    run.step(5)
    for step, said_of_it in (
        (5, "From the next step on: lr 5."),
        (3, "From the next step on, in a run of its own: lr 5."),
    ):
        back(run, step)
        draft = Draft(run.experiment, run.runs.chosen, branches=run.runs.would_branch)
        draft.type(SETTINGS["learning_rate"].option, "5")
        assert draft.effect == said_of_it
    run.settle(draft)
    assert kept(run) == "a B"


def test_what_is_refused_in_the_past_makes_no_run() -> None:
    run = session()
    run.step(5)
    back(run, 2)
    with refused("momentum must be"):
        run.change(momentum=1.0)
    with refused("must be a finite number"):
        run.edit(WIRE, math.nan)
    with refused("there is no unit 9"):
        run.edit(Parameter(1, 9, 0), 1.0)
    run.edit(WIRE, run.value(WIRE))
    run.change()
    assert kept(run) == "A"


def test_what_was_changed_at_the_end_is_set_back_there_and_not_in_the_past() -> None:
    run = session()
    run.step(10)
    run.change(learning_rate=0.25)
    run.step(10)
    for step in (4, 15):
        back(run, step)
        run.undo()
        assert said(run).startswith(
            "What was changed last, at step 10 of a, is set back at the end"
        )
    assert (kept(run), run.experiment.learning_rate) == ("A", 0.25)
    back(run, 20)
    run.undo()
    assert said(run) == "lr 0.5 again from the next step on; the 10 steps since then stay."


def test_training_goes_on_in_the_run_that_a_change_made() -> None:
    run = session()
    run.step(50)
    back(run, 20)
    run.start()
    run.change(learning_rate=5.0)
    assert run.view.run.training
    run.slice()
    assert (kept(run), run.runs.run("a").trainer.step_number) == ("a B", 20)
    assert run.runs.step_number > 20


def test_a_reset_without_a_change_is_the_same_run_at_its_start() -> None:
    run = session()
    run.step(30)
    run.reset()
    assert (kept(run), run.view.snapshot.step, run.runs.main.length) == ("A", 0, 30)
    run.undo()
    assert run.view.snapshot.step == 30
    run.change(momentum=0.9)
    back(run, 10)
    run.reset()
    assert (kept(run), run.runs.main.length) == ("A", 30), "what lies ahead happens again"
    back(run, 30)
    run.reset()
    assert (kept(run), run.experiment.momentum, run.runs.main.length) == ("a B", 0.9, 0)
    run.step(3)
    run.next_seed()
    assert kept(run) == "a b C"
    run.next_seed()
    assert (kept(run), run.experiment.seed) == ("a b C", 44), "nothing was learnt from seed 43"
    run.undo()
    run.undo()
    assert (kept(run), run.view.snapshot.step) == ("a B", 3)


def test_a_moment_to_which_undoing_leads_is_not_changed() -> None:
    run = session()
    run.step(30)
    run.reset()
    run.step(30)
    run.change(learning_rate=5.0)
    assert (kept(run), said(run)) == ("a B", "b: lr .5 → 5 at 30; a is kept, c lists runs.")
    run.step(1)
    run.undo()
    run.undo()
    assert (kept(run), run.view.snapshot.step, run.experiment.learning_rate) == ("A b", 30, 0.5)
    run.change(learning_rate=5.0)
    assert kept(run) == "A b", "nothing leads here any more"


def test_every_run_keeps_where_it_is_where_one_looked_and_what_was_said() -> None:
    run = session()
    run.step(40)
    run.look(selected=3, rendering="matrix")
    run.speed_up(0.5)
    mine, told = seen(run), run.told
    run.restart(problem=PROBLEMS["parity-3"])
    run.step(7)
    run.look(selected=6)
    other = seen(run)
    run.enter("a")
    assert (kept(run), seen(run), run.told) == ("A b", mine, told)
    run.enter("b")
    assert (kept(run), seen(run)) == ("a B", other)
    run.enter("b")
    assert seen(run) == other
    with refused("there is no run z"):
        run.enter("z")


def test_what_was_done_in_another_run_is_taken_back_in_that_one() -> None:
    run = session()
    run.step(5)
    run.restart(hidden=(8,))
    run.step(5)
    run.change(learning_rate=0.1)
    run.enter("a")
    run.undo()
    assert (kept(run), run.experiment.learning_rate) == ("a B", 0.5)
    run.enter("a")
    run.redo()
    assert (kept(run), run.experiment.learning_rate) == ("a B", 0.1)


def test_a_run_that_was_dropped_can_be_kept_again() -> None:
    run = session()
    run.step(5)
    run.next_seed()
    run.step(5)
    run.drop("a")
    assert (kept(run), said(run)) == ("B", "a is dropped; Z keeps it again.")
    assert run.view.snapshot.beside == ()
    with refused("run b is shown"):
        run.drop("b")
    run.undo()
    assert (kept(run), said(run)) == ("a B", "a is kept again.")
    run.redo()
    assert (kept(run), said(run)) == ("B", "a is dropped again.")
    run.undo()
    run.undo()
    assert kept(run) == "A b"


def test_names_and_pins_are_seen_beside() -> None:
    run = session()
    run.step(5)
    run.next_seed()
    run.name("a", "mine")
    run.pin("a")
    (beside,) = run.view.snapshot.beside
    assert (beside.letter, beside.said, run.view.snapshot.letter) == ("a", "mine", "b")
    run.name("a", "")
    run.name("b", "other")
    assert [each.said for each in run.view.snapshot.beside] == ["seed 42"]


def test_what_made_way_is_said_and_can_not_be_come_back_to() -> None:
    run = session()
    for _ in range(MOST):
        run.step(1)
        run.next_seed()
    assert kept(run) == "b c d e f g h I"
    assert said(run) == "a made way: at most 8 runs are kept; c, then p, pins one."
    for _ in range(MOST - 1):
        run.undo()
    assert kept(run) == "B c d e f g h"
    run.undo()
    assert said(run) == "There is nothing to undo."
    run.compare([Experiment(hidden=(count,)) for count in (1, 2, 8)], "units", 100)
    assert kept(run) == "b e f g h J k l"
    assert said(run) == "c and d made way: at most 8 runs are kept; c, then p, pins one."
    run.undo()
    assert kept(run) == "B e f g h", "what was made for it has no step"
    assert run.runs.team == ()
    run.redo()
    assert kept(run) == "b e f g h J k l"
    assert [each.letter for each in run.runs.partners] == ["k", "l"]
    run.undo()
    run.step(1)
    back(run, 1)
    run.change(learning_rate=0.1)
    assert said(run).endswith("b is kept, c lists runs.")


def test_what_makes_way_for_what_comes_back_is_said_and_no_letter_means_another_run() -> None:
    run = session()
    run.step(2)
    for _ in range(MOST - 2):
        run.next_seed()
        run.step(2)
    back(run, 1)
    run.change(learning_rate=2.0)
    assert kept(run) == "a b c d e f g H"
    run.next_seed()
    assert kept(run) == "a b c d e f g I", "h was a branch, and may come back"
    run.step(3)
    run.undo()
    assert kept(run) == "b c d e f g H i"
    assert "this is h at step 1, as it was" in said(run)
    assert "a made way: at most 8 runs are kept" in said(run)
    run.redo()
    assert kept(run) == "b c d e f g I", "and h has nothing of its own"
    assert "made way" not in said(run)


def test_what_is_taken_back_from_another_run_comes_back_to_that_one() -> None:
    run = session()
    run.step(1)
    for steps in (1, 2):
        run.next_seed()
        run.step(steps)
    run.enter("a")
    run.undo()
    assert (run.letter, run.runs.step_number) == ("b", 1)
    assert "this is b at step 1, as it was" in said(run)
    assert said(run).endswith("^y comes back to a.")
    run.redo()
    assert (run.letter, run.runs.step_number) == ("a", 1)
    assert "done again: this is c at step 2" in said(run)
    assert said(run).endswith("You are in a again, at step 1.")
    run.undo()
    assert run.letter == "b"
    run.redo()
    assert (run.letter, run.view.snapshot.step) == ("a", 1)


def test_the_same_start_with_one_change_goes_in_step_and_is_undone() -> None:
    run = session(steps=60)
    run.step(30)
    run.pair({"learning_rate": 5.0})
    assert said(run) == "b: lr 5; it goes in step with a."
    assert (kept(run), run.view.snapshot.step) == ("A b", 0)
    run.start()
    while run.view.run.training:
        run.slice()
    (beside,) = run.view.snapshot.beside
    assert (beside.said, beside.is_live) == ("lr .5 → 5", True)
    assert (beside.curve.length, beside.solved) == (run.view.snapshot.step, None)
    with refused("run a begins so"):
        run.pair({})
    with refused("learning rate"):
        run.pair({"learning_rate": -1.0})
    run.undo()
    assert run.view.snapshot.step == 30
    fresh = Trainer(Experiment())
    fresh.step(30)
    assert moment(run.runs.main) == moment(fresh)
    # What it has learnt is kept, and it goes in step no longer.
    assert (kept(run), run.runs.partners) == ("A b", ())
    partner = run.runs.run("b").trainer
    step = partner.step_number
    run.step(1)
    assert (partner.step_number, partner.length) == (step, step)
    run.undo()
    run.redo()
    assert [each.letter for each in run.runs.partners] == ["b"]


@pytest.mark.parametrize("name", DEMONSTRATIONS)
def test_a_demonstration_runs_in_step_and_the_run_before_it_stays(name: str) -> None:
    shown = DEMONSTRATIONS[name]
    run = session()
    run.step(3)
    run.compare(shown.experiments, shown.title, shown.steps)
    run.step(4)
    count = len(shown.experiments)
    assert [each.step_number for each in (run.runs.main, *run.runs.in_step)] == [4] * count
    assert run.view.run.stop == shown.steps
    run.undo()
    assert (run.letter, run.view.snapshot.step) == ("a", 3)


def test_a_run_that_was_here_before_is_looked_at_from_where_one_is() -> None:
    run = session(Experiment(problem=PROBLEMS["parity-3"]))
    run.look(selected=7)
    run.runs.keep(run.runs.shown.fork("d"))
    run.runs.run("d").trainer.step(9)
    run.enter("d")
    assert (run.view.gaze.selected, run.view.snapshot.step, run.view.run.stop) == (7, 9, 10_000)


ACTS: st.SearchStrategy[Callable[[Session], object]] = st.one_of(
    st.integers(1, 40).map(lambda count: lambda run: run.step(count)),
    st.floats(0, 1).map(lambda share: lambda run: back(run, int(share * run.runs.main.length))),
    st.sampled_from([0.1, 0.5, 2.0]).map(lambda rate: lambda run: run.change(learning_rate=rate)),
    st.floats(-2, 2).map(lambda value: lambda run: run.edit(WIRE, value)),
    st.integers(0, 9).map(lambda place: lambda run: run.enter(some(run, place))),
    st.sampled_from([{"learning_rate": 3.0}, {"momentum": 0.5}]).map(
        lambda changes: lambda run: run.pair(changes)
    ),
    st.sampled_from([{"hidden": (3,)}, {"bug": "no-slope"}]).map(
        lambda changes: lambda run: run.begin(changes)
    ),
    st.sampled_from([Session.reset, Session.next_seed, Session.undo, Session.redo]),
)


def some(run: Session, place: int) -> str:
    """The letter of one of the runs."""
    return run.runs.all[place % len(run.runs.all)].letter


@settings(deadline=None)
@given(st.lists(ACTS, max_size=25))
def test_whatever_somebody_does_every_run_is_what_its_events_make_of_it(
    acts: list[Callable[[Session], object]],
) -> None:
    run, longest = session(), dict[Run, int]()
    for act in acts:
        with suppress(BadSetting):
            act(run)
        assert run.view.snapshot.step == run.runs.step_number
        assert run.runs.shown in run.runs.all
        assert len({each.letter for each in run.runs.all}) == len(run.runs.all) <= MOST
        for each in run.runs.all:
            assert each.trainer.length >= longest.get(each, 0), "nothing that happened is lost"
            longest[each] = each.trainer.length
    for each in run.runs.all:
        trainer = each.trainer
        fresh = Trainer(trainer.beginning, trainer.events)
        fresh.step(trainer.step_number)
        mine, its = (behind(one.snapshot()) for one in (trainer, fresh))
        assert bits(mine.weights) == bits(its.weights)
        assert bits(mine.memory) == bits(its.memory)
        assert (mine.experiment, mine.loss) == (its.experiment, its.loss)
