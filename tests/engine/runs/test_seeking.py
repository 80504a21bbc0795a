"""Any moment of a run is reached again, earlier or later, with the bits that it had. What was made
void by a change leaves no trace.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import SETTINGS, Change, Experiment, Parameter, Trainer
from backprop_tui.engine.core.learner import Learner
from backprop_tui.engine.runs.happened import Happened
from backprop_tui.engine.runs.keyframes import Keyframes
from tests.engine.bits import bits, moment
from tests.engine.runs.story import RICH, after
from tests.engine.strategies import at_most, experiments, with_schedules


@at_most(20)
@given(
    st.just(RICH) | with_schedules(experiments()),
    st.lists(st.integers(0, 1200), min_size=1, max_size=5),
)
def test_a_moment_sought_has_the_bits_of_the_same_moment_in_a_new_run(
    experiment: Experiment, moments: list[int]
) -> None:
    trainer = Trainer(experiment)
    for step in moments:
        reached = trainer.seek(step)
        assert reached == trainer.step_number <= step
        assert moment(trainer) == after(experiment, step)


def test_whoever_looks_at_another_moment_moves_nothing() -> None:
    trainer = Trainer(RICH)
    trainer.step(400)
    trainer.seek(150)
    way = trainer.journey(300)
    here = bits(trainer.snapshot())
    seen = [bits(trainer.snapshot_at(step)) for step in (400, 10)]
    assert bits(trainer.snapshot()) == here
    way.give_up()
    for step, there in zip((400, 10), seen, strict=True):
        trainer.seek(step)
        assert bits(trainer.snapshot()) == there


@given(st.lists(st.integers(1, 300), max_size=4))
def test_a_way_of_new_steps_that_is_left_keeps_them(pieces: list[int]) -> None:
    trainer, beside = Trainer(RICH), Trainer(RICH)
    way = trainer.journey(2_000, [beside])
    assert way.is_new
    for most in pieces:
        way.go(most)
    here = way.reached
    way.stay()
    assert way.is_over
    assert way.reached == here == trainer.step_number == beside.step_number
    assert moment(trainer) == moment(beside) == after(RICH, here)
    assert here <= sum(pieces)
    assert not trainer.journey(here).is_new


def test_the_past_is_exact_after_a_long_run() -> None:
    trainer = Trainer(RICH)
    trainer.step(9_000)
    end, fresh, sought = trainer.record(), Trainer(RICH), {}
    for step in (2048, 0, 4999, 257, 2047, 256, 255, 1):
        trainer.seek(step)
        sought[step] = trainer.record()
        trainer.seek(9_000)
        assert bits(trainer.record()) == bits(end)
    for step in sorted(sought):
        fresh.step(step - fresh.step_number)
        assert bits(sought[step]) == bits(fresh.record())


def test_there_is_no_step_before_the_first() -> None:
    with pytest.raises(ValueError, match="there is no step -1"):
        Trainer(Experiment()).seek(-1)


def test_the_way_forth_again_takes_the_moments_that_were_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = Trainer(RICH)
    run.step(5_000)
    run.change(learning_rate=0.2)
    run.step(5_000)
    end = moment(run)
    run.seek(10)
    counts, steps = [], Learner.run

    def counted(learner: Learner, step: int, count: int, noted: Any = ()) -> Any:
        counts.append(count)
        return steps(learner, step, count, noted)

    monkeypatch.setattr(Learner, "run", counted)
    assert run.seek(9_999) == 9_999
    assert sum(counts) == 9_999 % Keyframes.FIRST
    counts.clear()
    for mark in (5_000, 10_000):
        assert run.seek(mark) == mark
    assert not counts, "what has a mark is at hand"
    assert moment(run) == end
    run.seek(10)
    run.change(learning_rate=0.1)
    counts.clear()
    run.seek(10_000)
    again = sum(counts) - (10_000 - 10)
    assert again >= 0, "nothing is kept of what will not happen"
    assert again < Keyframes.FIRST, "where every case is right, steps are taken again to be kept"


@pytest.mark.parametrize("cut", [4096, 4097, 5000, 9_999])
def test_no_bucket_of_the_curve_keeps_a_loss_of_an_undone_future(cut: int) -> None:
    # The more steps, the more share a bucket; losses rise after the edit: a maximum would show.
    trainer = Trainer(Experiment())
    trainer.step(10_000)
    trainer.seek(cut)
    trainer.edit(Parameter(2, 0, 0), 4.0)
    trainer.change(learning_rate=0.0)
    trainer.step(100)
    fresh = Trainer(Experiment())
    losses = []
    for _ in range(cut):
        losses.append(fresh.snapshot().loss)
        fresh.step()
    losses += [trainer.snapshot().loss] * 100
    curve = trainer.snapshot().curve
    fresh.step(100)
    stride = curve.stride
    assert stride == fresh.curve.stride, "as if there had never been more"
    parts = [losses[k : k + stride] for k in range(0, len(losses), stride)]
    assert curve.low.tolist() == [min(part) for part in parts]
    assert curve.high.tolist() == [max(part) for part in parts]


def test_what_happened_is_noted_once_however_often_it_comes_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noted, add = [], Happened.add

    def adding(happened: Happened, step: int, *others: Any) -> None:
        noted.append(step)
        add(happened, step, *others)

    monkeypatch.setattr(Happened, "add", adding)
    schedule = SETTINGS["schedule"].typed("20:lr=0.1")
    trainer = Trainer(Experiment(schedule=schedule), [(20, Change({"momentum": 0.5}))])
    trainer.step(25)
    for _ in range(3):
        trainer.seek(10)
        trainer.step(15)
    assert noted == [20, 20]


def test_to_go_back_again_and_again_builds_no_further_learner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built, build = [], Learner.__init__

    def building(learner: Learner, experiment: Experiment) -> None:
        built.append(experiment)
        build(learner, experiment)

    trainer = Trainer(RICH)
    trainer.step(600)
    monkeypatch.setattr(Learner, "__init__", building)
    for step in (599, 300, 100, 400):
        trainer.journey(step).go(1_000)
        assert moment(trainer) == after(RICH, step)
        assert built.pop() == RICH, "that of the run that only went forward"
    assert len(built) == 1
